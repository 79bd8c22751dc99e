"""Two people write at once below one place: nothing is lost, nobody waits in a circle.

Only on PostgreSQL: SQLite takes one writer at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import make_district
from tests.integration.figures.desk import numbers
from vedich.apps.figures.queries import drift


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place_rule", ["sum", "max", "min"])
def test_nothing_is_lost_between_two_who_write_at_once(place_rule: str) -> None:
    district = make_district()
    found = numbers(district, place_rule, "sum")
    start = Barrier(3)

    def writes(places: tuple[str, ...], by: str) -> Callable[[], None]:
        def run() -> None:
            start.wait()
            try:
                for turn in range(8):
                    # both ways round: whoever locks as asked would wait for the other for ever
                    order = places if turn % 2 else places[::-1]
                    new = [found.new(place, f"2022-0{turn % 3 + 4}", turn % 5) for place in order]
                    found.record(*new, by=by)
            finally:
                connection.close()

        return run

    groups = [(("A1", "B1"), "clerk"), (("A2", "B2"), "clerk_b"), (("B1", "A1", "A3"), "clerk")]
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(writes(*group)) for group in groups]:
            done.result()
    assert drift() == []
    assert found.cell("root", "2022").reported.reported == 5
