"""The frozen text cut into runs, so that every proposal's words can be marked where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from vedich.apps.resolutions.models import ProposalRow
from vedich.core.documents import FrozenText, Table


@dataclass(frozen=True, slots=True)
class Run:
    """Some words, and the proposal they belong to, if any."""

    text: str
    number: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """A heading or paragraph with its runs, or a table with rows of cells of runs."""

    kind: Literal["heading", "paragraph", "table"]
    runs: Sequence[Run]
    rows: Sequence[Sequence[Sequence[Run]]]
    page: int | None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    number: int
    kind: str


def paper_of(source: FrozenText, rows: Iterable[ProposalRow]) -> Sequence[PaperBlock]:
    """The document with its marks. Where spans overlap, the shorter one is marked: it says more."""
    marks = _flat([_Mark(row.start, row.end, row.number, row.kind) for row in rows])
    found = [
        (
            block.start,
            PaperBlock(
                block.kind.value, _runs(source, block.start, block.end, marks), (), block.page
            ),
        )
        for block in source.blocks
    ]
    found += [(table.start, _table(source, table, marks)) for table in source.tables]
    return [block for _, block in sorted(found, key=lambda one: one[0])]


def _table(source: FrozenText, table: Table, marks: Sequence[_Mark]) -> PaperBlock:
    rows: dict[int, list[Sequence[Run]]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(_runs(source, cell.start, cell.end, marks))
    return PaperBlock("table", (), [rows[number] for number in sorted(rows)], table.page)


def _flat(marks: Sequence[_Mark]) -> Sequence[_Mark]:
    """The marks as pieces that do not overlap, in order."""
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    starting = sorted(marks, key=lambda mark: mark.start)
    pieces: list[_Mark] = []
    live: list[_Mark] = []
    turn = 0
    for start, end in zip(edges, edges[1:], strict=False):
        while turn < len(starting) and starting[turn].start <= start:
            live.append(starting[turn])
            turn += 1
        live = [mark for mark in live if mark.end > start]
        if not live:
            continue
        inner = min(live, key=lambda mark: (mark.end - mark.start, mark.number))
        last = pieces[-1] if pieces else None
        if last and last.number == inner.number and last.end == start:
            pieces[-1] = _Mark(last.start, end, inner.number, inner.kind)
        else:
            pieces.append(_Mark(start, end, inner.number, inner.kind))
    return pieces


def _runs(source: FrozenText, start: int, end: int, marks: Sequence[_Mark]) -> Sequence[Run]:
    return list(_pieces(source, start, end, marks))


def _pieces(source: FrozenText, start: int, end: int, marks: Sequence[_Mark]) -> Iterator[Run]:
    at = start
    for mark in _between(marks, start, end):
        first, last = max(mark.start, start), min(mark.end, end)
        if at < first:
            yield Run(source.quote(at, first), None, "")
        yield Run(source.quote(first, last), mark.number, mark.kind)
        at = last
    if at < end:
        yield Run(source.quote(at, end), None, "")


def _between(marks: Sequence[_Mark], start: int, end: int) -> Sequence[_Mark]:
    """The marks that touch a span; they are in order and do not overlap."""
    low, high = 0, len(marks)
    while low < high:
        middle = (low + high) // 2
        if marks[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    last = low
    while last < len(marks) and marks[last].start < end:
        last += 1
    return marks[low:last]
