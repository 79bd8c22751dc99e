"""The division macros and the number texts of SQL agree with the core (DESIGN §4.2)."""

from __future__ import annotations

from random import Random

import duckdb

from tests.support.sums import Triple, random_triples
from vedich.core.numbers import div_round, div_trunc, order_key, write_machine
from vedich.engine.dialects import DUCK, Dialect


COUNT = 20_000


def question(dialect: Dialect) -> str:
    """Every macro over a relation numbers (n, x, y, s), where y is above 0."""
    key = dialect.order_key("x % 1000000000000000", "y")
    return f"""
        SELECT CAST({dialect.div_round("x", "y")} AS STRING),
               CAST({dialect.div_trunc("x", "y")} AS STRING),
               CAST({key} AS STRING),
               {dialect.decimal_text("x", "s")}
        FROM numbers ORDER BY n"""


def answers(triples: list[Triple]) -> list[tuple[str, ...]]:
    """What the core says to the same question."""
    rows = []
    for x, y, scale in triples:
        part = x - div_trunc(x, 10**15) * 10**15  # the remainder has the sign of x, as in SQL
        key = order_key(part, y)
        assert key is not None
        numbers = (div_round(x, y), div_trunc(x, y), key[0])
        rows.append((*map(str, numbers), write_machine(x, decimals=scale)))
    return rows


def test_duckdb_divides_and_prints_as_the_core_does() -> None:
    triples = random_triples(Random(2022), COUNT)
    values = ", ".join(f"({n}, {x}, {y}, {s})" for n, (x, y, s) in enumerate(triples))
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE numbers (n INTEGER, x HUGEINT, y HUGEINT, s INTEGER);"
            f"INSERT INTO numbers VALUES {values}"
        )
        found = con.execute(question(DUCK)).fetchall()
    assert found == answers(triples)
