"""`python -m benches.search`: what a search costs among 100,000 tasks, beside a floor.

The floor is one row of the same table read by its key, asked through the same connection. Words are
a realistic mix: names, numbers, two letters, the commonest words there are, several at once, and
two common ones that never meet, where every row of one is looked at for nothing.
Told is processor time; the goal is 50 ms a search, whatever is asked.
"""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import django
from rich.console import Console
from rich.table import Table


BASELINE: Final = Path(__file__).parent / "results" / "search.json"
GOAL_MS: Final = 50.0
DEEDS: Final = (
    "Bê tông hóa đường",
    "Vận động hiến đất mở rộng đường",
    "Đấu nối nước sạch cho hộ",
    "Sửa nhà cho hộ nghèo",
    "Rà soát quần chúng ưu tú",
    "Thu nợ thuế phi nông nghiệp",
)
NAMES: Final = (
    "Vĩnh Thành",
    "Phú Phụng",
    "Sơn Định",
    "Hòa Nghĩa",
    "Long Thới",
    "Phú Sơn",
    "Tân Thiềng",
)
ASKED: Final = (
    "nuoc sach",
    "đường",
    "xã",
    "ap 12",
    "duong ap 77",
    "be",
    "vi",
    "hien dat phu son",
    "54321",
    "thue phi nong nghiep long thoi",
    "nuoc sach ap 7 xa hoa nghia",
    "hien thue",
    "qwerty",
    "duong qwerty",
)


def entries(count: int) -> Iterator[object]:
    """Tasks as their app writes them."""
    from vedich.apps.search.actions import Entry

    for n in range(count):
        name = NAMES[n % len(NAMES)]
        yield Entry(
            reference=f"task:{n}",
            kind="task",
            title=f"{DEEDS[n % len(DEEDS)]} ấp {n % 97}",
            more=f"Xã {name}",
            address=f"/dau-viec/{n}",
            path=("83@1976-01-01", "832@1978-01-01", f"{28870 + n % 11}@1978-01-01"),
            keys=(str(n), f"Xã {name}"),
        )


def main(words: Sequence[str]) -> int:
    """Measure, print, and save where asked."""
    parser = ArgumentParser(prog="python -m benches.search", description=__doc__)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--save", action="store_true", help="make these results the baseline")
    options = parser.parse_args(words)
    with TemporaryDirectory() as folder:
        os.environ["VEDICH_DATA"] = folder
        os.environ["VEDICH_SECRET_KEY"] = "x" * 60
        os.environ["DJANGO_SETTINGS_MODULE"] = "vedich.web.settings"
        django.setup()
        return _measure(options.tasks, options.rounds, options.save)


def _measure(count: int, rounds: int, save: bool) -> int:
    from django.core.management import call_command

    from vedich.apps.search.actions import put
    from vedich.apps.search.models import Found
    from vedich.apps.search.queries import find
    from vedich.core.permits import Actor, Post

    call_command("migrate", verbosity=0, interactive=False)
    start = time.process_time()
    put(entries(count))  # type: ignore[arg-type]
    made = time.process_time() - start
    day = date(2022, 7, 11)
    secretary = Post("post:1", "secretary", ("83@1976-01-01",), date(2020, 1, 1), None)
    official = Post(
        "post:2",
        "official",
        ("83@1976-01-01", "832@1978-01-01", "28873@1978-01-01"),
        date(2020, 1, 1),
        None,
    )
    key = Found.objects.order_by("pk").values_list("pk", flat=True)[0]
    who = {"secretary": Actor("person:1", (secretary,)), "official": Actor("person:2", (official,))}
    floor = _cpu(lambda: Found.objects.get(pk=key), rounds)

    def asking(name: str, asked: str) -> Callable[[], object]:
        return lambda: find(asked, actor=who[name], on=day, language="vi")

    cost = {(name, asked): _cpu(asking(name, asked), rounds) for name in who for asked in ASKED}
    worst = max(cost, key=lambda one: cost[one])
    table = Table("asked", *who, title=f"{count:,} tasks; made in {made:.1f} s; ms of CPU")
    for asked in ASKED:
        table.add_row(asked, *(f"{cost[name, asked] * 1000:.1f}" for name in who))
    console = Console()
    console.print(table)
    middle = median(cost.values())
    console.print(
        f"floor {floor * 1000:.2f} ms; median {middle / floor:.0f}× the floor; worst "
        f"{worst[1]} by {worst[0]}: {cost[worst] * 1000:.1f} ms (goal {GOAL_MS:g})"
    )
    if save:
        results = {
            "tasks": count,
            "median / floor": round(middle / floor, 1),
            "worst / floor": round(cost[worst] / floor, 1),
            "worst_ms": round(cost[worst] * 1000, 2),
            "asked_ms": {f"{one[0]}: {one[1]}": round(ms * 1000, 2) for one, ms in cost.items()},
        }
        text = json.dumps(results, indent=2, ensure_ascii=False) + "\n"
        BASELINE.write_text(text, encoding="utf-8")
    return 0 if cost[worst] * 1000 <= GOAL_MS else 1


def _cpu(do: Callable[[], object], rounds: int) -> float:
    do()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        do()
        times.append(time.process_time() - start)
    return median(times)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
