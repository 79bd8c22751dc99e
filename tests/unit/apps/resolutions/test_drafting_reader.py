"""One target's cells are understood, or everything wrong with them is said at its column."""

from __future__ import annotations

from datetime import date

import pytest

from vedich.apps.figures.models import Indicator
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map
from vedich.apps.resolutions.drafting import Choices, Option
from vedich.apps.resolutions.drafting_reader import LIMITS, NEW, TargetReader, Understood
from vedich.apps.resolutions.kinds import KINDS, KindName, read_kind
from vedich.apps.resolutions.reporters import AskedBodies
from vedich.core.errors import Refused
from vedich.core.periods import Period


OLD = date(2020, 1, 1)
PLACES = [
    (1, "900", None, "Huyện Mẫu", "district"),
    (2, "901", 1, "Xã Vĩnh Thành", "commune"),
    (3, "902", 1, "Xã Hòa Nghĩa", "commune"),
    (4, "901-01", 2, "Ấp 1", "hamlet_cell"),
    (5, "902-01", 3, "Ấp 1", "hamlet_cell"),
]
BODIES = [
    (11, 4, "hamlet_cell", "cb-1", "Chi bộ Ấp 1", False),
    (12, 5, "hamlet_cell", "cb-2", "Chi bộ Ấp 1", False),
    (13, 1, "district_agency", "phong-a", "Phòng Kinh tế", True),
    (14, 2, "commune_office", "vp-a", "Văn phòng Vĩnh Thành", False),
]


def indicators() -> list[Indicator]:
    rules = {"place_rule": "sum", "time_rule": "sum", "year_to_date": False, "settles": "flow"}
    road = Indicator(
        pk=21, code="duong_ap", name="Đường ấp", unit="km", decimals=1, shown=1, **rules
    )
    rate = {"place_rule": "ratio", "time_rule": "last", "year_to_date": False, "settles": "level"}
    water = Indicator(
        pk=22, code="nuoc_sach", name="Hộ dùng nước sạch", unit="%", decimals=2, shown=1, **rate
    )
    named = {"place_rule": "count", "time_rule": "last", "year_to_date": False}
    communes = Indicator(
        pk=23,
        code="xa_ntm",
        name="Xã nông thôn mới",
        unit="xã",
        decimals=0,
        shown=0,
        settles="decision",
        **named,
    )
    return [road, water, communes]


def choices() -> Choices:
    tree = Map((pk, code, OLD, parent, name, "", kind) for pk, code, parent, name, kind in PLACES)
    bodies = tuple(
        Body(pk=pk, place_id=place, kind=kind, code=code, name=name, inner=inner)
        for pk, place, kind, code, name, inner in BODIES
    )
    return Choices(
        place=tree[1],
        tree=tree,
        period=Period.year(2022),
        day=date(2022, 7, 11),
        language="vi",
        prongs=[Option("1", "Xây dựng Đảng"), Option("2", "Kinh tế - xã hội")],
        indicators={one.code: one for one in indicators()},
        bodies=AskedBodies(1, bodies),
        body_kinds={"hamlet_cell": "Chi bộ ấp, khu phố", "commune_office": "Văn phòng xã"},
    )


CELLS = {
    "number": "17",
    "prong": "2",
    "name": "Bê tông hóa đường ấp",
    "indicator": "duong_ap",
    "kind": "ít nhất",
    "level": "42,5",
    "owner": "phong-a",
    "post": "Trưởng phòng",
    "reporters": "hamlet_cell",
}


def read(fresh: Indicator | None = None, /, **cells: str) -> Understood:
    return TargetReader(choices(), fresh=fresh).read(CELLS | cells)


def faults(found: Understood) -> list[tuple[str, str]]:
    return [(column, refusal.code) for column, refusal in found.faults]


# -- what is understood ----------------------------------------------------------------------------


def test_a_row_becomes_a_target_scaled_by_its_indicator() -> None:
    found = read()
    assert faults(found) == []
    new = found.new
    assert new is not None
    assert (new.number, new.prong, new.kind, new.level) == (17, 2, "at_least", 425)
    assert (new.indicator, new.owner_body, new.reporters) == (21, 13, ("hamlet_cell",))


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("42", 420),
        ("42,0", 420),
        ("42.5", 425),
        (",5", 5),
        ("1.234,5", 12345),
        ("1 234,5", 12345),
        ("42,5 km", 425),
        ("42,5km", 425),
        ("hai mươi", 200),
    ],
)
def test_a_level_is_read_the_vietnamese_way(typed: str, level: int) -> None:
    new = read(level=typed).new
    assert new is not None
    assert new.level == level


