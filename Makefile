# Two commands are enough: `make run` and `make test`. The rest is for people who work on the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
COMPILE := pip compile --quiet --universal --no-header --no-emit-index-url --generate-hashes --python-version 3.11

# Some containers forbid Python to keep what it compiled: every one of the many short processes of
# the tests would then compile the same thousand modules again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench lock docs clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# One stamp a lock file: a second `make` finds nothing to do and starts in milliseconds.
$(UV): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Về Đích needs Python 3.11 or newer; this is `$(PYTHON) --version`."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python cannot make environments here. On Debian: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv --without-pip $(VENV)
	@$(BIN)/python requirements/bootstrap.py requirements/uv.txt
	@touch $@

$(VENV)/.main: requirements/main.txt pyproject.toml $(UV)
	@echo "Setting up the environment (once) ..."
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r requirements/main.txt
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.main
	@echo "Setting up what the tests need (once) ..."
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.test
	@echo "Setting up what the benchmarks need (once) ..."
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

setup: $(VENV)/.main ## make the environment

run: setup ## make the sample year once (in ./data, or VEDICH_DATA) and serve it on port 8000
	@$(BIN)/vedich demo --if-missing
	@$(BIN)/vedich serve --port $${PORT:-8000}

check: $(VENV)/.test ## style, types, import contracts and quick tests: under a minute
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --config .importlinter >/dev/null || $(BIN)/lint-imports --config .importlinter
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/pytest -q -n logical -m 'not slow and not cluster' tests/unit tests/spec tests/guards

test: $(VENV)/.test ## everything: the checks, every test, on PostgreSQL too, coverage of the core
	@$(BIN)/python -m tests.support.tools postgresql chromium
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --config .importlinter
	@$(BIN)/mypy
	@$(BIN)/pytest -n logical --cov --cov-report=
	@$(BIN)/python -m tests.support.postgres $(BIN)/pytest -n logical -m database tests/unit tests/integration tests/property tests/guards
	@$(BIN)/coverage report --include='vedich/core/*' --fail-under=100

fix: $(VENV)/.test ## put style right
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

bench: $(VENV)/.bench ## measure speed as ratios of one run
	@$(BIN)/python -m benches
	@$(BIN)/python -m benches.live
	@$(BIN)/python -m benches.pages
	@$(BIN)/python -m benches.matrix
	@$(BIN)/python -m benches.search
	@$(BIN)/python -m benches.reading

lock: $(UV) ## resolve the dependencies anew, with hashes and without any index host
	@$(UV) $(COMPILE) --group uv -o requirements/uv.txt --upgrade
	@$(UV) $(COMPILE) pyproject.toml -o requirements/main.txt --upgrade
	@$(UV) $(COMPILE) pyproject.toml --group test --constraints requirements/main.txt -o requirements/test.txt --upgrade
	@$(UV) $(COMPILE) pyproject.toml --group test --group bench --constraints requirements/test.txt -o requirements/bench.txt --upgrade

docs: $(VENV)/.test ## render the manual's tables out of the spec tests
	@$(BIN)/python -m tests.spec.manual

clean: ## remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build benches/work
