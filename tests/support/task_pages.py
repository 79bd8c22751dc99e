"""Clients of the cast and one well-filled task, for tests of the pages of tasks and checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import District
from tests.support import tasks
from vedich.apps.tasks import actions
from vedich.apps.tasks.models import Check, Task


@dataclass(frozen=True)
class Work:
    """The district with task 1: 6.5 km of pipe, the head's, at commune A, given in February."""

    district: District
    task: Task

    @property
    def address(self) -> str:
        """The page of the task."""
        return f"/dau-viec/{self.task.pk}"

    def client(self, name: str) -> Client:
        """A browser in which somebody of the cast is signed in."""
        browser = Client()
        browser.force_login(self.district.people[name])
        return browser

    def page(self, name: str, address: str, **query: str) -> str:
        """What somebody sees at an address, its white space as a browser shows it."""
        return " ".join(self.client(name).get(address, query).content.decode().split())

    def by(self, name: str) -> dict[str, Any]:
        """Who acts, when."""
        return {
            "by": self.district.actor(name),
            "at": self.district.at,
            "on_day": self.district.day,
        }

    def post(self, name: str) -> int:
        """The key of somebody's post."""
        return tasks.post_of(self.district, name)

    def tell(self, words: str = "Thiếu ống.", amount: int | None = 31, **more: Any) -> None:
        """The head notes progress."""
        said = {"words": words, "amount": amount} | more
        actions.note_progress(task=self.task.pk, **said, **self.by("head"))

    def plan(self, checker: str = "deputy", on: date | None = None, **more: Any) -> Check:
        """The clerk plans a check of the task."""
        new = actions.NewPlannedCheck(
            self.task.pk, self.post(checker), on or self.district.day, **more
        )
        (made,) = actions.plan_checks(checks=[new], **self.by("clerk"))
        return made

    def check(self, found: str = "differs", amount: int | None = 28, by: str = "deputy") -> Check:
        """Somebody checks the task."""
        made = actions.make_check(
            task=self.task.pk, found=found, amount=amount, words="Mới đào.", **self.by(by)
        )
        assert made is not None
        return made

    def now(self) -> Task:
        """The task as it stands."""
        return Task.objects.get(pk=self.task.pk)


@pytest.fixture
def work(district: District) -> Work:
    """One task, given; nothing told."""
    steps = (
        actions.NewMilestone("Xong thiết kế", date(2022, 3, 31)),
        actions.NewMilestone("Đặt 4,0 km", date(2022, 6, 30), 40),
    )
    (task,) = tasks.give(
        district,
        tasks.new(district, milestones=steps, evidence_wanted=("Biên bản nghiệm thu",)),
        given_on=tasks.START,
    )
    return Work(district, task)


def asked(client: Client, address: str) -> int:
    """How often a page asks the database once everything that is kept is kept."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(f"{address}{'&' if '?' in address else '?'}lang=vi")
    return len(seen)


def ok(answer: HttpResponseBase) -> str:
    """The address an answer leads on to."""
    assert answer.status_code == 302, getattr(answer, "content", b"").decode()
    return answer.headers["Location"]