def test_a_percentage_keeps_the_decimals_of_its_rate() -> None:
    new = read(indicator="Hộ dùng nước sạch", level="62,05%").new
    assert new is not None
    assert (new.indicator, new.level, new.percent) == (22, 6205, False)


def test_a_number_two_habits_read_in_two_ways_is_repeated_back() -> None:
    found = read(level="1.234")
    assert found.new is not None
    assert found.new.level == 12340
    (doubt,) = found.doubts
    assert (doubt.column, doubt.typed, doubt.understood) == ("level", "1.234", "1.234")
    assert doubt.words == "một nghìn hai trăm ba mươi tư"


@pytest.mark.parametrize(
    ("cells", "level", "high"),
    [
        ({"level": "18–22"}, 180, 220),
        ({"level": "từ 18 đến 22 km"}, 180, 220),
        ({"level": "18", "high": "22,5"}, 180, 225),
    ],
)
def test_a_range_stands_in_one_cell_or_two(cells: dict[str, str], level: int, high: int) -> None:
    new = read(kind="trong khoảng", **cells).new
    assert new is not None
    assert (new.level, new.high) == (level, high)


def test_ten_percent_more_of_an_amount_is_percent_of_the_baseline() -> None:
    new = read(kind="tăng thêm", level="10%", baseline="40").new
    assert new is not None
    assert (new.level, new.percent, new.baseline) == (100_000, True, 400)


def test_five_percent_more_of_a_rate_is_points_unless_ticked() -> None:
    points = read(indicator="nuoc_sach", kind="tăng thêm", level="5%", baseline="40").new
    share = read(
        indicator="nuoc_sach", kind="tăng thêm", level="5%", baseline="40", percent="1"
    ).new
    assert points is not None
    assert share is not None
    assert (points.level, points.percent) == (500, False)
    assert (share.level, share.percent) == (50_000, True)


@pytest.mark.parametrize(
    "typed", ["Xã Vĩnh Thành; Xã Hoà Nghĩa", "901, 902", "vinh thanh;hoa nghia"]
)
def test_named_places_are_found_by_name_or_code(typed: str) -> None:
    new = read(indicator="xa_ntm", kind="nêu tên nơi", level="", names=typed).new
    assert new is not None
    assert (new.names, new.level) == (("901", "902"), None)


def test_a_path_is_read_and_put_in_order() -> None:
    new = read(milestones="2022-H1: 20,5; 2022-Q1: 8").new
    assert new is not None
    assert new.milestones == (("2022-Q1", 80), ("2022-H1", 205))


@pytest.mark.parametrize(
    ("typed", "reporters"),
    [
        ("Chi bộ ấp, khu phố", ("hamlet_cell",)),
        ("commune_office; phong-a", ("commune_office", "body:phong-a")),
        ("Phòng Kinh tế", ("body:phong-a",)),
    ],
)
def test_reporters_are_kinds_or_one_agency(typed: str, reporters: tuple[str, ...]) -> None:
    new = read(reporters=typed + ";").new
    assert new is not None
    assert new.reporters == reporters


@pytest.mark.parametrize(
    ("typed", "public"), [("có", True), ("x", True), ("", False), ("không", False)]
)
def test_public_is_yes_or_no(typed: str, public: bool) -> None:
    new = read(public=typed).new
    assert new is not None
    assert new.public is public


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.code))
def test_every_spelling_of_a_kind_is_that_kind(kind: KindName) -> None:
    for text in (kind.code, kind.vi, kind.en, kind.vi.upper(), *kind.also):
        assert read_kind(text) == kind.code


