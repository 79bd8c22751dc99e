"""From a judged target to strings and drawn marks: made once, so that a template only places them.

Everything here is a pure function of values; the drawn parts are kept for a while, because of a
whole scorecard only a few rows change between two visits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from markupsafe import Markup

from vedich.apps.resolutions.models import Target as Row
from vedich.apps.resolutions.standing import Line, number_of
from vedich.core.errors import Language, Message
from vedich.core.numbers import write_number, write_range
from vedich.core.targets import Outcome, Reading, Settles
from vedich.formats.charts import marks
from vedich.formats.sheets.scorecard import NO, OUTCOMES, YES


BULLET = Message(
    code="mark.bullet",
    vi="Đã kiểm chứng {verified}, đã báo cáo {reported}, kế hoạch {plan} {unit}, lộ trình đến "
    "{day} {path}.",
    en="Verified {verified}, reported {reported}, plan {plan} {unit}, path to {day} {path}.",
)
BULLET_NO_PATH = Message(
    code="mark.bullet_no_path",
    vi="Đã kiểm chứng {verified}, đã báo cáo {reported}, kế hoạch {plan} {unit}, không có lộ "
    "trình.",
    en="Verified {verified}, reported {reported}, plan {plan} {unit}, no path.",
)
SPARK = Message(
    code="mark.spark",
    vi="Từ tháng {first} đến tháng {last}: {start} đến {end}.",
    en="From month {first} to month {last}: {start} to {end}.",
)
SPARK_EMPTY = Message(
    code="mark.spark_empty",
    vi="Từ đầu năm chưa có số.",
    en="No figure since January.",
)

NONE: Final = "—"
"""What stands for a number that is not there; never a zero (R7)."""

WORST_FIRST: Final = (
    Outcome.HARD,
    Outcome.NOT_MET,
    Outcome.AT_RISK,
    Outcome.NO_FIGURE,
    Outcome.UNKNOWN,
    Outcome.ON_TRACK,
    Outcome.AT_LEVEL,
    Outcome.QUALIFIES,
    Outcome.MET,
)
NARROW: Final = 124
WIDE: Final = 340
"""Pixels of a bullet in a table, and on a card or strip, which are as wide as a phone."""

SPARK_SIZE: Final = (80, 26)
KEPT: Final = 4096
"""How many drawn marks a process keeps."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of one indicator are written: stored decimals and shown ones."""

    stored: int
    shown: int

    @staticmethod
    def of(row: Row) -> Scale:
        """That of the target's indicator."""
        return Scale(row.indicator.measure.value_scale, row.indicator.shown)

    def write(self, value: int | None) -> str:
        """A value as people read it, “1.234,5” in both languages; “—” where there is none."""
        if value is None:
            return NONE
        return write_number(value, decimals=self.stored, show=self.shown)

    def plain(self, value: int | None) -> float | None:
        """A value as a number for a sheet."""
        return None if value is None else value / 10**self.stored


@dataclass(frozen=True, slots=True)
class Printed:
    """One target as a page shows it; numbers are strings, `plain_…` the same for sheets.

    `note` names the places of a named set. `outcome` is "" where nothing is committed.
    `awaits_year`: only the figure of the whole year is judged, and it is not there yet.
    `by_path`: the outcome comes from the path, not from an outlook (R10). `basis` is "estimate",
    "preliminary" or "". `places` is “9/11”; `short`: somebody is missing.
    """

    number: int
    name: str
    note: str
    field: str
    prong: int
    kind: str
    plan: str
    unit: str
    verified: str
    reported: str
    path: str
    differs: bool
    waits: bool
    basis: str
    outcome: str
    word: str
    status: Markup
    look: str
    by_path: bool
    awaits_decision: bool
    awaits_year: bool
    post: str
    body: str
    places: str
    sent: int
    expected: int
    bullet: Markup
    wide: Markup
    spark: Markup
    rank: tuple[int, float]
    plain_plan: float | None
    plain_verified: float | None
    plain_reported: float | None
    plain_path: float | None
    decimals: int

    @property
    def reported_known(self) -> bool:
        """Whether there is any figure."""
        return self.plain_reported is not None

    @property
    def verified_unit(self) -> str:
        """The verified number with its unit: “49,8%”, “15,9 km”."""
        return with_unit(self.verified, self.unit)

    @property
    def reported_unit(self) -> str:
        """The reported number with its unit."""
        return with_unit(self.reported, self.unit)

    @property
    def plan_unit(self) -> str:
        """The plan with its unit."""
        return with_unit(self.plan, self.unit)

    @property
    def short(self) -> bool:
        """Whether some of the places expected did not report."""
        return self.sent < self.expected

    @property
    def attention(self) -> bool:
        """Whether it is at risk or hard: what the filter “cần chú ý” keeps."""
        return self.look in ("risk", "off")


