"""Matters and visits of the demo, as the mock-ups draw them (UX 13, 15, 15b).

Everything here is invented and done through the real actions: a matter of a cell that waits, one
that climbed, one answered, one that was not settled; visits with promises kept and not kept.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, TypedDict

from vedich.apps.desk.sample_cast import FIRST_CELL, FOCUS, Cast
from vedich.apps.desk.sample_resolution import at
from vedich.apps.people.models import Person, Post
from vedich.apps.people.queries import actor
from vedich.apps.tasks.matters.actions import (
    To,
    answer,
    climb_due,
    close,
    keep_time,
    not_yet,
    raise_matter,
    take,
)
from vedich.apps.tasks.models import Matter, VisitLine
from vedich.apps.tasks.visits.actions import NewLine, confirm, write_visit
from vedich.core.permits import Actor
from vedich.rulebook.samples import SampleYear


OTHER_CELL: Final = "28888-03"
"""A cell of Phú Sơn: its commune did not answer in time."""

NEXT_CELL: Final = f"{FOCUS}-02"
VISITED: Final = f"{FOCUS}-05"

WATER: Final = "Trạm cấp nước huyện"


class _By(TypedDict):
    by: Actor
    at: datetime
    on_day: date


def _on(by: Actor, day: date, hour: int) -> _By:
    return _By(by=by, at=at(day, hour), on_day=day)


def visit_and_raise(year: SampleYear, cast: Cast) -> None:
    """What came up from below and who went where, in June and July."""
    matters = _Matters(year, cast)
    matters.settled()
    matters.unsettled()
    matters.climbed()
    matters.answered()
    matters.waiting()
    matters.asked_in_returns()
    _visits(year, cast)
    # the demo's own clock: what June's returns asked for has its days too
    keep_time(at=at(year.known_by, 6), on_day=year.known_by)


def _person(name: str, day: date) -> Actor:
    return actor(Person.objects.get(username=name), day)


def _post(name: str) -> int:
    rows = Post.objects.filter(person__username=name).order_by("pk")
    return int(rows.values_list("pk", flat=True)[0])


class _Matters:
    """Raises, answers and judges, one story a method."""

    def __init__(self, year: SampleYear, cast: Cast) -> None:
        self._year, self._cast = year.period.start.year, cast
        self._day = year.known_by

    def _raise(self, cell: str, day: date, kind: str, words: str) -> Matter:
        body = self._cast.own[cell]
        by = self._cast.senders[body.pk]
        return raise_matter(body=body.pk, kind=kind, words=words, **_on(by, day, 8))

    def _of(self, cell: str) -> Actor:
        return self._cast.senders[self._cast.own[cell].pk]

    def settled(self) -> None:
        """Raised, answered, and the cell says that it is done."""
        first = date(self._year, 6, 13)
        row = self._raise(
            NEXT_CELL, first, "living", "Bóng đèn đường trước trường mẫu giáo cháy ba tuần nay."
        )
        official = _person("phong", first)
        day = date(self._year, 6, 15)
        answer(matter=row.pk, words="Đã thay hai bóng, tối nay sáng.", **_on(official, day, 9))
        close(matter=row.pk, **_on(self._of(NEXT_CELL), date(self._year, 6, 16), 7))

    def unsettled(self) -> None:
        """Answered, and the cell says “not yet”."""
        first = date(self._year, 6, 27)
        row = self._raise(
            NEXT_CELL, first, "water", "Mương thoát nước tổ 1 nghẹt, mưa là ngập sân bốn hộ."
        )
        official = _person("phong", first)
        take(matter=row.pk, **_on(official, first, 14))
        day = date(self._year, 6, 30)
        answer(matter=row.pk, words="Đã cho nạo vét đoạn đầu mương.", **_on(official, day, 10))
        later = date(self._year, 7, 6)
        not_yet(
            matter=row.pk,
            words="Đoạn cuối còn nghẹt, hôm qua vẫn ngập.",
            **_on(self._of(NEXT_CELL), later, 7),
        )

    def climbed(self) -> None:
        """The commune let its day pass, so the district has it."""
        first = date(self._year, 6, 24)
        self._raise(
            OTHER_CELL,
            first,
            "land",
            "Hai hộ tranh ranh đất sau khi mở đường, đã hòa giải hai lần.",
        )
        day = date(self._year, 7, 4)
        climb_due(at=at(day, 6), on_day=day)

    def answered(self) -> None:
        """Answered, and the cell has yet to look."""
        first = date(self._year, 7, 4)
        cell = f"{FOCUS}-04"
        row = self._raise(
            cell, first, "security", "Ban đêm có xe lạ vào vườn trộm trái, tuần rồi hai lần."
        )
        day = date(self._year, 7, 7)
        answer(
            matter=row.pk,
            words="Công an xã tuần tra từ 22 giờ, số trực dán ở nhà văn hóa ấp.",
            **_on(_person("phong", day), day, 15),
        )

    def asked_in_returns(self) -> None:
        """What June's returns asked for (R18): each commune answers; the first cell is content."""
        rows = Matter.objects.filter(origin__startswith="return:", state=Matter.State.OPEN)
        codes = {place.pk: code for code, place in self._cast.places.items()}
        for row in rows.order_by("pk"):
            day = row.raised_on + timedelta(days=4)
            by = self._cast.checkers.get(codes[row.place_id])
            if by is not None and day < self._day:
                words = "Đã ghi nhận, xã trả lời trong giao ban tuần này."
                answer(matter=row.pk, words=words, **_on(by, day, 14))
                if row.body_id == self._cast.own[FIRST_CELL].pk:
                    later = day + timedelta(days=1)
                    close(matter=row.pk, **_on(self._of(FIRST_CELL), later, 7))

    def waiting(self) -> None:
        """The mock-up's culvert: taken by the commune, two working days left."""
        first = date(self._year, 7, 6)
        row = self._raise(
            FIRST_CELL,
            first,
            "road",
            "Cống ngang đường tổ 3 sụt, xe ba gác không qua được. Sáng nay có một người ngã.",
        )
        take(matter=row.pk, **_on(_person("phong", first), date(self._year, 7, 7), 8))


