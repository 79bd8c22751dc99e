"""Drafting, adopting and closing resolutions (R5, R8, R12). Only a draft can be changed.

Adoption is by a second person: nobody who answers for a word of the draft may adopt it. It writes
the asks and leaves the opening of months that are over to the office (`Adopted.to_open`): the app
that opens periods stands above this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from vedich.apps.figures.actions import NewAsk, NewIndicator, add_indicators, write_asks
from vedich.apps.figures.models import Indicator
from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.places.models import Body
from vedich.apps.places.queries import on
from vedich.apps.resolutions.core_values import build
from vedich.apps.resolutions.finding import index
from vedich.apps.resolutions.models import Prong, ProposalRow, Resolution, State, Target
from vedich.apps.resolutions.refusals import (
    BAD_NUMBER,
    CHANGED_MEANWHILE,
    GONE,
    NO_NUMBER,
    NO_PRONG,
    NO_TARGETS,
    NOBODY_REPORTS,
    NOT_A_DRAFT,
    NOT_IN_FORCE,
    NOT_YET_ISSUED,
    NUMBER_TAKEN,
    NUMBER_USED,
    OWN_DRAFT,
    PRONG_IN_USE,
    PRONG_TWICE,
    STILL_OPEN,
    TOO_SOON,
)
from vedich.apps.resolutions.reporters import asked_bodies
from vedich.core.chain import Plain, rows_digest
from vedich.core.periods import Length, Period
from vedich.core.permits import Actor, Locus, Path, Post, second_person
from vedich.core.vietnamese import fold, write_date
from vedich.rulebook.permits import may


MOST_NUMBER: Final = 32000
UNDECIDED: Final = {
    "state": ProposalRow.State.OPEN,
    "target": None,
    "indicator": None,
    "decided_by": "",
    "decided_at": None,
}
"""What makes a proposal undecided again."""

FRESH: Final = 0
"""The key a target gives for the indicator that is made together with it."""


@dataclass(frozen=True, slots=True)
class NewProng:
    """A prong (mũi) to write."""

    number: int
    name: str
    name_en: str = ""
    short: str = ""
    short_en: str = ""


@dataclass(frozen=True, slots=True)
class NewResolution:
    """A resolution to write. `place` is a place's key; `last_…` what the year before came to."""

    place: int
    issuer: str
    title: str
    period: Period
    prongs: tuple[NewProng, ...] = ()
    issuer_en: str = ""
    title_en: str = ""
    motto: str = ""
    motto_en: str = ""
    on_track: int = 100
    at_risk: int = 90
    last_targets: int | None = None
    last_met: int | None = None


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A target to write; `prong` is its number, `indicator` and `owner_body` are keys.

    Levels, the baseline and milestones (period, level) are scaled by the indicator's decimals;
    a level of `percent` by core.targets.PERCENT_DECIMALS. `settles` blank: the indicator's.
    """

    number: int
    name: str
    indicator: int
    kind: str
    owner_body: int
    owner_post: str
    prong: int | None = None
    field: str = ""
    sentence: str = ""
    level: int | None = None
    high: int | None = None
    percent: bool = False
    names: tuple[str, ...] = ()
    baseline: int | None = None
    settles: str = ""
    milestones: tuple[tuple[str, int], ...] = ()
    recognised: int | tuple[str, ...] | None = None
    speaks_for_year: bool = False
    reporters: tuple[str, ...] = ()
    public: bool = False
    name_en: str = ""
    field_en: str = ""
    sentence_en: str = ""
    owner_post_en: str = ""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an adoption did: how many asks, and the months of the period that are over.

    `to_open` are left to the office, whose home page offers to open them (``desk.opening``):
    returns are a higher app.
    """

    resolution: int
    asks: int
    to_open: tuple[Period, ...]


# -- the draft -------------------------------------------------------------------------------------


def draft(
    *, resolution: NewResolution, by: Actor, at: datetime, on_day: date, key: str = ""
) -> Resolution:
    """Write a new draft with its prongs. Raises Refused (``place.unknown``, ``resolution.…``)."""
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return _found(int(ledger.result))
        path = on(on_day)[resolution.place].path
        post, hands = _allowed(by, "resolutions.draft", path, on_day)
        row = Resolution(drafted_by=by.person, drafted_at=at, hands=hands)
        _fill(row, resolution)
        row.save(force_insert=True)
        _write_prongs(row, resolution.prongs)
        ledger.result = str(row.pk)
        note_line(ledger, "resolutions.draft", row, path, post, {"period": str(row.period)})
        return row


