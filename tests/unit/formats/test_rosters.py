"""Lists of people and places as offices keep them: columns, names, telephones, units, pairs."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refusals import refused
from vedich.formats.rosters.columns import read_roster
from vedich.formats.rosters.names import begins_like_a_name, is_name, tidy
from vedich.formats.rosters.pairs import Why, pairs
from vedich.formats.rosters.phones import Change, read_phone, write_phone
from vedich.formats.rosters.places import read_places
from vedich.formats.rosters.whereabouts import How, Unit, Whereabouts
from vedich.formats.sheets.pasted import as_text, of_file, of_text


HEAD = ["Họ và tên", "Chức vụ", "Đơn vị", "ĐT"]
ROWS = [
    ["Nguyễn Ngọc Bích", "Bí thư Huyện ủy", "Huyện ủy", "0913 000 101"],
    ["Lê Minh Tâm", "Phó Bí thư TT", "Huyện ủy", "0913 000 102"],
    ["Trần Thị Út", "Bí thư chi bộ", "ấp Vĩnh Hưng", "0913 000 137"],
]

UNITS = Whereabouts(
    [
        Unit("place:1", "Huyện Chợ Lách", "top"),
        Unit("place:2", "Xã Phú Phụng", "middle", "Huyện Chợ Lách"),
        Unit("place:3", "Thị trấn Chợ Lách", "middle", "Huyện Chợ Lách"),
        Unit("place:4", "Ấp Vĩnh Hưng 1", "cell", "Xã Phú Phụng"),
        Unit("place:5", "Ấp Vĩnh Hưng 2", "cell", "Xã Phú Phụng"),
        Unit("place:6", "Ấp Phú Thới", "cell", "Xã Phú Phụng"),
        Unit("place:7", "Ấp 1", "cell", "Xã Phú Phụng"),
        Unit("place:8", "Ấp 1", "cell", "Thị trấn Chợ Lách"),
        Unit("organ:1", "Phòng Nội vụ", "body", "Huyện Chợ Lách"),
    ]
)


# -- columns ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(permutations(range(4))))
@pytest.mark.parametrize("headed", [True, False])
def test_columns_come_in_any_order_with_heads_or_without(
    order: tuple[int, ...], *, headed: bool
) -> None:
    lines = [[line[n] for n in order] for line in ([HEAD, *ROWS] if headed else ROWS)]
    rows = read_roster(lines).rows
    assert [list(row.cells[:4]) for row in rows] == ROWS


def test_titles_of_the_sheet_and_headings_between_are_nobody() -> None:
    lines = [["DANH SÁCH CÁN BỘ"], [], HEAD, ["I. Ban Thường vụ", "", "", ""], *ROWS]
    found = read_roster(lines)
    assert [row.name for row in found.rows] == [line[0] for line in ROWS]
    assert found.rows[0].line == 5


def test_family_and_given_name_may_stand_apart() -> None:
    found = read_roster([["Họ", "Tên", "Chức vụ"], ["Nguyễn Ngọc", "Bích", "Bí thư"]])
    assert found.rows[0].name == "Nguyễn Ngọc Bích"


def test_the_commune_in_a_column_of_its_own_narrows_the_unit() -> None:
    found = read_roster([["Họ tên", "Ấp", "Xã"], ["Lê Văn An", "Ấp 1", "Phú Phụng"]])
    assert found.rows[0].unit == "Ấp 1, Phú Phụng"


def test_a_list_without_names_or_rows_is_refused() -> None:
    with refused("roster.no_names"):
        read_roster([["Số", "Điện thoại"], ["1", "0913000101"]])
    with refused("roster.no_rows"):
        read_roster([["", ""], []])
    with refused("roster.no_rows"):
        read_roster([HEAD])


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12))
def test_whatever_is_pasted_is_read_or_refused_in_words(lines: list[list[str]]) -> None:
    try:
        found = read_roster(lines)
    except ValueError as wrong:
        assert getattr(wrong, "code", "").startswith("roster.")
    else:
        assert all(any(row.cells) for row in found.rows)


# -- names and telephones --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("Đ/c NGUYỄN NGỌC BÍCH", "Nguyễn Ngọc Bích"),
        ("3. lê  minh tâm.", "Lê Minh Tâm"),
        ("Ông Trần Văn Hậu", "Trần Văn Hậu"),
        ("Y Bhiông Niê", "Y Bhiông Niê"),
    ],
)
def test_names_are_tidied(written: str, tidied: str) -> None:
    assert tidy(written) == tidied
    assert is_name(written)


def test_a_post_is_no_name() -> None:
    assert not begins_like_a_name("Bí thư chi bộ")
    assert begins_like_a_name("Võ Hoàng Nam")
    assert not is_name("Bích")


@pytest.mark.parametrize(
    ("written", "digits", "change"),
    [
        ("0913 000 101", "0913000101", Change.NONE),
        ("913000221", "0913000221", Change.ZERO),
        ("+84 913 000 222", "0913000222", Change.COUNTRY),
        ("84913000222", "0913000222", Change.COUNTRY),
        ("0169 700 0222", "0397000222", Change.SERIES),
        ("0913000101 / 0275 387 1234", "0913000101", Change.FIRST),
        ("0275 387 1234", "02753871234", Change.NONE),
        ("", "", Change.NONE),
    ],
)
def test_telephones_are_mended_and_the_mend_is_said(
    written: str, digits: str, change: Change
) -> None:
    found = read_phone(written)
    assert (found.digits, found.good, found.change) == (digits, True, change)


@pytest.mark.parametrize("written", ["chưa có", "0913", "0913 000 10x", "01234567890123"])
def test_what_is_no_telephone_is_said_so(written: str) -> None:
    assert not read_phone(written).good


def test_a_telephone_is_written_in_groups() -> None:
    assert write_phone("0913000101") == "0913 000 101"


# -- units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "key", "how"),
    [
        ("Huyện ủy", "place:1", How.EXACT),
        ("UBND huyện", "place:1", How.EXACT),
        ("", "place:1", How.BLANK),
        ("xã Phú Phụng", "place:2", How.EXACT),
        ("Đảng ủy xã Phú Phụng", "place:2", How.EXACT),
        ("Phú Phụng", "place:2", How.INFERRED),
        ("TT Chợ Lách", "place:3", How.EXACT),
        ("Phú Thới", "place:6", How.INFERRED),
        ("Ấp 1, TT Chợ Lách", "place:8", How.EXACT),
        ("Ấp 1 xã Phú Phụng", "place:7", How.EXACT),
        ("phòng nội vụ", "organ:1", How.EXACT),
        ("Phòng Nội vụ huyện", "organ:1", How.INFERRED),
    ],
)
def test_a_unit_is_found_by_how_people_write_it(written: str, key: str, how: How) -> None:
    found = UNITS.find(written)
    assert [(one.key) for one in found.units] == [key]
    assert found.how is how
    assert found.one is not None


def test_of_several_nobody_chooses_but_a_person() -> None:
    found = UNITS.find("ấp Vĩnh Hưng")
    assert [one.name for one in found.units] == ["Ấp Vĩnh Hưng 1", "Ấp Vĩnh Hưng 2"]
    assert found.one is None
    assert UNITS.find("Ấp 1").how is How.MANY


def test_an_unknown_unit_has_those_that_look_like_it() -> None:
    assert UNITS.find("Phú Phung Đông").how is How.NONE
    assert "place:2" in [one.key for one in UNITS.near("Phú Phựng")]


def test_where_the_whole_is_one_commune_its_kind_means_it() -> None:
    alone = Whereabouts([Unit("place:1", "Xã Phú Phụng", "top"), Unit("p", "Ấp 1", "cell", "")])
    for written in ("UBND xã", "Đảng ủy xã", "Xã Phú Phụng", "UBND xã Phú Phụng"):
        found = alone.find(written).one
        assert found is not None, written
        assert found.key == "place:1"


# -- pairs -----------------------------------------------------------------------------------------


def test_name_and_telephone_make_one_person_a_name_alone_does_not() -> None:
    found = pairs(
        [
            ("Đỗ Thanh Sơn", "0913000109"),
            ("Lê Văn Phong", "0913000141"),
            ("ĐỖ THANH SƠN", "0913000109"),
            ("Lê Văn Phong", "0913000196"),
            ("Mai Thị Hà", "0913000196"),
            ("Bùi An", ""),
            ("Cao An", ""),
        ]
    )
    assert [(one.first, one.second, one.why, one.likely_one) for one in found] == [
        (0, 2, Why.BOTH, True),
        (1, 3, Why.NAME, False),
        (3, 4, Why.PHONE, False),
    ]


# -- places ----------------------------------------------------------------------------------------


def test_hamlets_come_with_their_commune_beside_above_or_behind_a_comma() -> None:
    beside = read_places([["STT", "Ấp", "Xã"], ["1", "Ấp 1", "Phú Phụng"]])
    above = read_places([["Xã Phú Phụng:"], ["1. Ấp 1"]])
    comma = read_places([["Ấp 1, Phú Phụng"]])
    swapped = read_places([["Xã Phú Phụng", "Ấp 1"]])
    for found in (beside, above, comma, swapped):
        assert [(one.name, one.above.removeprefix("Xã ")) for one in found] == [
            ("Ấp 1", "Phú Phụng")
        ]


def test_a_code_beside_a_commune_is_its_code() -> None:
    (found,) = read_places([["28879", "Xã Phú Phụng"]], headings=False)
    assert (found.name, found.code) == ("Xã Phú Phụng", "28879")


# -- sheets ----------------------------------------------------------------------------------------


def test_what_excel_copies_comes_back_as_it_was() -> None:
    lines = [HEAD, *ROWS]
    assert of_text(as_text(lines)) == lines
    assert of_file(as_text(lines).encode(), "ds.csv") == lines


def test_lines_without_tabs_are_divided_by_the_sign_most_share() -> None:
    assert of_text("Lê An - Bí thư\nVõ Ba - Phó bí thư") == [
        ["Lê An", "Bí thư"],
        ["Võ Ba", "Phó bí thư"],
    ]
    assert of_text("Ấp 1\nẤp 2") == [["Ấp 1"], ["Ấp 2"]]


def test_a_file_that_is_no_table_and_one_too_long_are_refused() -> None:
    with refused("pasted.not_a_table"):
        of_file(b"\x00\x01\xff", "ds.xlsx")
    with refused("pasted.not_a_table"):
        of_file(b"\xff\xfe\x00", "ds.txt")
    with refused("pasted.long"):
        of_text("a\n" * 30, 20)
    with refused("pasted.heavy"):
        of_file(b" " * (6 << 20), "ds.xlsx")
