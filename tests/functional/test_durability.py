"""A server that is killed while 32 people write loses nothing it said it had written."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tests.functional.conftest import VEDICH


PEOPLE: Final = 32
ENOUGH: Final = 150
"""Writes that must be on their way before the server is killed."""

PATIENCE: Final = 120.0

# Asked in a process of its own: this one's Django stands on another database.
LOOK: Final = """
import json, django
django.setup()
from vedich.apps.figures.audit import drift
from vedich.apps.figures.models import Figure
reasons = list(Figure.objects.filter(reason__startswith="đợt ").values_list("reason", flat=True))
print(json.dumps({"reasons": reasons, "drift": [str(one) for one in drift()]}))
"""


def written(folder: Path) -> list[str]:
    return [line for file in folder.iterdir() for line in file.read_text().splitlines()]


def serve(data: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
    said = data.parent / "said"
    with said.open("wb") as stream:
        process = subprocess.Popen(
            [*VEDICH, "serve", "--data", str(data), "--port", str(port)],
            stdout=stream,
            stderr=stream,
            # a group of its own, so that the server and its workers die together
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE
    while address not in said.read_text() and time.monotonic() < until:
        assert process.poll() is None, said.read_text()
        time.sleep(0.2)
    return process, address


def test_killed_in_mid_load_it_keeps_every_write_it_acknowledged(
    sample: Path, tmp_path: Path
) -> None:
    data, kept = tmp_path / "data", tmp_path / "kept"
    shutil.copytree(sample / "data", data)
    kept.mkdir()
    server, address = serve(data, 40000 + os.getpid() % 20000)
    try:
        crowd = subprocess.Popen(
            [sys.executable, "-m", "tests.support.crowd", address, str(PEOPLE), str(kept)]
        )
        until = time.monotonic() + PATIENCE
        while len(written(kept)) < ENOUGH and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
    crowd.wait(timeout=90)
    server.wait(timeout=30)
    promised = written(kept)
    assert len(promised) >= ENOUGH
    assert len(list(kept.iterdir())) == PEOPLE

    environment = {
        **os.environ,
        "VEDICH_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "vedich.web.settings",
    }
    environment.pop("VEDICH_DATABASE_URL", None)
    asked = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, capture_output=True, check=True
    )
    found = json.loads(asked.stdout)
    assert sorted(set(promised) - set(found["reasons"])) == []
    assert len(found["reasons"]) == len(set(found["reasons"]))
    assert found["drift"] == []
    verify = [*VEDICH, "journal", "verify", "--data", str(data)]
    assert subprocess.run(verify, env=environment, check=False).returncode == 0
