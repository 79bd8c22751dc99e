"""The one task of the demo that is told in full: water pipes, as UX 14 and 16 draw it. Invented."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from vedich.apps.desk.sample_cast import Cast
from vedich.apps.desk.sample_resolution import at
from vedich.apps.desk.sample_task_words import (
    ANSWERS,
    DESIGN,
    DESIGN_TEXT,
    MINUTES,
    PHOTOS,
    PIPES,
    SOURCE,
)
from vedich.apps.people.models import Person
from vedich.apps.people.queries import actor
from vedich.apps.places.models import Body, Place
from vedich.apps.resolutions.models import Resolution, Target
from vedich.apps.tasks.actions import (
    NewMilestone,
    NewTask,
    attach,
    give_tasks,
    make_check,
    note_progress,
    reach_milestone,
)
from vedich.apps.tasks.models import Task
from vedich.core.permits import Actor


GIVEN: Final = date(2022, 2, 21)
WHERE: Final = ("28882", "28894")
"""Hòa Nghĩa and Vĩnh Thành."""

HELPS: Final = "Trạm cấp nước huyện"
CLEAN_WATER: Final = 23

STEPS: Final = (
    NewMilestone("Xong thiết kế", date(2022, 3, 31)),
    NewMilestone("Đặt 2,0 km", date(2022, 5, 30), 20),
    NewMilestone("Đặt 4,0 km", date(2022, 6, 30), 40),
    NewMilestone("Đặt 6,5 km", date(2022, 8, 31), 65),
    NewMilestone("Nghiệm thu, đấu nối 412 hộ", date(2022, 9, 30)),
)
TOLD: Final = (
    (date(2022, 4, 12), 4, "Bắt đầu đặt ống từ trạm bơm Hòa Nghĩa.", "none"),
    (date(2022, 5, 4), 14, "Xong đoạn qua ấp Vĩnh Phú.", "none"),
    (date(2022, 6, 3), 20, "Xong 2 km, chậm vì chờ ống.", "none"),
    (date(2022, 6, 10), 22, "Hai hộ ở Vĩnh Phú chưa cho qua đất.", "some"),
    (date(2022, 7, 8), 31, "Thiếu ống phi 60, nhà cung cấp hẹn 20/7.", "stuck"),
)


def lay_pipes(
    root: Place,
    resolution: Resolution,
    cast: Cast,
    posts: Mapping[str, int],
    targets: Mapping[str, Sequence[Target]],
) -> Task:
    """“Ống nước cấp 3”: steps, reports and evidence; one of the six clears is missing."""
    water = next(one for rows in targets.values() for one in rows if one.number == CLEAN_WATER)
    station = Body.objects.filter(place=root, name=HELPS).values_list("pk", flat=True)
    new = NewTask(
        title=PIPES,
        field=water.field,
        accountable=posts["nam"],
        places=tuple(cast.places[code].pk for code in WHERE),
        targets=((water.pk, "thêm 412 hộ"),),
        starts_on=GIVEN,
        due_on=STEPS[-1].due_on,
        detail="Đặt 6,5 km ống cấp 3, đấu nối 412 hộ",
        answers_for=ANSWERS,
        product=f"{MINUTES}, danh sách hộ đấu nối",
        evidence_wanted=(DESIGN, PHOTOS, MINUTES),
        difficulty=3,
        unit="km",
        decimals=1,
        amount=65,
        cooperating=(*(cast.own[code].pk for code in WHERE), *station),
        milestones=STEPS,
        resolution=resolution.pk,
        source=f"{SOURCE}.4",
    )
    (task,) = give_tasks(place=root.pk, tasks=[new], by=cast.office, at=at(GIVEN, 14), on_day=GIVEN)
    holder = actor(Person.objects.get(username="nam"), GIVEN)
    designed = date(2022, 3, 29)
    reach_milestone(task=task.pk, number=1, by=holder, at=at(designed, 9), on_day=designed)
    _put(task, DESIGN_TEXT.encode(), "ho-so-thiet-ke.txt", DESIGN, holder, designed)
    for day, amount, words, trouble in TOLD:
        note_progress(
            task=task.pk,
            words=words,
            amount=amount,
            trouble=trouble,
            by=holder,
            at=at(day, 16),
            on_day=day,
        )
        if day == date(2022, 5, 4):
            _seen(task, day + timedelta(days=1))
    _put(task, picture(TOLD[-1][0].day), "tuyen-ong-0807.png", PHOTOS, holder, TOLD[-1][0])
    return task


def _seen(task: Task, day: date) -> None:
    by = actor(Person.objects.get(username="bich"), day)
    make_check(task=task.pk, found="as_reported", amount=14, by=by, at=at(day, 15), on_day=day)


def _put(task: Task, data: bytes, name: str, kind: str, by: Actor, day: date) -> None:
    attach(task=task.pk, data=data, name=name, kind=kind, by=by, at=at(day, 16), on_day=day)


def picture(day: int, width: int = 320, height: int = 240) -> bytes:
    """A photo that shows nothing: sky over earth, so that nobody takes it for a real one.

    The sky is another one each `day`, because the same bytes are one file.
    """
    sky, earth = bytes((0xBF - day, 0xD4, 0xE6)), b"\x9a\x7b\x55"
    lines = ((sky if line < height // 2 else earth) * width for line in range(height))
    body = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    whole = name + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))
