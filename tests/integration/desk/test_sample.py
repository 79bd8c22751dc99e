"""The demo says what the shelf of samples says, and shows every state there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from vedich.apps.desk.actions import rebuild_sample
from vedich.apps.desk.sample import make_sample
from vedich.apps.desk.sample_cast import SECRETARY
from vedich.apps.desk.sample_reading import MISNAMED, STATED
from vedich.apps.evidence.queries import bytes_of
from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.figures.queries import drift
from vedich.apps.journal.queries import audit, head, pinned_day, register
from vedich.apps.people.models import Person
from vedich.apps.people.queries import actor
from vedich.apps.places.queries import on
from vedich.apps.resolutions.links import text_link
from vedich.apps.resolutions.models import ProposalRow, Resolution, Target
from vedich.apps.resolutions.reading.levels import scaled
from vedich.apps.resolutions.reading.matching import matches
from vedich.apps.resolutions.standing import Line, Numbers, Stretch, lines, number_of, targets_of
from vedich.apps.returns.models import Return
from vedich.apps.tasks.models import (
    Charge,
    Check,
    DueChange,
    Holding,
    Milestone,
    Task,
    TaskAfter,
)
from vedich.apps.tasks.queries import (
    Pace,
    needs,
    standing_of,
    standing_on,
    unchecked,
    unclear_of,
    unclear_rows,
)
from vedich.apps.tasks.reporting import missing_evidence
from vedich.core.needs import State
from vedich.core.numbers import write_number
from vedich.core.permits import Actor
from vedich.core.targets import LIFT, AtLeast, AtMost, NamedSet, Outcome
from vedich.rulebook.samples import SampleTarget, cho_lach_2022, document


pytestmark = [pytest.mark.slow, pytest.mark.django_db]

YEAR = cho_lach_2022()


def silent(doing: str, done: int, steps: int) -> None:
    pass


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, made once for this module and swept away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_sample(chance=Random(2022), step=silent)
    yield
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def found() -> dict[int, Line]:
    """Every target of the demo's resolution as judged on its day, by number."""
    resolution = Resolution.objects.get()
    tree = on(YEAR.known_by)
    rows = targets_of(resolution)
    spot = tree[resolution.place_id]
    numbers = Numbers.read(rows, spot, tree, Stretch.of(resolution.period, YEAR.known_by))
    return {line.row.number: line for line in lines(resolution, rows, numbers)}


def test_every_target_comes_to_what_the_shelf_says(found: dict[int, Line]) -> None:
    for target in YEAR.targets:
        line = found[target.number]
        verified = None if target.verified is None else target.verified * LIFT
        assert _shown(target, number_of(line.core, line.verified)) == _shown(target, verified)
        last = number_of(line.core, line.reported)
        assert _shown(target, last) == _shown(target, target.series[-1] * LIFT)


def test_every_month_comes_to_what_the_shelf_says(found: dict[int, Line]) -> None:
    for target in YEAR.targets:
        if not isinstance(target.target.kind, NamedSet):
            told = [_shown(target, value) for value in found[target.number].series]
            assert told == [_shown(target, value * LIFT) for value in target.series], target.number


def _shown(target: SampleTarget, value: int | None) -> str | None:
    of = target.indicator
    scale = of.measure.value_scale
    return None if value is None else write_number(value, decimals=scale, show=of.shown)


# -- the document ----------------------------------------------------------------------------------


def test_the_document_says_of_every_target_what_the_shelf_says() -> None:
    read = {one.number: (one.kind, one.level, tuple(one.names)) for one in _targets()}
    assert read == {target.number: _committed(target) for target in YEAR.targets}


def _committed(target: SampleTarget) -> tuple[str, int | None, tuple[str, ...]]:
    match target.target.kind:
        case AtLeast(level):
            return "at_least", level, ()
        case AtMost(level):
            return "at_most", level, ()
        case NamedSet(names):
            return "named_set", None, names
        case other:
            raise AssertionError(other)


def _targets() -> list[Target]:
    return list(Target.objects.select_related("proposal", "text", "indicator").order_by("number"))


