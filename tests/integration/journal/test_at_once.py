"""One form sent by eight threads at once is carried out once, and all get its result."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import AT, DAY
from vedich.apps.journal.actions import open_journal, recording
from vedich.apps.journal.models import Line
from vedich.apps.journal.queries import audit, page_version
from vedich.core.permits import Actor


pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

THREADS = 8


def together(keys: list[str]) -> list[tuple[bool, str]]:
    """What each thread found: (repeated, result), all starting at the same moment."""
    start = Barrier(len(keys))

    def act(thread: int) -> tuple[bool, str]:
        start.wait()
        try:
            with recording(by=Actor("person:1", ()), at=AT, key=keys[thread]) as ledger:
                if not ledger.repeated:
                    ledger.note("test.write", f"thread:{thread}", ("root", f"place:{thread % 3}"))
                    ledger.result = f"by {thread}"
                return ledger.repeated, ledger.result
        finally:
            connection.close()

    with ThreadPoolExecutor(len(keys)) as pool:
        return list(pool.map(act, range(len(keys))))


def test_a_key_sent_by_many_at_once_is_carried_out_once() -> None:
    open_journal(sample=True, day=DAY, at=AT)
    found = together(["form"] * THREADS)
    assert sorted(repeated for repeated, _ in found) == [False] + [True] * (THREADS - 1)
    assert len({result for _, result in found}) == 1
    assert Line.objects.filter(action="test.write").count() == 1


def test_many_who_write_at_once_make_one_chain() -> None:
    open_journal(sample=True, day=DAY, at=AT)
    together([f"form {n}" for n in range(THREADS)])
    assert audit().broken is None
    assert audit().head.sequence == THREADS + 1
    assert page_version("root") == THREADS
