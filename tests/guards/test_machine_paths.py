"""No file tells where somebody works, or from which host they fetch."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
# Put together here, so that this file does not match itself.
FOLDERS = "|".join(["work", "home", "root", "Users"])
HOSTS = "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "index" + "-url *=? *[a-z]+:"])
TELLS = re.compile(rf"(?<![\w.}}>)\]-])/(?:{FOLDERS})/|{HOSTS}")


def files() -> list[Path]:
    """Every file that git holds, or would hold by tomorrow."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def tells(content: bytes) -> list[str]:
    """The lines that tell, of a text; a file that is no text has none."""
    if b"\0" in content:
        return []
    return [line for line in content.decode("utf-8", "replace").splitlines() if TELLS.search(line)]


def test_no_file_tells_of_a_machine() -> None:
    found = {path: tells(path.read_bytes()) for path in files()}
    assert {str(path.relative_to(ROOT)): lines for path, lines in found.items() if lines} == {}


def test_the_guard_reads_the_files_that_matter() -> None:
    names = {str(path.relative_to(ROOT)) for path in files()}
    assert {"pyproject.toml", "Makefile", "requirements/main.txt"} <= names


@pytest.mark.parametrize("folder", FOLDERS.split("|"))
def test_the_guard_sees_a_folder_of_a_machine(folder: str) -> None:
    assert tells(f"x = 1\npath = '/{folder}/me/x'\n".encode()) == [f"path = '/{folder}/me/x'"]
    assert tells(f"file:///{folder}/x".encode())


@pytest.mark.parametrize("text", ["https://py" + "pi.org/simple", "--index" + "-url http://x"])
def test_the_guard_sees_an_index_host(text: str) -> None:
    assert tells(text.encode())


@pytest.mark.parametrize("text", ["/benches/work/", "../home/x", "/usr/bin/env", "homework/"])
def test_the_guard_passes_other_paths(text: str) -> None:
    assert not tells(text.encode())


def test_the_guard_passes_what_is_no_text() -> None:
    assert not tells(b"\0/ho" + b"me/me")
