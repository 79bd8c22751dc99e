"""Reading a document whole: its sentences, its tables, its tasks, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from vedich.core.documents._binding import comparator, rank, starts_from
from vedich.core.documents._cues import cues, title_lean
from vedich.core.documents._deadlines import deadline, year_of_text, years_of
from vedich.core.documents._judging import is_item, is_nested, is_set, kind_of
from vedich.core.documents._names import clause_start, members, name, quote
from vedich.core.documents._proposals import Comparator, Kind, Proposal, Reading
from vedich.core.documents._quantities import Quantity, quantities
from vedich.core.documents._sentences import Sentence, sentences
from vedich.core.documents._text import FrozenText
from vedich.core.documents._view import View
from vedich.core.documents.lexicon import Lexicon


_GENRE: Final = re.compile(
    r"(?P<aim>nghị quyết|kế hoạch|chương trình hành động|quyết định|đề án|chỉ thị|hướng dẫn|đăng ký)"
    r"|(?P<told>báo cáo|kết quả|tổng kết|sơ kết)"
)


def read(source: FrozenText, lexicon: Lexicon) -> Reading:
    """Every target, result and baseline of `source`, in order. Never raises; silence is no item."""
    view = View(source.text)
    proposals = list(_proposals(source, view, lexicon))
    proposals.sort(key=lambda one: (one.start, one.end))
    return Reading(tuple(proposals), ())


def _proposals(source: FrozenText, view: View, lexicon: Lexicon) -> Iterator[Proposal]:
    written = year_of_text(view.low)
    usual = _usual(view.low)
    block, drift = -1, 0.0
    for sentence in sentences(source, view):
        found = quantities(view.low, sentence.start, sentence.end, lexicon)
        if sentence.block != block and not sentence.lead:
            drift = drift / 2
        block = sentence.block
        for item in _items(view, sentence, found, written, usual + drift):
            drift = 1.0 if item.kind is Kind.TARGET else -1.0 if item.kind is Kind.RESULT else drift
            yield item


def _usual(low: str) -> float:
    head = _GENRE.search(low[:300])
    if head is None:
        return -0.3
    return 0.5 if head["aim"] else -0.5


def _items(
    view: View, sentence: Sentence, found: list[Quantity], written: int | None, usual: float
) -> Iterator[Proposal]:
    low = view.low
    near = list(cues(view.text, low, sentence.start, sentence.end))
    previous = sentence.start
    last: tuple[Quantity, Comparator, Kind] | None = None
    for index, one in enumerate(found):
        after = found[index + 1].at if index + 1 < len(found) else sentence.end
        clause = clause_start(low, sentence.start, previous, one.at)
        whole = clause_start(low, sentence.start, sentence.start, one.at)
        aside = last is not None and _ASIDE.fullmatch(low, previous, one.at)
        placed = rank(low, clause, one)
        nested = last is not None and last[0] is found[index - 1] and is_nested(low, last[0], one)
        pair = index > 0 and starts_from(low, found[index - 1], one)
        if not aside and not placed and not pair and (nested or not is_item(low, sentence, clause, one, after, near)):
            previous = one.end
            continue
        time = deadline(low, found[index - 1].end if pair else sentence.start, sentence.end, one.at)
        if pair:
            time = deadline(low, one.end, sentence.end, one.end)
        own = years_of(low, time)
        said = [cue for cue in near if cue.end <= previous] if pair else near
        stop = quote(low, clause, one, after)[1]
        kind = kind_of(low, sentence, whole, one, said, stop, own, written, usual)
        bound = placed or comparator(low, clause, one, after)
        if aside and last is not None:
            kind = kind if is_set(low, sentence, one) else last[2]
            bound = last[1] if aside[0].strip() == "(" else bound
        elif last is not None and bound is Comparator.EQUAL and _same_change(low, last[0], one):
            bound = last[1]
        if index + 1 < len(found) and starts_from(low, one, found[index + 1]):
            kind, bound = Kind.BASELINE, Comparator.EQUAL
        start, end = quote(low, clause, one, sentence.end)
        unit = view.text[one.number_end : one.end].strip()
        yield Proposal(
            start=view.origin(start),
            end=view.origin(end),
            kind=kind,
            name=name(view.text, low, start, one, end),
            comparator=bound,
            value=one.value,
            unit="hạng" if placed else one.unit if one.shared or one.high is not None else unit,
            high=one.high,
            deadline=view.text[time[0] : time[1]] if time else str(sentence.year or ""),
            of=one.of,
            members=members(view.text, one, sentence.end),
        )
        last = (one, bound, kind)
        previous = one.end


_ASIDE: Final = re.compile(r"\s*\(\s*|\s*\)?,? (?:và )?[^,;.():]{1,40}\(\s*")


def _same_change(low: str, before: Quantity, one: Quantity) -> bool:
    """“giảm bình quân 2%/năm, các huyện miền núi khoảng 4%/năm”: the verb holds on."""
    between = low[before.end : one.at]
    return (
        before.unit == one.unit
        and len(between) < 60
        and re.search(r"(?:thì|riêng|khoảng)", between) is not None
        and re.search(r"[;.]|đạt|còn|lên|chiếm|có", between) is None
    )
