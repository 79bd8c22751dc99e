"""What a table of tasks means, pasted from Excel or read from a file (R14).

Columns are known by their names, in any order; only the work itself is needed. Nothing is written
before it was shown. A name that is not sure is asked for, with the nearest; a day that cannot be is
refused with its row.
"""

from __future__ import annotations

import pytest

from vedich.apps.tasks.assignment.columns import read_table
from vedich.apps.tasks.assignment.due_words import read_due
from vedich.apps.tasks.assignment.people_words import Named, Names
from vedich.apps.tasks.assignment.sent import of_text
from vedich.apps.tasks.assignment.understanding import Known, Raw, Understood, understand
from vedich.core.errors import Refused
from vedich.core.vietnamese import fold


# The time of a row, in a plan for 2022. A period means its last day.
TABLE_DUE_COLUMNS = ("written", "due")
TABLE_DUE = [
    ("30/6/2022", "2022-06-30"),
    ("30/9", "2022-09-30"),
    ("30-9", "2022-09-30"),
    ("ngày 15 tháng 7 năm 2022", "2022-07-15"),
    ("trước ngày 30/6/2022", "2022-06-30"),
    ("hoàn thành trước 20/12", "2022-12-20"),
    ("từ 1/3 đến 30/9", "2022-09-30"),
    ("Quý II", "2022-06-30"),
    ("quý III/2022", "2022-09-30"),
    ("Q4/2022", "2022-12-31"),
    ("Quý I năm 2023", "2023-03-31"),
    ("tháng 2", "2022-02-28"),
    ("trong tháng 6/2022", "2022-06-30"),
    ("06/2022", "2022-06-30"),
    ("6 tháng đầu năm", "2022-06-30"),
    ("6 tháng cuối năm", "2022-12-31"),
    ("cuối năm", "2022-12-31"),
    ("Cả năm", "2022-12-31"),
    ("năm 2022", "2022-12-31"),
    ("2022-06-30", "2022-06-30"),
    ("Thường xuyên", "no due day"),
    ("hằng tháng", "no due day"),
    ("31/9/2022", "refused: date.no_such_day"),
    ("trước 31/2/2022", "refused: date.no_such_day"),
    ("30/13/2022", "refused: date.no_such_month"),
    ("30/6/22", "refused: date.no_year"),
    ("30/6/2202", "refused: bulk.far_day"),
    ("sớm nhất có thể", "refused: bulk.not_a_day"),
]


@pytest.mark.parametrize(TABLE_DUE_COLUMNS, TABLE_DUE)
def test_due(written: str, due: str) -> None:
    try:
        found = read_due(written, year=2022)
        told = found.day.isoformat() if found.day else "no due day"
    except Refused as refused:
        told = f"refused: {refused.code}"
    assert told == due


# The row of names may stand below titles. What is above it is passed over, and so are columns that
# nobody knows, headings between the rows, and rows without anything in them.
TABLE_COLUMNS_READ = [
    ("TT | Nội dung | Chủ trì\n1 | Làm đường | Ban A", "2: title=Làm đường, lead=Ban A"),
    ("NỘI DUNG CÔNG VIỆC | Thời hạn\nLàm đường | 30/6", "2: title=Làm đường, time=30/6"),
    ("PHỤ LỤC\n |\nStt | Nhiệm vụ | Người phụ trách\n1 | Làm đường | Châu",
     "4: title=Làm đường, person=Châu"),
    ("Nội dung\nLàm đường\nLàm cầu", "2: title=Làm đường\n3: title=Làm cầu"),
    ("TT | Nội dung | Chủ trì\nI | Hạ tầng |\n1 | Làm đường | Ban A\n | |\n2 | Làm cầu | Ban B",
     "3: title=Làm đường, lead=Ban A\n5: title=Làm cầu, lead=Ban B"),
    ("TT | Nội dung | Mã số\n1 | Làm đường | x", "2: title=Làm đường"),
    ("TT | Nội dung | Chủ trì\n1 | | Ban A", "2: title=, lead=Ban A"),
    ("Nội dung | Ghi chú | Ghi chú\nLàm đường | một | hai", "2: note=một, title=Làm đường"),
    ("Làm đường | Ban A", "refused: bulk.no_header"),
    ("TT | Nội dung", "refused: bulk.empty"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "read"), TABLE_COLUMNS_READ)
