"""A document comes in: its bytes kept, its text frozen, what the reader proposes written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from vedich.apps.evidence.actions import freeze, keep
from vedich.apps.journal.actions import recording
from vedich.apps.places.models import Body
from vedich.apps.places.queries import on
from vedich.apps.resolutions.actions import draft_to_change, note_line
from vedich.apps.resolutions.models import ProposalRow, ResolutionText
from vedich.core.chain import Plain, rows_digest
from vedich.core.documents import FrozenText, Lexicon, Reading, read
from vedich.core.permits import Actor
from vedich.formats.reading import EXTRACTOR, read_apart
from vedich.rulebook.lexicon import lexicon


READER: Final = "vedich-grammar 1"
"""The version of the grammar, kept with what it proposed."""


def read_document(
    *, resolution: int, data: bytes, name: str, by: Actor, at: datetime, on_day: date, key: str = ""
) -> ResolutionText:
    """Keep a file, freeze its text, and propose what it says; the draft itself does not change.

    The text is taken out in a child process before anything is written, so a refusal leaves
    nothing behind. The same file a second time gives what was read before. Raises Refused
    (``reading.…`` of formats.reading, ``resolution.not_a_draft``), NotPermitted.
    """
    _may_read(resolution, by, at, on_day)
    source = read_apart(data, name=name)
    reading = read(source, words_of(on_day))
    return write_reading(
        resolution=resolution,
        data=data,
        name=name,
        source=source,
        reading=reading,
        by=by,
        at=at,
        on_day=on_day,
        key=key,
    )


def read_pasted(
    *, resolution: int, html: str, text: str, by: Actor, at: datetime, on_day: date, key: str = ""
) -> ResolutionText:
    """As `read_document`, for what was pasted: with its tables where the clipboard had them."""
    marked = html.strip()
    return read_document(
        resolution=resolution,
        data=(marked or text).encode(),
        name="dan.html" if marked else "dan.txt",
        by=by,
        at=at,
        on_day=on_day,
        key=key,
    )


def write_reading(
    *,
    resolution: int,
    data: bytes,
    name: str,
    source: FrozenText,
    reading: Reading,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> ResolutionText:
    """Write down what was read, in one transaction."""
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return ResolutionText.objects.get(pk=int(ledger.result))
        row, path, post = draft_to_change(resolution, by, on_day)
        file = keep(data=data, name=name, place=row.place_id, path=path, by=by, at=at)
        frozen = freeze(file=file, extractor=EXTRACTOR, source=source, path=path, by=by, at=at)
        text, fresh = ResolutionText.objects.get_or_create(
            resolution=row,
            frozen=frozen,
            defaults={"reader": READER, "read_by": by.person, "read_at": at},
        )
        ledger.result = str(text.pk)
        if fresh:
            made = _proposed(text, reading)
            facts: dict[str, Plain] = {
                "file": file.sha256,
                "text": text.reference,
                "reader": READER,
                "count": len(made),
            }
            digest = rows_digest(one.machine for one in made)
            note_line(ledger, "resolutions.read", row, path, post, facts, digest)
        return text


def words_of(day: date) -> Lexicon:
    """The shipped words with the names of the tree's places and bodies."""
    shipped = lexicon()
    places = frozenset(spot.name for spot in on(day))
    bodies = Body.objects.filter(start__lte=day).exclude(until__lte=day)
    named = frozenset(bodies.values_list("name", flat=True))
    return replace(shipped, places=shipped.places | places, bodies=shipped.bodies | named)


def _may_read(resolution: int, by: Actor, at: datetime, on_day: date) -> None:
    """Ask for the right before a minute of work is done on a file that may not come in."""
    with recording(by=by, at=at):
        draft_to_change(resolution, by, on_day)


def _proposed(text: ResolutionText, reading: Reading) -> list[ProposalRow]:
    """The rows of a reading, numbered in the order of the document."""
    rows = [*_numbers(text, reading), *_tasks(text, reading)]
    # a number inside a task's sentence stands behind the task that holds it
    rows.sort(key=lambda row: (row.start, -row.end))
    for number, row in enumerate(rows, 1):
        row.number = number
    ProposalRow.objects.bulk_create(rows)
    _link(text, reading)
    return rows


def _numbers(text: ResolutionText, reading: Reading) -> Iterable[ProposalRow]:
    for index, one in enumerate(reading.proposals):
        said = {
            "kind": one.kind.value,
            "name": one.name,
            "comparator": one.comparator.value,
            "value": str(one.value),
            "high": "" if one.high is None else str(one.high),
            "unit": one.unit[:80],
            "deadline": one.deadline[:80],
            "of": "" if one.of is None else str(one.of),
        }
        yield ProposalRow(
            text=text,
            start=one.start,
            end=one.end,
            members=list(one.members),
            machine={**said, "index": index, "start": one.start, "end": one.end},
            **said,
        )


def _tasks(text: ResolutionText, reading: Reading) -> Iterable[ProposalRow]:
    for one in reading.tasks:
        said = {
            "kind": ProposalRow.Kind.TASK.value,
            "name": one.what,
            "lead": one.lead,
            "time": one.time,
            "product": one.product,
        }
        machine = {
            **said,
            "cooperating": "; ".join(one.cooperating),
            "start": one.start,
            "end": one.end,
        }
        yield ProposalRow(
            text=text,
            start=one.start,
            end=one.end,
            cooperating=list(one.cooperating),
            machine=machine,
            **said,
        )


def _link(text: ResolutionText, reading: Reading) -> None:
    """Tie a level to the earlier value it starts from."""
    by_index = {
        row.machine["index"]: row
        for row in ProposalRow.objects.filter(text=text)
        if "index" in row.machine
    }
    for index, one in enumerate(reading.proposals):
        if one.baseline is not None:
            by_index[index].starts_from = by_index[one.baseline]
            by_index[index].save(update_fields=["starts_from"])
