"""`python -m benches.live`: one figure to every place above it, beside the same by plain ORM.

Both are given a figure that replaces another one and must bring the tallies of the place and of all
above it (month, quarter, half-year, year) up to date: the product with its one statement; the peer
as Django's guide would have it, `get_or_create` and `save` a row, each added up from the place's
own figures and the tallies of its children. Same process, same database, in turn; what they leave
behind must be equal. Without commits: those cost both the same. On SQLite and on PostgreSQL.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Final

from tests.support.postgres import URL, NoServer, server


if TYPE_CHECKING:
    from vedich.apps.figures.models import Figure, Indicator, Tally
    from vedich.apps.places.queries import Atlas

ROOT: Final = Path(__file__).parents[1]
DISTRICTS, COMMUNES, CELLS = 5, 10, 10
"""A province of 5 districts of 10 communes of 10 cells: four levels, 556 places."""
DAY: Final = date(2022, 1, 1)
AT: Final = datetime(2022, 12, 31, tzinfo=UTC)
GOAL_ORM, GOAL_POSTGRES = 50, 5


class Differs(Exception):
    """The two left other tallies behind."""


# -- one database, in a process of its own ---------------------------------------------------------


@dataclass(frozen=True)
class World:
    """What is written: an indicator that adds up, its cells, their figures of two months."""

    indicator: Indicator
    cells: Sequence[int]


def prepare() -> World:
    """A fresh database with the places and a figure of every cell in May and June."""
    from django.core.management import call_command

    from vedich.apps.figures.actions import NewIndicator, add_indicators, rebuild
    from vedich.apps.figures.models import Figure
    from vedich.apps.journal.actions import open_journal
    from vedich.apps.places.actions import NewBody, NewLink, add_bodies, add_links
    from vedich.apps.places.queries import on
    from vedich.core.places import Link, PlaceId

    call_command("migrate", verbosity=0, skip_checks=True)
    open_journal(sample=True, day=DAY, at=AT)
    links = [Link(PlaceId("p", DAY), None, DAY, None, "Tỉnh", "province")]
    kinds = (("district", DISTRICTS), ("commune", COMMUNES), ("hamlet_cell", CELLS))
    level = ["p"]
    for kind, count in kinds:
        made = [(f"{above}-{n}", above) for above in level for n in range(count)]
        links += [Link(PlaceId(code, DAY), above, DAY, None, code, kind) for code, above in made]
        level = [code for code, _ in made]
    add_links(links=[NewLink(link) for link in links], source="đo", by=None, at=AT, on_day=DAY)
    body = add_bodies(
        bodies=[NewBody("b", "p", "district_agency", "b", start=DAY)], by=None, at=AT, on_day=DAY
    )[0]
    new = NewIndicator("duong", "Đường", "km", 2, 1, "sum", "sum", "flow")
    indicator = add_indicators(indicators=[new], by=None, at=AT)[0]
    tree = on(DAY)
    cells = [spot.id for spot in tree if spot.kind == "hamlet_cell"]
    Figure.objects.bulk_create(
        Figure(
            place_id=place, indicator=indicator, first=2022 * 12 + month, months=1, part=100,
            body=body, entered_by="-", entered_post="-", entered_at=AT, entered_on=DAY,
        )
        for place in cells
        for month in (4, 5)
    )  # fmt: skip
    rebuild(by=None, at=AT, on_day=DAY)
    return World(indicator, cells)


def by_vedich(figure: Figure, part: int, tree: Atlas) -> None:
    """The tally part of `record_figures`."""
    from vedich.apps.figures.recording import move_tallies
    from vedich.apps.figures.series import current_rows

    key = (figure.place_id, figure.indicator_id)
    by_id = {figure.indicator_id: figure.indicator}
    before = current_rows({key: {figure.period}}, by_id)
    new = [row._replace(part=part) if row.pk == figure.pk else row for row in before[key]]
    move_tallies(before, {key: new}, by_id, tree)


def by_orm(figure: Figure, part: int, tree: Atlas) -> None:
    """The same with `get_or_create` and `save`, from the place up to the root."""
    from django.db.models import Sum

    from vedich.apps.figures.limbs import split
    from vedich.apps.figures.models import LIMB, Figure, Tally
    from vedich.apps.figures.spans import spans
    from vedich.core.rollup import Figure as Told
    from vedich.core.rollup import own
    from vedich.core.tallies import Pair
    from vedich.core.tallies import Tally as Core

    Figure.objects.filter(pk=figure.pk).update(part=part)
    measure = figure.indicator.measure
    for period in spans(figure.period):
        path = tree.on(period.last_day)[figure.place_id].ids
        for parent, place in reversed(list(zip((None, *path), path, strict=False))):
            rows = Figure.objects.filter(
                place_id=place,
                indicator=figure.indicator,
                current=True,
                first__gte=period.first,
                first__lt=period.last,
            )
            series = [
                Told(row.period, Pair(row.part or 0, row.whole), row.verified) for row in rows
            ]
            mine = Core.of(measure, own(measure, series, period), expected=False)
            key = {
                "indicator": figure.indicator,
                "first": period.first,
                "months": period.months,
                "checked": False,
            }
            below = Tally.objects.filter(parent_id=place, **key).aggregate(
                hi=Sum("part_hi"), lo=Sum("part_lo"), pairs=Sum("pairs"), wholes=Sum("wholes"),
                reported=Sum("reported"), verified=Sum("verified"), complete=Sum("complete"),
            )  # fmt: skip
            total = split(mine)._asdict()
            total["part_hi"] += below.pop("hi") or 0
            total["part_lo"] += below.pop("lo") or 0
            for name, more in below.items():
                total[name] += more or 0
            total["part_hi"] += total["part_lo"] // LIMB
            total["part_lo"] %= LIMB
            tally, _ = Tally.objects.get_or_create(
                place_id=place, **key, defaults={"parent_id": parent}
            )
            for name, value in total.items():
                setattr(tally, name, value)
            tally.save()


CONTENDERS: Final = {"vedich": by_vedich, "orm": by_orm}


def one(figures: int, rounds: int) -> dict[str, list[float]]:
    """Seconds a figure, by contender, one a round. Raises Differs."""
    import django

    django.setup()
    world = prepare()
    found: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    sums: dict[tuple[int, str], list[tuple[int, ...]]] = {}
    for turn in range(rounds):
        for name, write in CONTENDERS.items():
            seconds, left = timed(world, write, figures, seed=turn)
            found[name].append(seconds)
            sums[turn, name] = left
        if sums[turn, "vedich"] != sums[turn, "orm"]:
            raise Differs("the product and the ORM left other tallies behind")
    return found


def timed(
    world: World, write: Callable[[Figure, int, Atlas], None], figures: int, *, seed: int
) -> tuple[float, list[tuple[int, ...]]]:
    """Seconds a figure, and the tallies left; everything is taken back at the end."""
    from django.db import transaction

    from vedich.apps.figures.models import Figure
    from vedich.apps.places.queries import atlas

    chance = Random(seed)
    rows = list(
        Figure.objects.filter(
            place_id__in=chance.sample(list(world.cells), figures), first=2022 * 12 + 5
        ).select_related("indicator")
    )
    parts = [chance.randint(1, 10**6) for _ in rows]
    with transaction.atomic():
        tree = atlas()
        write(rows[0], rows[0].part or 0, tree)
        start = time.perf_counter()
        for row, part in zip(rows, parts, strict=True):
            write(row, part, tree)
        seconds = (time.perf_counter() - start) / len(rows)
        left = sorted(_plain())
        transaction.set_rollback(True)
    return seconds, left


def _plain() -> Iterator[tuple[int, ...]]:
    from vedich.apps.figures.models import LIMB, Tally

    row: Tally
    for row in Tally.objects.all():
        part = row.part_hi * LIMB + row.part_lo
        key = (row.place_id, row.first, row.months, row.checked)
        yield (*key, part, row.pairs, row.reported, row.verified, row.complete)


# -- both databases --------------------------------------------------------------------------------


@contextmanager
def databases() -> Iterator[dict[str, dict[str, str]]]:
    """The environment of each database: SQLite as it is shipped, PostgreSQL as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        base = {**os.environ, "VEDICH_DATA": folder}
        base["DJANGO_SETTINGS_MODULE"] = "vedich.web.settings"
        base.pop(URL, None)
        try:
            with server(durable=True) as url:
                yield {"SQLite": base, "PostgreSQL": {**base, URL: url}}
        except NoServer as wrong:
            print(f"PostgreSQL is left out: {wrong}")
            yield {"SQLite": base}


