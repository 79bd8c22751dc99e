"""However a document is broken, the answer is a text that keeps its laws, or a refusal."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
THOROUGH = os.environ.get("VEDICH_PROFILE") == "thorough"
COUNT = 20_000 if THOROUGH else 400
SECONDS = 1800 if THOROUGH else 60


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "pdf"])
def test_no_broken_document_breaks_the_reader(kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.blows", kind, "2022", str(COUNT)],
        cwd=ROOT,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    found = ast.literal_eval(done.stdout.decode())
    assert sum(found.values()) == COUNT
    # the blows are neither so weak that all is read nor so strong that nothing is
    assert 0 < found["text"] < COUNT
