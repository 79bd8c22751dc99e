"""A number in a box as a person types it: digits or words, with or without the unit (UX §6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vedich.apps.returns.queries import Question
from vedich.core.errors import Language, Message
from vedich.core.numbers import (
    Reading,
    read_number,
    read_unit,
    to_scaled,
    write_number,
    write_words,
)


NOT_A_RATE = Message(
    code="form.not_a_rate",
    vi="“{value}” ghi kèm %, còn ô này là số đếm. Hãy ghi số đếm, máy sẽ tính %.",
    en="“{value}” has a %, but this box takes a count. Write the count; the % is worked out.",
)
TOO_FINE = Message(
    code="form.too_fine",
    vi="“{value}” có quá {decimals} số lẻ. Hãy làm tròn.",
    en="“{value}” has more than {decimals} decimals. Round it.",
)
WHOLE_NUMBER = Message(
    code="form.whole_number",
    vi="“{value}” có số lẻ, còn ô này chỉ đếm. Hãy ghi số nguyên.",
    en="“{value}” has decimals, but this box counts. Write a whole number.",
)
DOUBTFUL = Message(
    code="form.doubtful",
    vi="“{text}” được hiểu là {value} ({words}), không phải {other}.",
    en="“{text}” was understood as {value}, not {other} (in Vietnamese: {words}).",
)
FRACTION = Message(
    code="form.doubtful_fraction",
    vi="“{text}” được hiểu là số thập phân {value}, không phải {other}.",
    en="“{text}” was understood as the decimal number {value} (comma), not {other}.",
)
IN_WORDS = Message(
    code="form.in_words",
    vi="“{text}” được hiểu là {value} {unit}.",
    en="“{text}” was understood as {value} {unit}.",
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A number as it was read: scaled, and the sentence that repeats a doubtful one, or “”."""

    scaled: int
    doubt: str = ""


def understand(text: str, question: Question, language: Language) -> Understood:
    """The number in one box at the indicator's decimals.

    Digits or words; the question's own unit may stand behind. Words of money ("3 triệu 150 ngàn")
    in a unit that counts millions are brought to that unit. Raises Refused.
    """
    unit = read_unit(question.unit)
    plain = _bare(text, (question.unit, unit.base))
    reading = read_number(plain)
    rate_box = question.kind == "rate"
    if reading.mark and (rate_box or question.unit != reading.mark):
        raise NOT_A_RATE.refuse(value=text)
    value, spoken = reading.value, any(sign.isalpha() for sign in plain)
    if spoken and unit.factor > 1 and abs(value) >= unit.factor and not rate_box:
        value = value.scaleb(-(len(str(unit.factor)) - 1))
    if value != round(value, question.typed_decimals):
        if question.typed_decimals == 0:
            raise WHOLE_NUMBER.refuse(value=text)
        raise TOO_FINE.refuse(value=text, decimals=question.typed_decimals)
    scaled = to_scaled(value, decimals=question.decimals)
    return Understood(scaled, _doubt(text, reading, value, question, spoken, language))


def _doubt(
    text: str,
    reading: Reading,
    value: Decimal,
    question: Question,
    spoken: bool,
    language: Language,
) -> str:
    if spoken:
        shown = _written(value)
        return IN_WORDS.say(language, {"text": text, "value": shown, "unit": question.unit})
    if reading.other is None:
        return ""
    values: dict[str, object] = {
        "text": text,
        "value": _written(value),
        "other": _written(reading.other),
    }
    if value == value.to_integral_value():
        return DOUBTFUL.say(language, {**values, "words": write_words(int(value))})
    return FRACTION.say(language, values)


def _written(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return write_number(to_scaled(value, decimals=decimals), decimals=decimals)


def _bare(text: str, units: Sequence[str]) -> str:
    """`text` without the unit behind it."""
    bare = " ".join(text.split())
    for unit in units:
        if unit and unit not in ("%", "‰") and bare.lower().endswith(unit.lower()):
            return bare[: -len(unit)].rstrip() or bare
    return bare
