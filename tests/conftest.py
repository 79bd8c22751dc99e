"""How the whole suite runs: how many examples a law is tried on, and never against a stop watch."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings


# The same examples every time, so that red is red for everybody; "thorough" looks for new ones.
settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("VEDICH_PROFILE", "quick"))

# Read by the Java side when it starts, here and in every process a test starts.
os.environ.setdefault("SPARK_CONF_DIR", str(Path(__file__).parent / "support" / "spark"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what opens the database, so that `make test` can run it again on PostgreSQL.

    What only PostgreSQL can show waits for that second run.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        opens = fixtures & {"db", "transactional_db", "live_server"}
        if opens or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
    if not os.environ.get("VEDICH_DATABASE_URL"):
        later = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=later)
        items[:] = [item for item in items if not item.get_closest_marker("postgresql")]


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """Tests undo what they write, so two of them may give one stamp to different rows."""
    if memory := sys.modules.get("vedich.apps.journal.memory"):
        memory.forget_everything()


@pytest.fixture(autouse=True)
def _whoever_measures_coverage_still_listens() -> Iterator[None]:
    """A test that takes the trace over and keeps it hides what all tests after it cover."""
    watching = sys.gettrace()
    yield
    if watching is not None:
        assert sys.gettrace() is watching, "this test did not give the trace back"
