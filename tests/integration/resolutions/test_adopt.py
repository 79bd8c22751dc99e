"""Adoption: by a second person, under number and day; it writes who owes which figures."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import District
from tests.support import drafts
from vedich.apps.figures.models import Ask
from vedich.apps.journal.models import Line
from vedich.apps.journal.queries import audit
from vedich.apps.resolutions import actions
from vedich.apps.resolutions.models import Resolution, Target
from vedich.core.chain import read_line
from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.permits import NotPermitted


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def ready(district: District, **other: object) -> Resolution:
    row = drafts.draft(district)
    drafts.add(district, row, drafts.target(district, drafts.indicator(), **other))
    return row


def still_a_draft(row: Resolution) -> bool:
    row.refresh_from_db()
    return row.state == "draft" and not Ask.objects.exists()


# -- what it does ----------------------------------------------------------------------------------


def test_a_second_person_puts_the_draft_in_force(district: District) -> None:
    row = ready(district)
    done = drafts.adopt(district, row, number=" 05-NQ/HU ")
    row.refresh_from_db()
    assert (row.state, row.number, row.issued_on) == ("adopted", "05-NQ/HU", date(2022, 1, 15))
    assert (row.adopted_by, row.adopted_at) == (
        district.people["secretary"].reference,
        district.at,
    )
    assert (done.resolution, done.asks) == (row.pk, 6)


def test_every_cell_is_asked_for_every_month_of_the_year(district: District) -> None:
    row = ready(district)
    drafts.adopt(district, row)
    target = Target.objects.get()
    asks = Ask.objects.all()
    assert {one.body_id for one in asks} == {
        district.body(name).pk for name in ("A1", "A2", "A3", "B1", "B2", "B3")
    }
    assert {(one.first, one.until, one.months, one.why) for one in asks} == {
        (2022 * 12, 2023 * 12, 1, target.reference)
    }
    assert {one.place_id for one in asks} == {
        district.place(name) for name in ("A1", "A2", "A3", "B1", "B2", "B3")
    }


@pytest.mark.parametrize(
    ("reporters", "bodies"),
    [
        (("commune_office",), {"A", "B"}),
        (("body:phong-a",), {"agency"}),
        (("commune_office", "body:phong-a"), {"A", "B", "agency"}),
    ],
)
def test_those_chosen_are_asked(
    district: District, reporters: tuple[str, ...], bodies: set[str]
) -> None:
    drafts.adopt(district, ready(district, reporters=reporters))
    asked = set(Ask.objects.values_list("body_id", flat=True))
    assert asked == {district.body(name).pk for name in bodies}


def test_a_resolution_of_a_commune_asks_the_cells_of_that_commune(district: District) -> None:
    row = drafts.draft(district, place=district.place("A"))
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    drafts.adopt(district, row)
    asked = set(Ask.objects.values_list("place_id", flat=True))
    assert asked == {district.place(name) for name in ("A1", "A2", "A3")}


def test_the_months_that_are_over_are_left_to_be_opened(district: District) -> None:
    done = drafts.adopt(district, ready(district))
    assert [str(one) for one in done.to_open] == [f"2022-0{month}" for month in range(1, 7)]


def test_before_the_period_nothing_is_to_be_opened(district: District) -> None:
    row = drafts.draft(district, period=Period.year(2023))
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    assert drafts.adopt(district, row).to_open == ()


def test_adoption_is_one_line_with_number_day_and_counts(district: District) -> None:
    row = ready(district)
    drafts.adopt(district, row)
    entries = [read_line(line.text.encode()) for line in Line.objects.all()]
    (entry,) = (one for one in entries if one.action == "resolutions.adopt")
    assert entry.facts == {"number": "05-NQ/HU", "issued_on": "2022-01-15", "count": 1, "asks": 6}
    assert entry.subject == row.reference
    assert audit().broken is None


def test_an_adoption_sent_twice_is_done_once(district: District) -> None:
    row = ready(district)
    first = drafts.adopt(district, row, key="k")
    assert drafts.adopt(district, row, key="k") == first
    assert Ask.objects.count() == 6


# -- what is refused -------------------------------------------------------------------------------


def test_the_drafter_does_not_adopt_his_own(district: District) -> None:
    row = ready(district)
    # the same person holds both posts: the right is there, the second person is not
    Resolution.objects.filter(pk=row.pk).update(
        hands=[*row.hands, district.people["secretary"].reference]
    )
    with refusal("resolution.own_draft"):
        drafts.adopt(district, row)
    assert still_a_draft(row)
    drafts.adopt(district, row, by="deputy")


def test_whoever_wrote_one_target_does_not_adopt(district: District) -> None:
    row = drafts.draft(district)
    drafts.add(district, row, drafts.target(district, drafts.indicator()), by="clerk_b")
    row.refresh_from_db()
    assert district.people["clerk_b"].reference in row.hands


@pytest.mark.parametrize("name", ["clerk_b", "official", "agency", "supervisor", "outsider"])
def test_only_who_may_adopts(district: District, name: str) -> None:
    row = ready(district)
    with pytest.raises(NotPermitted):
        drafts.adopt(district, row, by=name)
    assert still_a_draft(row)


def test_a_draft_without_targets_is_not_adopted(district: District) -> None:
    row = drafts.draft(district)
    with refusal("resolution.no_targets"):
        drafts.adopt(district, row)
    assert still_a_draft(row)


@pytest.mark.parametrize("number", ["", "   "])
def test_a_number_is_needed(district: District, number: str) -> None:
    row = ready(district)
    with refusal("resolution.no_number"):
        drafts.adopt(district, row, number=number)
    assert still_a_draft(row)


def test_the_day_is_not_in_the_future(district: District) -> None:
    row = ready(district)
    with refusal("resolution.not_yet_issued"):
        drafts.adopt(district, row, issued_on=date(2022, 7, 12))
    drafts.adopt(district, row, issued_on=district.day)


def test_one_place_has_a_number_once(district: District) -> None:
    drafts.adopted(district)
    row = drafts.draft(district)
    of = Target.objects.get().indicator
    drafts.add(district, row, drafts.target(district, of))
    with refusal("resolution.number_used"):
        drafts.adopt(district, row, number="05-nq/hu")


@pytest.mark.parametrize("reporters", [(), ("province_agency",), ("body:nowhere",)])
def test_somebody_reports_every_target(district: District, reporters: tuple[str, ...]) -> None:
    row = ready(district, reporters=reporters)
    with refusal("resolution.nobody_reports"):
        drafts.adopt(district, row)
    assert still_a_draft(row)


def test_a_target_that_lost_its_level_stops_the_adoption(district: District) -> None:
    row = ready(district)
    Target.objects.update(level=None)
    with refusal("resolution.no_level"):
        drafts.adopt(district, row)
    assert still_a_draft(row)


def test_what_is_in_force_is_not_adopted_again(district: District) -> None:
    row = drafts.adopted(district)
    with refusal("resolution.not_a_draft"):
        drafts.adopt(district, row, number="06-NQ/HU")


def test_what_is_gone_is_not_adopted(district: District) -> None:
    with refusal("resolution.gone"):
        drafts.adopt(district, Resolution(pk=12345))


def test_nothing_is_adopted_twice_over(district: District) -> None:
    row = ready(district)
    drafts.adopt(district, row)
    with refusal("resolution.not_a_draft"):
        actions.adopt(
            resolution=row.pk,
            number="07-NQ/HU",
            issued_on=district.day,
            by=district.actor("deputy"),
            at=district.at,
            on_day=district.day,
        )
    row.refresh_from_db()
    assert row.number == "05-NQ/HU"
