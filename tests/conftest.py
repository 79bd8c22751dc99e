"""How the whole suite runs: how many examples a law is tried on, and never against a stop watch."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import settings


# The same examples every time, so that red is red for everybody; "thorough" looks for new ones.
settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("VEDICH_PROFILE", "quick"))

# Read by the Java side when it starts, here and in every process a test starts.
os.environ.setdefault("SPARK_CONF_DIR", str(Path(__file__).parent / "support" / "spark"))