def test_every_target_links_to_its_sentence_in_the_kept_document() -> None:
    for target in _targets():
        assert target.text is not None
        assert target.text_number == target.proposal.number
        text = target.text.frozen.text
        words = text[target.proposal.start : target.proposal.end]
        assert target.sentence in text
        assert words in target.sentence or target.sentence in words
    (kept,) = {target.text.frozen.file for target in _targets() if target.text}
    assert bytes_of(kept) == document()


def test_the_passport_leads_to_the_words_marked_in_the_document(client: Client) -> None:
    client.force_login(Person.objects.get(username=SECRETARY))
    target = Target.objects.get(number=23)
    found = client.get(f"/nq/{target.resolution_id}/chi-tieu/23/ho-chieu").content.decode()
    link = text_link(target)
    assert f'href="{link}"' in found
    paper = client.get(link).content.decode()
    assert f'id="{link.partition("#")[2]}"' in paper
    assert "lên 62%" in paper


def test_a_baseline_that_the_document_states_is_the_shelf_s() -> None:
    shelf = {target.indicator.code: target.target.baseline for target in YEAR.targets}
    rows = ProposalRow.objects.filter(kind="baseline").select_related("indicator", "figure")
    for row in rows:
        assert row.indicator is not None
        read = scaled(Decimal(row.value), row.unit, row.indicator)
        assert read == shelf[row.indicator.code]


def test_every_proposal_was_decided_and_only_names_were_put_right() -> None:
    rows = ProposalRow.objects.all()
    assert not rows.filter(state__in=["open", "rejected"]).exists()
    kept = ("kind", "comparator", "value", "high", "unit", "deadline", "lead", "time", "product")
    for row in rows:
        assert {key: getattr(row, key) for key in kept if key in row.machine} == {
            key: row.machine[key] for key in kept if key in row.machine
        }


def test_a_name_that_the_reader_has_learned_is_no_longer_put_right() -> None:
    corrected = ProposalRow.objects.filter(state="corrected")
    assert set(MISNAMED) == {row.machine["name"] for row in corrected}


def test_the_catalogue_proposes_the_right_indicator_for_most_targets() -> None:
    catalogue = list(Indicator.objects.all())
    best = [
        next((one.code for one in matches(row.machine["name"], row.unit, catalogue, "vi")), "")
        for row in ProposalRow.objects.filter(target__isnull=False).order_by("number")
    ]
    right = [target.indicator.code for target in YEAR.targets]
    assert sum(one == code for one, code in zip(best, right, strict=True)) >= 22


def test_what_the_document_says_of_the_year_before_is_a_figure_nobody_verified() -> None:
    figures = Figure.objects.filter(source__startswith="text:", current=True)
    assert set(STATED.values()) <= set(figures.values_list("indicator__code", flat=True))
    assert not figures.filter(verified=True).exists()


# -- states ----------------------------------------------------------------------------------------


def test_the_outcomes_are_a_mix_of_all_that_there_are(found: dict[int, Line]) -> None:
    seen = {line.verdict.shown for line in found.values() if line.verdict}
    assert seen >= {
        Outcome.MET,
        Outcome.ON_TRACK,
        Outcome.AT_RISK,
        Outcome.HARD,
        Outcome.NO_FIGURE,
        Outcome.AT_LEVEL,
    }
    verdicts = [line.verdict for line in found.values() if line.verdict]
    assert any(one.verified.by_estimate for one in verdicts)
    assert any(one.awaits_decision for one in verdicts)
    assert any(line.verified != line.reported for line in found.values())


def test_returns_show_every_turn() -> None:
    states = set(Return.objects.values_list("state", flat=True))
    assert states == {
        State.DRAFT.value,
        State.SUBMITTED.value,
        State.ACCEPTED.value,
        State.RETURNED.value,
        State.REOPEN_ASKED.value,
    }
    late = Return.objects.filter(state=State.DRAFT, due__lt=YEAR.known_by)
    assert late.count() == YEAR.places.late


def test_figures_were_checked_one_by_one_and_swept() -> None:
    assert Figure.objects.filter(verified=True, swept=True).exists()
    assert Figure.objects.filter(verified=True, swept=False).exists()
    assert Figure.objects.exclude(why="").exists()
    assert Figure.objects.filter(basis="estimate", verified=True).exists()
    assert Figure.objects.exclude(oddities=[]).exists()


