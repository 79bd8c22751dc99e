"""What every screen is for, in two languages; a test holds that no screen is left out.

Kept as data of the program and not in templates, so that the test can walk all addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from vedich.core.errors import Language


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or two in both languages."""

    vi: str
    en: str

    def say(self, language: Language) -> str:
        """In `language`."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Help:
    """Of one screen: its name, what it is, what I do here."""

    name: Said
    what: Said
    do: Said


HELP: Final[Mapping[str, Help]] = {
    "home": Help(
        Said("Việc cần tôi", "What needs me"),
        Said(
            "Chỉ những việc đang chờ đồng chí, việc gấp lên trước. Việc không chờ ai thì không "
            "hiện.",
            "Only what waits for you, the most pressing first. What waits for nobody is not shown.",
        ),
        Said(
            "Bấm nút ở mỗi dòng. Xong việc nào, dòng đó tự mất.",
            "Press the button of a row. A row goes away when its thing is done.",
        ),
    ),
    "search": Help(
        Said("Tìm", "Search"),
        Said(
            "Tìm chỉ tiêu, đầu việc, người, nơi. Gõ không dấu cũng được, gõ phần đầu của từ cũng "
            "được.",
            "Finds targets, tasks, people and places; marks do not matter, beginnings are enough.",
        ),
        Said(
            "Phím / mở ô tìm. Mũi tên chọn dòng, Enter mở.",
            "The / key opens the box. Arrows choose a row, Enter opens it.",
        ),
    ),
    "reminders": Help(
        Said("Nhắc và lời nhắc", "Reminders"),
        Said(
            "Nhắc ai, việc gì, đã nhắc mấy lần; người được nhắc bấm “Đã biết”.",
            "Whom to remind of what and how often; who was reminded presses “I know”.",
        ),
        Said(
            "Nhắc trong Về Đích, hoặc chép tin nhắn vào Zalo, SMS. Nhầm thì rút lại trong 10 giây.",
            "Remind inside, or copy the message. A slip can be taken back within ten seconds.",
        ),
    ),
    "health": Help(
        Said("Sức khỏe kế hoạch", "Health of the plan"),
        Said(
            "Kế hoạch đang sống hay chỉ trên giấy: việc có người không, có tin không, có rõ không.",
            "Whether the plan lives: do tasks have an owner, is there news, are they clear.",
        ),
        Said(
            "Mở dòng yếu nhất, sửa từng chỗ. Số của nơi khác chỉ để so, chưa ai kiểm chứng.",
            "Open the weakest line and mend it. Others' numbers are only to compare, unconfirmed.",
        ),
    ),
    "people": Help(
        Said("Người, chức vụ", "People and posts"),
        Said(
            "Ai giữ chức vụ gì, đã vào được chưa, đang dùng máy nào.",
            "Who holds which post, who can sign in, with which devices.",
        ),
        Said(
            "Quên mật khẩu thì cấp mã. Mất máy thì thoát máy đó. Người mới thì in phiếu đăng nhập.",
            "Forgotten password: issue a code. Lost phone: sign it out. New people: print slips.",
        ),
    ),
    "office": Help(
        Said("Văn phòng", "The office"),
        Said(
            "Điện thoại, lĩnh vực, số ngày trả lời, ngưỡng của nơi mình.",
            "The telephone number, fields, days for an answer and levels of your place.",
        ),
        Said("Sửa rồi bấm Ghi lại.", "Change and press Save."),
    ),
    "day_one": Help(
        Said("Ngày đầu", "Day one"),
        Said(
            "Tám bước để dùng được với nơi mình: nơi, cấp, ấp, đơn vị, người, nghị quyết, ai báo, "
            "phiếu đăng nhập. Bước nào xong thì có dấu xanh.",
            "Eight steps until it can be used for your place: place, levels, hamlets, bodies, "
            "people, the resolution, who reports, sign-in slips. A green mark says done.",
        ),
        Said(
            "Chép từ Excel rồi dán, xem lại, bấm Nhận. Chưa bấm Nhận thì chưa ghi gì; nghỉ giữa "
            "chừng, mai mở lại vẫn còn.",
            "Copy from Excel, paste, look it over, press Take. Nothing is written before that; "
            "leave in the middle, and tomorrow it is still there.",
        ),
    ),
    "myself": Help(
        Said("Thêm", "More"),
        Said(
            "Cỡ chữ, ngôn ngữ, chức vụ đang dùng, máy đang vào, ủy quyền.",
            "Text size, language, the hat you wear, your devices, lending a post.",
        ),
        Said("Chọn rồi bấm Lưu.", "Choose and press Save."),
    ),
    "resolutions": Help(
        Said("Nghị quyết", "Resolutions"),
        Said(
            "Các nghị quyết và dự thảo. Dự thảo soạn tay, từ bảng Excel, hoặc đọc từ văn bản.",
            "Resolutions and drafts. A draft is typed, taken from a table, or read from a "
            "document.",
        ),
        Said(
            "Soạn xong thì nhờ người thứ hai ban hành. Ban hành rồi mới có yêu cầu số liệu.",
            "Once drafted, a second person adopts it. Only adoption asks bodies for figures.",
        ),
    ),
    "reading": Help(
        Said("Đọc văn bản", "Reading a document"),
        Said(
            "Máy đánh dấu chỗ nào là chỉ tiêu, kết quả, số gốc, đầu việc. Máy chỉ đề xuất.",
            "The machine marks targets, results, baselines and tasks. It only proposes.",
        ),
        Said(
            "Với mỗi mục: Nhận, sửa rồi nhận, hoặc Bỏ. Xem hết mới ban hành được.",
            "For each: accept, correct and accept, or drop. Adoption waits until all are looked "
            "at.",
        ),
    ),
    "targets": Help(
        Said("Chỉ tiêu", "Targets"),
        Said(
            "Mỗi chỉ tiêu: kế hoạch, số đã kiểm chứng (nét đặc), số mới báo cáo (gạch chéo), lộ "
            "trình.",
            "Each target: plan, what is verified (solid), only reported (hatched), and the path.",
        ),
        Said(
            "Bấm con số nào để biết vì sao là số ấy: ai báo, ai kiểm, nơi nào còn thiếu.",
            "Press a number to see why it is so: who reported, who checked, which place is "
            "missing.",
        ),
    ),
    "returns": Help(
        Said("Báo cáo tháng", "Monthly return"),
        Said(
            "Những báo cáo đơn vị mình phải gửi, và báo cáo có thể nhập thay.",
            "The returns your body owes, and those you may enter on behalf.",
        ),
        Said(
            "Ghi số, xem lại, gửi. Gửi rồi vẫn rút lại được khi chưa ai kiểm.",
            "Type, look over, send. It can be withdrawn as long as nobody has checked it.",
        ),
    ),
    "figures": Help(
        Said("Kiểm số", "Checking figures"),
        Said(
            "Số cấp dưới đã báo, chờ người thứ hai kiểm. Số lạ thì xem từng số; “lạ” không phải "
            "“sai”.",
            "Figures from below that wait for a second person. Odd ones are looked at one by one.",
        ),
        Said(
            "Nhận, hoặc trả lại và ghi lý do. Mở mười số bốc ngẫu nhiên rồi mới nhận cả loạt.",
            "Accept, or send back with a reason. Ten drawn at random are opened before a sweep.",
        ),
    ),
    "assignment": Help(
        Said("Phân công", "Assignment"),
        Said(
            "Lĩnh vực theo hàng, địa phương theo cột; trong ô là người và số đầu việc.",
            "Fields by row, places by column; in a cell the person and the number of tasks.",
        ),
        Said(
            "Ô viền đứt là có phần phải làm mà chưa ai được giao: bấm để giao. Thoi đỏ là có "
            "việc trễ.",
            "A dashed cell is owed and has no task: press to give one. A diamond means late.",
        ),
    ),
    "tasks": Help(
        Said("Đầu việc", "Tasks"),
        Said(
            "Việc đã giao: ai chịu trách nhiệm chính, hạn, sáu điều rõ, tiến độ và kết quả kiểm "
            "tra.",
            "What was given: who answers, by when, six clears, progress and what checks found.",
        ),
        Said(
            "Người giữ việc ghi tiến độ và báo xong; người giao nhận xong hoặc trả lại.",
            "The holder notes progress and says done; who gave it accepts or sends it back.",
        ),
    ),
    "task_checks": Help(
        Said("Kiểm tra việc", "Checks of tasks"),
        Said(
            "Thường trực hẹn kiểm ai, việc gì, ngày nào; việc quá một quý chưa ai kiểm.",
            "Whom the Standing members check, on what, when; what nobody checked for a quarter.",
        ),
        Said(
            "Tại chỗ chọn một trong ba: đúng báo cáo, khác báo cáo, cần hỗ trợ. Số báo cáo giữ "
            "nguyên. Mất mạng vẫn ghi được.",
            "On the spot choose: as reported, differs, needs help. The reported number stays. "
            "It can be written without a network.",
        ),
    ),
    "matters": Help(
        Said("Việc phát sinh", "Matters arising"),
        Said(
            "Việc từ cơ sở báo lên: ai nhận, còn mấy ngày làm việc để trả lời. Quá hạn tự lên "
            "một cấp.",
            "Raised from below: who has it and how many working days are left; overdue it climbs.",
        ),
        Said(
            "Báo trong một phút, mất mạng vẫn ghi được. Người báo xem trả lời rồi bấm Xong hoặc "
            "Chưa xong.",
            "Raise one in a minute, without a network too. Who raised it looks at the answer: "
            "done, or not yet.",
        ),
    ),
    "visits": Help(
        Said("Đi cơ sở", "Visits"),
        Said(
            "Đến đâu, gặp ai, nghe gì, hứa gì. Nơi đến thấy lời hứa và có thể bấm “chưa làm”.",
            "Where, whom, heard what, promised what. The place may say “not done”.",
        ),
        Said(
            "Mỗi dòng: chỉ ghi, thành đầu việc, hoặc thành việc phát sinh. Mất mạng: máy giữ, có "
            "mạng tự gửi.",
            "Each line is only noted, becomes a task, or a matter. Without a network the device "
            "holds it and sends it later.",
        ),
    ),
    "rollout": Help(
        Said("Triển khai", "Roll-out"),
        Said(
            "Xã nào, chi bộ nào đã họp và ra văn bản riêng; nơi nào chưa.",
            "Which commune and cell has met and issued its own document, and which has not.",
        ),
        Said(
            "Mỗi nơi tự ghi ngày họp, số và ngày văn bản. Văn phòng đặt hạn và nhắc.",
            "Each body notes its meeting and document. The office sets days and reminds.",
        ),
    ),
    "calendar": Help(
        Said("Lịch", "Calendar"),
        Said(
            "Hạn việc và hẹn kiểm hiện trong lịch điện thoại, qua một địa chỉ riêng.",
            "Due days and checks appear in your telephone's calendar through a private address.",
        ),
        Said(
            "Chép địa chỉ vào ứng dụng lịch. Lộ địa chỉ thì đổi địa chỉ.",
            "Copy the address into a calendar. If it leaks, change it.",
        ),
    ),
}

# which help a view has: by its full name, else by the longest beginning that fits
_OF: Final[Mapping[str, str]] = {
    "desk:search": "search",
    "desk:remind": "reminders",
    "desk:notices": "reminders",
    "desk:take": "reminders",
    "desk:health": "health",
    "desk:office": "office",
    "desk:day_one": "day_one",
    "desk:": "home",
    "people:people": "people",
    "people:person": "people",
    "people:slips": "people",
    "people:": "myself",
    "resolutions:scorecard": "targets",
    "resolutions:target": "targets",
    "resolutions:passport": "targets",
    "resolutions:read": "reading",
    "resolutions:decide": "reading",
    "resolutions:": "resolutions",
    "returns:check": "figures",
    "returns:sweep": "figures",
    "returns:": "returns",
    "tasks:assignment": "assignment",
    "tasks:charge": "assignment",
    "tasks:bulk": "assignment",
    "tasks:hand_over": "assignment",
    "tasks:check": "task_checks",
    "tasks:matter": "matters",
    "tasks:visit": "visits",
    "tasks:rollout": "rollout",
    "tasks:calendar": "calendar",
    "tasks:feed": "calendar",
    "tasks:": "tasks",
}


def key_of(view: str) -> str:
    """The help of a view by its full name (“tasks:checks”); empty for one that has none."""
    fits = [start for start in _OF if view.startswith(start)]
    return _OF[max(fits, key=len)] if fits else ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A page to print for one kind of person: its name and what to do, in order."""

    name: Said
    steps: tuple[Said, ...]


