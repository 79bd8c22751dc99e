"""A quantity with the words around it, which is all that a judgement may look at."""

from __future__ import annotations

from dataclasses import dataclass

from vedich.core.documents._cues import Cue
from vedich.core.documents._quantities import Quantity
from vedich.core.documents._sentences import Sentence
from vedich.core.documents._view import View


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a quantity stands. Its own words begin at `clause`, right after the number before it.

    Its quote begins at `since`, right after the item before it: a number that is no item stays in
    the words of the next. The clause that holds it begins at `opening`; the next number, or the end
    of the sentence, is at `after`. `cues` are those of the sentence.
    """

    view: View
    sentence: Sentence
    one: Quantity
    clause: int
    since: int
    opening: int
    after: int
    cues: tuple[Cue, ...]

    @property
    def low(self) -> str:
        """The whole text in lower case."""
        return self.view.low

    @property
    def before(self) -> str:
        """Its own words up to the number."""
        return self.view.low[self.clause : self.one.at]

    @property
    def behind(self) -> str:
        """What follows its unit."""
        return self.view.low[self.one.end : self.after]
