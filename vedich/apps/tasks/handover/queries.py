"""What a post holds, whom it may go to, and the minutes of a hand-over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, cast

from django.db.models import Q

from vedich.apps.figures.models import Ask
from vedich.apps.people.models import Person, Post
from vedich.apps.places.queries import on
from vedich.apps.tasks.handover.shapes import Hand, Item, Minutes, Moves, Preview
from vedich.apps.tasks.models import Charge, Check, HandOver, Matter, Task, TaskPlace, VisitLine
from vedich.apps.tasks.queries import GIVES, GOING, SEES, standing_on
from vedich.core.chain import Plain
from vedich.core.errors import Language, Message
from vedich.core.permits import Actor, Locus, Path
from vedich.core.vietnamese import sort_key
from vedich.rulebook.permits import may, require


WRITES_POSTS: Final = "people.write"
NEW: Final = "p"
"""Before the key of a person who is given the post, where a list holds posts as well."""

UNKNOWN: Final = Message(
    code="hand_over.unknown",
    vi="Không có chức vụ số {value}. Hãy chọn người trên trang Phân công, theo người.",
    en="There is no post {value}. Choose somebody on the page of assignment by person.",
)
NO_MINUTES: Final = Message(
    code="hand_over.no_minutes",
    vi="Không có biên bản bàn giao số {value}. Hãy mở lại trang Phân công, theo người.",
    en="There are no minutes {value}. Open the page of assignment by person again.",
)


def post_of(key: int | None) -> Post:
    """A post, held or not. Raises Refused (``hand_over.unknown``)."""
    found = Post.objects.select_related("person", "body").filter(pk=key or 0).first()
    if found is None:
        raise UNKNOWN.refuse(value=key or "")
    return found


def preview(post: int | None, *, actor: Actor, day: date, language: Language) -> Preview:
    """What moves from a post and to whom. Raises Refused (``hand_over.unknown``), NotPermitted."""
    giver, tree = post_of(post), on(day)
    spot = tree[giver.place_id]
    require(actor, GIVES, Locus(spot.path), on=day)
    near = _holders(giver, day)
    return Preview(
        place=spot.id,
        place_name=spot.say(language),
        giver=hand(giver, language),
        ended=giver.held_until is not None and giver.held_until <= day,
        moves=moves(giver, day, language),
        takers=[(str(one.pk), _words(one, language)) for one in near],
        people=_people(giver, actor, spot.path, day),
        witnesses=list(dict.fromkeys((str(one.person_id), one.person.name) for one in near)),
    )


def _people(giver: Post, actor: Actor, path: Path, day: date) -> Sequence[tuple[str, str]]:
    """Whoever may be given the very same post; nobody for a reader who may not write posts."""
    if not may(actor, WRITES_POSTS, Locus(path), on=day):
        return ()
    rows = Person.objects.filter(is_active=True).exclude(pk=giver.person_id)
    found = sorted(rows, key=lambda one: (sort_key(one.name), one.pk))
    return [(f"{NEW}{one.pk}", one.name) for one in found]


def _holders(giver: Post, day: date) -> Sequence[Post]:
    """Posts of the same place that are held, the same title first, then by name."""
    standing = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(standing, place=giver.place_id, held_from__lte=day)
    rows = rows.filter(lent_by__isnull=True).exclude(pk=giver.pk).select_related("person")
    return sorted(
        rows.exclude(role="administrator"),
        key=lambda one: (one.title != giver.title, sort_key(one.person.name), one.pk),
    )


def hand(post: Post, language: Language) -> Hand:
    """The post in its holder's hands, as sentences name it."""
    title = post.title if language == "vi" else post.title_en or post.title
    return Hand(post.pk, post.person.name.partition(" (")[0], title)


def _words(post: Post, language: Language) -> str:
    said = hand(post, language)
    return f"{said.name} · {said.title}"


def moves(post: Post, day: date, language: Language) -> Moves:
    """Everything the post holds that is not over."""
    return Moves(
        tasks=tuple(_tasks(post, day, language)),
        charges=tuple(_charges(post, day, language)),
        checks=tuple(_checks(post, day)),
        matters=tuple(_matters(post, day)),
        promises=tuple(_promises(post, day, language)),
        asked=tuple(_asked(post, day, language)),
    )


def _late(due: date | None, day: date) -> int:
    return standing_on(due, day).late


