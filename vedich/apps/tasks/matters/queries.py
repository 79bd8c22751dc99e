"""Matters as their pages show them, and what of them needs somebody (R16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from vedich.apps.people.models import Post
from vedich.apps.people.queries import names
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, body_path, on
from vedich.apps.tasks.matters import clock, rights
from vedich.apps.tasks.matters.offices import answer_days, calendar
from vedich.apps.tasks.matters.shapes import (
    Board,
    Choice,
    Page,
    Picture,
    Route,
    Row,
    StepRow,
    TaskRow,
)
from vedich.apps.tasks.models import Attachment, Matter, MatterStep, Task
from vedich.core.errors import Language, Message
from vedich.core.needs import Need
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import may
from vedich.rulebook.places.levels import levels


GIVES: Final = "tasks.give"
LEADS: Final = "resolutions.adopt"

SHORT: Final = 90
LAST: Final = 20
"""Closed matters shown in a list."""

UNKNOWN: Final = Message(
    code="matter.unknown",
    vi="Không có việc phát sinh số {value}. Hãy mở lại danh sách.",
    en="There is no matter {value}. Open the list again.",
)
NO_PHOTO: Final = Message(
    code="photo.unknown",
    vi="Không có ảnh số {value} ở việc này. Hãy mở lại trang.",
    en="There is no photo {value} here. Open the page again.",
)
TO_ANSWER: Final = Message(
    code="need.matter_to_answer",
    vi="{body} báo: “{words}” Cần trả lời.",
    en="{body} raises: “{words}” It waits for an answer.",
)
TO_ANSWER_URGENT: Final = Message(
    code="need.matter_urgent",
    vi="Gấp. {body} báo: “{words}” Cần trả lời.",
    en="Urgent. {body} raises: “{words}” It waits for an answer.",
)
CLIMBED: Final = Message(
    code="need.matter_climbed",
    vi="Cấp dưới chưa trả lời, đã chuyển lên: “{words}” ({body}).",
    en="Not answered below, so it came up: “{words}” ({body}).",
)
TO_LOOK: Final = Message(
    code="need.matter_to_look",
    vi="“{words}” đã có trả lời. Xem đã xong chưa.",
    en="“{words}” has an answer. See whether it is settled.",
)


def shorten(words: str, most: int = SHORT) -> str:
    """The first words of a text, whole, with an ellipsis where something is left out."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    return line[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,;:.") + "…"


# -- where a new matter goes -----------------------------------------------------------------------


def goes_to(body: Body, tree: Map) -> int:
    """The place that answers what a body raises: one level up; for an organ its own place.

    At the top nobody stands above, so the place answers itself.
    """
    above = tree[body.place_id].parent
    return body.place_id if body.inner or above is None else above


def routes(*, actor: Actor, day: date, language: Language) -> Sequence[Route]:
    """For each body the reader may raise matters for: where they go and by when."""
    tree = on(day)
    found = rights.raising_bodies(actor, tree, day)
    return [_route(body, tree, day, language) for body in found if body.place_id in tree]


def _route(body: Body, tree: Map, day: date, language: Language) -> Route:
    to = tree[goes_to(body, tree)]
    days, book = answer_days(to.id), calendar(day)
    then = tree[to.parent].say(language) if to.parent else ""
    return Route(
        body=body.pk,
        body_name=name_of(body, language),
        to=to.say(language),
        level=level_word(to.kind, day, language),
        then=then,
        days=days,
        due=clock.answer_by(day, days=days, urgent=False, calendar=book),
        due_urgent=clock.answer_by(day, days=days, urgent=True, calendar=book),
    )


def level_word(kind: str, day: date, language: Language) -> str:
    """What a kind of place is called inside a sentence: “xã”, “thị trấn”; empty if unknown."""
    for level in levels(day):
        for one in level.kinds:
            if one.code == kind:
                return (one.name.vi if language == "vi" else one.name.en).lower()
    return ""


def name_of(body: Body, language: Language) -> str:
    """The body's name in the reader's language."""
    return body.name if language == "vi" else body.name_en or body.name


def title_of(post: Post | None, language: Language) -> str:
    """The post's title in the reader's language; empty for none."""
    if post is None:
        return ""
    return post.title if language == "vi" else post.title_en or post.title


# -- lists -----------------------------------------------------------------------------------------


def rows_of(wanted: Q) -> QuerySet[Matter]:
    """Matters with what a row needs of them; `climbed` says whether they came from below."""
    climbed = MatterStep.objects.filter(
        matter=OuterRef("pk"), place=OuterRef("place"), move=MatterStep.Move.CLIMBED
    )
    loaded = Matter.objects.select_related("body", "owner", "owner_body")
    return loaded.filter(wanted).annotate(climbed=Exists(climbed))


