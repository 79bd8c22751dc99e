"""What tests read from the environment: loaded by pytest before Django's settings are.

A folder of its own for what a database leaves behind, made once: the processes that share the work
inherit it.
"""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest


_MADE_BY = "VEDICH_TEST_PROCESS"

if _MADE_BY not in os.environ:
    os.environ[_MADE_BY] = str(os.getpid())
    # databases of tests follow each other in one process and may have one history
    os.environ["VEDICH_PAGE_CACHE"] = "0"
    os.environ["VEDICH_DATA"] = tempfile.mkdtemp(prefix="vedich-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind, once the process that made the folder is done."""
    if os.environ.get(_MADE_BY) == str(os.getpid()):
        shutil.rmtree(os.environ["VEDICH_DATA"], ignore_errors=True)
