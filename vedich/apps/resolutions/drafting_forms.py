"""What the draft pages' forms hold: values to show again, and the values of actions they mean.

Everything typed is kept as typed, so that a page with an error gives it back (UX §6).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.http import QueryDict

from vedich.apps.figures.actions import NewIndicator
from vedich.apps.figures.models import Indicator
from vedich.apps.places.offices import OfficeValues, office_above
from vedich.apps.places.queries import Spot
from vedich.apps.resolutions.actions import NewProng, NewResolution
from vedich.apps.resolutions.drafting import MOST_PRONGS, Choices, level_text, printed
from vedich.apps.resolutions.drafting_reader import NEW, Doubt, too_long
from vedich.apps.resolutions.models import Resolution, Target
from vedich.core.errors import Message, Refused
from vedich.core.periods import Length, Period
from vedich.core.tallies import PlaceRule, TimeRule
from vedich.core.targets import Settles
from vedich.core.vietnamese import fold, normalise, read_date, write_date


NO_ISSUER = Message(
    code="drafting.no_issuer",
    vi="Chưa ghi cơ quan ban hành. Hãy ghi như trên văn bản.",
    en="The issuing body is missing. Write it as on the document.",
)
NO_TITLE = Message(
    code="drafting.no_title",
    vi="Chưa ghi tên nghị quyết. Hãy ghi như trên văn bản.",
    en="The resolution has no title. Write it as on the document.",
)
NO_PLACE = Message(
    code="drafting.no_place",
    vi="Chưa chọn địa bàn của nghị quyết. Hãy chọn một nơi.",
    en="The resolution has no place yet. Choose one.",
)
NOT_A_YEAR = Message(
    code="drafting.not_a_year",
    vi="“{value}” không phải là năm hay nhiệm kỳ. Hãy ghi như 2022 hoặc 2020–2025.",
    en="“{value}” is neither a year nor a term. Write it like 2022 or 2020–2025.",
)
NOT_WITHIN = Message(
    code="drafting.not_within",
    vi="“{value}” không phải là số nguyên từ {low} đến {high}. Hãy sửa số này.",
    en="“{value}” is no whole number from {low} to {high}. Correct it.",
)
LAST_YEAR_HALF = Message(
    code="drafting.last_year_half",
    vi="Kết quả năm trước cần cả hai số: đạt bao nhiêu trên bao nhiêu chỉ tiêu. Hãy ghi cả hai, "
    "hoặc để trống cả hai.",
    en="Last year’s result needs both numbers: how many met, of how many. Write both or neither.",
)
NO_DAY = Message(
    code="drafting.no_day",
    vi="Chưa ghi ngày ban hành. Hãy ghi như 15/1/2022.",
    en="The day of adoption is missing. Write it like 15/1/2022.",
)
NO_INDICATOR_NAME = Message(
    code="drafting.no_indicator_name",
    vi="Chưa ghi tên chỉ số mới. Hãy ghi đo cái gì.",
    en="The new indicator has no name. Write what it measures.",
)
NO_UNIT = Message(
    code="drafting.no_unit",
    vi="Chưa ghi đơn vị tính. Hãy ghi như km, hộ, %.",
    en="The unit is missing. Write it like km, hộ, %.",
)
NO_RULE = Message(
    code="drafting.no_rule",
    vi="Câu này chưa chọn. Hãy chọn một cách.",
    en="This question has no answer yet. Choose one.",
)
NO_PAIR = Message(
    code="drafting.no_pair",
    vi="Tỷ lệ cần cả hai tên: đếm cái gì, trên tổng cái gì. Hãy ghi cả hai.",
    en="A rate needs both names: what is counted, out of what. Write both.",
)
INDICATOR_TAKEN = Message(
    code="drafting.indicator_taken",
    vi="Danh mục đã có chỉ số “{name}”. Hãy chọn chỉ số đó trong danh sách.",
    en="The catalogue has the indicator “{name}” already. Choose it in the list.",
)

PLAIN: Final = (
    "number",
    "prong",
    "field",
    "field_en",
    "name",
    "name_en",
    "sentence",
    "sentence_en",
    "indicator",
    "kind",
    "level",
    "high",
    "percent",
    "baseline",
    "owner",
    "post",
    "post_en",
    "settles",
    "speaks_for_year",
    "public",
    "new_name",
    "new_unit",
    "new_places",
    "new_times",
    "new_decimals",
    "new_part",
    "new_whole",
)
"""Boxes of the target form that hold one text each."""

IN_ORDER: Final = (
    "number",
    "prong",
    "field",
    "name",
    "indicator",
    "new_name",
    "new_unit",
    "new_places",
    "new_part",
    "new_times",
    "new_decimals",
    "kind",
    "level",
    "high",
    "names",
    "baseline",
    "milestones",
    "owner",
    "post",
    "reporters",
)
"""Boxes that can be wrong, as they stand on the page; the rest stands behind them."""

PLACE_RULES: Final = (PlaceRule.SUM, PlaceRule.RATIO, PlaceRule.COUNT, PlaceRule.NONE)
TIME_RULES: Final = {
    "month": (TimeRule.SUM, False),
    "year_to_date": (TimeRule.SUM, True),
    "last": (TimeRule.LAST, False),
}
"""How months come together, by the answer in the form: the rule, and whether it runs on."""

NEW_LIMITS: Final = {"new_name": 200, "new_unit": 40, "new_part": 120, "new_whole": 120}
RESOLUTION_LIMITS: Final = {
    **dict.fromkeys(("issuer", "issuer_en", "title", "title_en", "motto", "motto_en"), 200),
    **{f"prong-{number}": 160 for number in range(1, MOST_PRONGS + 1)},
    **{f"prong-en-{number}": 160 for number in range(1, MOST_PRONGS + 1)},
    **{f"short-{number}": 60 for number in range(1, MOST_PRONGS + 1)},
    **{f"short-en-{number}": 60 for number in range(1, MOST_PRONGS + 1)},
}
_FALLING: Final = (Target.Kind.AT_MOST, Target.Kind.DECREASE_BY)
_TERM: Final = re.compile(r"(\d{4})\s*(?:-|–|—|\.\.|đến)\s*(\d{4})")


@dataclass(slots=True)
class Form:
    """A form as shown: boxes as typed, what is wrong at which, numbers to be confirmed."""

    values: dict[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    reporters: frozenset[str] = frozenset()
    stops: Sequence[tuple[str, str, str]] = ()
    faults: list[tuple[str, Refused]] = field(default_factory=list)
    doubts: Sequence[Doubt] = ()

    def sort_faults(self) -> None:
        """Put what is wrong in the order of the page."""
        order = {name: n for n, name in enumerate(IN_ORDER)}
        self.faults.sort(key=lambda fault: order.get(fault[0], len(order)))


# -- a target --------------------------------------------------------------------------------------


def blank_target(choices: Choices, number: int) -> Form:
    """The form of a new target under the next free number, public where the office says so."""
    public = "1" if office_above(choices.place.id, choices.day).public else ""
    values = {"number": str(number), "new_decimals": "0", "public": public}
    return Form(values, stops=_stops(choices, {}))


def shown_target(target: Target, choices: Choices) -> Form:
    """The form of a target that stands in the draft."""
    of = target.indicator

    def number(scaled: int | None) -> str:
        return "" if scaled is None else printed(scaled, decimals=of.decimals, shown=of.shown)

    levels = {str(period): number(level) for period, level in target.milestones}
    codes = {one.reference: one.code for one in choices.bodies.bodies}
    values = {
        "number": str(target.number),
        "prong": str(target.prong.number) if target.prong else "",
        "field": target.field,
        "field_en": target.field_en,
        "name": target.name,
        "name_en": target.name_en,
        "sentence": target.sentence,
        "sentence_en": target.sentence_en,
        "indicator": of.code,
        "kind": target.kind,
        "level": level_text(target, target.level),
        "high": number(target.high),
        "percent": "1" if target.percent else "",
        "baseline": number(target.baseline),
        "owner": target.owner_body.code,
        "post": target.owner_post,
        "post_en": target.owner_post_en,
        "settles": "" if target.settles == of.settles else target.settles,
        "speaks_for_year": "1" if target.speaks_for_year else "",
        "public": "1" if target.public else "",
        "new_decimals": "0",
    }
    return Form(
        values,
        names=frozenset(target.names),
        reporters=frozenset(codes.get(one, one) for one in target.reporters),
        stops=_stops(choices, levels),
    )


def sent_target(post: QueryDict, choices: Choices) -> Form:
    """The form as it was sent."""
    values = {name: _text(post, name) for name in PLAIN}
    levels = {
        name.removeprefix("stop-"): _text(post, name) for name in post if name.startswith("stop-")
    }
    reporters = {*post.getlist("reporters"), _text(post, "agency")} - {""}
    return Form(
        values,
        names=frozenset(post.getlist("names")),
        reporters=frozenset(reporters),
        stops=_stops(choices, levels),
    )


def cells_of(form: Form) -> Mapping[str, str]:
    """The cells that the reader takes, as a row of a table would hold them."""
    stops = (f"{period}: {level}" for period, _, level in form.stops if level)
    return {
        **form.values,
        "names": "; ".join(sorted(form.names)),
        "reporters": "; ".join(sorted(form.reporters)),
        "milestones": "; ".join(stops),
    }


def fresh_indicator(form: Form, choices: Choices) -> Indicator | None:
    """The indicator the form's questions make, not stored; None where a fault was noted."""
    values, before = form.values, len(form.faults)
    name, unit = values["new_name"], values["new_unit"]
    answers = [
        ("new_name", NO_INDICATOR_NAME, bool(name)),
        ("new_unit", NO_UNIT, bool(unit)),
        ("new_places", NO_RULE, values["new_places"] in list(PLACE_RULES)),
        ("new_times", NO_RULE, values["new_times"] in TIME_RULES),
        ("new_decimals", NO_RULE, values["new_decimals"] in tuple("0123456")),
    ]
    form.faults += [(column, message.refuse()) for column, message, right in answers if not right]
    form.faults += too_long(values, NEW_LIMITS)
    rate = values["new_places"] == PlaceRule.RATIO
    if rate and not (values["new_part"] and values["new_whole"]):
        form.faults.append(("new_part", NO_PAIR.refuse()))
    code = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:60] or "chi_so"
    for one in choices.indicators.values():
        if code == one.code or fold(name) == fold(one.name):
            form.faults.append(("new_name", INDICATOR_TAKEN.refuse(name=one.name)))
    if len(form.faults) > before:
        return None
    time_rule, running = TIME_RULES[values["new_times"]]
    indicator = Indicator(
        code=code,
        name=name,
        unit=unit,
        decimals=int(values["new_decimals"]),
        shown=int(values["new_decimals"]),
        place_rule=values["new_places"],
        time_rule=time_rule.value,
        year_to_date=running,
        part=values["new_part"] if rate else "",
        whole=values["new_whole"] if rate else "",
        rises=values["kind"] not in _FALLING,
    )
    indicator.settles = Settles.of(indicator.measure).value
    return indicator


