"""The matrix and its tasks as sheets for Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vedich.apps.tasks.assignment.matrix import Look
from vedich.apps.tasks.assignment.queries import Desk
from vedich.apps.tasks.assignment.shapes import Board, Box, TaskLine
from vedich.core.errors import Language
from vedich.core.vietnamese import write_date
from vedich.formats.sheets.assignment import FIELD, HOLDER, LOCALITY_WIDTH, TASKS
from vedich.formats.sheets.scorecard import Words
from vedich.formats.sheets.table import Cell, Column, Sheet, rows


TITLE: Final = Words("Phân công: {place}", "Assignment: {place}")
MATRIX: Final = Words("Lĩnh vực × địa phương", "Fields × places")
WORK: Final = Words("Đầu việc", "Tasks")
HOW: Final = Words(
    "Trong ô: người có nhiều việc nhất, số đầu việc; (trễ n). [ ]: có phần chưa có việc.",
    "In a cell: who has most tasks, how many; (late n). [ ]: owed and no task.",
)
FOLLOWS: Final = Words("Theo dõi địa phương", "Follows the place")
LATE: Final = Words("trễ", "late")
DONE: Final = Words("xong", "done")
BELOW: Final = Words("cấp dưới đã giao", "given below")


def board_book(of: Desk, *, label: str, language: Language) -> Sequence[Sheet]:
    """Two sheets: the matrix as on the page, and all its open tasks."""
    found = of.board()
    title = TITLE.say(language).format(place=found.place.name)
    lines = [of.line(one) for one in of.of.tasks if not one.done]
    return (
        _matrix(found, title, label, language),
        Sheet(WORK.say(language), title, label, [], TASKS, rows([_task(one) for one in lines])),
    )


def _matrix(found: Board, title: str, label: str, language: Language) -> Sheet:
    heads = [
        Column(f"p{n}", head.name, head.name, LOCALITY_WIDTH)
        for n, head in enumerate(found.columns)
    ]
    follows: dict[str, Cell] = {"field": FOLLOWS.say(language)}
    follows |= {f"p{n}": head.holder for n, head in enumerate(found.columns)}
    cells: list[dict[str, Cell]] = [follows]
    for line in found.lines:
        row: dict[str, Cell] = {"field": line.head.name, "holder": line.head.holder}
        row |= {f"p{n}": said(box, language) for n, box in enumerate(line.boxes)}
        cells.append(row)
    columns = [FIELD, HOLDER, *heads]
    name = MATRIX.say(language)
    return Sheet(name, title, label, [HOW.say(language)], columns, rows(cells))


def said(box: Box, language: Language) -> str:
    """A cell in words: “Châu 3 (trễ 1)”, “[chỉ tiêu 14]”, “–”."""
    if box.look == Look.EMPTY:
        return f"[{box.words}]"
    if box.look == Look.DONE:
        return f"{box.done} {DONE.say(language)}"
    if box.look == Look.BELOW:
        return BELOW.say(language)
    if box.look == Look.NOTHING:
        return "–"
    more = f" +{box.others}" if box.others else ""
    late = f" ({LATE.say(language)} {box.late})" if box.late else ""
    return f"{box.name}{more} {box.open}{late}".strip()


def _task(one: TaskLine) -> dict[str, Cell]:
    return {
        "number": one.number,
        "title": one.title,
        "field": one.field,
        "places": one.places,
        "person": one.person,
        "due": write_date(one.due_on) if one.due_on else "",
        "late": one.late or None,
        "targets": one.targets,
    }
