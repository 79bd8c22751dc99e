"""What tests of the pages of a resolution in force share."""

from __future__ import annotations

from tests.support.cards import year


__all__ = ["year"]
