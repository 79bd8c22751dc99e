"""Understanding one target as typed, in a form or in a row of a table: the same cells, one reader.

Cells are texts by the column codes of `formats.targets_csv`. What is chosen in a form comes as a
code, what is typed in a table as a name; both are found. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from typing import Final, Generic, TypeVar

from vedich.apps.figures.models import Indicator
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Spot
from vedich.apps.resolutions.actions import FRESH, MOST_NUMBER, NewTarget, new_row
from vedich.apps.resolutions.core_values import CHANGES, WITHOUT_LEVEL, build
from vedich.apps.resolutions.drafting import Choices, printed
from vedich.apps.resolutions.kinds import read_kind
from vedich.apps.resolutions.models import Target
from vedich.core.errors import Message, Refused
from vedich.core.numbers import Reading, read_number, read_range, to_scaled, write_words
from vedich.core.periods import Period
from vedich.core.targets import PERCENT_DECIMALS
from vedich.core.vietnamese import fold, normalise, same_name


NO_NAME = Message(
    code="drafting.no_name",
    vi="Chưa ghi tên chỉ tiêu. Hãy ghi như nghị quyết.",
    en="The target has no name. Write it as in the resolution.",
)
NO_POST = Message(
    code="drafting.no_post",
    vi="Chưa ghi chức danh chịu trách nhiệm. Hãy ghi chức danh, không ghi tên người.",
    en="The post that answers for it is missing. Write the post, not a person’s name.",
)
NO_INDICATOR = Message(
    code="drafting.no_indicator",
    vi="Chưa chọn chỉ số để đo chỉ tiêu này. Hãy chọn trong danh mục hoặc làm số mới.",
    en="No indicator measures this target yet. Choose one, or make a new one.",
)
UNKNOWN_INDICATOR = Message(
    code="drafting.unknown_indicator",
    vi="Danh mục không có chỉ số “{value}”. Gần nhất: {nearest}. Hãy sửa tên, hoặc lập chỉ số này "
    "ở trang thêm chỉ tiêu trước.",
    en="The catalogue has no indicator “{value}”. Nearest: {nearest}. Correct the name, or make "
    "the indicator on the page that adds a target first.",
)
NO_SUCH_INDICATOR = Message(
    code="drafting.no_such_indicator",
    vi="Danh mục không có chỉ số “{value}”. Hãy sửa tên, hoặc lập chỉ số này ở trang thêm chỉ tiêu "
    "trước.",
    en="The catalogue has no indicator “{value}”. Correct the name, or make the indicator on the "
    "page that adds a target first.",
)
NO_OWNER = Message(
    code="drafting.no_owner",
    vi="Chưa chọn đơn vị chịu trách nhiệm. Hãy chọn một đơn vị.",
    en="No body answers for the target yet. Choose one.",
)
UNKNOWN_BODY = Message(
    code="drafting.unknown_body",
    vi="Không có đơn vị “{value}”. Gần nhất: {nearest}. Hãy ghi tên hoặc mã như trong danh sách "
    "đơn vị.",
    en="There is no body “{value}”. Nearest: {nearest}. Write its name or code as in the list of "
    "bodies.",
)
NO_SUCH_BODY = Message(
    code="drafting.no_such_body",
    vi="Không có đơn vị “{value}”. Hãy ghi tên hoặc mã như trong danh sách đơn vị.",
    en="There is no body “{value}”. Write its name or code as in the list of bodies.",
)
TWO_BODIES = Message(
    code="drafting.two_bodies",
    vi="Có nhiều đơn vị tên “{value}”. Hãy ghi mã: {codes}.",
    en="Several bodies are called “{value}”. Write the code: {codes}.",
)
UNKNOWN_PLACE = Message(
    code="drafting.unknown_place",
    vi="Không có nơi nào tên “{value}”. Gần nhất: {nearest}. Hãy ghi tên hoặc mã của nơi đó.",
    en="There is no place “{value}”. Nearest: {nearest}. Write its name or code.",
)
NO_SUCH_PLACE = Message(
    code="drafting.no_such_place",
    vi="Không có nơi nào tên “{value}”. Hãy ghi tên hoặc mã của nơi đó.",
    en="There is no place “{value}”. Write its name or code.",
)
TWO_PLACES = Message(
    code="drafting.two_places",
    vi="Có nhiều nơi tên “{value}”. Hãy ghi mã: {codes}.",
    en="Several places are called “{value}”. Write the code: {codes}.",
)
NOT_A_NUMBER = Message(
    code="drafting.not_a_number",
    vi="“{value}” không phải là số thứ tự. Hãy ghi số nguyên từ 1 đến {most}.",
    en="“{value}” is no ordinal number. Write a whole number from 1 to {most}.",
)
UNKNOWN_PRONG = Message(
    code="drafting.unknown_prong",
    vi="Nghị quyết không có mũi “{value}”. Hãy ghi số của mũi: {known}.",
    en="The resolution has no prong “{value}”. Write a prong’s number: {known}.",
)
OTHER_UNIT = Message(
    code="drafting.other_unit",
    vi="“{value}” không theo đơn vị của chỉ số là {unit}. Hãy đổi số về {unit}.",
    en="“{value}” is not in the indicator’s unit, {unit}. Convert it to {unit}.",
)
TOO_FINE = Message(
    code="drafting.too_fine",
    vi="“{value}” lẻ hơn {decimals} chữ số thập phân của chỉ số. Hãy làm tròn như nghị quyết.",
    en="“{value}” is finer than the {decimals} decimals of the indicator. Round it as the "
    "resolution does.",
)
NOT_WHOLE = Message(
    code="drafting.not_whole",
    vi="“{value}” có số lẻ mà chỉ số này chỉ đếm chẵn. Hãy ghi số nguyên.",
    en="“{value}” has decimals and this indicator counts whole units. Write a whole number.",
)
BAD_STOP = Message(
    code="drafting.bad_stop",
    vi="Mốc “{value}” không đọc được. Hãy ghi kỳ rồi mức, như 2022-H1: 62,5.",
    en="The milestone “{value}” cannot be read. Write period and level, like 2022-H1: 62,5.",
)
NO_REPORTERS = Message(
    code="drafting.no_reporters",
    vi="Chưa biết ai báo số này. Hãy chọn loại đơn vị, hoặc một cơ quan.",
    en="Nobody is chosen to report this figure. Choose kinds of body, or one agency.",
)
NOT_YES_OR_NO = Message(
    code="drafting.not_yes_or_no",
    vi="“{value}” không phải “có” hay “không”. Hãy ghi một trong hai.",
    en="“{value}” is neither “yes” nor “no”. Write one of them.",
)

TOO_LONG = Message(
    code="drafting.too_long",
    vi="Ô này dài {found} chữ, nhiều nhất là {most}. Hãy ghi ngắn hơn.",
    en="This box holds {found} characters, at most {most} fit. Write it shorter.",
)

LIMITS: Final = {
    "field": 80,
    "field_en": 80,
    "name": 200,
    "name_en": 200,
    "post": 160,
    "post_en": 160,
}
"""How many characters the texts of a target may have."""

NEW: Final = "*"
"""The choice “make a new indicator” of the form; no code is a star."""

_YES: Final = frozenset({"co", "yes", "x", "1", "true"})
_NO: Final = frozenset({"khong", "no", "", "0", "false"})
_FIELDS: Final = {
    "target.no_baseline": "baseline",
    "target.percent_of_nothing": "baseline",
    "target.empty_between": "high",
    "target.no_names": "names",
    "target.bad_milestone": "milestones",
    "target.bad_decimals": "indicator",
    "resolution.number_taken": "number",
    "resolution.bad_number": "number",
    "resolution.no_prong": "prong",
    "resolution.no_kind": "kind",
}
Thing = TypeVar("Thing")


def too_long(values: Mapping[str, str], limits: Mapping[str, int]) -> Iterable[tuple[str, Refused]]:
    """A refusal for every text that has more characters than its column takes."""
    for column, most in limits.items():
        if len(values.get(column, "")) > most:
            yield column, TOO_LONG.refuse(found=len(values[column]), most=most)


def field_of(refusal: Refused) -> str:
    """The column a refusal of the core or of an action belongs to; levels own the rest."""
    if refusal.code in _FIELDS:
        return _FIELDS[refusal.code]
    return "level" if refusal.code.startswith(("target.", "resolution.no_level")) else ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that two habits read in two ways: as typed, and as it was understood (UX §6)."""

    column: str
    typed: str
    understood: str
    words: str