def printed(line: Line, language: Language, day: str, note: str = "") -> Printed:
    """The target for one page; `day` is the last day counted, as “30/6”."""
    row, verdict, scale = line.row, line.verdict, Scale.of(line.row)
    verified, reported = (number_of(line.core, one) for one in (line.verified, line.reported))
    path = verdict.path if verdict else None
    outcome = verdict.shown if verdict else None
    write = scale.write if row.kind != Row.Kind.YES_NO else _yes_or_no(language)
    texts = write(verified), write(reported), write(path)
    plan = plan_of(line, scale) if row.kind != Row.Kind.YES_NO else YES.say(language)
    unit = said(row.indicator.unit, row.indicator.unit_en, language)
    return Printed(
        number=row.number,
        name=said(row.name, row.name_en, language),
        note=note,
        field=said(row.field, row.field_en, language),
        prong=row.prong.number if row.prong else 0,
        kind=row.kind,
        plan=plan if verdict else "",
        unit=unit,
        verified=texts[0],
        reported=texts[1],
        path=texts[2],
        differs=texts[0] != texts[1],
        waits=line.waits,
        basis=basis_of(line.reported),
        outcome=outcome.value if outcome else "",
        word=OUTCOMES[outcome].say(language) if outcome else "",
        status=_status(outcome, language) if outcome else Markup(),
        look=marks.look(outcome) if outcome else "",
        by_path=verdict is not None and verdict.against_path,
        awaits_decision=verdict is not None and verdict.awaits_decision,
        awaits_year=outcome is Outcome.NO_FIGURE and row.settles == Settles.YEARLY,
        post=said(row.owner_post, row.owner_post_en, language),
        body=said(row.owner_body.name, row.owner_body.name_en, language),
        places=f"{line.sent}/{line.expected}" if line.expected else NONE,
        sent=line.sent,
        expected=line.expected,
        bullet=bullet(line, language, (*texts, plan, unit, day), NARROW),
        wide=bullet(line, language, (*texts, plan, unit, day), WIDE),
        spark=spark(line, language, scale),
        rank=rank(line),
        plain_plan=scale.plain(_edge(line)),
        plain_verified=scale.plain(verified),
        plain_reported=scale.plain(reported),
        plain_path=scale.plain(path),
        decimals=scale.shown,
    )


def said(vietnamese: str, english: str, language: Language) -> str:
    """The text of a row in `language`; without an English one it keeps its own."""
    return vietnamese if language == "vi" or not english else english


def with_unit(text: str, unit: str) -> str:
    """A number with its unit: percent closed up in text, other units apart (UX §6)."""
    return f"{text}{unit}" if unit in ("", "%", "‰") else f"{text} {unit}"


def basis_of(reading: Reading | None) -> str:
    """“estimate” or “preliminary”, "" for what is actual or not there."""
    if reading is None or reading.basis.value == "actual":
        return ""
    return reading.basis.value


def plan_of(line: Line, scale: Scale) -> str:
    """The plan as the table prints it: “62,0”, “≤ 3,20”, “= 5”, “1,0–1,5”, or “—” if unknown."""
    bounds = line.core.bounds
    if bounds is None:
        return NONE
    low, high = bounds
    if low is not None and high is not None and low < high:
        return write_range(low, high, decimals=scale.stored, show=scale.shown)
    sign = "≤ " if low is None else "= " if high is not None else ""
    return f"{sign}{scale.write(bounds.edge)}"


def bullet(line: Line, language: Language, texts: tuple[str, ...], width: int) -> Markup:
    """The bullet of a judged target; nothing where the plan is unknown."""
    verdict, edge = line.verdict, _edge(line)
    if verdict is None or edge is None:
        return Markup()
    return _bullet(
        language,
        texts,
        edge,
        number_of(line.core, line.verified),
        number_of(line.core, line.reported),
        verdict.path,
        verdict.shown,
        line.core.bounds is not None and line.core.bounds.low is None,
        width,
    )


def spark(line: Line, language: Language, scale: Scale) -> Markup:
    """The months so far; the plan is a dash at the year's end where it is committed to here."""
    verdict = line.verdict
    return _spark(
        language,
        scale,
        line.series,
        _edge(line) if verdict else None,
        verdict.shown if verdict else None,
    )


def spark_label(language: Language, scale: Scale, series: Sequence[int | None]) -> str:
    """What a spark says in words: first and last month that have a figure."""
    known = [(n, value) for n, value in enumerate(series, start=1) if value is not None]
    if not known:
        return SPARK_EMPTY.say(language, {})
    (first, start), (last, end) = known[0], known[-1]
    gaps = {"first": first, "last": last, "start": scale.write(start), "end": scale.write(end)}
    return SPARK.say(language, gaps)


def _edge(line: Line) -> int | None:
    return line.core.bounds.edge if line.core.bounds else None


def rank(line: Line) -> tuple[int, float]:
    """Where a target stands among others, the worst first; of one outcome by percent of path."""
    if line.verdict is None:
        return (0, float(line.row.number))
    of_path = line.verdict.verified.of_path
    share = of_path.part / of_path.whole if of_path and of_path.whole else 1.0
    return (WORST_FIRST.index(line.verdict.shown), share)


def _yes_or_no(language: Language) -> Callable[[int | None], str]:
    """Of a deed there is no number: done, or not yet."""

    def write(value: int | None) -> str:
        return NONE if value is None else (YES if value else NO).say(language)

    return write


@cache
def _status(outcome: Outcome, language: Language) -> Markup:
    return marks.status(outcome, OUTCOMES[outcome].say(language))


@lru_cache(maxsize=KEPT)
def _bullet(
    language: Language,
    texts: tuple[str, ...],
    plan: int,
    verified: int | None,
    reported: int | None,
    path: int | None,
    outcome: Outcome,
    ceiling: bool,
    width: int,
) -> Markup:
    gaps = dict(zip(("verified", "reported", "path", "plan", "unit", "day"), texts, strict=True))
    message = BULLET if path is not None else BULLET_NO_PATH
    return marks.bullet(
        label=message.say(language, gaps),
        plan=plan,
        verified=verified,
        reported=reported,
        path=path,
        outcome=outcome,
        ceiling=ceiling,
        width=width,
    )


@lru_cache(maxsize=KEPT)
def _spark(
    language: Language,
    scale: Scale,
    series: tuple[int | None, ...],
    plan: int | None,
    outcome: Outcome | None,
) -> Markup:
    return marks.spark(
        label=spark_label(language, scale, series),
        points=series,
        plan=plan,
        outcome=outcome or "none",
        width=SPARK_SIZE[0],
        height=SPARK_SIZE[1],
    )
