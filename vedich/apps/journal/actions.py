"""How every write is recorded: one transaction, the change, its journal lines, the head last (R33).

An action opens `recording`; actions it calls join the same transaction and write lines of their
own. The head of the chain is locked only when all else is done, so that writers wait for each other
as briefly as they can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction

from vedich.apps.journal.models import (
    EVERYWHERE,
    NOT_OPEN,
    REGISTER,
    Key,
    Line,
    Personal,
    Register,
)
from vedich.apps.journal.queries import MOVED, OPENED, PRACTISED, subject_version
from vedich.apps.journal.sql import raise_versions
from vedich.core.chain import GENESIS, Entry, Head, Plain, commitment, digest, line
from vedich.core.errors import Message
from vedich.core.permits import Actor, Path


OPEN_ALREADY = Message(
    code="journal.open_already",
    vi="Cơ sở dữ liệu này đã được lập rồi. Hãy chọn thư mục khác: mẫu và thật không trộn được.",
    en="This database has been made already. Choose another folder: sample and real never mix.",
)
NOT_SAMPLE = Message(
    code="journal.not_sample",
    vi="Đây là cơ sở dữ liệu thật nên không đổi được ngày. Chỉ bản mẫu mới có ngày đặt sẵn.",
    en="This is a real database, so its day cannot be moved. Only a sample has a pinned day.",
)


@dataclass(frozen=True, slots=True)
class _Note:
    action: str
    subject: str
    path: Path
    post: str | None
    facts: Mapping[str, Plain]
    rows: str | None
    personal: tuple[bytes, Mapping[str, Plain]] | None
    anonymous: bool
    touched: frozenset[str]


@dataclass(slots=True)
class Ledger:
    """The lines of one transaction while it runs.

    `repeated` says that the key was carried out before: the action changes nothing and answers
    with `result`, the text the first time left.
    """

    by: Actor | None
    at: datetime
    repeated: bool = False
    result: str = ""
    kept: dict[str, object] = field(default_factory=dict)
    """What queries read once a transaction and keep as long as it runs."""
    changed: set[str] = field(default_factory=set)
    """What they must not share with other transactions any more."""
    _notes: list[_Note] = field(default_factory=list)

    def note(
        self,
        action: str,
        subject: str,
        path: Path,
        *,
        post: str | None = None,
        facts: Mapping[str, Plain] | None = None,
        rows: str | None = None,
        personal: tuple[bytes, Mapping[str, Plain]] | None = None,
        anonymous: bool = False,
        touched: Iterable[Path] = (),
    ) -> None:
        """Add a line: what was done, to what, where, under which post.

        `rows` is a `core.chain.rows_digest` of a bulk write, and `touched` are the paths of all
        places it changed, where `path` can only name what they have in common: their pages change
        too. `personal` is (salt of at least 16 random bytes, facts): only its commitment is
        chained. Raises Refused at the end of the transaction for anything that has no canonical
        form.
        """
        places = frozenset(step for where in (path, *touched) for step in where)
        self._notes.append(
            _Note(action, subject, path, post, facts or {}, rows, personal, anonymous, places)
        )


_open: ContextVar[Ledger | None] = ContextVar("ledger", default=None)


def running() -> Ledger | None:
    """The ledger of the transaction going on, if one is."""
    return _open.get()


@contextmanager
def recording(*, by: Actor | None, at: datetime, key: str = "") -> Iterator[Ledger]:
    """One transaction with its journal lines; inside another one it joins that.

    `by` None is the system itself (a job, the making of the database). `at` is aware. `key`, if
    given, makes the outermost call idempotent: for a key this actor has used, the ledger yielded is
    `repeated`. A joined action that raises takes back its own part, so that the outer one may go
    on. Raises Refused (``journal.not_open``) where the database was never made.
    """
    outer = _open.get()
    if outer is not None:
        with _joined(outer):
            yield outer
        return
    if at.tzinfo is None:
        raise ValueError(at)
    ledger = Ledger(by, at)
    token = _open.set(ledger)
    try:
        with transaction.atomic():
            row = _claim(ledger, key) if key else None
            yield ledger
            if row and not ledger.repeated:
                row.result = ledger.result
                row.save(update_fields=["result"])
            if ledger._notes:
                _append(ledger)
    finally:
        _open.reset(token)


@contextmanager
def _joined(ledger: Ledger) -> Iterator[None]:
    """An action inside another one: refused, it takes its change and its lines back with it."""
    before = len(ledger._notes)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del ledger._notes[before:]
        ledger.kept.clear()
        raise


def _claim(ledger: Ledger, key: str) -> Key:
    person = ledger.by.person if ledger.by else ""
    row, fresh = Key.objects.get_or_create(key=f"{person}:{key}")
    ledger.repeated, ledger.result = not fresh, row.result
    return row


def _append(ledger: Ledger) -> None:
    """Raise the page versions, then lock the head and write the lines behind it."""
    places = {step for note in ledger._notes for step in note.touched}
    places |= {subject_version(note.action) for note in ledger._notes}
    # by name: everybody locks in one order, so nobody waits in a circle
    raise_versions([*sorted(places), EVERYWHERE])
    register = Register.objects.select_for_update().filter(pk=REGISTER).first()
    if register is None:
        raise NOT_OPEN.refuse()
    head = Head(register.sequence, register.digest)
    number = head.sequence + 1
    lines: list[Line] = []
    for note in ledger._notes:
        entry = _entry(ledger, note, head.sequence + 1, number)
        head = Head(entry.sequence, digest(head.digest, entry))
        lines.append(
            Line(
                sequence=entry.sequence,
                transaction=number,
                instant=entry.instant,
                actor=entry.actor,
                action=entry.action,
                subject=entry.subject,
                text=line(entry).decode(),
                digest=head.digest,
            )
        )
        if note.personal:
            salt, facts = note.personal
            Personal.objects.create(sequence=entry.sequence, salt=salt, facts=dict(facts))
    Line.objects.bulk_create(lines)
    register.sequence, register.digest = head.sequence, head.digest
    register.save(update_fields=["sequence", "digest"])


def _entry(ledger: Ledger, note: _Note, sequence: int, number: int) -> Entry:
    by = None if note.anonymous else ledger.by
    return Entry(
        sequence=sequence,
        instant=ledger.at.astimezone(UTC),
        actor=by.person if by else None,
        post=note.post if by else None,
        action=note.action,
        subject=note.subject,
        place_path=note.path,
        transaction=number,
        rows=note.rows,
        personal=commitment(note.personal[1], note.personal[0]) if note.personal else None,
        facts=note.facts,
    )


def open_journal(*, sample: bool, day: date | None, at: datetime) -> None:
    """Make the register: sample with its pinned day, or real; line 1 of the chain says which (R4).

    Raises Refused (``journal.open_already``) for a database that has one.
    """
    with recording(by=None, at=at) as ledger:
        if Register.objects.filter(pk=REGISTER).exists():
            raise OPEN_ALREADY.refuse()
        Register.objects.create(sample=sample, day=day, digest=GENESIS)
        said = {"sample": sample, "day": day.isoformat() if day else None}
        ledger.note(OPENED, "journal", (), facts=said)


def move_day(*, to: date, by: Actor | None, at: datetime) -> None:
    """Move the pinned day of a sample (R4). Raises Refused (``journal.not_sample``)."""
    with recording(by=by, at=at) as ledger:
        register = Register.objects.select_for_update().filter(pk=REGISTER).first()
        if register is None:
            raise NOT_OPEN.refuse()
        if register.day is None:
            raise NOT_SAMPLE.refuse()
        register.day = to
        register.save(update_fields=["day"])
        ledger.note(MOVED, "journal", (), facts={"day": to.isoformat()})


def mark_practice(*, at: datetime, on_day: date) -> None:
    """Mark this database as a practice copy made on `on_day`, for good; done twice it stays so."""
    with recording(by=None, at=at) as ledger:
        register = Register.objects.select_for_update().filter(pk=REGISTER).first()
        if register is None:
            raise NOT_OPEN.refuse()
        register.practice = on_day
        register.save(update_fields=["practice"])
        ledger.note(PRACTISED, "journal", (), facts={"practice": on_day.isoformat()})
