"""What the server writes of faults: where and what kind, never the values it was working on.

An exception's message may quote a name, a figure or a row, so only its type and the lines of code
are kept. The code printed on the page “something broke” leads to the entry.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType


class Formatter(logging.Formatter):
    """One line, then the lines of code that led to the fault."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry, with the code of the fault where the page shows one."""
        fault = getattr(getattr(record, "request", None), "fault", "")
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {record.getMessage()}"
        lines = [f"{head} [{fault}]" if fault else head]
        if record.exc_info and record.exc_info[1]:
            lines.append(self.formatException(record.exc_info))
        return "\n".join(lines)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """The lines of code and the type, of the fault and of what caused it; no message."""
        fault, said = ei[1], []
        while fault is not None:
            said += traceback.format_tb(fault.__traceback__)
            said.append(f"{type(fault).__module__}.{type(fault).__qualname__}\n")
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "".join(said).rstrip()
