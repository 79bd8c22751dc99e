"""Names of organs in running text: where one begins, where a list of them is cut.

“Phòng Tài nguyên và Môi trường” is one name and “Ban Tổ chức và Văn phòng” are two: a list is cut
only where the next piece begins as names of organs do.
"""

from __future__ import annotations

import re
from typing import Final

from vedich.core.documents.lexicon import Lexicon


_LETTER: Final = r"[^\W\d_]"
_GENERIC: Final = (
    r"cơ quan|đơn vị|sở|ban|ngành|phòng|bộ|xã|phường|thị trấn|huyện|quận|tỉnh|thị xã|thành phố"
    r"|đặc khu|địa phương"
    r"|chi bộ|chi ủy|đảng bộ|đảng ủy|cấp ủy|cấp|tổ chức|hội|đoàn thể|đồng chí|trường|thôn|ấp|khóm"
    r"|khu phố|tổ dân phố"
    r"|chi hội|chi đoàn|doanh nghiệp|hợp tác xã|thành viên|ủy viên|lực lượng|bản|buôn|làng"
    r"|tập thể|cán bộ|đảng viên"
    r"|công chức|chủ đầu tư|nhà trường|trung tâm|tổ|đội|bí thư|đại biểu|báo|cơ sở|chủ tịch"
    r"|hội quần chúng"
)
# Organs by themselves, whatever stands after them.
_ALONE: Final = (
    r"ủy ban|uỷ ban|ubnd|ubkt|ubmttq|ub mttq|hđnd|hội đồng nhân dân|mttq|mặt trận tổ quốc"
    r"|văn phòng|bch|btv|lđlđ|bhxh"
    r"|huyện ủy|tỉnh ủy|thành ủy|thị ủy|quận ủy|đảng ủy|đảng bộ|chi bộ|chi ủy|cấp ủy|công an"
    r"|thường trực|thường vụ"
    r"|thủ trưởng|người đứng đầu|bí thư|chủ tịch|phó chủ tịch|phó bí thư|giám đốc|trưởng phòng"
    r"|trưởng ban|trưởng các"
    r"|huyện đoàn|tỉnh đoàn|thành đoàn|thị đoàn|quận đoàn|xã đoàn|đoàn thanh niên|đoàn xã"
    r"|đoàn đại biểu quốc hội"
    r"|hội nông dân|hội liên hiệp|hội phụ nữ|hội cựu chiến binh|hội lhpn|hội chữ thập đỏ"
    r"|liên đoàn lao động"
    r"|bảo hiểm xã hội|ngân hàng|kho bạc|bưu điện|điện lực|thanh tra|tòa án|toà án|viện kiểm sát"
    r"|hạt kiểm lâm"
    r"|chi cục|ban thường vụ|ban chấp hành|ban chỉ đạo|ban chỉ huy|ban quản lý|ban giám hiệu"
    r"|ban nhân dân|ban tổ chức"
    r"|ban tuyên giáo|ban dân vận|ban công tác mặt trận|ban cán sự đảng|bộ chỉ huy|quân sự"
    r"|trung tâm chính trị"
    r"|bộ phận|đồng chí|đ/c|trung tâm hành chính công|trung tâm phục vụ|ban phát triển"
    r"|ban giám đốc|hội đồng"
)
# Common nouns too, and organs only with a name of their own: “Ban Pháp chế”, but “ban hành”.
_WITH_NAME: Final = (
    r"sở|phòng|ban|bộ|hội|đoàn|cục|tổng cục|trung tâm|trường|tổ|viện|đài|báo|công ty|hạt|đội|trạm"
    r"|quỹ|liên đoàn"
    r"|liên minh|hiệp hội|bảo hiểm|xã|phường|thị trấn|huyện|thành phố|thị xã|tỉnh|quận|nhóm|ông"
    r"|bà|công chức|cổng"
    r"|tập đoàn|học viện|tiểu ban|câu lạc bộ|hợp tác xã|chi nhánh|xí nghiệp|vườn|ấp|thôn|khóm"
    r"|đặc khu|mặt trận"
)
_BODY: Final = re.compile(
    rf"(?:(?i:{_ALONE})(?!{_LETTER})"
    rf"|(?i:các|những|từng|mỗi|tất cả các|toàn thể các|cả) (?i:{_GENERIC})(?!{_LETTER})"
    rf"|(?i:{_WITH_NAME})(?: (?=[A-ZĐÀ-Ỹ])| (?:huyện|tỉnh|thành phố|xã|phường"
    rf"|khu vực) (?=[A-ZĐÀ-Ỹ])"
    rf"|(?<=trường) (?:các )?(?:mầm non|tiểu học|trung học|thpt|thcs|phổ thông)))"
)
_NO_BODY: Final = re.compile(
    r"(?i:ban hành|ban bố|ban đầu|hội nghị|hội nhập|hội thảo|hội thi|phòng chống|phòng, chống"
    r"|phòng ngừa|bộ máy"
    r"|bộ tiêu chí|đoàn kết|trường hợp|xã hội|tổ chức|bộ chính trị|công an nhân dân|hội đồng thi"
    r"|phòng cháy|đội ngũ)"
    rf"(?!{_LETTER})"
)
_CUT: Final = re.compile(r"[;\n]|,|(?<=\s)(?:và|cùng)(?=\s)|(?<=\s)[-–+•](?=\s)")
_OFFICE: Final = re.compile(r"(?i:văn phòng (?:hđnd|hội đồng nhân dân|đoàn đbqh|huyện ủy))$")
_MARKS: Final = " \t\n.,;:-–+*•()"
_LONGEST: Final = 600
_MOST_WORDS: Final = 10