# -- who answers for what --------------------------------------------------------------------------


def leader() -> Actor:
    return actor(Person.objects.get(username="tam"), YEAR.known_by)


def test_tasks_show_every_state_and_a_few_are_late() -> None:
    states = set(Task.objects.values_list("state", flat=True))
    assert states == {"open", "claimed", "closed"}
    going = Task.objects.filter(state="open")
    late = [task for task in going if standing_of(task, YEAR.known_by).pace is Pace.LATE]
    assert len(late) == 8
    assert 230 <= Task.objects.count() <= 250
    assert unclear_rows(Task.objects.all()).count() == 17
    assert Task.objects.filter(accountable__isnull=True).count() == 4


def test_tasks_wait_come_again_were_moved_and_passed_on() -> None:
    assert TaskAfter.objects.exists()
    assert DueChange.objects.exclude(why="").count() == 2
    assert Holding.objects.filter(until__isnull=False).count() == 1
    again = Task.objects.filter(again_of__isnull=False)
    assert again.count() == 8
    assert all(task.due_on and task.due_on > YEAR.known_by for task in again)
    taken = Task.objects.filter(proposal__isnull=False)
    accepted = ProposalRow.objects.filter(kind="task", state__in=["accepted", "corrected"])
    assert taken.count() == accepted.count()


def test_the_water_pipes_are_told_and_seen_as_the_page_draws_them() -> None:
    task = Task.objects.get(title__startswith="Ống nước cấp 3")
    assert [str(one) for one in unclear_of(task)] == ["authority"]
    steps = [standing_on_step(step) for step in task.milestones.all()]
    assert steps == [("done", 0), ("done", 4), ("late", 7), ("on_time", 0), ("on_time", 0)]
    seen = [(one.found, one.amount, one.reported) for one in task.checks.all()]
    assert seen == [("as_reported", 14, 14), ("differs", 28, 31)]
    assert missing_evidence(task) == ["Biên bản nghiệm thu"]


def standing_on_step(step: Milestone) -> tuple[str, int]:
    found = standing_on(step.due_on, YEAR.known_by, done_on=step.reached_on)
    return found.pace.value, found.late


def test_the_plan_of_the_quarter_is_as_the_page_draws_it() -> None:
    plan = Check.objects.filter(planned_on__gte=date(2022, 7, 1), dropped_on=None)
    made = plan.exclude(found="")
    assert (plan.count(), made.count()) == (24, 7)
    assert plan.filter(found="", planned_on__lt=YEAR.known_by).count() == 2
    counts = {found: made.filter(found=found).count() for found in Check.Found.values if found}
    assert counts == {"as_reported": 4, "differs": 2, "needs_help": 1}
    assert unchecked(Task.objects.all(), YEAR.known_by).count() == 9


def test_a_field_and_a_body_are_nobody_s_yet() -> None:
    found = {need.kind: dict(need.values).get("count") for need in needs(leader(), YEAR.known_by)}
    assert (found["charge.missing"], found["check.unchecked"]) == (2, 9)
    assert "task.handover" not in found
    charges = Charge.objects.filter(until=None)
    assert charges.filter(kind="locality").count() == 11
    assert not charges.filter(field="Dân vận").exists()
    assert not charges.filter(body__name="Bảo hiểm xã hội huyện").exists()


def test_the_needs_of_a_leader_with_all_tasks_are_asked_fast(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    by = leader()
    with django_assert_max_num_queries(18):
        needs(by, YEAR.known_by)


def test_the_tallies_are_those_that_figures_give() -> None:
    assert not list(drift())


def test_the_journal_of_the_demo_holds() -> None:
    assert audit().broken is None
    assert (register().sample, pinned_day()) == (True, YEAR.known_by)


def test_nobody_can_sign_in_by_a_password() -> None:
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_made_anew_from_the_same_seed_it_is_the_same_to_the_last_line() -> None:
    before = head()
    rebuild_sample(chance=Random(2022), step=silent)
    if connection.vendor == "sqlite":
        assert head() == before
    # lines name rows by their keys, and PostgreSQL gives keys out in no order it promises
    assert head().sequence == before.sequence
    assert audit().broken is None
