"""Closing: after the period, once, by who may; then nothing of it changes."""

from __future__ import annotations

import pytest

from tests.cast import District
from tests.support import drafts
from vedich.apps.resolutions import actions
from vedich.apps.resolutions.models import Resolution
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def close(district: District, row: Resolution, by: str = "secretary", key: str = "") -> None:
    actions.close(
        resolution=row.pk, by=district.actor(by), at=district.at, on_day=district.day, key=key
    )


def days_to_new_year(district: District) -> int:
    return (district.day.replace(year=2023, month=1, day=1) - district.day).days


def test_a_resolution_is_closed_after_its_period(district: District) -> None:
    row = drafts.adopted(district)
    later = district.later(days_to_new_year(district))
    close(later, row)
    row.refresh_from_db()
    assert (row.state, row.closed_by, row.closed_at) == (
        "closed",
        district.people["secretary"].reference,
        later.at,
    )


def test_on_its_last_day_it_is_still_in_force(district: District) -> None:
    row = drafts.adopted(district)
    with refusal("resolution.too_soon"):
        close(district.later(days_to_new_year(district) - 1), row)
    row.refresh_from_db()
    assert row.state == "adopted"


def test_a_draft_is_not_closed(district: District) -> None:
    row = drafts.draft(district)
    with refusal("resolution.not_in_force"):
        close(district.later(days_to_new_year(district)), row)


def test_what_is_closed_is_closed_once_and_frozen(district: District) -> None:
    row = drafts.adopted(district)
    later = district.later(days_to_new_year(district))
    close(later, row, key="k")
    close(later, row, key="k")  # sent twice
    with refusal("resolution.not_in_force"):
        close(later, row)
    with refusal("resolution.not_a_draft"):
        drafts.add(later, row, drafts.target(later, drafts.water(), number=2))


@pytest.mark.parametrize("name", ["clerk", "official", "outsider"])
def test_only_who_may_closes(district: District, name: str) -> None:
    row = drafts.adopted(district)
    with pytest.raises(NotPermitted):
        close(district.later(days_to_new_year(district)), row, by=name)
