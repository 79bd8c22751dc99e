"""Drafting: what may be written, what is refused, and that a form sent twice is written once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import District
from tests.support import drafts
from vedich.apps.journal.models import Line
from vedich.apps.journal.queries import audit
from vedich.apps.resolutions import actions
from vedich.apps.resolutions.actions import NewProng
from vedich.apps.resolutions.models import Prong, Resolution, Target
from vedich.core.chain import read_line
from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.permits import NotPermitted


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


# -- a new draft -----------------------------------------------------------------------------------


def test_a_draft_stands_with_its_prongs_and_its_drafter(district: District) -> None:
    row = drafts.draft(district)
    stored = Resolution.objects.get(pk=row.pk)
    assert (stored.state, stored.number, stored.issued_on) == ("draft", "", None)
    assert stored.period == Period.year(2022)
    assert stored.drafted_by == district.people["clerk"].reference
    assert stored.hands == [district.people["clerk"].reference]
    assert list(stored.prongs.values_list("number", "name")) == [
        (1, "Xây dựng Đảng"),
        (2, "Kinh tế - xã hội"),
    ]


def test_a_draft_is_a_journal_line_of_its_place(district: District) -> None:
    row = drafts.draft(district)
    line = Line.objects.latest("sequence")
    entry = read_line(line.text.encode())
    assert (entry.action, entry.subject) == ("resolutions.draft", row.reference)
    assert entry.place_path == district.spot("root").path
    assert entry.facts == {"period": "2022"}
    assert audit().broken is None


@pytest.mark.parametrize("name", ["secretary", "official", "agency", "supervisor", "outsider"])
def test_only_the_office_drafts(district: District, name: str) -> None:
    with pytest.raises(NotPermitted):
        actions.draft(
            resolution=drafts.head(district),
            by=district.actor(name),
            at=district.at,
            on_day=district.day,
        )
    assert not Resolution.objects.exists()


def test_a_draft_sent_twice_is_written_once(district: District) -> None:
    made = [
        actions.draft(
            resolution=drafts.head(district),
            by=district.actor("clerk"),
            at=district.at,
            on_day=district.day,
            key="k1",
        )
        for _ in range(2)
    ]
    assert made[0].pk == made[1].pk
    assert Resolution.objects.count() == 1


def test_a_prong_is_not_written_twice(district: District) -> None:
    with refusal("resolution.prong_twice"):
        drafts.draft(district, prongs=(NewProng(1, "A"), NewProng(1, "B")))
    assert not Resolution.objects.exists()


# -- changing it -----------------------------------------------------------------------------------


def change(district: District, row: Resolution, by: str = "clerk_b", **other: object) -> None:
    actions.change_draft(
        resolution=row.pk,
        to=drafts.head(district, **other),
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
    )


def test_a_draft_can_be_changed_and_the_second_hand_is_kept(district: District) -> None:
    row = drafts.draft(district)
    change(district, row, title="Nghị quyết khác", prongs=(NewProng(1, "Một mũi"),))
    row.refresh_from_db()
    assert row.title == "Nghị quyết khác"
    assert list(row.prongs.values_list("number", "name")) == [(1, "Một mũi")]
    assert row.drafted_by == district.people["clerk"].reference
    assert set(row.hands) == {district.people[one].reference for one in ("clerk", "clerk_b")}


def test_a_prong_with_targets_stays(district: District) -> None:
    row = drafts.draft(district)
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    with refusal("resolution.prong_in_use"):
        change(district, row, title="X", prongs=(NewProng(1, "Một mũi"),))
    row.refresh_from_db()
    assert row.title != "X"


def test_a_period_that_targets_do_not_fit_is_refused(district: District) -> None:
    row = drafts.draft(district)
    new = drafts.target(district, drafts.indicator(), milestones=(("2022-H1", 200),))
    drafts.add(district, row, new)
    with refusal("target.bad_milestone"):
        change(district, row, period=Period.year(2023))
    row.refresh_from_db()
    assert row.period == Period.year(2022)


def test_what_is_in_force_is_not_changed(district: District) -> None:
    row = drafts.adopted(district)
    with refusal("resolution.not_a_draft"):
        change(district, row)
    with refusal("resolution.not_a_draft"):
        drafts.add(district, row, drafts.target(district, drafts.water(), number=2))


# -- its targets -----------------------------------------------------------------------------------


def test_a_target_stands_as_written_and_settles_as_its_indicator(district: District) -> None:
    row = drafts.draft(district)
    new = drafts.target(district, drafts.indicator(), milestones=(("2022-H1", 200),))
    (made,) = drafts.add(district, row, new)
    stored = Target.objects.get(pk=made.pk)
    assert (stored.number, stored.kind, stored.level) == (1, "at_least", 420)
    assert stored.settles == "flow"
    assert stored.milestones == [["2022-H1", 200]]
    assert stored.prong == Prong.objects.get(resolution=row, number=2)
    assert stored.reporters == ["hamlet_cell"]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"level": None}, "resolution.no_level"),
        ({"kind": "between", "level": 10}, "resolution.no_level"),
        ({"kind": "between", "level": 20, "high": 20}, "target.empty_between"),
        ({"kind": "increase_by"}, "target.no_baseline"),
        ({"kind": "decrease_by", "level": 0, "baseline": 5}, "target.no_change"),
        ({"kind": "increase_by", "percent": True, "baseline": 0}, "target.percent_of_nothing"),
        ({"kind": "named_set", "level": None}, "target.no_names"),
        ({"kind": "named_set", "names": ("901",)}, "target.bad_decimals"),
        ({"kind": "at_most", "level": -1}, "target.flow_below_zero"),
        ({"kind": "more_or_less"}, "resolution.no_kind"),
        ({"level": 10**15 + 1}, "number.too_large"),
        ({"milestones": (("2023-Q1", 1),)}, "target.bad_milestone"),
        ({"prong": 3}, "resolution.no_prong"),
        ({"number": 0}, "resolution.bad_number"),
        ({"indicator": 999_999}, "resolution.gone"),
        ({"owner_body": 999_999}, "resolution.gone"),
    ],
)
def test_a_target_the_core_cannot_build_is_refused(
    district: District, other: dict[str, object], code: str
) -> None:
    row = drafts.draft(district)
    with refusal(code):
        drafts.add(district, row, drafts.target(district, drafts.indicator(), **other))
    assert not Target.objects.exists()


def test_an_unknown_level_may_be_written(district: District) -> None:
    row = drafts.draft(district)
    new = drafts.target(district, drafts.indicator(), kind="unknown", level=None)
    (made,) = drafts.add(district, row, new)
    assert made.level is None


def test_a_named_set_keeps_its_places(district: District) -> None:
    row = drafts.draft(district)
    of = drafts.indicator("xa_ntm", decimals=0, unit="xã", time_rule="last", place_rule="count")
    new = drafts.target(district, of, kind="named_set", level=None, names=("901", "902"))
    (made,) = drafts.add(district, row, new)
    assert Target.objects.get(pk=made.pk).names == ["901", "902"]


def test_two_targets_with_one_number_are_refused_and_nothing_is_written(
    district: District,
) -> None:
    row, of = drafts.draft(district), drafts.indicator()
    one = drafts.target(district, of)
    with refusal("resolution.number_taken"):
        drafts.add(district, row, one, replace(one, name="Khác"))
    assert not Target.objects.exists()
    drafts.add(district, row, one)
    with refusal("resolution.number_taken"):
        drafts.add(district, row, replace(one, name="Khác"))
    assert Target.objects.count() == 1


def test_only_the_office_adds_targets(district: District) -> None:
    row = drafts.draft(district)
    with pytest.raises(NotPermitted):
        drafts.add(district, row, drafts.target(district, drafts.indicator()), by="secretary")


def test_targets_sent_twice_are_added_once(district: District) -> None:
    row = drafts.draft(district)
    new = drafts.target(district, drafts.indicator())
    for _ in range(2):
        actions.add_targets(
            resolution=row.pk,
            targets=[new],
            by=district.actor("clerk"),
            at=district.at,
            on_day=district.day,
            key="k2",
        )
    assert Target.objects.count() == 1


def test_a_bulk_write_is_one_line_with_its_rows(district: District) -> None:
    row, of = drafts.draft(district), drafts.indicator()
    before = Line.objects.count()
    new = [drafts.target(district, of, number=number) for number in range(1, 26)]
    drafts.add(district, row, *new)
    assert Line.objects.count() == before + 1
    entry = read_line(Line.objects.latest("sequence").text.encode())
    assert entry.facts == {"count": 25}
    assert entry.rows is not None


# -- changing and dropping a target ----------------------------------------------------------------


def rewrite(district: District, row: Target, seen: str = "", **other: object) -> Target:
    new = drafts.target(district, row.indicator, **other)
    return actions.change_target(
        target=row.pk,
        to=new,
        seen=seen,
        by=district.actor("clerk_b"),
        at=district.at,
        on_day=district.day,
    )


def one_target(district: District) -> Target:
    row = drafts.draft(district)
    (made,) = drafts.add(district, row, drafts.target(district, drafts.indicator()))
    return Target.objects.select_related("indicator").get(pk=made.pk)


def test_a_target_is_written_again_in_place(district: District) -> None:
    old = one_target(district)
    new = rewrite(district, old, actions.stamp(old), number=7, level=500)
    assert new.pk == old.pk
    old.refresh_from_db()
    assert (old.number, old.level) == (7, 500)
    assert district.people["clerk_b"].reference in old.resolution.hands


def test_a_target_may_keep_its_number_and_not_take_anothers(district: District) -> None:
    old = one_target(district)
    drafts.add(district, old.resolution, drafts.target(district, old.indicator, number=2))
    rewrite(district, old, level=1)
    with refusal("resolution.number_taken"):
        rewrite(district, old, number=2)


def test_a_change_made_meanwhile_is_not_overwritten(district: District) -> None:
    old = one_target(district)
    seen = actions.stamp(old)
    rewrite(district, old, seen, level=500)
    with refusal("resolution.changed_meanwhile"):
        rewrite(district, old, seen, level=600)
    old.refresh_from_db()
    assert old.level == 500


def test_a_dropped_target_is_gone_and_the_journal_stays(district: District) -> None:
    old = one_target(district)
    reference = old.reference
    actions.drop_target(
        target=old.pk, by=district.actor("clerk"), at=district.at, on_day=district.day
    )
    assert not Target.objects.exists()
    entry = read_line(Line.objects.latest("sequence").text.encode())
    assert (entry.action, entry.facts["target"]) == ("resolutions.drop_target", reference)


def test_what_is_gone_is_said_to_be_gone(district: District) -> None:
    by, at, on_day = district.actor("clerk"), district.at, district.day
    with refusal("resolution.gone"):
        actions.drop_target(target=12345, by=by, at=at, on_day=on_day)
    with refusal("resolution.gone"):
        actions.drop_draft(resolution=12345, by=by, at=at, on_day=on_day)


def test_a_draft_is_dropped_with_its_targets(district: District) -> None:
    old = one_target(district)
    actions.drop_draft(
        resolution=old.resolution_id,
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    assert not Resolution.objects.exists()
    assert not Target.objects.exists()
    assert not Prong.objects.exists()
    assert audit().broken is None


def test_what_is_in_force_is_not_dropped(district: District) -> None:
    row = drafts.adopted(district)
    with refusal("resolution.not_a_draft"):
        actions.drop_draft(
            resolution=row.pk, by=district.actor("clerk"), at=district.at, on_day=district.day
        )
    assert row.issued_on == date(2022, 1, 15)
