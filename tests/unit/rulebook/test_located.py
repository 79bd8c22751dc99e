from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import pytest

from vedich.core.errors import LANGUAGES, Message
from vedich.rulebook.located import Entry, Words, parse
from vedich.rulebook.refusals import RefusedAt, Spot


FILE = "places/test.yaml"
TOO_ODD = Message(code="test.too_odd", vi="“{value}” lạ.", en="“{value}” is odd.")


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def refused(text: str, build: Callable[[Entry], object]) -> tuple[str, int]:
    with pytest.raises(RefusedAt) as caught:
        parse(text, FILE, build)
    assert caught.value.spot.file == FILE
    for language in LANGUAGES:
        assert caught.value.say(language).startswith(f"{caught.value.spot}: ")
    return caught.value.code, caught.value.spot.line


def nothing(_: Entry) -> None:
    return None


def test_values_come_back_as_they_were_asked_for() -> None:
    text = """
code: 010
answer: no
day: 2022-06-30
colour: blue
open: true
count: 28
name: {vi: Xã, en: Commune}
codes: [01, yes]
rows:
  - {vi: Một, en: One}
  - {vi: Hai, en: Two}
"""

    def build(entry: Entry) -> tuple[object, ...]:
        return (
            entry.text("code"),
            entry.text("answer"),
            entry.day("day"),
            entry.choice("colour", Colour),
            entry.flag("open"),
            entry.whole("count", 1, 28),
            entry.words("name"),
            entry.texts("codes"),
            entry.many("rows", Words.read),
        )

    assert parse(text, FILE, build) == (
        "010",
        "no",
        date(2022, 6, 30),
        Colour.BLUE,
        True,
        28,
        Words("Xã", "Commune"),
        ("01", "yes"),
        (Words("Một", "One"), Words("Hai", "Two")),
    )


def test_words_are_said_in_the_language_asked_for() -> None:
    assert [Words("Xã", "Commune").say(language) for language in LANGUAGES] == ["Xã", "Commune"]


@pytest.mark.parametrize("blank", ["", "~", "null", '""', "'  '"])
def test_null_tilde_and_nothing_are_no_value(blank: str) -> None:
    assert parse(f"key: {blank}\n", FILE, lambda entry: entry.has("key")) is False
    assert refused(f"\nkey: {blank}\n", lambda entry: entry.text("key")) == (
        "rulebook.key_missing",
        2,
    )


def test_the_word_null_in_quotation_marks_is_a_word() -> None:
    assert parse("key: 'null'", FILE, lambda entry: entry.text("key")) == "null"


def test_a_value_that_is_not_there_is_refused_at_its_entry() -> None:
    text = "rows:\n  - a: 1\n  - b: 1\n"
    assert refused(text, lambda entry: entry.many("rows", lambda row: row.text("a"))) == (
        "rulebook.key_missing",
        3,
    )


def test_a_blank_item_of_a_list_is_refused_at_its_line() -> None:
    assert refused("key:\n  - a\n  -\n", lambda entry: entry.texts("key")) == (
        "rulebook.key_missing",
        3,
    )


def test_a_key_written_twice_is_refused_and_the_first_line_named() -> None:
    assert refused("a: 1\nb: 2\na: 3\n", nothing) == ("rulebook.key_twice", 3)
    with pytest.raises(RefusedAt, match=r"“a” is already on line 1\."):
        parse("a: 1\nb: 2\na: 3\n", FILE, nothing)


def test_a_key_nobody_asked_for_is_refused_and_the_known_ones_named() -> None:
    text = "from: 1\nuntill: 2\n"
    assert refused(text, lambda entry: entry.text("from")) == ("rulebook.key_unknown", 2)
    with pytest.raises(RefusedAt) as caught:
        parse(text, FILE, lambda entry: (entry.text("from"), entry.has("until")))
    assert caught.value.say("vi") == (
        f"{FILE}:2: Không biết “untill”. Hãy kiểm tra chính tả hoặc bỏ dòng này; ở đây dùng: from, "
        "until."
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1\nb: 2\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: *unknown\n", 1),
        ("a: \x07\n", 1),
    ],
)
def test_a_text_that_is_not_one_yaml_document_is_refused(text: str, line: int) -> None:
    assert refused(text, nothing) == ("rulebook.not_yaml", line)


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("# only a comment\n", 1), ("\n- a\n", 2), ("word\n", 1)]
)
def test_a_file_must_be_a_mapping(text: str, line: int) -> None:
    assert refused(text, nothing) == ("rulebook.not_a_mapping", line)


def test_shapes_other_than_the_one_asked_for_are_refused() -> None:
    assert refused("\na: word\n", lambda entry: entry.one("a", nothing)) == (
        "rulebook.not_a_mapping",
        2,
    )
    assert refused("\na: word\n", lambda entry: entry.texts("a")) == ("rulebook.not_a_list", 2)
    assert refused("\na: []\n", lambda entry: entry.many("a", nothing)) == (
        "rulebook.not_a_list",
        2,
    )
    assert refused("a:\n  - b: 1\n", lambda entry: entry.text("a")) == ("rulebook.not_text", 2)
    assert refused("? [a, b]\n: 1\n", nothing) == ("rulebook.not_text", 1)


@pytest.mark.parametrize("value", ["0", "29", "1.5", "-1", "５", "9" * 5000, "two"])
def test_a_number_out_of_range_is_refused(value: str) -> None:
    assert refused(f"\nday: {value}\n", lambda entry: entry.whole("day", 1, 28)) == (
        "rulebook.not_whole",
        2,
    )


def test_a_choice_that_is_none_is_refused() -> None:
    assert refused("a: green\n", lambda entry: entry.choice("a", Colour)) == (
        "rulebook.not_a_choice",
        1,
    )
    assert refused("a: yes\n", lambda entry: entry.flag("a")) == ("rulebook.not_a_choice", 1)
    with pytest.raises(RefusedAt, match=r"“a” cannot be “green”\. Choose one of: red, blue\."):
        parse("a: green\n", FILE, lambda entry: entry.choice("a", Colour))


@pytest.mark.parametrize("value", ["20220630", "2022-02-30", "30/06/2022"])
def test_a_day_that_is_none_is_refused(value: str) -> None:
    assert refused(f"\n\nfrom: {value}\n", lambda entry: entry.day("from")) == (
        "period.unreadable_day",
        3,
    )


def test_what_the_builder_refuses_is_refused_at_the_line_of_the_entry() -> None:
    def build(entry: Entry) -> None:
        raise TOO_ODD.refuse(value=entry.text("a"))

    text = "rows:\n  - a: 1\n"
    with pytest.raises(RefusedAt) as caught:
        parse(text, FILE, lambda entry: entry.many("rows", build))
    assert str(caught.value) == f"{FILE}:2: “1” is odd."
    assert caught.value.spot == Spot(FILE, 2)


def test_no_tag_builds_an_object() -> None:
    text = "a: !!python/object/apply:os.getcwd []\n"
    assert refused(text, lambda entry: entry.text("a"))[0] == "rulebook.not_text"
