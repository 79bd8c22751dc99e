"""Taking over a pasted list of people: kept, answered, taken, taken back as a whole (R36)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import ProtectedError

from vedich.apps.journal.actions import recording
from vedich.apps.people.adding import WRITE, NewPerson, NewPost, add_people, write_post
from vedich.apps.people.finding import index_posts
from vedich.apps.people.intake.understanding import (
    ADMINISTRATOR,
    ASK,
    PAIR,
    READY,
    SKIPPED,
    TAKEN,
    Read,
    known,
    role_key,
    understand,
)
from vedich.apps.people.models import Device, Person, Post, Roster, SignInCode
from vedich.apps.people.names import free_usernames
from vedich.apps.places.models import Body, Place
from vedich.apps.places.offices import office_of
from vedich.apps.places.queries import on
from vedich.apps.search.actions import drop
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus
from vedich.formats.rosters.columns import Row
from vedich.formats.rosters.phones import write_phone
from vedich.rulebook.permits import require, table


GONE = Message(
    code="roster.gone",
    vi="Danh sách dán số {value} không còn mở. Hãy mở lại trang, hoặc dán lại.",
    en="The pasted list {value} is not open any more. Open the page again, or paste it anew.",
)
NO_ROW = Message(
    code="roster.no_row",
    vi="Danh sách không có dòng {value} đang chờ. Hãy mở lại trang.",
    en="The list has no row {value} that waits. Open the page again.",
)
NOTHING = Message(
    code="roster.nothing",
    vi="Chưa có dòng nào dùng được ({count} dòng). Hãy trả lời các chỗ cần xem trước.",
    en="No row can be used yet ({count} rows). Answer what is asked first.",
)
NO_ANSWER = Message(
    code="roster.no_answer",
    vi="“{value}” không phải là một câu trả lời có sẵn. Hãy chọn trong danh sách.",
    en="“{value}” is none of the answers offered. Choose from the list.",
)
LONG = Message(
    code="roster.long",
    vi="“{value}…” dài quá. Hãy viết gọn lại.",
    en="“{value}…” is too long. Shorten it.",
)

_WIDTHS: Final = {"name": 120, "title": 160, "unit": 240, "phone": 60, "field": 240}
_ANSWERS: Final = ("one", "two")
_PHONE_WIDTH: Final = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a list over did: people who are new, posts written, rows that still wait."""

    people: int
    posts: int
    left: int


@dataclass(frozen=True, slots=True)
class Back:
    """What taking back did: people removed, and those kept because something hangs on them."""

    gone: int
    kept: int


