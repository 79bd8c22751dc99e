"""What no figure can change is asked once, until something else is written."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.support.cards import FEBRUARY, Year
from tests.support.cards import year as year
from vedich.apps.desk.needing import needs
from vedich.apps.tasks.rollout import actions
from vedich.apps.tasks.rollout.shapes import Dates


FRESH = date(2022, 2, 1)


def kinds(year: Year) -> list[str]:
    return [need.kind for need in needs(year.district.actor("clerk"), FRESH)]


def test_a_write_of_its_own_subject_is_seen_at_once(year: Year, settings: Any) -> None:
    settings.PAGE_CACHE = 256
    district = year.district
    assert "rollout.dates" in kinds(year)
    actions.set_dates(
        resolution=year.resolution,
        dates=Dates(meet_by=date(2022, 2, 28)),
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    assert "rollout.dates" not in kinds(year)


def test_a_figure_that_comes_in_does_not_ask_again_what_it_cannot_change(
    year: Year, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.PAGE_CACHE = 256
    actor = year.district.actor("clerk")
    needs(actor, FRESH)
    with django_assert_max_num_queries(100) as before:
        needs(actor, FRESH)
    year.send(year.new(1, "A3", FEBRUARY, 100))
    with django_assert_max_num_queries(100) as after:
        needs(actor, FRESH)
    assert not any("tasks_rollout" in query["sql"] for query in after.captured_queries)
    assert len(after) <= len(before) + 12
