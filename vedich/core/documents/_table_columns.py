"""What each column of a table is, by the words of its header, which may stand in several rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from vedich.core.documents._proposals import Comparator, Kind
from vedich.core.documents._table_grid import Grid, Row, Spot, spots
from vedich.core.documents._table_values import is_unit, read_cell
from vedich.core.documents.lexicon import Lexicon


class Role(Enum):
    """What a column holds. BODY is “Đơn vị”: organs, places or units of measure."""

    ORDER = auto()
    NAME = auto()
    PLACE = auto()
    UNIT = auto()
    VALUE = auto()
    TIMED = auto()
    SHARE = auto()
    RATIO = auto()
    NOTE = auto()
    MONEY = auto()
    BODY = auto()
    PERSON = auto()
    LEAD = auto()
    WITH = auto()
    TIME = auto()
    PRODUCT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role and, of a column of numbers, what the header says of them.

    `time` is the year or period the header names; `label` what it breaks down by (“Xã A”, “Vụ
    đông xuân”); `heard` all words above it from the top.
    """

    index: int
    role: Role | None
    heard: str
    kind: Kind | None = None
    time: str = ""
    unit: str = ""
    bound: Comparator | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: its columns, the rows it takes, the words of its last row."""

    columns: tuple[Column, ...]
    first: int
    rows: int
    signature: tuple[str, ...]

    def of(self, *roles: Role) -> list[Column]:
        """The columns that have one of `roles`, from the left."""
        return [column for column in self.columns if column.role in roles]


_ORGAN: Final = (
    r"(?:cơ quan|đơn vị|bộ phận|phòng|ban|ngành|sở|người|cán bộ|công chức|đồng chí|tổ chức"
    r"|lãnh đạo)"
)
_PLACE: Final = (
    r"(?:tên |các )?(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu|địa phương"
    r"|địa bàn"
    r"|đơn vị hành chính|thôn|ấp|khóm|khu phố)"
)
# The first that fits decides, so what is narrow stands before what is wide.
_ROLES: Final = tuple(
    (role, re.compile(words))
    for role, words in (
        (Role.ORDER, r"(?:s?tt|số tt|số thứ tự|tt\.|stt\.|#)$"),
        (Role.WITH, r"^(?!.*chủ trì).*phối hợp"),
        (
            Role.LEAD,
            (
                rf"chủ trì|^phân công(?: thực hiện| nhiệm vụ cho| trách nhiệm)?$"
                rf"|^trách nhiệm(?: thực hiện)?$"
                rf"|^đầu mối|^phụ trách|{_ORGAN}.*(?:thực hiện|phụ trách|trách nhiệm|tham mưu"
                r"|đầu mối"
                r"|theo dõi|được giao|triển khai|báo cáo|soạn thảo)"
            ),
        ),
        (Role.PERSON, r"họ(?: và)?,? tên|^đồng chí$|^người$"),
        (
            Role.TIME,
            r"^(?:thời gian|thời hạn|tiến độ|thời điểm|hạn |hoàn thành|mốc thời gian)",
        ),
        (
            Role.PRODUCT,
            (
                r"^(?:dự kiến )?(?:sản phẩm|kết quả,? (?:đầu ra|sản phẩm|dự kiến|cần đạt)"
                r"|kết quả/sản phẩm"
                r"|kết quả và sản phẩm|hình thức|loại văn bản|yêu cầu)"
            ),
        ),
        (
            Role.UNIT,
            r"^(?:đơn vị (?:tính|đo)|đvt|đ\.? ?v\.? ?t\.?|đv tính|đ\.vị tính|đơn vị \(?đvt)",
        ),
        (Role.BODY, r"^(?:tên )?(?:cơ quan|đơn vị|cơ quan, đơn vị|các đơn vị)$"),
        (
            Role.NOTE,
            (
                r"ghi chú|cơ sở pháp lý|^căn cứ|lý do|nguồn|giải pháp"
                r"|(?:^|kết quả )đánh giá|^điểm|chấm điểm"
                r"|xếp loại|phương pháp"
            ),
        ),
        (
            Role.RATIO,
            (
                r"so sánh|so với|(?<!\w)so(?!\w)|^%|^tỷ lệ ?(?:\(?%\)?)?$|tăng ?[,/(-] ?giảm|\+/-"
                r"|chênh lệch"
                r"|(?:th|kh|nq|ước|dt|hiện|hoạch).* ?/ ?(?:th|kh|nq|ước|dt|kế|thực|cùng)"
                r"|%.*(?:kh|th"
                r"|kế hoạch)$"
                r"|tỷ lệ (?:đạt|hoàn thành|thực hiện|%)|mức độ hoàn thành|tốc độ|bình quân"
                r"|hoàn thành kế hoạch"
            ),
        ),
        (Role.MONEY, r"vốn|kinh phí|tổng mức|giá trị hợp đồng|đơn giá|thành tiền|số tiền|hệ số"),
        (Role.PLACE, rf"^{_PLACE}(?: ?[,/-] ?{_PLACE}| và {_PLACE})*$"),
        (
            Role.SHARE,
            r"^(?:trong đó|chia ra|tổng (?:số|cộng)|cộng|chung|toàn (?:huyện|tỉnh|xã|thành phố))",
        ),
    )
)
_NAMES: Final = re.compile(
    r"^(?:các |tên )?(?:nội dung|danh mục|chỉ tiêu|nhiệm vụ|công việc|tiêu chí|hạng mục|đầu việc"
    r"|việc|lĩnh vực"
    r"|mục tiêu|diễn giải|khoản mục|chỉ số|nhóm|đề án|chương trình|giải pháp|tên|phần việc|vấn đề)"
)
_KINDS: Final = re.compile(
    r"(?P<base>(?:năm|số liệu|giá trị|mức) (?:cơ sở|gốc)|hiện trạng|xuất phát điểm)"
    r"|(?P<result>dự kiến (?:thực hiện|đạt|th(?!\w))|thực hiện|(?<!\w)th(?!\w)|kết quả|ước|đã đạt"
    r"|đạt được|cùng kỳ"
    r"|thực tế|quyết toán|thực trạng)"
    r"|(?P<target>kế hoạch|(?<!\w)kh(?!\w)|mục tiêu|chỉ tiêu|nghị quyết|(?<!\w)nq(?!\w)|phấn đấu"
    r"|dự kiến|dự toán"
    r"|(?<!\w)giao(?!\w)|đăng ký|lộ trình|phân kỳ|cam kết|định hướng|quy định|(?<!\w)dt(?!\w))"
)
_OF_NUMBERS: Final = re.compile(r"(?:các )?(?:chỉ tiêu|mục tiêu|tiêu chí|chỉ số)(?!\w)")
_SET: Final = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}|(?<!\w)giao(?!\w)|phấn đấu|nghị quyết|kế hoạch"
)
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_YEARS: Final = re.compile(rf"(?<![0-9]){_YEAR}(?: ?- ?(?:{_YEAR}|[0-9]{{2}}))?(?![0-9])")
_PART: Final = re.compile(
    r"quý (?:iii|ii|iv|i|[1-4])(?!\w)|(?:[0-9]{1,2}|sáu|chín|ba) tháng(?: đầu năm| cuối năm)?"
    r"|tháng [0-9]{1,2}"
)
_TIMED: Final = re.compile(
    rf"^(?:(?:đến|cuối|hết|trong|cả) )*(?:năm|giai đoạn|nhiệm kỳ|thời kỳ|quý|tháng|[0-9]+ tháng"
    rf"|cả năm|{_YEAR})"
)
_UNIT: Final = re.compile(r"\((?:đvt|đơn vị(?: tính)?)?\s?:?\s?([^()]{1,30})\)")
_NUMBERING: Final = re.compile(r"\(?(?:[0-9]{1,2}|[a-e])\)?(?: ?= ?[0-9() +/*x:-]{1,20})?")
_PARTS: Final = re.compile(r"(?:trong đó|chia ra|chia theo)(?!\w).* / ")
_A_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)* ?%?")
_DEEPEST: Final = 4
_SEARCHED: Final = 8
_LONGEST: Final = 160


@lru_cache(maxsize=4096)
def role_of(low: str) -> Role | None:
    """What a column headed by `low` holds, None if the words do not tell."""
    words = re.sub(r"\([^()]{0,60}\)", " ", low)
    words = " ".join(words.split()).strip(" .:*") or low
    if len(words) > _LONGEST:
        return None
    role = next((role for role, shape in _ROLES if shape.search(words)), None)
    if role is not None:
        return role
    name = _NAMES.search(words)
    kind = _KINDS.search(words)
    if name and not (_OF_NUMBERS.match(words) and _SET.search(words)):
        return Role.NAME
    if kind:
        return Role.VALUE
    return Role.TIMED if _TIMED.search(words) else None


def find_head(grid: Grid, lexicon: Lexicon) -> Head | None:
    """The header of `grid`, None where no row near its top reads like one."""
    first = next((i for i, row in enumerate(grid.rows[:_SEARCHED]) if _heads(row)), None)
    if first is None:
        return None
    count = 1
    while (
        count < _DEEPEST
        and first + count < len(grid.rows)
        and _goes_on(grid, first, first + count, lexicon)
    ):
        count += 1
    head = grid.rows[first : first + count]
    columns = _with_parts(
        [_column(index, list(_chain(head, index)), lexicon) for index in range(grid.width)]
    )
    after = first + count
    if after < len(grid.rows) and _is_numbering(grid.rows[after]):
        count += 1
    return Head(columns, first, count, _signature(grid.rows[first]))


def _with_parts(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns; those below “Trong đó” are of the kind and the year of the one before them."""
    found: list[Column] = []
    whole: Column | None = None
    for column in columns:
        part = column.kind is None and _PARTS.match(column.heard)
        if part and whole is not None and column.role in (Role.TIMED, Role.SHARE):
            own = _YEARS.search(column.time) is not None
            time = column.time if own else dated(column.time, whole.time)
            column = replace(column, role=Role.VALUE, kind=whole.kind, time=time)
        elif column.role is Role.VALUE:
            whole = column
        found.append(column)
    return tuple(found)


