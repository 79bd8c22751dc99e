"""Whatever people try with a return, it never leaves the table of its life (R18), nor the tallies.

Random moves by random people on one return, in a real database: each is either carried out as the
table of core.needs has it, with a step, or refused and leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import make_district
from tests.support.returns import ROAD, Office, make_office
from vedich.apps.figures.models import Figure
from vedich.apps.figures.queries import drift
from vedich.apps.journal.models import Line
from vedich.apps.returns import actions
from vedich.apps.returns.models import Step
from vedich.core.errors import Refused
from vedich.core.needs import STEPS, Move, State


PEOPLE = ("cell_secretary", "cell_secretary_2", "official", "official_2", "clerk", "outsider")
REASONS = ("", "Nhầm tổ 3")


def submit(office: Office, by: str, reason: str) -> None:
    office.send("A1", by=by, changed={ROAD: {"part": len(reason), "confirmed": ("jump_up",)}})


def check(office: Office, by: str, _: str) -> None:
    actions.check(figures=office.figures("A1"), **office.when(by))


def mend(office: Office, by: str, reason: str) -> None:
    rows = Figure.objects.filter(current=True, indicator=office.indicators[ROAD])
    row = rows.filter(body=office.district.body("A1")).first()
    if row:
        actions.mend_figure(
            figure=row.pk, part=Step.objects.count(), whole=None, reason=reason, **office.when(by)
        )


def reasoned(action: Callable[..., None]) -> Callable[[Office, str, str], None]:
    def tried(office: Office, by: str, reason: str) -> None:
        action(of=office.of("A1").pk, reason=reason, **office.when(by))

    return tried


MOVES: dict[Move | None, Callable[[Office, str, str], None]] = {
    Move.SUBMIT: submit,
    Move.ACCEPT: check,
    Move.WITHDRAW: reasoned(actions.withdraw),
    Move.SEND_BACK: reasoned(actions.send_back),
    Move.ASK_REOPEN: reasoned(actions.ask_reopen),
    Move.REOPEN: reasoned(actions.reopen),
    Move.KEEP_ACCEPTED: reasoned(actions.keep_accepted),
    None: mend,
}
TRIES = st.lists(
    st.tuples(
        st.sampled_from([*MOVES]),
        # those who may are tried more often, or hardly anything would happen
        st.sampled_from((*PEOPLE, "cell_secretary", "official", "cell_secretary", "official")),
        st.sampled_from(REASONS),
    ),
    max_size=14,
)
ALLOWED = {(step.before, step.move, step.after) for step in STEPS}


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TRIES)
def test_no_walk_leaves_the_table(tries: list[tuple[Move | None, str, str]]) -> None:
    with transaction.atomic():
        office = make_office(make_district(), 6)
        for what, by, reason in tries:
            _try(office, what, by, reason)
        assert drift() == []
        transaction.set_rollback(True)


def _try(office: Office, what: Move | None, by: str, reason: str) -> None:
    before, steps, lines = office.state("A1"), Step.objects.count(), Line.objects.count()
    try:
        # a refusal takes its own changes back, as the view's request does
        with transaction.atomic():
            MOVES[what](office, by, reason)
    except Refused:
        assert (office.state("A1"), Step.objects.count()) == (before, steps)
        assert Line.objects.count() == lines
        return
    made = Step.objects.all()[steps:]
    after = office.state("A1")
    assert len(made) == (after is not before)
    for step in made:
        assert step.move == what
        assert (State(step.before), Move(step.move), State(step.after)) in ALLOWED
        assert (State(step.before), State(step.after)) == (before, after)
    _figures_agree(office, after)


def _figures_agree(office: Office, state: State) -> None:
    """What stands in the tallies follows from where the return stands."""
    row = Figure.objects.filter(current=True, indicator=office.indicators[ROAD]).first()
    if state is State.DRAFT:
        assert row is None
    elif state is State.WITHDRAWN:
        assert row is not None and row.part is None
    else:
        assert row is not None and row.part is not None
    if state in (State.REOPENED, State.WITHDRAWN):
        assert not Figure.objects.filter(current=True, verified=True).exists()
