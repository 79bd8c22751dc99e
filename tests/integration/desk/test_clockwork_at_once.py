"""Several servers on one PostgreSQL look at the clock in the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tests.cast import VIET_NAM, District
from tests.support.returns import make_office
from vedich.apps.desk.clockwork import jobs
from vedich.apps.journal.models import Register
from vedich.apps.notices.models import Run
from vedich.apps.returns.models import Return


pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

AT = datetime(2022, 7, 11, 8, 0, tzinfo=VIET_NAM)
SERVERS = 6


def test_of_many_servers_each_job_is_queued_and_done_by_one(district: District) -> None:
    make_office(district)
    Register.objects.update(sample=False, day=None)
    start = Barrier(SERVERS)

    def server(number: int) -> list[str]:
        try:
            start.wait()
            queued = list(jobs.enqueue_due(AT))
            Worker(
                queue_names=["default"],
                interval=0,
                batch=True,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id=f"test-{number}",
                excluded_queue_names=[],
            ).run()
            return queued
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SERVERS) as pool:
        queued = [name for found in pool.map(server, range(SERVERS)) for name in found]
    assert sorted(queued) == sorted(jobs.JOBS)
    assert set(Run.objects.values_list("state", "attempts")) == {("done", 1)}
    assert all(len(one.worker_ids) == 1 for one in DBTaskResult.objects.all())
    assert Return.objects.exists()
