"""A scorecard on the terminal: the answer first, then every target in the resolution's order.

Status is a word and a shape, so that neither colour nor a screen is needed to read it (UX §4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from vedich.core.errors import Language
from vedich.core.numbers import write_number
from vedich.core.periods import Length, Period
from vedich.core.targets import (
    LIFT,
    NamedSet,
    Outcome,
    Reading,
    Standing,
    Verdict,
    score,
)
from vedich.rulebook.located import Words
from vedich.rulebook.samples import Prong, SampleTarget, SampleYear


@dataclass(frozen=True, slots=True)
class Line:
    """One target with its verdict, and of how many places the last month came in (R7)."""

    target: SampleTarget
    verdict: Verdict
    standing: Standing
    sent: int
    expected: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What is printed. `names` are those of places by code, `late` those without the last month."""

    year: SampleYear
    lines: Sequence[Line]
    names: Mapping[str, str]
    late: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Status:
    """An outcome as it is said, counted, drawn and coloured."""

    words: Words
    counted: Words
    shape: str
    style: str = ""


_STATUS: Final[Mapping[Outcome, _Status]] = {
    Outcome.MET: _Status(Words("Đã đạt", "Met"), Words("đã đạt", "met"), "✓", "bold cyan"),
    Outcome.QUALIFIES: _Status(
        Words("Đủ điều kiện đến nay", "Qualifies so far"),
        Words("đủ điều kiện đến nay", "that qualify so far"),
        "●",
        "cyan",
    ),
    Outcome.AT_LEVEL: _Status(
        Words("Đang ở mức đạt", "At the level"),
        Words("đang ở mức đạt", "at the level"),
        "●",
        "cyan",
    ),
    Outcome.ON_TRACK: _Status(
        Words("Đúng tiến độ", "On track"), Words("đúng tiến độ", "on track"), "●", "cyan"
    ),
    Outcome.AT_RISK: _Status(
        Words("Có nguy cơ", "At risk"), Words("có nguy cơ", "at risk"), "▲", "yellow"
    ),
    Outcome.HARD: _Status(Words("Khó đạt", "Hard"), Words("khó đạt", "hard"), "◆", "red"),
    Outcome.NOT_MET: _Status(
        Words("Không đạt", "Not met"), Words("không đạt", "not met"), "◆", "red"
    ),
    Outcome.NO_FIGURE: _Status(
        Words("Chưa có số", "No figure"), Words("chưa có số", "without a figure"), "○"
    ),
    Outcome.UNKNOWN: _Status(
        Words("Chưa rõ mức", "Level unknown"), Words("chưa rõ mức", "of unknown level"), "○"
    ),
}
_NONE: Final = "—"
_DIFFERS: Final = "*"

_HEADING: Final = Words(
    "{total} chỉ tiêu đến {day}: {counts}.", "{total} targets on {day}: {counts}."
)
_CONTEXT: Final = Words(
    "{name}. Tính trên số đã kiểm chứng, biết đến {known}. Năm {before} đạt {met}/{of}.",
    "{name}. Counted on verified figures, as known by {known}. In {before}: {met}/{of} met.",
)
_PRONG: Final = Words("Mũi {number}: {name}", "Prong {number}: {name}")
_COLUMNS: Final = (
    Words("Số", "No"),
    Words("Chỉ tiêu (đơn vị)", "Target (unit)"),
    Words("Kế hoạch", "Plan"),
    Words("Kiểm chứng", "Verified"),
    Words("Báo cáo", "Reported"),
    Words("Lộ trình", "Path"),
    Words("Trạng thái theo lộ trình", "Status against path"),
    Words("Nơi báo", "Places"),
)
_WIDTHS: Final = (2, 0, 9, 7, 8, 7, 14, 5)
"""Of the columns, in characters; 0 takes what is left."""

_LEFT: Final = (1, 6)
"""The columns of words; numbers stand to the right."""

_READING: Final = Words(
    "{differs} số báo cáo khác số đã kiểm chứng. Lộ trình: mức cần có đến {day}. Nơi báo: số nơi "
    "đã gửi {month} trên số nơi phải gửi. Đúng tiến độ, có nguy cơ, khó đạt: so với lộ trình, "
    "chưa phải dự báo.",
    "{differs} what is reported differs from what is verified. Path: where it should stand on "
    "{day}. Places: how many sent {month}, of how many that should. On track, at risk and hard "
    "are against the path, not a forecast.",
)
_AWAITS: Final = Words(
    "Chỉ tiêu {numbers}: đếm nơi đủ điều kiện đến nay; có quyết định công nhận mới là đạt.",
    "Targets {numbers}: those that qualify so far are counted; only a decision makes them met.",
)
_NAMED: Final = Words(
    "Chỉ tiêu {number} nêu tên {names}: đủ điều kiện {done}/{all}.",
    "Target {number} names {names}: {done}/{all} qualify.",
)
_NO_FIGURE: Final = Words(
    "Chỉ tiêu {numbers}: chưa có số được xét, không phải là số 0.",
    "Target {numbers}: there is no figure to judge yet, which is not a zero.",
)
_LATE: Final = Words("Chưa gửi số {month}: {places}.", "Have not sent {month}: {places}.")


