from __future__ import annotations

from datetime import date

import pytest

from vedich.core.places import ALWAYS
from vedich.rulebook.dated import Confidence, Dated, Stamp
from vedich.rulebook.located import Entry, parse
from vedich.rulebook.refusals import RefusedAt, Spot


FILE = "calendars/test.yaml"


def stamp(text: str) -> Stamp:
    return parse(text, FILE, Stamp.read)


def days(text: str) -> Dated[int]:
    return parse(
        text, FILE, lambda entry: Dated.read(entry, "due", lambda value: value.whole("day", 1, 28))
    )


def refused(text: str) -> tuple[str, int]:
    with pytest.raises(RefusedAt) as caught:
        stamp(text)
    return caught.value.code, caught.value.spot.line


def version(start: str, day: int | None, until: str = "") -> str:
    end = f", until: {until}" if until else ""
    value = "null" if day is None else f"{{day: {day}}}"
    return f"  - {{from: {start}{end}, source: s, confidence: sample, value: {value}}}\n"


def test_a_stamp_says_when_who_and_how_sure() -> None:
    found = stamp("\nfrom: 2022-01-01\nuntil: 2022-06-30\nsource: NQ 1\nconfidence: sourced\n")
    assert found == Stamp(
        date(2022, 1, 1), date(2022, 7, 1), "NQ 1", Confidence.SOURCED, "", Spot(FILE, 2)
    )
    assert found.stands(date(2022, 1, 1))
    assert found.stands(date(2022, 6, 30))
    assert not found.stands(date(2022, 7, 1))
    assert not found.stands(date(2021, 12, 31))


def test_a_stamp_of_one_day_ends_the_day_after() -> None:
    found = stamp("from: 2022-01-01\nuntil: 2022-01-01\nsource: s\nconfidence: sample\n")
    assert found.end == date(2022, 1, 2)


def test_the_last_day_there_is_means_no_end() -> None:
    found = stamp("from: 2022-01-01\nuntil: 9999-12-31\nsource: s\nconfidence: sample\n")
    assert found.end is None


def test_a_value_without_date_is_refused() -> None:
    assert refused("source: s\nconfidence: sample\n") == ("rulebook.no_date", 1)
    assert refused("source: s\nfrom:\nconfidence: sample\n") == ("rulebook.no_date", 2)


def test_a_value_without_source_is_refused() -> None:
    assert refused("from: 2022-01-01\nconfidence: sample\n") == ("rulebook.no_source", 1)
    assert refused("from: 2022-01-01\nsource: ''\nconfidence: sample\n") == (
        "rulebook.no_source",
        2,
    )


def test_a_value_without_or_with_unknown_confidence_is_refused() -> None:
    assert refused("from: 2022-01-01\nsource: s\n") == ("rulebook.key_missing", 1)
    assert refused("from: 2022-01-01\nsource: s\nconfidence: sure\n") == (
        "rulebook.not_a_choice",
        3,
    )


def test_an_unknown_first_day_must_be_admitted_in_a_note() -> None:
    text = "source: s\nfrom: always\nconfidence: sourced\n"
    assert refused(text) == ("rulebook.unknown_start", 2)
    found = stamp(text + "note: chưa tra cứu\n")
    assert (found.start, found.note) == (ALWAYS, "chưa tra cứu")


def test_an_end_before_the_start_is_refused() -> None:
    text = "from: 2022-01-02\nuntil: 2022-01-01\nsource: s\nconfidence: sample\n"
    assert refused(text) == ("rulebook.ends_before_start", 2)


def test_the_value_of_a_day_is_the_last_one_that_began() -> None:
    dated = days("due:\n" + version("2023-01-01", 10) + version("2022-01-01", 5))
    assert [found.value for found in dated] == [5, 10]
    assert dated.at(date(2021, 12, 31)) is None
    assert dated.at(date(2022, 12, 31)) == 5
    assert dated.at(date(2023, 1, 1)) == 10


def test_an_end_that_was_written_leaves_a_hole() -> None:
    dated = days("due:\n" + version("2022-01-01", 5, "2022-06-30") + version("2023-01-01", 10))
    assert dated.at(date(2022, 6, 30)) == 5
    assert dated.at(date(2022, 7, 1)) is None
    assert dated.version(date(2022, 7, 1)) is None
    assert dated.at(date(2023, 1, 1)) == 10


def test_null_ends_a_value_and_keeps_the_source_that_ended_it() -> None:
    dated = days("due:\n" + version("2022-01-01", 5) + version("2023-01-01", None))
    assert dated.at(date(2023, 1, 1)) is None
    ended = dated.version(date(2023, 1, 1))
    assert ended is not None
    assert ended.stamp.source == "s"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (version("2022-01-01", 5), version("2022-01-01", 6)),
        (version("2022-01-01", 5, "2022-06-30"), version("2022-06-30", 6)),
    ],
)
def test_two_values_on_one_day_are_refused_with_both_lines(first: str, second: str) -> None:
    with pytest.raises(RefusedAt) as caught:
        days(f"due:\n{first}{second}")
    assert caught.value.code == "rulebook.two_at_once"
    assert f"{FILE}:2" in str(caught.value)
    assert f"{FILE}:3" in str(caught.value)


def test_a_value_that_ends_the_day_before_the_next_begins_is_fine() -> None:
    dated = days("due:\n" + version("2022-01-01", 5, "2022-06-30") + version("2022-07-01", 6))
    assert dated.at(date(2022, 7, 1)) == 6


def test_an_unknown_key_in_a_version_is_refused_at_its_line() -> None:
    def build(entry: Entry) -> Dated[int]:
        return Dated.read(entry, "due", lambda value: value.whole("day", 1, 28))

    with pytest.raises(RefusedAt) as caught:
        parse(
            "due:\n" + version("2022-01-01", 5).replace("{day: 5}", "{day: 5, dya: 6}"), FILE, build
        )
    assert (caught.value.code, caught.value.spot.line) == ("rulebook.key_unknown", 2)
