"""Handing over the work of a post: all of it in one transaction, or nothing (R14, R33)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import F, QuerySet

from vedich.apps.journal.actions import recording
from vedich.apps.people.actions import NewPost
from vedich.apps.people.models import Person, Post
from vedich.apps.people.posts import end_post, give_post
from vedich.apps.places.queries import Map, on
from vedich.apps.tasks.finding import index
from vedich.apps.tasks.handover.queries import hand, moves, post_of
from vedich.apps.tasks.handover.shapes import Hand, Moves
from vedich.apps.tasks.models import (
    Charge,
    Check,
    HandOver,
    Holding,
    Matter,
    MatterStep,
    Task,
    TaskPlace,
    VisitLine,
)
from vedich.apps.tasks.rights import GIVES, post_on
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus, Path
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import require


SAME: Final = Message(
    code="hand_over.same",
    vi="Người nhận đang giữ chính chức vụ này ({value}). Hãy chọn người khác.",
    en="Whoever takes over holds this very post ({value}). Choose somebody else.",
)
ELSEWHERE: Final = Message(
    code="hand_over.elsewhere",
    vi="Chức vụ của {value} ở nơi khác nên không nhận bàn giao được. Hãy chọn người cùng nơi.",
    en="The post of {value} is at another place and cannot take over. Choose one of this place.",
)
NOTHING: Final = Message(
    code="hand_over.nothing",
    vi="{value} không còn việc nào để bàn giao. Biên bản trước vẫn giữ nguyên.",
    en="{value} has nothing left to hand over. Earlier minutes stay as they are.",
)
CHANGED: Final = Message(
    code="hand_over.changed",
    vi="Danh sách bàn giao vừa thay đổi, nay có {value} mục. Hãy xem lại rồi bấm bàn giao.",
    en="The list has just changed and has {value} items now. Look at it again, then hand over.",
)
BAD_DAY: Final = Message(
    code="hand_over.bad_day",
    vi="Ngày bàn giao {value} phải từ {first} đến {last}. Hãy sửa ngày.",
    en="The day of the hand-over, {value}, must be from {first} to {last}. Correct it.",
)
NO_HEADING: Final = Message(
    code="hand_over.no_heading",
    vi="Không có thể thức “{value}”. Hãy chọn của Đảng hoặc của chính quyền.",
    en="There is no form “{value}”. Choose that of the Party or of the State.",
)

BACK: Final = 31
"""Days by which a hand-over may be written down later than it was."""

HEADINGS: Final = ("party", "state")


def hand_over(
    *,
    giver: int,
    seen: str,
    by: Actor,
    at: datetime,
    on_day: date,
    taker: int | None = None,
    person: int | None = None,
    ends: bool = False,
    day: date | None = None,
    witness: int | None = None,
    heading: str = "party",
    key: str = "",
) -> HandOver:
    """Move everything post `giver` holds to another of the same place, and freeze the minutes.

    That is `taker`, or the very same post given to `person` from that day on. `ends`: the giver's
    post ends on the day. Both of these need the right to write posts. `seen` is what the form
    showed (`Moves.seen`): nothing moves that nobody has looked at. `day` is when it was handed
    over, today if None. Sent again with the same key gives the same hand-over. Raises Refused
    (``hand_over.*``, ``task.not_a_post``, ``people.*``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return HandOver.objects.get(pk=int(ledger.result))
        # both rows are held in the order of keys: two hand-overs never wait for each other
        list(_posts(giver, taker).select_for_update(of=("self",)))
        old, tree = post_of(giver), on(on_day)
        path = tree[old.place_id].path
        post = require(by, GIVES, Locus(path), on=on_day)
        found, when = moves(old, on_day, "vi"), day or on_day
        new = _taker(old, taker, person, when, by, at, on_day)
        _check(old, new, found, seen, heading, when, on_day)
        tasks = list(Task.objects.filter(pk__in=[one.key for one in found.tasks]))
        where = _paths(tasks, tree)
        _move_tasks(tasks, new, when, by)
        _move_charges(found, new, when, by)
        _move_others(found, new, by, post.reference, at, on_day)
        released = _release(new, on_day)
        if ends and not (old.held_until and old.held_until <= on_day):
            end_post(post=old.pk, until=when, by=by, at=at, on_day=on_day)
        row = HandOver.objects.create(
            place_id=old.place_id,
            giver=old,
            taker=new,
            witness=Person.objects.filter(pk=witness).first() if witness else None,
            on_day=when,
            minutes={},
            by=by.person,
            at=at,
        )
        row.minutes = _minutes(row, old, new, found, tree, heading) | {"released": released}
        row.save(update_fields=["minutes"])
        ledger.result = str(row.pk)
        ledger.note(
            "tasks.hand_over",
            row.reference,
            path,
            post=post.reference,
            facts={
                "from": old.reference,
                "to": new.reference,
                "day": when.isoformat(),
                "released": len(released),
                **{kind: len(items) for kind, items in found.lists.items()},
            },
            touched=where,
        )
        index(tasks, on_day)
        return row


def _posts(giver: int, taker: int | None) -> QuerySet[Post]:
    return Post.objects.filter(pk__in=[giver, taker or giver]).order_by("pk")


def _taker(
    old: Post,
    taker: int | None,
    person: int | None,
    day: date,
    by: Actor,
    at: datetime,
    on_day: date,
) -> Post:
    """The post that takes over: one that is held, or the giver's own in another's hands."""
    if person is None:
        return post_on(taker or 0, on_day)
    if person == old.person_id:
        raise SAME.refuse(value=old.title)
    new = NewPost(
        role=old.role,
        title=old.title,
        place=old.place,
        held_from=day,
        title_en=old.title_en,
        body=old.body,
        fields=None if old.fields is None else tuple(old.fields),
    )
    made = give_post(person=person, new=new, by=by, at=at, on_day=on_day)
    return post_on(made.pk if made else 0, on_day)


def _check(
    old: Post, new: Post, found: Moves, seen: str, heading: str, day: date, on_day: date
) -> None:
    """Refuse what must not be."""
    if new.pk == old.pk:
        raise SAME.refuse(value=new.title)
    if new.place_id != old.place_id:
        raise ELSEWHERE.refuse(value=new.person.name)
    if not found.count:
        raise NOTHING.refuse(value=old.title)
    if found.seen != seen:
        raise CHANGED.refuse(value=found.count)
    first = max(on_day - timedelta(days=BACK), new.held_from)
    if not first <= day <= on_day:
        raise BAD_DAY.refuse(
            value=write_date(day), first=write_date(first), last=write_date(on_day)
        )
    if heading not in HEADINGS:
        raise NO_HEADING.refuse(value=heading[:20])


def _paths(tasks: Sequence[Task], tree: Map) -> Sequence[Path]:
    """The places whose pages change: where the tasks were given and where their work lies."""
    keys = {one.place_id for one in tasks}
    lying = TaskPlace.objects.filter(task__in=tasks).values_list("place_id", flat=True)
    return [tree[key].path for key in sorted({*keys, *lying}) if key in tree]


def _move_tasks(tasks: Sequence[Task], new: Post, day: date, by: Actor) -> None:
    held = {one.task_id: one for one in Holding.objects.filter(task__in=tasks, until__isnull=True)}
    # who was given a task after the day of the hand-over hands it over when he got it
    begun = {pk: max(day, one.since) for pk, one in held.items()}
    for holding in held.values():
        holding.until = begun[holding.task_id]
    Holding.objects.bulk_update(held.values(), ["until"])
    Holding.objects.bulk_create(
        Holding(
            task=one,
            post=new,
            since=begun.get(one.pk, day),
            by=by.person,
            why="bàn giao",
        )
        for one in tasks
    )
    keys = [one.pk for one in tasks]
    Task.objects.filter(pk__in=keys).update(accountable=new, stamp=F("stamp") + 1)
    for one in tasks:
        one.accountable = new


def _move_charges(found: Moves, new: Post, day: date, by: Actor) -> None:
    rows = Charge.objects.select_for_update().filter(pk__in=[one.key for one in found.charges])
    for one in list(rows):
        fresh = Charge(
            place_id=one.place_id,
            kind=one.kind,
            field=one.field,
            locality_id=one.locality_id,
            body_id=one.body_id,
            holder=new,
            since=max(day, one.since),
            by=by.person,
        )
        one.until = fresh.since
        one.save(update_fields=["until"])
        fresh.save()


def _move_others(found: Moves, new: Post, by: Actor, post: str, at: datetime, on_day: date) -> None:
    Check.objects.filter(pk__in=[one.key for one in found.checks]).update(checker=new)
    VisitLine.objects.filter(pk__in=[one.key for one in found.promises]).update(owner=new)
    matters = list(Matter.objects.filter(pk__in=[one.key for one in found.matters]))
    Matter.objects.filter(pk__in=[one.pk for one in matters]).update(owner=new)
    MatterStep.objects.bulk_create(
        MatterStep(
            matter=one,
            move=MatterStep.Move.PASSED,
            place_id=one.place_id,
            words="bàn giao",
            by=by.person,
            post=post,
            at=at,
            on_day=on_day,
        )
        for one in matters
    )


def _release(new: Post, on_day: date) -> list[str]:
    """Drop planned checks by which the taker would check his own work; gives the tasks' words.

    Somebody else has to be asked: they come back as unchecked.
    """
    rows = Check.objects.filter(
        found="",
        dropped_on__isnull=True,
        checker__person=new.person_id,
        task__accountable__person=new.person_id,
    )
    found = list(rows.select_related("task").order_by("task__number", "pk"))
    Check.objects.filter(pk__in=[one.pk for one in found]).update(dropped_on=on_day)
    return [f"{one.task.number}. {one.task.title}" for one in found]


def _minutes(
    row: HandOver, old: Post, new: Post, found: Moves, tree: Map, heading: str
) -> dict[str, object]:
    return {
        "heading": heading,
        "place": tree[old.place_id].name,
        "giver": _named(hand(old, "vi")),
        "taker": _named(hand(new, "vi")),
        "witness": row.witness.name.partition(" (")[0] if row.witness else "",
        "lists": {kind: [one.frozen() for one in items] for kind, items in found.lists.items()},
        "asked": list(found.asked),
    }


def _named(of: Hand) -> dict[str, str]:
    return {"name": of.name, "title": of.title}