@dataclass(slots=True)
class Understood:
    """What came of one target's cells. `new` and `row` are there where nothing is wrong."""

    faults: list[tuple[str, Refused]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    new: NewTarget | None = None
    row: Target | None = None

    def attempt(self, column: str, reading: Callable[[], Thing], otherwise: Thing) -> Thing:
        """What `reading` gives; `otherwise` where it refuses, which is then noted at `column`."""
        try:
            return reading()
        except Refused as refusal:
            self.faults.append((column, refusal))
            return otherwise

    def take(
        self,
        cells: Mapping[str, str],
        column: str,
        reading: Callable[[str], Thing],
        otherwise: Thing,
    ) -> Thing:
        """As `attempt`, of the cell in that column."""
        return self.attempt(column, lambda: reading(cells.get(column, "")), otherwise)


class _Names(Generic[Thing]):
    """Things by name. Marks count, as between Vĩnh Thành and Vĩnh Thạnh, unless none is typed."""

    def __init__(self) -> None:
        self._exact: dict[str, list[Thing]] = {}
        self._bare: dict[str, list[Thing]] = {}

    def add(self, thing: Thing, *names: str) -> None:
        """`thing` is found under each of the `names`."""
        for key in {_name(name) for name in names} - {""}:
            self._exact.setdefault(key, []).append(thing)
        for key in {fold(name) for name in names} - {""}:
            self._bare.setdefault(key, []).append(thing)

    def find(self, text: str) -> list[Thing]:
        """Everything called `text`."""
        key, bare = _name(text), fold(text)
        return self._exact.get(key) or (self._bare.get(bare, []) if key == bare else [])


def _name(text: str) -> str:
    return " ".join(normalise(text).casefold().split())


class TargetReader:
    """Reads targets of one resolution. `fresh` is an indicator being made with the target."""

    def __init__(self, choices: Choices, *, fresh: Indicator | None = None) -> None:
        self.choices = choices
        self.fresh = fresh
        self._bodies: _Names[Body] = _Names()
        for body in choices.bodies.bodies:
            self._bodies.add(body, body.code, body.name, body.name_en)
        self._indicators: _Names[Indicator] = _Names()
        for one in choices.indicators.values():
            self._indicators.add(one, one.code, one.name, one.name_en)
        self._below: _Names[Spot] = _Names()
        for spot in choices.tree.below(choices.place.id):
            if spot.id != choices.place.id:
                self._below.add(spot, spot.code, spot.name, _short(spot.name))
        self._kinds: _Names[str] = _Names()
        for code in choices.bodies.kinds():
            self._kinds.add(code, code, choices.body_kinds.get(code, code))

    def read(self, cells: Mapping[str, str]) -> Understood:
        """The target these cells mean, or everything that is wrong with them."""
        out = Understood(faults=list(too_long(cells, LIMITS)))
        take = partial(out.take, cells)
        none: tuple[str, ...] = ()
        of = take("indicator", self._indicator, None)
        owner = take("owner", self._owner, None)
        kind = take("kind", read_kind, Target.Kind.UNKNOWN.value)
        number = take("number", _ordinal, 1)
        prong = take("prong", self._prong, None)
        name = take("name", partial(_needed, NO_NAME), "")
        post = take("post", partial(_needed, NO_POST), "")
        names = take("names", partial(self._places, kind), none)
        public = take("public", _yes_or_no, False)
        reporters = take("reporters", partial(self._reporters, of, owner), none)
        if of is None:
            return out
        amounts = _Amounts(out, of, kind, percent=_marked_percent(cells, kind, of))
        low, high = amounts.levels(cells.get("level", ""), cells.get("high", ""))
        baseline = amounts.read("baseline", cells.get("baseline", ""))
        no_stops: tuple[tuple[str, int], ...] = ()
        milestones = take("milestones", amounts.stops, no_stops)
        if owner is None:
            return out
        new = NewTarget(
            number=number,
            prong=prong,
            field=cells.get("field", ""),
            field_en=cells.get("field_en", ""),
            name=name,
            name_en=cells.get("name_en", ""),
            sentence=cells.get("sentence", ""),
            sentence_en=cells.get("sentence_en", ""),
            indicator=of.pk or FRESH,
            kind=kind,
            level=low,
            high=high,
            percent=amounts.percent,
            names=names,
            baseline=baseline,
            settles=cells.get("settles", ""),
            milestones=milestones,
            speaks_for_year=bool(cells.get("speaks_for_year")),
            reporters=reporters,
            owner_body=owner.pk,
            owner_post=post,
            owner_post_en=cells.get("post_en", ""),
            public=public,
        )
        if not out.faults:
            self._check(out, new, of, owner)
        return out

    def _check(self, out: Understood, new: NewTarget, of: Indicator, owner: Body) -> None:
        """Build the core's value: what it refuses is a fault of the field it speaks of."""
        row = new_row(new, of)
        row.owner_body = owner
        try:
            build(row, self.choices.period, of.decimals)
        except Refused as refusal:
            out.faults.append((field_of(refusal), refusal))
            return
        out.new, out.row = new, row

    # -- what is chosen ----------------------------------------------------------------------------

    def _prong(self, text: str) -> int | None:
        known = {option.value: option for option in self.choices.prongs}
        for value, option in known.items():
            if text == value or (text and same_name(text, option.text)):
                return int(value)
        if text:
            raise UNKNOWN_PRONG.refuse(value=text, known=", ".join(known) or "–")
        return None

    def _indicator(self, text: str) -> Indicator | None:
        if text == NEW and self.fresh is not None:
            return self.fresh
        if not text or text == NEW:
            raise NO_INDICATOR.refuse()
        found = self._indicators.find(text)
        exact = [one for one in found if one.code == text]
        if not found:
            names = [one.name for one in self.choices.indicators.values()]
            raise _unknown(UNKNOWN_INDICATOR, NO_SUCH_INDICATOR, text, names)
        return (exact or found)[0]

    def _owner(self, text: str) -> Body | None:
        if not text:
            raise NO_OWNER.refuse()
        return self._body(text)

    def _body(self, text: str) -> Body:
        found = self._bodies.find(text)
        exact = [one for one in found if one.code == text]
        if len(exact or found) > 1:
            raise TWO_BODIES.refuse(value=text, codes=", ".join(one.code for one in found[:5]))
        if not found:
            names = [one.name for one in self.choices.bodies.bodies]
            raise _unknown(UNKNOWN_BODY, NO_SUCH_BODY, text, names)
        return (exact or found)[0]

    def _reporters(self, of: Indicator | None, owner: Body | None, text: str) -> tuple[str, ...]:
        wanted = _parts(text)
        if of is None:
            return ()
        if not wanted:
            reference = owner.reference if owner else ""
            usual = self.choices.bodies.usual(of.code, reference, self.choices.day)
            if not usual:
                raise NO_REPORTERS.refuse()
            return usual
        found = (self._kinds.find(one) or [self._body(one).reference] for one in wanted)
        return tuple(dict.fromkeys(kinds[0] for kinds in found))

    def _places(self, kind: str, text: str) -> tuple[str, ...]:
        if kind != Target.Kind.NAMED_SET:
            return ()
        return tuple(self._place(one) for one in _parts(text))

    def _place(self, text: str) -> str:
        here = self.choices.place.id
        found = self._below.find(text)
        near = [spot for spot in found if spot.parent == here]
        if len(near or found) > 1:
            codes = ", ".join(spot.code for spot in found[:5])
            raise TWO_PLACES.refuse(value=text, codes=codes)
        if not found:
            names = [spot.name for spot in self.choices.tree.children(here)]
            raise _unknown(UNKNOWN_PLACE, NO_SUCH_PLACE, text, names)
        return (near or found)[0].code


def _unknown(near: Message, alone: Message, text: str, names: Sequence[str]) -> Refused:
    """What to say of a name nobody has: with the nearest ones, where any is near."""
    folded = {fold(name): name for name in names}
    close = get_close_matches(fold(text), list(folded), n=2, cutoff=0.5)
    if not close:
        return alone.refuse(value=text)
    return near.refuse(value=text, nearest=", ".join(f"“{folded[one]}”" for one in close))


class _Amounts:
    """The numbers of one target: typed the Vietnamese way, scaled by the indicator's decimals."""

    def __init__(self, out: Understood, of: Indicator, kind: str, *, percent: bool) -> None:
        self._out, self._of, self._kind = out, of, kind
        self.percent = percent

    def levels(self, low: str, high: str) -> tuple[int | None, int | None]:
        """The level and, of a range, its upper end; other kinds leave the second box unread."""
        if self._kind in WITHOUT_LEVEL:
            return None, None
        if self._kind != Target.Kind.BETWEEN:
            return self.read("level", low, percent=self.percent), None
        if low and not high:
            return self._range(low)
        return self.read("level", low), self.read("high", high)

    def _range(self, text: str) -> tuple[int | None, int | None]:
        bare = _without_unit(text, (self._of.unit, self._of.unit_en))
        try:
            span = read_range(bare)
        except Refused as refusal:
            self._out.faults.append(("level", refusal))
            return None, None
        return self._scaled("level", text, span.low), self._scaled("level", text, span.high)

    def read(self, column: str, text: str, *, percent: bool = False) -> int | None:
        """The number in a box; None where it is blank or wrong, which is noted."""
        if not text:
            return None
        bare = _without_unit(text, (self._of.unit, self._of.unit_en))
        try:
            reading = read_number(bare)
        except Refused as refusal:
            self._out.faults.append((column, refusal))
            return None
        return self._scaled(column, text, reading, percent=percent)

    def stops(self, text: str) -> tuple[tuple[str, int], ...]:
        """Milestones like “2022-Q1: 20; 2022-H1: 62,5”, in order of their ends."""
        found = []
        for part in _parts(text, commas=False):
            period, colon, level = part.partition(":")
            scaled = self.read("milestones", level.strip())
            if not colon or (scaled is None and not self._out.faults):
                raise BAD_STOP.refuse(value=part)
            found.append((Period.parse(period.strip()), scaled or 0))
        return tuple((str(period), level) for period, level in sorted(found, key=_end))

    def _scaled(
        self, column: str, text: str, reading: Reading, *, percent: bool = False
    ) -> int | None:
        return self._out.attempt(
            column, lambda: self._at_scale(column, text, reading, percent), None
        )

    def _at_scale(self, column: str, text: str, reading: Reading, percent: bool) -> int:
        decimals = PERCENT_DECIMALS if percent else self._of.decimals
        if reading.mark and not percent and reading.mark != self._of.unit:
            raise OTHER_UNIT.refuse(value=text, unit=self._of.unit)
        try:
            scaled = to_scaled(reading.value, decimals=decimals)
        except Refused as refusal:
            # the core's sentence would print the value with a point
            if refusal.code != "number.too_fine":
                raise
            if decimals == 0:
                raise NOT_WHOLE.refuse(value=text) from None
            raise TOO_FINE.refuse(value=text, decimals=decimals) from None
        if reading.ambiguous:
            understood = printed(scaled, decimals=decimals, shown=0)
            whole = reading.value == int(reading.value)
            words = write_words(int(reading.value)) if whole else ""
            self._out.doubts.append(Doubt(column, text, understood, words))
        return scaled


def _end(stop: tuple[Period, int]) -> tuple[int, int]:
    return stop[0].last, stop[0].first


def _marked_percent(cells: Mapping[str, str], kind: str, of: Indicator) -> bool:
    """Whether a change is a percentage of the baseline: said so, or “%” where the unit is none."""
    if kind not in CHANGES:
        return False
    typed = cells.get("level", "").strip()
    return bool(cells.get("percent")) or (typed.endswith("%") and of.unit != "%")


def _ordinal(text: str) -> int:
    digits = text.strip().rstrip(".")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
    if not 1 <= number <= MOST_NUMBER:
        raise NOT_A_NUMBER.refuse(value=text, most=MOST_NUMBER)
    return number


def _needed(message: Message, text: str) -> str:
    if not text:
        raise message.refuse()
    return text


def _yes_or_no(text: str) -> bool:
    if fold(text) not in _YES | _NO:
        raise NOT_YES_OR_NO.refuse(value=text)
    return fold(text) in _YES


def _parts(text: str, *, commas: bool = True) -> list[str]:
    """The entries of a list in one cell: by semicolons, or by commas where there are none."""
    sign = "," if commas and ";" not in text else ";"
    return [part.strip() for part in text.split(sign) if part.strip()]


def _without_unit(text: str, units: Iterable[str]) -> str:
    """“42 km” is 42 where the indicator is in km; a percent sign stays, it is part of a number."""
    for unit in units:
        if unit and unit not in "%‰" and text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].strip()
    return text


def _short(name: str) -> str:
    """A place's name without the word for its kind: “Vĩnh Thành” of “Xã Vĩnh Thành”."""
    first, _, rest = name.partition(" ")
    if first.casefold() == "thị":
        first, _, rest = rest.partition(" ")
    return rest if first.casefold() in ("xã", "phường", "trấn", "huyện") else name
