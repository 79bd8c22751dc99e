"""Visits as their pages show them, and what of their promises needs somebody (R16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from vedich.apps.people.models import Post
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, on
from vedich.apps.places.queries import Spot as TreeSpot
from vedich.apps.tasks.matters import clock
from vedich.apps.tasks.matters.offices import answer_days, calendar
from vedich.apps.tasks.matters.queries import (
    NO_PHOTO,
    above_of,
    holders,
    name_of,
    shorten,
    title_of,
)
from vedich.apps.tasks.matters.rights import post_keys, posts_with, standing
from vedich.apps.tasks.models import Attachment, Charge, Visit, VisitLine
from vedich.apps.tasks.visits import rights
from vedich.apps.tasks.visits.shapes import Became, Blank, Board, Choice, Line, Page, Row, Spot
from vedich.core.errors import Language, Message
from vedich.core.needs import Need
from vedich.core.permits import Actor


MOST: Final = 60
"""Visits a list shows."""

LAST: Final = 3
"""Places visited last that stand first in the form."""

TASK_DAYS: Final = 5
"""Working days proposed for a task that was promised."""

UNDATED: Final = 7
"""Days after which a place is asked about a promise without a day."""

SILENT: Final = 30
"""Days after a promise's day from which nobody is asked about it any more."""

UNKNOWN: Final = Message(
    code="visit.unknown",
    vi="Không có lần đi cơ sở số {value}. Hãy mở lại danh sách.",
    en="There is no visit {value}. Open the list again.",
)
DUE: Final = Message(
    code="need.promise_due",
    vi="Đã hứa với {place}: “{words}” Hạn đã gần.",
    en="Promised to {place}: “{words}” Its day is near.",
)
OVERDUE: Final = Message(
    code="need.promise_overdue",
    vi="Đã hứa với {place}: “{words}” Nơi đó chưa nói là đã làm.",
    en="Promised to {place}: “{words}” The place has not said that it was done.",
)
NOT_DONE: Final = Message(
    code="need.promise_not_done",
    vi="{place} nói chưa làm: “{words}” Hẹn lại hoặc làm ngay.",
    en="{place} says it is not done: “{words}” Set a new day or do it now.",
)
CONFIRM: Final = Message(
    code="need.promise_confirm",
    vi="{who} đã hứa: “{words}” Cho biết đã làm chưa.",
    en="{who} promised: “{words}” Say whether it was done.",
)


# -- a new one -------------------------------------------------------------------------------------


def blank(*, actor: Actor, day: date, language: Language, place: int | None = None) -> Blank | None:
    """What the form offers for one place; without one, for the place visited last.

    None where no place may be visited.
    """
    tree = on(day)
    paths = rights.places_written(actor, tree, day)
    if not paths:
        return None
    keys = post_keys(actor, day)
    last = _last_places(keys, paths)
    first = list(dict.fromkeys([*_charged(keys, paths, tree), *last]))
    chosen = place if place in paths else next(iter(last or first), None)
    spots = {key: _spot(key, tree, language) for key in paths}
    chain = list(tree[chosen].ids) if chosen else []
    home = min(len(one.place_range) for one in posts_with(actor, rights.WRITES, day))
    chain = chain[home - 1 :]
    book = calendar(day)
    above = (tree[chosen].parent or chosen) if chosen else None
    return Blank(
        place=spots[chosen] if chosen else None,
        first=tuple(spots[key] for key in first),
        others=tuple(_grouped(paths, tree, language)),
        owners=tuple(_owners(chain, tree, day, language)),
        answerers=tuple(_answerers(chain, tree, day, language)),
        to=tree[above].say(language) if above else "",
        matter_due=clock.answer_by(
            day, days=answer_days(above) if above else TASK_DAYS, urgent=False, calendar=book
        ),
        task_due=clock.answer_by(day, days=TASK_DAYS, urgent=False, calendar=book),
        reader=_reader(chosen, language),
    )


def _reader(place: int | None, language: Language) -> str:
    body = Body.objects.filter(place=place, inner=False).order_by("pk").first() if place else None
    return name_of(body, language) if body else ""


def _spot(key: int, tree: Map, language: Language) -> Spot:
    return Spot(key, tree[key].say(language), above_of(key, tree, language))


def _last_places(keys: Iterable[int], paths: Mapping[int, object]) -> list[int]:
    """The places visited last, the latest first."""
    rows = Visit.objects.filter(visitor_id__in=keys).order_by("-on_day", "-pk")
    places = dict.fromkeys(rows.values_list("place_id", flat=True)[:MOST])
    return [key for key in places if key in paths][:LAST]