def change_draft(
    *, resolution: int, to: NewResolution, by: Actor, at: datetime, on_day: date, key: str = ""
) -> None:
    """Write a draft's own lines and prongs again; its targets must still fit its period.

    Raises Refused (``resolution.not_a_draft``, ``.prong_in_use``, ``target.bad_milestone``).
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        row, path, post = draft_to_change(resolution, by, on_day)
        if to.place != row.place_id:
            path = on(on_day)[to.place].path
            post, _ = _allowed(by, "resolutions.draft", path, on_day)
        _fill(row, to)
        row.save()
        _write_prongs(row, to.prongs)
        for target in row.targets.select_related("indicator"):
            build(target, row.period, target.indicator.decimals)
        note_line(ledger, "resolutions.change_draft", row, path, post, {"period": str(row.period)})


def add_targets(
    *,
    resolution: int,
    targets: Sequence[NewTarget],
    by: Actor,
    at: datetime,
    on_day: date,
    indicator: NewIndicator | None = None,
    key: str = "",
) -> Sequence[Target]:
    """Add targets to a draft, all or none. `indicator` is made first: targets name it by `FRESH`.

    Raises Refused for the first that cannot stand: ``resolution.number_taken``, ``.no_prong``,
    ``.no_level``, and what core.targets refuses (``target.…``).
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return []
        row, path, post = draft_to_change(resolution, by, on_day)
        targets = _with_indicator(targets, indicator, by, at)
        made = _built(row, targets, taken=dict(row.targets.values_list("number", "name")))
        Target.objects.bulk_create(made)
        facts: dict[str, Plain] = {"count": len(made)}
        digest = rows_digest(_plain(target) for target in made)
        note_line(ledger, "resolutions.add_targets", row, path, post, facts, digest)
        return made


def change_target(
    *,
    target: int,
    to: NewTarget,
    by: Actor,
    at: datetime,
    on_day: date,
    seen: str = "",
    indicator: NewIndicator | None = None,
    key: str = "",
) -> Target:
    """Write a draft's target again. `seen` is `stamp` of the row as the form showed it, or "".

    Raises Refused as `add_targets`, and ``resolution.changed_meanwhile`` where `seen` is old.
    """
    with recording(by=by, at=at, key=key) as ledger:
        old = _target(target)
        if ledger.repeated:
            return old
        row, path, post = draft_to_change(old.resolution_id, by, on_day)
        old = _target(target)  # again, now that the resolution is locked
        if seen and seen != stamp(old):
            raise CHANGED_MEANWHILE.refuse(number=old.number)
        others = row.targets.exclude(pk=old.pk).values_list("number", "name")
        to_write = _with_indicator([to], indicator, by, at)
        (new,) = _built(row, to_write, taken=dict(others))
        new.pk, new.text, new.text_number = old.pk, old.text, old.text_number
        new.save(force_update=True)
        digest = rows_digest([_plain(new)])
        facts: dict[str, Plain] = {"target": new.reference, "number": new.number}
        note_line(ledger, "resolutions.change_target", row, path, post, facts, digest)
        return new


def drop_target(*, target: int, by: Actor, at: datetime, on_day: date, key: str = "") -> None:
    """Take a target out of a draft: it never was in force, so the row goes; the journal stays."""
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        old = _target(target)
        row, path, post = draft_to_change(old.resolution_id, by, on_day)
        facts: dict[str, Plain] = {"target": old.reference, "number": old.number}
        digest = rows_digest([_plain(old)])
        # what it was read from waits to be decided again
        ProposalRow.objects.filter(target=old).update(**UNDECIDED)
        old.delete()
        note_line(ledger, "resolutions.drop_target", row, path, post, facts, digest)


def drop_draft(*, resolution: int, by: Actor, at: datetime, on_day: date, key: str = "") -> None:
    """Throw a draft away with its targets. Raises Refused (``resolution.not_a_draft``)."""
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        row, path, post = draft_to_change(resolution, by, on_day)
        gone = list(row.targets.all())
        note_line(
            ledger,
            "resolutions.drop_draft",
            row,
            path,
            post,
            {"count": len(gone)},
            rows_digest(_plain(target) for target in gone),
        )
        ProposalRow.objects.filter(text__resolution=row).delete()
        row.targets.all().delete()
        row.texts.all().delete()
        row.prongs.all().delete()
        row.delete()


# -- in force, and after ---------------------------------------------------------------------------