def repeats(row: Row, head: Head) -> bool:
    """Whether `row` is the header again, as at the top of another page."""
    return _signature(row) == head.signature or _is_numbering(row)


def _signature(row: Row) -> tuple[str, ...]:
    return tuple(spot.low for spot in spots(row))


def _heads(row: Row) -> bool:
    """Whether the words of `row` name columns: two roles at least, one of them what rows are of."""
    if any(_A_NUMBER.fullmatch(spot.low) and not _YEARS.fullmatch(spot.low) for spot in spots(row)):
        return False
    found = [role_of(spot.low) for spot in spots(row)]
    roles = {role for role in found if role is not None}
    named = roles & {
        Role.NAME,
        Role.PLACE,
        Role.LEAD,
        Role.BODY,
        Role.PERSON,
        Role.ORDER,
        Role.UNIT,
    }
    return len(found) > 1 and len(roles) > 1 and bool(named)


def _goes_on(grid: Grid, first: int, at: int, lexicon: Lexicon) -> bool:
    """Whether row `at` still belongs to the header that begins at row `first`."""
    row = grid.rows[at]
    own = [spot for spot in spots(row) if spot.row == at]
    if not own or len(own) != len(spots(row)):
        return bool(own) and all(_is_label(spot, lexicon) for spot in own)
    lead = grid.rows[first]
    under = [index for index, spot in enumerate(row) if spot is not None and spot.text]
    wide = any(_is_blank(lead[index]) or lead[index] is lead[index - 1] for index in under)
    return under[0] > 0 and wide and all(_is_label(spot, lexicon) for spot in own)