def new_indicator(of: Indicator) -> NewIndicator:
    """The indicator as the action of `figures` takes it."""
    return NewIndicator(
        code=of.code,
        name=of.name,
        unit=of.unit,
        decimals=of.decimals,
        shown=of.shown,
        place_rule=of.place_rule,
        time_rule=of.time_rule,
        year_to_date=of.year_to_date,
        part=of.part,
        whole=of.whole,
        rises=of.rises,
        settles=of.settles,
    )


def wants_new(form: Form) -> bool:
    """Whether the form asks for a new indicator."""
    return form.values.get("indicator") == NEW


def _stops(choices: Choices, levels: Mapping[str, str]) -> Sequence[tuple[str, str, str]]:
    """(period, its last day, level) for each box of the path, those of other periods included."""
    periods = {str(period): period for period in choices.stops}
    for text in levels:
        try:
            periods[text] = Period.parse(text)
        except Refused:
            continue  # a box nobody of ours made
    in_order = sorted(periods.items(), key=lambda one: (one[1].last, one[1].first))
    with_year = choices.period.months > Length.YEAR
    return [
        (text, write_date(period.last_day, with_year=with_year), levels.get(text, ""))
        for text, period in in_order
    ]


# -- a resolution ----------------------------------------------------------------------------------


def blank_resolution(places: Sequence[Spot], day: date) -> Form:
    """The form of a new resolution: the widest place, the year of today, the office's levels."""
    place = places[0].code if places else ""
    office = office_above(places[0].id, day) if places else OfficeValues()
    said = {"on_track": str(office.on_track), "at_risk": str(office.at_risk)}
    said |= {f"prong-{n}": name for n, name in enumerate(office.prongs, 1)}
    return Form({"place": place, "period": str(day.year), **said})


