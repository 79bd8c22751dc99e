"""Columns of the assignment sheets: the matrix's own first ones, and those of its tasks."""

from __future__ import annotations

from typing import Final

from vedich.formats.sheets.table import Column


FIELD: Final = Column("field", "Lĩnh vực", "Field", 26)
HOLDER: Final = Column("holder", "Phụ trách", "In charge", 22)
PLACE: Final = Column("place", "Địa phương", "Place", 22)

LOCALITY_WIDTH: Final = 14

TASKS: Final = (
    Column("number", "Số", "No.", 6),
    Column("title", "Đầu việc", "Task", 52),
    Column("field", "Lĩnh vực", "Field", 20),
    Column("places", "Nơi làm", "Where", 24),
    Column("person", "Người chịu trách nhiệm", "Accountable", 24),
    Column("due", "Hạn", "Due", 11),
    Column("late", "Trễ (ngày làm việc)", "Late (working days)", 10),
    Column("targets", "Chỉ tiêu", "Targets", 10),
)
