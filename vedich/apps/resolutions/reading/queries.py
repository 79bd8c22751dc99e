"""What the pages of a document show, as plain values: the paper with its marks, the proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Final

from django.utils.timezone import localtime

from vedich.apps.evidence.models import File, Frozen
from vedich.apps.evidence.queries import frozen_text
from vedich.apps.figures.models import Indicator
from vedich.apps.people.queries import names
from vedich.apps.places.queries import on
from vedich.apps.resolutions.models import ProposalRow, Resolution, ResolutionText, State
from vedich.apps.resolutions.reading.matching import Match, matches
from vedich.apps.resolutions.reading.outline import outline
from vedich.apps.resolutions.reading.paper import PaperBlock, Run, paper_of
from vedich.apps.resolutions.reading.rows import corrected_of, stamp
from vedich.core.documents import FrozenText
from vedich.core.errors import Language
from vedich.core.numbers import write_number
from vedich.core.permits import Actor, Locus, Path
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import may


__all__ = [
    "ItemLine",
    "Match",
    "OpenItem",
    "PaperBlock",
    "ReadFor",
    "ReadingPage",
    "Run",
    "file_of",
    "left_open",
    "next_open",
    "own",
    "page",
    "path_of",
    "readings",
]

_A_MINUTE: Final = 2.3
"""Proposals a person decides in a minute: nine take four."""

_SIGNS: Final = {">=": "≥ ", "<=": "≤ ", "=": "", "increase-by": "+", "decrease-by": "−"}
_OPEN: Final = ProposalRow.State.OPEN


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A proposal as a line of the list; `value` is ready to print."""

    id: int
    number: int
    kind: str
    name: str
    value: str
    state: str


@dataclass(frozen=True, slots=True)
class OpenItem:
    """The proposal that is open, with all it says. `start` is where its quote stands in the text.

    `where` is its page and section, `baseline_number` the number of the earlier value it starts
    from, `stamp` what a decision must send back.
    """

    id: int
    number: int
    kind: str
    state: str
    quote: str
    start: int
    where: str
    name: str
    comparator: str
    value: Decimal | None
    high: Decimal | None
    unit: str
    deadline: str
    of: str
    members: Sequence[str]
    matches: Sequence[Match]
    baseline_number: int | None
    baseline_value: str
    lead: str
    cooperating: Sequence[str]
    time: str
    product: str
    decided_by: str
    stamp: str


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Screen 12. `others` are those who decided here, besides the visitor."""

    id: int
    resolution: int
    title: str
    draft: bool
    file_name: str
    pages: int | None
    read_at: datetime
    read_by: str
    total: int
    looked: int
    accepted: int
    corrected: int
    rejected: int
    left: int
    minutes: int
    counts: Mapping[str, int]
    others: Sequence[str]
    paper: Sequence[PaperBlock]
    items: Sequence[ItemLine]
    open: OpenItem | None
    may_decide: bool
    hands: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadFor:
    """A document read for a draft, with how far it is."""

    id: int
    name: str
    looked: int
    total: int
    read_on: str


def page(
    text: int, *, actor: Actor, day: date, language: Language, current: int | None = None
) -> ReadingPage | None:
    """The page of a text with the proposal `current` open, else the first undecided one."""
    row = _text(text)
    if row is None:
        return None
    source = frozen_text(row.frozen)
    rows = list(row.proposals.select_related("starts_from").order_by("number"))
    states = Counter(one.state for one in rows)
    path = on(day)[row.resolution.place_id].path
    known = names({row.read_by, *(one.decided_by for one in rows)} - {""}, language)
    deciders = {one.decided_by for one in rows} - {"", actor.person}
    chosen = _chosen(rows, current)
    left = states[_OPEN]
    return ReadingPage(
        id=row.pk,
        resolution=row.resolution_id,
        title=row.resolution.title,
        draft=row.resolution.state == State.DRAFT,
        file_name=row.frozen.file.name,
        pages=row.frozen.pages,
        read_at=row.read_at,
        read_by=known.get(row.read_by, ""),
        total=len(rows),
        looked=len(rows) - left,
        accepted=states[ProposalRow.State.ACCEPTED],
        corrected=states[ProposalRow.State.CORRECTED],
        rejected=states[ProposalRow.State.REJECTED],
        left=left,
        minutes=ceil(left / _A_MINUTE),
        counts=Counter(one.kind for one in rows),
        others=sorted(known[one] for one in deciders if one in known),
        paper=paper_of(source, rows),
        items=[_line(one) for one in rows],
        open=_open(chosen, source, language, known) if chosen else None,
        may_decide=bool(may(actor, "resolutions.draft", Locus(path), on=day)),
        hands=frozenset(row.resolution.hands),
    )


def own(shown: ReadingPage, actor: Actor) -> bool:
    """Whether the visitor has a hand in the draft, and so may not adopt it (four eyes)."""
    people = {actor.person, *(post.delegated_by for post in actor.posts if post.delegated_by)}
    return not shown.hands.isdisjoint(people)


def readings(resolution: int) -> Sequence[ReadFor]:
    """The documents read for a resolution, oldest first."""
    rows = ResolutionText.objects.filter(resolution_id=resolution).order_by("pk")
    texts = list(rows.select_related("frozen__file").defer("frozen__text", "frozen__tables"))
    found = ProposalRow.objects.filter(text__in=texts).values_list("text_id", "state")
    counts = Counter(found)
    result = []
    for row in texts:
        total = sum(count for (text, _), count in counts.items() if text == row.pk)
        looked = total - counts[row.pk, _OPEN.value]
        day = write_date(localtime(row.read_at).date())
        result.append(ReadFor(row.pk, row.frozen.file.name, looked, total, day))
    return result


def left_open(resolution: Resolution) -> int:
    """How many proposals of its documents nobody has decided."""
    return ProposalRow.objects.filter(text__resolution=resolution, state=_OPEN).count()


def next_open(text: int, after: int) -> int | None:
    """The next undecided proposal behind `after`, else the first one of all."""
    undecided = ProposalRow.objects.filter(text_id=text, state=_OPEN).order_by("number")
    numbers = undecided.values_list("number", flat=True)
    return numbers.filter(number__gt=after).first() or numbers.first()


def file_of(text: int) -> File:
    """The file of a text that is there."""
    return Frozen.objects.select_related("file").get(resolutiontext=text).file


def path_of(text: int, day: date) -> Path:
    """Where the right over a text is asked: at its resolution's place."""
    place = ResolutionText.objects.values_list("resolution__place_id", flat=True).get(pk=text)
    return on(day)[place].path