def shown_resolution(row: Resolution, place: str) -> Form:
    """The form of a draft that stands."""
    values = {
        "place": place,
        "issuer": row.issuer,
        "issuer_en": row.issuer_en,
        "title": row.title,
        "title_en": row.title_en,
        "period": str(row.period).replace("..", "–"),
        "motto": row.motto,
        "motto_en": row.motto_en,
        "on_track": str(row.on_track),
        "at_risk": str(row.at_risk),
        "last_met": "" if row.last_met is None else str(row.last_met),
        "last_targets": "" if row.last_targets is None else str(row.last_targets),
    }
    for prong in row.prongs.all():
        values |= {f"prong-{prong.number}": prong.name, f"prong-en-{prong.number}": prong.name_en}
        values |= {f"short-{prong.number}": prong.short}
        values |= {f"short-en-{prong.number}": prong.short_en}
    return Form(values)


def read_resolution(post: QueryDict, places: Sequence[Spot]) -> tuple[Form, NewResolution | None]:
    """The form as sent, and the resolution it means unless something is wrong."""
    values = {name: _text(post, name) for name in post if name != "csrfmiddlewaretoken"}
    form = Form(values, faults=list(too_long(values, RESOLUTION_LIMITS)))
    given = values.get
    spot = next((spot for spot in places if spot.code == given("place")), None)
    if spot is None:
        form.faults.append(("place", NO_PLACE.refuse()))
    for column, message in (("issuer", NO_ISSUER), ("title", NO_TITLE)):
        if not given(column):
            form.faults.append((column, message.refuse()))
    period = _period(form)
    on_track, at_risk = _whole(form, "on_track", 1, 100), _whole(form, "at_risk", 1, 100)
    last = _last_year(form)
    if form.faults or spot is None or period is None:
        return form, None
    return form, NewResolution(
        place=spot.id,
        issuer=given("issuer", ""),
        issuer_en=given("issuer_en", ""),
        title=given("title", ""),
        title_en=given("title_en", ""),
        period=period,
        motto=given("motto", ""),
        motto_en=given("motto_en", ""),
        prongs=tuple(_prongs(values)),
        on_track=on_track,
        at_risk=at_risk,
        last_targets=last[1] if last else None,
        last_met=last[0] if last else None,
    )