def adopt(
    *,
    resolution: int,
    number: str,
    issued_on: date,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Adopted:
    """Put a draft in force under its number and day, and write who owes which figures (R6).

    Raises Refused (``resolution.own_draft``, ``.no_targets``, ``.no_number``, ``.number_used``,
    ``.not_yet_issued``, ``.nobody_reports``, ``target.…``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row = _found(resolution, lock=True)
        if ledger.repeated:
            return Adopted(row.pk, int(ledger.result), _over(row.period, on_day))
        path = on(on_day)[row.place_id].path
        decision = may(by, "resolutions.adopt", Locus(path), on=on_day)
        post = decision.require()
        if row.state != State.DRAFT:
            raise NOT_A_DRAFT.refuse(title=row.title)
        if second_person(decision.people, set(row.hands)):
            raise OWN_DRAFT.refuse()
        _check_paper(row, number, issued_on, on_day)
        targets = list(row.targets.select_related("indicator", "owner_body"))
        if not targets:
            raise NO_TARGETS.refuse(title=row.title)
        undecided = ProposalRow.objects.filter(text__resolution=row, state="open").count()
        if undecided:
            raise STILL_OPEN.refuse(count=undecided)
        for target in targets:
            build(target, row.period, target.indicator.decimals)
        asks = list(_asks(row, targets, on_day))
        row.state, row.number, row.issued_on = State.ADOPTED, number.strip(), issued_on
        row.adopted_by, row.adopted_at = by.person, at
        row.save()
        write_asks(asks=asks, by=by, at=at)
        facts: dict[str, Plain] = {
            "number": row.number,
            "issued_on": issued_on.isoformat(),
            "count": len(targets),
            "asks": len(asks),
        }
        digest = rows_digest(_plain(target) for target in targets)
        note_line(ledger, "resolutions.adopt", row, path, post, facts, digest)
        index(row, on(on_day))
        ledger.result = str(len(asks))
        return Adopted(row.pk, len(asks), _over(row.period, on_day))


def close(*, resolution: int, by: Actor, at: datetime, on_day: date, key: str = "") -> None:
    """Close a resolution whose period is over: from now on it is frozen.

    Raises Refused (``resolution.not_in_force``, ``.too_soon``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row = _found(resolution, lock=True)
        if ledger.repeated:
            return
        path = on(on_day)[row.place_id].path
        post, _ = _allowed(by, "resolutions.close", path, on_day)
        if row.state != State.ADOPTED:
            raise NOT_IN_FORCE.refuse(title=row.title)
        if on_day < row.period.end:
            raise TOO_SOON.refuse(day=write_date(row.period.last_day))
        row.state, row.closed_by, row.closed_at = State.CLOSED, by.person, at
        row.save(update_fields=["state", "closed_by", "closed_at"])
        note_line(ledger, "resolutions.close", row, path, post, {"number": row.number})


# -- parts -----------------------------------------------------------------------------------------


def stamp(target: Target) -> str:
    """What a form keeps of a target it shows, so that a change made meanwhile is seen."""
    return rows_digest([_plain(target)])[:24]


def _found(resolution: int, *, lock: bool = False) -> Resolution:
    rows = Resolution.objects.all()
    row = (rows.select_for_update(no_key=True) if lock else rows).filter(pk=resolution).first()
    if row is None:
        raise GONE.refuse()
    return row


def _target(target: int) -> Target:
    row = Target.objects.select_related("indicator").filter(pk=target).first()
    if row is None:
        raise GONE.refuse()
    return row


def _allowed(by: Actor, operation: str, path: Path, day: date) -> tuple[Post, list[str]]:
    decision = may(by, operation, Locus(path), on=day)
    return decision.require(), sorted(decision.people)


def draft_to_change(resolution: int, by: Actor, day: date) -> tuple[Resolution, Path, Post]:
    """The draft, locked, after whoever changes it was added to those who answer for it."""
    row = _found(resolution, lock=True)
    path = on(day)[row.place_id].path
    post, people = _allowed(by, "resolutions.draft", path, day)
    if row.state != State.DRAFT:
        raise NOT_A_DRAFT.refuse(title=row.title)
    hands = sorted({*row.hands, *people})
    if hands != row.hands:
        row.hands = hands
        row.save(update_fields=["hands"])
    return row, path, post


def _fill(row: Resolution, new: NewResolution) -> None:
    row.place_id = new.place
    row.first, row.months = new.period.first, new.period.months
    row.issuer, row.issuer_en = new.issuer, new.issuer_en
    row.title, row.title_en = new.title, new.title_en
    row.motto, row.motto_en = new.motto, new.motto_en
    row.on_track, row.at_risk = new.on_track, new.at_risk
    row.last_targets, row.last_met = new.last_targets, new.last_met


def _write_prongs(row: Resolution, prongs: Iterable[NewProng]) -> None:
    wanted: dict[int, NewProng] = {}
    for new in prongs:
        if new.number in wanted:
            raise PRONG_TWICE.refuse(number=new.number)
        wanted[new.number] = new
    for old in row.prongs.all():
        if old.number in wanted:
            continue
        if old.targets.exists():
            raise PRONG_IN_USE.refuse(number=old.number)
        old.delete()
    for new in wanted.values():
        texts = {"name": new.name, "name_en": new.name_en}
        texts |= {"short": new.short, "short_en": new.short_en}
        Prong.objects.update_or_create(resolution=row, number=new.number, defaults=texts)


def _with_indicator(
    targets: Sequence[NewTarget], indicator: NewIndicator | None, by: Actor, at: datetime
) -> Sequence[NewTarget]:
    """The targets with the key of the indicator that is made with them."""
    if indicator is None:
        return targets
    (made,) = add_indicators(indicators=[indicator], by=by, at=at)
    return [replace(one, indicator=made.pk) if one.indicator == FRESH else one for one in targets]


def _built(row: Resolution, targets: Sequence[NewTarget], *, taken: dict[int, str]) -> list[Target]:
    prongs = dict(row.prongs.values_list("number", "pk"))
    indicators = Indicator.objects.in_bulk([new.indicator for new in targets])
    bodies = Body.objects.in_bulk([new.owner_body for new in targets])
    made = []
    for new in targets:
        if not 1 <= new.number <= MOST_NUMBER:
            raise BAD_NUMBER.refuse(number=new.number, most=MOST_NUMBER)
        if new.number in taken:
            raise NUMBER_TAKEN.refuse(number=new.number, name=taken[new.number])
        if new.prong is not None and new.prong not in prongs:
            raise NO_PRONG.refuse(number=new.prong)
        if new.indicator not in indicators or new.owner_body not in bodies:
            raise GONE.refuse()
        taken[new.number] = new.name
        target = new_row(new, indicators[new.indicator])
        target.resolution = row
        target.prong_id = prongs[new.prong] if new.prong is not None else None
        build(target, row.period, indicators[new.indicator].decimals)
        made.append(target)
    return made


def new_row(new: NewTarget, indicator: Indicator) -> Target:
    """The row for `new`, not stored and without resolution and prong yet."""
    recognised = new.recognised
    return Target(
        number=new.number,
        field=new.field,
        field_en=new.field_en,
        name=new.name,
        name_en=new.name_en,
        sentence=new.sentence,
        sentence_en=new.sentence_en,
        indicator=indicator,
        kind=new.kind,
        level=new.level,
        high=new.high,
        percent=new.percent,
        names=list(new.names),
        baseline=new.baseline,
        settles=new.settles or indicator.settles,
        milestones=[list(pair) for pair in new.milestones],
        recognised=list(recognised) if isinstance(recognised, tuple) else recognised,
        speaks_for_year=new.speaks_for_year,
        reporters=list(new.reporters),
        owner_body_id=new.owner_body,
        owner_post=new.owner_post,
        owner_post_en=new.owner_post_en,
        public=new.public,
    )


def _check_paper(row: Resolution, number: str, issued_on: date, on_day: date) -> None:
    if not number.strip():
        raise NO_NUMBER.refuse()
    if issued_on > on_day:
        raise NOT_YET_ISSUED.refuse(day=write_date(issued_on), today=write_date(on_day))
    others = Resolution.objects.filter(place_id=row.place_id).exclude(number="")
    for used, title in others.values_list("number", "title"):
        if fold(used) == fold(number):
            raise NUMBER_USED.refuse(number=number.strip(), title=title)


def _over(period: Period, day: date) -> tuple[Period, ...]:
    """The months of `period` that are over on `day`, oldest first."""
    return tuple(one for one in period.parts(Length.MONTH) if one.end <= day)


def _asks(row: Resolution, targets: Iterable[Target], day: date) -> Iterable[NewAsk]:
    bodies = asked_bodies(row.place_id, day)
    for target in targets:
        found = bodies.chosen(target.reporters)
        if not found:
            raise NOBODY_REPORTS.refuse(number=target.number)
        for body in found:
            yield NewAsk(
                indicator=target.indicator_id,
                place=body.place_id,
                body=body.pk,
                first=row.first,
                until=row.first + row.months,
                why=target.reference,
            )


def _plain(target: Target) -> Mapping[str, Plain]:
    """What the journal's digest holds of a target: every column a person typed."""
    return {
        "number": target.number,
        "prong": target.prong_id,
        "field": target.field,
        "name": target.name,
        "sentence": target.sentence,
        "indicator": target.indicator.code,
        "kind": target.kind,
        "level": target.level,
        "high": target.high,
        "percent": target.percent,
        "names": ",".join(target.names),
        "baseline": target.baseline,
        "settles": target.settles,
        "milestones": ",".join(f"{period}={level}" for period, level in target.milestones),
        "reporters": ",".join(target.reporters),
        "speaks_for_year": target.speaks_for_year,
        "owner_body": target.owner_body_id,
        "owner_post": target.owner_post,
        "public": target.public,
    }


def note_line(
    ledger: Ledger,
    action: str,
    row: Resolution,
    path: Path,
    post: Post,
    facts: Mapping[str, Plain],
    rows: str | None = None,
) -> None:
    """Add the line of an action on a resolution; `rows` is the digest of what it wrote."""
    ledger.note(action, row.reference, path, post=post.reference, facts=facts, rows=rows)