def main(words: Sequence[str]) -> int:
    """Measure and print the ratios."""
    parser = ArgumentParser(
        prog="python -m benches.live", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--figures", type=int, default=200, help="a round (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="(default: %(default)s)")
    parser.add_argument("--one", action="store_true", help="this process, this database; JSON")
    options = parser.parse_args(words)
    if options.one:
        print(json.dumps(one(options.figures, options.rounds)))
        return 0
    load = os.getloadavg()[0]
    print(f"load average {load:.1f}; {options.rounds} rounds of {options.figures} figures")
    middle: dict[str, float] = {}
    with databases() as found:
        for name, environ in found.items():
            asked = ["--one", f"--figures={options.figures}", f"--rounds={options.rounds}"]
            done = subprocess.run(
                [sys.executable, "-m", "benches.live", *asked],
                env=environ, cwd=ROOT, check=False, capture_output=True, text=True,
            )  # fmt: skip
            if done.returncode:
                print(done.stderr)
                return 1
            costs = json.loads(done.stdout)
            middle[name] = median(costs["vedich"])
            ratio = median(b / a for a, b in zip(costs["vedich"], costs["orm"], strict=True))
            goal = f"  (goal ≥ {GOAL_ORM})" if name == "SQLite" else ""
            print(
                f"{name:<11} {middle[name] * 1e3:7.3f} ms a figure, ORM "
                f"{median(costs['orm']) * 1e3:8.3f} ms: 1/{ratio:.0f}{goal}"
            )
    if len(middle) == 2:
        times = middle["PostgreSQL"] / middle["SQLite"]
        print(f"PostgreSQL / SQLite {times:.1f}  (goal ≤ {GOAL_POSTGRES})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
