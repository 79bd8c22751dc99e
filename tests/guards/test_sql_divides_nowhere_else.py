"""Plans divide through three macros only; no SQL of ours says ``/`` or ``avg(`` (DESIGN §4.2)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import vedich.engine.statements


ENGINE = Path(vedich.engine.statements.__file__).parent
TEMPLATES = ("statements.py", "plan.py", "windows.py", "parquet.py", "columnar.py", "cluster.py")
DIVISION = re.compile(r"/|\bavg\s*\(|\bmean\s*\(|\bdiv\b", re.IGNORECASE)
# not SQL: a folder in a message, a kind of file
INNOCENT = re.compile(r"and/or|https?:")


def divisions(source: str) -> list[str]:
    """Strings of `source`, docstrings left out, that divide."""
    tree = ast.parse(source)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and isinstance(node.body[0], ast.Expr)
    }
    prose |= {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in prose
        and DIVISION.search(node.value)
        and not INNOCENT.search(node.value)
    ]


def test_no_template_divides_outside_the_macros() -> None:
    assert {name: divisions((ENGINE / name).read_text("utf-8")) for name in TEMPLATES} == {
        name: [] for name in TEMPLATES
    }


def test_the_dialects_divide_in_div_trunc_alone() -> None:
    tree = ast.parse((ENGINE / "dialects.py").read_text("utf-8"))
    guilty = {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and divisions(ast.unparse(function))
    }
    assert guilty == {"div_trunc"}


def test_the_guard_sees_a_division() -> None:
    assert divisions("sql = f'SELECT {part} / {whole} FROM t'")
    assert divisions("x = 'SELECT avg(part) FROM t'")
