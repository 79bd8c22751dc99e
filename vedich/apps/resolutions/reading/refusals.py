"""Why a proposal cannot be decided as it was asked."""

from __future__ import annotations

from vedich.core.errors import Message


GONE = Message(
    code="reading.gone",
    vi="Đề xuất này không còn nữa: nó đã được gộp hoặc tách. Hãy mở lại trang đọc văn bản.",
    en="This proposal is no longer there: it was merged or split. Open the page of the document "
    "again.",
)
ACCEPTED = Message(
    code="reading.accepted_meanwhile",
    vi="Mục {number} vừa được {name} nhận lúc {hour}. Hãy mở lại để xem, hoặc bấm “Xem lại” để "
    "đổi.",
    en="Item {number} was accepted by {name} at {hour}. Open it again, or press “Look again” to "
    "change that.",
)
REJECTED = Message(
    code="reading.rejected_meanwhile",
    vi="Mục {number} vừa được {name} bỏ lúc {hour}. Hãy mở lại để xem, hoặc bấm “Xem lại” để đổi.",
    en="Item {number} was dropped by {name} at {hour}. Open it again, or press “Look again” to "
    "change that.",
)
CHANGED = Message(
    code="reading.changed_meanwhile",
    vi="Mục {number} vừa được người khác tách, gộp hoặc xem lại. Hãy mở lại trang rồi quyết.",
    en="Item {number} has just been split, merged or looked at again by somebody else. Open the "
    "page again and decide.",
)
NO_LEVEL = Message(
    code="reading.no_level",
    vi="Chưa ghi mức. Hãy ghi con số như trong văn bản.",
    en="The level is missing. Write the number as in the document.",
)
NO_INDICATOR = Message(
    code="reading.no_indicator",
    vi="Chưa chọn đây là số nào. Hãy chọn một số, hoặc “Chưa có, làm số mới”.",
    en="No indicator is chosen. Choose one, or “None yet, make a new one”.",
)
UNIT_DIFFERS = Message(
    code="reading.unit_differs",
    vi="Văn bản ghi “{written}”, còn “{name}” tính bằng “{unit}”. Hãy chọn số khác, hoặc sửa đơn "
    "vị "
    "và mức.",
    en="The document says “{written}”, but “{name}” is counted in “{unit}”. Choose another "
    "indicator, or correct the unit and the level.",
)
UNKNOWN_PLACE = Message(
    code="reading.unknown_place",
    vi="Không có nơi nào tên “{name}” ở đây. Gần giống: {near}. Hãy sửa tên như trong danh sách "
    "địa "
    "bàn.",
    en="There is no place called “{name}” here. Similar: {near}. Correct the name to that of the "
    "list of places.",
)
NOT_BESIDE = Message(
    code="reading.not_beside",
    vi="Chỉ gộp được với mục liền trước hoặc liền sau mà chưa ai xem. Hãy chọn lại.",
    en="Only the item right before or behind, not decided yet, can be merged with. Choose again.",
)
BAD_CUT = Message(
    code="reading.bad_cut",
    vi="Chỗ tách phải nằm giữa câu của mục này. Hãy bấm vào chữ đầu của phần sau.",
    en="The cut must lie inside the words of this item. Press the first word of its second part.",
)
NOT_DECIDED = Message(
    code="reading.not_decided",
    vi="Mục {number} chưa ai nhận hay bỏ, không có gì để xem lại.",
    en="Item {number} is neither accepted nor dropped; there is nothing to take back.",
)
READ_ALREADY = Message(
    code="reading.read_already",
    vi="Văn bản này đã được đọc cho dự thảo rồi. Hãy mở phần đã đọc.",
    en="This document has been read for the draft already. Open what was read.",
)