def test_columns(table: str, read: str) -> None:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()]
    try:
        rows = read_table(lines).rows
        told = "\n".join(
            f"{row.line}: "
            + ", ".join(
                f"{name}={text}"
                for name, text in sorted(row.cells.items(), key=_as_drawn)
                if name != "number"
            )
            for row in rows
        )
    except Refused as refused:
        told = f"refused: {refused.code}"
    assert told == read


def _as_drawn(cell: tuple[str, str]) -> tuple[int, str]:
    order = ("note", "title")
    return (order.index(cell[0]) if cell[0] in order else len(order), cell[0])


PEOPLE = (
    Named(1, "Lê Minh Châu · Phó Bí thư", ("Lê Minh Châu", "Châu", "Phó Bí thư")),
    Named(2, "Võ Hoàng Nam · Phó Chủ tịch", ("Võ Hoàng Nam", "Nam", "Phó Chủ tịch")),
    Named(3, "Võ Hoàng Nam · Phó Ban chỉ đạo", ("Võ Hoàng Nam", "Nam", "Phó Ban chỉ đạo")),
    Named(4, "Trần Thị Lan · Trưởng ban", ("Trần Thị Lan", "Lan", "Trưởng ban")),
    Named(5, "Nguyễn Ngọc Lan · Cán bộ", ("Nguyễn Ngọc Lan", "Lan", "Cán bộ")),
    Named(6, "Trạm cấp nước huyện", ("Trạm cấp nước huyện",)),
    Named(7, "Phòng Kinh tế và Hạ tầng", ("Phòng Kinh tế và Hạ tầng",)),
)

# Whom a name means, of: Lê Minh Châu; Võ Hoàng Nam in two posts; Trần Thị Lan; Nguyễn Ngọc Lan;
# Trạm cấp nước huyện; Phòng Kinh tế và Hạ tầng. “=” is sure, “~” is said how it was understood, “?”
# is asked for with the nearest.
TABLE_NAMES_COLUMNS = ("typed", "meant")
TABLE_NAMES = [
    ("Lê Minh Châu", "= Lê Minh Châu"),
    ("le minh chau", "= Lê Minh Châu"),
    ("Lê Minh Châu · Phó Bí thư", "= Lê Minh Châu"),
    ("Châu", "~ Lê Minh Châu"),
    ("đ/c Châu", "~ Lê Minh Châu"),
    ("Đồng chí Lê Minh Châu", "~ Lê Minh Châu"),
    ("Phó Chủ tịch", "~ Võ Hoàng Nam"),
    ("Võ Hoàng Nam", "? Võ Hoàng Nam, Võ Hoàng Nam"),
    ("Lan", "? Trần Thị Lan, Nguyễn Ngọc Lan"),
    ("Trạm cấp nước", "~ Trạm cấp nước huyện"),
    ("Phòng Kinh tế - Hạ tầng", "? Phòng Kinh tế và Hạ tầng"),
    ("Lê Min Châu", "? Lê Minh Châu"),
    ("XYZ", "?"),
]


@pytest.mark.parametrize(TABLE_NAMES_COLUMNS, TABLE_NAMES)
def test_names(typed: str, meant: str) -> None:
    found = Names(PEOPLE).find(typed)
    if found.sure:
        told = f"{'=' if found.plain else '~'} {found.sure.names[0]}"
    else:
        told = f"? {', '.join(one.names[0] for one in found.near)}".rstrip()
    assert told == meant


