"""Laws of Vietnamese text, on random text."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vedich.core.errors import Refused
from vedich.core.vietnamese import (
    fold,
    normalise,
    read_date,
    same_name,
    sort_key,
    write_date,
    write_formal_date,
)


LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
vietnamese = st.text(LETTERS + LETTERS.upper() + "  0123456789-", max_size=20)
texts = st.one_of(st.text(max_size=20), vietnamese)
days = st.dates(min_value=date(1000, 1, 1))


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_folding_vietnamese_leaves_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text.upper()) == fold(text)


@given(texts)
def test_folding_does_not_depend_on_the_form_of_unicode(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(texts)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(texts)
def test_a_normal_text_is_composed_and_still_found(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))
    assert fold(normalise(text)) == fold(text)


@given(vietnamese, vietnamese)
def test_one_name_has_one_spelling_when_searched(one: str, other: str) -> None:
    assert same_name(one, normalise(one).upper())
    if same_name(one, other):
        assert fold(one) == fold(other)
    assert same_name(one, other) == same_name(other, one)


@given(texts, texts)
def test_different_texts_never_tie(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(vietnamese, vietnamese)
def test_case_never_outweighs_letters_and_tones(one: str, other: str) -> None:
    if not same_name(one, other):
        plain = sort_key(one.lower()) < sort_key(other.lower())
        assert (sort_key(one.upper()) < sort_key(other.upper())) == plain


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy", max_size=8), st.sampled_from("àảãáạ"))
def test_a_tone_stands_after_no_tone_and_before_another_letter(stem: str, tone: str) -> None:
    assert sort_key(f"{stem}a") < sort_key(f"{stem}{tone}") < sort_key(f"{stem}ă")


@given(days)
def test_a_written_date_is_read_back(day: date) -> None:
    assert read_date(write_date(day)) == day
    assert read_date(write_date(day, with_year=False), year=day.year) == day
    assert read_date(write_formal_date(day)) == day
    assert read_date(day.isoformat()) == day


@given(st.one_of(st.text(max_size=20), st.text("0123456789/-. ngàythángnăm", max_size=20)))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        read_date(text)
    except Refused as refused:
        assert refused.say("vi")
