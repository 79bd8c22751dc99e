"""One transaction, its change and its lines: all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import AT, DAY
from vedich.apps.journal.actions import move_day, open_journal, recording
from vedich.apps.journal.models import Key, Line, PageVersion, Register
from vedich.apps.journal.queries import audit, head, page_version, pinned_day
from vedich.core.errors import Refused
from vedich.core.permits import Actor


pytestmark = pytest.mark.django_db

BY = Actor("person:1", ())


class Crash(Exception):
    pass


@pytest.fixture
def opened() -> None:
    open_journal(sample=True, day=DAY, at=AT)


def note(action: str = "test.write", path: tuple[str, ...] = (), key: str = "") -> str:
    with recording(by=BY, at=AT, key=key) as ledger:
        if ledger.repeated:
            return ledger.result
        Key.objects.create(key=f"row {Key.objects.count()}")
        ledger.note(action, "subject", path)
        ledger.result = f"made {action}"
        return "first"


def test_nothing_can_be_written_before_the_journal_is_opened() -> None:
    with pytest.raises(Refused) as refused:
        note()
    assert refused.value.code == "journal.not_open"
    assert not Key.objects.exists()


def test_a_journal_is_opened_once(opened: None) -> None:
    with pytest.raises(Refused) as refused:
        open_journal(sample=False, day=None, at=AT)
    assert refused.value.code == "journal.open_already"
    assert Register.objects.get().sample


def test_the_first_line_says_that_it_is_a_sample_and_which_day(opened: None) -> None:
    assert Line.objects.get().text.count('"day":"2022-07-11","sample":true') == 1


def test_a_crash_leaves_no_line_and_no_change(opened: None) -> None:
    before = head()
    with pytest.raises(Crash), recording(by=BY, at=AT) as ledger:
        Key.objects.create(key="row")
        ledger.note("test.write", "subject", ("a",))
        raise Crash
    assert head() == before
    assert not Key.objects.exists()
    assert not PageVersion.objects.filter(place="a").exists()


def test_after_a_crash_the_next_action_is_recorded(opened: None) -> None:
    with pytest.raises(Crash), recording(by=BY, at=AT):
        raise Crash
    note()
    assert head().sequence == 2


def test_two_actions_in_one_transaction_share_its_number(opened: None) -> None:
    with recording(by=BY, at=AT):
        note("test.first")
        note("test.second")
    rows = Line.objects.filter(action__startswith="test.").values_list("sequence", "transaction")
    assert list(rows) == [(2, 2), (3, 2)]


def test_a_joined_action_that_is_refused_takes_its_own_part_back(opened: None) -> None:
    with recording(by=BY, at=AT):
        note("test.kept")
        with pytest.raises(Crash), recording(by=BY, at=AT) as inner:
            Key.objects.create(key="lost")
            inner.note("test.lost", "subject", ())
            raise Crash
        note("test.kept_too")
    actions = Line.objects.exclude(action="journal.open").values_list("action", flat=True)
    assert list(actions) == ["test.kept", "test.kept_too"]
    assert not Key.objects.filter(key="lost").exists()


def test_a_key_that_comes_again_answers_as_the_first_time(opened: None) -> None:
    assert note(key="form 1") == "first"
    assert note(key="form 1") == "made test.write"
    assert Line.objects.filter(action="test.write").count() == 1


def test_a_key_is_somebodys_own(opened: None) -> None:
    note(key="form 1")
    with recording(by=Actor("person:2", ()), at=AT, key="form 1") as ledger:
        assert not ledger.repeated


def test_a_key_of_an_action_that_was_refused_is_free_again(opened: None) -> None:
    with pytest.raises(Crash), recording(by=BY, at=AT, key="form 1"):
        raise Crash
    assert note(key="form 1") == "first"


def test_a_line_raises_the_version_of_every_place_on_its_path(opened: None) -> None:
    note(path=("root", "commune"))
    note(path=("root",))
    assert (page_version("root"), page_version("commune"), page_version("elsewhere")) == (2, 1, 0)
    assert page_version() == 3


def test_an_instant_without_a_zone_is_a_slip_of_ours(opened: None) -> None:
    with pytest.raises(ValueError), recording(by=BY, at=AT.replace(tzinfo=None)):
        raise AssertionError


def test_the_day_of_a_sample_moves_and_the_journal_says_so(opened: None) -> None:
    move_day(to=date(2022, 7, 12), by=BY, at=AT)
    assert pinned_day() == date(2022, 7, 12)
    assert Line.objects.get(action="journal.move_day").actor == "person:1"
    assert audit().broken is None


def test_the_day_of_a_real_database_does_not_move() -> None:
    open_journal(sample=False, day=None, at=AT)
    with pytest.raises(Refused) as refused:
        move_day(to=DAY, by=BY, at=AT)
    assert refused.value.code == "journal.not_sample"
