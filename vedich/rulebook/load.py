"""The one door to shipped YAML: it comes from inside the package and is never written."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import Final, TypeVar

from vedich.rulebook.located import Entry, parse


_PACKAGE: Final = "vedich.rulebook"

T = TypeVar("T")


def files(shelf: str) -> tuple[str, ...]:
    """The YAML files of `shelf`, named from the rulebook's root, in alphabetical order."""
    folder = resources.files(_PACKAGE) / shelf
    names = sorted(found.name for found in folder.iterdir() if found.name.endswith(".yaml"))
    return tuple(f"{shelf}/{name}" for name in names)


def load(file: str, build: Callable[[Entry], T]) -> T:
    """What `build` makes of the shipped `file`, like ``places/levels.yaml``.

    Raises RefusedAt (file and line) where the file is not as it must be.
    """
    text = (resources.files(_PACKAGE) / file).read_text(encoding="utf-8")
    return parse(text, file, build)