def board(
    *, actor: Actor, day: date, language: Language, view: str = "", tree: Map | None = None
) -> Board:
    """The matters of one view; without one, the first the reader has something to do in."""
    tree = tree or on(day)
    wanted = _views(actor, tree, day)
    chosen = view if view in wanted else next(iter(wanted), "raised")
    found = list(rows_of(wanted.get(chosen, Q(pk__in=[]))).exclude(state=Matter.State.CLOSED))
    ended = rows_of(wanted.get(chosen, Q(pk__in=[]))).filter(state=Matter.State.CLOSED)
    rows = sorted((_row(one, tree, day, language) for one in found), key=_worst_first)
    return Board(
        view=chosen,
        views=tuple(wanted),
        waiting=tuple(row for row in rows if row.state == clock.State.OPEN),
        answered=tuple(row for row in rows if row.state == clock.State.ANSWERED),
        closed=tuple(
            _row(one, tree, day, language) for one in ended.order_by("-closed_on", "-pk")[:LAST]
        ),
        may_raise=bool(rights.raising_bodies(actor, tree, day)),
    )


def _views(actor: Actor, tree: Map, day: date) -> dict[str, Q]:
    """The lists a reader has: what he answers, what his bodies raised, what else is below him."""
    places = [spot.id for spot in rights.answering_places(actor, tree, day)]
    keys = rights.post_keys(actor, day)
    bodies = [body.pk for body in rights.raising_bodies(actor, tree, day)]
    found: dict[str, Q] = {}
    answers = Q(place__in=places) | Q(owner__in=keys) | Q(owner_body__in=bodies)
    handed = Matter.objects.filter(Q(owner__in=keys) | Q(owner_body__in=bodies))
    if places or handed.exists():
        found["answer"] = answers
    if bodies:
        found["raised"] = Q(body__in=bodies) | Q(raised_by=actor.person)
    if _oversees(actor, tree, day):
        found["below"] = rights.visible(actor, tree, day)
    return found


def _oversees(actor: Actor, tree: Map, day: date) -> bool:
    """Whether a place lies below the reader's: else the list would show his own matters twice."""
    spots = (
        rights.spot_of(one.place_range, tree)
        for one in rights.posts_with(actor, rights.SEES, day)
        if not rights.is_organ(one.place_range)
    )
    return any(tree.children(spot.id) for spot in spots if spot)


def _worst_first(row: Row) -> tuple[int, bool, int]:
    return (row.left, not row.urgent, row.id)


def _row(matter: Matter, tree: Map, day: date, language: Language) -> Row:
    place = rights.standing(matter.place_id, tree)
    remains = clock.left(matter.due_on, day, calendar(matter.due_on, day))
    waits = matter.state == Matter.State.OPEN
    owner = title_of(matter.owner, language)
    if not owner and matter.owner_body:
        owner = name_of(matter.owner_body, language)
    return Row(
        id=matter.pk,
        short=shorten(matter.words),
        kind=matter.kind,
        urgent=matter.urgent,
        state=matter.state,
        body=name_of(matter.body, language),
        above=above_of(matter.raised_at_place_id, tree, language),
        place=place.say(language) if place else "",
        owner=owner,
        raised_on=matter.raised_on,
        due_on=matter.due_on,
        left=remains if waits else 0,
        climbed=bool(getattr(matter, "climbed", False)),
        stuck=waits and remains < 0 and (place is None or place.parent is None),
        answer=shorten(matter.answer),
        answered_on=matter.answered_on,
    )


def above_of(place: int, tree: Map, language: Language) -> str:
    """The name of the place above, which tells two hamlets of one name apart; empty at the top."""
    spot = rights.standing(place, tree)
    return tree[spot.parent].say(language) if spot and spot.parent else ""


def last_of(bodies: Iterable[int], *, day: date, language: Language) -> Row | None:
    """The matter of these bodies that is still going on: an answer to look at, else the newest."""
    tree = on(day)
    going = rows_of(Q(body__in=list(bodies))).exclude(state=Matter.State.CLOSED)
    found = going.order_by("state", "-pk").first()
    return _row(found, tree, day, language) if found else None


# -- one matter ------------------------------------------------------------------------------------


def found(matter: int) -> Matter:
    """The matter with its body and owners. Raises Refused (``matter.unknown``)."""
    row = rows_of(Q(pk=matter)).first()
    if row is None:
        raise UNKNOWN.refuse(value=matter)
    return row


