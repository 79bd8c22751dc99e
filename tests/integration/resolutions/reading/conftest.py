"""What tests of reading a document share: a draft, a folder for files, a small document."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cast import District
from tests.support import drafts
from tests.support.read_drafts import Read, read_into
from vedich.apps.resolutions.models import Resolution


@pytest.fixture(autouse=True)
def evidence(settings: Settings, tmp_path: Path) -> Path:
    settings.EVIDENCE = tmp_path / "evidence"
    return tmp_path / "evidence"


@pytest.fixture
def row(district: District) -> Resolution:
    return drafts.draft(district)


@pytest.fixture
def read(district: District, row: Resolution) -> Read:
    drafts.indicator()
    drafts.water()
    return read_into(district, row)
