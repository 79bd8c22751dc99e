"""The health of the plan: what is counted, who may see it, what is behind each number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.support.cards import Year
from tests.support.cards import year as year
from vedich.apps.desk.health.queries import Health, Measure, health, place_of
from vedich.apps.people.models import Post
from vedich.apps.tasks.models import Progress, Task, TaskPlace
from vedich.core.permits import NotPermitted


OLD = date(2022, 3, 1)


def task(year: Year, number: int, **more: Any) -> Task:
    """A task that is clear in all six ways, given long ago."""
    district = year.district
    holder = Post.objects.get(person=district.people["head"])
    said: dict[str, Any] = {
        "place_id": district.place("root"),
        "number": number,
        "title": f"Việc {number}",
        "accountable": holder,
        "starts_on": OLD,
        "due_on": date(2022, 9, 30),
        "answers_for": "Giải trình trước Ban Thường vụ",
        "product": "Biên bản",
        "authority": "Tự quyết",
        "given_by": district.people["clerk"].reference,
        "given_on": OLD,
        "given_at": district.at,
    }
    return Task.objects.create(**said | more)


def told(year: Year, of: Task, days_ago: int = 3, by: str = "head") -> None:
    Progress.objects.create(
        task=of,
        words="đang làm",
        on_day=year.district.day - timedelta(days=days_ago),
        at=year.district.at,
        by=year.district.people[by].reference,
    )


def seen(year: Year, by: str = "secretary") -> Health:
    district = year.district
    place = place_of(district.actor(by), district.day)
    assert place is not None
    return health(place, actor=district.actor(by), day=district.day, language="vi")


def one(year: Year, code: str) -> Measure:
    return next(measure for measure in seen(year).measures if measure.code == code)


def test_a_plan_without_tasks_has_nothing_to_count(year: Year) -> None:
    found = one(year, "owned")
    assert (found.whole, found.percent) == (0, None)
    assert seen(year).targets == 7


def test_owner_rate_counts_open_tasks_with_a_person(year: Year) -> None:
    task(year, 1)
    task(year, 2, accountable=None)
    task(year, 3, state="dropped", ended_on=OLD, accountable=None)
    found = one(year, "owned")
    assert (found.part, found.whole, found.percent) == (1, 2, 50)
    assert [row.name for row in found.exceptions] == ["Việc 2"]
    assert found.yardstick is not None
    assert found.yardstick.source


def test_a_task_is_fresh_where_somebody_wrote_of_it_lately(year: Year) -> None:
    told(year, task(year, 1))
    told(year, task(year, 2), days_ago=60)
    task(year, 3, given_on=year.district.day)
    found = one(year, "fresh")
    assert (found.part, found.whole) == (1, 2)


def test_who_never_wrote_of_any_task_is_named_by_post(year: Year) -> None:
    task(year, 1)
    found = one(year, "never")
    assert (found.part, found.whole) == (1, 1)
    assert "Phó Chủ tịch phụ trách kinh tế" in found.exceptions[0].name
    told(year, Task.objects.get(), days_ago=90)
    assert one(year, "never").part == 0


def test_a_task_that_lacks_one_of_six_is_unclear(year: Year) -> None:
    task(year, 1)
    task(year, 2, authority="")
    task(year, 3, due_on=None)
    found = one(year, "clear")
    assert (found.part, found.whole) == (1, 3)


def test_figures_typed_for_a_body_are_counted(year: Year) -> None:
    found = one(year, "typed")
    assert found.part <= found.whole
    assert found.rising is False


def test_the_worst_measure_leads(year: Year) -> None:
    task(year, 1, authority="")
    told(year, Task.objects.get())
    worst = seen(year).worst
    assert worst is not None
    assert worst.code == "clear"


def test_a_commune_counts_the_work_that_lies_there_and_none_of_others(year: Year) -> None:
    district = year.district
    Post.objects.filter(person=district.people["official"]).update(role="secretary")
    for number, code in enumerate(("A", "A1", "B"), 1):
        TaskPlace.objects.create(task=task(year, number), place_id=district.place(code))
    task(year, 4)
    found = seen(year, "official")
    assert found.place == "Xã A"
    assert found.tasks == 2
    assert [one.whole for one in found.measures if one.code == "owned"] == [2]
    assert seen(year).tasks == 4


def test_what_there_is_nothing_to_count_of_comes_last(year: Year, client: Client) -> None:
    wholes = [bool(one.whole) for one in seen(year).measures]
    assert wholes == sorted(wholes, reverse=True)
    assert not all(wholes)
    client.force_login(year.district.people["secretary"])
    assert "Chưa có gì để đếm." in client.get("/suc-khoe").content.decode()


@pytest.mark.parametrize("by", ["official", "cell_secretary", "outsider"])
def test_others_do_not_see_it(year: Year, by: str) -> None:
    district = year.district
    assert place_of(district.actor(by), district.day) is None
    with pytest.raises(NotPermitted):
        health(district.place("root"), actor=district.actor(by), day=district.day, language="vi")


def test_the_page_says_the_source_of_each_yardstick(year: Year, client: Client) -> None:
    task(year, 1)
    client.force_login(year.district.people["supervisor"])
    page = client.get("/suc-khoe").content.decode()
    assert "clearpointstrategy.com" in page
    assert "chưa kiểm chứng" in page
    client.force_login(year.district.people["official"])
    assert client.get("/suc-khoe").status_code == 403


def test_the_questions_do_not_grow_with_the_tasks(
    year: Year, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 30):
        task(year, number)
    actor, day = year.district.actor("secretary"), year.district.day
    with django_assert_max_num_queries(8):
        health(year.district.place("root"), actor=actor, day=day, language="vi")
