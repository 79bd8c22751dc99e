"""What is done with figures: recorded, checked, unchecked, asked for, carried on, rebuilt.

Every action moves the tallies of all places above in the same transaction (DESIGN §3.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from vedich.apps.figures.asking import NewAsk, carry, expect, write_asks
from vedich.apps.figures.audit import rebuild
from vedich.apps.figures.catalogue import NewIndicator, add_indicators, from_catalogue
from vedich.apps.figures.entry import NO_REASON, NewFigure, check_entries
from vedich.apps.figures.models import Check, Figure, Indicator
from vedich.apps.figures.opening import portions
from vedich.apps.figures.recording import Done, Stand, checker, done, lock, move_tallies, note
from vedich.apps.figures.series import Key, Known, Series
from vedich.apps.journal.actions import recording
from vedich.apps.places.models import Body
from vedich.apps.places.queries import atlas
from vedich.core.errors import Message
from vedich.core.periods import Period
from vedich.core.permits import Actor, Locus, Path, Post, second_person
from vedich.rulebook.permits import require


__all__ = [
    "NewAsk",
    "NewFigure",
    "NewIndicator",
    "add_indicators",
    "carry",
    "check_figures",
    "expect",
    "from_catalogue",
    "rebuild",
    "record_figures",
    "uncheck_figures",
    "write_asks",
]

UNKNOWN_FIGURE = Message(
    code="figures.unknown",
    vi="Không có số liệu nào mang mã {figure}. Hãy mở lại trang rồi chọn.",
    en="There is no figure with the key {figure}. Open the page again and choose.",
)
REPLACED = Message(
    code="figures.replaced",
    vi="“{name}” kỳ {period} vừa được sửa, số đang xem không còn. Hãy mở lại trang để xem số mới.",
    en="“{name}” of {period} has just been changed, so this figure stands no longer. Open the page "
    "again to see the new one.",
)


def record_figures(
    *, figures: Sequence[NewFigure], operation: str, by: Actor, at: datetime, on_day: date
) -> Sequence[Figure]:
    """Write figures; each replaces the current row of its place, indicator and period, if any.

    `operation`, asked for each figure, is ``returns.send``, ``returns.send_for`` or
    ``figures.mend``, which wants a reason. A figure that says what the current row says already
    makes no new row. Gives the current rows, in the order of `figures`. Raises Refused as
    `entry.check_entries` and `live.roll` do, NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        if ledger.repeated or not figures:
            return []
        stand = Stand(atlas(), on_day)
        check_entries(figures, stand.atlas)
        posts = _posts(figures, operation, by, stand)
        by_id = {new.indicator.pk: new.indicator for new in figures}
        before = lock(_periods((n.place, n.indicator.pk, n.period) for n in figures), by_id, stand)
        old = {row.key: row for rows in before.values() for row in rows}
        kept = _kept(figures, old)
        made: dict[Key, Figure] = {}
        for new, post in zip(figures, posts, strict=True):
            if new.key in kept:
                continue
            if operation == "figures.mend" and new.key in old and not new.reason.strip():
                raise NO_REASON.refuse(name=new.indicator.name, period=new.period)
            made[new.key] = _row(new, post, by, at, on_day)
        for some in portions([old[key].pk for key in made if key in old]):
            Figure.objects.filter(pk__in=some).update(current=False)
        Figure.objects.bulk_create(made.values())
        after = _with(before, {key: Known.of(row) for key, row in made.items()})
        move_tallies(before, after, by_id, stand.atlas)
        changed = [done(row, row.entered_post, stand) for row in made.values()]
        note(ledger, "figures.record", changed, by_id, operation=operation)
        return [made.get(new.key) or kept[new.key] for new in figures]


