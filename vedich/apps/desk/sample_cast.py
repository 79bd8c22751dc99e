"""Who is there in the demo: bodies of every place, invented people in the leading posts (R14).

Nobody here is real. The few names are invented; everybody else is called by his role and “(mẫu)”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedich.apps.people.actions import NewPerson, NewPost, add_people
from vedich.apps.people.models import Person
from vedich.apps.people.queries import actor
from vedich.apps.places.actions import NewBody, NewLink, add_bodies, add_links
from vedich.apps.places.models import Body, Place
from vedich.core.permits import Actor
from vedich.core.places import Link, PlaceId
from vedich.core.vietnamese import fold
from vedich.rulebook.located import Words
from vedich.rulebook.places.gazetteer import PlaceRow
from vedich.rulebook.samples import SampleYear


HELD_FROM: Final = date(2020, 8, 1)
"""The first day of every post: the congress of the term, rounded to the month."""

SECRETARY: Final = "bich"
OFFICE: Final = "yen"
FOCUS: Final = "28894"
"""The commune whose people have names: Vĩnh Thành."""

FIRST_CELL: Final = f"{FOCUS}-01"

HEADS: Final[Mapping[str, str]] = {
    "hung": "chu_tich",
    "nam": "pho_chu_tich_kinh_te",
    "ngoc": "pho_chu_tich_xa_hoi",
    "lan": "to_chuc",
    "be": "tuyen_giao",
    "son": "kiem_tra",
    "thang": "quan_su",
}
"""Heads of fields by sign-in name, and the owner of targets each of them is."""

MEMBERS: Final[Mapping[str, str]] = {
    "an": "Nguyễn Văn Ân",
    "lien": "Trần Thị Liên",
    "sang": "Lê Văn Sang",
    "bao": "Phạm Quốc Bảo",
    "minh": "Huỳnh Văn Minh",
    "thao": "Võ Thị Thảo",
    "chau": "Đặng Minh Châu",
    "nhan": "Bùi Thanh Nhàn",
    "uyen": "Đỗ Thị Uyên",
    "duy": "Hồ Đức Duy",
    "phuoc": "Ngô Hữu Phước",
    "yen-hu": "Dương Thị Yên",
    "khoa": "Lý Anh Khoa",
    "vinh": "Trương Quang Vinh",
    "ha": "Phan Thị Hà",
    "rang": "Mai Văn Rạng",
    "quan": "Cao Minh Quân",
    "giang": "Tô Thị Giang",
    "xuan": "Lâm Thị Xuân",
}
"""Invented committee members by sign-in name: they hold tasks and no field."""

MEMBER: Final = Words("Huyện ủy viên", "District committee member")

RURAL: Final = ("Nông thôn mới",)
"""The fields of Võ Hoàng Nam's second post."""

SAMPLE: Final = Words("{name} (mẫu)", "{name} (sample)")
CELL_BODY: Final = Words("Chi bộ {name}", "Cell of {name}")
UNIT_OFFICE: Final = Words("Văn phòng {name}", "Office of {name}")
CELL_SECRETARY: Final = Words("Bí thư {name}", "Secretary of {name}")
OFFICER: Final = Words("Cán bộ {name}", "Officer of {name}")
ORGAN_CODE: Final = "{place}-{name}"


@dataclass(frozen=True, slots=True)
class _Named:
    """An invented person: sign-in name, name, and posts as (role, title, place)."""

    username: str
    name: str
    posts: tuple[tuple[str, Words, str], ...]


