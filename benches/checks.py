"""Whether two results hold the same rows, whatever their order, file form and number types.

Sums say where two differ; the sum of the rows' hashes says that they do not, since it ties every
number to its place, indicator and period. All of it is integers and decimals, nothing is rounded.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from vedich.engine.parquet import quoted, silent


RATES: Final = ("value",)
AMOUNTS: Final = ("part", "whole")
COUNTS: Final = ("reported", "expected", "verified", "complete")
KEYS: Final = ("place", "indicator", "period")
EXACT: Final = "DECIMAL(38,6)"
"""Six decimals are all a rate of whole numbers has (DESIGN §4.5)."""


def sums(result: Path) -> dict[str, str]:
    """What the rows in `result` add up to, by column."""
    numbers = (*RATES, *AMOUNTS, *COUNTS)
    typed = [f"CAST({column} AS {EXACT}) AS {column}" for column in numbers]
    added = [f"sum({column})" for column in numbers] + [f"count({c})" for c in RATES + AMOUNTS]
    rows = f"CAST(hash({', '.join(KEYS + numbers)}) AS HUGEINT)"
    with silent() as con:
        found = con.execute(
            f"SELECT count(*), {', '.join(added)}, sum({rows}) "
            f"FROM (SELECT {', '.join([*KEYS, *typed])} FROM {_scan(result)})"
        ).fetchall()
    names = ["rows", *numbers, *(f"{c} given" for c in RATES + AMOUNTS), "hash"]
    return dict(zip(names, map(str, found[0]), strict=True))


def _scan(result: Path) -> str:
    if result.suffix == ".parquet":
        return f"read_parquet({quoted(str(result))})"
    types = dict.fromkeys(KEYS, "VARCHAR") | dict.fromkeys((*RATES, *AMOUNTS), "DECIMAL(38,12)")
    types |= dict.fromkeys(COUNTS, "BIGINT")
    form = f"header = true, auto_detect = false, delim = ',', columns = {types}"
    return f"read_csv({quoted(str(result))}, {form})"


if __name__ == "__main__":
    print(json.dumps(sums(Path(sys.argv[1]))))
