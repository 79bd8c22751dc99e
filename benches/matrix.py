"""`python -m benches.matrix`: what the assignment matrix of a whole province costs.

A province of 124 communes, 20 fields, 2,500 open tasks of 150 people, every commune asked for 40
targets; made once in a folder of its own by the product's own actions. Requests go straight into
the server's handler, as in `benches.pages`. Told is processor time: `facts` reads the database,
`cells` derives the matrix, `page` is the whole request with nothing kept, `kept` the one from the
shelf of pages, `list` the whole page of a single commune.

Beside them in every round runs a floor, what nobody can do without: the same rows read by the plain
driver of SQLite, and a table of as many cells with a link, a name and a number each, written by the
same template language. The goal is a ratio to it, as a machine's speed changes by the hour.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final

import django
from jinja2 import Environment
from rich.console import Console
from rich.table import Table

from benches.pages import HOST, Ask, _environ, _respond, _signed_in, _times
from benches.shapes import WORK


FOLDER: Final = WORK / "province"
BASELINE: Final = Path(__file__).parent / "results" / "matrix.json"
COMMUNES, FIELDS, TASKS, PEOPLE, TARGETS = 124, 20, 2500, 150, 40
GOAL: Final = 7.5
"""The page may cost so many times the floor: 150 ms where that takes 20."""

ROWS: Final = (
    """SELECT t.id, t.number, t.title, t.field, t.place_id, t.accountable_id, t.due_on, t.state,
    p.person_id, u.name FROM tasks_task t JOIN people_post p ON p.id = t.accountable_id
    JOIN people_person u ON u.id = p.person_id WHERE t.state = 'open' ORDER BY t.number""",
    "SELECT task_id, place_id FROM tasks_taskplace",
    "SELECT why, place_id, body_id FROM figures_ask",
)
CELLS: Final = (
    "{% for row in rows %}<tr>{% for link, name, count in row %}"
    '<td><a href="/phan-cong/o?{{ link }}">{{ name }}<b class="n">{{ count }}</b></a></td>'
    "{% endfor %}</tr>{% endfor %}"
)
DAY: Final = date(2022, 7, 11)
AT: Final = datetime(2022, 7, 11, 8, 0, tzinfo=timezone(timedelta(hours=7)))
SINCE: Final = date(2020, 1, 1)


def main(words: Sequence[str]) -> int:
    """Measure, print, and save where asked."""
    options = _options(words)
    console = Console()
    folder = Path(options.data)
    os.environ["VEDICH_DATA"] = str(folder)
    os.environ["VEDICH_HOSTS"] = HOST
    os.environ["DJANGO_SETTINGS_MODULE"] = "vedich.web.settings"
    new = not (folder / "vedich.sqlite3").exists()
    folder.mkdir(parents=True, exist_ok=True)
    django.setup()
    if new:
        console.print("Making a province of 124 communes (once) ...")
        _make()
    measured = _measure(options.rounds)
    _show(measured, console)
    if options.save:
        BASELINE.parent.mkdir(parents=True, exist_ok=True)
        told = {name: round(median(spent) * 1000, 2) for name, spent in measured.items()}
        ratio = round(_ratio(measured), 2)
        results = {"page / floor": ratio, "cpu_ms": told, "machine": {"cores": os.cpu_count()}}
        BASELINE.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 0


def _options(words: Sequence[str]) -> Namespace:
    parser = ArgumentParser(
        prog="python -m benches.matrix",
        description="Measure the matrix of 20 fields x 124 communes with 2,500 tasks.",
    )
    parser.add_argument("--data", default=str(FOLDER), help="folder (made if missing)")
    parser.add_argument("--rounds", type=int, default=9, help="rounds (default: %(default)s)")
    parser.add_argument("--save", action="store_true", help="make these results the baseline")
    return parser.parse_args(words)


# -- the province ----------------------------------------------------------------------------------


def _make() -> None:
    # Django reads its settings when these are imported, and the folder is known only now.
    from django.core.management import call_command

    from vedich.apps.journal.actions import open_journal

    call_command("migrate", verbosity=0)
    open_journal(sample=True, day=DAY, at=AT)
    _make_places()
    _make_people()
    _make_targets()
    _make_tasks()


def _make_places() -> None:
    from vedich.apps.places.actions import NewBody, NewLink, add_bodies, add_links
    from vedich.core.places import Link, PlaceId

    rows: list[tuple[str, str | None, str, str]] = [("83", None, "Tỉnh Mẫu", "province")]
    rows += [(f"{n:05d}", "83", f"Xã Mẫu {n}", "commune") for n in range(1, COMMUNES + 1)]
    links = [
        NewLink(Link(PlaceId(code, SINCE), parent, SINCE, None, name, kind))
        for code, parent, name, kind in rows
    ]
    add_links(links=links, source="benches", by=None, at=AT, on_day=DAY)
    bodies = [
        NewBody(f"vp-{code}", code, "commune_office", f"Văn phòng {name}")
        for code, _, name, _ in rows[1:]
    ]
    add_bodies(bodies=bodies, by=None, at=AT, on_day=DAY)


def _make_people() -> None:
    from vedich.apps.people.actions import NewPerson, NewPost, add_people
    from vedich.apps.places.models import Place

    root = Place.objects.get(code="83")
    names = ["Ân", "Bảo", "Châu", "Duy", "Giang", "Hà", "Khoa", "Liên", "Minh", "Nhàn"]
    people = [
        NewPerson(
            f"uv{n}",
            f"Nguyễn Mẫu {names[n % len(names)]}",
            (NewPost("secretary" if n == 0 else "standing_member", "Tỉnh ủy viên", root, SINCE),),
        )
        for n in range(PEOPLE)
    ]
    add_people(people=people, by=None, at=AT, on_day=DAY)


def _make_targets() -> None:
    from vedich.apps.figures.models import Ask, Indicator
    from vedich.apps.places.models import Body, Place
    from vedich.apps.resolutions.models import Resolution, State, Target

    root = Place.objects.get(code="83")
    owner = Body.objects.order_by("pk")[0]
    resolution = Resolution.objects.create(
        place=root,
        issuer="Tỉnh ủy",
        title="Nghị quyết năm 2022",
        first=2022 * 12,
        months=12,
        state=State.ADOPTED,
        number="01",
        issued_on=date(2022, 1, 5),
        drafted_by="person:1",
        drafted_at=AT,
        adopted_by="person:2",
        adopted_at=AT,
    )
    for n in range(1, TARGETS + 1):
        indicator = Indicator.objects.create(
            code=f"i{n}",
            name=f"Chỉ tiêu {n}",
            unit="hộ",
            decimals=0,
            shown=0,
            place_rule="sum",
            time_rule="sum",
            year_to_date=True,
            settles="flow",
        )
        target = Target.objects.create(
            resolution=resolution,
            number=n,
            field=f"Lĩnh vực {n % FIELDS + 1}",
            name=f"Chỉ tiêu {n}",
            sentence="x",
            indicator=indicator,
            kind="at_least",
            level=100,
            settles="flow",
            owner_body=owner,
            owner_post="Chủ tịch",
        )
        Ask.objects.bulk_create(
            Ask(
                indicator=indicator,
                place_id=body.place_id,
                body=body,
                first=2022 * 12,
                until=2023 * 12,
                why=target.reference,
            )
            for body in Body.objects.all()
        )


def _make_tasks() -> None:
    from vedich.apps.people.models import Person, Post
    from vedich.apps.people.queries import actor
    from vedich.apps.places.models import Place
    from vedich.apps.tasks.actions import NewTask, give_tasks

    chance = Random(5)
    root = Place.objects.get(code="83")
    communes = list(Place.objects.exclude(pk=root.pk).values_list("pk", flat=True))
    posts = list(Post.objects.values_list("pk", flat=True))
    by = actor(Person.objects.get(username="uv0"), DAY)
    tasks = [
        NewTask(
            title=f"Việc {n}",
            field=f"Lĩnh vực {n % FIELDS + 1}",
            accountable=chance.choice(posts),
            places=tuple(sorted(chance.sample(communes, chance.choice((1, 1, 1, 2))))),
            due_on=DAY + timedelta(days=chance.choice((-20, 30, 60, 120, 150))),
        )
        for n in range(TASKS)
    ]
    for start in range(0, TASKS, 500):
        part = tasks[start : start + 500]
        give_tasks(place=root.pk, tasks=part, by=by, at=AT, on_day=DAY)


# -- measuring -------------------------------------------------------------------------------------


def _measure(rounds: int) -> Mapping[str, list[float]]:
    from vedich.apps.people.models import Person
    from vedich.apps.people.queries import actor
    from vedich.apps.places.models import Place
    from vedich.apps.tasks.assignment.facts import facts
    from vedich.apps.tasks.assignment.queries import Desk
    from vedich.web.counts import remembered
    from vedich.web.pagecache import shelf

    def forget() -> None:
        for memory in (shelf, remembered):
            memory.clear()

    by = actor(Person.objects.get(username="uv0"), DAY)
    cookie = _signed_in()
    commune = Place.objects.exclude(code="83").order_by("pk")[0].pk
    page = Ask("page", _environ("/phan-cong", cookie), 200, forget)
    kept = Ask("kept", _environ("/phan-cong", cookie), 200)
    small = Ask("list", _environ("/phan-cong", cookie, QUERY_STRING=f"noi={commune}"), 200, forget)
    for ask in (page, kept, small):
        _respond(ask.environ)
    measured: dict[str, list[float]] = {}

    def spent(name: str, what: Callable[[], Any]) -> Any:
        start = time.process_time()
        made = what()
        measured.setdefault(name, []).append(time.process_time() - start)
        return made

    floor = _floor()
    for _ in range(rounds):
        spent("floor", floor)
        of = facts(None, actor=by, day=DAY, language="vi")
        desk = Desk(of, by)
        spent("facts", of.read)
        spent("cells", desk.board)
        for ask in (page, kept, small):
            measured.setdefault(ask.name, []).append(_times(ask, 1))
    return measured


def _floor() -> Callable[[], None]:
    from django.conf import settings

    link = sqlite3.connect(str(settings.DATABASES["default"]["NAME"]))
    template = Environment(autoescape=True).from_string(CELLS)
    row = [(f"noi=1&l=linh-vuc&c={n}", "Châu", n) for n in range(COMMUNES)]
    expected = (TASKS, TASKS, TARGETS * COMMUNES)

    def once() -> None:
        counts = [len(link.execute(text).fetchall()) for text in ROWS]
        if any(count < least for count, least in zip(counts, expected, strict=True)):
            raise SystemExit(f"The province is not whole: {counts}. Remove its folder.")
        template.render(rows=[row] * FIELDS)

    return once


def _ratio(measured: Mapping[str, list[float]]) -> float:
    """The median over rounds: both halves of a round meet the same machine."""
    pairs = zip(measured["page"], measured["floor"], strict=True)
    return median(page / floor for page, floor in pairs)


def _show(measured: Mapping[str, list[float]], console: Console) -> None:
    table = Table("what", "CPU ms", title="Matrix 20 x 124, 2,500 tasks")
    for name, spent in measured.items():
        table.add_row(name, f"{median(spent) * 1000:.1f}")
    console.print(table)
    ratio = _ratio(measured)
    met = "met" if ratio <= GOAL else "not met"
    console.print(f"page / floor: {ratio:.1f} (goal ≤ {GOAL:g}, {met})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
