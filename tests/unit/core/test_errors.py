"""Errors for people: declared once, whole in every language, named by a lasting code."""

from __future__ import annotations

import pickle

import pytest

from vedich.core.errors import LANGUAGES, Message, Refused, catalogue


TOO_TALL = Message(
    code="test.too_tall",
    vi="“{value}” cao quá {limit}. Hãy hạ xuống.",
    en="“{value}” is taller than {limit}. Lower it.",
)


def test_a_message_is_said_in_vietnamese_and_in_english() -> None:
    values = {"value": 5, "limit": 3}
    assert TOO_TALL.say("vi", values) == "“5” cao quá 3. Hãy hạ xuống."
    assert TOO_TALL.say("en", values) == "“5” is taller than 3. Lower it."


def test_a_refusal_carries_code_values_and_words() -> None:
    refused = TOO_TALL.refuse(value=5, limit=3)
    assert refused.code == "test.too_tall"
    assert refused.values == {"value": 5, "limit": 3}
    assert refused.say("vi") == "“5” cao quá 3. Hãy hạ xuống."


def test_a_refusal_reads_english_in_logs() -> None:
    assert str(TOO_TALL.refuse(value=5, limit=3)) == "“5” is taller than 3. Lower it."


def test_a_refusal_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="Lower it"):
        raise TOO_TALL.refuse(value=5, limit=3)


def test_a_refusal_travels_between_processes() -> None:
    back = pickle.loads(pickle.dumps(TOO_TALL.refuse(value=5, limit=3)))
    assert isinstance(back, Refused)
    assert (back.message, back.values) == (TOO_TALL, {"value": 5, "limit": 3})


@pytest.mark.parametrize("values", [{}, {"value": 5}, {"value": 5, "limit": 3, "more": 1}])
def test_a_refusal_fills_the_gaps_exactly(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"test.too_tall wants \['limit', 'value'\]"):
        TOO_TALL.refuse(**values)


@pytest.mark.parametrize("code", ["", "plain", "Test.x", "test.", ".x", "test.x-y", "test.x\n"])
def test_a_code_is_dotted_lower_case(code: str) -> None:
    with pytest.raises(ValueError, match="is not a code"):
        Message(code=code, vi="Sai.", en="Wrong.")


def test_the_languages_name_the_same_values() -> None:
    with pytest.raises(ValueError, match="different values"):
        Message(code="test.gaps", vi="“{value}” sai.", en="It is wrong.")


@pytest.mark.parametrize("gap", ["{}", "{0}", "{value.year}", "{value[0]}"])
def test_a_gap_has_a_plain_name(gap: str) -> None:
    with pytest.raises(ValueError, match="a gap has a name"):
        Message(code="test.plain", vi=f"“{gap}” sai.", en=f"“{gap}” is wrong.")


@pytest.mark.parametrize(("vi", "en"), [("Sai", "Wrong."), ("Sai.", "Wrong"), ("", "")])
def test_a_message_is_a_whole_sentence(vi: str, en: str) -> None:
    with pytest.raises(ValueError, match="whole sentence"):
        Message(code="test.sentence", vi=vi, en=en)


def test_a_question_is_a_sentence_too() -> None:
    assert Message(code="test.question", vi="Đúng không?", en="Is it?").say("en", {}) == "Is it?"


def test_a_code_is_never_taken_twice() -> None:
    with pytest.raises(ValueError, match="taken"):
        Message(code="test.too_tall", vi="Sai.", en="Wrong.")


def test_the_same_message_may_be_read_twice() -> None:
    assert Message(TOO_TALL.code, TOO_TALL.vi, TOO_TALL.en) == TOO_TALL


def test_a_message_refused_at_birth_is_not_in_the_catalogue() -> None:
    with pytest.raises(ValueError, match="whole sentence"):
        Message(code="test.never", vi="Sai", en="Wrong")
    assert "test.never" not in catalogue()


def test_the_catalogue_knows_every_message_by_code() -> None:
    assert catalogue()["test.too_tall"] == TOO_TALL


def test_the_catalogue_cannot_be_spoilt_from_outside() -> None:
    dict(catalogue()).clear()
    assert "test.too_tall" in catalogue()


def test_vietnamese_comes_first() -> None:
    assert LANGUAGES == ("vi", "en")
