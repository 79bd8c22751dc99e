"""The scorecard in counts: “20/25, of which 4 by estimate” (R9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from vedich.core.targets._judging import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Score:
    """How many targets stand where, from the verified values.

    `counts` are those of what is shown, in the order of Outcome, zeros included; they add up to
    `total`. `by_estimate` are those met that count on an estimate, `awaits_check` those met on
    the reported value only (not in `met`), `overridden` those where a committee's word is shown.
    """

    counts: tuple[tuple[Outcome, int], ...]
    by_estimate: int = 0
    awaits_check: int = 0
    overridden: int = 0

    def __getitem__(self, outcome: Outcome) -> int:
        return dict(self.counts)[outcome]

    @property
    def total(self) -> int:
        """How many targets there are."""
        return sum(count for _, count in self.counts)

    @property
    def met(self) -> int:
        """How many are met: the 20 of “20/25”."""
        return self[Outcome.MET]


def score(verdicts: Iterable[Verdict]) -> Score:
    """The counts of `verdicts`, in any order."""
    cards = list(verdicts)
    shown = Counter(card.shown for card in cards)
    return Score(
        counts=tuple((outcome, shown[outcome]) for outcome in Outcome),
        by_estimate=sum(c.outcome is Outcome.MET and c.verified.by_estimate for c in cards),
        awaits_check=sum(card.awaits_check for card in cards),
        overridden=sum(card.shown is not card.outcome for card in cards),
    )