GUIDES: Final[Mapping[str, Guide]] = {
    "thuong-vu": Guide(
        Said("Thường vụ, Thường trực: 5 phút mỗi tuần", "Standing members: 5 minutes a week"),
        (
            Said(
                "Mở Về Đích, xem “Việc cần tôi”. Việc gấp ở trên.",
                "Open “What needs me”. The pressing is on top.",
            ),
            Said(
                "Chỉ tiêu khó đạt: bấm “Xem vì sao”, giao việc hoặc hỏi người phụ trách.",
                "A target that is hard: press “See why”, give a task or ask who holds it.",
            ),
            Said(
                "Việc đã báo xong: nhận, hoặc trả lại và ghi một câu lý do.",
                "Said to be done: accept, or send back with one sentence.",
            ),
            Said(
                "Đi cơ sở: ghi nơi đến, nghe gì, hứa gì ngay trên điện thoại, hai phút.",
                "On a visit: note where, heard, promised, on the phone, two minutes.",
            ),
            Said(
                "Kiểm việc: chọn đúng báo cáo, khác báo cáo hoặc cần hỗ trợ. Số báo cáo giữ "
                "nguyên.",
                "Check a task: as reported, differs, or needs help. The reported number stays.",
            ),
            Said(
                "Nét đặc là số đã kiểm chứng, gạch chéo là mới báo cáo. “Đã đạt” chỉ tính số đã "
                "kiểm chứng.",
                "Solid is verified, hatched only reported. “Met” counts verified figures only.",
            ),
        ),
    ),
    "van-phong": Guide(
        Said("Văn phòng cấp ủy: hằng ngày", "Committee office: every day"),
        (
            Said(
                "Đầu kỳ: mở kỳ báo cáo. Chưa mở thì chưa nơi nào gửi được.",
                "Open the period first: before that nobody can send.",
            ),
            Said(
                "Nơi chưa gửi: bấm Nhắc, hoặc chép tin nhắn vào Zalo. Cần thì nhập thay.",
                "Not sent: press Remind, or copy the message. Enter on behalf if need be.",
            ),
            Said(
                "Kiểm số: số lạ xem từng số; mở mười số bốc ngẫu nhiên rồi mới nhận cả loạt.",
                "Check figures: odd ones one by one; ten at random before a sweep.",
            ),
            Said(
                "Phân công: xem ô viền đứt và lĩnh vực chưa có người, giao cho đủ.",
                "Assignment: dashed cells and fields without a holder; give them.",
            ),
            Said(
                "Người quên mật khẩu: mở Người, chức vụ, bấm Cấp mã vào.",
                "Forgotten password: People and posts, issue a code.",
            ),
            Said(
                "Mỗi thay đổi đều có tên và giờ trong nhật ký. Nhầm thì sửa được, không ai xóa "
                "được.",
                "Every change has a name and an hour in the journal. Slips can be mended, never "
                "erased.",
            ),
        ),
    ),
    "can-bo-xa": Guide(
        Said("Cán bộ xã: mỗi tuần", "Commune official: every week"),
        (
            Said(
                "Mở Báo cáo tháng, ghi số của xã, xem lại rồi gửi trước hạn.",
                "Open the monthly return, type, look over, send in time.",
            ),
            Said(
                "Kiểm số của chi bộ ấp trong xã. Trả lại thì ghi rõ cần sửa gì.",
                "Check the cells' figures. If you send one back, say what to mend.",
            ),
            Said(
                "Việc phát sinh từ ấp: bấm Nhận, trả lời trong số ngày làm việc đã ghi.",
                "Matters from hamlets: take them, answer within the working days shown.",
            ),
            Said(
                "Ghi ngày họp và văn bản triển khai nghị quyết của xã.",
                "Note your meeting and document on the resolution.",
            ),
            Said(
                "Đầu việc được giao: ghi tiến độ một câu, khó thì nói khó.",
                "Tasks given to you: one sentence of progress; if it is hard, say so.",
            ),
        ),
    ),
    "bi-thu-chi-bo": Guide(
        Said("Bí thư chi bộ: 3 phút mỗi tháng", "Cell secretary: 3 minutes a month"),
        (
            Said(
                "Mở điện thoại, bấm vào Về Đích. Dòng có vạch vàng là việc cần làm trước.",
                "Open Về Đích on the phone. The row with the amber edge comes first.",
            ),
            Said(
                "Báo cáo tháng: số tháng trước để sẵn bên cạnh. Không đổi thì bấm “Không đổi”.",
                "Monthly return: last month's number is beside. Unchanged? Press “Unchanged”.",
            ),
            Said(
                "Có việc gì ở ấp: bấm Báo việc phát sinh, viết như nói, chụp ảnh nếu có.",
                "Something happened: raise a matter in your own words, with a photo if you have "
                "one.",
            ),
            Said(
                "Xã trả lời mà chưa làm: bấm “Chưa xong”.",
                "Answered and not done: press “Not yet”.",
            ),
            Said(
                "Chữ nhỏ quá: bấm “Chữ lớn hơn”. Không vào được: gọi văn phòng xã xin mã.",
                "Letters too small: “Larger text”. Cannot get in: ask the commune office for a "
                "code.",
            ),
        ),
    ),
}
