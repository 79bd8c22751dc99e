"""What the journal is asked: is this a sample, what day is it, does the chain hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from vedich.apps.journal.models import (
    EVERYWHERE,
    NOT_OPEN,
    REGISTER,
    Line,
    PageVersion,
    Register,
)
from vedich.core.chain import Audit, Code, Entry, Head, read_line, verify


def register() -> Register:
    """The register. Raises Refused (``journal.not_open``) where the database was never made."""
    found = Register.objects.filter(pk=REGISTER).first()
    if found is None:
        raise NOT_OPEN.refuse()
    return found


def pinned_day() -> date | None:
    """The day of a sample database; None in a real one."""
    return register().day


def head() -> Head:
    """The last line of the chain as it stands now."""
    now = register()
    return Head(now.sequence, now.digest)


def lines() -> Iterator[tuple[Entry, str]]:
    """Every line with its stored digest, in order; read in pieces, so memory stays flat."""
    stored = Line.objects.order_by("sequence").values_list("text", "digest")
    for text, digest in stored.iterator(chunk_size=2000):
        yield read_line(text.encode()), digest


def audit(known: Iterable[Head | Code] = ()) -> Audit:
    """Walk the whole journal (R33). The register's own head counts as known."""
    return verify(lines(), [head(), *known])


def page_version(place: str = EVERYWHERE) -> int:
    """How often anything at or below the place (a reference) changed."""
    found = PageVersion.objects.filter(place=place).values_list("number", flat=True).first()
    return found or 0
