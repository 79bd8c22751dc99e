"""The shape of the code stays within the house thresholds, and the guard sees what breaks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guards import shape


HEAD = '"""A module."""\n'


def package(folder: Path, **files: str) -> Path:
    """A package `vedich` with these files; “core__x” is core/x.py."""
    root = folder / "vedich"
    for name, source in {"__init__": HEAD, "core____init__": HEAD, **files}.items():
        path = root / f"{name.replace('__', '/', 1) if name[0] != '_' else name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return root


def red(root: Path) -> dict[str, list[str]]:
    return {one.what: list(one.offenders) for one in shape.figures(shape.read(root)) if one.red}


def test_the_code_is_in_shape() -> None:
    found = shape.figures(shape.read(shape.ROOT))
    assert [str(one) for one in found if one.red and one.held] == []


def test_a_small_package_is_in_shape(tmp_path: Path) -> None:
    assert red(package(tmp_path, core__a=HEAD)) == {}


def test_an_empty_package_is_in_shape(tmp_path: Path) -> None:
    assert red(tmp_path / "vedich") == {}


def test_a_circle_of_imports_is_seen(tmp_path: Path) -> None:
    one = HEAD + "from vedich.core import b\n"
    two = HEAD + "from .a import x\n"
    found = red(package(tmp_path, core__a=one, core__b=two))["circles of imports"]
    assert found in (
        ["vedich.core.a → vedich.core.b → vedich.core.a"],
        ["vedich.core.b → vedich.core.a → vedich.core.b"],
    )


@pytest.mark.parametrize(
    "harmless",
    [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import a\n",
        "def load() -> None:\n    '''Late.'''\n    import vedich.core.a\n",
        "import os\n",
    ],
)
def test_other_imports_close_no_circle(tmp_path: Path, harmless: str) -> None:
    files = {"core__a": HEAD + "import vedich.core.b\n", "core__b": HEAD + harmless}
    assert red(package(tmp_path, **files)) == {}


def test_a_long_chain_of_imports_is_seen(tmp_path: Path) -> None:
    chain = {f"core__m{n}": f"{HEAD}from vedich.core import m{n + 1}\n" for n in range(20)}
    assert "longest chain of imports" in red(package(tmp_path, **chain, core__m20=HEAD))


def test_imports_inside_functions_are_counted(tmp_path: Path) -> None:
    source = HEAD + "".join(
        f"def f{n}() -> None:\n    '''Late.'''\n    from vedich import core\n" for n in range(11)
    )
    found = red(package(tmp_path, core__a=source))
    assert found == {"imports inside functions": ["vedich.core.a imports vedich.core"] * 11}


def test_a_long_module_is_seen(tmp_path: Path) -> None:
    found = red(package(tmp_path, core__a=HEAD + "x = 1\n" * 601))
    assert found["lines per module: longest"] == ["vedich.core.a: 601"]


def test_blanks_comments_and_docstrings_are_not_code(tmp_path: Path) -> None:
    text = '"""A\n' + "long\n" * 700 + 'docstring."""\n' + "\n# why\n" * 700 + "x = 1\n"
    (module,) = [
        one for one in shape.read(package(tmp_path, core__a=text)) if one.name == "vedich.core.a"
    ]
    assert (module.lines, module.comments) == (1, 700)


def test_a_long_function_is_seen(tmp_path: Path) -> None:
    source = HEAD + 'def long() -> None:\n    """Long."""\n' + "    print()\n" * 90
    found = red(package(tmp_path, core__a=source))
    assert found["lines per function: longest"] == ["vedich.core.a:2 long: 91"]


def test_a_function_of_many_branches_is_seen(tmp_path: Path) -> None:
    tests = " or ".join(f"x == {n}" for n in range(8))
    body = f"    if {tests}:\n        return [y for y in () if y]\n    return [] if x else [1]\n"
    found = red(
        package(tmp_path, core__a=f'{HEAD}def f(x: int) -> list[int]:\n    """F."""\n{body}')
    )
    assert found == {"functions over 10 branches, %": ["vedich.core.a:2 f"]}


@pytest.mark.parametrize(
    "signature", ["f(x) -> None", "f(x: int)", "f(*x) -> None", "f(*, x) -> None", "f(self, x)"]
)
def test_a_function_without_types_is_seen(tmp_path: Path, signature: str) -> None:
    source = f'{HEAD}def {signature}:\n    """F."""\n'
    assert red(package(tmp_path, core__a=source))["typed, exact bands, %"] == ["vedich.core.a:2 f"]


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("x = 1\n", "vedich.core.a"),
        (f"{HEAD}def f() -> None:\n    pass\n", "vedich.core.a.f"),
        (f"{HEAD}class A:\n    x = 1\n", "vedich.core.a.A"),
        (
            f'{HEAD}class A:\n    """A."""\n    def f(self) -> None:\n        pass\n',
            "vedich.core.a.A.f",
        ),
    ],
)
def test_what_is_public_in_the_core_is_documented(tmp_path: Path, source: str, bare: str) -> None:
    found = red(package(tmp_path, core__a=source))
    assert found["documented, core and its public parts, %"] == [bare]


def test_what_is_private_needs_no_docstring(tmp_path: Path) -> None:
    source = (
        f"{HEAD}def _f() -> None:\n    pass\nclass _A:\n    def g(self) -> None:\n        pass\n"
    )
    assert red(package(tmp_path, core__a=source)) == {}


def test_a_module_without_a_docstring_is_seen_everywhere(tmp_path: Path) -> None:
    assert red(package(tmp_path, web__a="x = 1\n"))["documented, modules, %"] == ["vedich.web.a"]


def test_the_figures_are_printed_beside_the_thresholds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shape.main(package(tmp_path, core__a="def f(x):\n    pass\n")) == 1
    said = capsys.readouterr().out
    assert "typed, exact bands, %" in said
    assert "RED\n    vedich.core.a:1 f\n" in said


def test_what_is_not_held_is_shown_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shape.main(package(tmp_path, core__a=HEAD + "x = 1\n" * 301)) == 0
    assert "red, not held" in capsys.readouterr().out


def test_in_shape_the_script_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shape.main(package(tmp_path, core__a=HEAD + "x = 1  # why\n# because\n")) == 0
    assert "RED" not in capsys.readouterr().out
