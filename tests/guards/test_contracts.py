"""The import contracts hold, and each kind of forbidden import is caught on a copy of the tree."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.guards import shape


ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def contracts(folder: Path) -> dict[str, str]:
    """Each contract of the tree in `folder`, KEPT or BROKEN."""
    command = [sys.executable, "-c", LINT, "--config", ".importlinter", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return dict(re.findall(r"^(\w.*?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))


def declared() -> set[str]:
    text = (ROOT / ".importlinter").read_text(encoding="utf-8")
    return set(re.findall(r"^name = (.*)$", text, re.MULTILINE))


def foreign_doors(modules: Iterable[shape.Module]) -> list[str]:
    """Views, forms, APIs and addresses that an app takes from another one's doors.

    The contract named `doors` lets views import views: it cannot say “of the same app”.
    """
    door = re.compile(r"(.*\.apps\.\w+)\.(views|forms|api|urls)\b")
    return [
        f"{module.name} imports {target}"
        for module in modules
        for target in sorted(module.imports)
        if (at := door.match(target)) and ".apps." in module.name
        if not f"{module.name}.".startswith(f"{at[1]}.")
    ]


def test_all_contracts_are_kept() -> None:
    found = contracts(ROOT)
    assert set(found) == declared()
    assert set(found.values()) == {"KEPT"}


@pytest.mark.slow
def test_forbidden_imports_are_caught(tmp_path: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "vedich", tmp_path / "vedich", ignore=ignore)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for module, line in {
        "core/errors.py": "import vedich.core.periods",  # upwards in the core, and a circle
        "core/tallies.py": "import sqlite3",
        "core/places.py": "import vedich.engine",
        "engine/base.py": "import django",
    }.items():
        path = tmp_path / "vedich" / module
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    broken = {name for name, state in contracts(tmp_path).items() if state == "BROKEN"}
    assert broken == {
        "One direction: doors over apps over tools over core",
        "The core knows no framework, no store, no chance",
        "Engine, formats and rulebook run without Django",
        "Inside the core",
        "No circles among siblings, at any depth",
    }


@pytest.mark.slow
def test_a_core_module_that_no_layer_names_is_caught(tmp_path: Path) -> None:
    for band in ("core", "engine", "formats", "rulebook", "apps", "web", "cli"):
        folder = tmp_path / "vedich" / band
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    (tmp_path / "vedich" / "__init__.py").touch()
    (tmp_path / "vedich" / "core" / "unlisted.py").touch()
    shutil.copy(ROOT / ".importlinter", tmp_path)
    assert contracts(tmp_path)["Inside the core"] == "BROKEN"


def test_no_app_enters_another_by_its_doors() -> None:
    assert foreign_doors(shape.read(shape.ROOT)) == []


def test_a_view_taken_from_another_app_is_caught(tmp_path: Path) -> None:
    apps = tmp_path / "vedich" / "apps"
    for path, source in {
        "figures/views.py": "from vedich.apps.figures.forms import Form\n",
        "figures/forms.py": "",
        "returns/views.py": "from vedich.apps.figures import views\n",
        "returns/actions.py": "from vedich.apps.figures import actions\n",
    }.items():
        (apps / path).parent.mkdir(parents=True, exist_ok=True)
        (apps / path).write_text(source, encoding="utf-8")
    found = foreign_doors(shape.read(tmp_path / "vedich"))
    assert found == ["vedich.apps.returns.views imports vedich.apps.figures.views"]
