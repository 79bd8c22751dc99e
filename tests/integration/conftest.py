"""What tests of the whole command share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import district as district
from tests.desk import FIGURES, INDICATORS, PLACES, Desk
from tests.engines import QUICK_ENGINES


@pytest.fixture(params=QUICK_ENGINES)
def desk(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    """Valid small inputs in the working folder, once for each quick engine."""
    monkeypatch.chdir(tmp_path)
    made = Desk(tmp_path, request.param, capsys)
    made.write(places=PLACES, indicators=INDICATORS, figures=FIGURES)
    return made