def _leaders(district: str) -> tuple[_Named, ...]:
    def one(username: str, name: str, role: str, vi: str, en: str) -> _Named:
        return _Named(username, name, ((role, Words(vi, en), district),))

    economy = Words("Phó Chủ tịch UBND phụ trách kinh tế", "Vice-Chair for the economy")
    rural = Words("Phó Trưởng ban Chỉ đạo nông thôn mới", "Deputy head for new rural areas")
    return (
        one(SECRETARY, "Nguyễn Ngọc Bích", "secretary", "Bí thư Huyện ủy", "District Secretary"),
        one(
            "tam",
            "Lê Minh Tâm",
            "standing_member",
            "Phó Bí thư Thường trực",
            "Standing Deputy Secretary",
        ),
        one("hung", "Trần Quốc Hưng", "field_head", "Chủ tịch UBND huyện", "Chair of the District"),
        _Named(
            "nam",
            "Võ Hoàng Nam",
            (("field_head", economy, district), ("field_head", rural, district)),
        ),
        one(
            "ngoc",
            "Bùi Thị Ngọc",
            "field_head",
            "Phó Chủ tịch UBND phụ trách văn hóa - xã hội",
            "Vice-Chair for culture and society",
        ),
        one("lan", "Phạm Thị Lan", "field_head", "Trưởng ban Tổ chức", "Head of Organisation"),
        one("be", "Ngô Văn Bé", "field_head", "Trưởng ban Tuyên giáo", "Head of Propaganda"),
        one("son", "Đỗ Thanh Sơn", "field_head", "Chủ nhiệm UBKT", "Chair of Inspection"),
        one("thang", "Đinh Văn Thắng", "field_head", "Chỉ huy trưởng Quân sự", "Commander"),
        one(OFFICE, "Lý Kim Yến", "clerk", "Chuyên viên Văn phòng Huyện ủy", "Committee office"),
        one("khanh", "Mai Quốc Khánh", "clerk", "Chánh Văn phòng Huyện ủy", "Head of the office"),
        one("mai", "Huỳnh Thị Mai", "supervisor", "Mặt trận Tổ quốc huyện", "Fatherland Front"),
        one("quan-tri", "Người quản trị (mẫu)", "administrator", "Người quản trị", "Administrator"),
    )


def _locals() -> tuple[_Named, ...]:
    head = Words("Bí thư Đảng ủy xã", "Commune Party Secretary")
    checker = Words("Cán bộ kiểm số", "Figures officer")
    cell = Words("Bí thư chi bộ", "Cell secretary")
    return (
        _Named("hau", "Trần Văn Hậu", (("secretary", head, FOCUS),)),
        _Named("phong", "Lê Thị Phong", (("official", checker, FOCUS),)),
        _Named("lanh", "Sáu Lành", (("cell_secretary", cell, FIRST_CELL),)),
    )


@dataclass(frozen=True, slots=True)
class Cast:
    """Who was made: places, bodies and people by what they are called in the sample.

    `own` is the body that speaks for a place; `organs` those of the district by Vietnamese name;
    `senders` who sends a body's return, by the body's key; `checkers` who checks for a place.
    """

    places: Mapping[str, Place]
    own: Mapping[str, Body]
    organs: Mapping[str, Body]
    senders: Mapping[int, Actor]
    checkers: Mapping[str, Actor]
    secretary: Actor
    office: Actor


def make_cast(year: SampleYear, rows: Sequence[PlaceRow], *, at: datetime, on_day: date) -> Cast:
    """Write places, bodies and people of the sample."""
    source = year.places.stamp.source
    add_links(links=[_link(row) for row in rows], source=source, by=None, at=at, on_day=on_day)
    places = {place.code: place for place in Place.objects.all()}
    own_new = {row.code: _own_body(row) for row in rows if row.code != year.place}
    organs_new = {name.vi: _organ(year.place, name) for name in _organ_names(year)}
    new = [*own_new.values(), *organs_new.values()]
    made = add_bodies(bodies=new, by=None, at=at, on_day=on_day)
    own = dict(zip(own_new, made, strict=False))
    organs = dict(zip(organs_new, made[len(own_new) :], strict=True))
    people = list(_people(year, rows, places, organs))
    found = add_people(people=[new for new, _ in people], by=None, at=at, on_day=on_day)
    return _cast(year, places, own, organs, found, [at_ for _, at_ in people], on_day)


def _cast(
    year: SampleYear,
    places: Mapping[str, Place],
    own: Mapping[str, Body],
    organs: Mapping[str, Body],
    people: Sequence[Person],
    where: Sequence[str],
    on_day: date,
) -> Cast:
    actors = {person.username: actor(person, on_day) for person in people}
    by_place = {
        place: actors[one.username] for one, place in zip(people, where, strict=True) if place
    }
    bodies = {**own, **organs}
    return Cast(
        places=places,
        own=own,
        organs=organs,
        senders={body.pk: by_place[key] for key, body in bodies.items() if key in by_place},
        checkers={code: by_place[code] for code in own if code in by_place}
        | {year.place: actors[OFFICE]},
        secretary=actors[SECRETARY],
        office=actors[OFFICE],
    )


