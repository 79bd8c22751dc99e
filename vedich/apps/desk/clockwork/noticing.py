"""Who is told of what is past its day, and who above him when nobody answers (R18).

Told is whose turn it is; after the office's grace days whoever leads there; then one place up, and
so on, until somebody told says that he knows, or the thing is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from vedich.apps.desk.needing import needs
from vedich.apps.journal.actions import recording
from vedich.apps.notices.actions import SENDS, Telling, remind, settle
from vedich.apps.notices.climbing import Case, next_level
from vedich.apps.notices.models import Notice
from vedich.apps.people.models import Person, Post
from vedich.apps.people.queries import actor_of, names, range_of
from vedich.apps.people.rights import held_or_to_come
from vedich.apps.places.offices import office_above
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Message
from vedich.core.needs import Need
from vedich.core.permits import Path, Scope
from vedich.core.vietnamese import write_date
from vedich.rulebook.calendars.public_holidays import working_days
from vedich.rulebook.permits import table


CLIMBED: Final = Message(
    code="notice.climbed",
    vi="Đã nhắc {who} mà chưa có trả lời, hạn {due} ({what}).",
    en="{who} was told and has not answered, due by {due} ({what}).",
)

WATCHED: Final = frozenset(
    {"return.send", "return.mend", "task.late", "check.due", "promise.due", "matter.answer"}
)
"""Kinds of need of which people are told once their day is past."""

OWN_CLOCK: Final = frozenset({"matter.answer"})
"""Kinds that climb by themselves (R16): their own people are told and nobody above."""


@dataclass(slots=True)
class Late:
    """One thing past its day, and the people whose turn it is."""

    need: Need
    due: date
    people: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a day's noticing did: told for the first time, told above, settled."""

    told: int
    climbed: int
    settled: int


def notice_late(*, at: datetime, on_day: date) -> Noticed:
    """Tell people what is past its day. Run twice on one day, nobody is told twice."""
    # asking everybody takes seconds, and SQLite lets nobody else write as long as we do: all that
    # is asked before the transaction. What is settled in between is settled here the next day.
    held = held_or_to_come(None, on_day)
    active = Person.objects.filter(pk__in=list(held), is_active=True)
    posts = {key: held[key] for key in active.order_by("pk").values_list("pk", flat=True)}
    late = _late(posts, on_day)
    leaders = _leaders([post for own in posts.values() for post in own], on(on_day), on_day)
    with recording(by=None, at=at):
        open_ones = _open_by_subject()
        told = _tell_owners(late, open_ones, at, on_day)
        climbed = _climb(late, leaders, at, on_day)
        gone = [
            row.pk
            for key, rows in open_ones.items()
            for row in rows
            if not row.told_by and _over(row, late.get(key))
        ]
        return Noticed(told, climbed, settle(notices=gone, at=at, on_day=on_day))


def _over(row: Notice, one: Late | None) -> bool:
    """Whether the thing is done, or is somebody else's turn since a post changed hands."""
    return one is None or (row.level == 0 and row.to_id not in one.people)


def _late(posts: Mapping[int, Sequence[Post]], day: date) -> Mapping[tuple[str, str], Late]:
    tree = on(day)
    found: dict[tuple[str, str], Late] = {}
    for person in Person.objects.filter(pk__in=list(posts)).order_by("pk"):
        for need in needs(actor_of(person, posts[person.pk], tree), day):
            if need.kind in WATCHED and need.due is not None and need.due < day:
                one = found.setdefault((need.kind, need.subject), Late(need, need.due))
                one.people.append(person.pk)
    return found


def _open_by_subject() -> Mapping[tuple[str, str], Sequence[Notice]]:
    rows = Notice.objects.filter(kind__in=WATCHED, noted_on__isnull=True, settled_on__isnull=True)
    found: dict[tuple[str, str], list[Notice]] = {}
    for row in rows.order_by("pk"):
        found.setdefault((row.kind, row.subject), []).append(row)
    return found


def _tell_owners(
    late: Mapping[tuple[str, str], Late],
    open_ones: Mapping[tuple[str, str], Sequence[Notice]],
    at: datetime,
    day: date,
) -> int:
    knows = _who_noted(late)
    tellings = []
    for key, one in late.items():
        told = {row.to_id for row in open_ones.get(key, ())} | knows.get(key, set())
        fresh = tuple(person for person in one.people if person not in told)
        if fresh:
            tellings.append(_telling(one.need, fresh))
    remind(tellings=tellings, by=None, at=at, on_day=day)
    return sum(len(one.to) for one in tellings)


