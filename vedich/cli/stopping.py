"""Ctrl-C on the command line: one answer, and a true one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from vedich.core.errors import Message


STOPPED = Message(
    code="cli.stopped",
    vi="Đã dừng theo yêu cầu. Chưa có gì được ghi.",
    en="Stopped as asked. Nothing was written.",
)
HALFWAY = Message(
    code="cli.halfway",
    vi="Đã dừng theo yêu cầu. Phần đã ghi xong vẫn còn nguyên, phần còn lại chưa ghi.",
    en="Stopped as asked. What was finished stays and is whole, the rest was not written.",
)


class StoppedHalfway(KeyboardInterrupt):
    """Ctrl-C in a command that writes piece by piece, and may have finished some of them."""


@contextmanager
def piece_by_piece() -> Iterator[None]:
    """Makes a Ctrl-C inside it a StoppedHalfway: that nothing was written would be untrue."""
    try:
        yield
    except KeyboardInterrupt:
        raise StoppedHalfway from None


class CtrlC:
    """Ctrl-C raises KeyboardInterrupt until the answer is `decided`, and does nothing after.

    A signal may arrive between the last line of the work and the first after it. Whoever only
    ignores Ctrl-C from there on is hit by one that came just before: it would be another answer
    than the one given, with a traceback. So the handler itself asks whether there is one.
    """

    def __init__(self) -> None:
        self.decided = False

    def listen(self) -> None:
        """Take Ctrl-C over, unless whoever started the process wants it ignored."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._heard)

    def leave(self) -> None:
        """Ignore Ctrl-C while the interpreter goes down: it takes handlers of ours away."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _heard(self, *_: object) -> None:
        if not self.decided:
            raise KeyboardInterrupt
