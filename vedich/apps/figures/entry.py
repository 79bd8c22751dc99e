"""What may be entered as a figure, and why not: limits, wholes, places, repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vedich.apps.figures.models import Basis, Figure, Indicator
from vedich.apps.figures.series import Key, Known
from vedich.apps.figures.spans import spans
from vedich.apps.places.models import Place
from vedich.apps.places.queries import Atlas
from vedich.core.errors import Message
from vedich.core.numbers import check_scaled, check_weight
from vedich.core.periods import Period
from vedich.core.places import UNKNOWN
from vedich.core.tallies import PlaceRule


NO_WHOLE = Message(
    code="figures.no_whole",
    vi="“{name}” cần cả mẫu số ({whole}) mới tính được. Hãy nhập thêm mẫu số.",
    en="“{name}” cannot be counted without its whole ({whole}). Enter the whole as well.",
)
NO_WHOLE_ASKED = Message(
    code="figures.no_whole_asked",
    vi="“{name}” không có mẫu số, nơi khác cũng không ghi. Hãy bỏ số {whole} ở mẫu số.",
    en="“{name}” has no whole, and other places give none. Leave out the whole {whole}.",
)
WHOLE_ALONE = Message(
    code="figures.whole_alone",
    vi="“{name}” có mẫu số {whole} mà không có số đạt. Hãy nhập số đạt, hoặc bỏ cả hai.",
    en="“{name}” has a whole, {whole}, and no part. Enter the part, or leave both out.",
)
TWICE = Message(
    code="figures.twice",
    vi="“{name}” kỳ {period} của cùng một nơi được ghi hai lần. Hãy chỉ giữ một số.",
    en="“{name}” is given twice for one place in {period}. Keep one of the figures.",
)
NO_REASON = Message(
    code="figures.no_reason",
    vi="Sửa “{name}” kỳ {period} mà chưa nói vì sao. Hãy ghi lý do.",
    en="“{name}” of {period} is changed and nobody says why. Write the reason.",
)

# these put pairs in one order, or weigh them: all places give a whole, or none does
_NEVER_MIXED: Final = (PlaceRule.MEAN, PlaceRule.MIN, PlaceRule.MAX)


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure to write, in integers scaled by the indicator's decimals; the rest as Figure has it.

    `part` None withdraws what was there, or says that there is no figure (then `why`).
    """

    place: int
    body: int
    indicator: Indicator
    period: Period
    part: int | None
    whole: int | None = None
    basis: str = "actual"
    source: str = ""
    reason: str = ""
    why: str = ""
    request: str = ""
    entered_for: str = ""
    oddities: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What only one current figure may have."""
        return self.place, self.indicator.pk, self.period.first, self.period.months

    def same_numbers(self, old: Known | None) -> bool:
        """Whether `old` says the same number on the same basis."""
        mine = (self.part, self.whole, self.basis)
        return old is not None and (old.part, old.whole, old.basis) == mine

    def same_words(self, old: Figure) -> bool:
        """Whether `old` has the same words; a blank word adds nothing to it."""
        return self.why in ("", old.why) and self.request in ("", old.request)


def check_entries(figures: Sequence[NewFigure], atlas: Atlas) -> None:
    """Raises Refused for the first figure that cannot be taken (see the messages above).

    Also ``number.too_large``, ``number.not_a_weight``, ``place.unknown``, ``figures.too_long``.
    """
    seen: set[Key] = set()
    for new in figures:
        if new.key in seen:
            raise TWICE.refuse(name=new.indicator.name, period=new.period)
        seen.add(new.key)
        spans(new.period)
        _check_numbers(new)
    _check_places(figures, atlas)


def _check_numbers(new: NewFigure) -> None:
    Basis(new.basis)
    rule, name = PlaceRule(new.indicator.place_rule), new.indicator.name
    if new.part is None:
        if new.whole is not None:
            raise WHOLE_ALONE.refuse(name=name, whole=new.whole)
        return
    check_scaled(new.part)
    if new.whole is None:
        if rule is PlaceRule.RATIO or (rule in _NEVER_MIXED and new.indicator.whole):
            raise NO_WHOLE.refuse(name=name, whole=new.indicator.whole)
        return
    check_weight(new.whole) if rule is PlaceRule.MEAN else check_scaled(new.whole)
    if rule in _NEVER_MIXED and not new.indicator.whole:
        raise NO_WHOLE_ASKED.refuse(name=name, whole=new.whole)


def _check_places(figures: Iterable[NewFigure], atlas: Atlas) -> None:
    for new in figures:
        day = new.period.last_day
        if new.place not in atlas.on(day):
            code = Place.objects.filter(pk=new.place).values_list("code", flat=True).first()
            raise UNKNOWN.refuse(code=code or new.place, day=day)