def read(cells: dict[str, str], answers: dict[str, str] | None = None) -> Understood:
    known = Known(
        people=Names(PEOPLE[:5]),
        bodies=Names(PEOPLE[5:]),
        places=Names([Named(9, "Xã Vĩnh Hòa", ("Xã Vĩnh Hòa", "Vĩnh Hòa"))]),
        targets={"14": (140, "Nông nghiệp"), "23": (230, "Hạ tầng")},
        fields={fold("Hạ tầng"): "Hạ tầng"},
        year=2022,
    )
    (row,) = understand([Raw("5", 5, cells)], known, answers or {})
    return row


def told(row: Understood) -> str:
    parts = [
        f"who: {row.person.names[0]}" if row.person else "",
        f"body: {row.body.text}" if row.body else "",
        f"with: {', '.join(one.text for one in row.cooperating)}" if row.cooperating else "",
        f"where: {', '.join(one.text for one in row.places)}" if row.places else "",
        f"targets: {', '.join(map(str, row.targets))}" if row.targets else "",
        f"field: {row.field}" if row.field else "",
        f"due: {row.due_on}" if row.due_on else "",
        f"details: {row.detail}" if row.detail else "",
        *(f"asked: {one.box}" for one in row.questions),
        *(f"wrong: {box} {one.code}" for box, one in row.wrong),
    ]
    return " · ".join(part for part in parts if part)


# A whole row; boxes that were answered in the preview stand behind an arrow.
TABLE_ROWS = [
    ("title: Làm đường; person: Châu; lead: Trạm cấp nước; time: quý II",
     "who: Lê Minh Châu · body: Trạm cấp nước huyện · due: 2022-06-30"),
    ("title: Làm đường; cooperating: Trạm cấp nước, Hội Nông dân",
     "with: Trạm cấp nước huyện · details: Hội Nông dân"),
    ("title: Làm đường; places: Vĩnh Hòa; targets: 14, 23",
     "where: Xã Vĩnh Hòa · targets: 140, 230 · field: Nông nghiệp"),
    ("title: Làm đường; targets: 99; field: hạ tầng", "field: Hạ tầng · details: 99"),
    ("title: Làm đường; person: Lan", "asked: person"),
    ("title: Làm đường; person: Lan → person: Trần Thị Lan · Trưởng ban", "who: Trần Thị Lan"),
    ("title: Làm đường; person: Lan → person: -", ""),
    ("title: Làm đường; person: Lan → person: ", "asked: person"),
    ("title: Làm đường; person: Châu → person: ", ""),
    ("title: Làm đường → person: Tèo", "asked: person"),
    ("title: Làm đường; time: 31/9", "wrong: time date.no_such_day"),
    ("title: Làm đường; time: 31/9 → time: 30/9", "due: 2022-09-30"),
    ("title: ; lead: Trạm cấp nước huyện",
     "body: Trạm cấp nước huyện · wrong: title bulk.no_title"),
    ("title: ; lead: Trạm cấp nước huyện → title: Nối nước", "body: Trạm cấp nước huyện"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "meant"), TABLE_ROWS)
def test_rows(row: str, meant: str) -> None:
    written, _, answered = row.partition(" → ")
    cells = dict(part.split(": ", 1) for part in written.split("; "))
    box, _, text = answered.partition(": ")
    answers = {f"{box}-5": text} if answered else {}
    assert told(read(cells, answers)) == meant


def test_text_from_excel_keeps_breaks_inside_a_cell() -> None:
    assert of_text('Nội dung\tNgười\n"Làm đường,\nlàm cầu"\tChâu') == [
        ["Nội dung", "Người"],
        ["Làm đường,\nlàm cầu", "Châu"],
    ]


def test_a_quote_that_is_never_closed_is_a_sign_of_its_own() -> None:
    assert of_text('Nội dung\nĐường 12" bê tông\nCầu') == [
        ["Nội dung"],
        ['Đường 12" bê tông'],
        ["Cầu"],
    ]
