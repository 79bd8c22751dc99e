"""What the forms of the roll-out hold: values to show again, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from vedich.apps.tasks.rollout.actions import Handed, Paper
from vedich.apps.tasks.rollout.queries import KINDS
from vedich.apps.tasks.rollout.shapes import Dates, Noted
from vedich.core.errors import Message, Refused
from vedich.core.vietnamese import normalise, read_date, write_date


T = TypeVar("T")

LONGEST: Final = 60
MOST: Final = 5 * 1024 * 1024

LONG_NUMBER: Final = Message(
    code="rollout.long_number",
    vi="Số văn bản “{value}” dài hơn {most} chữ. Hãy ghi như “NQ 06-NQ/ĐU”.",
    en="The number “{value}” is longer than {most} characters. Write it like “NQ 06-NQ/ĐU”.",
)
HEAVY: Final = Message(
    code="rollout.heavy",
    vi="Tệp “{file}” nặng hơn {most} MB. Hãy chụp hoặc quét nhỏ lại.",
    en="The file “{file}” is above {most} MB. Scan or photograph it smaller.",
)
DAY_ORDER: Final = Message(
    code="rollout.day_order",
    vi="Đã chọn tệp cho “{value}” mà chưa ghi ngày nộp. Hãy ghi ngày.",
    en="A file is chosen for “{value}” but no day. Write the day it was handed in.",
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and what is wrong with it, as (box, sentence)."""

    boxes: Mapping[str, str]
    wrong: tuple[tuple[str, Refused], ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.boxes.get(name, "")


@dataclass(frozen=True, slots=True)
class Note:
    """What a form of one body means."""

    met_on: date | None
    number: str
    issued_on: date | None
    paper: Paper | None
    handed: tuple[Handed, ...]


def shown(noted: Noted) -> Typed:
    """The form as the body left it."""
    boxes = {
        "met_on": _said(noted.met_on),
        "number": noted.number,
        "issued_on": _said(noted.issued_on),
    }
    return Typed(boxes | {one.kind: _said(one.on_day) for one in noted.handed_in})


def read_note(
    posted: QueryDict, files: MultiValueDict[str, UploadedFile[bytes]]
) -> tuple[Note | None, Typed]:
    """What was typed, and what it means; None where a box is wrong."""
    reader = _Boxes(posted)
    met_on, issued_on = reader.day("met_on"), reader.day("issued_on")
    number = reader.read("number", _number) or ""
    paper = reader.paper(files, "file")
    handed = []
    for kind in KINDS:
        day = reader.day(kind)
        scan = reader.paper(files, f"{kind}_file")
        if day:
            handed.append(Handed(kind, day, scan))
        elif scan and not reader.has(kind):
            reader.refuse(kind, DAY_ORDER.refuse(value=scan.name))
    typed = reader.typed()
    if typed.wrong:
        return None, typed
    return Note(met_on, number, issued_on, paper, tuple(handed)), typed


def shown_dates(dates: Dates) -> Typed:
    """The form of days as they stand."""
    return Typed({one.name: _said(getattr(dates, one.name)) for one in fields(Dates)})


def read_dates(posted: QueryDict) -> tuple[Dates | None, Typed]:
    """The days that were typed; None where one cannot be read."""
    reader = _Boxes(posted)
    days = {one.name: reader.day(one.name) for one in fields(Dates)}
    typed = reader.typed()
    return (None if typed.wrong else Dates(**days)), typed


class _Boxes:
    """Boxes of a form, read one by one; a wrong one is noted and the others go on."""

    def __init__(self, posted: QueryDict) -> None:
        self._texts = {name: posted.get(name, "") for name in posted}
        self._wrong: list[tuple[str, Refused]] = []

    def has(self, name: str) -> bool:
        return bool(self._texts.get(name, "").strip())

    def day(self, name: str) -> date | None:
        return self.read(name, read_date)

    def read(self, name: str, how: Callable[[str], T]) -> T | None:
        text = normalise(self._texts.get(name, ""))
        if not text:
            return None
        try:
            return how(text)
        except Refused as refused:
            self.refuse(name, refused)
            return None

    def paper(self, files: MultiValueDict[str, UploadedFile[bytes]], name: str) -> Paper | None:
        sent = files.get(name)
        if sent is None or not sent.size:
            return None
        label = str(sent.name or "")[-200:]
        if sent.size > MOST:
            self.refuse(name, HEAVY.refuse(file=label, most=MOST // 1024 // 1024))
            return None
        return Paper(sent.read(), label)

    def refuse(self, name: str, refused: Refused) -> None:
        self._wrong.append((name, refused))

    def typed(self) -> Typed:
        return Typed(self._texts, tuple(self._wrong))


def _number(text: str) -> str:
    if len(text) > LONGEST:
        raise LONG_NUMBER.refuse(value=text[:LONGEST], most=LONGEST)
    return text


def _said(day: date | None) -> str:
    return write_date(day) if day else ""
