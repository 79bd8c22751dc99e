"""Accepted tasks of a resolution become tasks, each once, with their sentence (R9, R15)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.refusals import refused
from tests.support.tasks import post_of
from vedich.apps.evidence.models import File, Frozen
from vedich.apps.places.models import Body
from vedich.apps.resolutions.models import ProposalRow, Resolution, ResolutionText
from vedich.apps.tasks.actions import NewTask, give_tasks, take_proposals
from vedich.apps.tasks.models import Task
from vedich.apps.tasks.proposing import proposed
from vedich.apps.tasks.queries import unclear_of
from vedich.core.permits import NotPermitted


LONG = "Vận động nhân dân " + "hiến đất, " * 40 + "làm đường"


def said(year: Year, by: str = "clerk") -> dict[str, Any]:
    district = year.district
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


@pytest.fixture
def rows(year: Year) -> list[ProposalRow]:
    """Five sentences the reader took for tasks; four were accepted."""
    district = year.district
    file = File.objects.create(
        sha256="0" * 64,
        name="nq.txt",
        size=1,
        received_at=district.at,
        received_by="person:1",
        place_id=district.place("root"),
    )
    frozen = Frozen.objects.create(file=file, extractor="1", text="…", blocks=[], tables=[])
    text = ResolutionText.objects.create(
        resolution_id=year.resolution,
        frozen=frozen,
        reader="1",
        read_by="person:1",
        read_at=district.at,
    )
    agency = district.body("agency").name
    found: list[dict[str, Any]] = [
        {"name": "Làm 2 km đường", "lead": agency.upper(), "time": "quý III/2022"},
        {"name": "Nối nước 40 hộ", "lead": "Trạm lạ", "cooperating": [agency, "Hội lạ", agency]},
        {"name": "Việc đã bỏ", "state": "rejected"},
        {"name": LONG, "time": "trước 31/12/2021", "product": "Danh sách hộ"},
        {"name": "Sửa trụ sở", "lead": agency, "cooperating": [agency], "deadline": "tháng 9"},
    ]
    kept = {"decided_by": "person:1", "decided_at": district.at, "state": "accepted"}
    return [
        ProposalRow.objects.create(
            text=text, number=n, kind="task", start=n, end=n + 1, **(kept | one)
        )
        for n, one in enumerate(found, 1)
    ]


def test_each_becomes_a_task_with_its_sentence_body_and_day(
    year: Year, rows: list[ProposalRow]
) -> None:
    made = take_proposals(resolution=year.resolution, **said(year))
    assert [task.proposal_id for task in made] == [rows[n].pk for n in (0, 1, 3, 4)]
    first = made[0]
    assert (first.body_id, first.due_on) == (
        year.district.body("agency").pk,
        date(2022, 9, 30),
    )
    assert first.resolution_id == year.resolution
    assert [str(one) for one in unclear_of(first)] == [
        "person",
        "responsibility",
        "product",
        "authority",
    ]


def test_what_the_document_leaves_open_stays_open(year: Year, rows: list[ProposalRow]) -> None:
    _, second, long, last = take_proposals(resolution=year.resolution, **said(year))
    assert (second.body_id, second.starts_on, second.due_on) == (None, None, None)
    assert [one.body_id for one in second.cooperations.all()] == [year.district.body("agency").pk]
    # the day named is before the resolution itself: the start is not made up
    assert (long.starts_on, long.due_on) == (None, date(2021, 12, 31))
    assert last.due_on == date(2022, 9, 30)
    assert not last.cooperations.exists()


def test_a_sentence_longer_than_a_title_stands_whole_in_the_detail(
    year: Year, rows: list[ProposalRow]
) -> None:
    task = take_proposals(resolution=year.resolution, **said(year))[2]
    assert len(task.title) <= 300
    assert task.title.endswith("…")
    assert task.detail == LONG


def test_taken_again_nothing_is_given_twice(year: Year, rows: list[ProposalRow]) -> None:
    assert len(take_proposals(resolution=year.resolution, key="k", **said(year))) == 4
    assert take_proposals(resolution=year.resolution, key="k", **said(year)) == ()
    assert take_proposals(resolution=year.resolution, **said(year)) == []
    with refused("task.given_already"):
        give_tasks(
            place=year.district.place("root"),
            tasks=[NewTask("Làm lại", proposal=rows[0].pk)],
            **said(year),
        )


def test_two_new_tasks_do_not_share_a_sentence(year: Year, rows: list[ProposalRow]) -> None:
    twice = [NewTask("Làm", proposal=rows[0].pk), NewTask("Làm nữa", proposal=rows[0].pk)]
    with refused("task.given_already"):
        give_tasks(place=year.district.place("root"), tasks=twice, **said(year))


def test_only_the_chosen_are_given_each_to_its_post(year: Year, rows: list[ProposalRow]) -> None:
    head = post_of(year.district, "head")
    chosen = {rows[0].pk: head, rows[1].pk: None}
    one, two = take_proposals(resolution=year.resolution, chosen=chosen, **said(year))
    assert (one.accountable_id, two.accountable_id) == (head, None)
    left = proposed(year.resolution, on_day=year.district.day)
    assert [one.proposal for one in left] == [rows[3].pk, rows[4].pk]


def test_a_name_that_two_bodies_share_is_left_to_a_person(
    year: Year, rows: list[ProposalRow]
) -> None:
    agency = year.district.body("agency")
    Body.objects.create(name=agency.name, place=agency.place, inner=True, start=agency.start)
    assert take_proposals(resolution=year.resolution, **said(year))[0].body_id is None


def test_a_draft_or_no_resolution_gives_none(year: Year, rows: list[ProposalRow]) -> None:
    Resolution.objects.filter(pk=year.resolution).update(
        state="draft", adopted_by="", adopted_at=None
    )
    for key in (year.resolution, 10**6):
        with refused("task.not_there"):
            take_proposals(resolution=key, **said(year))


def test_who_may_not_give_takes_none(year: Year, rows: list[ProposalRow]) -> None:
    with pytest.raises(NotPermitted):
        take_proposals(resolution=year.resolution, **said(year, "agency"))
    assert not Task.objects.exists()
