"""The engines by name, loaded when asked for: one brings DuckDB, another Java (DESIGN §6)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Final, cast

from vedich.cli.options import WrongOption
from vedich.core.errors import Message
from vedich.engine.base import Engine
from vedich.engine.faults import NOT_A_CHOICE


NO_SPARK = Message(
    code="cli.no_spark",
    vi="“{value}” cần PySpark, ở đây chưa cài. Hãy chạy: pip install 'vedich[cluster]' — hoặc dùng "
    "--engine columnar.",
    en="“{value}” needs PySpark, which is not installed here. Run: pip install 'vedich[cluster]' "
    "— or use --engine columnar.",
)
NO_JAVA = Message(
    code="cli.no_java",
    vi="“{value}” cần Java 17 trở lên, ở đây không tìm thấy. Hãy cài Java (trên Debian: apt-get "
    "install default-jre-headless), hoặc dùng --engine columnar.",
    en="“{value}” needs Java 17 or newer, which was not found here. Install Java (on Debian: "
    "apt-get install default-jre-headless), or use --engine columnar.",
)

ENGINES: Final[Mapping[str, str]] = {
    "reference": "vedich.engine.reference",
    "columnar": "vedich.engine.columnar",
    "cluster": "vedich.engine.cluster",
}
DEFAULT: Final = "columnar"


def load(name: str) -> Engine:
    """The engine `name`. Raises WrongOption where there is none, or what it needs is missing."""
    if name not in ENGINES:
        error = NOT_A_CHOICE.refuse(value=name, choices=", ".join(ENGINES))
        raise WrongOption("--engine", error)
    if name == "cluster":
        _check_cluster(name)
    return cast(Engine, import_module(ENGINES[name]).roll_up)


def _check_cluster(name: str) -> None:
    if find_spec("pyspark") is None:
        raise WrongOption("--engine", NO_SPARK.refuse(value=name))
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise WrongOption("--engine", NO_JAVA.refuse(value=name))
