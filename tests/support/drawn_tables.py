"""Papers drawn as text: lines are paragraphs, runs of lines with bars are tables.

In a table “<” is a place that the cell on its left covers and “^” one that the cell above covers,
as merged cells in Word and Excel do.
"""

from __future__ import annotations

from dataclasses import replace

from vedich.core.documents import Block, BlockKind, Cell, FrozenText, Lexicon, Table
from vedich.core.documents._tables import read_tables
from vedich.core.documents._tasks import read_tasks


def drawn(text: str) -> FrozenText:
    """The paper that `text` draws. A line that begins with “# ” is a heading."""
    parts: list[str] = []
    blocks: list[Block] = []
    tables: list[Table] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if "|" in line:
            rows.append([cell.strip() for cell in line.split("|")])
            continue
        if rows:
            tables.append(_table(rows, parts))
            rows = []
        if not line.strip():
            continue
        words, start = line.strip().removeprefix("# "), sum(map(len, parts))
        kind = BlockKind.HEADING if line.strip().startswith("# ") else BlockKind.PARAGRAPH
        blocks.append(Block(start, start + len(words), kind))
        parts.append(words + "\n")
    return FrozenText("".join(parts), tuple(blocks), tuple(tables))


def _table(rows: list[list[str]], parts: list[str]) -> Table:
    start = at = sum(map(len, parts))
    placed: dict[tuple[int, int], Cell] = {}
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            if words == "<":
                key = max(k for k in placed if k[0] == row and k[1] < column)
                placed[key] = replace(placed[key], columns=column - key[1] + 1)
            elif words == "^":
                key = max(k for k in placed if k[1] == column and k[0] < row)
                placed[key] = replace(placed[key], rows=row - key[0] + 1)
            else:
                placed[row, column] = Cell(at, at + len(words), row, column)
                parts.append(words)
                at += len(words)
            parts.append("\t" if column < len(cells) - 1 else "\n")
            at += 1
    return Table(start, at - 1, tuple(placed.values()))


def told_numbers(source: FrozenText, lexicon: Lexicon) -> list[str]:
    """The numbers read from tables, a line each: “target, Tỷ lệ hộ nghèo <= 2.5 %, by 2022”."""
    lines = []
    for one in read_tables(source, lexicon):
        ends = (
            f"-{one.high}" if one.high is not None else f"/{one.of}" if one.of is not None else ""
        )
        line = f"{one.kind}: {one.name} {one.comparator} {one.value}{ends} {one.unit}".strip()
        lines.append(f"{line}, {one.deadline}" if one.deadline else line)
    return lines


def told_tasks(source: FrozenText, lexicon: Lexicon) -> list[str]:
    """The tasks, a line each: what, then whatever is known of the rest, each with its name."""
    lines = []
    for one in read_tasks(source, lexicon):
        parts = {
            "lead": one.lead,
            "with": "; ".join(one.cooperating),
            "time": one.time,
            "product": one.product,
        }
        known = [f"{name}: {words}" for name, words in parts.items() if words]
        lines.append(" · ".join([one.what, *known]))
    return lines
