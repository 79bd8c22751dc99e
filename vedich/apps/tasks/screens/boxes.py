"""Reading forms box by box: what was typed is kept as it was, what is wrong is said beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from vedich.apps.people.row_keys import row_key
from vedich.core.errors import Language, Message, Refused
from vedich.core.numbers import read_number, to_scaled
from vedich.core.vietnamese import normalise, read_date


T = TypeVar("T")

MOST_BYTES: Final = 5 * 1024 * 1024
LONGEST: Final = 2000
NEEDED: Final = Message(
    code="task_form.needed",
    vi="Chưa ghi “{value}”. Hãy ghi rồi gửi lại.",
    en="“{value}” is empty. Write it and send again.",
)
LONG: Final = Message(
    code="task_form.long",
    vi="“{value}…” dài hơn {most} chữ. Hãy viết ngắn lại.",
    en="“{value}…” is longer than {most} characters. Write it shorter.",
)
NO_CHOICE: Final = Message(
    code="task_form.no_choice",
    vi="Không có lựa chọn “{value}”. Hãy chọn trong danh sách.",
    en="There is no choice “{value}”. Choose one of the list.",
)
HEAVY: Final = Message(
    code="task_form.heavy",
    vi="Tệp “{file}” nặng hơn {most} MB. Hãy chụp nhỏ lại hoặc chọn tệp khác.",
    en="The file “{file}” is above {most} MB. Take a smaller photo or choose another file.",
)
NEGATIVE: Final = Message(
    code="task_form.negative",
    vi="Số “{value}” nhỏ hơn 0. Hãy ghi số từ 0 trở lên.",
    en="The number “{value}” is below 0. Write 0 or more.",
)
TWO_READINGS: Final = Message(
    code="task_form.two_readings",
    vi="Số “{value}” đọc được hai cách. Hãy ghi không có dấu nhóm, số lẻ thêm một số 0 ở cuối.",
    en="The number “{value}” reads two ways. Write it without grouping, decimals with one more 0.",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that came with a form."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form shows: its boxes as typed, and what is wrong, as (box, refusal)."""

    boxes: Mapping[str, Sequence[str]]
    wrong: tuple[tuple[str, Refused], ...] = ()

    def __getitem__(self, name: str) -> str:
        held = self.boxes.get(name, ())
        return held[-1] if held else ""

    def many(self, name: str) -> Sequence[str]:
        """Every value of a box that holds several."""
        return self.boxes.get(name, ())

    def said(self, language: Language) -> list[tuple[str, str]]:
        """The summary: (box, sentence)."""
        return [(box, refused.say(language)) for box, refused in self.wrong]

    def but(self, box: str, refused: Refused) -> Typed:
        """The same form with one more thing wrong."""
        return Typed(self.boxes, (*self.wrong, (box, refused)))


def shown(**boxes: str | Sequence[str]) -> Typed:
    """A form as it stands before anybody typed."""
    return Typed({name: [held] if isinstance(held, str) else held for name, held in boxes.items()})


class Boxes:
    """Boxes of a form, read one by one; a wrong one is noted and the others go on."""

    def __init__(
        self, posted: QueryDict, files: MultiValueDict[str, UploadedFile[bytes]] | None = None
    ) -> None:
        self._boxes = {name: values for name, values in posted.lists() if name != "key"}
        self._files = files
        self._wrong: list[tuple[str, Refused]] = []

    @property
    def good(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self._wrong

    def raw(self, name: str) -> str:
        """The text as it was typed."""
        held = self._boxes.get(name, [])
        return held[-1] if held else ""

    def text(self, name: str, *, label: str = "", most: int = LONGEST) -> str:
        """A text, its edges cut; `label` names a box that must not be empty."""
        found = normalise(self.raw(name)).strip().replace("\r\n", "\n")
        if not found and label:
            self.refuse(name, NEEDED.refuse(value=label))
        if len(found) > most:
            self.refuse(name, LONG.refuse(value=found[:40], most=most))
        return found

    def day(self, name: str, *, label: str = "", year: int | None = None) -> date | None:
        """A day; of `year` where none is written."""
        return self._read(name, lambda text: read_date(text, year=year), label)

    def amount(self, name: str, decimals: int, *, label: str = "") -> int | None:
        """A number of 0 or more, scaled by `decimals`."""
        return self._read(name, lambda text: scaled(text, decimals), label)

    def whole(self, name: str) -> int | None:
        """A small whole number, as a choice sends it."""
        text = self.raw(name).strip()
        if not text:
            return None
        found = row_key(text)
        if found is None:
            self.refuse(name, NO_CHOICE.refuse(value=text[:40]))
        return found

    def wholes(self, name: str) -> tuple[int, ...]:
        """The numbers of a box of many choices, each once."""
        held = [text for text in self._boxes.get(name, []) if text]
        keys = {text: row_key(text) for text in held}
        bad = next((text for text, key in keys.items() if key is None), None)
        if bad is not None:
            self.refuse(name, NO_CHOICE.refuse(value=bad[:40]))
        return tuple(dict.fromkeys(key for key in keys.values() if key is not None))

    def one_of(self, name: str, choices: Sequence[str], *, label: str = "") -> str:
        """One of `choices`; the first where nothing is chosen and nothing must be."""
        text = self.raw(name)
        if not text and label:
            self.refuse(name, NEEDED.refuse(value=label))
        elif text and text not in choices:
            self.refuse(name, NO_CHOICE.refuse(value=text[:40]))
        return text if text in choices else choices[0]

    def paper(self, name: str) -> Paper | None:
        """The file of a box, if one was chosen and is not too large."""
        sent = self._files.get(name) if self._files else None
        if sent is None or not sent.size:
            return None
        called = str(sent.name or "")[-200:]
        if sent.size > MOST_BYTES:
            self.refuse(name, HEAVY.refuse(file=called, most=MOST_BYTES // 1024 // 1024))
            return None
        return Paper(sent.read(), called)

    def refuse(self, name: str, refused: Refused) -> None:
        """Something is wrong with a box."""
        self._wrong.append((name, refused))

    def typed(self) -> Typed:
        """What was typed, with what is wrong."""
        return Typed(self._boxes, tuple(self._wrong))

    def _read(self, name: str, how: Callable[[str], T], label: str) -> T | None:
        text = normalise(self.raw(name)).strip()
        if not text:
            if label:
                self.refuse(name, NEEDED.refuse(value=label))
            return None
        try:
            return how(text)
        except Refused as refused:
            self.refuse(name, refused)
            return None


def scaled(text: str, decimals: int) -> int:
    """The number in `text` at `decimals`, 0 or more. Raises Refused.

    Two readings are refused where both have so few decimals: at 1 decimal “1.234” is only 1234.
    """
    found = read_number(text)
    other = found.other
    if other is not None and other == round(other, decimals) and other != found.value:
        raise TWO_READINGS.refuse(value=text)
    if found.value < 0:
        raise NEGATIVE.refuse(value=text)
    return to_scaled(found.value, decimals=decimals)
