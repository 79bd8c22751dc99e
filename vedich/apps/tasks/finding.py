"""Tasks as search shows them: one row each, made anew with every change."""

from __future__ import annotations

from collections.abc import Sequence

from vedich.apps.tasks.models import Task


def index(tasks: Sequence[Task]) -> None:
    """Make the rows of these tasks anew."""


def unindex(tasks: Sequence[Task]) -> None:
    """Take the rows of these tasks away."""