def _who_noted(late: Mapping[tuple[str, str], Late]) -> Mapping[tuple[str, str], set[int]]:
    """Who said, after its day, that he knows of it: he is not told of it again."""
    rows = Notice.objects.filter(kind__in=WATCHED, noted_on__isnull=False)
    found: dict[tuple[str, str], set[int]] = {}
    for row in rows.filter(subject__in={subject for _, subject in late}):
        key = (row.kind, row.subject)
        if key in late and row.noted_on and row.noted_on > late[key].due:
            found.setdefault(key, set()).add(row.to_id)
    return found


def _telling(need: Need, to: tuple[int, ...]) -> Telling:
    return Telling(
        kind=need.kind,
        subject=need.subject,
        sentence=need.sentence,
        values=need.values,
        link=need.link,
        path=need.place_path,
        to=to,
        due=need.due,
    )


# -- up the line -----------------------------------------------------------------------------------


def _climb(
    late: Mapping[tuple[str, str], Late],
    leaders: Mapping[Path, Sequence[int]],
    at: datetime,
    day: date,
) -> int:
    tree = on(day)
    history = _history(late)
    tellings = []
    for key, one in late.items():
        if one.need.kind in OWN_CLOCK:
            continue
        told = history.get(key, ())
        line = _line(one, leaders)
        case = _case(one, told, len(line))
        calendar = working_days(one.due.year, day.year + 1)
        level = next_level(case, day=day, grace=_grace(one.need, tree, day), calendar=calendar)
        if level is None:
            continue
        heard = {row.to_id for row in told}
        step = line[level - 1]
        # all of a step may know it from elsewhere: told once more they carry it further up
        to = tuple(key for key in step if key not in heard) or tuple(step)
        tellings.append(_above(one, to, level))
    remind(tellings=tellings, by=None, at=at, on_day=day)
    return sum(len(one.to) for one in tellings)


def _leaders(posts: Sequence[Post], tree: Map, day: date) -> Mapping[Path, Sequence[int]]:
    """Who may remind others, by the very place or organ at which the post is held."""
    rights = table(day)
    found: dict[Path, list[int]] = {}
    for post in posts:
        reminds = Scope.INSIDE in rights.scopes(post.role, SENDS)
        # a head of a field leads his field, not everything at his place
        if reminds and post.fields is None and post.held_from <= day and post.place_id in tree:
            found.setdefault(range_of(post, tree), []).append(post.person_id)
    return found


def _line(one: Late, leaders: Mapping[Path, Sequence[int]]) -> Sequence[Sequence[int]]:
    """The steps above whose turn it is: those who lead where it lies, then each place above."""
    path, seen, found = one.need.place_path, set(one.people), []
    for length in range(len(path), 0, -1):
        step = [key for key in dict.fromkeys(leaders.get(path[:length], ())) if key not in seen]
        if step:
            found.append(step)
            seen.update(step)
    return found


def _history(late: Mapping[tuple[str, str], Late]) -> Mapping[tuple[str, str], Sequence[Notice]]:
    rows = Notice.objects.filter(kind__in=WATCHED, subject__in={subject for _, subject in late})
    found: dict[tuple[str, str], list[Notice]] = {}
    for row in rows.order_by("pk"):
        key = (row.kind, row.subject)
        # what was told before this day was missed belongs to another time
        if key in late and row.last_on > late[key].due:
            found.setdefault(key, []).append(row)
    return found


def _case(one: Late, told: Sequence[Notice], top: int) -> Case:
    level = max((row.level for row in told), default=0)
    # whose turn it became only lately has his own days of grace
    mine = (row for row in told if level or row.to_id in one.people)
    days = [row.first_on for row in mine if row.level == level]
    known = any(row.noted_on is not None and row.noted_on > one.due for row in told)
    return Case(one.due, level, top, min(days) if days else None, known)


def _grace(need: Need, tree: Map, day: date) -> int:
    for step in reversed(need.place_path):
        spot = tree.by_code(step.partition("@")[0])
        if spot is not None:
            return office_above(spot.id, day).grace_days
    return 0


def _above(one: Late, to: tuple[int, ...], level: int) -> Telling:
    need = one.need
    people = names([f"person:{key}" for key in one.people], "vi")
    inner: dict[str, object] = {
        "sentence": need.sentence,
        "values": [list(pair) for pair in need.values],
    }
    return Telling(
        kind=need.kind,
        subject=need.subject,
        sentence=CLIMBED.code,
        values=(
            ("who", ", ".join(people.values()) or "–"),
            ("due", write_date(one.due)),
            ("what", inner),
        ),
        link=need.link,
        path=need.place_path,
        to=to,
        due=need.due,
        level=level,
    )
