"""Chance as a server has it, for the signs of codes."""

from __future__ import annotations

from django.utils.crypto import get_random_string


class Signs:
    """`codes.Chance` drawn from the operating system."""

    def choice(self, seq: str, /) -> str:
        """One sign of the text."""
        return get_random_string(1, seq)
