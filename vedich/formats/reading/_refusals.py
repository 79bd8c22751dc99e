"""What can be wrong with a document that somebody hands in: what, which file, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vedich.core.errors import Message, Refused


MISSING = Message(
    code="reading.missing",
    vi="Không mở được tệp “{file}”. Hãy kiểm tra đường dẫn và quyền đọc.",
    en="The file “{file}” cannot be opened. Check the path and the right to read it.",
)
TOO_LARGE = Message(
    code="reading.too_large",
    vi="Tệp “{file}” nặng hơn {most} MB. Hãy bỏ bớt ảnh rồi lưu lại, hoặc chép phần chữ "
    "rồi dán vào.",
    en="The file “{file}” is larger than {most} MB. Take pictures out and save it again, or copy "
    "its text and paste it.",
)
EMPTY = Message(
    code="reading.empty",
    vi="Tệp “{file}” trống, không có chữ nào. Hãy lấy lại tệp từ nơi gửi.",
    en="The file “{file}” is empty: it has no words. Fetch it again from its sender.",
)
SCANNED = Message(
    code="reading.scanned",
    vi="Tệp “{file}” là ảnh chụp, không có chữ để đọc. Hãy dán phần chữ vào, hoặc cho nhận dạng "
    "chữ (OCR) trước rồi thử lại.",
    en="The file “{file}” is a picture without text to read. Paste the text, or run text "
    "recognition (OCR) on it first and try again.",
)
PASSWORD = Message(
    code="reading.password",
    vi="Tệp “{file}” được bảo vệ bằng mật khẩu. Hãy mở bằng mật khẩu, lưu một bản không có mật "
    "khẩu rồi thử lại.",
    en="The file “{file}” is protected by a password. Open it with the password, save a copy "
    "without one and try again.",
)
CUT = Message(
    code="reading.cut",
    vi="Tệp “{file}” bị cắt ngang, thiếu phần cuối. Hãy lấy lại tệp từ nơi gửi.",
    en="The file “{file}” is cut short: its end is missing. Fetch it again from its sender.",
)
BROKEN = Message(
    code="reading.broken",
    vi="Tệp “{file}” bị hỏng, không đọc được. Hãy mở tệp, lưu lại thành .docx rồi thử lại, hoặc "
    "chép phần chữ và dán vào.",
    en="The file “{file}” is broken and cannot be read. Open it, save it again as .docx and try "
    "again, or copy its text and paste it.",
)
OLD_WORD = Message(
    code="reading.old_word",
    vi="Tệp “{file}” theo định dạng Word cũ (.doc, .rtf). Hãy mở bằng Word, lưu thành .docx rồi "
    "thử lại.",
    en="The file “{file}” is in an old Word format (.doc, .rtf). Open it in Word, save it as .docx "
    "and try again.",
)
SPREADSHEET = Message(
    code="reading.spreadsheet",
    vi="Tệp “{file}” là bảng tính. Hãy mở bằng Excel, chép các ô rồi dán vào, hoặc đưa bảng vào "
    "một tệp .docx.",
    en="The file “{file}” is a spreadsheet. Open it in Excel, copy the cells and paste them, or "
    "put the table into a .docx file.",
)
SLIDES = Message(
    code="reading.slides",
    vi="Tệp “{file}” là bản trình chiếu. Hãy dùng văn bản gốc (.docx hoặc .pdf), hoặc chép phần "
    "chữ và dán vào.",
    en="The file “{file}” is a slide show. Use the document itself (.docx or .pdf), or copy the "
    "text and paste it.",
)
UNKNOWN = Message(
    code="reading.unknown",
    vi="Không nhận ra định dạng của tệp “{file}”. Hãy dùng .docx, .pdf, .html hoặc .txt.",
    en="The format of the file “{file}” is not known here. Use .docx, .pdf, .html or .txt.",
)
BOMB = Message(
    code="reading.bomb",
    vi="Tệp “{file}” giải nén ra quá lớn nên không được mở. Hãy chép phần chữ sang một tệp .docx "
    "mới rồi thử lại.",
    en="The file “{file}” unpacks to far too much and was not opened. Copy its text into a new "
    ".docx file and try again.",
)
MACROS = Message(
    code="reading.macros",
    vi="Tệp “{file}” có chứa macro nên không được mở. Hãy lưu thành .docx (không macro) rồi "
    "thử lại.",
    en="The file “{file}” holds macros and was not opened. Save it as .docx (without macros) and "
    "try again.",
)
ENTITIES = Message(
    code="reading.entities",
    vi="Tệp “{file}” có khai báo thực thể hoặc DTD, có thể gây hại nên không được mở. Hãy chép "
    "phần chữ sang một tệp .docx mới rồi thử lại.",
    en="The file “{file}” declares entities or a DTD, which can do harm, and was not opened. Copy "
    "its text into a new .docx file and try again.",
)
OTHER_LANGUAGE = Message(
    code="reading.language",
    vi="Chữ trong tệp “{file}” hầu như không phải tiếng Việt có dấu. Hãy dùng bản tiếng Việt; nếu "
    "tệp dùng phông chữ cũ (.VnTime, VNI) thì hãy chuyển sang Unicode trước.",
    en="The text of the file “{file}” is hardly Vietnamese with its marks. Use the Vietnamese "
    "version; if it is set in an old font (.VnTime, VNI), convert it to Unicode first.",
)
TOO_MUCH_TEXT = Message(
    code="reading.too_much_text",
    vi="Tệp “{file}” có hơn {most} ký tự, dài hơn mọi nghị quyết. Hãy tách phần cần đọc ra một tệp "
    "riêng.",
    en="The file “{file}” has more than {most} characters, longer than any resolution. Put the "
    "part to be read into a file of its own.",
)
TOO_LONG = Message(
    code="reading.too_long",
    vi="Đọc tệp “{file}” quá {seconds} giây nên đã dừng lại. Hãy tách tệp thành phần nhỏ hơn, hoặc "
    "chép phần chữ và dán vào.",
    en="Reading the file “{file}” took more than {seconds} seconds and was stopped. Split it into "
    "smaller parts, or copy its text and paste it.",
)

_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a document and the name by which people know it."""

    data: bytes
    name: str

    def refuse(self, message: Message, **values: object) -> Refused:
        """The exception to raise: `message` about this file, its name on one line."""
        return message.refuse(file=shown(self.name), **values)


def shown(name: str) -> str:
    """`name` as it may stand in a sentence: one line, printable, not endless."""
    plain = "".join(c if c.isprintable() else "�" for c in name)
    return plain if len(plain) <= _LONGEST_NAME else f"…{plain[-_LONGEST_NAME:]}"
