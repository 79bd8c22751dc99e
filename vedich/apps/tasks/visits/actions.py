"""Writing down a visit, and what the place and the visitor say of its promises (R16).

The journal counts lines and names what they became; what people said stays in the rows only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedich.apps.journal.actions import recording
from vedich.apps.people.models import Post
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, on
from vedich.apps.tasks.actions import NewTask, give_tasks, move_due
from vedich.apps.tasks.matters.actions import To, raise_matter
from vedich.apps.tasks.matters.photos import Photo, attach_photo
from vedich.apps.tasks.matters.queries import goes_to
from vedich.apps.tasks.matters.rights import field_for, post_keys, standing
from vedich.apps.tasks.models import Matter, Task, Visit, VisitLine
from vedich.apps.tasks.visits import rights
from vedich.apps.tasks.visits.queries import UNKNOWN
from vedich.core.chain import Plain
from vedich.core.errors import Message
from vedich.core.permits import Actor, Path
from vedich.core.permits import Post as CorePost
from vedich.core.vietnamese import normalise, write_date


LONGEST: Final = 2000
MOST_LINES: Final = 40
HALVES: Final = ("", "morning", "afternoon", "evening")
GIVES: Final = "tasks.give"

EMPTY: Final = Message(
    code="visit.empty",
    vi="Chưa ghi dòng nào (đang có {value}). Hãy ghi ít nhất một điều đã nghe hoặc đã hứa.",
    en="There is no line yet ({value}). Write at least one thing heard or promised.",
)
TOO_MANY: Final = Message(
    code="visit.too_many",
    vi="Đã ghi {value} dòng, nhiều hơn {most}. Hãy ghi thành hai lần đi.",
    en="{value} lines are more than {most}. Write them as two visits.",
)
TOO_LONG: Final = Message(
    code="visit.too_long",
    vi="Một dòng có {value} chữ, dài hơn {most}. Hãy ghi ngắn lại.",
    en="A line has {value} characters, more than {most}. Make it shorter.",
)
TO_COME: Final = Message(
    code="visit.to_come",
    vi="Ngày {value} chưa đến. Hãy ghi ngày đã đi.",
    en="The day {value} is still to come. Write the day of the visit.",
)
NO_PLACE: Final = Message(
    code="visit.no_place",
    vi="Chưa chọn nơi đến (“{value}”). Hãy chọn một nơi trong danh sách.",
    en="No place is chosen (“{value}”). Choose one of the list.",
)
NO_BODY: Final = Message(
    code="visit.no_body",
    vi="{value} chưa có chi bộ hay cơ quan nào nên chưa lập việc phát sinh được. Hãy chọn Chỉ ghi.",
    en="{value} has no cell or office, so no matter can be raised for it. Choose to note only.",
)
BAD_LINE: Final = Message(
    code="visit.bad_line",
    vi="Một dòng không thể thành “{value}”. Hãy chọn Chỉ ghi, Đầu việc hoặc Việc phát sinh.",
    en="A line cannot become “{value}”. Choose note only, task or matter.",
)
NOT_OWNER: Final = Message(
    code="visit.not_owner",
    vi="Không giao cho “{value}” được. Hãy chọn một người trong danh sách.",
    en="“{value}” cannot be put in charge. Choose somebody of the list.",
)
NO_PROMISE: Final = Message(
    code="visit.no_promise",
    vi="Dòng số {value} không phải lời hứa đang chờ. Hãy mở lại trang.",
    en="Line {value} is no promise that waits. Open the page again.",
)
NO_ANSWER: Final = Message(
    code="visit.no_answer",
    vi="Không có câu trả lời “{value}”. Hãy chọn đã làm hoặc chưa làm.",
    en="There is no answer “{value}”. Choose done or not done.",
)
NOT_YOURS: Final = Message(
    code="visit.not_yours",
    vi="Lời hứa số {value} là của người khác. Hãy nhắn người đã hứa hẹn lại.",
    en="Promise {value} is somebody else's. Ask whoever made it to set a new day.",
)
DAY_OVER: Final = Message(
    code="visit.day_over",
    vi="Ngày hẹn {value} đã qua. Hãy hẹn từ hôm nay trở đi.",
    en="The day {value} is over. Give a day from today on.",
)
AGAIN: Final = "Hẹn lại sau khi nơi đến báo chưa làm."
"""Why the day of a task moves, in the words of its history."""


@dataclass(frozen=True, slots=True)
class NewLine:
    """Something heard or promised; `becomes` is “”, “task” or “matter”.

    `owner` is a post's key: who answers for the task; of a plain promise it is the visitor. `to`
    says who answers the matter instead of the place above. `due_on` is the day of a task or of a
    plain promise; a matter has its own clock.
    """

    kind: str
    words: str
    becomes: str = ""
    owner: int | None = None
    to: To | None = None
    due_on: date | None = None


def write_visit(
    *,
    place: int,
    visited_on: date,
    lines: Sequence[NewLine],
    half: str = "",
    met: str = "",
    photo: Photo | None = None,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Visit:
    """Write down a visit with its lines; tasks and matters come of it in the same transaction.

    All or nothing: a line that cannot become what it should refuses the whole. With a key used
    before it answers with the visit of the first time. Raises Refused (``visit.*``, ``matter.*``,
    ``task.*``, ``photo.*``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated and ledger.result:
            return Visit.objects.get(pk=int(ledger.result))
        tree = on(on_day)
        if place not in tree:
            raise NO_PLACE.refuse(value=place)
        path = tree[place].path
        post = rights.writer(by, path, on_day).require()
        given = _checked(lines, visited_on, half, on_day)
        row = Visit.objects.create(
            place_id=place,
            visitor_id=int(post.reference.removeprefix("post:")),
            on_day=visited_on,
            half=half,
            met=normalise(met).strip()[:200],
            written_by=by.person,
            written_at=at,
        )
        writing = _Writing(row, post, path, tree, by, at, on_day)
        for number, line in enumerate(given, 1):
            writing.write(number, line)
        attach_photo(row, photo, place=place, path=path, by=by, at=at, on_day=on_day)
        becomes = [line.becomes for line in given]
        facts: dict[str, Plain] = {
            "on_day": visited_on.isoformat(),
            "lines": len(given),
            "tasks": becomes.count("task"),
            "matters": becomes.count("matter"),
        }
        ledger.note("visits.write", row.reference, path, post=post.reference, facts=facts)
        ledger.result = str(row.pk)
        return row


def confirm(
    *,
    line: int,
    answer: str,
    words: str = "",
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> VisitLine:
    """The place says of a promise that it was done, or was not; the latest answer stands.

    Raises Refused (``visit.no_promise``, ``visit.no_answer``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree = _promise(line), on(on_day)
        if ledger.repeated:
            return row
        post = rights.confirmer(by, row.visit, tree, on_day).require()
        if answer not in (VisitLine.Answer.DONE, VisitLine.Answer.NOT_DONE):
            raise NO_ANSWER.refuse(value=answer)
        row.answer, row.answer_words = answer, _words(words)
        row.answered_by, row.answered_on = by.person, on_day
        row.save()
        ledger.note(
            "visits.confirm",
            row.reference,
            tree[row.visit.place_id].path,
            post=post.reference,
            facts={"answer": answer},
        )
        return row


def renew(
    *,
    line: int,
    due_on: date,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> VisitLine:
    """Whoever promised sets a new day after “not done”; a task of it moves its day too.

    Raises Refused (``visit.not_yours``, ``visit.day_over``, ``visit.no_promise``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree = _promise(line), on(on_day)
        if ledger.repeated:
            return row
        place = standing(row.visit.place_id, tree)
        path = place.path if place else ()
        post = rights.writer(by, path, on_day).require()
        if row.visit.visitor_id not in post_keys(by, on_day):
            raise NOT_YOURS.refuse(value=line)
        if due_on < on_day:
            raise DAY_OVER.refuse(value=write_date(due_on))
        task = row.task
        if task and task.state in (Task.State.OPEN, Task.State.CLAIMED) and task.due_on != due_on:
            move_due(task=task.pk, to=due_on, why=AGAIN, by=by, at=at, on_day=on_day)
        row.due_on, row.answer, row.answer_words = due_on, VisitLine.Answer.NONE, ""
        row.answered_by, row.answered_on = "", None
        row.save()
        facts: dict[str, Plain] = {"due": due_on.isoformat()}
        ledger.note("visits.renew", row.reference, path, post=post.reference, facts=facts)
        return row


# -- the lines of one visit ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Writing:
    """Who writes which visit: what every line of it needs."""

    visit: Visit
    post: CorePost
    path: Path
    tree: Map
    by: Actor
    at: datetime
    on_day: date

    def write(self, number: int, line: NewLine) -> None:
        """One line, with the task or matter it becomes."""
        task = self._task(line) if line.becomes == "task" else None
        matter = self._matter(line) if line.becomes == "matter" else None
        owner = task.accountable_id if task else matter.owner_id if matter else None
        if owner is None and line.kind == VisitLine.Kind.PROMISED and not (task or matter):
            owner = self.visit.visitor_id
        VisitLine.objects.create(
            visit=self.visit,
            number=number,
            kind=line.kind,
            words=_words(line.words),
            task=task,
            matter=matter,
            owner_id=owner,
            due_on=matter.due_on if matter else line.due_on,
        )

    def _task(self, line: NewLine) -> Task:
        """Given at the place of whoever promised, for the place that was visited."""
        home = int(Post.objects.values_list("place_id", flat=True).get(pk=self.visit.visitor_id))
        path = self.tree[home].path
        owner = line.owner or self.visit.visitor_id
        if not Post.objects.filter(pk=owner, place_id__in=self.tree[self.visit.place_id].ids):
            raise NOT_OWNER.refuse(value=owner)
        new = NewTask(
            title=_words(line.words),
            field=field_for(self.by, GIVES, path, self.on_day),
            accountable=owner,
            places=(self.visit.place_id,),
            starts_on=min(self.on_day, line.due_on or self.on_day),
            due_on=line.due_on,
            origin=self.visit.reference,
        )
        (made,) = give_tasks(place=home, tasks=[new], by=self.by, at=self.at, on_day=self.on_day)
        return made

    def _matter(self, line: NewLine) -> Matter:
        """Raised for the place's own body, to the place above it or to whoever was chosen."""
        bodies = Body.objects.filter(place_id=self.visit.place_id).order_by("inner", "pk")
        body = bodies.first()
        if body is None:
            raise NO_BODY.refuse(value=self.tree[self.visit.place_id].name)
        return raise_matter(
            body=body.pk,
            kind=Matter.Kind.OTHER,
            words=_words(line.words),
            to=line.to or To(goes_to(body, self.tree)),
            origin=self.visit.reference,
            operation=rights.WRITES,
            by=self.by,
            at=self.at,
            on_day=self.on_day,
        )


def _checked(
    lines: Sequence[NewLine], visited_on: date, half: str, on_day: date
) -> Sequence[NewLine]:
    """The lines that say something. Raises Refused."""
    if visited_on > on_day:
        raise TO_COME.refuse(value=write_date(visited_on))
    if half not in HALVES:
        raise BAD_LINE.refuse(value=half)
    given = [line for line in lines if any(sign.isalnum() for sign in line.words)]
    if not given:
        raise EMPTY.refuse(value=len(given))
    if len(given) > MOST_LINES:
        raise TOO_MANY.refuse(value=len(given), most=MOST_LINES)
    for line in given:
        if line.kind not in VisitLine.Kind.values or line.becomes not in ("", "task", "matter"):
            raise BAD_LINE.refuse(value=line.becomes or line.kind)
    return given


def _words(text: str) -> str:
    plain = normalise(text).strip()
    if len(plain) > LONGEST:
        raise TOO_LONG.refuse(value=len(plain), most=LONGEST)
    return plain


def _promise(line: int) -> VisitLine:
    """A promise that is no matter, held until the transaction ends. Raises Refused."""
    rows = VisitLine.objects.select_for_update(of=("self",)).select_related(
        "visit", "visit__visitor", "task"
    )
    row = rows.filter(pk=line).first()
    if row is None:
        raise UNKNOWN.refuse(value=line)
    if row.kind != VisitLine.Kind.PROMISED or row.matter_id is not None:
        raise NO_PROMISE.refuse(value=line)
    return row
