"""An office whose June is open; tests open other months themselves."""

from __future__ import annotations

import pytest

from tests.cast import District
from tests.support.returns import Office, make_office


@pytest.fixture
def office(district: District) -> Office:
    return make_office(district, 6)
