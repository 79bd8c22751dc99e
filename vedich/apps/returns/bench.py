"""The figures that wait at one office for one period, sorted into odd, rest and drawn (R9, R20).

What the checker's page shows and what a sweep accepts come from here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.figures.models import Figure
from vedich.apps.journal.models import Line
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, atlas
from vedich.apps.returns.hands import OPENED, TO_CHECK, bodies_below, subject_of
from vedich.apps.returns.models import Opening, Return
from vedich.core.needs import State
from vedich.core.periods import Period
from vedich.core.permits import Actor
from vedich.core.sampling import draw


DRAWN: Final = 10
"""So many figures are opened before the rest is accepted together (R9)."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The returns of one period that one office checks, and the unchecked figures in them.

    `opened` has the figures that were drawn and looked at, with what was found.
    """

    place: int
    period: Period
    returns: Sequence[Return]
    figures: Sequence[Figure]
    opened: Mapping[int, bool]
    seed: str

    def waiting(self) -> Sequence[Figure]:
        """Figures to be checked, of returns that are with the checker."""
        here = {of.reference for of in self.returns if State(of.state) in TO_CHECK}
        return [row for row in self.figures if row.source in here]

    def own(self, people: frozenset[str]) -> Sequence[Figure]:
        """Waiting figures that one of `people` entered: somebody else must check them."""
        return [row for row in self.waiting() if _entered(row) & people]

    def odd(self, people: frozenset[str]) -> Sequence[Figure]:
        """Waiting figures that looked odd when they were typed."""
        return [row for row in self._others(people) if row.oddities]

    def taken_out(self, people: frozenset[str]) -> Sequence[Figure]:
        """Waiting figures of returns in which a drawn figure did not agree; not odd themselves."""
        out = self._mismatched()
        return [row for row in self._others(people) if row.source in out and not row.oddities]

    def rest(self, people: frozenset[str]) -> Sequence[Figure]:
        """Waiting figures in their usual step, which a sweep accepts together."""
        out = self._mismatched()
        return [row for row in self._others(people) if row.source not in out and not row.oddities]

    def drawn(self, people: frozenset[str]) -> Sequence[Figure]:
        """The figures of the rest to be opened first, in the order of the draw."""
        rest = {key_of(row): row for row in self.rest(people)}
        return [rest[key] for key in draw(self.seed, rest, DRAWN)]

    def _others(self, people: frozenset[str]) -> Iterable[Figure]:
        return (row for row in self.waiting() if not _entered(row) & people)

    def _mismatched(self) -> frozenset[str]:
        return frozenset(row.source for row in self.waiting() if self.opened.get(row.pk) is False)


def key_of(row: Figure) -> str:
    """What stands for a figure in a draw."""
    return row.reference


def benches(places: Mapping[int, date], since: int) -> Sequence[Bench]:
    """One bench for each place (with its day) and period that starts from month `since` on.

    The newest period first; places in the order given. The number of queries grows with the
    number of places, which are a person's posts.
    """
    found: list[Bench] = []
    book = atlas()
    for place, day in places.items():
        returns = list(
            Return.objects.filter(first__gte=since, body__in=_bodies(place, book.on(day)))
            .select_related("body")
            .order_by("-first", "months", "pk")
        )
        found.extend(_sorted_out(place, returns, book.on(day)))
    return found


def bench_of(place: int, period: Period, day: date) -> Bench:
    """The bench of one place and period."""
    tree = atlas().on(day)
    returns = list(
        Return.objects.filter(
            first=period.first, months=period.months, body__in=_bodies(place, tree)
        )
        .select_related("body")
        .order_by("pk")
    )
    found = _sorted_out(place, returns, tree)
    return found[0] if found else Bench(place, period, (), (), {}, "")


def people_of(by: Actor) -> frozenset[str]:
    """Whose figures `by` cannot check: his own, and those of whoever lent him a post (R9)."""
    lent = {post.delegated_by for post in by.posts if post.delegated_by}
    return frozenset({by.person, *lent})


def _bodies(place: int, tree: Map) -> Sequence[int]:
    from_tree = bodies_below(place, tree)
    return list(Body.objects.filter(from_tree).values_list("pk", flat=True))


def _sorted_out(place: int, returns: Sequence[Return], tree: Map) -> list[Bench]:
    references = {of.reference: of.period for of in returns}
    figures = list(
        Figure.objects.filter(
            source__in=references, current=True, verified=False, part__isnull=False
        )
        .select_related("indicator", "body")
        .order_by("pk")
    )
    opened = dict(
        Opening.objects.filter(figure__in=[row.pk for row in figures]).values_list(
            "figure_id", "agrees"
        )
    )
    periods: dict[Period, tuple[list[Return], list[Figure]]] = {}
    for of in returns:
        periods.setdefault(references[of.reference], ([], []))[0].append(of)
    for row in figures:
        periods[references[row.source]][1].append(row)
    seeds = _seeds(periods)
    where = tree[place].reference
    return [
        Bench(place, period, those, rows, opened, f"{seeds.get(period, '')}:{where}")
        for period, (those, rows) in periods.items()
    ]


def _seeds(periods: Iterable[Period]) -> Mapping[Period, str]:
    """The digest of the first journal line of each period: fixed before any return came in."""
    by_subject = {subject_of(period): period for period in periods}
    lines = Line.objects.filter(action=OPENED, subject__in=by_subject).order_by("-sequence")
    return {
        by_subject[subject]: digest for subject, digest in lines.values_list("subject", "digest")
    }


def _entered(row: Figure) -> frozenset[str]:
    return frozenset(filter(None, (row.entered_by, row.entered_for)))
