"""What the clock does by itself: each job once a day, people told, and those above them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tests.cast import VIET_NAM, District
from tests.support.returns import Office, make_office
from tests.support.tasks import give, new
from vedich.apps.desk.clockwork import jobs
from vedich.apps.desk.clockwork.noticing import Noticed, notice_late
from vedich.apps.journal.models import Line, Register
from vedich.apps.notices import runs
from vedich.apps.notices.actions import take_note
from vedich.apps.notices.models import Notice, Run
from vedich.apps.notices.queries import inbox
from vedich.apps.people.models import Person, Post
from vedich.apps.places.offices import office_of, set_office
from vedich.apps.returns.models import Return
from vedich.apps.tasks.models import Task


AT = datetime(2022, 7, 11, 8, 0, tzinfo=VIET_NAM)


def notice(district: District) -> Noticed:
    return notice_late(at=district.at, on_day=district.day)


def late_task(district: District) -> None:
    """The head's task was due a week ago: one notice, nothing else is late."""
    give(district, new(district, due_on=date(2022, 7, 1)))


def told(level: int) -> set[str]:
    rows = Notice.objects.filter(level=level, noted_on=None, settled_on=None)
    return set(rows.values_list("to__username", flat=True))


# -- who is told -----------------------------------------------------------------------------------


def test_whose_turn_it_is_is_told_once(district: District) -> None:
    late_task(district)
    assert notice(district).told == 1
    assert told(0) == {"head"}
    assert notice(district) == Noticed(0, 0, 0)


def test_the_page_says_when_each_was_due_until_it_is_done(
    district: District, client: Client
) -> None:
    late_task(district)
    notice(district)
    client.force_login(district.people["head"])
    assert "hạn 1/7" in client.get("/thong-bao").content.decode()
    Task.objects.update(state=Task.State.CLOSED, ended_on=district.day)
    notice(district.later(1))
    assert "hạn 1/7" not in client.get("/thong-bao").content.decode()


def test_what_is_in_time_is_told_to_nobody(district: District) -> None:
    give(district, new(district, due_on=date(2022, 7, 29)))
    assert notice(district) == Noticed(0, 0, 0)


def test_nobody_answers_and_the_leaders_are_told(district: District) -> None:
    late_task(district)
    notice(district)
    grace = district.later(3)
    assert notice(grace).climbed == 4
    assert told(1) == {"secretary", "deputy", "clerk", "clerk_b"}
    (row, *_) = inbox(Person.objects.get(username="secretary"), "vi")
    assert "Đã nhắc" in row.text
    assert "Đặt ống" in row.text
    assert notice(grace.later(7)) == Noticed(0, 0, 0)


def test_the_office_s_days_of_grace_count(district: District) -> None:
    top = district.place("root")
    to = replace(office_of(top), grace_days=5)
    said: dict[str, Any] = {"by": district.actor("clerk"), "at": district.at}
    set_office(place=top, to=to, on_day=district.day, **said)
    late_task(district)
    notice(district)
    assert notice(district.later(4)).climbed == 0
    assert notice(district.later(7)).climbed == 4


def test_i_know_said_by_whose_turn_it_is_stops_it(district: District) -> None:
    late_task(district)
    notice(district)
    take_note(
        notice=Notice.objects.get().pk,
        by=district.actor("head"),
        at=district.at,
        on_day=district.day,
    )
    for days in range(1, 15):
        assert notice(district.later(days)) == Noticed(0, 0, 0)


def test_what_is_done_is_settled(district: District) -> None:
    late_task(district)
    notice(district)
    Task.objects.update(state=Task.State.CLOSED, ended_on=district.day)
    assert notice(district.later(1)).settled == 1
    assert Notice.objects.get().settled_on == district.later(1).day


def test_a_cell_s_return_goes_to_its_commune_and_then_to_the_district(district: District) -> None:
    office: Office = make_office(district, 6)
    office.send("A1")
    first = notice(district)
    assert first.told > 0
    assert "cell_secretary_2" in told(0)
    assert notice(district.later(3)).climbed > 0
    assert {"official", "official_2"} <= told(1)
    assert "clerk" not in {
        row.to.username
        for row in Notice.objects.filter(level=1, path__contains="|901-02").select_related("to")
    }
    notice(district.later(8))
    assert {"clerk", "secretary"} <= told(2)


def test_everybody_is_asked_before_anything_is_locked(district: District) -> None:
    late_task(district)
    with CaptureQueriesContext(connection) as asked:
        notice(district)
    said = [query["sql"] for query in asked]
    begins = next(n for n, sql in enumerate(said) if sql.startswith(("SAVEPOINT", "BEGIN")))
    assert begins > len(said) - begins
    assert len(said) - begins < 40


def test_who_takes_a_post_over_is_told_and_the_one_before_no_more(district: District) -> None:
    late_task(district)
    notice(district)
    later = district.later(3)
    head = Post.objects.get(person=district.people["head"])
    Post.objects.filter(pk=head.pk).update(person=district.people["outsider"])
    assert notice(later) == Noticed(1, 0, 1)
    assert told(0) == {"outsider"}
    # three days after the first word, but the new one has his own days of grace
    assert notice(later.later(1)).climbed == 0
    assert notice(later.later(5)).climbed == 4


