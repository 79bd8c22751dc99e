"""A small district with its people, made by the real actions: what tests of the apps play with.

Two communes of three cells each and one agency, so that every rule of “one level up” and “second
person” can be tried by name::

    def test_…(district: District) -> None:
        check_figures(…, by=district.actor("official"), at=district.at, on_day=district.day)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

import pytest

from vedich.apps.journal.actions import open_journal
from vedich.apps.people.actions import NewPerson, NewPost, add_people
from vedich.apps.people.models import Person
from vedich.apps.people.queries import actor
from vedich.apps.places.actions import NewBody, NewLink, add_bodies, add_links
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import Spot, on
from vedich.core.permits import Actor
from vedich.core.places import Link, PlaceId


VIET_NAM: Final = timezone(timedelta(hours=7))
DAY: Final = date(2022, 7, 11)
AT: Final = datetime(2022, 7, 11, 8, 0, tzinfo=VIET_NAM)
SINCE: Final = date(2020, 1, 1)
SOURCE: Final = "Dữ liệu mẫu của Về Đích (giả định)"

ROOT: Final = "900"
COMMUNES: Final = {"A": "901", "B": "902"}
CELLS: Final = {"A1": "901-01", "A2": "901-02", "A3": "901-03"} | {
    "B1": "902-01",
    "B2": "902-02",
    "B3": "902-03",
}

AGENCY: Final = "agency"
COMMITTEE: Final = "committee"
"""The organ of the district's committee that owns what nobody else owns."""

ROLES: Final = {
    "secretary": ("secretary", "Bí thư", ROOT, ""),
    "deputy": ("standing_member", "Phó Bí thư Thường trực", ROOT, ""),
    "head": ("field_head", "Phó Chủ tịch phụ trách kinh tế", ROOT, ""),
    "clerk": ("clerk", "Chuyên viên Văn phòng", ROOT, ""),
    "clerk_b": ("clerk", "Chuyên viên Văn phòng", ROOT, ""),
    "agency": ("agency_officer", "Cán bộ Phòng A", ROOT, AGENCY),
    "official": ("official", "Cán bộ Xã A", COMMUNES["A"], "A"),
    "official_2": ("official", "Cán bộ kiểm số Xã A", COMMUNES["A"], "A"),
    "official_b": ("official", "Cán bộ Xã B", COMMUNES["B"], "B"),
    "cell_secretary": ("cell_secretary", "Bí thư Ấp A1", CELLS["A1"], "A1"),
    "cell_secretary_2": ("cell_secretary", "Bí thư Ấp A2", CELLS["A2"], "A2"),
    "cell_secretary_b": ("cell_secretary", "Bí thư Ấp B1", CELLS["B1"], "B1"),
    "supervisor": ("supervisor", "Mặt trận Tổ quốc", ROOT, ""),
    "administrator": ("administrator", "Người quản trị", ROOT, ""),
}
"""name → role, title, code of the place, name of the body. The outsider has no post."""

PASSWORD: Final = "trăng sáng đồng bằng 9"


@dataclass(frozen=True, slots=True)
class District:
    """What was made. `at` is the instant, `day` the pinned day; `later` gives both moved on."""

    day: date
    at: datetime
    people: dict[str, Person]
    bodies: dict[str, Body]

    def actor(self, name: str) -> Actor:
        """The person as a core value, on the district's day."""
        return actor(self.people[name], self.day)

    def spot(self, code: str) -> Spot:
        """The place with this code or short name (“root”, “A”, “A1”)."""
        short = {"root": ROOT} | COMMUNES | CELLS
        found = on(self.day).by_code(short.get(code, code))
        assert found is not None, code
        return found

    def place(self, code: str) -> int:
        """The key of the place with this code or short name."""
        return self.spot(code).id

    def body(self, name: str) -> Body:
        """The body: “A1” a cell, “A” a commune's office, “agency”, “committee”."""
        return self.bodies[name]

    def later(self, days: int) -> District:
        """The same district, so many days on."""
        more = timedelta(days=days)
        return replace(self, day=self.day + more, at=self.at + more)


@pytest.fixture
def district(db: None) -> District:
    """The small district: places, bodies and people, nothing reported and nothing asked yet."""
    return make_district()


def make_district(*, day: date = DAY, at: datetime = AT, password: str = "") -> District:
    """Make it in the database at hand. With `password` everybody can sign in by it."""
    open_journal(sample=True, day=day, at=at)
    add_links(links=[*_links()], source=SOURCE, by=None, at=at, on_day=day)
    new = [*_bodies()]
    made = add_bodies(bodies=[one for _, one in new], by=None, at=at, on_day=day)
    bodies = dict(zip([name for name, _ in new], made, strict=True))
    places = {place.code: place for place in Place.objects.all()}
    people = [
        NewPerson(
            username=name,
            name=f"{title} (mẫu)",
            password=password,
            posts=(NewPost(role, title, places[place], SINCE, body=bodies.get(body)),),
        )
        for name, (role, title, place, body) in ROLES.items()
    ]
    people.append(NewPerson(username="outsider", name="Người ngoài (mẫu)", password=password))
    rows = add_people(people=people, by=None, at=at, on_day=day)
    return District(day, at, {row.username: row for row in rows}, bodies)


def _links() -> list[NewLink]:
    rows: list[tuple[str, str | None, str, str]] = [(ROOT, None, "Huyện Mẫu", "district")]
    rows += [(code, ROOT, f"Xã {name}", "commune") for name, code in COMMUNES.items()]
    rows += [(code, COMMUNES[name[0]], f"Ấp {name}", "hamlet_cell") for name, code in CELLS.items()]
    return [
        NewLink(Link(PlaceId(code, SINCE), parent, SINCE, None, name, kind))
        for code, parent, name, kind in rows
    ]


def _bodies() -> list[tuple[str, NewBody]]:
    cells = [
        (name, NewBody(f"chi-bo-{name.lower()}", code, "hamlet_cell", f"Chi bộ Ấp {name}"))
        for name, code in CELLS.items()
    ]
    offices = [
        (name, NewBody(f"van-phong-{name.lower()}", code, "commune_office", f"Văn phòng Xã {name}"))
        for name, code in COMMUNES.items()
    ]
    organs = [
        (AGENCY, NewBody("phong-a", ROOT, "district_agency", "Phòng A", inner=True)),
        (COMMITTEE, NewBody("van-phong", ROOT, "district_agency", "Văn phòng", inner=True)),
    ]
    return [*cells, *offices, *organs]
