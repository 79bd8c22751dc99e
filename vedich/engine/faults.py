"""What is wrong with a file: where, what, which value, how to mend it (DESIGN §5 line 15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vedich.core.errors import Language, Message, Refused


MOST_FAULTS: Final = 20
"""A person mends a screenful at a time; the twenty-first fault is not printed."""

NO_FILE = Message(
    code="file.missing",
    vi="Không mở được tệp “{value}”. Hãy kiểm tra đường dẫn và quyền đọc.",
    en="The file “{value}” cannot be opened. Check the path and the right to read it.",
)
NOT_UTF8 = Message(
    code="file.encoding",
    vi="Dòng này có byte {value} không thuộc UTF-8. Hãy lưu tệp lại với bảng mã UTF-8.",
    en="This line holds the byte {value}, which is not UTF-8. Save the file again as UTF-8.",
)
EMPTY = Message(
    code="file.empty",
    vi="Tệp trống. Hãy bắt đầu bằng dòng tiêu đề: {columns}.",
    en="The file is empty. Begin it with a header line: {columns}.",
)
NO_COLUMN = Message(
    code="file.no_column",
    vi="Thiếu cột “{column}”. Hãy thêm cột này vào dòng tiêu đề; các ô của nó có thể để trống nếu "
    "không có gì để ghi.",
    en="The column “{column}” is missing. Add it to the header; its cells may be blank where there "
    "is nothing to say.",
)
SEMICOLONS = Message(
    code="file.semicolons",
    vi="Các ô cách nhau bằng dấu chấm phẩy. Hãy lưu tệp lại với dấu phẩy giữa các ô.",
    en="The cells are separated by semicolons. Save the file again with commas between the cells.",
)
COLUMN_TWICE = Message(
    code="file.column_twice",
    vi="Cột “{column}” có hai lần. Hãy xóa hoặc đổi tên một cột.",
    en="The column “{column}” is there twice. Delete or rename one of them.",
)
CELLS = Message(
    code="file.cells",
    vi="Dòng có {found} ô, tiêu đề có {wanted}. Có thể tệp bị cắt ngang, hoặc một ô có dấu phẩy "
    "chưa đặt trong ngoặc kép. Hãy sửa dòng này hoặc lấy lại tệp.",
    en="The line has {found} cells and the header {wanted}. The file may be cut short, or a cell "
    "with a comma lacks its quotation marks. Mend the line or fetch the file again.",
)
QUOTES = Message(
    code="file.quotes",
    vi="Dấu ngoặc kép ở gần dòng này không khép lại hoặc đặt sai chỗ. Có thể tệp bị cắt ngang. Hãy "
    "sửa dòng này hoặc lấy lại tệp.",
    en="A quotation mark near this line is never closed or stands in the wrong place. The file may "
    "be cut short. Mend the line or fetch the file again.",
)
NOT_PARQUET = Message(
    code="file.not_parquet",
    vi="Tệp “{value}” không đọc được như Parquet; có thể nó bị cắt ngang. Hãy lấy lại tệp.",
    en="The file “{value}” cannot be read as Parquet; it may be cut short. Fetch it again.",
)
BAD_TYPE = Message(
    code="file.bad_type",
    vi="Cột này có kiểu {found}, phải là {wanted}. Hãy ghi lại tệp với kiểu đó.",
    en="This column has the type {found} and must be {wanted}. Write the file again with that "
    "type.",
)
BLANK = Message(
    code="file.blank",
    vi="Ô “{column}” trống. Dòng nào cũng phải có giá trị ở cột này: hãy điền vào.",
    en="The cell “{column}” is blank. Every line needs a value in this column: fill it in.",
)
NOT_A_CHOICE = Message(
    code="file.not_a_choice",
    vi="“{value}” không phải là một lựa chọn ở đây. Hãy ghi một trong: {choices}.",
    en="“{value}” is not a choice here. Write one of: {choices}.",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: `line` counts from 1 with the header (Parquet: the row's number)."""

    file: str
    line: int
    column: str
    error: Refused

    def say(self, language: Language) -> str:
        """``FILE:LINE:COLUMN what, value, remedy``, in `language`."""
        return f"{self.file}:{self.line}:{self.column} {self.error.say(language)}"


class BadInput(Exception):
    """The input was refused; nothing was written. `more`: further faults are not listed."""

    def __init__(self, faults: Iterable[Fault], *, more: bool = False) -> None:
        self.faults = tuple(faults)
        self.more = more
        super().__init__("\n".join(fault.say("en") for fault in self.faults))


class Faults:
    """A screenful of faults, in the order found. `add` raises BadInput when the screen is full."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    @property
    def count(self) -> int:
        """How many were noted so far."""
        return len(self._found)

    def add(self, file: str, line: int, column: str, error: Refused) -> None:
        """Note a fault. Raises BadInput at the twenty-first."""
        if len(self._found) == MOST_FAULTS:
            raise BadInput(self._found, more=True)
        self._found.append(Fault(file, line, column, error))

    def check(self) -> None:
        """Raises BadInput if anything was noted."""
        if self._found:
            raise BadInput(self._found)