def _charged(keys: Iterable[int], paths: Mapping[int, object], tree: Map) -> list[int]:
    """The places in one's own charge, each with those below it."""
    rows = Charge.objects.filter(
        kind=Charge.Kind.LOCALITY, holder_id__in=keys, until__isnull=True
    ).order_by("pk")
    found = [key for key in rows.values_list("locality_id", flat=True) if key in tree]
    return [one.id for key in found if key for one in tree.below(key) if one.id in paths]


def _grouped(
    paths: Mapping[int, object], tree: Map, language: Language
) -> Iterable[tuple[str, tuple[Spot, ...]]]:
    """Every place under the name of the one above it, in the order of the tree."""
    by_parent: dict[int | None, list[int]] = {}
    for key in paths:
        by_parent.setdefault(tree[key].parent, []).append(key)
    for parent, places in by_parent.items():
        name = tree[parent].say(language) if parent else ""
        yield name, tuple(_spot(key, tree, language) for key in places)


def _owners(chain: Sequence[int], tree: Map, day: date, language: Language) -> Iterable[Choice]:
    for post in holders(chain, tree, day):
        yield Choice(post.reference, _called(post, language))


def _called(post: Post, language: Language) -> str:
    """A post in a select: by the person's name and the title, once where they say the same."""
    title = title_of(post, language)
    return post.person.name if title in post.person.name else f"{post.person.name} · {title}"


def _answerers(chain: Sequence[int], tree: Map, day: date, language: Language) -> Iterable[Choice]:
    """Who may answer a matter instead of the place above: its organs, and posts above the place."""
    above = chain[:-1]
    standing_bodies = Q(until__isnull=True) | Q(until__gt=day)
    organs = Body.objects.filter(standing_bodies, place__in=above, inner=True, start__lte=day)
    for body in organs.order_by("name", "pk"):
        yield Choice(f"body:{body.pk}", name_of(body, language))
    yield from _owners(above, tree, day, language)


# -- lists -----------------------------------------------------------------------------------------


def visits(wanted: Q) -> QuerySet[Visit]:
    """Visits with what a row needs of them."""
    lines = VisitLine.objects.select_related("task", "matter", "owner")
    loaded = Visit.objects.filter(wanted).select_related("visitor", "visitor__person")
    return loaded.prefetch_related(Prefetch("lines", queryset=lines))


def board(*, actor: Actor, day: date, language: Language, view: str = "") -> Board:
    """The visits of the reader, or all in the places in his charge."""
    tree = on(day)
    writes = bool(rights.places_written(actor, tree, day))
    mine = Q(visitor_id__in=post_keys(actor, day))
    views = {"all": rights.visible(actor, tree, day)} | ({"mine": mine} if writes else {})
    chosen = view if view in views else "all"
    found = visits(views[chosen])[:MOST]
    rows = tuple(_row(one, tree, language) for one in found)
    return Board(chosen, tuple(views), rows, writes)


def _row(visit: Visit, tree: Map, language: Language) -> Row:
    place = standing(visit.place_id, tree)
    lines = list(visit.lines.all())
    promised = [line for line in lines if line.kind == VisitLine.Kind.PROMISED]
    return Row(
        id=visit.pk,
        on_day=visit.on_day,
        half=visit.half,
        place=place.say(language) if place else "",
        above=above_of(visit.place_id, tree, language),
        visitor=title_of(visit.visitor, language),
        met=visit.met,
        heard=len(lines) - len(promised),
        promised=len(promised),
        not_done=sum(line.answer == VisitLine.Answer.NOT_DONE for line in promised),
        done=sum(line.answer == VisitLine.Answer.DONE for line in promised),
    )


def seen(trip: int, *, actor: Actor, day: date) -> Visit:
    """The visit, for whoever may see it. Raises Refused (``visit.unknown``, ``permit.*``)."""
    row = visits(Q(pk=trip)).first()
    if row is None:
        raise UNKNOWN.refuse(value=trip)
    tree = on(day)
    if not rights.sees(actor, row, tree, day):
        place = standing(row.place_id, tree)
        # nobody but the table of rights refuses: it says whose it is and whom to ask
        rights.writer(actor, place.path if place else (), day).require()
    return row


def page(trip: int, *, actor: Actor, day: date, language: Language) -> Page:
    """Everything of one visit, and what the reader may do. Raises Refused, NotPermitted."""
    row, tree = seen(trip, actor=actor, day=day), on(day)
    confirms = bool(rights.confirmer(actor, row, tree, day))
    own = rights.is_own(actor, row, day)
    lines = [_line(one, day, language, confirms=confirms, own=own) for one in row.lines.all()]
    pictures = row.attachments.order_by("pk").values_list("pk", "on_day")
    return Page(
        row=_row(row, tree, language),
        heard=tuple(one for one in lines if one.kind == VisitLine.Kind.HEARD),
        promised=tuple(one for one in lines if one.kind == VisitLine.Kind.PROMISED),
        pictures=tuple(pictures),
        may_confirm=confirms,
    )


