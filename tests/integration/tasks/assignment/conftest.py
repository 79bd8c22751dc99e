"""The small district with a resolution in force, and a few tasks given by the real action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.support.cards import Year, empty_year
from vedich.apps.people.models import Post
from vedich.apps.resolutions.models import Target
from vedich.apps.tasks.actions import NewTask, give_tasks, set_charge
from vedich.apps.tasks.assignment.queries import Desk, desk
from vedich.apps.tasks.models import Charge, Task


@dataclass(frozen=True)
class Office:
    """The district with its resolution; what its office does with tasks."""

    year: Year

    @property
    def district(self) -> District:
        return self.year.district

    def post(self, name: str) -> int:
        """The first post of a member of the cast."""
        return Post.objects.filter(person=self.district.people[name]).order_by("pk")[0].pk

    def target(self, number: int) -> int:
        return Target.objects.get(resolution=self.year.resolution, number=number).pk

    def give(
        self,
        *who: str | None,
        field: str = "Hạ tầng",
        where: Sequence[str] = ("A",),
        at: str = "root",
        by: str = "secretary",
        due: date | None = None,
        **more: Any,
    ) -> Sequence[Task]:
        """A task for each of `who`, lying in the places `where`."""
        new = [
            NewTask(
                title=f"Việc của {name}",
                field=field,
                accountable=self.post(name) if name else None,
                places=tuple(self.district.place(code) for code in where),
                due_on=due or self.district.day + timedelta(days=60),
                **more,
            )
            for name in who
        ]
        return give_tasks(
            place=self.district.place(at),
            tasks=new,
            by=self.district.actor(by),
            at=self.district.at,
            on_day=self.district.day,
        )

    def charge(self, holder: str | None, *, by: str = "secretary", **of: Any) -> Charge | None:
        (kind,) = of
        return set_charge(
            place=self.district.place("root"),
            kind=kind,
            holder=self.post(holder) if holder else None,
            by=self.district.actor(by),
            at=self.district.at,
            on_day=self.district.day,
            **of,
        )

    def desk(self, by: str = "secretary", place: str | None = None) -> Desk:
        district = self.district
        return desk(
            district.place(place) if place else None,
            actor=district.actor(by),
            day=district.day,
            language="vi",
        )

    def sign_in(self, client: Client, name: str) -> Client:
        client.force_login(self.district.people[name])
        return client


@pytest.fixture
def office(district: District) -> Office:
    """The resolution in force, no task yet."""
    return Office(empty_year(district))
