"""Giving many tasks at once: rows from a resolution, from a pasted table, from empty cells (R14).

Everything is shown as it was understood before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Count, Q

from vedich.apps.people.models import Post
from vedich.apps.places.models import Body
from vedich.apps.resolutions.models import ProposalRow, Resolution, State
from vedich.apps.tasks.actions import NewTask
from vedich.apps.tasks.assignment.columns import Table
from vedich.apps.tasks.assignment.facts import Facts
from vedich.apps.tasks.assignment.matrix import Look
from vedich.apps.tasks.assignment.people_words import Named, Names
from vedich.apps.tasks.assignment.queries import Desk
from vedich.apps.tasks.assignment.understanding import Known, Raw, Understood, understand
from vedich.apps.tasks.proposing import ACCEPTED, Proposed, proposed
from vedich.core.errors import Language, Message, Refused
from vedich.core.vietnamese import fold, sort_key, write_date


NOT_CLEAR: Final = Message(
    code="bulk.not_clear",
    vi="Dòng {line} còn chỗ phải chọn: {value}. Hãy chọn, hoặc bỏ dòng này.",
    en="Row {line} still needs a choice: {value}. Choose, or leave the row out.",
)
NONE_LEFT: Final = Message(
    code="bulk.none_left",
    vi="Cả {value} dòng đều bỏ ra nên không có việc nào để giao. Hãy giữ lại ít nhất một dòng.",
    en="All {value} rows are left out, so there is nothing to give. Keep one at least.",
)

GAP: Final = Message(
    code="bulk.gap",
    vi="{place}: thực hiện chỉ tiêu {numbers}, {name}.",
    en="{place}: carry out target {numbers}, {name}.",
)

OFFERED: Final = 600
"""People offered while typing; a province has thousands, and any of them is found by name."""

NOT_GIVEN_TO: Final = ("administrator",)


@dataclass(frozen=True, slots=True)
class Source:
    """A resolution with tasks in it that nobody has been given yet."""

    resolution: int
    title: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as understood, with the people and bodies to choose from.

    `ready` rows are given; `left` must be looked at; `unknown` columns and `headings` were passed
    over.
    """

    rows: Sequence[Understood]
    people: Sequence[str]
    unknown: tuple[str, ...]
    headings: int

    @property
    def kept(self) -> Sequence[Understood]:
        """The rows that are not left out."""
        return [one for one in self.rows if not one.left_out]

    @property
    def left(self) -> int:
        """Rows with a question or a fault."""
        return sum(not one.ready for one in self.kept)

    @property
    def nobody(self) -> int:
        """Rows for which no person is named: they will be listed as unclear."""
        return sum(one.person is None for one in self.kept if one.ready)

    def problems(self, language: Language) -> Iterable[tuple[str, Refused]]:
        """What stands in the way of giving, as (box, refusal)."""
        for one in self.kept:
            for column, refused in one.wrong:
                yield f"{column}-{one.raw.key}", refused
            for ask in one.questions:
                said = ask.said.say(language)
                line = one.raw.line
                yield f"{ask.box}-{one.raw.key}", NOT_CLEAR.refuse(line=line, value=said)
        if self.rows and not self.kept:
            yield "", NONE_LEFT.refuse(value=len(self.rows))


def sources(of: Facts) -> Sequence[Source]:
    """The resolutions of the place in force with accepted tasks that nobody has been given."""
    rows = (
        ProposalRow.objects.filter(
            text__resolution__place=of.place.id,
            text__resolution__state=State.ADOPTED,
            kind=ProposalRow.Kind.TASK,
            state__in=ACCEPTED,
            task__isnull=True,
        )
        .values("text__resolution")
        .annotate(count=Count("pk"))
        .order_by("-text__resolution")
    )
    counts = {row["text__resolution"]: row["count"] for row in rows}
    names = Resolution.objects.in_bulk(counts)
    vi = of.language == "vi"
    return [
        Source(pk, names[pk].title if vi else names[pk].title_en or names[pk].title, count)
        for pk, count in counts.items()
    ]


def pasted(of: Facts, table: Table, answers: Mapping[str, str]) -> Sheet:
    """The rows of a table."""
    raws = [Raw(str(row.line), row.line, row.cells) for row in table.rows]
    return _sheet(of, raws, answers, table.unknown, table.headings)


def from_resolution(of: Facts, found: Sequence[Proposed], answers: Mapping[str, str]) -> Sheet:
    """The accepted tasks of a resolution that are not given yet."""
    raws = [
        Raw(
            key=f"p{one.proposal}",
            line=line,
            cells={
                "title": one.task.title,
                "lead": one.lead,
                "cooperating": "; ".join(one.cooperating),
                "time": write_date(one.task.due_on) if one.task.due_on else "",
                "product": one.task.product,
            },
            proposal=one.proposal,
        )
        for line, one in enumerate(found, 1)
    ]
    return _sheet(of, raws, answers)