def _line(line: VisitLine, day: date, language: Language, *, confirms: bool, own: bool) -> Line:
    became = None
    if line.task:
        became = Became("task", line.task.pk, line.task.state, line.task.due_on)
    elif line.matter:
        became = Became("matter", line.matter.pk, line.matter.state, line.matter.due_on)
    open_promise = line.kind == VisitLine.Kind.PROMISED and line.matter is None
    due = became.due_on if became else line.due_on
    return Line(
        id=line.pk,
        kind=line.kind,
        words=line.words,
        owner=title_of(line.owner, language),
        due_on=due,
        became=became,
        answer=line.answer,
        answer_words=line.answer_words,
        answered_on=line.answered_on,
        late=open_promise and line.answer != VisitLine.Answer.DONE and bool(due and due < day),
        may_confirm=confirms and open_promise and line.answer != VisitLine.Answer.DONE,
        may_renew=own and open_promise and line.answer == VisitLine.Answer.NOT_DONE,
    )


def photo(row: Visit, key: int) -> Attachment:
    """One photo of a visit with its file. Raises Refused (``photo.unknown``)."""
    one = row.attachments.select_related("file").filter(pk=key).first()
    if one is None:
        raise NO_PHOTO.refuse(value=key)
    return one


# -- what needs somebody ---------------------------------------------------------------------------


def needs(actor: Actor, on_day: date) -> Sequence[Need]:
    """One's own promises that are due or said not to be done, and those made to one's place.

    Two queries. What became a task or a matter is asked about there, until the place denies it.
    """
    tree = on(on_day)
    return [*_own_promises(actor, tree, on_day), *_to_confirm(actor, tree, on_day)]


def _promises() -> QuerySet[VisitLine]:
    made = VisitLine.objects.filter(kind=VisitLine.Kind.PROMISED, matter__isnull=True)
    return made.select_related("visit", "visit__visitor", "task")


def _own_promises(actor: Actor, tree: Map, day: date) -> Iterable[Need]:
    soon, past = day + timedelta(days=UNDATED), day - timedelta(days=SILENT)
    waits = Q(answer=VisitLine.Answer.NONE, task=None, due_on__gte=past, due_on__lte=soon)
    denied = Q(answer=VisitLine.Answer.NOT_DONE)
    mine = _promises().filter(visit__visitor_id__in=post_keys(actor, day))
    for line in mine.filter(waits | denied):
        if line.answer == VisitLine.Answer.NOT_DONE:
            message, kind = NOT_DONE, "promise.not_done"
        else:
            late = line.due_on is not None and line.due_on < day
            message, kind = (OVERDUE if late else DUE), "promise.due"
        yield _need(line, message, kind, tree, due=line.due_on)


def _to_confirm(actor: Actor, tree: Map, day: date) -> Iterable[Need]:
    places = rights.own_places(actor, tree, day)
    past, undated = day - timedelta(days=SILENT), day - timedelta(days=UNDATED)
    ripe = Q(due_on__lte=day, due_on__gte=past) | Q(
        due_on=None, visit__on_day__lte=undated, visit__on_day__gte=past
    )
    asked = _promises().filter(ripe, answer=VisitLine.Answer.NONE, visit__place__in=places)
    for line in asked:
        if rights.confirmer(actor, line.visit, tree, day):
            yield _need(line, CONFIRM, "promise.confirm", tree, due=None)


def _need(line: VisitLine, message: Message, kind: str, tree: Map, *, due: date | None) -> Need:
    place = standing(line.visit.place_id, tree)
    words = shorten(line.words)
    words = words if words.endswith((".", "?", "!", "…")) else f"{words}."
    told = ("who", line.visit.visitor.title) if message is CONFIRM else ("place", _name(place))
    return Need(
        subject=line.reference,
        kind=kind,
        sentence=message.code,
        values=(told, ("words", words)),
        owner=f"post:{line.visit.visitor_id}" if kind != "promise.confirm" else _reference(place),
        due=due,
        since=line.answered_on or line.visit.on_day,
        link=f"/di-co-so/{line.visit_id}#d{line.pk}",
        place_path=place.path if place else (),
    )


def _name(place: TreeSpot | None) -> str:
    return place.name if place else ""


def _reference(place: TreeSpot | None) -> str:
    return place.reference if place else ""