def _visits(year: SampleYear, cast: Cast) -> None:
    """Three visits: the mock-up's own, one whose promise was not kept, one where it was."""
    deputy, economy = _person("tam", year.known_by), _person("nam", year.known_by)
    earlier, kept = date(year.period.start.year, 6, 28), date(year.period.start.year, 6, 21)
    good = write_visit(
        place=cast.places[NEXT_CELL].pk,
        visited_on=kept,
        half="afternoon",
        met="Bí thư chi bộ và tổ trồng bưởi",
        lines=[
            NewLine("heard", "Thương lái chậm thu mua, giá xuống."),
            NewLine("promised", "Mời hợp tác xã về bàn bao tiêu.", due_on=date(kept.year, 6, 30)),
        ],
        **_on(economy, kept, 17),
    )
    bad = write_visit(
        place=cast.places[f"{FOCUS}-03"].pk,
        visited_on=earlier,
        half="morning",
        met="Bí thư chi bộ, các tổ trưởng",
        lines=[
            NewLine("heard", "Loa truyền thanh tổ 2 hỏng từ Tết."),
            NewLine("promised", "Cho sửa loa tổ 2.", due_on=date(earlier.year, 7, 5)),
        ],
        **_on(deputy, earlier, 11),
    )
    _say(good.pk, "done", "", cast, NEXT_CELL, date(kept.year, 6, 30))
    _say(bad.pk, "not_done", "Chưa thấy ai xuống.", cast, f"{FOCUS}-03", date(kept.year, 7, 7))
    water = cast.organs[WATER]
    day = year.known_by
    write_visit(
        place=cast.places[VISITED].pk,
        visited_on=day,
        half="morning",
        met="Bí thư chi bộ, 6 hộ tổ 6",
        lines=[
            NewLine(
                "heard",
                "Ống nước đào rồi để đó hai tuần, xe khó vào.",
                becomes="matter",
                to=To(cast.places[year.place].pk, body=water.pk),
            ),
            NewLine("heard", "Vườn chôm chôm trúng mùa, giá 14 nghìn đồng."),
            NewLine(
                "promised",
                "Cho lấp tạm đoạn tổ 6 trước cuối tuần.",
                becomes="task",
                owner=_post("nam"),
                due_on=date(day.year, 7, 15),
            ),
        ],
        **_on(deputy, day, 10),
    )


def _say(visit: int, word: str, words: str, cast: Cast, cell: str, day: date) -> None:
    line = VisitLine.objects.get(visit=visit, kind=VisitLine.Kind.PROMISED)
    by = cast.senders[cast.own[cell].pk]
    confirm(line=line.pk, answer=word, words=words, **_on(by, day, 8))
