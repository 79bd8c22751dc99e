"""What the journal is asked: is this a sample, what day is it, does the chain hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from datetime import UTC, date
from typing import Final

from django.db.models import Subquery

from vedich.apps.journal.models import (
    EVERYWHERE,
    NOT_OPEN,
    REGISTER,
    Line,
    PageVersion,
    Personal,
    Register,
)
from vedich.core.chain import Audit, Break, Code, Entry, Head, commitment, read_line, verify
from vedich.core.errors import Message, Refused


OPENED: Final = "journal.open"
MOVED: Final = "journal.move_day"
PRACTISED: Final = "journal.practise"
"""The actions whose facts the register repeats."""

DIFFERS = Message(
    code="journal.differs",
    vi="Sổ đăng ký của cơ sở dữ liệu nói khác dòng nhật ký số {sequence}. Hãy so với bản sao lưu.",
    en="The register of the database differs from journal line {sequence}. Compare with a backup.",
)

_PIECE: Final = 2000
_SPOILT: Final = "the columns do not say what the text says"


def register() -> Register:
    """The register. Raises Refused (``journal.not_open``) where the database was never made."""
    found = Register.objects.filter(pk=REGISTER).first()
    if found is None:
        raise NOT_OPEN.refuse()
    return found


def is_sample() -> bool:
    """Whether this is a sample: asked also of the tables of an older version.

    Raises Refused (``journal.not_open``) where the database was never made.
    """
    found = Register.objects.filter(pk=REGISTER).values_list("sample", flat=True).first()
    if found is None:
        raise NOT_OPEN.refuse()
    return found


def pinned_day() -> date | None:
    """The day of a sample database; None in a real one."""
    return register().day


def head() -> Head:
    """The last line of the chain as it stands now. Raises Refused for a spoilt digest."""
    now = register()
    return Head(now.sequence, now.digest)


def page_version(place: str = EVERYWHERE) -> int:
    """How often anything at or below the place (a reference) changed."""
    found = PageVersion.objects.filter(place=place).values_list("number", flat=True).first()
    return found or 0


# -- does the chain hold? --------------------------------------------------------------------------


def audit(known: Iterable[Head | Code] = ()) -> Audit:
    """Walk the whole journal (R33): every row, every column, personal parts that are still there.

    The register's own head counts as known, and what it says of sample and day must be what the
    lines say.
    """
    now = register()
    said = _Said()
    found = verify(said.heard(lines()), [Head(now.sequence, now.digest), *known])
    if found.broken is None and said.last and _of(now) != said.all:
        return replace(found, broken=Break(DIFFERS, said.last))
    return found


def _of(now: Register) -> tuple[object, date | None, date | None]:
    return now.sample, now.day, now.practice


def practice_day() -> date | None:
    """The day on which this practice copy was made; None in what is none."""
    return register().practice


def lines() -> Iterator[tuple[Entry, str]]:
    """Every line with its stored digest, in order; read in pieces, so memory stays flat.

    Of a row whose columns or personal part do not say what its text says the digest given is one
    that cannot fit, so that the walk stops there.
    """
    last = -1
    while rows := list(Line.objects.filter(sequence__gt=last).order_by("sequence")[:_PIECE]):
        last = rows[-1].sequence
        kept = Personal.objects.in_bulk([row.sequence for row in rows])
        for row in rows:
            entry = _entry(row)
            whole = entry is not None and _agrees(row, entry, kept.get(row.sequence))
            yield entry or _placeholder(row), row.digest if whole else _SPOILT


def _entry(row: Line) -> Entry | None:
    try:
        return read_line(row.text.encode())
    except (Refused, UnicodeEncodeError):
        return None


def _agrees(row: Line, entry: Entry, personal: Personal | None) -> bool:
    columns = (row.sequence, row.transaction, row.actor, row.action, row.subject, row.instant)
    texts = (
        entry.sequence,
        entry.transaction,
        entry.actor,
        entry.action,
        entry.subject,
        entry.instant,
    )
    return columns == texts and (personal is None or _binds(entry, personal))


def _binds(entry: Entry, personal: Personal) -> bool:
    # a personal part that is gone was erased, which is allowed; one that is there must be the one
    try:
        return commitment(personal.facts, bytes(personal.salt)) == entry.personal
    except (Refused, TypeError, AttributeError):
        return False


def _placeholder(row: Line) -> Entry:
    """Something with the number of a row whose text nobody can read."""
    number = max(row.sequence, 1)
    return Entry(number, row.instant.astimezone(UTC), None, None, "", "", (), number)


class _Said:
    """What the lines say of the register: sample or real, the day, and in which line last."""

    def __init__(self) -> None:
        self.sample: object = None
        self.day: date | None = None
        self.practice: date | None = None
        self.last = 0

    @property
    def all(self) -> tuple[object, date | None, date | None]:
        """Sample, day, practice."""
        return self.sample, self.day, self.practice

    def heard(self, stream: Iterable[tuple[Entry, str]]) -> Iterator[tuple[Entry, str]]:
        """The same lines, listened to."""
        for entry, digest in stream:
            if entry.action in (OPENED, MOVED, PRACTISED):
                self._hear(entry)
            yield entry, digest

    def _hear(self, entry: Entry) -> None:
        self.last = entry.sequence
        if entry.action == PRACTISED:
            said = entry.facts.get("practice")
            self.practice = date.fromisoformat(said) if isinstance(said, str) else None
            return
        day = entry.facts.get("day")
        self.day = date.fromisoformat(day) if isinstance(day, str) else None
        self.sample = entry.facts.get("sample", self.sample)


_SUBJECT: Final = "action/"


def subject_version(action: str) -> str:
    """The page version that every action of one subject raises: “tasks.give” → “action/tasks”."""
    return _SUBJECT + action.partition(".")[0]


def written_beside(subjects: Set[str]) -> tuple[tuple[str, int, str | None], ...]:
    """What moves with every write but those of `subjects`: the stamp of what they cannot change.

    A subject that nobody thought of counts, so whoever leaves one out must be sure of it.
    """
    left_out = [_SUBJECT + subject for subject in subjects]
    # line 1 tells two databases apart that follow each other in one process: a sample made anew
    first = Line.objects.filter(sequence=1).values("digest")
    rows = PageVersion.objects.filter(place__startswith=_SUBJECT).exclude(place__in=left_out)
    return tuple(rows.order_by("place").values_list("place", "number", Subquery(first)))
