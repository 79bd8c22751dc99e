"""Numbers for people: "1.234,5", "−12,5", "62,0%", "18–22", and in words (UX §6)."""

from __future__ import annotations

from vedich.core.errors import Language
from vedich.core.numbers._exact import rescale
from vedich.core.numbers._typed import Mark


# A hyphen would be read as a dash between two numbers, and may end a line.
_MINUS = "\u2212"
_EN_DASH = "\u2013"
_SIGNS: dict[Language, tuple[str, str]] = {"vi": (".", ","), "en": (",", ".")}
_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def write_number(
    scaled: int,
    *,
    decimals: int,
    show: int | None = None,
    mark: Mark = "",
    language: Language = "vi",
) -> str:
    """The number an integer at `decimals` stands for, with exactly `show` decimals (UX §6).

    `show` is by default all `decimals`; fewer round half away from zero from the integer (DESIGN
    §4.5), and what rounds to zero loses its minus. The mark is closed up: "62,0%".
    """
    show = decimals if show is None else show
    group, point = _SIGNS[language]
    # From the integer, and once: rounding a rounded value shows 62,1 for 62,049.
    rounded = rescale(scaled, decimals=decimals, to=show)
    whole, rest = divmod(abs(rounded), 10**show)
    tail = f"{point}{rest:0{show}d}" if show else ""
    return f"{_MINUS if rounded < 0 else ''}{whole:,}".replace(",", group) + tail + mark


def write_range(
    low: int,
    high: int,
    *,
    decimals: int,
    show: int | None = None,
    mark: Mark = "",
    language: Language = "vi",
) -> str:
    """Two ends with an en dash, the mark once: "18–22", "1,0–1,5%" (UX §6).

    With a minus in it the dash stands between spaces, or "−5–−3" would be a riddle. Raises
    ValueError when `low` is above `high`.
    """
    if low > high:
        raise ValueError(f"the range starts at {low}, above its end {high}")
    dash = f" {_EN_DASH} " if low < 0 else _EN_DASH
    first = write_number(low, decimals=decimals, show=show, language=language)
    last = write_number(high, decimals=decimals, show=show, mark=mark, language=language)
    return first + dash + last


def write_words(number: int) -> str:
    """A whole number in Vietnamese words, to repeat back what digits leave in doubt (UX §6).

    1234 is "một nghìn hai trăm ba mươi tư". Within a number every place is said, also an empty one
    ("hai nghìn không trăm linh năm", "một triệu không nghìn ba trăm"): "một triệu ba trăm" is
    1 300 000 in speech.
    """
    if number < 0:
        return f"âm {write_words(-number)}"
    billions, rest = divmod(number, 10**9)
    words = [f"{write_words(billions)} tỷ"] if billions else []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group or (words and rest):
            words.append(f"{_group(group, full=bool(words))} {name}".rstrip())
    return " ".join(words) or _ONES[0]


def _group(number: int, *, full: bool) -> str:
    """0 to 999 in words; `full` says the hundreds of a group even when there are none."""
    hundreds, rest = divmod(number, 100)
    if number == 0 or not (hundreds or full):
        return _tens(rest)
    tail = f" linh {_ONES[rest]}" if 0 < rest < 10 else f" {_tens(rest)}" if rest else ""
    return f"{_ONES[hundreds]} trăm{tail}"


def _tens(number: int) -> str:
    """0 to 99 in words: mười lăm, hai mươi mốt, ba mươi tư, bốn mươi lăm."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _ONES[ones]
    # mười bốn, but hai mươi tư; mười một, but hai mươi mốt.
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    word = special.get(ones, _ONES[ones]) if ones else ""
    return f"{'mười' if tens == 1 else f'{_ONES[tens]} mươi'} {word}".rstrip()
