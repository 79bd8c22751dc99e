"""The passport of a figure (hộ chiếu số liệu): why a number is so (R35; UX 11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.timezone import localtime

from vedich.apps.figures.models import Expected
from vedich.apps.journal.models import Line as JournalLine
from vedich.apps.journal.queries import head
from vedich.apps.people.queries import names
from vedich.apps.places.queries import Map, Spot
from vedich.apps.resolutions.breakdown import PlaceRow, Sight, rows_below, say_no, worst_first
from vedich.apps.resolutions.links import text_link
from vedich.apps.resolutions.models import Resolution
from vedich.apps.resolutions.models import Target as Row
from vedich.apps.resolutions.printing import Printed, Scale, printed, said
from vedich.apps.resolutions.rule_words import sentences
from vedich.apps.resolutions.scorecard import Head, head_of, names_of
from vedich.apps.resolutions.standing import Line, Numbers, Stretch, lines
from vedich.apps.resolutions.target_page import Words, within
from vedich.apps.resolutions.trail import Entry, Trail, trail
from vedich.core.errors import Language
from vedich.core.permits import Actor
from vedich.core.vietnamese import write_date


MOST_WORDS: Final = 12
MOST_ABSENT: Final = 12
MOST_MENDED: Final = 40
"""How many restatements a page lists, the latest first."""


@dataclass(frozen=True, slots=True)
class Source:
    """A row used: a place below, or (`own`) the figures of this place itself.

    `figures` rows of `places` stand behind it, `single` of them checked one by one, `swept` in a
    sweep.
    `entered_by` and `checked_by` are posts, "" where several posts did it. `used_to` is the last
    day its figures speak for, where that is earlier than asked.
    """

    place: PlaceRow
    own: bool
    places: int
    figures: int
    entered_by: str
    entered_on: str
    checked_by: str
    checked_on: str
    single: int
    swept: int
    used_to: str


@dataclass(frozen=True, slots=True)
class Absent:
    """A place that was asked and sent nothing; `within` is the place above it, or ""."""

    name: str
    within: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A row that replaced another one (R11): both values, why, by whom."""

    on: str
    place: str
    period: str
    old: str
    new: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Written:
    """One row of this place's own figures as it was written; not `current`: it was replaced."""

    period: str
    value: str
    basis: str
    current: bool
    withdrawn: bool
    entered_by: str
    entered_for: str
    entered_on: str
    reason: str
    checked_by: str
    checked_on: str
    swept: bool


@dataclass(frozen=True, slots=True)
class Used:
    """One row that makes the number, for a sheet: part and whole as plain numbers."""

    code: str
    place: str
    period: str
    part: float
    whole: float | None
    basis: str
    body: str
    entered_by: str
    entered_on: date
    checked_by: str
    checked_on: date | None
    swept: bool


@dataclass(frozen=True, slots=True)
class Passport:
    """All of it. `row.outcome` is "" where nothing is committed: below, or for another period.

    `missing` counts the places asked that did not send the latest period. `withdrawn`: there were
    figures, and all of them were taken back. `hidden` says whom to ask for rows not shown. `source`
    is the address of the target's sentence in its document; "" for one that was typed.
    """

    head: Head
    row: Printed
    source: str
    place: str
    code: str
    home: bool
    period: str
    period_code: str
    day: str
    sources: tuple[Source, ...]
    history: tuple[Written, ...]
    missing: int
    absent: tuple[Absent, ...]
    absent_for: str
    withdrawn: bool
    hidden: str
    rule: tuple[str, ...]
    words: tuple[Words, ...]
    mended: tuple[Mended, ...]
    journal: str
    journal_on: str
    rows: tuple[Used, ...]

    @property
    def leaf(self) -> bool:
        """Whether the number is this place's own alone, so that its history is the answer."""
        return all(source.own for source in self.sources)


@dataclass(frozen=True, slots=True)
class _Book:
    """What every part of a passport needs."""

    row: Row
    spot: Spot
    tree: Map
    stretch: Stretch
    told: Trail
    names: Mapping[str, str]
    language: Language