def test_an_indicator_in_the_making_scales_the_level() -> None:
    fresh = Indicator(code="moi", name="Mới", unit="ha", decimals=3, shown=3, settles="flow")
    new = read(fresh, indicator=NEW, level="1,125").new
    assert new is not None
    assert (new.indicator, new.level) == (0, 1125)


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"level": "42,55"}, ("level", "drafting.too_fine")),
        ({"indicator": "xa_ntm", "level": "1,5"}, ("level", "drafting.not_whole")),
        ({"level": "42%"}, ("level", "drafting.other_unit")),
        ({"level": "khá"}, ("level", "number.unreadable")),
        ({"level": ""}, ("level", "resolution.no_level")),
        ({"level": "1,234.5"}, ("level", "number.english_style")),
        ({"number": "0"}, ("number", "drafting.not_a_number")),
        ({"number": "3,5"}, ("number", "drafting.not_a_number")),
        ({"number": "²"}, ("number", "drafting.not_a_number")),
        ({"number": "99999999"}, ("number", "drafting.not_a_number")),
        ({"prong": "3"}, ("prong", "drafting.unknown_prong")),
        ({"name": ""}, ("name", "drafting.no_name")),
        ({"post": ""}, ("post", "drafting.no_post")),
        ({"kind": "khoảng chừng"}, ("kind", "resolution.no_kind")),
        ({"kind": ""}, ("kind", "resolution.no_kind")),
        ({"indicator": ""}, ("indicator", "drafting.no_indicator")),
        ({"indicator": NEW}, ("indicator", "drafting.no_indicator")),
        ({"indicator": "zzz"}, ("indicator", "drafting.no_such_indicator")),
        ({"owner": "zzz"}, ("owner", "drafting.no_such_body")),
        ({"indicator": "nước xạch"}, ("indicator", "drafting.unknown_indicator")),
        ({"owner": ""}, ("owner", "drafting.no_owner")),
        ({"owner": "Phòng Kình tế"}, ("owner", "drafting.unknown_body")),
        ({"owner": "Chi bộ Ấp 1"}, ("owner", "drafting.two_bodies")),
        ({"reporters": "ai đó"}, ("reporters", "drafting.no_such_body")),
        ({"reporters": ""}, ("reporters", "drafting.no_reporters")),
        ({"public": "có lẽ"}, ("public", "drafting.not_yes_or_no")),
        ({"milestones": "30/6 thì 20"}, ("milestones", "drafting.bad_stop")),
        ({"milestones": "2022-H1:"}, ("milestones", "drafting.bad_stop")),
        ({"milestones": "2022-13: 2"}, ("milestones", "period.unreadable")),
        ({"milestones": "2023-Q1: 2"}, ("milestones", "target.bad_milestone")),
        ({"kind": "tăng thêm"}, ("baseline", "target.no_baseline")),
        ({"kind": "trong khoảng", "level": "22", "high": "18"}, ("high", "target.empty_between")),
        ({"kind": "trong khoảng", "level": "22–18"}, ("level", "number.reversed_range")),
        ({"kind": "nhiều nhất", "level": "-1"}, ("level", "target.flow_below_zero")),
        ({"name": "x" * (LIMITS["name"] + 1)}, ("name", "drafting.too_long")),
    ],
)
def test_what_is_wrong_is_said_at_its_column(cells: dict[str, str], fault: tuple[str, str]) -> None:
    found = read(**cells)
    assert faults(found) == [fault]
    assert found.new is None


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("", "target.no_names"),
        ("901; 901", "target.no_names"),
        ("Xã Vĩnh Thạnh", "drafting.unknown_place"),
        ("zzz", "drafting.no_such_place"),
        ("Ấp 1", "drafting.two_places"),
    ],
)
def test_named_places_that_cannot_be(names: str, code: str) -> None:
    found = read(indicator="xa_ntm", kind="nêu tên nơi", names=names)
    assert faults(found) == [("names", code)]


def test_a_named_set_wants_an_indicator_without_decimals() -> None:
    found = read(kind="nêu tên nơi", names="901")
    assert faults(found) == [("indicator", "target.bad_decimals")]


def test_everything_wrong_is_said_at_once() -> None:
    found = read(number="x", kind="?!", owner="", post="", level="nhiều")
    assert {column for column, _ in found.faults} == {"number", "kind", "owner", "post"}
    found = read(owner="", level="nhiều", baseline="ít")
    assert {column for column, _ in found.faults} == {"owner", "level", "baseline"}


def test_a_refusal_names_what_was_typed_and_the_nearest() -> None:
    ((_, refusal),) = read(indicator="Hộ dùng nước xạch").faults
    assert isinstance(refusal, Refused)
    assert "Hộ dùng nước xạch" in refusal.say("vi")
    assert "“Hộ dùng nước sạch”" in refusal.say("vi")


def test_a_number_too_fine_is_said_as_it_was_typed() -> None:
    ((_, refusal),) = read(level="42,55").faults
    assert "“42,55”" in refusal.say("vi")