def test_nobody_who_is_locked_out_holds_the_climb_up(district: District) -> None:
    office: Office = make_office(district, 6)
    office.send("A1")
    Person.objects.filter(username="official_2").update(is_active=False)
    notice(district)
    notice(district.later(3))
    assert not Notice.objects.filter(to__username="official_2").exists()


def test_a_step_that_knows_already_is_passed_and_not_stuck_at(district: District) -> None:
    """Who was in charge before has heard of it: it climbs over him all the same."""
    office: Office = make_office(district, 6)
    office.send("A1")
    notice(district)
    own = Notice.objects.filter(to__username="cell_secretary_2").first()
    assert own is not None
    subject = own.subject
    reached = {own.level}
    for name in ("official", "official_2"):
        own.pk, own.to = None, district.people[name]
        own.save()
    for days in (3, 8):
        notice(district.later(days))
        reached |= set(Notice.objects.filter(subject=subject).values_list("level", flat=True))
    assert reached == {0, 1, 2}


# -- the jobs --------------------------------------------------------------------------------------


def real(district: District) -> None:
    Register.objects.update(sample=False, day=None)


def work() -> None:
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


@pytest.fixture
def queued(district: District) -> District:
    """A real database whose returns of June wait to be opened."""
    make_office(district)
    real(district)
    return district


@pytest.mark.django_db(transaction=True)
def test_every_job_of_a_day_is_done_once_whoever_looks(queued: District) -> None:
    assert list(jobs.enqueue_due(AT)) == list(jobs.JOBS)
    assert list(jobs.enqueue_due(AT)) == []
    work()
    assert set(Run.objects.values_list("state", flat=True)) == {"done"}
    assert Return.objects.exists()
    lines = Line.objects.count()
    assert list(jobs.enqueue_due(AT + timedelta(hours=3))) == []
    work()
    assert Line.objects.count() == lines


@pytest.mark.django_db(transaction=True)
def test_the_mail_waits_for_the_morning(queued: District) -> None:
    early = AT.replace(hour=0, minute=10)
    assert list(jobs.enqueue_due(early)) == ["open", "rounds", "matters", "waiting"]


def test_a_sample_has_no_jobs(district: District) -> None:
    assert list(jobs.enqueue_due(AT)) == []
    assert not Run.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_tried_again_and_a_lost_one_too(queued: District) -> None:
    first = runs.take("rounds", AT.date(), at=AT)
    assert first is not None
    runs.failed(first, at=AT, fault="OSError")
    assert runs.take("rounds", AT.date(), at=AT) is None
    again = AT + runs.wait(1)
    second = runs.take("rounds", AT.date(), at=again)
    assert second == runs.Turn(first.run, 2)
    # its process is gone: after the lease it is anybody's
    assert runs.take("rounds", AT.date(), at=again + timedelta(minutes=1)) is None
    third = runs.take("rounds", AT.date(), at=again + runs.LEASE)
    assert third == runs.Turn(first.run, 3)
    runs.done(third, at=again + runs.LEASE)
    assert runs.take("rounds", AT.date(), at=again + timedelta(hours=5)) is None


@pytest.mark.django_db(transaction=True)
def test_a_turn_that_another_one_took_over_does_nothing_any_more(queued: District) -> None:
    assert list(jobs.enqueue_due(AT)) == list(jobs.JOBS)
    # nobody worked for longer than the lease; another server queues everything anew
    later = AT + runs.LEASE
    assert list(jobs.enqueue_due(later)) == list(jobs.JOBS)
    assert DBTaskResult.objects.count() == 2 * len(jobs.JOBS)
    work()
    assert set(Run.objects.values_list("state", "attempts")) == {("done", 2)}
    did = [result.return_value for result in DBTaskResult.objects.order_by("enqueued_at")]
    assert not any(did[: len(jobs.JOBS)])
    assert any(did[len(jobs.JOBS) :])


@pytest.mark.django_db(transaction=True)
def test_the_slower_of_two_cannot_give_a_job_free_again(queued: District) -> None:
    slow = runs.take("rounds", AT.date(), at=AT)
    quick = runs.take("rounds", AT.date(), at=AT + runs.LEASE)
    assert slow is not None
    assert quick is not None
    runs.failed(slow, at=AT + runs.LEASE, fault="OSError")
    assert runs.lasts(quick)
    runs.done(quick, at=AT + runs.LEASE, count=7)
    (last,) = [one for one in runs.book() if one.job == "rounds"]
    assert (last.state, last.fault, last.count) == ("done", "", 7)


@pytest.mark.django_db(transaction=True)
def test_the_queue_forgets_what_is_long_done(queued: District) -> None:
    jobs.enqueue_due(AT)
    work()
    DBTaskResult.objects.update(enqueued_at=AT)
    assert jobs.enqueue_due(AT + jobs.KEPT + timedelta(days=1))
    assert DBTaskResult.objects.count() == len(jobs.JOBS)


@pytest.mark.django_db(transaction=True)
def test_the_next_day_does_what_the_last_one_missed(queued: District) -> None:
    turn = runs.take("rounds", AT.date(), at=AT)
    assert turn is not None
    assert runs.take("rounds", AT.date() + timedelta(days=1), at=AT + timedelta(days=1))
    assert Run.objects.get(pk=turn.run).state == "missed"
    (last,) = [one for one in runs.book() if one.job == "rounds"]
    assert last.done_on is None