def show(card: Scorecard, language: Language, stream: TextIO) -> None:
    """Print `card` to `stream`: plain text unless that is a terminal, the label first and last."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    label = Text(card.year.label.say(language), style="reverse")
    console.print(label)
    console.print()
    console.print(_heading(card, language), style="bold")
    console.print(_context(card.year, language))
    for prong in card.year.prongs:
        console.print()
        words = {"number": prong.number, "name": prong.name.say(language)}
        console.print(_PRONG.say(language).format_map(words), style="bold")
        console.print(_table(card, prong, language))
    console.print()
    for note in _notes(card, language):
        console.print(note)
    console.print()
    console.print(label)


def _heading(card: Scorecard, language: Language) -> str:
    told = score(line.verdict for line in card.lines)
    counts = ", ".join(
        f"{count} {_STATUS[outcome].counted.say(language)}"
        for outcome, count in told.counts
        if count
    )
    words = {"total": told.total, "day": _day(card.year.on, language), "counts": counts}
    return _HEADING.say(language).format_map(words)


def _context(year: SampleYear, language: Language) -> str:
    return _CONTEXT.say(language).format_map(
        {
            "name": year.name.say(language),
            "known": _day(year.known_by, language),
            "before": year.period.year_before(),
            "met": year.last_met,
            "of": year.last_targets,
        }
    )


def _day(day: date, language: Language) -> str:
    if language == "vi":
        return f"{day.day}/{day.month}/{day.year}"
    return f"{day.day} {Period.of(day, Length.MONTH).name(language)}"


# -- the table -------------------------------------------------------------------------------------


def _table(card: Scorecard, prong: Prong, language: Language) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False, padding=0)
    heads = [column.say(language) for column in _COLUMNS]
    for n, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
        justify: JustifyMethod = "left" if n in _LEFT else "right"
        # a head may break between words, never inside one
        fixed = max(width, *map(len, head.split())) if width else None
        table.add_column(head, justify=justify, width=fixed, ratio=None if width else 1)
    for line in card.lines:
        if line.target.prong == prong.number:
            table.add_row(*_cells(line, language))
    return table


def _cells(line: Line, language: Language) -> Iterator[str | Text]:
    of, verdict, standing = line.target, line.verdict, line.standing
    status = _STATUS[verdict.shown]
    verified, reported = (
        _value(of, reading, language) for reading in (standing.verified, standing.reported)
    )
    yield str(of.number)
    yield f"{of.name.say(language)} ({of.indicator.unit.say(language)})"
    yield _plan(of, language)
    yield verified
    yield reported + (_DIFFERS if reported != verified else "")
    yield _number(of, verdict.path, language)
    yield Text(f"{status.shape} {status.words.say(language)}", style=status.style)
    yield f"{line.sent}/{line.expected}"


def _plan(of: SampleTarget, language: Language) -> str:
    bounds = of.target.bounds
    if bounds is None:
        return _NONE
    sign = "≤" if bounds.low is None else "≥"
    return f"{sign} {_number(of, bounds.edge, language)}"


def _value(of: SampleTarget, reading: Reading | None, language: Language) -> str:
    if reading is None:
        return _NONE
    if isinstance(reading.value, int):
        return _number(of, reading.value, language)
    return _number(of, _named(of, reading) * LIFT, language)


def _number(of: SampleTarget, value: int | None, language: Language) -> str:
    if value is None:
        return _NONE
    scale, shown = of.indicator.measure.value_scale, of.indicator.shown
    return write_number(value, decimals=scale, show=shown, language=language)


def _named(of: SampleTarget, reading: Reading | None) -> int:
    """How many of the names of a named set are done."""
    kind = of.target.kind
    if reading is None or isinstance(reading.value, int) or not isinstance(kind, NamedSet):
        return 0
    return len(kind.tell(reading.value).done)


# -- below the table -------------------------------------------------------------------------------


def _notes(card: Scorecard, language: Language) -> Iterator[str]:
    month = card.year.months[-1].name(language)
    day = _day(card.year.on, language)
    yield _READING.say(language).format(differs=_DIFFERS, day=day, month=month)
    awaits = [line for line in card.lines if line.verdict.awaits_decision]
    if awaits:
        yield _AWAITS.say(language).format(numbers=_numbers(awaits))
    for line in card.lines:
        if isinstance(line.target.target.kind, NamedSet):
            yield _named_note(card, line, line.target.target.kind, language)
    none = [line for line in card.lines if line.verdict.outcome is Outcome.NO_FIGURE]
    if none:
        yield _NO_FIGURE.say(language).format(numbers=_numbers(none))
    if card.late:
        yield _LATE.say(language).format(month=month, places="; ".join(card.late))


def _named_note(card: Scorecard, line: Line, kind: NamedSet, language: Language) -> str:
    names = ", ".join(card.names[code] for code in kind.names)
    done = _named(line.target, line.standing.verified)
    words = {"number": line.target.number, "names": names, "done": done, "all": len(kind.names)}
    return _NAMED.say(language).format_map(words)


def _numbers(lines: Sequence[Line]) -> str:
    return ", ".join(str(line.target.number) for line in lines)