# -- parts -----------------------------------------------------------------------------------------


def _text(text: int) -> ResolutionText | None:
    rows = ResolutionText.objects.select_related("resolution", "frozen__file")
    return rows.filter(pk=text).first()


def _chosen(rows: Sequence[ProposalRow], current: int | None) -> ProposalRow | None:
    asked = next((one for one in rows if one.number == current), None)
    return asked or next((one for one in rows if one.state == _OPEN), None)


def _line(row: ProposalRow) -> ItemLine:
    return ItemLine(row.pk, row.number, row.kind, row.name, value_words(row), row.state)


def value_words(row: ProposalRow) -> str:
    """The level as a list prints it: “≥ 118,5 tỷ đồng”, “20/25 chỉ tiêu”, “1–1,5%”."""
    if row.kind == ProposalRow.Kind.TASK:
        return row.time
    said = corrected_of(row)
    if said.value is None:
        return ""
    number = _printed(said.value)
    if said.high is not None:
        number = f"{number}–{_printed(said.high)}"
    if row.of:
        number = f"{number}/{_printed(Decimal(row.of))}"
    unit = row.unit if row.unit.startswith("%") else f" {row.unit}"
    return f"{_SIGNS.get(row.comparator, '')}{number}{unit}".strip()


def _printed(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return write_number(int(value.scaleb(decimals)), decimals=decimals)


def _open(
    row: ProposalRow, source: FrozenText, language: Language, known: Mapping[str, str]
) -> OpenItem:
    said = corrected_of(row)
    before = row.starts_from
    task = row.kind == ProposalRow.Kind.TASK
    found = () if task else matches(row.name, row.unit, Indicator.objects.all(), language)
    return OpenItem(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        state=row.state,
        quote=source.quote(row.start, row.end),
        start=row.start,
        where=_where(source, row.start, language),
        name=row.name,
        comparator=row.comparator,
        value=said.value,
        high=said.high,
        unit=row.unit,
        deadline=row.deadline,
        of=row.of,
        members=tuple(row.members),
        matches=found,
        baseline_number=before.number if before else None,
        baseline_value=value_words(before) if before else "",
        lead=row.lead,
        cooperating=tuple(row.cooperating),
        time=row.time,
        product=row.product,
        decided_by=known.get(row.decided_by, ""),
        stamp=stamp(row),
    )


def _where(source: FrozenText, at: int, language: Language) -> str:
    """“trang 2, mục II.3”, as far as either is known."""
    above = outline(source, at)
    words = ("trang", "mục") if language == "vi" else ("page", "section")
    parts = (above.page, above.section)
    return ", ".join(f"{word} {part}" for word, part in zip(words, parts, strict=True) if part)
