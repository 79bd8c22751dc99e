"""Bad input is refused with file, line, column, value and remedy, and nothing is written."""

from __future__ import annotations

import pytest

from tests.desk import FIGURES, HEADER, INDICATORS, MACHINE, PLACES, Desk


CUT = (
    "The file may be cut short, or a cell with a comma lacks its quotation marks. Mend the line or "
    "fetch the file again."
)
UNCLOSED = (
    "A quotation mark near this line is never closed or stands in the wrong place. The file may be "
    "cut short. Mend the line or fetch the file again."
)
PARQUET_ROWS = """
    SELECT '011' AS place, 'roads' AS indicator, '2022-04' AS period, {part} AS part,
           CAST(NULL AS VARCHAR) AS whole, '' AS known_since, 'yes' AS verified
"""


def test_valid_inputs_are_accepted(desk: Desk) -> None:
    answer = desk.run("--tree-on", "2022-06-30")
    assert (answer.code, answer.lines) == (0, [])
    assert "out.csv" in desk.listing()


def test_code_keeps_its_zero_on_both_sides(desk: Desk) -> None:
    desk.add("11,roads,2022-04,1,,,")
    assert desk.refusal().startswith("figures.csv:2:place The places file has no code “11”")
    desk.add("011,roads,2022-04,1,,,")
    assert desk.run().code == 0


def test_twenty_faults_are_told_and_no_more(desk: Desk) -> None:
    desk.add(*["011,roads,2022-04,one,,,"] * 21)
    lines = desk.refusals()
    assert [line.partition(" ")[0] for line in lines[:20]] == [
        f"figures.csv:{line}:part" for line in range(2, 22)
    ]
    assert lines[20:] == ["There are more faults. Mend these and run again to see the rest."]


def test_exactly_twenty_faults_are_all_there_are(desk: Desk) -> None:
    desk.add(*["011,roads,2022-04,one,,,"] * 20)
    assert len(desk.refusals()) == 20


def test_refusal_speaks_vietnamese(desk: Desk) -> None:
    desk.add("011,roads,2022-04,1e5,,,")
    assert desk.refusal("--language", "vi") == (
        "figures.csv:2:part “1e5” không phải là số dùng trong tệp. Hãy viết như -12.5: dấu chấm "
        "thập phân, không khoảng trắng, không dấu phân nhóm."
    )


# -- the file as a whole ---------------------------------------------------------------------------


def test_file_that_is_not_there(desk: Desk) -> None:
    for option in ("places", "indicators", "figures"):
        assert desk.refusal(f"--{option}", "none.csv") == (
            "none.csv:1: The file “none.csv” cannot be opened. Check the path and the right to "
            "read it."
        )


def test_folder_in_place_of_a_file(desk: Desk) -> None:
    (desk.folder / "box.csv").mkdir()
    assert "“box.csv” cannot be opened" in desk.refusal("--places", "box.csv")
    assert "“box.csv” cannot be opened" in desk.refusal("--figures", "box.csv")


def test_empty_file_says_its_header(desk: Desk) -> None:
    desk.write(figures="")
    assert desk.refusal() == (
        "figures.csv:1: The file is empty. Begin it with a header line: "
        "place,indicator,period,part,whole,known_since,verified."
    )


def test_header_alone_is_no_fault(desk: Desk) -> None:
    desk.write(figures=HEADER)
    answer = desk.run()
    assert answer.code == 0
    assert answer.lines == ["No figure speaks for the periods asked: the result has no rows."]


def test_wrong_encoding_is_named_with_its_line(desk: Desk) -> None:
    latin = PLACES.replace("Commune 2", "Ch\xf4").encode("latin-1")
    desk.write(places=latin)
    assert desk.refusal() == (
        "places.csv:4: This line holds the byte 0xf4, which is not UTF-8. Save the file again as "
        "UTF-8."
    )


def test_wrong_encoding_of_figures_is_named_with_its_line(desk: Desk) -> None:
    desk.write(figures=FIGURES.encode() + b"0\xe21,roads,2022-04,1,,,\n")
    assert "figures.csv:5: This line holds the byte 0xe2" in desk.refusal()


