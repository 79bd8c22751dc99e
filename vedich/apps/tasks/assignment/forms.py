"""What the forms of assignment hold: a charge, a table to paste, answers about its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from vedich.apps.tasks.assignment.sent import as_text, of_file, of_text
from vedich.core.errors import Message


NOTHING: Final = Message(
    code="bulk.nothing",
    vi="Ô dán còn trống và chưa chọn tệp. Hãy dán các dòng từ Excel, hoặc chọn một tệp.",
    en="The box is empty and no file was chosen. Paste rows from Excel, or choose a file.",
)
HEAVY: Final = Message(
    code="bulk.heavy",
    vi="Tệp “{value}” nặng hơn {most} MB. Hãy bỏ hình trong tệp, hoặc chép và dán.",
    en="The file “{value}” is above {most} MB. Take pictures out of it, or copy and paste.",
)

MOST_BYTES: Final = 4 * 1024 * 1024
BOXES: Final = ("person", "lead", "time", "title", "skip")


@dataclass(frozen=True, slots=True)
class Sent:
    """A table as lines, and as the text that a form carries along."""

    lines: Sequence[Sequence[str]]
    text: str


def read_sent(posted: QueryDict, files: MultiValueDict[str, UploadedFile[bytes]]) -> Sent:
    """What was pasted or uploaded; a file counts before the box. Raises Refused (``bulk.*``)."""
    sent = files.get("file")
    if sent is not None and sent.size:
        name = str(sent.name or "")[-100:]
        if sent.size > MOST_BYTES:
            raise HEAVY.refuse(value=name, most=MOST_BYTES // 1024 // 1024)
        lines = of_file(sent.read(), name)
        return Sent(lines, as_text(lines))
    text = posted.get("text", "")
    if not text.strip():
        raise NOTHING.refuse()
    return Sent(of_text(text), text)


def answers_of(posted: QueryDict) -> Mapping[str, str]:
    """What was answered about rows: the boxes whose names begin as `BOXES` do."""
    return {
        name: posted.get(name, "")
        for name in posted
        if name.partition("-")[0] in BOXES and "-" in name
    }
