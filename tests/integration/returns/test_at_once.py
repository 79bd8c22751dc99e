"""Two people act on one return at once: one of them is told, and nothing is lost or counted twice.

Only on PostgreSQL: SQLite takes one writer at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import make_district
from tests.support.returns import BUDGET, ROAD, WATER, Office, make_office, period
from vedich.apps.figures.models import Check
from vedich.apps.figures.queries import drift
from vedich.apps.returns import actions
from vedich.apps.returns.models import Step
from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.tallies import Pair


pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def office() -> Office:
    return make_office(make_district(), 5, 6)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Carry out all of them at the same time; the code of each refusal, “” for none."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_a_return_sent_twice_at_once_is_sent_once(office: Office) -> None:
    sent = [lambda by=by: office.send("A1", by=by, round=0) for by in ("cell_secretary", "clerk")]
    assert at_once(*sent) == ["", "return.stale"]
    assert Step.objects.count() == 1
    assert office.pair("root", ROAD) == Pair(5)
    assert drift() == []


def test_one_form_clicked_twice_at_once_is_sent_once(office: Office) -> None:
    assert at_once(*[lambda: office.send("A1", round=0, key="form-1")] * 2) == ["", ""]
    assert Step.objects.count() == 1


def test_whoever_withdraws_and_whoever_checks_do_not_both_win(office: Office) -> None:
    office.send("A1")
    figures, of = office.figures("A1"), office.of("A1").pk
    codes = at_once(
        lambda: actions.withdraw(of=of, **office.when("cell_secretary")),
        lambda: actions.check(figures=figures, **office.when("official")),
    )
    assert codes[0] == "" and codes[1] != ""
    assert drift() == []


def test_two_checkers_sweep_at_once_and_each_figure_is_checked_once(office: Office) -> None:
    for body in ("A1", "A2"):
        office.send(body)
    for pk in office.figures("A1") + office.figures("A2"):
        actions.open_drawn(figure=pk, agrees=True, **office.when("official"))

    def sweep(by: str) -> Callable[[], object]:
        place = office.district.place("A")
        return lambda: actions.sweep(place=place, period=period(6), count=6, **office.when(by))

    assert at_once(sweep("official"), sweep("official_2"))[0] == ""
    assert Check.objects.filter(undone_at__isnull=True).count() == 6
    assert drift() == []


def test_figures_moved_opposite_ways_do_not_wait_for_each_other(office: Office) -> None:
    blank = {"part": None, "whole": None, "why": "Chưa rõ"}
    office.send("A1", changed={WATER: blank})
    office.send("A2", changed={ROAD: blank})

    def move(code: str, here: str, there: str) -> Callable[[], object]:
        row, to = office.figure(here, code).pk, office.district.body(there).pk
        given = {"figure": row, "to": to, "reason": "Nhầm ấp"}
        return lambda: actions.move_figure(**given, **office.when("official"))  # type: ignore[arg-type]

    assert at_once(move(ROAD, "A1", "A2"), move(WATER, "A2", "A1")) == ["", ""]
    assert drift() == []


def test_two_months_of_a_running_figure_sent_at_once_add_up(office: Office) -> None:
    at_once(
        lambda: office.send("agency", 5, changed={BUDGET: 5500}),
        lambda: office.send("agency", 6, changed={BUDGET: 6000}),
    )
    assert office.pair("root", BUDGET, Period.year(2022)) == Pair(6000)
    assert drift() == []
