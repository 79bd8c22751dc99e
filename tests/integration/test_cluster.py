"""The cluster engine writes the same bytes as the reference, on Java (§5 line 16)."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.engines import EVERY_ENGINE
from tests.property.test_engines_agree import outcome
from tests.property.test_macros_agree import answers, question
from tests.support.sums import random_triples
from tests.support.worlds import random_world
from vedich.engine import cluster, reference
from vedich.engine.dialects import SPARK


CLUSTER = [pytest.param(*p.values, marks=p.marks) for p in EVERY_ENGINE if p.values == ("cluster",)]
pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]


@pytest.mark.parametrize("engine", CLUSTER)
@pytest.mark.parametrize("seed", [2, 5, 11])
def test_spark_agrees_with_the_reference_to_the_last_digit(
    engine: str, seed: int, tmp_path: Path
) -> None:
    world = random_world(Random(seed))
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        folder.mkdir()
    expected = outcome(reference.roll_up, world, folders[0])
    assert outcome(cluster.roll_up, world, folders[1]) == expected


@pytest.mark.parametrize("engine", CLUSTER)
def test_spark_divides_and_prints_as_the_core_does(engine: str) -> None:
    triples = random_triples(Random(2022), 20_000)
    spark = cluster.start()
    rows = [(n, str(x), str(y), s) for n, (x, y, s) in enumerate(triples)]
    texts = spark.createDataFrame(rows, "n int, x string, y string, s int")
    texts.createOrReplaceTempView("texts")
    wide = "CAST(x AS DECIMAL(38,0)) AS x, CAST(y AS DECIMAL(38,0)) AS y"
    spark.sql(f"SELECT n, {wide}, s FROM texts").createOrReplaceTempView("numbers")
    found = [tuple(row) for row in spark.sql(question(SPARK)).collect()]
    assert found == answers(triples)
