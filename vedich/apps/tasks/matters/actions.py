"""What is done with a matter: raised, taken, passed on, answered, judged; and its clock (R16).

The journal names matter, places, kind and days; what people wrote stays in the rows only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.people.models import Post
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, on
from vedich.apps.tasks.actions import NewTask, give_tasks
from vedich.apps.tasks.matters import clock, rights
from vedich.apps.tasks.matters.offices import answer_days, calendar
from vedich.apps.tasks.matters.photos import ANSWER, RAISED, Photo, attach_photo
from vedich.apps.tasks.matters.queries import UNKNOWN, goes_to, holders
from vedich.apps.tasks.models import Matter, MatterStep
from vedich.core.chain import Plain
from vedich.core.errors import Message
from vedich.core.permits import Actor, Path
from vedich.core.vietnamese import normalise


LONGEST: Final = 2000
MOST_TITLE: Final = 300

NO_WORDS: Final = Message(
    code="matter.no_words",
    vi="“{value}” chưa nói được là việc gì. Hãy ghi một câu.",
    en="“{value}” does not say what the matter is. Write one sentence.",
)
TOO_LONG: Final = Message(
    code="matter.too_long",
    vi="Đã ghi {length} chữ, dài hơn {most}. Hãy ghi ngắn lại, phần còn lại gửi bằng ảnh.",
    en="{length} characters are more than {most}. Make it shorter and send the rest as a photo.",
)
NO_KIND: Final = Message(
    code="matter.no_kind",
    vi="Không có loại việc “{value}”. Hãy chọn một trong sáu loại.",
    en="There is no kind “{value}”. Choose one of the six.",
)
NO_BODY: Final = Message(
    code="matter.no_body",
    vi="Không có đơn vị số {value}. Hãy mở lại trang rồi chọn đơn vị.",
    en="There is no body {value}. Open the page again and choose one.",
)
NOT_ABOVE: Final = Message(
    code="matter.not_above",
    vi="Nơi số {value} không ở trên nơi có việc nên không gửi đến được. Hãy chọn cấp trên.",
    en="Place {value} is not above where the matter arose. Choose a place above.",
)
NOT_TO: Final = Message(
    code="matter.not_to",
    vi="Không chuyển việc cho “{value}” được. Hãy chọn người hoặc đơn vị trong danh sách.",
    en="The matter cannot be passed to “{value}”. Choose a post or body of the list.",
)


@dataclass(frozen=True, slots=True)
class To:
    """Who is to answer instead of the place just above: a place above, a post, or a body."""

    place: int
    post: int | None = None
    body: int | None = None


def raise_matter(
    *,
    body: int,
    kind: str,
    words: str,
    urgent: bool = False,
    photo: Photo | None = None,
    to: To | None = None,
    origin: str = "",
    operation: str = rights.RAISE,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Matter:
    """Raise a matter for a body: to the place one level up, or `to`; its clock starts today.

    `operation` is the right it is raised by: a visit and a return bring matters under their own.
    With a key used before it answers with the matter of the first time. Raises Refused
    (``matter.*``, ``photo.*``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated and ledger.result:
            return Matter.objects.get(pk=int(ledger.result))
        tree = on(on_day)
        of = Body.objects.filter(pk=body).first()
        if of is None or of.place_id not in tree:
            raise NO_BODY.refuse(value=body)
        if kind not in Matter.Kind.values:
            raise NO_KIND.refuse(value=kind)
        path = rights.path_of(Matter(body=of, place_id=of.place_id), tree)
        post = rights.inside(by, operation, path, on_day, owner=of.reference).require()
        goes = to or To(goes_to(of, tree))
        if goes.place not in tree[of.place_id].ids:
            raise NOT_ABOVE.refuse(value=goes.place)
        due = clock.answer_by(
            on_day, days=answer_days(goes.place), urgent=urgent, calendar=calendar(on_day)
        )
        made = Matter.objects.create(
            body=of,
            raised_at_place_id=of.place_id,
            kind=kind,
            words=_checked(words),
            urgent=urgent,
            origin=origin,
            raised_by=by.person,
            raised_on=on_day,
            raised_at=at,
            place_id=goes.place,
            due_on=due,
            owner_id=goes.post,
            owner_body_id=goes.body,
        )
        attach_photo(
            made, photo, kind=RAISED, place=of.place_id, path=path, by=by, at=at, on_day=on_day
        )
        _step(made, MatterStep.Move.RAISED, by, post.reference, at, on_day)
        facts: dict[str, Plain] = {
            "kind": kind,
            "urgent": urgent,
            "to": tree[goes.place].reference,
            "due": due.isoformat(),
            "origin": origin,
        }
        ledger.note("matters.raise", made.reference, path, post=post.reference, facts=facts)
        if key:
            ledger.result = str(made.pk)
        return made


def take(*, matter: int, by: Actor, at: datetime, on_day: date, key: str = "") -> Matter:
    """Say that one's own post sees to it. Raises Refused (where it stands), NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        act = _begin(matter, by, at, on_day, ledger)
        if act.repeated:
            return act.row
        post = act.answering()
        act.move(clock.Move.TAKE, clock.Side.ANSWERER)
        act.row.owner_id, act.row.owner_body_id = int(post.removeprefix("post:")), None
        act.done(MatterStep.Move.TAKEN, post, {})
        return act.row


def pass_to(
    *,
    matter: int,
    to: str,
    words: str = "",
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Matter:
    """Pass it to a post (“post:3”) or a body (“body:8”) at the place or just below it.

    The clock goes on: whoever raised it waits no longer because of it. Raises Refused
    (``matter.not_to``; where it stands), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        act = _begin(matter, by, at, on_day, ledger)
        if act.repeated:
            return act.row
        post = act.answering()
        act.move(clock.Move.PASS, clock.Side.ANSWERER)
        act.row.owner_id, act.row.owner_body_id = _named(to, act.row.place_id, act.tree, on_day)
        act.done(MatterStep.Move.PASSED, post, {"to": to}, words=_short_words(words))
        return act.row


def answer(
    *,
    matter: int,
    words: str,
    photo: Photo | None = None,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Matter:
    """Answer it: then it is the turn of who raised it. A later answer stands beside the first.

    Raises Refused (``matter.no_words``, ``photo.*``; where it stands), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        act = _begin(matter, by, at, on_day, ledger)
        if act.repeated:
            return act.row
        post, row = act.answering(), act.row
        late = -min(0, clock.left(row.due_on, on_day, calendar(row.due_on, on_day)))
        act.move(clock.Move.ANSWER, clock.Side.ANSWERER)
        row.answer, row.answered_by, row.answered_on = _checked(words), by.person, on_day
        path = rights.path_of(row, act.tree)
        attach_photo(
            row, photo, kind=ANSWER, place=row.place_id, path=path, by=by, at=at, on_day=on_day
        )
        act.done(MatterStep.Move.ANSWERED, post, {"late": late}, words=row.answer)
        return row


def not_yet(
    *, matter: int, words: str = "", by: Actor, at: datetime, on_day: date, key: str = ""
) -> Matter:
    """Say that the answer has not settled it: open again, with a new clock, for who answered.

    Raises Refused (where it stands), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        act = _begin(matter, by, at, on_day, ledger)
        if act.repeated:
            return act.row
        post, row = act.judging(), act.row
        act.move(clock.Move.NOT_YET, clock.Side.RAISER)
        row.due_on = _new_due(row, on_day)
        facts: dict[str, Plain] = {"due": row.due_on.isoformat()}
        act.done(MatterStep.Move.NOT_YET, post, facts, words=_short_words(words))
        return row


def close(*, matter: int, by: Actor, at: datetime, on_day: date, key: str = "") -> Matter:
    """Say that it is settled; also before an answer, where it has settled itself.

    Raises Refused (where it stands), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        act = _begin(matter, by, at, on_day, ledger)
        if act.repeated:
            return act.row
        post = act.judging()
        act.move(clock.Move.CLOSE, clock.Side.RAISER)
        _closed(act.row, on_day)
        act.done(MatterStep.Move.CLOSED, post, {})
        return act.row


def make_task(
    *,
    matter: int,
    title: str,
    holder: int | None,
    due_on: date | None,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Matter:
    """Give a task out of it, at the place that has it; whoever raised it still gets an answer.

    The task does not repeat what was raised: more people see tasks than see matters.

    Raises Refused (``task.*``; where it stands), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        act = _begin(matter, by, at, on_day, ledger)
        if act.repeated:
            return act.row
        post, row = act.answering(), act.row
        act.move(clock.Move.PASS, clock.Side.ANSWERER)
        path = act.tree[row.place_id].path
        new = NewTask(
            title=_checked(title)[:MOST_TITLE],
            field=rights.field_for(by, "tasks.give", path, on_day),
            accountable=holder,
            places=(row.raised_at_place_id,),
            starts_on=on_day,
            due_on=due_on,
            origin=row.reference,
        )
        (task,) = give_tasks(place=row.place_id, tasks=[new], by=by, at=at, on_day=on_day)
        row.task_id = task.pk
        act.done(MatterStep.Move.PASSED, post, {"task": task.reference})
        return row


# -- the clock -------------------------------------------------------------------------------------


def climb_due(*, by: Actor | None = None, at: datetime, on_day: date) -> int:
    """Every open matter past its day goes one level up, with a new clock; gives how many.

    Run again on the same day it finds none, and after days without a run each climbs one level
    only: the level above has its own days too. At the top a matter stays. With `by` only those are
    moved that he may answer. Calls for no right of its own: it does what the rule says.
    """
    with recording(by=by, at=at) as ledger:
        tree, book = on(on_day), None
        late = Matter.objects.select_related("body", "owner", "owner_body")
        late = late.filter(state=Matter.State.OPEN, due_on__lt=on_day)
        moved = 0
        for row in late.select_for_update(of=("self",)):
            book = calendar(row.due_on, on_day)
            if not clock.climbs(clock.State(row.state), row.due_on, on_day, book):
                continue
            if by is not None and not rights.answerer(by, row, tree, on_day):
                continue
            moved += _climb(row, tree, ledger, by, at, on_day)
        return moved


def close_quiet(*, at: datetime, on_day: date) -> int:
    """Every matter whose answer has stood long enough without a word is closed; gives how many.

    As many working days as its place has for an answer.
    """
    with recording(by=None, at=at) as ledger:
        tree, count = on(on_day), 0
        rows = Matter.objects.select_related("body").filter(
            state=Matter.State.ANSWERED, answered_on__lt=on_day
        )
        for row in rows.select_for_update(of=("self",)):
            answered = row.answered_on or on_day
            quiet = clock.closes_by_silence(
                clock.State(row.state),
                answered,
                on_day,
                days=answer_days(row.place_id),
                calendar=calendar(answered, on_day),
            )
            if not quiet:
                continue
            act = _Act(row, tree, None, at, on_day, ledger)
            act.move(clock.Move.CLOSE, clock.Side.CLOCK)
            _closed(row, on_day)
            act.done(MatterStep.Move.CLOSED, None, {"by_silence": True})
            count += 1
        return count


def keep_time(*, at: datetime, on_day: date) -> int:
    """All that the clock does with matters: what a daily job calls. Gives how many it moved."""
    return climb_due(at=at, on_day=on_day) + close_quiet(at=at, on_day=on_day)


def _climb(
    row: Matter, tree: Map, ledger: Ledger, by: Actor | None, at: datetime, on_day: date
) -> int:
    place = rights.standing(row.place_id, tree)
    if place is None or place.parent is None:
        return 0
    act = _Act(row, tree, by, at, on_day, ledger)
    act.move(clock.Move.CLIMB, clock.Side.CLOCK)
    row.place_id, row.owner_id, row.owner_body_id = place.parent, None, None
    row.due_on = _new_due(row, on_day)
    facts: dict[str, Plain] = {
        "from": place.reference,
        "to": tree[place.parent].reference,
        "due": row.due_on.isoformat(),
    }
    act.done(MatterStep.Move.CLIMBED, None, facts)
    return 1


# -- what the actions share ------------------------------------------------------------------------


@dataclass(slots=True)
class _Act:
    """One move of one matter: who, when, and the ledger of the transaction."""

    row: Matter
    tree: Map
    by: Actor | None
    at: datetime
    on_day: date
    ledger: Ledger
    repeated: bool = False

    def answering(self) -> str:
        """The post under which it is answered. Raises NotPermitted."""
        assert self.by is not None
        return rights.answerer(self.by, self.row, self.tree, self.on_day).require().reference

    def judging(self) -> str:
        """The post under which the answer is judged. Raises NotPermitted."""
        assert self.by is not None
        return rights.raiser(self.by, self.row, self.tree, self.on_day).require().reference

    def move(self, what: clock.Move, side: clock.Side) -> None:
        """Change the state by the table. Raises Refused where it has no such step."""
        self.row.state = clock.advance(clock.State(self.row.state), what, side).value

    def done(
        self, what: MatterStep.Move, post: str | None, facts: Mapping[str, Plain], words: str = ""
    ) -> None:
        """Keep the row, its step and the journal line."""
        self.row.save()
        _step(self.row, what, self.by, post or "", self.at, self.on_day, words)
        self.ledger.note(
            f"matters.{_NAMES[what]}",
            self.row.reference,
            rights.path_of(self.row, self.tree),
            post=post,
            facts={"state": self.row.state, **facts},
            touched=_owners(self.row, self.tree),
        )


_NAMES: Final[Mapping[str, str]] = {
    MatterStep.Move.TAKEN: "take",
    MatterStep.Move.PASSED: "pass",
    MatterStep.Move.ANSWERED: "answer",
    MatterStep.Move.NOT_YET: "not_yet",
    MatterStep.Move.CLIMBED: "climb",
    MatterStep.Move.CLOSED: "close",
}


def _begin(matter: int, by: Actor, at: datetime, on_day: date, ledger: Ledger) -> _Act:
    rows = Matter.objects.select_for_update(of=("self",)).select_related(
        "body", "owner", "owner_body"
    )
    row = rows.filter(pk=matter).first()
    if row is None:
        raise UNKNOWN.refuse(value=matter)
    return _Act(row, on(on_day), by, at, on_day, ledger, repeated=ledger.repeated)


def _step(
    row: Matter,
    what: MatterStep.Move,
    by: Actor | None,
    post: str,
    at: datetime,
    on_day: date,
    words: str = "",
) -> None:
    MatterStep.objects.create(
        matter=row,
        move=what,
        place_id=row.place_id,
        words=words,
        by=by.person if by else "",
        post=post,
        at=at,
        on_day=on_day,
    )


def _owners(row: Matter, tree: Map) -> Iterable[Path]:
    """Whose pages change beside those above the raiser: where the body it was passed to stands."""
    body = row.owner_body
    if body is not None and body.place_id in tree:
        yield tree[body.place_id].path


def _named(to: str, place: int, tree: Map, day: date) -> tuple[int | None, int | None]:
    """The post or body a matter is passed to. Raises Refused (``matter.not_to``)."""
    kind, _, number = to.partition(":")
    key = row_key(number)
    places = [place, *(spot.id for spot in tree.children(place))] if place in tree else []
    if kind == "post" and key is not None:
        found: Post | None = next(
            (post for post in holders(places, tree, day) if post.pk == key), None
        )
        if found:
            return found.pk, None
    if kind == "body" and key is not None:
        bodies = Body.objects.filter(pk=key, place__in=places)
        one = bodies.exclude(place=place, inner=False).first()
        if one:
            return None, one.pk
    raise NOT_TO.refuse(value=to)


def _new_due(row: Matter, on_day: date) -> date:
    days, book = answer_days(row.place_id), calendar(on_day)
    return clock.answer_by(on_day, days=days, urgent=row.urgent, calendar=book)


def _closed(row: Matter, on_day: date) -> None:
    row.closed_on = on_day
    if row.answered_on is None:
        # settled without an answer: the day stands for it, the words stay empty
        row.answered_on = on_day


def _checked(words: str) -> str:
    text = _short_words(words)
    if not any(sign.isalnum() for sign in text):
        raise NO_WORDS.refuse(value=text)
    return text


def _short_words(words: str) -> str:
    text = normalise(words).strip()
    if len(text) > LONGEST:
        raise TOO_LONG.refuse(length=len(text), most=LONGEST)
    return text