def _is_blank(spot: Spot | None) -> bool:
    return spot is None or not spot.text


def _is_label(spot: Spot, lexicon: Lexicon) -> bool:
    if _YEARS.fullmatch(spot.low):
        return True
    if len(spot.low) > _LONGEST or _NUMBERING.fullmatch(spot.low):
        return False
    if role_of(spot.low) is not None:
        return True
    return read_cell(spot.low, lexicon) is None and not is_unit(spot.low, lexicon)


def _is_numbering(row: Row) -> bool:
    """“(1) (2) (3)”, “A B 1 2 3=2/1”: the row that numbers the columns."""
    found = [spot.low for spot in spots(row)]
    if len(found) < 3 or not all(_NUMBERING.fullmatch(low) for low in found):
        return False
    numbers = [re.split("=", low)[0].strip(" ()") for low in found]
    counted = [int(one) for one in numbers if one.isdigit()]
    return len(counted) > 1 and all(b - a == 1 for a, b in zip(counted, counted[1:], strict=False))


def _chain(head: Sequence[Row], index: int) -> Iterator[Spot]:
    """The cells above a column, from the top; in text without merged cells a wide one goes on."""
    seen: list[Spot] = []
    for depth, row in enumerate(head):
        spot = row[index]
        below = head[depth + 1][index] if depth + 1 < len(head) else None
        if (spot is None or not spot.text) and below is not None and below.text:
            spot = next(
                (one for one in reversed(row[:index]) if one is not None and one.text), None
            )
            if spot is not None and role_of(spot.low) in (Role.ORDER, Role.NAME, Role.UNIT):
                spot = None
        if spot is not None and spot.text and all(spot is not one for one in seen):
            seen.append(spot)
            yield spot


