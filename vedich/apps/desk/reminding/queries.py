"""What a reminder would say to whom: of returns not sent, of a roll-out, of a task.

`what` is as the address has it: “bao-cao:2022-06”, “trien-khai:1”, “dau-viec:118”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from vedich.apps.notices.actions import Telling
from vedich.apps.notices.queries import told_of
from vedich.apps.people.models import Post
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.models import Body
from vedich.apps.places.queries import body_path, on
from vedich.apps.returns import queries as returns
from vedich.apps.returns.models import Return
from vedich.apps.tasks.models import Task
from vedich.apps.tasks.queries import standing_of, visible
from vedich.apps.tasks.rollout import queries as rollout
from vedich.core.errors import Language, Message
from vedich.core.needs import Side
from vedich.core.permits import Actor, Locus, Scope
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import may, table


SENDS: Final = "notices.send"
MOST: Final = 400
"""Lines of one reminder."""

UNKNOWN: Final = Message(
    code="reminder.unknown",
    vi="Không rõ nhắc việc gì (“{value}”). Hãy bấm Nhắc ở dòng cần nhắc.",
    en="It is not clear what to remind of (“{value}”). Press Remind on the row in question.",
)
RETURN: Final = Message(
    code="reminder.return",
    vi="{body}: báo cáo {period} hạn {due}, chưa thấy gửi. Xin gửi ở đây.",
    en="{body}: the return of {period} was due by {due} and is not in yet. Please send it here.",
)
ROLLOUT: Final = Message(
    code="reminder.rollout",
    vi="{body}: chưa ghi ngày họp và văn bản triển khai “{title}”. Xin ghi ở đây.",
    en="{body}: the meeting and document on “{title}” are not noted yet. Please note them here.",
)
TASK: Final = Message(
    code="reminder.task",
    vi="Việc {number} “{title}”: hạn {due}. Xin ghi tiến độ ở đây.",
    en="Task {number} “{title}”: due by {due}. Please note its progress here.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One body or person: its name, who of it would be told, the words, how often it was said."""

    name: str
    people: tuple[str, ...]
    text: str
    link: str
    times: int
    last_on: date | None
    telling: Telling


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder before it is sent."""

    what: str
    title: str
    lines: tuple[Line, ...]

    @property
    def reached(self) -> int:
        """How many people would be told inside."""
        return len({key for line in self.lines for key in line.telling.to})

    @property
    def unreached(self) -> int:
        """How many lines have nobody who signs in."""
        return sum(not line.telling.to for line in self.lines)


def reminder(what: str, *, actor: Actor, day: date, language: Language) -> Reminder:
    """The reminder, for who may send it there. Raises Refused (``reminder.unknown``)."""
    subject, _, of = what.partition(":")
    key = row_key(of)
    if subject == "bao-cao" and of:
        lines = _returns(of, actor, day, language)
    elif subject == "trien-khai" and key is not None:
        lines = _rollout(key, actor, day, language)
    elif subject == "dau-viec" and key is not None:
        lines = _task(key, actor, day, language)
    else:
        raise UNKNOWN.refuse(value=what[:40])
    found = list(lines)[:MOST]
    told = told_of((line.telling.kind, line.telling.subject) for line in found)
    return Reminder(what, subject, tuple(_counted(line, told) for line in found))


def _counted(line: Line, told: Mapping[tuple[str, str], tuple[int, date]]) -> Line:
    times, last = told.get((line.telling.kind, line.telling.subject), (0, None))
    return Line(line.name, line.people, line.text, line.link, times, last, line.telling)


def _returns(period: str, actor: Actor, day: date, language: Language) -> Iterable[Line]:
    rows = [
        row
        for row in returns.on_behalf(actor, day, language)
        if row.late and row.turn is Side.SENDER and str(row.period) == period
    ]
    of = Return.objects.filter(pk__in=[row.id for row in rows]).select_related("body")
    bodies = {one.pk: one.body for one in of}
    tree = on(day)
    senders = _people(bodies.values(), "returns.send", day)
    for row in sorted(rows, key=lambda one: (-one.late, one.id)):
        body = bodies[row.id]
        path = body_path(body, tree)
        if not may(actor, SENDS, Locus(path), on=day):
            continue
        values = (
            ("period", row.period_name),
            ("body", row.body),
            ("due", write_date(row.due)),
        )
        yield _line(
            row.body,
            senders.get(body.pk, ()),
            RETURN,
            values,
            f"/bao-cao/{row.id}",
            Telling(
                kind="return.send",
                subject=row.reference,
                sentence=RETURN.code,
                values=(("period", str(row.period)), *values[1:]),
                link=f"/bao-cao/{row.id}",
                path=path,
                to=tuple(post.person_id for post in senders.get(body.pk, ())),
                due=row.due,
            ),
            language,
        )


def _rollout(resolution: int, actor: Actor, day: date, language: Language) -> Iterable[Line]:
    board = rollout.board(resolution, place=None, actor=actor, day=day, language=language)
    missing = [row.body for row in board.rows if row.body and row.lags]
    missing += [
        mark.body
        for row in board.rows
        for marks in (row.met, row.issued)
        for mark in marks
        if not mark.done
    ]
    bodies = {body.pk: body for body in Body.objects.filter(pk__in=missing)}
    tree = on(day)
    senders = _people(bodies.values(), "rollout.write", day)
    for key in dict.fromkeys(missing):
        body = bodies[key]
        path = body_path(body, tree)
        if not may(actor, SENDS, Locus(path), on=day):
            continue
        name = rollout.said(body, language)
        values = (("body", name), ("title", board.title))
        link = f"/trien-khai/{resolution}/{key}"
        telling = Telling(
            kind="rollout.note",
            subject=f"resolution:{resolution}:{key}",
            sentence=ROLLOUT.code,
            values=values,
            link=link,
            path=path,
            to=tuple(post.person_id for post in senders.get(key, ())),
            due=board.dates.meet_by,
        )
        yield _line(name, senders.get(key, ()), ROLLOUT, values, link, telling, language)


def _task(task: int, actor: Actor, day: date, language: Language) -> Iterable[Line]:
    row = visible(actor, day).select_related("accountable__person").filter(pk=task).first()
    if row is None or row.state not in (Task.State.OPEN, Task.State.CLAIMED):
        raise UNKNOWN.refuse(value=f"dau-viec:{task}")
    tree = on(day)
    path = tree[row.place_id].path if row.place_id in tree else ()
    may(actor, SENDS, Locus(path, row.field or None), on=day).require()
    due = write_date(row.due_on) if row.due_on else "–"
    values = (("number", row.number), ("title", row.title), ("due", due))
    holder = row.accountable
    posts = (holder,) if holder else ()
    telling = Telling(
        kind="task.late" if standing_of(row, day).late else "task.due",
        subject=row.reference,
        sentence=TASK.code,
        values=values,
        link=f"/dau-viec/{row.pk}",
        path=path,
        to=(holder.person_id,) if holder else (),
        due=row.due_on,
    )
    name = holder.person.name if holder else row.title
    yield _line(name, posts, TASK, values, telling.link, telling, language)


def _line(
    name: str,
    posts: Sequence[Post],
    message: Message,
    values: Sequence[tuple[str, str | int]],
    link: str,
    telling: Telling,
    language: Language,
) -> Line:
    people = tuple(f"{post.person.name}" for post in posts)
    return Line(name, people, message.say(language, dict(values)), link, 0, None, telling)


def _people(bodies: Iterable[Body], operation: str, day: date) -> Mapping[int, Sequence[Post]]:
    """Who acts for each body: posts at its place, or of the organ, whose role may; one question."""
    wanted = list(bodies)
    rights = table(day)
    open_ended = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(
        open_ended,
        held_from__lte=day,
        person__is_active=True,
        place__in={body.place_id for body in wanted},
    ).select_related("person")
    found: defaultdict[int, list[Post]] = defaultdict(list)
    for post in rows.order_by("pk"):
        if Scope.INSIDE not in rights.scopes(post.role, operation):
            continue
        for body in wanted:
            same = post.place_id == body.place_id
            if same and (post.body_id == body.pk or (post.body_id is None and not body.inner)):
                found[body.pk].append(post)
    return found
