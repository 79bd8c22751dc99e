"""Writing indicators, those of the shipped shelf among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from vedich.apps.figures.models import Indicator
from vedich.apps.journal.actions import recording
from vedich.core.chain import rows_digest
from vedich.core.errors import Message
from vedich.core.permits import Actor
from vedich.core.tallies import Measure, PlaceRule, TimeRule
from vedich.core.targets import Settles
from vedich.rulebook.indicators import Direction, Entered, indicators
from vedich.rulebook.indicators import Indicator as Shipped


TAKEN = Message(
    code="figures.code_taken",
    vi="Đã có chỉ tiêu mang mã “{code}”. Hãy dùng chỉ tiêu đó, hoặc đặt mã khác.",
    en="There is an indicator with the code “{code}” already. Use that one, or choose another "
    "code.",
)


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator to write; the fields are those of models.Indicator."""

    code: str
    name: str
    unit: str
    decimals: int
    shown: int
    place_rule: str
    time_rule: str
    settles: str
    name_en: str = ""
    unit_en: str = ""
    year_to_date: bool = False
    part: str = ""
    part_en: str = ""
    whole: str = ""
    whole_en: str = ""
    rises: bool = True
    public: bool = False
    definition: str = ""
    definition_en: str = ""


def add_indicators(
    *, indicators: Sequence[NewIndicator], by: Actor | None, at: datetime
) -> Sequence[Indicator]:
    """Write indicators, in order. The right is asked by the action that wants them.

    Raises Refused (``figures.code_taken``, ``tally.bad_decimals``), ValueError for a rule that
    is none.
    """
    with recording(by=by, at=at) as ledger:
        if ledger.repeated or not indicators:
            return []
        for new in indicators:
            Measure(PlaceRule(new.place_rule), TimeRule(new.time_rule), new.unit, new.decimals)
            Settles(new.settles)
        codes = [new.code for new in indicators]
        taken = Indicator.objects.filter(code__in=codes).values_list("code", flat=True).first()
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if taken or twice:
            raise TAKEN.refuse(code=taken or twice)
        made = Indicator.objects.bulk_create(Indicator(**asdict(new)) for new in indicators)
        ledger.note(
            "figures.add_indicators",
            "indicators",
            (),
            facts={"count": len(made)},
            rows=rows_digest(asdict(new) for new in indicators),
        )
        return made


def from_catalogue(day: date) -> Sequence[NewIndicator]:
    """The shipped indicators in force on `day`, in the order of the shelf."""
    return [_new(one) for one in indicators(day).values()]


def _new(one: Shipped) -> NewIndicator:
    return NewIndicator(
        code=one.code,
        name=one.name.vi,
        name_en=one.name.en,
        unit=one.unit.vi,
        unit_en=one.unit.en,
        decimals=one.decimals,
        shown=one.shown,
        place_rule=one.place_rule.value,
        time_rule=one.time_rule.value,
        settles=one.settles.value,
        year_to_date=one.entered is Entered.YEAR_TO_DATE,
        part=one.part.vi if one.part else "",
        part_en=one.part.en if one.part else "",
        whole=one.whole.vi if one.whole else "",
        whole_en=one.whole.en if one.whole else "",
        rises=one.direction is Direction.UP,
        public=one.public,
        definition=one.definition.vi,
        definition_en=one.definition.en,
    )
