"""What everything that leaves a sample or a practice copy carries: screens, prints, files (R4)."""

from __future__ import annotations

from datetime import date
from typing import Final

from vedich.core.errors import Language, Message


SAMPLE: Final = Message(
    code="sheet.sample",
    vi="Dữ liệu mẫu: số liệu và tên người là giả định.",
    en="Sample data: figures and names of people are invented.",
)
PRACTICE: Final = Message(
    code="sheet.practice",
    vi="BẢN TẬP: số liệu ở đây không được dùng.",
    en="PRACTICE COPY: nothing here may be used.",
)


def label(*, sample: bool, practice: date | None, language: Language) -> str:
    """The label of a database, “” for a real one."""
    found = [PRACTICE] if practice else []
    found += [SAMPLE] if sample else []
    return " ".join(one.say(language, {}) for one in found)
