"""Writing the plan and results of a prior year, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

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

UNCLEAR = Message(
    code="prior.unclear",
    vi="{count} chỉ tiêu chưa rõ đạt hay không. Hãy thêm cột đánh giá, hoặc ghi số cho đủ.",
    en="Of {count} targets it is not clear whether they were met. Add a column that says so.",
)
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


def keep_prior(
    *,
    place: int,
    year: int,
    lines: Sequence[PlanLine],
    source: str,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> PriorYear:
    """Keep a year as a report had it; one that is there already gives way and stays on record.

    Raises Refused (``prior.unclear``, ``prior.not_a_year``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        path = on(on_day)[place].path
        post = require(by, DRAFT, Locus(path), on=on_day)
        if ledger.repeated:
            return PriorYear.objects.get(pk=int(ledger.result))
        if not FIRST <= year < on_day.year:
            raise NOT_A_YEAR.refuse(value=year)
        unclear = sum(line.met is None for line in lines)
        if unclear:
            raise UNCLEAR.refuse(count=unclear)
        open_one = PriorYear.objects.filter(place=place, year=year, taken_back_on__isnull=True)
        open_one.update(taken_back_on=on_day)
        made = PriorYear.objects.create(
            place_id=place,
            year=year,
            source=source[:200],
            entered_by=by.person,
            entered_on=on_day,
        )
        PriorTarget.objects.bulk_create(
            PriorTarget(
                of=made,
                order=order,
                number=line.number,
                group=line.group,
                name=line.name,
                unit=line.unit,
                plan=line.plan,
                result=line.result,
                met=bool(line.met),
                by_numbers=line.by_numbers,
            )
            for order, line in enumerate(lines, 1)
        )
        met = sum(bool(line.met) for line in lines)
        ledger.note(
            "resolutions.keep_prior",
            made.reference,
            path,
            post=post.reference,
            facts={"year": year, "count": len(lines), "met": met},
            rows=rows_digest(
                {"name": line.name, "plan": line.plan, "result": line.result} for line in lines
            ),
        )
        ledger.result = str(made.pk)
        return made


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