def build(
    resolution: Resolution,
    row: Row,
    spot: Spot,
    tree: Map,
    stretch: Stretch,
    by: Actor,
    day: date,
    language: Language,
) -> Passport:
    """The passport of one target's number at `spot`, for the period of `stretch`."""
    (line,) = lines(resolution, [row], Numbers.read([row], spot, tree, stretch))
    sight = Sight(by, row.field, day)
    seen, refused = sight.seen(tree.children(spot.id))
    open_here = {spot.id} if sight.of(spot) else {one.id for one in seen}

    def keep(place: int) -> bool:
        return (
            place in tree
            and spot.id in tree[place].ids
            and not open_here.isdisjoint(tree[place].ids)
        )

    told = trail(row.indicator, keep, stretch.period)
    book = _Book(row, spot, tree, stretch, told, names(told.references(), language), language)
    below = rows_below(row, seen, stretch, language)
    head_ = head_of(resolution, tree[resolution.place_id], stretch, language)
    shown = printed(line, language, head_.day, names_of(row, tree, language))
    code, written = _journal()
    return Passport(
        head=head_,
        row=shown,
        source=text_link(row),
        place=spot.say(language),
        code=spot.code,
        home=spot.id == resolution.place_id,
        period=stretch.period.name(language),
        period_code=str(stretch.period),
        day=write_date(stretch.as_of),
        sources=tuple(_sources(book, below)),
        history=tuple(_written(book, entry) for entry in told.of(spot.id)),
        missing=shown.expected - shown.sent,
        absent=tuple(_absent(book, line, keep)),
        absent_for=line.sent_for.name(language) if line.sent_for else "",
        withdrawn=told.all_withdrawn,
        hidden=say_no(refused, tree, language),
        rule=tuple(sentences(row.indicator, language, leaf=not below)),
        words=tuple(_words(book)),
        mended=tuple(_mended(book)),
        journal=code,
        journal_on=written,
        rows=tuple(_used(book)),
    )


def _sources(book: _Book, below: Sequence[PlaceRow]) -> Iterable[Source]:
    if book.told.of(book.spot.id):
        yield _source(book, _own(book), book.told.used(book.spot.id), own=True)
    for row in worst_first(below):
        behind = [
            entry
            for place in book.told.by_place
            if row.id in book.tree[place].ids
            for entry in book.told.used(place)
        ]
        yield _source(book, row, behind, own=False)


def _own(book: _Book) -> PlaceRow:
    scale = Scale.of(book.row)
    verified, reported = (book.told.value(book.spot.id, checked=one) for one in (True, False))
    texts = scale.write(verified), scale.write(reported)
    return PlaceRow(
        id=book.spot.id,
        code=book.spot.code,
        name=book.spot.say(book.language),
        verified=texts[0],
        reported=texts[1],
        waiting="",
        differs=texts[0] != texts[1],
        waits=any(not entry.verified for entry in book.told.used(book.spot.id)),
        sent=0,
        expected=0,
    )


def _source(book: _Book, row: PlaceRow, behind: Sequence[Entry], *, own: bool) -> Source:
    posts = {entry.post for entry in behind}
    checkers = {entry.check_post for entry in behind if entry.check_post}
    last = max((entry.period.last_day for entry in behind), default=None)
    early = last is not None and last < book.stretch.as_of
    return Source(
        place=row,
        own=own,
        places=len({entry.place for entry in behind}),
        figures=len(behind),
        entered_by=_only(book, posts),
        entered_on=_latest(entry.on for entry in behind),
        checked_by=_only(book, checkers),
        checked_on=_latest(entry.check_on for entry in behind if entry.check_on),
        single=sum(entry.verified and not entry.swept for entry in behind),
        swept=sum(entry.swept for entry in behind),
        used_to=write_date(last, with_year=False) if last and early else "",
    )


def _only(book: _Book, posts: Iterable[str]) -> str:
    """The name of the post where all rows have the same one, else ""."""
    told = {book.names.get(post, post) for post in posts}
    return told.pop() if len(told) == 1 else ""


