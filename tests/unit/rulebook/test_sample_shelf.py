"""The shelf of the sample year: 25 targets that fit the shelf of indicators, marked as sample."""

from __future__ import annotations

from pathlib import Path

import pytest

import vedich.rulebook
from vedich.core.numbers import div_round
from vedich.core.tallies import TimeRule
from vedich.core.targets import NamedSet
from vedich.rulebook.dated import Confidence
from vedich.rulebook.indicators import indicators
from vedich.rulebook.located import parse
from vedich.rulebook.places.gazetteer import cho_lach
from vedich.rulebook.refusals import RefusedAt
from vedich.rulebook.samples import FILE, SampleTarget, cho_lach_2022, read
from vedich.rulebook.samples.tree import reporters, tree


YEAR = cho_lach_2022()
TEXT = (Path(vedich.rulebook.__file__).parent / FILE).read_text(encoding="utf-8")
RATES = [target for target in YEAR.targets if target.wholes]
POSTS = {
    "Trưởng ban",
    "Chủ nhiệm",
    "Phó Bí thư Thường trực",
    "Chủ tịch",
    "Phó Chủ tịch phụ trách kinh tế",
    "Phó Chủ tịch phụ trách văn hóa - xã hội",
    "Chỉ huy trưởng",
}


def name(target: SampleTarget) -> str:
    return f"target {target.number}"


def refused(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    with pytest.raises(RefusedAt) as caught:
        parse(TEXT.replace(old, new), FILE, read)
    # the line of the slip, or, where something is missing, of the target it is missing from
    assert caught.value.spot.file == FILE
    assert abs(TEXT[: TEXT.index(old)].count("\n") + 1 - caught.value.spot.line) < 15
    return caught.value.code


# -- the 25 ----------------------------------------------------------------------------------------


def test_the_25_stand_in_the_order_of_the_resolution_under_two_prongs() -> None:
    assert [target.number for target in YEAR.targets] == list(range(1, 26))
    assert [target.prong for target in YEAR.targets] == [1] * 9 + [2] * 16


def test_every_indicator_of_the_shelf_has_its_target() -> None:
    shelf = indicators(YEAR.on)
    assert sorted(target.indicator.code for target in YEAR.targets) == sorted(shelf)


@pytest.mark.parametrize("target", YEAR.targets, ids=name)
def test_a_target_is_at_the_decimals_of_its_indicator(target: SampleTarget) -> None:
    of = target.indicator
    assert of == indicators(YEAR.on)[of.code]
    assert (target.target.decimals, target.target.settles) == (of.decimals, of.settles)
    # what a scorecard would cut off is not in the sample either
    beyond = 10 ** (of.decimals - of.shown)
    written = [*target.series, target.verified or 0]
    assert not [number for number in written if number % beyond]


@pytest.mark.parametrize("target", YEAR.targets, ids=name)
def test_a_target_has_a_path_to_the_half_year(target: SampleTarget) -> None:
    assert target.target.path(YEAR.on) is not None


@pytest.mark.parametrize("target", YEAR.targets, ids=name)
def test_what_is_not_public_as_an_indicator_is_not_so_as_a_target(target: SampleTarget) -> None:
    assert target.public <= target.indicator.public


def test_23_of_25_are_public() -> None:
    assert [target.number for target in YEAR.targets if not target.public] == [4, 25]


@pytest.mark.parametrize("target", YEAR.targets, ids=name)
def test_the_owner_is_a_post_and_no_person(target: SampleTarget) -> None:
    assert target.owner.post.vi in POSTS


@pytest.mark.parametrize("target", RATES, ids=name)
def test_the_wholes_of_a_rate_give_it_as_printed(target: SampleTarget) -> None:
    measure = target.indicator.measure
    summed = measure.time_rule is TimeRule.SUM
    for n, value in enumerate(target.series):
        whole = sum(target.wholes[: n + 1]) if summed else target.wholes[n]
        per = measure.factor * 10**measure.decimals
        part = div_round(value * whole, per)
        assert div_round(part * per, whole) == value


def test_target_10_names_four_real_communes() -> None:
    kind = YEAR.targets[9].target.kind
    assert isinstance(kind, NamedSet)
    names = {row.code: row.name.vi for row in cho_lach().rows if row.stamp.stands(YEAR.on)}
    assert [names[code] for code in kind.names] == [
        "Xã Phú Phụng",
        "Xã Vĩnh Thành",
        "Xã Sơn Định",
        "Xã Tân Thiềng",
    ]


# -- labels and places -----------------------------------------------------------------------------


def test_everything_says_that_it_is_a_sample() -> None:
    stamps = [YEAR.stamp, YEAR.places.stamp, *(target.stamp for target in YEAR.targets)]
    assert {stamp.confidence for stamp in stamps} == {Confidence.SAMPLE}
    assert YEAR.label.vi.startswith("Dữ liệu mẫu")
    assert YEAR.label.en.startswith("Sample data")


def test_last_year_is_known_as_a_count_only() -> None:
    assert (YEAR.last_met, YEAR.last_targets) == (20, 25)


def test_there_are_96_cells_below_the_district_and_its_11_units() -> None:
    rows = tree(YEAR)
    kinds = [row.kind for row in rows]
    assert kinds[0] == "district"
    assert rows[0].parent is None
    assert (kinds.count("commune"), kinds.count("town")) == (10, 1)
    assert (kinds.count("hamlet_cell"), kinds.count("agency_cell")) == (89, 7)
    assert all(4 <= cells <= 10 for _, cells in YEAR.places.hamlet_cells)


def test_a_cell_hangs_from_its_unit_and_says_that_it_is_a_sample() -> None:
    cells = {row.code: row for row in tree(YEAR) if row.kind.endswith("_cell")}
    assert (cells["28873-01"].parent, cells["832-07"].parent) == ("28873", "832")
    assert cells["28873-01"].name.vi == "Ấp 1 (mẫu)"
    assert all("(mẫu)" in row.name.vi and "(sample)" in row.name.en for row in cells.values())


@pytest.mark.parametrize(
    ("number", "places"), [(1, 89), (3, 96), (10, 10), (14, 11), (11, 1), (25, 1)]
)
def test_the_places_whose_bodies_report_an_indicator(number: int, places: int) -> None:
    found = reporters(YEAR.targets[number - 1], tree(YEAR), YEAR.on)
    assert len(list(found)) == places


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("indicator: ket_nap_dang_vien", "indicator: ket_nap", "sample.not_an_indicator"),
        ("owner: quan_su", "owner: nobody", "sample.not_an_owner"),
        ("[4, 13, 20, 31, 42, 52]", "[4, 13, 20, 31, 42]", "sample.one_a_month"),
        ("wholes: [42]", "wholes: [42, 42]", "sample.one_a_month"),
        ("        wholes: [42]\n", "", "sample.rate_or_not"),
        ("verified: 49\n", "verified: 49\n        wholes: [9]\n", "sample.rate_or_not"),
        ("known_by: 2022-07-11", "known_by: tomorrow", "period.unreadable_day"),
        ("met: 20", "met: 26", "rulebook.not_whole"),
    ],
)
def test_a_slip_in_the_file_is_refused_at_its_line(old: str, new: str, code: str) -> None:
    assert refused(old, new) == code