def check_figures(
    *, figures: Sequence[int], swept: bool, by: Actor, at: datetime, on_day: date
) -> None:
    """Say that these figures (keys of current rows) are right; the verified tallies move (R9).

    By a second person, under a post one level up. `swept`: accepted with a whole list. One checked
    already stays as it is. Raises Refused (``figures.unknown``, ``figures.replaced``,
    ``permit.same_person``, ``permit.not_one_up``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        if ledger.repeated or not figures:
            return
        stand = Stand(atlas(), on_day)
        before, by_id, wanted = _standing(figures, stand)
        fresh = [row for row in wanted if not row.verified]
        paths = _paths(fresh, stand)
        decisions = {path: checker(by, path, on_day) for path in set(paths.values())}
        changed: list[Done] = []
        for row in fresh:
            decision = decisions[paths[row.pk]]
            refusal = second_person(decision.people, {row.entered_by, row.entered_for} - {""})
            if refusal:
                raise refusal
            changed.append(done(row, decision.require().reference, stand))
        Check.objects.bulk_create(
            Check(figure=one.row, by=by.person, post=one.post, at=at, on_day=on_day, swept=swept)
            for one in changed
        )
        for some in portions([row.pk for row in fresh]):
            Figure.objects.filter(pk__in=some).update(verified=True, swept=swept)
        after = _with(before, _marked(fresh, verified=True))
        move_tallies(before, after, by_id, stand.atlas)
        note(ledger, "figures.check", changed, by_id, swept=swept)


def uncheck_figures(
    *,
    figures: Sequence[int],
    by: Actor,
    at: datetime,
    on_day: date,
    operation: str = "returns.check",
) -> None:
    """Let these figures wait for a check once more: their return was opened again.

    One that was never checked, or stands no longer, stays as it is. `operation` is the right that
    is asked for. Raises Refused (``figures.unknown``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        if ledger.repeated or not figures:
            return
        stand = Stand(atlas(), on_day)
        before, by_id, wanted = _standing(figures, stand, replaced_too=True)
        checked = [row for row in wanted if row.verified]
        paths = _paths(checked, stand)
        posts = {path: require(by, operation, Locus(path), on=on_day) for path in paths.values()}
        for some in portions([row.pk for row in checked]):
            checks = Check.objects.filter(figure_id__in=some, undone_at__isnull=True)
            checks.update(undone_at=at)
            Figure.objects.filter(pk__in=some).update(verified=False, swept=False)
        after = _with(before, _marked(checked, verified=False))
        move_tallies(before, after, by_id, stand.atlas)
        changed = [done(row, posts[paths[row.pk]].reference, stand) for row in checked]
        note(ledger, "figures.uncheck", changed, by_id)


# -- rows ------------------------------------------------------------------------------------------


def _periods(of: Iterable[tuple[int, int, Period]]) -> dict[tuple[int, int], set[Period]]:
    found: dict[tuple[int, int], set[Period]] = {}
    for place, indicator, period in of:
        found.setdefault((place, indicator), set()).add(period)
    return found


def _kept(figures: Sequence[NewFigure], old: Mapping[Key, Known]) -> dict[Key, Figure]:
    """The current rows that say already what `figures` say."""
    alike = [new for new in figures if new.same_numbers(old.get(new.key))]
    rows = Figure.objects.in_bulk([old[new.key].pk for new in alike]) if alike else {}
    found = {new.key: rows[old[new.key].pk] for new in alike}
    return {new.key: found[new.key] for new in alike if new.same_words(found[new.key])}


def _with(before: Series, new: Mapping[Key, Known]) -> Series:
    """The rows `before`, those in `new` in place of theirs or added."""
    kept = {key: [row for row in rows if row.key not in new] for key, rows in before.items()}
    for key, row in new.items():
        kept[key[:2]].append(row)
    return kept


def _marked(rows: Iterable[Figure], *, verified: bool) -> dict[Key, Known]:
    found = (Known.of(row)._replace(verified=verified) for row in rows)
    return {row.key: row for row in found}


def _row(new: NewFigure, post: Post, by: Actor, at: datetime, on_day: date) -> Figure:
    return Figure(
        place_id=new.place,
        indicator=new.indicator,
        first=new.period.first,
        months=new.period.months,
        part=new.part,
        whole=new.whole,
        basis=new.basis,
        body_id=new.body,
        entered_by=by.person,
        entered_post=post.reference,
        # whoever lent the post answers for the figure too, and must not check it
        entered_for=new.entered_for or post.delegated_by or "",
        entered_at=at,
        entered_on=on_day,
        source=new.source,
        reason=new.reason,
        why=new.why,
        request=new.request,
        oddities=list(new.oddities),
    )


def _standing(
    figures: Sequence[int], stand: Stand, *, replaced_too: bool = False
) -> tuple[Series, dict[int, Indicator], list[Figure]]:
    """The current rows around `figures`, their indicators, and the rows `figures` names.

    Raises Refused for a key nobody has, and for a replaced figure unless `replaced_too`.
    """
    named = Figure.objects.select_related("indicator").in_bulk(sorted(set(figures)))
    for key in figures:
        if key not in named:
            raise UNKNOWN_FIGURE.refuse(figure=key)
    by_id = {row.indicator_id: row.indicator for row in named.values()}
    rows = named.values()
    before = lock(_periods((r.place_id, r.indicator_id, r.period) for r in rows), by_id, stand)
    current = {row.pk: row for found in before.values() for row in found}
    for key, row in named.items():
        if key in current:
            # somebody may have checked it before we held the place; the rest of a row never changes
            row.verified = bool(current[key].verified)
        elif not replaced_too:
            raise REPLACED.refuse(name=row.indicator.name, period=row.period)
    return before, by_id, [row for key, row in named.items() if key in current]


# -- rights ----------------------------------------------------------------------------------------


def _posts(figures: Sequence[NewFigure], operation: str, by: Actor, stand: Stand) -> Sequence[Post]:
    bodies = Body.objects.in_bulk({new.body for new in figures})
    paths = [stand.path(new.place, bodies[new.body], new.period) for new in figures]
    posts = {path: require(by, operation, Locus(path), on=stand.on_day) for path in set(paths)}
    return [posts[path] for path in paths]


def _paths(rows: Sequence[Figure], stand: Stand) -> dict[int, Path]:
    bodies = Body.objects.in_bulk({row.body_id for row in rows})
    return {row.pk: stand.path(row.place_id, bodies[row.body_id], row.period) for row in rows}
