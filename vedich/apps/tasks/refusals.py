"""Why an action on a task is refused: what is wrong, which value, how to mend it."""

from __future__ import annotations

from typing import Final

from vedich.core.errors import Message


UNKNOWN: Final = Message(
    code="task.unknown",
    vi="Không có đầu việc số {value}. Hãy mở lại danh sách đầu việc.",
    en="There is no task {value}. Open the list of tasks again.",
)
STALE: Final = Message(
    code="task.stale",
    vi="Đầu việc “{value}” vừa được người khác sửa. Nay là: {now}. Đồng chí ghi: {yours}. "
    "Hãy xem bản mới rồi ghi lại.",
    en="The task “{value}” was just changed by somebody else. It says: {now}. You wrote: {yours}. "
    "Look at it and write again.",
)
NO_TITLE: Final = Message(
    code="task.no_title",
    vi="Việc {value} chưa ghi phải làm gì. Hãy ghi một câu.",
    en="Task {value} does not say what is to be done. Write one sentence.",
)
DAYS: Final = Message(
    code="task.days",
    vi="Hạn {due} trước ngày bắt đầu {start}. Hãy sửa một trong hai ngày.",
    en="The day it is due, {due}, is before its start, {start}. Correct one of them.",
)
NOT_A_POST: Final = Message(
    code="task.not_a_post",
    vi="Ngày này không ai giữ chức vụ số {value}. Hãy chọn người đang giữ chức vụ.",
    en="Nobody holds post {value} on this day. Choose a post that is held.",
)
NOT_THERE: Final = Message(
    code="task.not_there",
    vi="Không có {what} số {value}. Hãy chọn lại trong danh sách.",
    en="There is no {what} {value}. Choose from the list again.",
)
NO_REASON: Final = Message(
    code="task.no_reason",
    vi="“{value}” chưa phải là lý do. Hãy viết một câu để người sau đọc hiểu.",
    en="“{value}” is not a reason. Write one sentence that others will understand.",
)
NOT_OPEN: Final = Message(
    code="task.not_open",
    vi="Đầu việc “{value}” đã kết thúc nên không làm việc này được. Cần thì hãy mở lại.",
    en="The task “{value}” has ended, so this is not possible. Open it again if need be.",
)
NOT_CLAIMED: Final = Message(
    code="task.not_claimed",
    vi="Chưa ai báo xong việc “{value}” nên chưa nhận được. Hãy chờ người làm báo xong.",
    en="Nobody has said that “{value}” is done, so it cannot be accepted yet. Wait for that.",
)
NOT_ENDED: Final = Message(
    code="task.not_ended",
    vi="Đầu việc “{value}” đang làm nên không cần mở lại. Hãy ghi tiến độ.",
    en="The task “{value}” is going on and need not be opened again. Note its progress.",
)
NOT_HOLDER: Final = Message(
    code="task.not_holder",
    vi="Việc “{value}” do người khác chịu trách nhiệm. Hãy nhờ người đó, hoặc văn phòng ghi thay.",
    en="Somebody else answers for “{value}”. Ask that person, or the office to note it for him.",
)
NOBODY_HOLDS: Final = Message(
    code="task.nobody_holds",
    vi="Việc “{value}” chưa có người chịu trách nhiệm. Hãy giao người trước.",
    en="Nobody answers for “{value}” yet. Give it to somebody first.",
)
OWN_WORK: Final = Message(
    code="task.own_work",
    vi="{value} là người làm việc này nên không tự nhận xong. Hãy nhờ người thứ hai.",
    en="{value} does this work and cannot accept it as done. Ask a second person.",
)
WAITS: Final = Message(
    code="task.waits",
    vi="Việc này phải chờ “{value}” xong trước. Hãy báo xong việc đó trước, hoặc bỏ thứ tự.",
    en="This has to wait until “{value}” is closed. Finish that first, or drop the order.",
)
CIRCLE: Final = Message(
    code="task.circle",
    vi="Việc “{value}” cũng đang chờ việc này, thành vòng tròn. Hãy bỏ một trong hai.",
    en="“{value}” waits for this one too, which is a circle. Drop one of the two.",
)
NO_EVIDENCE: Final = Message(
    code="task.no_evidence",
    vi="Báo xong còn thiếu minh chứng: {value}. Hãy thêm tệp hoặc ảnh trước.",
    en="Evidence is missing before this is done: {value}. Add the file or photo first.",
)
NOTHING_SAID: Final = Message(
    code="task.nothing_said",
    vi="Chưa ghi gì về việc “{value}”. Hãy ghi một câu, hoặc con số đã làm được.",
    en="Nothing is said of “{value}”. Write one sentence, or the amount that is done.",
)
FIGURES_SPEAK: Final = Message(
    code="task.figures_speak",
    vi="Việc “{value}” lấy số từ báo cáo nên không gõ số ở đây. Hãy sửa ở báo cáo tháng.",
    en="“{value}” takes its amount from the returns, so none is typed here. Mend the return.",
)
NO_AMOUNT: Final = Message(
    code="task.no_amount",
    vi="Việc “{value}” không đếm bằng số. Hãy ghi bằng lời.",
    en="“{value}” is not counted in numbers. Say it in words.",
)
SAME_DAY: Final = Message(
    code="task.same_day",
    vi="Hạn vẫn là {value}, chưa đổi. Hãy ghi ngày mới.",
    en="The day is still {value}, nothing changes. Write the new day.",
)
SAME_POST: Final = Message(
    code="task.same_post",
    vi="Người này đang chịu trách nhiệm việc “{value}” rồi. Hãy chọn người khác.",
    en="This post answers for “{value}” already. Choose another.",
)
UNKNOWN_CLEAR: Final = Message(
    code="task.unknown_clear",
    vi="Không có điều “{value}” trong sáu rõ. Hãy chọn một điều trong sáu.",
    en="“{value}” is none of the six clears. Choose one of the six.",
)
TO_COME: Final = Message(
    code="task.to_come",
    vi="Ngày {value} chưa đến. Hãy ghi ngày đã kiểm.",
    en="The day {value} is still to come. Write the day of the check.",
)
OWN_CHECK: Final = Message(
    code="task.own_check",
    vi="{value} chịu trách nhiệm việc này nên không tự kiểm được. Hãy nhờ người khác kiểm.",
    en="{value} answers for this task and cannot check it. Ask somebody else.",
)
NO_FINDING: Final = Message(
    code="task.no_finding",
    vi="Chưa chọn thấy thế nào ({value}). Hãy chọn một trong ba câu.",
    en="It is not said what was found ({value}). Choose one of the three.",
)
NO_SEEN: Final = Message(
    code="task.no_seen",
    vi="Khác báo cáo thì phải ghi số thấy tại chỗ của “{value}”, hoặc một câu. Hãy ghi thêm.",
    en="Where it differs, write what you saw of “{value}”, a number or a sentence.",
)
PLAN_GONE: Final = Message(
    code="task.plan_gone",
    vi="Không còn hẹn kiểm số {value}: đã kiểm xong hoặc đã bỏ. Hãy mở lại kế hoạch kiểm tra.",
    en="There is no planned check {value} any more: it was made or dropped. Open the plan again.",
)
PLANNED_PAST: Final = Message(
    code="task.planned_past",
    vi="Không hẹn kiểm vào ngày đã qua ({value}). Hãy chọn từ hôm nay trở đi.",
    en="A check cannot be planned for a day gone by ({value}). Choose today or later.",
)
UNKNOWN_KIND: Final = Message(
    code="task.unknown_kind",
    vi="Không rõ giao phụ trách gì ({value}). Hãy chọn lĩnh vực, địa phương hoặc cơ quan.",
    en="It is not clear what the charge is for ({value}). Choose a field, a locality or a body.",
)
TOO_MANY: Final = Message(
    code="task.too_many",
    vi="Một lần giao {value} việc là quá nhiều. Hãy chia thành nhiều lần, mỗi lần tối đa {most}.",
    en="{value} tasks at once are too many. Give at most {most} at a time.",
)
OUTSIDE: Final = Message(
    code="task.outside",
    vi="{value} không thuộc nơi giao việc này. Hãy chọn địa bàn của nơi giao.",
    en="{value} is not within the place that gives this task. Choose a place within it.",
)
AMOUNT: Final = Message(
    code="task.amount",
    vi="Khối lượng {value} không ghi được. Hãy ghi số từ 0 trở lên, không quá dài.",
    en="The amount {value} cannot be kept. Write a number of 0 or more that is not too long.",
)
EVERY: Final = Message(
    code="task.every",
    vi="Việc lặp lại sau {value} tháng thì không ghi được. Hãy chọn từ 1 đến {most} tháng.",
    en="A task cannot come again after {value} months. Choose 1 to {most} months.",
)
DIFFICULTY: Final = Message(
    code="task.difficulty",
    vi="Không có mức khó {value}. Hãy chọn dễ (1), vừa (2) hoặc khó (3).",
    en="There is no difficulty {value}. Choose easy (1), medium (2) or hard (3).",
)
DECIMALS: Final = Message(
    code="task.decimals",
    vi="Không ghi được {value} số lẻ. Hãy chọn từ 0 đến {most}.",
    en="{value} decimals cannot be kept. Choose 0 to {most}.",
)
UNIT_FIXED: Final = Message(
    code="task.unit_fixed",
    vi="Đã có số báo hoặc số kiểm tính theo “{value}” nên không đổi cách tính. Hãy giao việc mới.",
    en="Amounts in “{value}” were told or seen already, so it stays. Give a new task instead.",
)
GIVEN_ALREADY: Final = Message(
    code="task.given_already",
    vi="Việc “{value}” trong nghị quyết đã được giao rồi. Hãy mở lại danh sách.",
    en="“{value}” of the resolution has been given already. Open the list again.",
)
NO_SUCH: Final = Message(
    code="task.no_such",
    vi="Không có lựa chọn “{value}” ở ô này. Hãy chọn lại trong danh sách.",
    en="There is no choice “{value}” here. Choose from the list again.",
)
FAR_DAY: Final = Message(
    code="task.far_day",
    vi="Ngày {value} ngoài các năm {first} đến {last}. Hãy sửa năm.",
    en="The day {value} is outside the years {first} to {last}. Correct the year.",
)
NO_CLOCK: Final = Message(
    code="task.no_clock",
    vi="Giờ hẹn “{value}” không đọc được. Hãy ghi như 08:00.",
    en="The time “{value}” cannot be read. Write it like 08:00.",
)
