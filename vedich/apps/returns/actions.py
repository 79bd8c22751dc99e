"""What is done with returns, in the order of their life; each action stands in the module named.

All take `by`, `at` and `on_day`, are one transaction and leave journal lines (R33).
"""

from __future__ import annotations

from vedich.apps.returns.judging import check, keep_accepted, reopen, send_back
from vedich.apps.returns.mending import mend_figure, move_figure
from vedich.apps.returns.opening import open_period
from vedich.apps.returns.sending import (
    Answer,
    Blank,
    Impossible,
    Unconfirmed,
    WithFindings,
    ask_reopen,
    submit,
    withdraw,
)
from vedich.apps.returns.sweeping import open_drawn, sweep


__all__ = [
    "Answer",
    "Blank",
    "Impossible",
    "Unconfirmed",
    "WithFindings",
    "ask_reopen",
    "check",
    "keep_accepted",
    "mend_figure",
    "move_figure",
    "open_drawn",
    "open_period",
    "reopen",
    "send_back",
    "submit",
    "sweep",
    "withdraw",
]
