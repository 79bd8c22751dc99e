"""What tests of the pages share."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import District, make_district
from vedich.apps.journal.models import Register


@pytest.fixture
def real(db: None) -> District:
    """The small district as a real database: no pinned day, no label."""
    made = make_district()
    Register.objects.update(sample=False, day=None)
    return made


@pytest.fixture
def clerk(client: Client, district: District) -> Client:
    """A browser in which the clerk is signed in."""
    client.force_login(district.people["clerk"])
    return client
