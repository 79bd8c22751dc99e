"""Refusals by their code, because their words may be mended any day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from vedich.core.errors import Refused


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What stands below is refused with `code`; one that ends in a point is a beginning."""
    with pytest.raises(Refused) as found:
        yield found
    said = found.value.code
    assert said.startswith(code) if code.endswith(".") else said == code
