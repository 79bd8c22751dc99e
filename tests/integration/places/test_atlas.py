"""The tree that is kept in memory is never older, nor newer, than what is asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import transaction

from tests.cast import AT, DAY, SINCE, SOURCE
from vedich.apps.journal.actions import open_journal, recording
from vedich.apps.places.actions import NewLink, add_links
from vedich.apps.places.models import Link as LinkRow
from vedich.apps.places.queries import atlas, on, one_atlas
from vedich.core.places import Link, PlaceId


pytestmark = pytest.mark.django_db


class Crash(Exception):
    pass


@pytest.fixture(autouse=True)
def opened() -> None:
    open_journal(sample=True, day=DAY, at=AT)


def add(code: str, name: str, *, start: date = SINCE, until: date | None = None) -> None:
    link = NewLink(Link(PlaceId(code, SINCE), None, start, until, name, "commune"))
    add_links(links=[link], source=SOURCE, by=None, at=AT, on_day=DAY)


def names() -> list[str]:
    return [spot.name for spot in on(DAY)]


def test_a_place_is_there_as_soon_as_it_is_written() -> None:
    assert names() == []
    add("1", "Một")
    assert names() == ["Một"]
    add("2", "Hai")
    assert names() == ["Một", "Hai"]


def test_the_tree_is_read_once_until_it_changes() -> None:
    add("1", "Một")
    assert atlas() is atlas()


def test_a_page_asks_the_database_for_its_tree_once(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    add("1", "Một")
    names()
    with one_atlas(), django_assert_num_queries(1):
        assert names() == ["Một"]
        assert names() == ["Một"]


def test_a_page_that_writes_a_place_shows_it() -> None:
    with one_atlas():
        assert names() == []
        add("1", "Một")
        assert names() == ["Một"]


def test_the_next_page_sees_what_was_written_meanwhile() -> None:
    with one_atlas():
        names()
    add("1", "Một")
    with one_atlas():
        assert names() == ["Một"]


def test_a_transaction_sees_the_place_it_has_just_written() -> None:
    add("1", "Một")
    names()
    with recording(by=None, at=AT):
        add("2", "Hai")
        assert names() == ["Một", "Hai"]
        add("3", "Ba")
        assert names() == ["Một", "Hai", "Ba"]


def test_a_tree_that_was_rolled_back_is_forgotten() -> None:
    add("1", "Một")
    with pytest.raises(Crash), recording(by=None, at=AT):
        add("2", "Hai")
        assert names() == ["Một", "Hai"]
        raise Crash
    assert names() == ["Một"]


def test_another_tree_under_the_same_keys_is_not_taken_for_the_one_rolled_back() -> None:
    for name in ("Một", "Hai"):
        with pytest.raises(Crash), transaction.atomic():
            add("1", name)
            assert names() == [name]
            raise Crash
    assert names() == []


def test_a_refused_action_inside_another_takes_its_places_back() -> None:
    with recording(by=None, at=AT):
        add("1", "Một")
        with pytest.raises(Crash), recording(by=None, at=AT):
            add("2", "Hai")
            assert names() == ["Một", "Hai"]
            raise Crash
        assert names() == ["Một"]
        add("3", "Ba")
    assert names() == ["Một", "Ba"]


def test_a_place_stands_on_its_days_only() -> None:
    add("1", "Một", until=date(2022, 7, 1))
    assert names() == []
    assert [spot.name for spot in on(date(2022, 6, 30))] == ["Một"]
    assert LinkRow.objects.get().stands(date(2022, 6, 30))
