"""The engines that tests run on, each skipped with a reason where it cannot run here."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest
from _pytest.mark.structures import ParameterSet

from vedich.cli.engines import ENGINES


CLUSTER_MARKS = [
    pytest.mark.cluster,
    # Python talks to Java through a port of this machine, and leaves closing it to the last moment
    pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def _skip_reason(name: str) -> str:
    if find_spec(ENGINES[name]) is None:
        return f"the engine “{name}” is not written yet"
    if name != "cluster":
        return ""
    if find_spec("pyspark") is None:
        return "PySpark is not installed: pip install 'vedich[cluster]'"
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        return "Java is not installed"
    return ""


def _parameter(name: str) -> ParameterSet:
    reason = _skip_reason(name)
    # A pipeline that is meant to test the cluster must not pass by skipping it.
    required = name == "cluster" and "java" in os.environ.get("VEDICH_REQUIRE", "")
    marks = [*CLUSTER_MARKS] if name == "cluster" else []
    if reason and not required:
        marks.append(pytest.mark.skip(reason=reason))
    return pytest.param(name, marks=marks)


EVERY_ENGINE = [_parameter(name) for name in ENGINES]
QUICK_ENGINES = [_parameter(name) for name in ENGINES if name != "cluster"]
