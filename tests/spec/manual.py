"""Renders `docs/reference` out of the spec tables: the manual cannot say what no test has tried.

`python -m tests.spec.manual` writes the pages; a guard fails while one is out of date. `rollup.md`
comes from `tests/spec/rollup/*.toml`, `rights.md` from the shipped table of rights. Of every other
`tests/spec/test_NAME_spec.py` the docstring becomes the head of `NAME.md` and each ``TABLE_...`` a
section: the comment above it, or the string below it, is its text, a tuple ``TABLE_..._COLUMNS``
names its columns.
"""

from __future__ import annotations

import ast
import importlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Final

from tests.spec.rollup_cases import COLUMNS, Case, Chapter, chapters
from vedich.core.permits import PermitTable, Scope
from vedich.rulebook.permits import versions


SPEC: Final = Path(__file__).parent
REFERENCE: Final = SPEC.parent.parent / "docs" / "reference"
NOTE: Final = "<!-- Written by `make docs` out of {source}. Do not edit it here. -->"

ROLLUP_HEAD: Final = """\
# vedich rollup

Adds figures up the tree of places, from the smallest cell to the whole, exactly.

```
vedich rollup --places P.csv --indicators I.csv --figures F.(csv|parquet) --periods 2021-Q1,2021
              --out O.(csv|parquet) [--engine reference|columnar|cluster] [--tree-on DAY]
              [--known-by DAY] [--only verified] [--language vi|en]
```

| file | columns |
| --- | --- |
| places | code, valid_from, valid_to, name, kind, parent; place_from if wanted |
| indicators | code, name, unit, place_rule, time_rule; decimals if wanted |
| figures | place, indicator, period, part, whole, known_since, verified |
| out | place, indicator, period, value, part, whole, reported, expected, verified, complete |

`place_rule` is one of sum, ratio, mean, min, max, count, none; `time_rule` one of sum, last,
carried, first, mean, min, max. Exit codes: 0 done, 2 refused and nothing written, 130 stopped by
Ctrl-C.

What it means is said in sixteen lines. Every example below is a test that runs on every engine.
Columns that are not drawn are blank, or not what the example is about."""


RIGHTS_HEAD: Final = """\
# Rights

Who may do what, and where. *inside*: at the place of the post and all below it (for a post with
fields: in those fields); *anywhere*: beyond it as well. What no cell allows is refused, and the
refusal says whom to ask. Whoever entered a figure never checks it, and whoever wrote at a draft
never adopts it, whatever the table says."""

_WHERE: Final = {
    frozenset(): "",
    frozenset({Scope.INSIDE}): "inside",
    frozenset({Scope.OUTSIDE}): "outside",
    frozenset({Scope.INSIDE, Scope.OUTSIDE}): "anywhere",
}


def pages() -> dict[str, str]:
    """Every page of the reference that is rendered, by file name."""
    found = {"rollup.md": rollup_page(chapters()), "rights.md": rights_page()}
    for path in sorted(SPEC.glob("test_*_spec.py")):
        name = path.stem.removeprefix("test_").removesuffix("_spec")
        page = spec_page(path, name)
        if page and f"{name}.md" not in found:
            found[f"{name}.md"] = page
    return found


