"""The demo: Chợ Lách 2022 with six months behind it, made anew from a seed (R4, DESIGN §8)."""

from __future__ import annotations

from datetime import date

from vedich.apps.desk.sample_cast import make_cast
from vedich.apps.desk.sample_figures import Chance, figures
from vedich.apps.desk.sample_resolution import adopt_resolution, at
from vedich.apps.desk.sample_rollout import roll_out
from vedich.apps.desk.sample_tasks import assign
from vedich.apps.desk.sample_visits import visit_and_raise
from vedich.apps.desk.sample_year import Months, Step
from vedich.apps.journal.actions import open_journal
from vedich.rulebook.samples import cho_lach_2022
from vedich.rulebook.samples.tree import tree


def make_sample(*, chance: Chance, step: Step) -> None:
    """Fill an empty database with the demo; `step` is told how far it is.

    One seed makes the same year everywhere. Raises Refused (``journal.open_already``).
    """
    year = cho_lach_2022()
    rows = tree(year)
    begin = date(year.period.start.year, 1, 3)
    open_journal(sample=True, day=year.known_by, at=at(begin, 7))
    cast = make_cast(year, rows, at=at(begin, 8), on_day=begin)
    adopt_resolution(year, rows, cast)
    roll_out(year, rows, cast)
    Months(year, rows, cast, list(figures(year, rows, chance))).go_through(step)
    assign(year, rows, cast)
    visit_and_raise(year, cast)