def seen(matter: int, *, actor: Actor, day: date) -> Matter:
    """The matter, for whoever may see it. Raises Refused, NotPermitted."""
    row, tree = found(matter), on(day)
    if not rights.sees(actor, row, tree, day):
        path = rights.path_of(row, tree)
        # whoever may see tasks everywhere may still not read what citizens of elsewhere said
        may(actor, rights.ANSWER, Locus(path, owner=row.body.reference), on=day).require()
    return row


def page(matter: int, *, actor: Actor, day: date, language: Language) -> Page:
    """Everything of one matter, and what the reader may do. Raises Refused, NotPermitted."""
    row, tree = seen(matter, actor=actor, day=day), on(day)
    state = clock.State(row.state)
    answers = bool(rights.answerer(actor, row, tree, day))
    is_open = state is clock.State.OPEN
    passing = answers and is_open and row.place_id in tree
    posts, bodies = _handed_to(row.place_id, tree, day, language) if passing else ((), ())
    place = rights.standing(row.place_id, tree)
    gives = place is not None and bool(rights.inside(actor, GIVES, place.path, day))
    return Page(
        row=_row(row, tree, day, language),
        words=row.words,
        answer=row.answer,
        pictures=tuple(
            Picture(one.pk, one.kind, one.on_day) for one in row.attachments.order_by("pk")
        ),
        steps=tuple(_steps(row, tree, language)),
        tasks=tuple(_tasks(row)),
        from_visit=_came_from("visit", row.origin),
        from_return=_came_from("return", row.origin),
        days=answer_days(row.place_id),
        may_take=answers and is_open and row.owner_id not in rights.post_keys(actor, day),
        may_answer=answers and state is not clock.State.CLOSED,
        may_pass=passing,
        may_task=passing and gives,
        may_judge=state is not clock.State.CLOSED and bool(rights.raiser(actor, row, tree, day)),
        posts=posts,
        bodies=bodies,
        then=tree[place.parent].say(language) if place and place.parent else "",
    )


def _steps(matter: Matter, tree: Map, language: Language) -> Iterable[StepRow]:
    steps = list(matter.steps.order_by("pk"))
    who = names({step.post or step.by for step in steps}, language)
    for step in steps:
        place = tree[step.place_id].say(language) if step.place_id in tree else ""
        said = who.get(step.post or step.by, "")
        yield StepRow(step.move, said, place, step.on_day, step.words)


def _tasks(matter: Matter) -> Iterable[TaskRow]:
    made = Q(origin=matter.reference)
    if matter.task_id:
        made |= Q(pk=matter.task_id)
    for task in Task.objects.filter(made).order_by("pk"):
        done = task.state in (Task.State.CLOSED, Task.State.CLAIMED)
        yield TaskRow(task.pk, task.title, task.due_on, done)


def _came_from(kind: str, origin: str) -> int | None:
    """The key in an origin of that kind: “visit:3”, “return:7:2:1”; None for another."""
    said, _, rest = origin.partition(":")
    number = rest.partition(":")[0]
    return row_key(number) if said == kind else None