def main() -> None:
    """Write the pages."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


# -- the roll-up -----------------------------------------------------------------------------------


def rollup_page(found: Iterable[Chapter]) -> str:
    """The page of `vedich rollup`."""
    blocks = [NOTE.format(source="tests/spec/rollup"), ROLLUP_HEAD]
    for chapter in found:
        blocks += [f"## {chapter.number}. {chapter.title}", _quote(chapter.law)]
        if chapter.given.text:
            blocks.append(chapter.given.text)
        for table in COLUMNS:
            blocks += _file(chapter.given, table)
        for order, case in enumerate(chapter.cases, start=1):
            blocks.append(f"### {chapter.number}.{order} {case.title}")
            blocks += _case(case, chapter.given)
    return "\n\n".join(blocks) + "\n"


def _case(case: Case, given: Case) -> Iterator[str]:
    if case.text:
        yield case.text
    for table in COLUMNS:
        changed = table in case.exact or case.data.get(table) != given.data.get(table)
        if changed:
            yield from _file(case, table)
    asked = f"--periods {case.data['periods']} {case.data.get('options', '')}".strip()
    yield f"Asked: `{asked}`"
    if "refused" in case.data:
        yield "Refused:"
        yield _code(case.data["refused"])
        return
    if "result" in case.exact:
        yield _code(case.exact["result"].splitlines())
    elif len(case.rows("result")) > 1:
        yield f"Gives `{case.out}`:"
        yield table_text(case.rows("result"))
    if "notices" in case.data:
        yield "Standard error says:"
        yield _code(case.data["notices"])


def _file(case: Case, table: str) -> Iterator[str]:
    if table in case.exact:
        yield f"`{table}.csv`, character by character:"
        yield _code(case.exact[table].replace("\ufeff", "⟨BOM⟩").splitlines())
    elif table in case.data:
        types = [f"{column} {kind}" for column, kind in case.types.items()]
        name = case.figures if table == "figures" else f"{table}.csv"
        kinds = f" ({', '.join(types)})" if types and table == "figures" else ""
        yield f"`{name}`{kinds}:"
        yield table_text(case.rows(table))


# -- the table of rights ---------------------------------------------------------------------------


def rights_page() -> str:
    """The page of the shipped table of rights, the newest version first."""
    blocks = [NOTE.format(source="vedich/rulebook/permits/roles.yaml"), RIGHTS_HEAD]
    for version in reversed([*versions()]):
        rights, stamp = version.value, version.stamp
        blocks += [f"## From {stamp.start}", f"Source: {stamp.source} ({stamp.confidence})."]
        blocks.append(
            table_text([["", *(name.en for name in rights.roles.values())], *_rights(rights)])
        )
        names = [["role or operation", "Vietnamese", "English"]]
        named = (*rights.roles.items(), *rights.operations.items())
        names += [[f"`{code}`", name.vi, name.en] for code, name in named]
        blocks += ["What they are called:", table_text(names)]
    return "\n\n".join(blocks) + "\n"


def _rights(rights: PermitTable) -> Iterator[list[str]]:
    for code, name in rights.operations.items():
        held = (rights.scopes(role, code) for role in rights.roles)
        yield [name.en, *(_WHERE[frozenset(scopes)] for scopes in held)]


# -- other spec files ------------------------------------------------------------------------------


def spec_page(path: Path, name: str) -> str:
    """The page of a spec module; blank where it has no table."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    names = {table for table, _ in _tables(tree, source)}
    if not names:
        return ""
    module = importlib.import_module(f"tests.spec.{path.stem}")
    blocks = [NOTE.format(source=f"tests/spec/{path.name}"), f"# {_title(name)}"]
    blocks.append(ast.get_docstring(tree) or "")
    for table, text in _tables(tree, source):
        rows = [_cells(row) for row in getattr(module, table)]
        columns = getattr(module, f"{table}_COLUMNS", [""] * max(map(len, rows), default=0))
        blocks += [f"## {_title(table.removeprefix('TABLE_'))}", text]
        blocks.append(table_text([list(columns), *rows]))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _tables(tree: ast.Module, source: str) -> Iterator[tuple[str, str]]:
    """(name, text) of every module-level table."""
    lines = source.splitlines()
    for statement, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
        target = statement.target if isinstance(statement, ast.AnnAssign) else target
        if not isinstance(target, ast.Name) or not target.id.startswith("TABLE_"):
            continue
        if target.id.endswith("_COLUMNS"):
            continue
        match following:
            case ast.Expr(value=ast.Constant(value=str(below))):
                yield target.id, below
            case _:
                yield target.id, _comment_above(lines, statement.lineno)


def _comment_above(lines: Sequence[str], line: int) -> str:
    found: list[str] = []
    for text in reversed(lines[: line - 1]):
        if not text.startswith("#"):
            break
        found.append(text.removeprefix("#").strip())
    return "\n".join(reversed(found))


def _cells(row: object) -> list[str]:
    return [_cell(cell) for cell in row] if isinstance(row, (tuple, list)) else [_cell(row)]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str() | Enum():
            return "".join(map(_visible, value.value if isinstance(value, Enum) else value))
        case tuple() | list() | set() | frozenset():
            cells = sorted(map(_cell, value)) if isinstance(value, (set, frozenset)) else value
            return ", ".join(map(_cell, cells))
        case _:
            return str(value)


def _visible(letter: str) -> str:
    """Blanks of many widths look alike: all but the common one are shown by number."""
    odd = unicodedata.category(letter) in ("Zs", "Cf", "Cc", "Mn") and letter not in " \n"
    return f"⟨U+{ord(letter):04X}⟩" if odd else letter


# -- Markdown --------------------------------------------------------------------------------------


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """`rows`, the header first, as a Markdown table."""
    header, *rest = [[_escaped(cell) for cell in row] for row in rows]
    lines = [header, ["---"] * len(header), *rest]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>")


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _code(lines: Iterable[str]) -> str:
    return "\n".join(["```", *lines, "```"])


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


if __name__ == "__main__":
    main()
