"""Reading a document whole: its sentences, its tables, its tasks, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedich.core.documents._binding import comparator, rank, starts_from, turn
from vedich.core.documents._cues import cues
from vedich.core.documents._deadlines import (
    Span,
    deadline,
    times,
    with_year,
    year_of_text,
    years_of,
)
from vedich.core.documents._judging import is_item, is_nested, is_set, kind_of
from vedich.core.documents._names import clause_start, members, name, quote
from vedich.core.documents._proposals import Comparator, Kind, Proposal, Reading
from vedich.core.documents._quantities import Quantity, quantities
from vedich.core.documents._sentences import Sentence, sentences
from vedich.core.documents._setting import Setting
from vedich.core.documents._tables import read_tables, tables_of
from vedich.core.documents._tasks import read_tasks
from vedich.core.documents._text import FrozenText, Table
from vedich.core.documents._view import View
from vedich.core.documents.lexicon import Lexicon


_GENRE: Final = re.compile(
    r"(?P<aim>nghị quyết|kế hoạch|chương trình hành động|quyết định|đề án|chỉ thị|hướng dẫn"
    r"|đăng ký)"
    r"|(?P<told>báo cáo|kết quả|tổng kết|sơ kết)"
)
_ASIDE: Final = re.compile(r"\s*\(\s*|\s*\)?,? (?:và )?[^,;.():]{1,40}\(\s*")
_DRIFT: Final = {Kind.TARGET: 1.0, Kind.RESULT: -1.0}
_CHANGES: Final = (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
_HEAD: Final = 300
_NEAR: Final = 60


def read(source: FrozenText, lexicon: Lexicon) -> Reading:
    """Every target, result, baseline and task of `source`, in the order of the text.

    Never raises: what cannot be read is no item. Time grows with the length of the text.
    """
    view = View(source.text)
    tables = tables_of(source, lexicon, view)
    proposals = [*_in_sentences(source, view, tables, lexicon)]
    proposals += read_tables(source, lexicon, view, tables)
    proposals.sort(key=lambda one: (one.start, one.end))
    return Reading(tuple(_tied(proposals)), read_tasks(source, lexicon, view, tables))


def _tied(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals, each level with the earlier value right before it that it starts from."""
    for index, one in enumerate(proposals):
        before = proposals[index - 1] if index else None
        tied = (
            before is not None
            and before.kind is Kind.BASELINE
            and one.kind is not Kind.BASELINE
            and one.start - before.end < _NEAR
        )
        yield replace(one, baseline=index - 1) if tied else one


@dataclass(slots=True)
class _Text:
    """What is known of the text as a whole, and of the item before.

    `written` is the year it was written in or for; `usual` what its genre leans to; `drift` what
    the item before was.
    """

    view: View
    written: int | None
    usual: float
    drift: float = 0.0


@dataclass(frozen=True, slots=True)
class _Item:
    """An item as far as the next one may lean on it."""

    one: Quantity
    bound: Comparator
    kind: Kind
    name: str


def _in_sentences(
    source: FrozenText, view: View, tables: Sequence[Table], lexicon: Lexicon
) -> list[Proposal]:
    """The items of running text; lines that turned out to be a table are not read twice."""
    inside = [(table.start, table.end) for table in tables]
    running = tuple(
        block
        for block in source.blocks
        if not any(start <= block.start < end for start, end in inside)
    )
    source = replace(source, blocks=running)
    text = _Text(view, year_of_text(view.low), _usual(view.low))
    proposals: list[Proposal] = []
    block = -1
    for sentence in sentences(source, view):
        if sentence.block != block and not sentence.listed:
            text.drift /= 2
        block = sentence.block
        found = quantities(view.low, sentence.start, sentence.end, lexicon)
        proposals += _items(text, sentence, found)
    return proposals


def _usual(low: str) -> float:
    head = _GENRE.search(low[:_HEAD])
    if head is None:
        return -0.3
    return 0.5 if head["aim"] else -0.5


def _items(text: _Text, sentence: Sentence, found: list[Quantity]) -> Iterator[Proposal]:
    view, low = text.view, text.view.low
    near = tuple(cues(view.text, low, sentence.start, sentence.end)) if found else ()
    named_times = times(low, sentence.start, sentence.end) if found else []
    previous = sentence.start
    last: _Item | None = None
    for index, one in enumerate(found):
        follows = found[index + 1] if index + 1 < len(found) else None
        before = found[index - 1] if index else None
        raised = before is not None and starts_from(low, before, one)
        at = Setting(
            view,
            sentence,
            one,
            clause=clause_start(low, previous, one.at),
            since=clause_start(low, last.one.end if last else sentence.start, one.at),
            opening=clause_start(low, sentence.start, one.at),
            after=follows.at if follows else sentence.end,
            cues=tuple(cue for cue in near if cue.end <= previous) if raised else near,
        )
        beside = _ASIDE.fullmatch(low, previous, one.at) if last else None
        whole = last is None or last.one is not before or not is_nested(low, last.one, one)
        previous = one.end
        if not (beside or raised or rank(at) or (whole and is_item(at))):
            continue
        # what stands between “từ A” and “lên B” belongs to A
        own_times = [time for time in named_times if not raised or time[0] > one.at]
        time = deadline(low, own_times, one.at)
        kind = kind_of(at, years_of(low, time), text.written, text.usual + text.drift)
        bound = rank(at) or comparator(at)
        if beside and last:
            kind = kind if is_set(at) else last.kind
            bound = last.bound if beside[0].strip() == "(" and last.bound in _CHANGES else bound
        elif last and bound is Comparator.EQUAL and _holds_on(low, last.one, one):
            bound = last.bound
        listed, listed_end = members(at)
        start, end = quote(at)
        end = max(end, listed_end)
        named = name(at, start, last.name if last else "")
        if follows and starts_from(low, one, follows):
            kind, bound = Kind.BASELINE, Comparator.EQUAL
            end = max(one.end, min(end, turn(low, one, follows)))
        if raised and before:
            start = max(start, turn(low, before, one))
            named = last.name if last else named
        last = _Item(one, bound, kind, named)
        text.drift = _DRIFT.get(kind, text.drift)
        yield Proposal(
            start=view.origin(start),
            end=view.origin(end - (low[end - 1] == " ")),
            kind=kind,
            name=named,
            comparator=bound,
            value=one.value,
            unit=_unit(at),
            high=one.high,
            deadline=_deadline(at, time, kind, text.written),
            of=one.of,
            members=listed,
        )


def _unit(at: Setting) -> str:
    one = at.one
    if rank(at):
        return "hạng"
    written = at.view.text[one.number_end : one.end].strip()
    return written if written.lower() == one.unit else one.unit


def _deadline(at: Setting, time: Span | None, kind: Kind, written: int | None) -> str:
    """The words of the time, else the year of the list, heading or text the number stands in.

    A result cannot lie after the text, nor a target before it.
    """
    year = at.sentence.year
    if time:
        return with_year(at.view.text[time[0] : time[1]], year or written)
    if year and written and year != written and (year > written) is not (kind is Kind.TARGET):
        year = written
    return str(year or written or "")


def _holds_on(low: str, before: Quantity, one: Quantity) -> bool:
    """“giảm bình quân 2%/năm, các huyện miền núi khoảng 4%/năm”: the verb of change holds on."""
    between = low[before.end : one.at]
    return (
        before.unit == one.unit
        and len(between) < _NEAR
        and re.search(r"thì|riêng|khoảng", between) is not None
        and re.search(r"[;.]|đạt|còn|lên|chiếm|có", between) is None
    )
