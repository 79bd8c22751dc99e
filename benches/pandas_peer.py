"""The same roll-up in pandas, as a competent user writes it: what `vedich rollup` is held against.

By the advice of pandas' own guide ("Scaling to large datasets"): repeated texts are categoricals,
read as such from the file's dictionaries; the categories are put in order once, so that sorting
compares numbers. `plain` leaves that out and is the idiom of most tutorials.

It is let off what the data here do not ask of it (withdrawn figures, quarters beside their months,
dated places, refusing wrong input) and may use floats while every number is below 2^53; the result
must still be the same to the last digit.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import pandas as pd


Frame = Any
"""A pandas.DataFrame; pandas ships no types."""

TEXTS: Final = ["place", "indicator", "period", "known_since", "verified"]
GROUP: Final = ["place", "indicator", "year"]
MONTHS: Final = 12


def roll_up(folder: Path, out: Path, *, plain: bool) -> None:
    """Every whole year in the figures of `folder`, up the tree, into the Parquet file `out`."""
    places = pd.read_csv(folder / "places.csv", dtype=str)
    measures = pd.read_csv(folder / "indicators.csv", dtype=str)
    figures = _latest(_read(folder / "figures.parquet", plain=plain))
    figures["year"] = figures["period"].str[:4]
    figures["verified"] = figures["verified"] == "1"
    if not plain:
        figures["year"] = figures["year"].astype("category")
        figures["place"] = figures["place"].cat.set_categories(sorted(places["code"]))
    own = _over_months(figures, measures)
    rows = _up_the_tree(own, places, plain=plain)
    rows["value"] = _values(rows)
    rows = rows.sort_values(GROUP).rename(columns={"year": "period"})
    rows.to_parquet(out, index=False)


def _read(path: Path, *, plain: bool) -> Frame:
    if plain:
        return pd.read_parquet(path)
    figures = pd.read_parquet(path, read_dictionary=TEXTS)
    for column in TEXTS:
        ordered = sorted(figures[column].cat.categories)
        figures[column] = figures[column].cat.reorder_categories(ordered, ordered=True)
    return figures


def _latest(figures: Frame) -> Frame:
    """Of rows that speak for the same month the one known last; in the order of the months."""
    ordered = figures.sort_values(["period", "known_since"])
    return ordered.drop_duplicates(["place", "indicator", "period"], keep="last")


def _over_months(figures: Frame, measures: Frame) -> Frame:
    """What each place itself says of each year: flows add, of rates the last month stands."""
    flows = measures.loc[measures["time_rule"] == "sum", "code"]
    is_flow = figures["indicator"].isin(flows)
    sums = (
        figures[is_flow]
        .groupby(GROUP, observed=True, sort=False)
        .agg(part=("part", "sum"), verified=("verified", "min"), months=("part", "size"))
        .reset_index()
    )
    sums["complete"] = sums.pop("months") == MONTHS
    lasts = figures[~is_flow].drop_duplicates(GROUP, keep="last")
    lasts = lasts[[*GROUP, "part", "whole", "verified"]].assign(complete=True)
    own = pd.concat([sums, lasts], ignore_index=True)
    counts = {"verified": own["verified"].astype("int64"), "complete": own["complete"].astype(int)}
    return own.assign(reported=1, **counts)


def _up_the_tree(own: Frame, places: Frame, *, plain: bool) -> Frame:
    """The rows of every place: those of its children, added level by level."""
    links = places[["code", "parent"]].rename(columns={"code": "place"})
    if not plain:
        # merging categoricals is quick only where both sides have the same categories
        links = links.astype(own["place"].dtype)
    communes = places.loc[places["kind"] == "commune", ["code"]]
    expected = communes.rename(columns={"code": "place"}).astype(links["place"].dtype)
    expected["expected"] = 1
    levels, counts = [own], [expected]
    for _ in range(2):
        levels.append(_one_level(levels[-1], links, GROUP))
        counts.append(_one_level(counts[-1], links, ["place"]))
    rows = pd.concat(levels, ignore_index=True)
    return rows.merge(pd.concat(counts, ignore_index=True), on="place")


def _one_level(rows: Frame, links: Frame, keys: list[str]) -> Frame:
    lifted = rows.merge(links, on="place").drop(columns="place")
    lifted = lifted.rename(columns={"parent": "place"})
    # min_count: flows have no whole, and the sum of nothing is not 0
    return lifted.groupby(keys, observed=True, sort=False).sum(min_count=1).reset_index()


def _values(rows: Frame) -> Frame:
    """Flows as they are; rates in per cent, halves away from zero at six decimals, by integers."""
    values = rows["part"].astype("float64")
    rates = rows["whole"].notna()
    part = rows.loc[rates, "part"].astype("int64")
    whole = rows.loc[rates, "whole"].astype("int64")
    values[rates] = (2 * part * 100 * 10**6 + whole) // (2 * whole) / 10**6
    return values


if __name__ == "__main__":
    roll_up(Path(sys.argv[2]), Path(sys.argv[3]), plain=sys.argv[1] == "plain")
