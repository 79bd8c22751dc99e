"""Last year's sheet: what was put into it comes out, each line once, with the right verdict."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from vedich.formats.sheets.pasted import as_text, of_text
from vedich.formats.sheets.plans import PlanLine, read_plan


HEADS = {
    "number": "TT",
    "name": "Chỉ tiêu",
    "unit": "ĐVT",
    "plan": "Kế hoạch năm 2021",
    "result": "Thực hiện năm 2021",
    "verdict": "Đánh giá",
}
EXTRA = {"before": "Thực hiện năm 2020", "share": "So với kế hoạch (%)", "note": "Ghi chú"}
WORDS = {True: "Đạt", False: "Không đạt", None: ""}


@dataclass(frozen=True)
class Row:
    """A line as somebody would type it, and what it should mean."""

    name: str
    unit: str
    plan: str
    result: str
    word: bool | None
    by_numbers: bool


def shown(value: Fraction) -> str:
    tenths = int(value * 10)
    whole = f"{tenths // 10:,}".replace(",", ".")
    return whole + (f",{tenths % 10}" if tenths % 10 else "")


@st.composite
def rows(draw: st.DrawFn) -> Row:
    level = Fraction(draw(st.integers(1, 99_999)), 10)
    got = Fraction(draw(st.integers(0, 99_999)), 10)
    side = draw(st.sampled_from(["floor", "ceiling", "bare"]))
    plan = {"floor": "từ {} trở lên", "ceiling": "dưới {}", "bare": "{}"}[side]
    # a level that says “dưới” is kept as a ceiling that may be reached, as reports count it
    met = got <= level if side == "ceiling" else got >= level
    names = ["Thu ngân sách", "Diện tích trồng mới", "Kết nạp đảng viên", "Lao động có việc làm"]
    return Row(
        name=draw(st.sampled_from(names)),
        unit=draw(st.sampled_from(["tỷ đồng", "ha", "đảng viên", ""])),
        plan=plan.format(shown(level)),
        result=shown(got),
        word=draw(st.sampled_from([True, False, None])),
        by_numbers=met,
    )


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[Row], list[list[str]]]:
    found = draw(st.lists(rows(), min_size=1, max_size=8))
    order = draw(st.permutations([*HEADS, *draw(st.sets(st.sampled_from(sorted(EXTRA))))]))
    lines = [[{**HEADS, **EXTRA}[code] for code in order]]
    if draw(st.booleans()):
        lines.insert(0, ["KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2021"])
    for number, row in enumerate(found, 1):
        cells = {
            "number": str(number),
            # each is another target: two alike are refused, as a law of its own says
            "name": f"{row.name} {number}a",
            "unit": row.unit,
            "plan": row.plan,
            "result": row.result,
            "verdict": WORDS[row.word],
            "before": "7",
            "share": "103",
            "note": "xem phụ lục",
        }
        lines.append([cells[code] for code in order])
    return found, lines


def told(line: PlanLine) -> tuple[str, str, str, bool | None, bool | None]:
    return line.unit, line.plan, line.result, line.said, line.by_numbers


@given(sheets())
def test_what_was_written_is_what_is_read(sheet: tuple[list[Row], list[list[str]]]) -> None:
    found, lines = sheet
    read = read_plan(lines, 2021)
    assert [told(line) for line in read] == [
        (row.unit, row.plan, row.result, row.word, row.by_numbers) for row in found
    ]
    assert [line.number for line in read] == [str(n) for n in range(1, len(found) + 1)]


@given(sheets())
def test_looked_at_and_sent_back_it_is_the_same(
    sheet: tuple[list[Row], list[list[str]]],
) -> None:
    _, lines = sheet
    assert read_plan(of_text(as_text(lines)), 2021) == read_plan(lines, 2021)


@given(sheets(), st.data())
def test_a_total_and_a_heading_change_no_line(
    sheet: tuple[list[Row], list[list[str]]], data: st.DataObject
) -> None:
    _, lines = sheet
    head = next(n for n, line in enumerate(lines) if HEADS["name"] in line)
    name = lines[head].index(HEADS["name"])
    more = [""] * len(lines[head])
    more[name] = data.draw(st.sampled_from(["Tổng cộng", "Cộng", "Tổng số chỉ tiêu đạt"]))
    at = data.draw(st.integers(head + 1, len(lines)))
    longer = [*lines[:at], more, *lines[at:]]
    assert [told(one) for one in read_plan(longer, 2021)] == [
        told(one) for one in read_plan(lines, 2021)
    ]
