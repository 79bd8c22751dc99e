"""The demo's resolution: read and drafted by the office, adopted by the secretary, then asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from vedich.apps.desk.sample_cast import Cast
from vedich.apps.desk.sample_reading import read_targets
from vedich.apps.figures.actions import add_indicators, from_catalogue
from vedich.apps.resolutions.actions import (
    NewProng,
    NewResolution,
    NewTarget,
    adopt,
    change_target,
    draft,
)
from vedich.apps.resolutions.models import Target
from vedich.core.targets import LIFT
from vedich.rulebook.places.gazetteer import PlaceRow
from vedich.rulebook.samples import SampleTarget, SampleYear
from vedich.rulebook.samples.tree import reporters


VIET_NAM: Final = timezone(timedelta(hours=7))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the office's clock."""
    return datetime.combine(day, time(hour, minute), tzinfo=VIET_NAM)


def adopt_resolution(year: SampleYear, rows: tuple[PlaceRow, ...], cast: Cast) -> None:
    """Indicators, a draft read by the office and completed, adopted by the secretary."""
    drafted, adopted = date(year.period.start.year, 1, 4), date(year.period.start.year, 1, 5)
    new = from_catalogue(year.on)
    add_indicators(indicators=new, by=None, at=at(drafted, 8))
    row = draft(
        resolution=_resolution(year, cast), by=cast.office, at=at(drafted, 9), on_day=drafted
    )
    found = read_targets(
        resolution=row.pk, year=year, by=cast.office, at=at(drafted, 10), on_day=drafted
    )
    for of, key in found.items():
        change_target(
            target=key,
            to=_completed(Target.objects.get(pk=key), of, year, rows, cast),
            by=cast.office,
            at=at(drafted, 14, of.number),
            on_day=drafted,
        )
    adopt(
        resolution=row.pk,
        number="01-NQ/HU",
        issued_on=adopted,
        by=cast.secretary,
        at=at(adopted, 15),
        on_day=adopted,
    )


def _resolution(year: SampleYear, cast: Cast) -> NewResolution:
    shorts = {1: ("Xây dựng Đảng", "Party building"), 2: ("Kinh tế - xã hội", "Economy, society")}
    return NewResolution(
        place=cast.places[year.place].pk,
        issuer="Ban Chấp hành Đảng bộ huyện Chợ Lách",
        issuer_en="Executive Committee of the Party Organisation of Chợ Lách District",
        title=year.name.vi,
        title_en=year.name.en,
        period=year.period,
        prongs=tuple(
            NewProng(one.number, one.name.vi, one.name.en, *shorts[one.number])
            for one in year.prongs
        ),
        motto="Đoàn kết, kỷ cương, đồng khởi mới (mẫu)",
        motto_en="Unity, discipline, a new uprising (sample)",
        last_targets=year.last_targets,
        last_met=year.last_met,
    )


def _completed(
    row: Target, of: SampleTarget, year: SampleYear, rows: tuple[PlaceRow, ...], cast: Cast
) -> NewTarget:
    """The target as the document has it, with what a document does not say.

    Its level, its comparator and the communes it names stay as they were read.
    """
    return NewTarget(
        number=row.number,
        sentence=row.sentence,
        indicator=row.indicator_id,
        kind=row.kind,
        level=row.level,
        high=row.high,
        percent=row.percent,
        names=tuple(row.names),
        baseline=of.target.baseline if row.baseline is None else row.baseline,
        prong=of.prong,
        name=of.name.vi,
        name_en=of.name.en,
        field=of.field.vi,
        field_en=of.field.en,
        settles=of.target.settles.value,
        milestones=tuple((str(one.period), one.level) for one in of.target.milestones),
        recognised=None if of.recognised is None else of.recognised // LIFT,
        speaks_for_year=of.speaks_for_year,
        reporters=_reporters(of, year, rows, cast),
        owner_body=cast.organs[of.owner.body.vi].pk,
        owner_post=of.owner.post.vi,
        owner_post_en=of.owner.post.en,
        public=of.public,
    )


def _reporters(
    of: SampleTarget, year: SampleYear, rows: tuple[PlaceRow, ...], cast: Cast
) -> tuple[str, ...]:
    places = [row.code for row in reporters(of, rows, year.on)]
    if places == [year.place]:
        return (cast.organs[of.indicator.compiled_by.vi].reference,)
    if of.from_kinds:
        return tuple(cast.own[place].reference for place in places)
    return of.indicator.reported_by
