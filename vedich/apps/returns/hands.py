"""In whose hands a return is: where it stands, who sends it, who checks it (R9, R22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final

from django.db.models import Q

from vedich.apps.people.models import Post as HeldPost
from vedich.apps.places.models import Body
from vedich.apps.places.offices import office_above
from vedich.apps.places.queries import Atlas, Map, atlas, body_path, on
from vedich.apps.returns.models import Return
from vedich.core.errors import Message
from vedich.core.needs import Side, State
from vedich.core.periods import Period
from vedich.core.permits import Actor, Locus, Path, Post, Scope, one_level_up, second_person
from vedich.rulebook.calendars import DueRule, due_days
from vedich.rulebook.calendars.public_holidays import working_days
from vedich.rulebook.permits import may, require, table


UNKNOWN = Message(
    code="return.unknown",
    vi="Không có báo cáo số {value}. Hãy mở lại danh sách báo cáo.",
    en="There is no return number {value}. Open the list of returns again.",
)

SEND: Final = "returns.send"
SEND_FOR: Final = "returns.send_for"
CHECK: Final = "returns.check"

OPENED: Final = "returns.open_period"
"""The journal action; the digest of its line is the seed of every draw in the period (R20)."""

TO_CHECK: Final = (State.SUBMITTED, State.ACCEPTED, State.REOPEN_ASKED)
"""States in which figures of a return may be checked; of an accepted one, those mended since."""


def path_of(of: Return, book: Atlas | None = None) -> Path:
    """From the root to the place of the return, or to the organ of it that owes it.

    Who asks for many gives the `book` of trees, which is one query less for each.
    """
    return body_path(of.body, (book or atlas()).on(of.period.last_day))


def locked(of: int) -> Return:
    """The return, held until the transaction ends. Raises Refused (``return.unknown``)."""
    rows = Return.objects.select_for_update(of=("self",), no_key=True).select_related("body")
    found = rows.filter(pk=of).first()
    if found is None:
        raise UNKNOWN.refuse(value=of)
    return found


def own_posts(by: Actor, path: Path) -> Actor:
    """`by` under those posts only that are held at this very place or organ."""
    return by.wearing(*(post.reference for post in by.posts if post.place_range == path))


def as_sender(by: Actor, path: Path, *, on_day: date) -> tuple[Post, str]:
    """The post and the operation: one's own return is sent, another's entered on behalf.

    Raises NotPermitted for whoever may do neither: the refusal names whom to ask.
    """
    own = may(own_posts(by, path), SEND, Locus(path), on=on_day)
    if own:
        return own.require(), SEND
    instead = may(by, SEND_FOR, Locus(path), on=on_day)
    if not instead:
        # somebody else's return: whose it is says more than that one may not enter on behalf
        require(by, SEND, Locus(path), on=on_day)
    return instead.require(), SEND_FOR


def as_checker(by: Actor, path: Path, *, on_day: date) -> Post:
    """The post, held exactly one level above. Raises NotPermitted, or Refused for a higher one."""
    above = by.wearing(*(post.reference for post in by.posts if post.place_range == path[:-1]))
    near = may(above, CHECK, Locus(path), on=on_day)
    if near:
        return near.require()
    far = require(by, CHECK, Locus(path), on=on_day)
    refusal = one_level_up(far, path)
    if refusal:
        raise refusal
    return far


def answering(by: Actor, post: Post) -> frozenset[str]:
    """Who answers for an act under this post: the person, and whoever lent the post (R14)."""
    return frozenset({by.person, post.delegated_by or by.person})


def four_eyes(by: Actor, post: Post, entered: Iterable[str]) -> None:
    """Raise Refused (``permit.same_person``) where `by` is among those who entered."""
    refusal = second_person(answering(by, post), frozenset(filter(None, entered)))
    if refusal:
        raise refusal


def holder(of: Return, on_day: date) -> str:
    """Whose figures they are when somebody else types them (R22).

    The person whose post sends this return; the body itself where no one or more than one does.
    """
    senders = [
        role for role in table(on_day).roles if Scope.INSIDE in table(on_day).scopes(role, SEND)
    ]
    theirs = Q(body=of.body) if of.body.inner else Q(body=of.body) | Q(body__isnull=True)
    held = HeldPost.objects.filter(
        theirs,
        Q(held_until__isnull=True) | Q(held_until__gt=on_day),
        place_id=of.place_id,
        role__in=senders,
        held_from__lte=on_day,
    )
    people = list(held.values_list("person_id", flat=True).distinct()[:2])
    return f"person:{people[0]}" if len(people) == 1 else of.body.reference


def bodies_below(place: int, tree: Map) -> Q:
    """Which bodies the office of a place checks: those of the places just below, its own organs."""
    below = [spot.id for spot in tree.children(place)]
    return Q(place__in=below, inner=False) | Q(place=place, inner=True)


def bodies_of(post: Post, tree: Map) -> Q | None:
    """The body whose return a post at this place range sends; None above all places."""
    if not post.place_range:
        return None
    last = post.place_range[-1]
    if last.startswith("body:"):
        return Q(code=last.removeprefix("body:"), inner=True)
    spot = tree.by_code(last.partition("@")[0])
    return Q(place=spot.id, inner=False) if spot else None


def check_place(post: Post, day: date, tree: Map) -> int | None:
    """The place for whose office a post checks, if the post may check at all on that day."""
    if not post.in_force(day) or Scope.INSIDE not in table(day).scopes(post.role, CHECK):
        return None
    if not post.place_range or post.place_range[-1].startswith("body:"):
        return None
    spot = tree.by_code(post.place_range[-1].partition("@")[0])
    return spot.id if spot and spot.path == post.place_range else None


def own_bodies(by: Actor, day: date) -> list[Body]:
    """The bodies whose returns `by` sends himself."""
    wanted, tree = Q(pk__in=[]), atlas().on(day)
    for post in by.posts:
        sends = Scope.INSIDE in table(day).scopes(post.role, SEND)
        if sends and post.in_force(day):
            wanted |= bodies_of(post, tree) or Q(pk__in=[])
    return list(Body.objects.filter(wanted).order_by("pk"))


def subject_of(period: Period) -> str:
    """How the journal names a period."""
    return f"period:{period}"


def due_of(period: Period, place: int | None = None) -> date:
    """The last day on which the return of `period` is in time.

    The office of the top of the tree may have set a day of its own; with `place`, the nearest
    office at or above that place.
    """
    year, tree = period.last_day.year, on(period.last_day)
    top = tree.roots()[0].id if tree.roots() else 0
    local = office_above(place or top, period.last_day).due
    rules = {months: DueRule(day, after) for months, (day, after) in local.items()}
    return due_days().due(period, working_days(year, year + 1), rules)


@cache
def late(due: date, on: date) -> int:
    """Working days gone after `due` by the end of `on` (R18); 0 in time."""
    return working_days(due.year, on.year).late(due, on) if due < on else 0


def sides(by: Actor, path: Path, on_day: date) -> frozenset[Side]:
    """On which sides of a return `by` stands: for the buttons of its page."""
    found = set()
    if may(own_posts(by, path), SEND, Locus(path), on=on_day) or may(
        by, SEND_FOR, Locus(path), on=on_day
    ):
        found.add(Side.SENDER)
    above = by.wearing(*(post.reference for post in by.posts if post.place_range == path[:-1]))
    if may(above, CHECK, Locus(path), on=on_day):
        found.add(Side.CHECKER)
    return frozenset(found)


def bodies_under(by: Actor, operation: str, day: date) -> Sequence[int]:
    """The bodies within the posts of `by` that allow `operation` there, organs included."""
    tree = atlas().on(day)
    wanted = Q(pk__in=[])
    for post in by.posts:
        if not post.in_force(day) or Scope.INSIDE not in table(day).scopes(post.role, operation):
            continue
        last = post.place_range[-1] if post.place_range else ""
        spot = tree.by_code(last.partition("@")[0])
        if last.startswith("body:"):
            wanted |= Q(code=last.removeprefix("body:"))
        elif spot:
            wanted |= Q(place__in=[below.id for below in tree.below(spot.id)])
    return list(Body.objects.filter(wanted).order_by("pk").values_list("pk", flat=True))
