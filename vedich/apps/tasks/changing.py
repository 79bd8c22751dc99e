@dataclass(frozen=True, slots=True)
class TaskChanges:
    """What changes of a task; what is not named stays. The day and the person have own actions."""

    said: Mapping[str, object] = field(default_factory=dict)
    """Any of `CHANGEABLE`."""
    places: tuple[int, ...] | None = None
    targets: tuple[tuple[int, str], ...] | None = None
    cooperating: tuple[int, ...] | None = None
    after: tuple[int, ...] | None = None
    milestones: tuple[NewMilestone, ...] | None = None


CHANGEABLE: Final = (
    "title",
    "field",
    "detail",
    "body_id",
    "starts_on",
    "answers_for",
    "product",
    "authority",
    "evidence_wanted",
    "difficulty",
    "unit",
    "decimals",
    "amount",
    "indicator_id",
    "every",
    "source",
)
"""Columns of Task that `change_task` writes."""

_CLEARS: Final[Mapping[str, str]] = {
    Clear.WORK: "detail",
    Clear.RESPONSIBILITY: "answers_for",
    Clear.PRODUCT: "product",
    Clear.AUTHORITY: "authority",
}




def change_task(
    *,
    task: int,
    stamp: int | None,
    changes: TaskChanges,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Task:
    """Change what is said of an open task. Raises Refused (``task.stale``, …), NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _opened(task, stamp, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        unknown = set(changes.said) - set(CHANGEABLE)
        if unknown:
            raise ValueError(unknown)
        for name, value in changes.said.items():
            setattr(row, name, value)
        row.title = normalise(row.title)[:LONGEST]
        if not any(sign.isalnum() for sign in row.title):
            raise refusals.NO_TITLE.refuse(value=row.number)
        _check_days(row.starts_on, row.due_on)
        before = paths_of(row, tree)
        _put_all(row, changes)
        _save(row)
        named = sorted(changes.said) + [
            one.name
            for one in fields(TaskChanges)
            if one.name != "said" and getattr(changes, one.name) is not None
        ]
        ledger.note(
            "tasks.change",
            row.reference,
            path_of(row, tree),
            post=post,
            facts={"changed": ", ".join(named)},
            touched=[*before, *paths_of(row, tree)],
        )
        index([row], on_day)
        return row


def clear_up(
    *,
    task: int,
    which: str,
    text: str,
    by: Actor,
    at: datetime,
    on_day: date,
    stamp: int | None = None,
    key: str = "",
) -> Task:
    """Say one of the six clears that was missing: work, responsibility, product or authority.

    Person and time have actions of their own (`pass_on`, `move_due`).
    """
    if which not in _CLEARS:
        raise refusals.UNKNOWN_CLEAR.refuse(value=which)
    if not any(sign.isalnum() for sign in text):
        raise refusals.NO_REASON.refuse(value=text)
    changes = TaskChanges({_CLEARS[which]: text.strip()})
    return change_task(
        task=task, stamp=stamp, changes=changes, by=by, at=at, on_day=on_day, key=key
    )


def move_due(
    *,
    task: int,
    to: date,
    why: str,
    by: Actor,
    at: datetime,
    on_day: date,
    stamp: int | None = None,
    starts_on: date | None = None,
    key: str = "",
) -> Task:
    """Move the day a task is due; both days stay, with the reason. The first day needs none.

    Raises Refused (``task.no_reason``, ``task.same_day``, ``task.days``, …), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _opened(task, stamp, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        before = row.due_on
        if before == to and starts_on in (None, row.starts_on):
            raise refusals.SAME_DAY.refuse(value=write_date(to))
        if before is not None and before != to:
            _need_reason(why)
        row.starts_on = starts_on or row.starts_on
        _check_days(row.starts_on, to)
        row.due_on = to
        DueChange.objects.create(
            task=row,
            before=before,
            after=to,
            why=why,
            by=by.person,
            post=post,
            at=at,
            on_day=on_day,
        )
        _save(row)
        facts: dict[str, Plain] = {
            "before": before.isoformat() if before else None,
            "after": to.isoformat(),
        }
        ledger.note(
            "tasks.move_due",
            row.reference,
            path_of(row, tree),
            post=post,
            facts=facts,
            touched=paths_of(row, tree),
        )
        return row


def pass_on(
    *,
    task: int,
    post: int,
    by: Actor,
    at: datetime,
    on_day: date,
    why: str = "",
    stamp: int | None = None,
    key: str = "",
) -> Task:
    """Give a task to another post; who held it before stays in its history (R14).

    The first holder needs no reason. Raises Refused (``task.same_post``, …), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, giving = _opened(task, stamp, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        taker = post_on(post, on_day)
        if row.accountable_id == taker.pk:
            raise refusals.SAME_POST.refuse(value=row.title)
        if row.accountable_id is not None:
            _need_reason(why)
        before = row.accountable_id
        hold(row, taker.pk, by=by.person, on_day=on_day, why=why)
        facts: dict[str, Plain] = {
            "from": f"post:{before}" if before else None,
            "to": taker.reference,
        }
        ledger.note(
            "tasks.pass_on",
            row.reference,
            path_of(row, tree),
            post=giving,
            facts=facts,
            touched=paths_of(row, tree),
        )
        index([row], on_day)
        return row


def hold(row: Task, post: int, *, by: str, on_day: date, why: str) -> None:
    """Write that `post` answers for the task from this day on. For actions that did the rest."""
    Holding.objects.filter(task=row, until__isnull=True).update(until=on_day)
    Holding.objects.create(task=row, post_id=post, since=on_day, by=by, why=why)
    row.accountable_id = post
    _save(row)


def _opened(
    task: int, stamp: int | None, by: Actor, on_day: date, *, repeated: bool
) -> tuple[Task, Map, str]:
    """The task, locked and open, with the tree and the post that may change it."""
    row, tree = locked(task), on(on_day)
    post = giver(by, row, tree, on_day)
    if not repeated:
        if stamp is not None and stamp != row.stamp:
            raise refusals.STALE.refuse(value=row.title)
        if row.state not in (Task.State.OPEN, Task.State.CLAIMED):
            raise refusals.NOT_OPEN.refuse(value=row.title)
    return row, tree, post.reference


def _save(row: Task) -> None:
    row.stamp += 1
    row.save()


def _need_reason(why: str) -> None:
    if not any(sign.isalnum() for sign in why):
        raise refusals.NO_REASON.refuse(value=why)


def _check_days(start: date | None, due: date | None) -> None:
    if start and due and due < start:
        raise refusals.DAYS.refuse(due=write_date(due), start=write_date(start))


