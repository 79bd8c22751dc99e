"""Below the interface no code reads a clock or tosses a coin (R4): ruff refuses it where tried."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
HEAD = '"""A module."""\n\n'
BELOW = ["core/x.py", "core/x/y.py", "engine/x.py", "rulebook/x.py", "apps/returns/actions.py"]
DOORS = ["web/x.py", "cli/x.py", "apps/returns/views.py", "apps/returns/api.py"]


def banned(source: str, path: str) -> bool:
    """Whether ruff, with the house configuration, refuses `source` at `path` for its clock."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise"]
    found = subprocess.run(
        [*command, f"--stdin-filename=vedich/{path}", "-"],
        cwd=ROOT,
        input=HEAD + source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode in (0, 1), found.stderr
    return "TID251" in found.stdout


TODAY = "from datetime import date\n\n\nDAY = date.today()\n"


@pytest.mark.parametrize("path", BELOW)
def test_no_day_is_read_below_the_interface(path: str) -> None:
    assert banned(TODAY, path)


@pytest.mark.parametrize("path", DOORS)
def test_a_door_may_read_the_day(path: str) -> None:
    assert not banned(TODAY, path)


@pytest.mark.parametrize("path", ["core/x.py", "engine/x.py"])
@pytest.mark.parametrize(
    "source",
    [
        "import datetime\n\n\nDAY = datetime.date.today()\n",
        "import datetime as dt\n\n\nNOW = dt.datetime.now(dt.UTC)\n",
        "from datetime import datetime as d\n\n\nNOW = d.utcnow()\n",
        "from time import time as t\n\n\nNOW = t()\n",
        "import time\n\n\nNOW = time.time_ns()\n",
        "from django.utils.timezone import now\n\n\nNOW = now()\n",
        "import random\n\n\nX = random.random()\n",
        "from random import Random\n\n\nX = Random()\n",
        "from uuid import uuid4\n\n\nX = uuid4()\n",
        "import os\n\n\nX = os.urandom(8)\n",
    ],
)
def test_every_way_to_the_clock_or_to_chance_is_closed(source: str, path: str) -> None:
    assert banned(source, path)


def test_days_that_come_in_as_arguments_are_welcome() -> None:
    source = "from datetime import date\n\n\ndef year(day: date) -> int:\n    return day.year\n"
    assert not banned(source, "core/x.py")
