"""Every engine writes the same bytes as the reference, or refuses with the same words (§5 line 16).

Random worlds: dated trees, every place and time rule, corrections, withdrawn rows, gaps, quarters
beside months, codes that pass to other places.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.worlds import World, random_world
from vedich.core.periods import Period
from vedich.engine import columnar, reference
from vedich.engine.base import Engine, Request
from vedich.engine.faults import BadInput
from vedich.engine.inputs import read_indicators, read_places


EXAMPLES = int(os.environ.get("VEDICH_WORLDS", "150"))
"""Worlds to try; a run that looks for rare ones asks for thousands."""


def outcome(engine: Engine, world: World, folder: Path) -> tuple[object, ...]:
    """(what was written, left out) or (refusals)."""
    places, indicators, figures = world.write(folder)
    request = Request(
        read_places(places)[0],
        read_indicators(indicators)[0],
        figures,
        [Period.parse(text) for text in world.periods],
        world.tree_on,
        world.known_by,
        world.only_verified,
    )
    out = folder / "out.csv"
    try:
        report = engine(request, out, lambda what, done, total: None)
    except BadInput as refused:
        assert not out.exists()
        return tuple(fault.say("vi").replace(str(folder), "") for fault in refused.faults)
    return out.read_bytes(), report.rows, report.left_out.counts


@pytest.mark.slow
@settings(max_examples=EXAMPLES)
@given(st.randoms(use_true_random=False))
def test_the_embedded_engine_agrees_to_the_last_digit(chance: Random) -> None:
    world = random_world(chance)
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        expected = outcome(reference.roll_up, world, Path(one))
        found = outcome(columnar.roll_up, world, Path(two))
        assert found == expected