def keep_list(
    *, place: int, rows: Sequence[Row], by: Actor, at: datetime, on_day: date, key: str = ""
) -> Roster:
    """Keep a pasted list so that it can be looked at, also tomorrow; an open one gives way.

    Raises Refused (``roster.long``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        path = on(on_day)[place].path
        post = require(by, WRITE, Locus(path), on=on_day)
        if ledger.repeated:
            return Roster.objects.get(pk=int(ledger.result))
        for row in rows:
            _check_widths({name: getattr(row, name) for name in _WIDTHS})
        for old in Roster.objects.filter(place=place, state=Roster.State.OPEN):
            _close(old, Roster.State.DONE if old.posts else Roster.State.DROPPED)
        made = Roster.objects.create(
            place_id=place,
            rows=[_kept(row) for row in rows],
            pasted_by=by.person,
            pasted_on=on_day,
        )
        ledger.note(
            "people.keep_list",
            made.reference,
            path,
            post=post.reference,
            facts={"count": len(rows)},
        )
        ledger.result = str(made.pk)
        return made


def answer_pair(
    *, roster: int, pair: str, answer: str, by: Actor, at: datetime, on_day: date
) -> None:
    """Say whether two rows are one person. Raises Refused (``roster.*``), NotPermitted."""
    if answer not in _ANSWERS:
        raise NO_ANSWER.refuse(value=answer[:20])
    with _changing(roster, by, at, on_day) as row:
        reading = understand(row, known(row.place_id, on_day))
        if pair not in {twin.key for twin in reading.twins}:
            raise NO_ROW.refuse(value=pair[:20])
        row.said.setdefault("pairs", {})[pair] = answer
        row.save(update_fields=["said"])


def answer_row(
    *,
    roster: int,
    index: int,
    answers: Mapping[str, str],
    by: Actor,
    at: datetime,
    on_day: date,
) -> None:
    """Mend a row or answer what is asked about it.

    `answers` may hold name, title, unit, phone, field (texts), unit_key and role; a role holds for
    every row of the list with that title. Raises Refused (``roster.*``), NotPermitted.
    """
    with _changing(roster, by, at, on_day) as row:
        _waiting(row, index)
        _check_widths(answers)
        texts = {name: " ".join(answers[name].split()) for name in _WIDTHS if name in answers}
        said = row.said.setdefault("rows", {}).setdefault(str(index), {})
        if "unit" in texts and texts["unit"] != said.get("unit", row.rows[index]["unit"]):
            # another unit was written: what was chosen for the old one does not hold
            said.pop("unit_key", None)
        said.update(texts)
        of = known(row.place_id, on_day)
        if wanted := answers.get("unit_key", ""):
            if of.unit(wanted) is None:
                raise NO_ANSWER.refuse(value=wanted[:20])
            said["unit_key"] = wanted
        if role := answers.get("role", ""):
            if role not in table(on_day).roles or role == ADMINISTRATOR:
                raise NO_ANSWER.refuse(value=role[:20])
            understood = understand(row, of).rows[index]
            at_kind = understood.unit.at if understood.unit else "any"
            row.said.setdefault("roles", {})[role_key(understood.title, at_kind)] = role
        row.save(update_fields=["said"])


def skip_row(*, roster: int, index: int, back: bool, by: Actor, at: datetime, on_day: date) -> None:
    """Leave a row out, or (`back`) take it in again. Raises Refused, NotPermitted."""
    with _changing(roster, by, at, on_day) as row:
        _waiting(row, index)
        row.rows[index]["state"] = "open" if back else SKIPPED
        row.save(update_fields=["rows"])


def drop_list(*, roster: int, by: Actor, at: datetime, on_day: date) -> None:
    """Throw an open list away; what was taken over from it stays. Raises Refused, NotPermitted."""
    with _changing(roster, by, at, on_day, "people.drop_list") as row:
        _close(row, Roster.State.DONE if row.posts else Roster.State.DROPPED)


def take_list(*, roster: int, by: Actor, at: datetime, on_day: date, key: str = "") -> Taken:
    """Write the people of every row that is ready; the others wait. One transaction, all or none.

    Posts count from the day the office works with Về Đích, today where it set none. Raises Refused
    (``roster.gone``, ``roster.nothing``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row = _open(roster)
        path = on(on_day)[row.place_id].path
        post = require(by, WRITE, Locus(path), on=on_day)
        if ledger.repeated:
            return Taken(*map(int, ledger.result.split()))
        reading = understand(row, known(row.place_id, on_day))
        ready = [one for one in reading.rows if one.state == READY]
        if not ready:
            raise NOTHING.refuse(count=len(reading.rows))
        start = min(office_of(row.place_id).start or on_day, on_day)
        people, posts = _write(ready, start, by, at, on_day)
        for one in ready:
            row.rows[one.index]["state"] = TAKEN
        row.made = [*row.made, *people]
        row.posts = [*row.posts, *posts]
        left = reading.count(ASK, PAIR)
        if left:
            row.save(update_fields=["rows", "made", "posts"])
        else:
            _close(row, Roster.State.DONE)
        ledger.note(
            "people.take_list",
            row.reference,
            path,
            post=post.reference,
            facts={"people": len(people), "posts": len(posts), "left": left},
        )
        ledger.result = f"{len(people)} {len(posts)} {left}"
        return Taken(len(people), len(posts), left)


def take_back_list(*, roster: int, by: Actor, at: datetime, on_day: date, key: str = "") -> Back:
    """Take back everything a list brought: people who never came in and whom nothing names are
    gone with their posts and unused codes; of the others the posts were never held (R36).

    Raises Refused (``roster.gone``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row = Roster.objects.select_for_update().filter(pk=roster).first()
        if row is None:
            raise GONE.refuse(value=roster)
        path = on(on_day)[row.place_id].path
        post = require(by, WRITE, Locus(path), on=on_day)
        if ledger.repeated:
            return Back(*map(int, ledger.result.split()))
        if row.state in (Roster.State.BACK, Roster.State.DROPPED) or not row.posts:
            raise GONE.refuse(value=roster)
        posts = list(Post.objects.filter(pk__in=row.posts).select_related("person"))
        drop([one.reference for one in posts])
        kept = sum(not _removed(one) for one in Person.objects.filter(pk__in=row.made))
        left = Post.objects.filter(pk__in=row.posts)
        for one in left:
            # a post taken back on its first day was never held, and keeps the name of what was done
            one.held_until = one.held_from
            one.save(update_fields=["held_until"])
        gone = len(row.made) - kept
        _close(row, Roster.State.BACK)
        ledger.note(
            "people.take_back_list",
            row.reference,
            path,
            post=post.reference,
            facts={"gone": gone, "kept": kept},
        )
        ledger.result = f"{gone} {kept}"
        return Back(gone, kept)


def _removed(person: Person) -> bool:
    """Whether somebody could be removed: he never came in, and nothing but his posts names him."""
    if person.has_usable_password() or person.last_login:
        return False
    try:
        with transaction.atomic():
            SignInCode.objects.filter(person=person, used_at__isnull=True).delete()
            Device.objects.filter(person=person).delete()
            Post.objects.filter(person=person).delete()
            person.delete()
    except ProtectedError:
        return False
    return True


def _write(
    ready: Sequence[Read], start: date, by: Actor, at: datetime, on_day: date
) -> tuple[list[int], list[int]]:
    """Write new people, and new posts of those known; keys of people and of posts."""
    bodies = Body.objects.in_bulk(_keys(ready, "organ"))
    within = {body.place_id for body in bodies.values()}
    places = Place.objects.in_bulk([*within, *_keys(ready, "place")])
    wanted: dict[int, list[Read]] = {}
    for one in ready:
        first = one.joins if one.joins is not None else one.index
        wanted.setdefault(first, []).append(one)
    fresh = [group for group in wanted.values() if not any(one.person for one in group)]
    names = free_usernames([group[0].name for group in fresh])
    new = [
        NewPerson(
            username=name,
            name=group[0].name,
            posts=tuple(_new_post(one, start, places, bodies) for one in group),
            phone=write_phone(next((one.phone for one in group if one.phone), ""))[:_PHONE_WIDTH],
        )
        for name, group in zip(names, fresh, strict=True)
    ]
    made = add_people(people=new, by=by, at=at, on_day=on_day)
    people = [person.pk for person in made]
    posts = list(Post.objects.filter(person__in=people).values_list("pk", flat=True))
    posts += _more_posts(wanted.values(), start, places, bodies, by, at, on_day)
    return people, posts


def _keys(rows: Iterable[Read], kind: str) -> list[int]:
    """The keys of the places (“place”) or bodies (“organ”) that rows stand at."""
    found = {one.unit.key for one in rows if one.unit}
    return [int(key.partition(":")[2]) for key in found if key.startswith(f"{kind}:")]


def _more_posts(
    groups: Iterable[Sequence[Read]],
    start: date,
    places: Mapping[int, Place],
    bodies: Mapping[int, Body],
    by: Actor,
    at: datetime,
    on_day: date,
) -> list[int]:
    """New posts of people who are in the database already."""
    tree, found = on(on_day), []
    with recording(by=by, at=at) as ledger:
        for group in groups:
            key = next((one.person for one in group if one.person), None)
            if key is None:
                continue
            person = Person.objects.get(pk=key)
            for one in group:
                new = _new_post(one, start, places, bodies)
                path = tree[new.place.pk].path
                found.append(write_post(person, new, path, ledger, by, on_day))
    index_posts(found, on_day)
    return [post.pk for post in found]


def _new_post(
    one: Read, start: date, places: Mapping[int, Place], bodies: Mapping[int, Body]
) -> NewPost:
    kind, _, key = (one.unit.key if one.unit else "").partition(":")
    body = bodies[int(key)] if kind == "organ" else None
    # the office of the committee works for the whole place, not for its own desk
    within = None if body and one.role in _WHOLE else body
    place = places[body.place_id if body else int(key)]
    fields = one.fields if one.role == "field_head" else None
    return NewPost(one.role, one.title, place, start, body=within, fields=fields)


_WHOLE: Final = frozenset(
    {"clerk", "secretary", "standing_member", "field_head", "supervisor", "official"}
)
"""Roles that are held at a place, also where the list names one of its organs."""


# -- the list itself -------------------------------------------------------------------------------


@contextmanager
def _changing(
    roster: int, by: Actor, at: datetime, on_day: date, action: str = "people.answer_list"
) -> Iterator[Roster]:
    """The open list under lock, inside a recorded transaction, for whoever may write people."""
    with recording(by=by, at=at) as ledger:
        row = _open(roster)
        path = on(on_day)[row.place_id].path
        post = require(by, WRITE, Locus(path), on=on_day)
        yield row
        ledger.note(action, row.reference, path, post=post.reference)


def _open(roster: int) -> Roster:
    row = Roster.objects.select_for_update().filter(pk=roster, state=Roster.State.OPEN).first()
    if row is None:
        raise GONE.refuse(value=roster)
    return row


def _close(row: Roster, state: str) -> None:
    # names and numbers that became nobody's are not kept
    row.state, row.rows, row.said = state, [], {}
    row.save(update_fields=["state", "rows", "said", "made", "posts"])


def _waiting(row: Roster, index: int) -> None:
    if not 0 <= index < len(row.rows) or row.rows[index]["state"] == TAKEN:
        raise NO_ROW.refuse(value=index)


def _check_widths(texts: Mapping[str, str]) -> None:
    for name, most in _WIDTHS.items():
        if len(texts.get(name, "")) > most:
            raise LONG.refuse(value=texts[name][:20])


def _kept(row: Row) -> dict[str, Any]:
    texts = {name: getattr(row, name) for name in _WIDTHS}
    return {"line": row.line, **texts, "state": "open"}
