"""A stored target becomes the core's value of the same kind, or is refused."""

from __future__ import annotations

import pytest

from vedich.apps.figures.models import Indicator
from vedich.apps.resolutions.core_values import build, core_target
from vedich.apps.resolutions.models import Resolution, Target
from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.targets import (
    AtLeast,
    AtMost,
    Between,
    DecreaseBy,
    Exactly,
    IncreaseBy,
    Kind,
    Milestone,
    NamedSet,
    Settles,
    Unknown,
    YesNo,
)


YEAR = Period.year(2022)


def row(**other: object) -> Target:
    new = Target(number=1, kind="at_least", level=420, settles="level", baseline=400)
    for name, value in other.items():
        setattr(new, name, value)
    return new


@pytest.mark.parametrize(
    ("stored", "kind"),
    [
        ({}, AtLeast(420)),
        ({"kind": "at_most"}, AtMost(420)),
        ({"kind": "exactly", "level": 0}, Exactly(0)),
        ({"kind": "between", "high": 500}, Between(420, 500)),
        ({"kind": "between", "level": -5, "high": 0}, Between(-5, 0)),
        ({"kind": "increase_by"}, IncreaseBy(420)),
        ({"kind": "increase_by", "percent": True}, IncreaseBy(420, percent=True)),
        ({"kind": "decrease_by"}, DecreaseBy(420)),
        ({"kind": "yes_no", "level": None}, YesNo()),
        ({"kind": "named_set", "names": ["901", "902"]}, NamedSet(("901", "902"))),
        ({"kind": "unknown", "level": None}, Unknown()),
    ],
)
def test_every_kind_comes_back(stored: dict[str, object], kind: Kind) -> None:
    assert build(row(**stored), YEAR, 0).kind == kind


def test_the_rest_of_the_target_comes_with_it() -> None:
    found = build(row(settles="flow", milestones=[["2022-H1", 200]]), YEAR, 1)
    assert (found.period, found.settles, found.decimals) == (YEAR, Settles.FLOW, 1)
    assert found.baseline == 400
    assert found.milestones == (Milestone(Period.parse("2022-H1"), 200),)


def test_a_row_knows_its_period_and_decimals() -> None:
    stored = row()
    stored.resolution = Resolution(first=YEAR.first, months=12)
    stored.indicator = Indicator(decimals=2)
    found = core_target(stored)
    assert (found.period, found.decimals) == (YEAR, 2)


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ({"level": None}, "resolution.no_level"),
        ({"kind": "between"}, "resolution.no_level"),
        ({"kind": "sideways"}, "resolution.no_kind"),
        ({"kind": "increase_by", "baseline": None}, "target.no_baseline"),
    ],
)
def test_what_cannot_be_built_is_refused(stored: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        build(row(**stored), YEAR, 0)
    assert refused.value.code == code
