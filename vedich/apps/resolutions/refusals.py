"""Why a resolution cannot be written, adopted or closed: the sentences of `actions`."""

from __future__ import annotations

from vedich.core.errors import Message


GONE = Message(
    code="resolution.gone",
    vi="Nghị quyết hoặc chỉ tiêu này không còn nữa. Hãy mở lại danh sách nghị quyết.",
    en="This resolution or target is no longer there. Open the list of resolutions again.",
)
NOT_A_DRAFT = Message(
    code="resolution.not_a_draft",
    vi="“{title}” đã ban hành nên không sửa ở đây được. Muốn đổi chỉ tiêu phải có văn bản điều "
    "chỉnh.",
    en="“{title}” has been adopted and cannot be changed here. To change a target a document of "
    "amendment is needed.",
)
NOT_IN_FORCE = Message(
    code="resolution.not_in_force",
    vi="“{title}” không ở trạng thái đang thực hiện nên không đóng được. Hãy kiểm tra lại nghị "
    "quyết.",
    en="“{title}” is not in force, so it cannot be closed. Check which resolution you mean.",
)
TOO_SOON = Message(
    code="resolution.too_soon",
    vi="Nghị quyết còn hiệu lực đến hết {day}. Hãy đóng sau ngày đó.",
    en="The resolution runs until {day}. Close it after that day.",
)
OWN_DRAFT = Message(
    code="resolution.own_draft",
    vi="Người đã soạn không tự ban hành được. Hãy nhờ người thứ hai có quyền ban hành.",
    en="Whoever wrote at the draft cannot adopt it. Ask a second person who may adopt.",
)
NO_TARGETS = Message(
    code="resolution.no_targets",
    vi="“{title}” chưa có chỉ tiêu nào. Hãy thêm chỉ tiêu rồi ban hành.",
    en="“{title}” has no targets yet. Add targets, then adopt it.",
)
NO_NUMBER = Message(
    code="resolution.no_number",
    vi="Chưa ghi số của nghị quyết. Hãy ghi như trên văn bản: 05-NQ/HU.",
    en="The number of the resolution is missing. Write it as printed: 05-NQ/HU.",
)
NUMBER_USED = Message(
    code="resolution.number_used",
    vi="Số “{number}” đã là của “{title}”. Hãy xem lại số trên văn bản.",
    en="The number “{number}” belongs to “{title}”. Look at the document again.",
)
NOT_YET_ISSUED = Message(
    code="resolution.not_yet_issued",
    vi="Ngày ban hành {day} ở sau hôm nay, {today}. Hãy xem lại ngày trên văn bản.",
    en="The day of adoption {day} lies after today, {today}. Look at the document again.",
)
NUMBER_TAKEN = Message(
    code="resolution.number_taken",
    vi="Số thứ tự {number} đã là của chỉ tiêu “{name}”. Hãy chọn số khác.",
    en="Number {number} is already the target “{name}”. Choose another number.",
)
BAD_NUMBER = Message(
    code="resolution.bad_number",
    vi="Số thứ tự {number} không nằm trong khoảng 1 đến {most}. Hãy ghi số như trong nghị quyết.",
    en="Number {number} is not within 1 to {most}. Write the number as in the resolution.",
)
NO_PRONG = Message(
    code="resolution.no_prong",
    vi="Nghị quyết không có mũi {number}. Hãy thêm mũi đó, hoặc sửa số của mũi.",
    en="The resolution has no prong {number}. Add that prong, or correct its number.",
)
PRONG_IN_USE = Message(
    code="resolution.prong_in_use",
    vi="Mũi {number} còn chỉ tiêu nên không bỏ được. Hãy chuyển các chỉ tiêu sang mũi khác trước.",
    en="Prong {number} still has targets and cannot go. Move its targets to another prong first.",
)
PRONG_TWICE = Message(
    code="resolution.prong_twice",
    vi="Mũi {number} ghi hai lần. Hãy để mỗi mũi một dòng.",
    en="Prong {number} is written twice. Keep one line for each prong.",
)
NOBODY_REPORTS = Message(
    code="resolution.nobody_reports",
    vi="Chỉ tiêu {number} chưa có đơn vị nào báo số. Hãy chọn ai báo.",
    en="Nobody reports target {number} yet. Choose who reports it.",
)
CHANGED_MEANWHILE = Message(
    code="resolution.changed_meanwhile",
    vi="Chỉ tiêu {number} vừa được người khác sửa. Hãy xem bản mới; ghi lần nữa thì thay bản đó.",
    en="Somebody else has just changed target {number}. See the new version; saving again replaces "
    "it.",
)
STILL_OPEN = Message(
    code="resolution.still_open",
    vi="Còn {count} đề xuất trong văn bản chưa ai xem. Hãy nhận hoặc bỏ từng mục rồi mới ban hành.",
    en="{count} proposals of the document have not been looked at. Accept or drop each before the "
    "resolution is adopted.",
)
