"""A proposal's row: what it says as plain values, its stamp, and how a correction is written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from vedich.apps.resolutions.models import ProposalRow
from vedich.apps.resolutions.reading.values import Corrected
from vedich.core.chain import Plain, rows_digest


def said_of(row: ProposalRow) -> Mapping[str, Plain]:
    """All that a proposal says, for the journal and for the stamp."""
    return {
        "kind": row.kind,
        "start": row.start,
        "end": row.end,
        "name": row.name,
        "comparator": row.comparator,
        "value": row.value,
        "high": row.high,
        "unit": row.unit,
        "deadline": row.deadline,
        "of": row.of,
        "members": "; ".join(row.members),
        "lead": row.lead,
        "cooperating": "; ".join(row.cooperating),
        "time": row.time,
        "product": row.product,
    }


def stamp(row: ProposalRow) -> str:
    """What a page keeps of a proposal it shows, so that a decision made meanwhile is seen."""
    return rows_digest([{**said_of(row), "number": row.number, "state": row.state}])[:24]


def corrected_of(row: ProposalRow) -> Corrected:
    """The proposal as a person would say it."""
    return Corrected(
        kind=row.kind,
        name=row.name,
        comparator=row.comparator,
        value=Decimal(row.value) if row.value else None,
        high=Decimal(row.high) if row.high else None,
        unit=row.unit,
        deadline=row.deadline,
        members=tuple(row.members),
        lead=row.lead,
        cooperating=tuple(row.cooperating),
        time=row.time,
        product=row.product,
    )


def write_said(row: ProposalRow, said: Corrected) -> bool:
    """Write `said` into the row; whether it changed anything."""
    before = dict(said_of(row))
    row.kind, row.name, row.unit, row.deadline = said.kind, said.name, said.unit, said.deadline
    row.comparator = said.comparator
    row.value = "" if said.value is None else f"{said.value:f}"
    row.high = "" if said.high is None else f"{said.high:f}"
    row.members, row.cooperating = list(said.members), list(said.cooperating)
    row.lead, row.time, row.product = said.lead, said.time, said.product
    return before != said_of(row)
