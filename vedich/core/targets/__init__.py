"""Targets: what a resolution commits to, and how a figure stands against it (R8 to R12).

One representation of numbers throughout: a level is written, as in the resolution, as an integer at
the indicator's decimals; a value is an integer at six decimals more, which is the scale
`tallies.Measure.value` gives. Levels are lifted to the scale of values by `LIFT`, never values cut
to the scale of levels: so 89.97 % does not reach 90 % because a screen shows 90,0.
"""

from __future__ import annotations

from vedich.core.targets._judging import (
    Basis,
    Judgement,
    Outcome,
    Override,
    Reading,
    Standing,
    Thresholds,
    Value,
    Verdict,
    judge,
)
from vedich.core.targets._kinds import (
    LIFT,
    PERCENT_DECIMALS,
    AtLeast,
    AtMost,
    Between,
    Bounds,
    DecreaseBy,
    Exactly,
    IncreaseBy,
    Kind,
    Named,
    NamedSet,
    Unknown,
    YesNo,
)
from vedich.core.targets._resolution import Clause, Version, in_force
from vedich.core.targets._scoring import Score, score
from vedich.core.targets._screening import (
    ODD,
    Finding,
    Limit,
    Rule,
    Screened,
    Shape,
    limits,
    screen,
)
from vedich.core.targets._target import Milestone, Settles, Target


__all__ = [
    "LIFT",
    "ODD",
    "PERCENT_DECIMALS",
    "AtLeast",
    "AtMost",
    "Basis",
    "Between",
    "Bounds",
    "Clause",
    "DecreaseBy",
    "Exactly",
    "Finding",
    "IncreaseBy",
    "Judgement",
    "Kind",
    "Limit",
    "Milestone",
    "Named",
    "NamedSet",
    "Outcome",
    "Override",
    "Reading",
    "Rule",
    "Score",
    "Screened",
    "Settles",
    "Shape",
    "Standing",
    "Target",
    "Thresholds",
    "Unknown",
    "Value",
    "Verdict",
    "Version",
    "YesNo",
    "in_force",
    "judge",
    "limits",
    "score",
    "screen",
]