def _column(index: int, chain: list[Spot], lexicon: Lexicon) -> Column:
    lows = [spot.low[:_LONGEST] for spot in chain]
    heard = " / ".join(lows)
    roles = [role_of(low) for low in lows]
    role = _settled(roles)
    if role is Role.NAME and {Role.TIMED, Role.VALUE} & set(roles):
        role = Role.VALUE
    if role not in (Role.VALUE, Role.TIMED, Role.SHARE, None):
        return Column(index, role, heard, unit=_unit(lows, lexicon))
    kind = next((kind for low in reversed(lows) if (kind := kind_in(low))), None)
    if kind is not None:
        role = Role.VALUE
    bound = Comparator.AT_LEAST if re.search(r"tối thiểu|ít nhất|≥", heard) else None
    label = ""
    if len(chain) > 1 and roles[-1] is None and not _PART.search(lows[-1]):
        label = chain[-1].text
    elif len(chain) == 1 and role is None:
        label = chain[0].text
    return Column(index, role, heard, kind, time_in(lows), _unit(lows, lexicon), bound, label)


def _settled(roles: list[Role | None]) -> Role | None:
    """One role for a column of several header cells: a ratio anywhere, else the lowest one."""
    for sure in (Role.RATIO, Role.MONEY, Role.NOTE):
        if sure in roles:
            return sure
    if Role.VALUE in roles:
        return Role.VALUE
    told = [role for role in roles if role is not None]
    return told[-1] if told else None


def kind_in(low: str) -> Kind | None:
    """Target, result or baseline by the first word that tells, None where none does."""
    found = _KINDS.search(low)
    if found is None:
        return None
    if found["base"]:
        return Kind.BASELINE
    return Kind.RESULT if found["result"] else Kind.TARGET


def time_in(lows: Sequence[str]) -> str:
    """The year or period that `lows`, from the widest to the narrowest, name last."""
    year = part = ""
    for low in reversed(lows):
        years = _YEARS.findall(low)
        if years and not year:
            year = str(years[-1]).replace(" ", "")
        found = _PART.search(low)
        if found and not part:
            part = found[0]
    return dated(part, year)


def dated(part: str, year: str) -> str:
    """A part of a year with the year: “quý I/2023”, “6 tháng cuối năm 2023”; both may be blank."""
    part = re.sub(r"(?<=quý )[iv]+", lambda roman: roman[0].upper(), part)
    if not part or not year:
        return part or year
    if part.endswith("năm"):
        return f"{part} {year}"
    return f"{part} năm {year}" if part[0].isdigit() else f"{part}/{year}"


def _unit(lows: Sequence[str], lexicon: Lexicon) -> str:
    for low in reversed(lows):
        for found in _UNIT.finditer(low):
            words = found[1].strip()
            if is_unit(words, lexicon):
                return words
    return ""