# -- places and bodies -----------------------------------------------------------------------------


def _link(row: PlaceRow) -> NewLink:
    place = PlaceId(row.code, row.place_from)
    link = Link(place, row.parent, row.stamp.start, None, row.name.vi, row.kind)
    return NewLink(link, row.name.en)


def _own_body(row: PlaceRow) -> NewBody:
    words = {"hamlet_cell": CELL_BODY, "agency_cell": Words("{name}", "{name}")}
    pattern = words.get(row.kind, UNIT_OFFICE)
    office = pattern is UNIT_OFFICE
    vi = row.name.vi[0].lower() + row.name.vi[1:] if office else row.name.vi
    kind = "commune_office" if office else row.kind
    return NewBody(
        row.code, row.code, kind, pattern.vi.format(name=vi), pattern.en.format(name=row.name.en)
    )


def _organ_names(year: SampleYear) -> Iterable[Words]:
    """Every body that compiles an indicator or owns a target, once, in the order of the targets."""
    names = (
        name
        for target in year.targets
        for name in (target.indicator.compiled_by, target.owner.body)
    )
    return {name.vi: name for name in names}.values()


def _organ(place: str, name: Words) -> NewBody:
    code = ORGAN_CODE.format(place=place, name="-".join(fold(name.vi).replace("-", " ").split()))
    return NewBody(code[:60], place, "district_agency", name.vi, name.en, inner=True)


# -- people ----------------------------------------------------------------------------------------


def _people(
    year: SampleYear,
    rows: Sequence[PlaceRow],
    places: Mapping[str, Place],
    organs: Mapping[str, Body],
) -> Iterator[tuple[NewPerson, str]]:
    """New people, each with the place or organ whose return he sends (blank: none)."""
    for one in (*_leaders(year.place), *_locals()):
        posts = tuple(
            NewPost(
                role,
                title.vi,
                places[place],
                HELD_FROM,
                title_en=title.en,
                fields=_fields(year, one.username, number),
            )
            for number, (role, title, place) in enumerate(one.posts)
        )
        role, _, place = one.posts[0]
        sends = place if role in ("official", "cell_secretary") else ""
        yield NewPerson(one.username, one.name, posts), sends
    for row in rows:
        if row.code not in (year.place, FOCUS, FIRST_CELL):
            yield _by_role(row, places[row.code]), row.code
    for username, name in MEMBERS.items():
        post = NewPost(
            "field_head",
            MEMBER.vi,
            places[year.place],
            HELD_FROM,
            title_en=MEMBER.en,
            fields=(),
        )
        yield NewPerson(username, SAMPLE.vi.format(name=name), (post,)), ""
    reporting = {target.indicator.compiled_by.vi for target in year.targets}
    for name, body in organs.items():
        if name in reporting:
            yield _officer(name, body, places[year.place]), name


def _fields(year: SampleYear, username: str, number: int) -> tuple[str, ...] | None:
    """The fields of a head's post: those of the targets the post answers for; None: all."""
    if username not in HEADS:
        return None
    if number:
        return RURAL
    owned = {target.field.vi for target in year.targets if target.owner.code == HEADS[username]}
    return tuple(sorted(owned))


def _by_role(row: PlaceRow, place: Place) -> NewPerson:
    cell = row.kind.endswith("_cell")
    role, pattern = ("cell_secretary", CELL_SECRETARY) if cell else ("official", OFFICER)
    vi = row.name.vi if cell else row.name.vi[0].lower() + row.name.vi[1:]
    if row.kind == "agency_cell":
        vi = vi[0].lower() + vi[1:]
    name = pattern.vi.format(name=vi)
    post = NewPost(role, name, place, HELD_FROM, title_en=pattern.en.format(name=row.name.en))
    return NewPerson(row.code, name if cell else SAMPLE.vi.format(name=name), (post,))


def _officer(name: str, body: Body, place: Place) -> NewPerson:
    title = OFFICER.vi.format(name=name)
    post = NewPost(
        "agency_officer",
        title,
        place,
        HELD_FROM,
        title_en=OFFICER.en.format(name=body.name_en),
        body=body,
    )
    return NewPerson(body.code, SAMPLE.vi.format(name=title), (post,))