def _latest(days: Iterable[date]) -> str:
    last = max(days, default=None)
    return write_date(last, with_year=False) if last else ""


def _absent(book: _Book, line: Line, keep: Callable[[int], bool]) -> Iterable[Absent]:
    """Who owes the latest period and sent nothing, as far as the reader may see; a few of them."""
    asked = line.sent_for
    if asked is None or line.sent == line.expected:
        return
    owing = Expected.objects.filter(
        indicator=book.row.indicator_id, first=asked.first, months=asked.months
    )
    sent = {entry.place for entry in book.told if entry.counts and asked.holds(entry.period)}
    late = [one for one in owing.values_list("place_id", flat=True) if keep(one)]
    for place in [one for one in late if one not in sent][:MOST_ABSENT]:
        name = book.tree[place].say(book.language)
        yield Absent(name, within(book.tree, place, book.spot, book.language))


def _written(book: _Book, entry: Entry) -> Written:
    return Written(
        period=entry.period.name(book.language),
        value=book.told.write(entry),
        basis="" if entry.basis == "actual" else entry.basis,
        current=entry.current,
        withdrawn=entry.part is None,
        entered_by=book.names.get(entry.post, entry.post),
        entered_for=book.names.get(entry.entered_for, entry.entered_for),
        entered_on=write_date(entry.on),
        reason=entry.reason,
        checked_by=book.names.get(entry.check_post, entry.check_post),
        checked_on=write_date(entry.check_on) if entry.check_on else "",
        swept=entry.swept,
    )


def _words(book: _Book) -> Iterable[Words]:
    found = [entry for entry in book.told if entry.counts and (entry.why or entry.request)]
    found.sort(key=lambda entry: (entry.on, entry.pk), reverse=True)
    for entry in found[:MOST_WORDS]:
        yield Words(
            body=said(entry.body, entry.body_en, book.language),
            place=within(book.tree, entry.place, book.spot, book.language),
            on=write_date(entry.on, with_year=False),
            period=entry.period.name(book.language),
            why=entry.why,
            request=entry.request,
        )


def _mended(book: _Book) -> Iterable[Mended]:
    """Rows that stand where another one stood before, the latest first."""
    before: dict[tuple[int, object], Entry] = {}
    pairs: list[tuple[Entry, Entry]] = []
    for entry in book.told:
        old = before.get((entry.place, entry.period))
        if old is not None:
            pairs.append((old, entry))
        before[entry.place, entry.period] = entry
    pairs.sort(key=lambda pair: pair[1].pk, reverse=True)
    for old, new in pairs[:MOST_MENDED]:
        yield Mended(
            on=write_date(new.on, with_year=False),
            place=book.tree[new.place].say(book.language),
            period=new.period.name(book.language),
            old=book.told.write(old),
            new=book.told.write(new) if new.part is not None else "",
            reason=new.reason,
            by=book.names.get(new.post, new.post),
        )


def _used(book: _Book) -> Iterable[Used]:
    size = 10**book.told.measure.decimals
    for place in book.told.by_place:
        spot = book.tree[place]
        for entry in book.told.used(place):
            yield Used(
                code=spot.code,
                place=spot.say(book.language),
                period=str(entry.period),
                part=(entry.part or 0) / size,
                whole=None if entry.whole is None else entry.whole / size,
                basis=entry.basis,
                body=said(entry.body, entry.body_en, book.language),
                entered_by=book.names.get(entry.post, entry.post),
                entered_on=entry.on,
                checked_by=book.names.get(entry.check_post, entry.check_post),
                checked_on=entry.check_on,
                swept=entry.swept,
            )


def _journal() -> tuple[str, str]:
    """The code of the journal's head, and when it was written by the office's clock."""
    now = head()
    found = JournalLine.objects.filter(sequence=now.sequence).values_list("instant", flat=True)
    at = found.first()
    if at is None:
        return str(now.code), ""
    here = localtime(at)
    return str(now.code), f"{write_date(here.date())} {here:%H:%M}"