def test_utf16_is_named_as_wrong_encoding(desk: Desk) -> None:
    desk.write(figures=FIGURES.encode("utf-16"))
    assert "figures.csv:1: This line holds the byte 0xff" in desk.refusal()


def test_byte_order_mark_and_windows_line_ends_are_accepted(desk: Desk) -> None:
    assert desk.run().code == 0
    plain = desk.listing()["out.csv"]
    for name, text in (("places", PLACES), ("indicators", INDICATORS), ("figures", FIGURES)):
        desk.write(**{name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    answer = desk.run()
    assert (answer.code, answer.lines) == (0, [])
    assert desk.listing()["out.csv"] == plain


def test_semicolons_are_named(desk: Desk) -> None:
    desk.write(figures=FIGURES.replace(",", ";"))
    assert desk.refusal() == (
        "figures.csv:1: The cells are separated by semicolons. Save the file again with commas "
        "between the cells."
    )


def test_missing_column_is_named(desk: Desk) -> None:
    desk.write(figures=FIGURES.replace("known_since", "since"))
    assert desk.refusal() == (
        "figures.csv:1:known_since The column “known_since” is missing. Add it to the header; its "
        "cells may be blank where there is nothing to say."
    )


def test_column_that_is_there_twice_is_named(desk: Desk) -> None:
    desk.write(figures=FIGURES.replace("known_since", "part"))
    told = desk.refusals()
    twice = "figures.csv:1:part The column “part” is there twice. Delete or rename one of them."
    assert twice in told


def test_unknown_columns_are_named_and_ignored(desk: Desk) -> None:
    desk.write(
        places=PLACES.replace("parent", "parent,note")
        .replace(",\n", ",,x\n")
        .replace("01\n", "01,x\n"),
        indicators=INDICATORS.replace("time_rule", "time_rule,who")
        .replace("\n", ",\n")
        .replace("who,", "who"),
    )
    answer = desk.run()
    assert answer.code == 0
    assert answer.lines == [
        "places.csv: columns that are not used here were ignored: note.",
        "indicators.csv: columns that are not used here were ignored: who.",
    ]


def test_file_cut_in_a_row(desk: Desk) -> None:
    desk.write(figures=FIGURES[: FIGURES.index("2022-06,1560") + 4])
    assert desk.refusal() == f"figures.csv:4: The line has 3 cells and the header 7. {CUT}"


def test_file_cut_in_a_quoted_cell(desk: Desk) -> None:
    desk.write(figures=FIGURES + '011,roads,"2022-')
    assert desk.refusal() == f"figures.csv:5: {UNCLOSED}"


def test_quotation_mark_that_swallows_the_file(desk: Desk) -> None:
    rows = "011,roads,2022-04,1,,2022-05-03,yes\n" * 5000
    desk.write(figures=f'{FIGURES}"011,roads,2022-04,1,,,\n{rows}')
    assert desk.refusal() == f"figures.csv:5: {UNCLOSED}"


def test_row_with_a_cell_too_many(desk: Desk) -> None:
    desk.add("011,roads,2022-04,1,234,,2022-05-03,yes")
    assert desk.refusal() == f"figures.csv:2: The line has 8 cells and the header 7. {CUT}"


def test_line_numbers_count_lines_of_the_file_and_not_records(desk: Desk) -> None:
    header = HEADER.replace("\n", ",note\n")
    desk.write(
        figures=f'{header}\n011,roads,2022-05,1,,,,"two\nlines"\n\n011,roads,2022-04,x,,,,\n'
    )
    assert desk.refusal() == f"figures.csv:6:part “x” {MACHINE}"


# -- Parquet ---------------------------------------------------------------------------------------


def test_parquet_of_text_is_read_like_csv(desk: Desk) -> None:
    desk.parquet(PARQUET_ROWS.format(part="'1.50'"))
    answer = desk.run()
    assert (answer.code, answer.lines) == (0, [])
    assert b"011,roads,2022-Q2,1.5,1.5,,1,2,1,0" not in desk.listing()["out.csv"]
    assert b"011,roads,2022-Q2,1.5,1.5,,1,1,1,0" in desk.listing()["out.csv"]


@pytest.mark.parametrize("value", ["0.5", "1e300", "'nan'", "'inf'", "9007199254740994"])
def test_double_that_is_not_a_whole_number_is_refused(desk: Desk, value: str) -> None:
    desk.parquet(PARQUET_ROWS.format(part=f"CAST({value} AS DOUBLE)"))
    assert desk.refusal().endswith(
        "stands in a column of type DOUBLE, which does not keep decimals exactly. Write the column "
        "as DECIMAL, whole numbers or text."
    )


def test_parquet_names_the_row(desk: Desk) -> None:
    rows = PARQUET_ROWS.format(part="CASE WHEN n = 70000 THEN 'x' ELSE '1' END")
    months = "'2022-0' || (4 + n % 3)"
    desk.parquet(f"{rows} FROM range(1, 70002) AS r(n)".replace("'2022-04'", months))
    assert desk.refusal() == f"figures.parquet:70000:part “x” {MACHINE}"


def test_parquet_codes_must_be_text(desk: Desk) -> None:
    desk.parquet(PARQUET_ROWS.format(part="1").replace("'011'", "11"))
    assert desk.refusal() == (
        "figures.parquet:1:place This column has the type INTEGER and must be VARCHAR. Write the "
        "file again with that type."
    )


def test_parquet_type_that_cannot_be_told_exactly_is_refused(desk: Desk) -> None:
    desk.parquet(PARQUET_ROWS.format(part="1").replace("'yes'", "current_date"))
    assert desk.refusal().startswith("figures.parquet:1:verified This column has the type DATE")


def test_parquet_without_a_column_is_refused(desk: Desk) -> None:
    desk.parquet(PARQUET_ROWS.format(part="1").replace("AS whole", "AS total"))
    assert desk.refusal().startswith("figures.parquet:1:whole The column “whole” is missing.")


def test_parquet_decimals_beyond_six_that_matter_are_refused(desk: Desk) -> None:
    desk.parquet(PARQUET_ROWS.format(part="CAST(0.1234567 AS DECIMAL(20,8))"))
    assert "has more than 6 decimals" in desk.refusal()
    desk.parquet(PARQUET_ROWS.format(part="CAST(0.125 AS DECIMAL(20,8))"))
    assert desk.run().code == 0


@pytest.mark.parametrize("left", [0, 3, 100, -1, -20])
def test_parquet_cut_short_is_refused(desk: Desk, left: int) -> None:
    desk.parquet(PARQUET_ROWS.format(part="1"))
    whole = desk.listing()["figures.parquet"]
    (desk.folder / "figures.parquet").write_bytes(whole[:left])
    assert desk.refusal() == (
        "figures.parquet:1: The file “figures.parquet” cannot be read as Parquet; it may be cut "
        "short. Fetch it again."
    )


def test_text_named_parquet_is_refused(desk: Desk) -> None:
    (desk.folder / "figures.parquet").write_text(FIGURES)
    assert "cannot be read as Parquet" in desk.refusal("--figures", "figures.parquet")


def test_parquet_in_a_folder_named_like_a_column_keeps_its_cells(desk: Desk) -> None:
    desk.parquet(PARQUET_ROWS.format(part="1"))
    box = desk.folder / "place=012"
    box.mkdir()
    (desk.folder / "figures.parquet").rename(box / "figures [1]*.parquet")
    answer = desk.run("--figures", "place=012/figures [1]*.parquet")
    assert (answer.code, answer.lines) == (0, [])
    assert b"\n011,roads" in desk.listing()["out.csv"]


# -- places and indicators -------------------------------------------------------------------------


def test_circle_is_named_with_its_path(desk: Desk) -> None:
    desk.write(places=PLACES.replace("01,,,District,district,", "01,,,District,district,011"))
    assert desk.refusal() == (
        "places.csv:2:parent On 2022-06-30 “01” stands below itself: 01 → 011 → 01. Correct the "
        "parent of one of these."
    )


def test_parent_that_does_not_stand_is_named(desk: Desk) -> None:
    desk.write(places=PLACES.replace("01,,,District", "01,,2022-06-29,District"))
    assert desk.refusal() == (
        "places.csv:3:parent The parent “01” of “011” does not stand on 2022-06-30. Name one that "
        "does, or leave it blank."
    )


def test_trees_are_checked_before_figures_are_read(desk: Desk) -> None:
    desk.write(places=PLACES.replace("01,,,District", "01,,2022-06-29,District"))
    desk.add("011,roads,2022-04,x,,,")
    assert desk.refusal().startswith("places.csv:3:parent")


def test_rows_of_one_code_that_share_a_day_are_named(desk: Desk) -> None:
    desk.write(places=PLACES + "012,2022-06-30,,Commune 2,commune,01\n")
    assert desk.refusal() == (
        "places.csv:5:valid_from Code “012” has two rows in force on 2022-06-30. End the first "
        "before the second begins."
    )


def test_place_without_a_code_is_named(desk: Desk) -> None:
    desk.write(places=PLACES + ",,,Nowhere,commune,01\n")
    assert desk.refusal().startswith("places.csv:5:code The cell “code” is blank.")


def test_indicator_that_is_there_twice_is_named(desk: Desk) -> None:
    desk.write(indicators=INDICATORS + "roads,Roads again,m,sum,sum\n")
    assert desk.refusal() == (
        "indicators.csv:5:code The code “roads” is already on line 2. Keep one of the lines or "
        "change the code."
    )


def test_rules_that_do_not_exist_are_named(desk: Desk) -> None:
    desk.write(indicators=INDICATORS + "a,A,,average,sum\nb,B,,sum,\n")
    assert desk.refusals() == [
        (
            "indicators.csv:5:place_rule “average” is not a choice here. Write one of: sum, ratio, "
            "mean, min, max, count, none."
        ),
        (
            "indicators.csv:6:time_rule The cell “time_rule” is blank. Every line needs a value in "
            "this column: fill it in."
        ),
    ]


# -- figures against each other --------------------------------------------------------------------


def test_different_rows_known_since_one_day_are_named_both(desk: Desk) -> None:
    desk.add("011,roads,2022-04,1,,2022-05-01,", "", "011,roads,2022-04,2,,2022-05-01,")
    assert desk.refusal() == (
        "figures.csv:4:known_since Lines 2 and 4 share place, indicator, period (2022-04) and "
        "known_since but differ. Delete one, or give the right one a later known_since."
    )


def test_withdrawn_and_given_on_one_day_are_different(desk: Desk) -> None:
    desk.add("011,roads,2022-04,1,,2022-05-01,", "011,roads,2022-04,,,2022-05-01,")
    assert desk.refusal().startswith("figures.csv:3:known_since Lines 2 and 3 share place")


def test_periods_that_overlap_in_part_are_named(desk: Desk) -> None:
    desk.periods = "2020..2025"
    desk.add("011,roads,2020..2022,1,,,", "011,roads,2022..2023,2,,,")
    assert desk.refusal() == (
        "figures.csv:3:period The periods 2020..2022 and 2022..2023 overlap only in part, so "
        "months would count twice. Keep one, or split them into periods that do not overlap."
    )


def test_mixed_weights_are_named(desk: Desk) -> None:
    desk.add("011,weight,2022-04,1,3,,", "012,weight,2022-Q2,2,,,")
    assert desk.refusal() == (
        "figures.csv:3:whole For 2022-Q2, “012” leaves whole blank while others of “weight” give "
        "it. Under the rule “mean” give whole everywhere or nowhere."
    )


def test_broken_row_is_refused_even_if_nobody_asks_for_it(desk: Desk) -> None:
    desk.add("011,roads,2019-04,x,,2030-01-01,")
    assert desk.refusal("--known-by", "2022-01-01") == f"figures.csv:2:part “x” {MACHINE}"
