"""The shelf of rights: the one table of roles, places inside or outside, and operations (R34).

People read the YAML and the manual drawn from it; every action and view asks `require` or `may`.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from vedich.core.errors import Message
from vedich.core.permits import Actor, Decision, Locus, Name, PermitTable, Post, decide
from vedich.rulebook.dated import Dated
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry


NO_TABLE = Message(
    code="permits.no_table",
    vi="Ngày {day} chưa có bảng quyền nào. Hãy chọn ngày khác, hoặc bổ sung bảng quyền.",
    en="No table of rights is in force on {day}. Choose another day, or add a table.",
)


@cache
def versions() -> Dated[PermitTable]:
    """The shipped tables by first valid day."""
    return load("permits/roles.yaml", read)


@cache
def table(day: date) -> PermitTable:
    """The table in force on `day`. Raises Refused (``permits.no_table``)."""
    found = versions().at(day)
    if found is None:
        raise NO_TABLE.refuse(day=day)
    return found


def may(by: Actor, operation: str, locus: Locus, *, on: date) -> Decision:
    """May `by` do `operation` there on that day: a decision, true or false, that says why."""
    return decide(table(on), by, operation, locus, on=on)


def require(by: Actor, operation: str, locus: Locus, *, on: date) -> Post:
    """The post that allows it, for the journal. Raises NotPermitted where none does."""
    return may(by, operation, locus, on=on).require()


def read(entry: Entry) -> Dated[PermitTable]:
    """The dated tables of one file. Raises RefusedAt."""
    return Dated.read(entry, "permits", _table)


def _table(entry: Entry) -> PermitTable:
    rows = entry.many("rows", _row)
    return PermitTable(
        roles=dict(entry.many("roles", _named)),
        operations=dict(entry.many("operations", _named)),
        rows=tuple((role, scope, may) for role, scope, mays in rows for may in mays),
    )


def _named(entry: Entry) -> tuple[str, Name]:
    words = entry.words("name")
    return entry.text("code"), Name(words.vi, words.en)


def _row(entry: Entry) -> tuple[str, str, tuple[str, ...]]:
    return entry.text("role"), entry.text("scope"), entry.texts("may")