def read_adoption(post: QueryDict, day: date) -> tuple[Form, date | None]:
    """The form of adoption as sent, and its day unless that is wrong; the action has the rest."""
    form = Form({name: _text(post, name) for name in ("number", "issued_on")})
    form.faults += too_long(form.values, {"number": 60})
    typed = form.values["issued_on"]
    if not typed:
        form.faults.append(("issued_on", NO_DAY.refuse()))
        return form, None
    try:
        return form, read_date(typed, year=day.year)
    except Refused as refusal:
        form.faults.append(("issued_on", refusal))
        return form, None


def _prongs(values: Mapping[str, str]) -> list[NewProng]:
    return [
        NewProng(
            number,
            values[f"prong-{number}"],
            values.get(f"prong-en-{number}", ""),
            values.get(f"short-{number}", ""),
            values.get(f"short-en-{number}", ""),
        )
        for number in range(1, MOST_PRONGS + 1)
        if values.get(f"prong-{number}")
    ]


def _period(form: Form) -> Period | None:
    typed = form.values.get("period", "")
    term = _TERM.fullmatch(typed)
    try:
        period = Period.parse(f"{term[1]}..{term[2]}" if term else typed)
    except Refused:
        period = None
    if period is None or period.months < Length.YEAR:
        form.faults.append(("period", NOT_A_YEAR.refuse(value=typed)))
        return None
    return period


def _last_year(form: Form) -> tuple[int, int] | None:
    met, of = form.values.get("last_met", ""), form.values.get("last_targets", "")
    if not met and not of:
        return None
    if not met or not of:
        form.faults.append(("last_met", LAST_YEAR_HALF.refuse()))
        return None
    targets = _whole(form, "last_targets", 1, 999)
    return _whole(form, "last_met", 0, targets or 999), targets


def _whole(form: Form, column: str, low: int, high: int) -> int:
    """The whole number in a box; `low` where it is none, which is noted."""
    typed = form.values.get(column, "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else low - 1
    if not low <= number <= high:
        form.faults.append((column, NOT_WITHIN.refuse(value=typed, low=low, high=high)))
        return low
    return number


def _text(post: QueryDict, name: str) -> str:
    """One box, in one spelling and without blanks around it; lines of a long text stay."""
    return normalise(post.get(name) or "").replace("\r\n", "\n").strip()
