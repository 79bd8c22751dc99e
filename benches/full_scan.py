"""The floor: the embedded engine's own reader decodes all seven columns and does nothing else.

A roll-up from Parquet cannot cost less than this. It is a low floor: texts stay in the file's
dictionaries and only their lengths are added, so nothing is compared, grouped or written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from vedich.engine.parquet import quoted, silent


TEXTS: Final = ("place", "indicator", "period", "known_since", "verified")
NUMBERS: Final = ("part", "whole")


def scan(figures: Path) -> int:
    """Read every value of every column once; how many rows there are."""
    # min, max and count would be answered out of the file's statistics
    sums = [f"sum(strlen({column}))" for column in TEXTS] + [f"sum({column})" for column in NUMBERS]
    with silent() as con:
        # in the statement: a parameter would make DuckDB import pandas, 2 s of nothing
        source = f"read_parquet({quoted(str(figures))})"
        query = f"SELECT count(*), {', '.join(sums)} FROM {source}"
        return int(con.execute(query).fetchall()[0][0])


if __name__ == "__main__":
    print(scan(Path(sys.argv[1])))