def _handed_to(
    place: int, tree: Map, day: date, language: Language
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """To whom the office of a place may pass a matter: its posts and organs, and those just below.

    Posts without the right to report on own work could not answer, so they are left out.
    """
    places = [place, *(spot.id for spot in tree.children(place))]
    posts = [
        Choice(post.reference, title_of(post, language)) for post in holders(places, tree, day)
    ]
    standing = Q(until__isnull=True) | Q(until__gt=day)
    bodies = Body.objects.filter(standing, place__in=places, start__lte=day)
    # the place's own body already has it
    bodies = bodies.exclude(place=place, inner=False).order_by("-inner", "name", "pk")
    return tuple(posts), tuple(Choice(f"body:{one.pk}", name_of(one, language)) for one in bodies)


def holders(places: Sequence[int], tree: Map, day: date) -> Sequence[Post]:
    """The posts held at these places on a day that may be handed work, the upper places first."""
    can = rights.roles_with(rights.OWN_WORK, day)
    held = Post.objects.filter(
        Q(held_until__isnull=True) | Q(held_until__gt=day),
        held_from__lte=day,
        place__in=places,
        role__in=can,
    )
    found = held.select_related("body", "person").order_by("pk")
    return sorted(found, key=lambda post: (places.index(post.place_id), post.pk))


def photo(row: Matter, key: int) -> Attachment:
    """One photo of a matter with its file. Raises Refused (``photo.unknown``)."""
    one = row.attachments.select_related("file").filter(pk=key).first()
    if one is None:
        raise NO_PHOTO.refuse(value=key)
    return one


# -- what needs somebody ---------------------------------------------------------------------------


def needs(actor: Actor, on_day: date) -> Sequence[Need]:
    """Matters to answer, matters that climbed, answers to look at. At most four queries."""
    tree = on(on_day)
    return [*_to_answer(actor, tree, on_day), *_to_look(actor, tree, on_day)]


@dataclass(frozen=True, slots=True)
class _Desk:
    """Which open matters a reader is asked for."""

    offices: frozenset[int]
    """Places for whose office he answers whatever comes in."""
    leads: frozenset[int]
    """Places he leads: there he is asked once the office has let a day pass, or it is urgent."""
    posts: frozenset[int]
    paths: frozenset[tuple[str, ...]]

    def wants(self, matter: Matter, tree: Map, late: bool) -> bool:
        if matter.owner_id is not None:
            return matter.owner_id in self.posts or (late and matter.place_id in self.leads)
        if matter.owner_body is not None:
            body = matter.owner_body
            mine = body.place_id in tree and body_path(body, tree) in self.paths
            return mine or (late and matter.place_id in self.leads)
        if matter.place_id in self.offices:
            return True
        pressing = late or matter.urgent or bool(getattr(matter, "climbed", False))
        return pressing and matter.place_id in self.leads


def _desk(actor: Actor, tree: Map, day: date) -> _Desk:
    spots = rights.answering_places(actor, tree, day)
    leads = {spot.id for spot in spots if may(actor, LEADS, Locus(spot.path), on=day)}
    held = [post for post in actor.posts if post.in_force(day)]
    return _Desk(
        offices=frozenset(spot.id for spot in spots) - leads,
        leads=frozenset(leads),
        posts=rights.post_keys(actor, day),
        paths=frozenset(post.place_range for post in held),
    )


def _to_answer(actor: Actor, tree: Map, day: date) -> Iterable[Need]:
    desk = _desk(actor, tree, day)
    organs = [path[-1].removeprefix("body:") for path in desk.paths if rights.is_organ(path)]
    own = [spot.id for path in desk.paths if (spot := rights.spot_of(path, tree))]
    wanted = (
        Q(place__in=desk.offices | desk.leads)
        | Q(owner__in=desk.posts)
        | Q(owner_body__code__in=organs)
        | Q(owner_body__place__in=own)
    )
    for matter in rows_of(wanted).filter(state=Matter.State.OPEN):
        late = clock.left(matter.due_on, day, calendar(matter.due_on, day)) < 0
        if desk.wants(matter, tree, late):
            yield _need_answer(matter, tree)


def _need_answer(matter: Matter, tree: Map) -> Need:
    climbed = bool(getattr(matter, "climbed", False))
    plain = TO_ANSWER_URGENT if matter.urgent else TO_ANSWER
    return _need(matter, CLIMBED if climbed else plain, climbed=climbed, tree=tree)


def _need(matter: Matter, message: Message, *, climbed: bool, tree: Map) -> Need:
    owner = f"post:{matter.owner_id}" if matter.owner_id else ""
    if not owner and matter.owner_body:
        owner = matter.owner_body.reference
    place = rights.standing(matter.place_id, tree)
    return Need(
        subject=matter.reference,
        kind="matter.climbed" if climbed else "matter.answer",
        sentence=message.code,
        values=(("body", matter.body.name), ("words", _quoted(matter.words))),
        owner=owner or (place.reference if place else ""),
        due=matter.due_on,
        since=matter.raised_on,
        link=f"/viec-phat-sinh/{matter.pk}",
        place_path=place.path if place else (),
    )


def _quoted(words: str) -> str:
    # it stands in quotation marks inside a sentence of its own: without its own full stop it reads
    # as if cut, with two it reads as a slip
    short = shorten(words)
    return short if short.endswith((".", "?", "!", "…")) else f"{short}."


def _to_look(actor: Actor, tree: Map, day: date) -> Iterable[Need]:
    bodies = rights.raising_bodies(actor, tree, day)
    answered = Q(state=Matter.State.ANSWERED)
    theirs = Q(body__in=[body.pk for body in bodies]) | Q(raised_by=actor.person)
    for matter in Matter.objects.select_related("body").filter(answered & theirs):
        if not rights.raiser(actor, matter, tree, day):
            continue
        yield Need(
            subject=matter.reference,
            kind="matter.look",
            sentence=TO_LOOK.code,
            values=(("words", shorten(matter.words)),),
            owner=matter.body.reference,
            due=None,
            since=matter.answered_on or matter.raised_on,
            link=f"/viec-phat-sinh/{matter.pk}",
            place_path=rights.path_of(matter, tree),
        )
