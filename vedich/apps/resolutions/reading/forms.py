"""The boxes of an open proposal: as the reader filled them, as a person sent them, what they mean.

Everything typed is kept as typed, so that a page with an error, or one on which somebody else was
quicker, gives it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.http import QueryDict

from vedich.apps.figures.actions import NewIndicator
from vedich.apps.resolutions import drafting_forms
from vedich.apps.resolutions.drafting import Choices
from vedich.apps.resolutions.drafting_forms import Form
from vedich.apps.resolutions.drafting_reader import NEW, NO_REPORTERS, Doubt, too_long
from vedich.apps.resolutions.models import Target
from vedich.apps.resolutions.reading.queries import OpenItem
from vedich.apps.resolutions.reading.refusals import NO_INDICATOR, NO_LEVEL
from vedich.apps.resolutions.reading.values import Choice, Corrected
from vedich.core.documents import Comparator, Kind
from vedich.core.errors import Language, Message, Refused
from vedich.core.numbers import read_number, write_number, write_words
from vedich.core.vietnamese import normalise


OTHER: Final = "+"
"""The choice “another of the catalogue”; no code is a plus."""

BETWEEN: Final = "between"
"""The comparator of a range; the core says it by an upper end."""

BOXES: Final = (
    "kind",
    "comparator",
    "value",
    "high",
    "unit",
    "deadline",
    "name",
    "members",
    "indicator",
    "other",
    "new_name",
    "new_unit",
    "new_places",
    "new_times",
    "new_decimals",
    "new_part",
    "new_whole",
    "what",
    "lead",
    "cooperating",
    "time",
    "product",
    "owner",
    "post",
)
"""Boxes that hold one text each."""

TASK: Final = "task"
KINDS: Final = (*(kind.value for kind in Kind), TASK)

COMPARATORS: Final = (
    (Comparator.AT_LEAST.value, "từ … trở lên (≥)", "at least (≥)"),
    (Comparator.AT_MOST.value, "không quá (≤)", "at most (≤)"),
    (Comparator.EQUAL.value, "bằng (=)", "equal to (=)"),
    (BETWEEN, "từ … đến …", "from … to …"),
    (Comparator.INCREASE_BY.value, "tăng thêm", "increase by"),
    (Comparator.DECREASE_BY.value, "giảm bớt", "decrease by"),
)
"""The comparators as the form offers them, in both languages."""

LIMITS: Final = {
    "name": 200,
    "unit": 40,
    "deadline": 80,
    "what": 2000,
    "lead": 200,
    "cooperating": 600,
    "time": 200,
    "product": 400,
    "post": 160,
}

NO_NAME = Message(
    code="reading.no_name",
    vi="Chưa ghi tên. Hãy ghi đo cái gì, như trong văn bản.",
    en="The name is missing. Write what is measured, as in the document.",
)
NO_TASK = Message(
    code="reading.no_task",
    vi="Chưa ghi việc phải làm. Hãy ghi như trong văn bản.",
    en="The work is missing. Write it as in the document.",
)
UPSIDE_DOWN = Message(
    code="reading.upside_down",
    vi="Mức trên {high} không lớn hơn mức dưới {low}. Hãy ghi số nhỏ trước.",
    en="The upper level {high} is not above the lower level {low}. Write the smaller first.",
)


def comparators(language: Language) -> Sequence[tuple[str, str]]:
    """What the form offers: the value and its words."""
    return [(value, vi if language == "vi" else en) for value, vi, en in COMPARATORS]


def typed(value: Decimal | None) -> str:
    """A decimal as a person would type it: “118,5”, “2.150”."""
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return write_number(int(value.scaleb(decimals)), decimals=decimals)


def shown(item: OpenItem) -> Form:
    """The boxes as the proposal stands, the best match of the catalogue chosen."""
    best = next((one.code for one in item.matches if one.best), "")
    # a result may stay words, and does unless somebody says whose number it is
    chosen = {Kind.RESULT.value: "", Kind.BASELINE.value: best}.get(item.kind, best or NEW)
    values = {
        "kind": item.kind,
        "comparator": BETWEEN if item.high is not None else item.comparator,
        "value": typed(item.value),
        "high": typed(item.high),
        "unit": item.unit,
        "deadline": item.deadline,
        "name": "" if item.kind == TASK else item.name,
        "members": "; ".join(item.members),
        "indicator": chosen,
        "other": "",
        "new_name": item.name if item.kind != TASK else "",
        "new_unit": item.unit,
        "new_decimals": str(_decimals(item)),
        "what": item.name if item.kind == TASK else "",
        "lead": item.lead,
        "cooperating": "; ".join(item.cooperating),
        "time": item.time,
        "product": item.product,
    }
    return Form(values)


def sent(post: QueryDict) -> Form:
    """The boxes as they were sent."""
    values = {name: _text(post, name) for name in BOXES}
    form = Form(values, reporters=frozenset(post.getlist("reporters")) - {""})
    form.faults += too_long(values, LIMITS)
    if values["kind"] not in KINDS:
        values["kind"] = Kind.TARGET.value
    return form


def corrected(form: Form, item: OpenItem) -> Corrected | None:
    """The proposal as the boxes say it; None where something is wrong, which is noted."""
    return _task(form, item) if form.values["kind"] == TASK else _number(form, item)


def choice(form: Form, choices: Choices) -> Choice | None:
    """Which indicator is meant; None where none is wanted, or a fault was noted.

    A target must have one; a result or a baseline may stay words.
    """
    values = form.values
    kind, code = values["kind"], values["indicator"]
    if kind == TASK:
        return None
    if code == OTHER:
        code = values["other"]
    if not code:
        if kind == Kind.TARGET or values["indicator"] == OTHER:
            form.faults.append(("indicator", NO_INDICATOR.refuse()))
        return None
    owner = next((one for one in choices.bodies.bodies if one.code == values["owner"]), None)
    fresh = _fresh(form, choices) if code == NEW else None
    if code == NEW and fresh is None:
        return None
    return Choice(
        code="" if code == NEW else code,
        new=fresh,
        reporters=tuple(sorted(form.reporters)),
        owner_body=owner.pk if owner else None,
        owner_post=values["post"],
    )


def unsure(form: Form, item: OpenItem, sure: Sequence[str]) -> bool:
    """Whether a number typed here reads two ways and has not been confirmed as it is typed now.

    What the reader filled in and nobody changed was read in its sentence, so it is not asked.
    """
    own = {"value": typed(item.value), "high": typed(item.high)}
    doubts = []
    for column in ("value", "high"):
        text = form.values[column]
        if form.values["kind"] == TASK or not text or text == own[column]:
            continue
        if column == "high" and form.values["comparator"] != BETWEEN:
            continue
        reading = read_number(text)
        if reading.ambiguous and f"{column}={text}" not in sure:
            whole = reading.value == int(reading.value)
            words = write_words(int(reading.value)) if whole else ""
            doubts.append(Doubt(column, text, typed(reading.value), words))
    form.doubts = doubts
    return bool(doubts)


# -- parts -----------------------------------------------------------------------------------------


def _fresh(form: Form, choices: Choices) -> NewIndicator | None:
    """The indicator that the four answers make."""
    falls = form.values["comparator"] in (Comparator.AT_MOST, Comparator.DECREASE_BY)
    kind = Target.Kind.AT_MOST if falls else Target.Kind.AT_LEAST
    asked = Form({**form.values, "kind": kind})
    made = drafting_forms.fresh_indicator(asked, choices)
    form.faults += asked.faults
    if not form.reporters:
        form.faults.append(("reporters", NO_REPORTERS.refuse()))
    return drafting_forms.new_indicator(made) if made and form.reporters else None


def _task(form: Form, item: OpenItem) -> Corrected | None:
    values = form.values
    if not values["what"]:
        form.faults.append(("what", NO_TASK.refuse()))
    if form.faults:
        return None
    return Corrected(
        kind=TASK,
        name=_own(values["what"], item.name),
        lead=_own(values["lead"], item.lead),
        cooperating=_several(values["cooperating"], item.cooperating),
        time=_own(values["time"], item.time),
        product=_own(values["product"], item.product),
    )


def _number(form: Form, item: OpenItem) -> Corrected | None:
    values = form.values
    if not values["name"]:
        form.faults.append(("name", NO_NAME.refuse()))
    between = values["comparator"] == BETWEEN
    low = _decimal(form, "value", item.value)
    high = _decimal(form, "high", item.high) if between else None
    if low is not None and high is not None and not form.faults and high <= low:
        form.faults.append(("high", UPSIDE_DOWN.refuse(low=typed(low), high=typed(high))))
    if form.faults:
        return None
    known = {value for value, _, _ in COMPARATORS}
    wanted = values["comparator"] if values["comparator"] in known else Comparator.EQUAL.value
    return Corrected(
        kind=values["kind"],
        name=_own(values["name"], item.name),
        # the lower end of a range binds as “at least”, unless the text said something else
        comparator=(item.comparator or Comparator.AT_LEAST.value) if between else wanted,
        value=low,
        high=high,
        unit=_own(values["unit"], item.unit),
        deadline=_own(values["deadline"], item.deadline),
        members=_several(values["members"], item.members),
    )


def _decimal(form: Form, column: str, own: Decimal | None) -> Decimal | None:
    text = form.values[column]
    if text and text == typed(own):
        return own
    if not text:
        form.faults.append((column, NO_LEVEL.refuse()))
        return None
    try:
        return read_number(text).value
    except Refused as refusal:
        form.faults.append((column, refusal))
        return None


def _decimals(item: OpenItem) -> int:
    """How many decimals the levels of the proposal have, as a first answer for a new indicator."""
    ends = (item.value, item.high)
    found = [one.as_tuple().exponent for one in ends if one is not None]
    return max((-one for one in found if isinstance(one, int) and one < 0), default=0)


def _own(sent: str, own: str) -> str:
    """What was sent; the document's own spelling where a box only changed blanks or spelling."""
    return own if normalise(" ".join(own.split())) == " ".join(sent.split()) else sent


def _several(sent: str, own: Sequence[str]) -> tuple[str, ...]:
    joined = "; ".join(own)
    if _own(sent, joined) == joined:
        return tuple(own)
    return tuple(part.strip() for part in sent.split(";") if part.strip())


def _text(post: QueryDict, name: str) -> str:
    """One box, in one spelling and without blanks around it."""
    return normalise(post.get(name) or "").replace("\r\n", "\n").strip()
