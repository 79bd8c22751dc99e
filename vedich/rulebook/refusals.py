"""What can be wrong with the form of a rulebook file, and the refusal that says where."""

from __future__ import annotations

from typing import NamedTuple

from vedich.core.errors import Language, Message, Refused


NOT_YAML = Message(
    code="rulebook.not_yaml",
    vi="Tệp không đúng cú pháp YAML ({problem}). Hãy sửa dòng này; thường do thụt lề, thiếu dấu "
    "ngoặc kép hoặc thiếu dấu cách sau dấu hai chấm.",
    en="The file is not YAML ({problem}). Mend this line; it is often the indent, a missing "
    "quotation mark or a missing space after a colon.",
)
NOT_A_MAPPING = Message(
    code="rulebook.not_a_mapping",
    vi="“{what}” phải gồm các dòng “tên: giá trị”. Hãy ghi mỗi giá trị sau tên của nó.",
    en="“{what}” must be made of lines “name: value”. Write each value after its name.",
)
NOT_A_LIST = Message(
    code="rulebook.not_a_list",
    vi="“{what}” phải là danh sách có ít nhất một mục. Hãy ghi mỗi mục sau một gạch đầu dòng.",
    en="“{what}” must be a list of at least one item. Write each item after a dash.",
)
NOT_TEXT = Message(
    code="rulebook.not_text",
    vi="“{what}” phải là một giá trị, không phải danh sách hay nhóm. Hãy ghi một giá trị.",
    en="“{what}” must be one value, not a list or a group. Write one value.",
)
KEY_TWICE = Message(
    code="rulebook.key_twice",
    vi="“{key}” đã có ở dòng {line}. Hãy giữ một dòng.",
    en="“{key}” is already on line {line}. Keep one of the lines.",
)
KEY_MISSING = Message(
    code="rulebook.key_missing",
    vi="Thiếu “{key}”, hoặc “{key}” để trống. Hãy ghi giá trị.",
    en="“{key}” is missing or blank. Write its value.",
)
KEY_UNKNOWN = Message(
    code="rulebook.key_unknown",
    vi="Không biết “{key}”. Hãy kiểm tra chính tả hoặc bỏ dòng này; ở đây dùng: {known}.",
    en="“{key}” is not known. Check the spelling or leave the line out; known here: {known}.",
)
NOT_A_CHOICE = Message(
    code="rulebook.not_a_choice",
    vi="“{key}” không thể là “{value}”. Hãy chọn một trong: {choices}.",
    en="“{key}” cannot be “{value}”. Choose one of: {choices}.",
)
NOT_WHOLE = Message(
    code="rulebook.not_whole",
    vi="“{key}” không thể là “{value}”. Hãy ghi số nguyên từ {low} đến {high}.",
    en="“{key}” cannot be “{value}”. Write a whole number from {low} to {high}.",
)


class Spot(NamedTuple):
    """Where a value stands: the file, named from the rulebook's root, and the line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class RefusedAt(Refused):
    """A refusal that names the place to mend: FILE:LINE, what is wrong, the value, the remedy."""

    def __init__(self, spot: Spot, wrong: Refused) -> None:
        super().__init__(wrong.message, wrong.values)
        self.spot = spot

    def say(self, language: Language) -> str:
        """FILE:LINE and the sentence in `language`."""
        return f"{self.spot}: {super().say(language)}"
