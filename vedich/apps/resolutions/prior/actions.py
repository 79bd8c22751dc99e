"""Writing the plan and results of a prior year, deciding what it left unclear, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedich.apps.evidence.actions import keep
from vedich.apps.journal.actions import recording
from vedich.apps.places.queries import on
from vedich.apps.resolutions.models import PriorTarget, PriorYear
from vedich.core.chain import rows_digest
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus
from vedich.formats.sheets.plans import PlanLine
from vedich.rulebook.permits import require


DRAFT: Final = "resolutions.draft"
FIRST: Final = 1990

NOT_A_YEAR = Message(
    code="prior.not_a_year",
    vi="“{value}” không phải năm đã qua. Hãy ghi như 2021.",
    en="“{value}” is no year that is over. Write it like 2021.",
)
GONE = Message(
    code="prior.gone",
    vi="Không còn năm {value} theo báo cáo ở đây. Hãy mở lại trang.",
    en="There is no year {value} as reported here any more. Open the page again.",
)
CLEAR = Message(
    code="prior.clear",
    vi="Báo cáo đã ghi rõ “{name}” đạt hay không, không sửa ở đây. Báo cáo sai thì rút lại năm này "
    "rồi nhập bảng đúng.",
    en="The report says clearly whether “{name}” was met, and that is not changed here. If it is "
    "wrong, take this year back and enter the right table.",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet as it came, with the name it came under; `edited` by hand before it was taken."""

    data: bytes
    name: str
    edited: bool = False


def is_past(year: int, day: date) -> bool:
    """Whether a report about the whole of that year can be there on the day."""
    return FIRST <= year < day.year


def keep_prior(
    *,
    place: int,
    year: int,
    lines: Sequence[PlanLine],
    source: str,
    sheet: Sheet,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> PriorYear:
    """Keep a year as a report had it; one that is there already gives way and stays on record.

    Lines of which nobody knows whether they were met are kept too, and wait for `decide_prior`.
    Raises Refused (``prior.not_a_year``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        path = on(on_day)[place].path
        post = require(by, DRAFT, Locus(path), on=on_day)
        if ledger.repeated:
            return PriorYear.objects.get(pk=int(ledger.result))
        if not is_past(year, on_day):
            raise NOT_A_YEAR.refuse(value=year)
        file = keep(data=sheet.data, name=sheet.name[:200], place=place, path=path, by=by, at=at)
        open_one = PriorYear.objects.filter(place=place, year=year, taken_back_on__isnull=True)
        open_one.update(taken_back_on=on_day)
        made = PriorYear.objects.create(
            place_id=place,
            year=year,
            source=source[:200],
            entered_by=by.person,
            entered_on=on_day,
            file=file,
            edited=sheet.edited,
        )
        PriorTarget.objects.bulk_create(
            _target(made, order, line) for order, line in enumerate(lines, 1)
        )
        met = sum(line.met is True for line in lines)
        unclear = sum(line.met is None for line in lines)
        ledger.note(
            "resolutions.keep_prior",
            made.reference,
            path,
            post=post.reference,
            facts={
                "year": year,
                "count": len(lines),
                "met": met,
                "unclear": unclear,
                "file": file.sha256,
                "edited": sheet.edited,
            },
            rows=rows_digest(
                {"name": line.name, "plan": line.plan, "result": line.result} for line in lines
            ),
        )
        ledger.result = str(made.pk)
        return made


def _target(of: PriorYear, order: int, line: PlanLine) -> PriorTarget:
    return PriorTarget(
        of=of,
        order=order,
        number=line.number,
        group=line.group,
        name=line.name,
        unit=line.unit,
        plan=line.plan,
        result=line.result,
        met=line.met,
        by_hand=line.by_hand,
        by_numbers=line.by_numbers,
        counted=line.counted,
    )


def decide_prior(
    *, target: int, met: bool, by: Actor, at: datetime, on_day: date, key: str = ""
) -> None:
    """Say of a target that the report leaves unclear whether it was met. Said again, it changes.

    Raises Refused (``prior.gone``, ``prior.clear``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        rows = PriorTarget.objects.select_for_update(of=("self",)).select_related("of")
        row = rows.filter(pk=target).first()
        if row is None or row.of.taken_back_on is not None:
            raise GONE.refuse(value=row.of.year if row else target)
        path = on(on_day)[row.of.place_id].path
        post = require(by, DRAFT, Locus(path), on=on_day)
        if row.met is not None and not row.by_hand:
            raise CLEAR.refuse(name=row.name)
        row.met, row.by_hand = met, True
        row.save(update_fields=["met", "by_hand"])
        ledger.note(
            "resolutions.decide_prior",
            row.of.reference,
            path,
            post=post.reference,
            facts={"target": row.order, "met": met},
        )


def take_back_prior(*, prior: int, by: Actor, at: datetime, on_day: date, key: str = "") -> None:
    """Take a prior year back: it is shown nowhere any more. Raises Refused, NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        row = PriorYear.objects.select_for_update().filter(pk=prior).first()
        if row is None or row.taken_back_on is not None:
            raise GONE.refuse(value=row.year if row else prior)
        path = on(on_day)[row.place_id].path
        post = require(by, DRAFT, Locus(path), on=on_day)
        row.taken_back_on = on_day
        row.save(update_fields=["taken_back_on"])
        ledger.note("resolutions.drop_prior", row.reference, path, post=post.reference)