def _tasks(post: Post, day: date, language: Language) -> Iterable[Item]:
    tree = on(day)
    rows = Task.objects.filter(accountable=post, state__in=GOING)
    lying: defaultdict[int, list[str]] = defaultdict(list)
    places = TaskPlace.objects.filter(task__accountable=post, task__state__in=GOING)
    for task, place in places.values_list("task_id", "place_id").order_by("pk"):
        if place in tree:
            lying[task].append(tree[place].say(language))
    for one in rows.order_by("number", "pk"):
        where = ", ".join([*([one.field] if one.field else ()), *lying[one.pk]])
        yield Item(one.pk, f"{one.number}. {one.title}", one.due_on, _late(one.due_on, day), where)


def _charges(post: Post, day: date, language: Language) -> Iterable[Item]:
    tree = on(day)
    rows = Charge.objects.filter(holder=post, until__isnull=True).select_related("body")
    for one in rows.order_by("kind", "pk"):
        where = tree[one.place_id].say(language) if one.place_id in tree else ""
        if one.locality_id and one.locality_id in tree:
            words = tree[one.locality_id].say(language)
        else:
            words = one.body.name if one.body else one.field
        yield Item(one.pk, words, where=where)


def _checks(post: Post, day: date) -> Iterable[Item]:
    rows = Check.objects.filter(checker=post, found="", dropped_on__isnull=True)
    for one in rows.select_related("task").order_by("planned_on", "pk"):
        late = _late(one.planned_on, day)
        yield Item(one.pk, f"{one.task.number}. {one.task.title}", one.planned_on, late)


def _matters(post: Post, day: date) -> Iterable[Item]:
    rows = Matter.objects.filter(owner=post, state=Matter.State.OPEN).select_related("body")
    for one in rows.order_by("due_on", "pk"):
        yield Item(one.pk, one.words[:120], one.due_on, _late(one.due_on, day), one.body.name)


def _promises(post: Post, day: date, language: Language) -> Iterable[Item]:
    tree = on(day)
    rows = VisitLine.objects.filter(
        owner=post, kind=VisitLine.Kind.PROMISED, task__isnull=True, matter__isnull=True
    ).exclude(answer=VisitLine.Answer.DONE)
    for one in rows.select_related("visit").order_by("due_on", "pk"):
        place = one.visit.place_id
        where = tree[place].say(language) if place in tree else ""
        yield Item(one.pk, one.words[:120], one.due_on, _late(one.due_on, day), where)


def _asked(post: Post, day: date, language: Language) -> Iterable[str]:
    """What the post's body reports: it stays with the body, whoever holds the post."""
    if post.body is None:
        return ()
    month = day.year * 12 + day.month - 1
    running = Q(until__isnull=True) | Q(until__gt=month)
    rows = Ask.objects.filter(running, body=post.body).select_related("indicator")
    vi = language == "vi"
    names = (
        one.indicator.name if vi else one.indicator.name_en or one.indicator.name for one in rows
    )
    return sorted(set(names), key=sort_key)


def minutes(key: int, *, actor: Actor, day: date) -> Minutes:
    """The minutes as they were frozen. Raises Refused (``hand_over.no_minutes``), NotPermitted."""
    row = HandOver.objects.filter(pk=key).first()
    if row is None:
        raise NO_MINUTES.refuse(value=key)
    tree = on(day)
    path = tree[row.place_id].path if row.place_id in tree else ()
    require(actor, SEES, Locus(path), on=day)
    kept = cast("Mapping[str, Plain]", row.minutes)
    lists = cast("Mapping[str, Sequence[Mapping[str, Plain]]]", kept["lists"])
    return Minutes(
        id=row.pk,
        heading=str(kept["heading"]),
        place_name=str(kept["place"]),
        on_day=row.on_day,
        giver=_hand(row.giver_id, kept["giver"]),
        taker=_hand(row.taker_id, kept["taker"]),
        witness=str(kept["witness"]),
        lists=lists,
        asked=cast("Sequence[str]", kept["asked"]),
        released=cast("Sequence[str]", kept["released"]),
        count=sum(len(one) for one in lists.values()),
    )


def _hand(post: int, kept: Plain) -> Hand:
    said = cast("Mapping[str, str]", kept)
    return Hand(post, said["name"], said["title"])
