"""Random small worlds for the engines: dated trees, every rule, corrections, gaps, odd periods."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from vedich.core.periods import Period
from vedich.core.tallies import PlaceRule, TimeRule


Record = tuple[object, ...]
CHANGE = "2022-07-01"
BEFORE_CHANGE = "2022-06-30"
MONTHS = [f"2022-{month:02}" for month in range(1, 13)]
PERIODS = [
    *MONTHS,
    *(f"2022-Q{quarter}" for quarter in range(1, 5)),
    "2022-H1",
    "2022-H2",
    "2022",
    "2021",
    "2021-12",
    "2021..2022",
]


@dataclass(frozen=True)
class World:
    """The three files of one roll-up, as rows, and what is asked."""

    places: list[Record]
    indicators: list[Record]
    figures: list[Record]
    periods: list[str]
    tree_on: date | None = None
    known_by: date | None = None
    only_verified: bool = False

    def write(self, folder: Path) -> tuple[Path, Path, Path]:
        """The three files in `folder`."""
        names = ("code", "valid_from", "valid_to", "name", "kind", "parent", "place_from")
        places = _write(folder / "places.csv", names, self.places)
        rules = ("code", "name", "unit", "place_rule", "time_rule", "decimals")
        indicators = _write(folder / "indicators.csv", rules, self.indicators)
        cells = ("place", "indicator", "period", "part", "whole", "known_since", "verified")
        return places, indicators, _write(folder / "figures.csv", cells, self.figures)


def _write(path: Path, names: tuple[str, ...], rows: list[Record]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows(rows)
    return path


def random_world(chance: Random) -> World:
    """A world of some ten places and four indicators that breaks no rule (mostly)."""
    places = _places(chance)
    indicators = [_indicator(chance, number) for number in range(chance.randint(1, 4))]
    figures: list[Record] = []
    for place in places:
        for indicator in indicators:
            figures.extend(_figures(chance, place, indicator))
    chance.shuffle(figures)
    asked = chance.sample([p for p in PERIODS if p != "2021..2022"], chance.randint(1, 4))
    return World(
        places,
        indicators,
        figures,
        asked,
        tree_on=chance.choice([None, None, date(2022, 12, 31), date(2022, 1, 1)]),
        known_by=chance.choice([None, None, date(2022, 9, 30)]),
        only_verified=chance.random() < 0.25,
    )


def _places(chance: Random) -> list[Record]:
    rows: list[Record] = [("r", "", "", "Root", "huyen", "", "")]
    communes = [f"c{n}" for n in range(chance.randint(1, 3))]
    rows += [(code, "", "", code, "xa", "r", "") for code in communes]
    for number in range(chance.randint(0, 6)):
        code, parent = f"h{number},“" if number == 0 else f"h{number}", chance.choice(communes)
        fate = chance.random()
        if fate < 0.6:
            rows.append((code, "", "", code, "ap", parent, ""))
        elif fate < 0.7:  # ends
            rows.append((code, "", BEFORE_CHANGE, code, "ap", parent, ""))
        elif fate < 0.85:  # moves under another parent and stays the same place
            rows.append((code, "2000-01-01", BEFORE_CHANGE, code, "ap", parent, ""))
            other = chance.choice(communes)
            rows.append((code, CHANGE, "", code, "ap", other, "2000-01-01"))
        else:  # the code passes to another place, perhaps of another kind
            rows.append((code, "", BEFORE_CHANGE, code, "ap", parent, ""))
            kind = chance.choice(["ap", "xa"])
            rows.append((code, CHANGE, "", code, kind, chance.choice(communes), ""))
    return rows


def _indicator(chance: Random, number: int) -> Record:
    place_rule, time_rule = chance.choice(list(PlaceRule)), chance.choice(list(TimeRule))
    unit = chance.choice(["km", "%", "‰"])
    return (f"i{number}", f"I {number}", unit, place_rule, time_rule, chance.choice(["", "", 3]))


def _figures(chance: Random, place: Record, indicator: Record) -> list[Record]:
    if chance.random() < 0.25:
        return []
    regular = chance.random() < 0.5
    pool = MONTHS if regular else PERIODS
    rows: list[Record] = []
    for text in chance.sample(pool, chance.randint(1, 6)):
        last = Period.parse(text).last_day.isoformat()
        if (place[1] and last < str(place[1])) or (place[2] and last > str(place[2])):
            continue
        for known in _known(chance):
            numbers = _numbers(chance, PlaceRule(str(indicator[3])))
            verified = chance.choice(["1", "0", "", "yes", "TRUE", "false"])
            rows.append((place[0], indicator[0], text, *numbers, known, verified))
            if chance.random() < 0.05:
                rows.append(rows[-1])  # sent twice: equal rows are one
    return rows


def _known(chance: Random) -> list[str]:
    days = chance.sample(
        ["", "2022-03-01", "2022-09-30", "2022-10-01"], chance.choice([1, 1, 1, 2])
    )
    return days


def _numbers(chance: Random, rule: PlaceRule) -> tuple[str, str]:
    if chance.random() < 0.05:
        return "", ""  # withdrawn
    part = chance.choice([f"{chance.randint(-20, 200)}", f"{chance.randint(-99, 999) / 8:.3f}"])
    if rule is PlaceRule.MEAN:
        return part, str(chance.randint(0, 5))
    whole = chance.choice(["0", "3", "7.5", str(chance.randint(1, 500))])
    bare = rule in (PlaceRule.SUM, PlaceRule.COUNT, PlaceRule.NONE) and chance.random() < 0.4
    return part, "" if bare else whole
