"""What a process remembers between requests: the last few, by key; safe for threads."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from django.conf import settings


Held = TypeVar("Held")


_ALL: Final[list[Memory[Any]]] = []


def forget_everything() -> None:
    """Sweep every memory of this process: what a test leaves behind is not the next one's."""
    for memory in _ALL:
        memory.clear()


class Memory(Generic[Held]):
    """Bounded by PAGE_CACHE; the one not asked for the longest goes. 0 remembers nothing."""

    def __init__(self) -> None:
        _ALL.append(self)
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Held | None:
        """What is held, which is now the last to go; None where nothing is."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: str, one: Held) -> None:
        """Hold it."""
        with self._lock:
            self._held[key] = one
            while len(self._held) > settings.PAGE_CACHE:
                self._held.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