def from_gaps(desk: Desk, answers: Mapping[str, str]) -> Sheet:
    """A row for every cell that is empty and that the reader may fill."""
    of = desk.of
    raws: list[Raw] = []
    cells = sorted(desk.cells.items(), key=lambda one: (of.fields.index(one[0].field), one[0][1]))
    for key, cell in cells:
        if cell.look is not Look.EMPTY or not desk.giving(key.field):
            continue
        aims = [of.aims[one.target] for one in cell.owed]
        place = of.tree[key.column].name
        numbers = ", ".join(str(one.number) for one in aims)
        said = GAP.refuse(place=place, numbers=numbers, name=aims[0].name).say(of.language)
        raws.append(
            Raw(
                key=f"g{key.column}.{of.fields.index(key.field)}",
                line=len(raws) + 1,
                cells={
                    "title": said.rstrip("."),
                    "targets": numbers,
                    "field": key.field,
                    "time": write_date(date(of.day.year, 12, 31)),
                },
                place=key.column,
            )
        )
    return _sheet(of, raws, answers)


def _sheet(
    of: Facts,
    raws: Sequence[Raw],
    answers: Mapping[str, str],
    unknown: tuple[str, ...] = (),
    headings: int = 0,
) -> Sheet:
    known = known_to(of)
    rows = understand(raws, known, answers)
    return Sheet(rows, [one.text for one in known.people.known[:OFFERED]], unknown, headings)


def known_to(of: Facts) -> Known:
    """Everybody and everything a row of this place may name."""
    below = {spot.id: n for n, spot in enumerate(of.tree.below(of.place.id))}
    numbers: dict[str, tuple[int, str]] = {}
    for aim in of.aims.values():
        numbers.setdefault(str(aim.number), (aim.id, aim.field))
    return Known(
        people=Names(_people(of, below)),
        bodies=Names(_bodies(of, below)),
        places=Names(_places(of)),
        targets=numbers,
        fields={fold(one): one for one in of.fields},
        year=of.day.year,
        titles={fold(one.title): one.number for one in of.tasks if not one.done},
    )


def posts_at(of: Facts, below: Mapping[int, int] | None = None) -> Sequence[Post]:
    """Posts in force at the place (or at all of `below`), those of the place first, by name."""
    held = Q(held_until__isnull=True) | Q(held_until__gt=of.day)
    rows = Post.objects.filter(held, held_from__lte=of.day, lent_by__isnull=True)
    rows = rows.exclude(role__in=NOT_GIVEN_TO).select_related("person")
    if below is None:
        found = list(rows.filter(place=of.place.id))
    else:
        # chosen here and not by keys: a province has more places than a statement takes
        found = [one for one in rows if one.place_id in below]
    order = below or {}
    return sorted(
        found,
        key=lambda one: (
            order.get(one.place_id, 0) > 0,
            sort_key(one.person.name.rsplit(" ", 1)[-1]),
            sort_key(one.person.name),
            one.pk,
        ),
    )


def _people(of: Facts, below: Mapping[int, int]) -> Iterable[Named]:
    seen: set[str] = set()
    for one in posts_at(of, below):
        name = one.person.name.partition(" (")[0]
        title = one.title if of.language == "vi" else one.title_en or one.title
        place = of.tree[one.place_id].say(of.language)
        given = name.rsplit(" ", 1)[-1]
        # a person called by his role is told apart by his place
        text = f"{name} · {title}" if fold(title) not in fold(name) else f"{name} · {place}"
        text = text if text not in seen else f"{text} · {place} ({one.pk})"
        seen.add(text)
        yield Named(one.pk, text, (name, given, title, f"{title} {place}"))


def _bodies(of: Facts, below: Mapping[int, int]) -> Iterable[Named]:
    standing = Q(until__isnull=True) | Q(until__gt=of.day)
    for one in Body.objects.filter(standing, start__lte=of.day).order_by("-inner", "name", "pk"):
        if one.place_id in below:
            yield Named(one.pk, one.name, (one.name, one.name_en) if one.name_en else (one.name,))


def _places(of: Facts) -> Iterable[Named]:
    for spot in of.tree.below(of.place.id):
        if spot.id != of.place.id:
            bare = spot.name.partition(" ")[2]
            english = (spot.name_en,) if spot.name_en else ()
            yield Named(spot.id, spot.name, (spot.name, bare, *english))


def to_give(
    sheet: Sheet, of: Facts, bases: Mapping[int, NewTask] | None = None
) -> Sequence[NewTask]:
    """The tasks of the rows that are kept; `bases` are tasks of proposals, by proposal."""
    return [
        replace(
            (bases or {}).get(one.raw.proposal or 0) or NewTask(one.title, starts_on=of.day),
            title=one.title,
            detail=one.detail,
            field=one.field,
            accountable=one.person.key if one.person else None,
            body=one.body.key if one.body else None,
            places=tuple(place.key for place in one.places),
            targets=tuple((key, "") for key in one.targets),
            starts_on=_start(one, of, bases),
            due_on=one.due_on,
            product=one.product,
            cooperating=tuple(body.key for body in one.cooperating),
            proposal=one.raw.proposal,
        )
        for one in sheet.kept
    ]


def _start(one: Understood, of: Facts, bases: Mapping[int, NewTask] | None) -> date | None:
    """The first day of a task: that of the resolution or today, unless it was due before."""
    base = (bases or {}).get(one.raw.proposal or 0)
    start = base.starts_on if base else of.day
    return None if start and one.due_on and one.due_on < start else start


def waiting(resolution: int, day: date) -> Sequence[Proposed]:
    """The accepted tasks of a resolution that are not given yet. Raises Refused."""
    return proposed(resolution, on_day=day)