def begins_body(text: str, at: int, end: int) -> re.Match[str] | None:
    """The head of an organ's name that stands in `text` at `at`, None if none does."""
    if _NO_BODY.match(text, at, end):
        return None
    return _BODY.match(text, at, end)


def is_body(name: str, lexicon_names: frozenset[str]) -> bool:
    """Whether `name`, alone on its line, is the name of an organ."""
    name = name.strip(_MARKS)
    shown = name.title() if name.isupper() else name
    if begins_body(shown, 0, len(shown)):
        return True
    words = name.lower().split()[:_MOST_WORDS]
    return any(" ".join(words[:count]) in lexicon_names for count in range(len(words), 0, -1))


def known_names(lexicon: Lexicon) -> frozenset[str]:
    """The names of organs and places of a lexicon, in lower case."""
    return frozenset(name.lower() for name in (*lexicon.bodies, *lexicon.places))


def split_names(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The names a list gives, as written, each once. Text too long for a list gives none."""
    if len(text) > _LONGEST:
        return ()
    pieces: list[str] = []
    start = 0
    for cut in _CUT.finditer(text):
        rest = text[cut.end() :].lstrip(_MARKS)
        if cut[0] in ";\n" or (
            _starts(rest, known) and not _OFFICE.search(text[: cut.start()].rstrip())
        ):
            pieces.append(text[start : cut.start()])
            start = cut.end()
    pieces.append(text[start:])
    names: list[str] = []
    for piece in pieces:
        name = " ".join(piece.split()).strip(_MARKS.replace(")", "").replace("(", ""))
        name = re.sub(r"^(?:và|cùng|với|cùng với) ", "", name)
        if name.count("(") < name.count(")"):
            name = name.rstrip(")")
        if name not in ("", "và", "cùng") and any(map(str.isalpha, name)) and name not in names:
            names.append(name)
    return tuple(names)


def _starts(rest: str, known: frozenset[str]) -> bool:
    head = rest[:120]
    if begins_body(head, 0, len(head)):
        # “các xã, thị trấn”, “ban, ngành”: a bare kind goes on with the list before it
        return head[:1].isupper() or not re.match(rf"(?:{_GENERIC})(?:[,;]|$)", head)
    words = head.lower().split()[:_MOST_WORDS]
    cleaned = [" ".join(words[:count]).strip(_MARKS) for count in range(1, len(words) + 1)]
    return any(name in known for name in cleaned)
