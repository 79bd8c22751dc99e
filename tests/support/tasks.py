"""Tasks of the cast's district, given by the real actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.cast import District
from vedich.apps.people.models import Post
from vedich.apps.tasks.actions import NewTask, give_tasks
from vedich.apps.tasks.models import Task


START = date(2022, 2, 21)
DUE = date(2022, 9, 30)


def post_of(district: District, name: str) -> int:
    """The key of the first post of somebody of the cast."""
    return Post.objects.filter(person=district.people[name]).order_by("pk")[0].pk


def new(district: District, title: str = "Đặt ống cấp 3", **other: Any) -> NewTask:
    """A task that is clear in all six ways, of the head, to be laid at commune A."""
    said: dict[str, Any] = {
        "title": title,
        "field": "Kinh tế",
        "accountable": post_of(district, "head"),
        "places": (district.place("A"),),
        "starts_on": START,
        "due_on": DUE,
        "answers_for": "Giải trình trước Ban Thường vụ",
        "product": "Biên bản nghiệm thu",
        "authority": "Tự quyết trong dự toán",
        "unit": "km",
        "decimals": 1,
        "amount": 65,
    }
    return NewTask(**said | other)


def give(district: District, *tasks: NewTask, by: str = "clerk", **other: Any) -> list[Task]:
    """Give tasks at the district; one if none is named."""
    said: dict[str, Any] = {
        "place": district.place("root"),
        "tasks": tasks or (new(district),),
        "by": district.actor(by),
        "at": district.at,
        "on_day": district.day,
    }
    return list(give_tasks(**said | other))
