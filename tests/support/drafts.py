"""A small resolution of the cast's district: what tests of drafting, adopting and closing share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.cast import District
from vedich.apps.figures.models import Indicator
from vedich.apps.resolutions import actions
from vedich.apps.resolutions.actions import NewProng, NewResolution, NewTarget
from vedich.apps.resolutions.models import Resolution, Target
from vedich.core.periods import Period


def indicator(code: str = "duong_ap", **other: Any) -> Indicator:
    """An indicator of the catalogue: kilometres of road with one decimal, unless told otherwise."""
    texts = {"name": "Đường ấp làm mới", "unit": "km", "decimals": 1, "shown": 1}
    rules = {"place_rule": "sum", "time_rule": "sum", "year_to_date": False, "settles": "flow"}
    return Indicator.objects.create(**({"code": code} | texts | rules | other))


def water(**other: Any) -> Indicator:
    """A rate: households with clean water, in percent at two decimals."""
    texts = {"name": "Hộ dùng nước sạch", "unit": "%", "decimals": 2, "part": "hộ có nước sạch"}
    rules = {"place_rule": "ratio", "time_rule": "last", "whole": "tổng số hộ", "settles": "level"}
    return indicator("nuoc_sach", **(texts | rules | other))


def head(district: District, **other: Any) -> NewResolution:
    """The lines of a resolution for 2022."""
    new = NewResolution(
        place=district.place("root"),
        issuer="Ban Chấp hành Đảng bộ huyện",
        title="Nghị quyết năm 2022",
        period=Period.year(2022),
        prongs=(NewProng(1, "Xây dựng Đảng"), NewProng(2, "Kinh tế - xã hội")),
    )
    return replace(new, **other)


def target(district: District, of: Indicator, **other: Any) -> NewTarget:
    """At least 42,0 of `of`, reported by the cells, owned by the agency."""
    new = NewTarget(
        number=1,
        prong=2,
        name="Bê tông hóa đường ấp",
        sentence="Bê tông hóa 42 km đường ấp",
        indicator=of.pk,
        kind="at_least",
        level=420,
        owner_body=district.body("agency").pk,
        owner_post="Trưởng phòng",
        reporters=("hamlet_cell",),
    )
    return replace(new, **other)


def draft(district: District, **other: Any) -> Resolution:
    """A draft by the clerk, without targets."""
    return actions.draft(
        resolution=head(district, **other),
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )


def add(
    district: District, row: Resolution, *targets: NewTarget, by: str = "clerk"
) -> list[Target]:
    """Targets added to the draft."""
    made = actions.add_targets(
        resolution=row.pk,
        targets=targets,
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
    )
    return list(made)


def adopt(
    district: District,
    row: Resolution,
    *,
    by: str = "secretary",
    number: str = "05-NQ/HU",
    issued_on: date = date(2022, 1, 15),
    key: str = "",
) -> actions.Adopted:
    """The draft put in force by a second person."""
    return actions.adopt(
        resolution=row.pk,
        number=number,
        issued_on=issued_on,
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
        key=key,
    )


def adopted(district: District) -> Resolution:
    """A resolution in force with one target, asked of six cells."""
    row = draft(district)
    add(district, row, target(district, indicator()))
    adopt(district, row)
    row.refresh_from_db()
    return row
