"""What is installed is pinned, has hashes, and comes from no host that the files name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[a-z0-9,._-]+\])?==[^\s;=]+( ?; [^#]+?)?"
    r"( +--hash=sha256:[0-9a-f]{64})+"
)


def faults(lock: str) -> list[str]:
    """The lines of a lock file that name a host, are not pinned or have no hash."""
    logical = re.sub(r" *\\\n *", " ", lock).splitlines()
    lines = [line.strip() for line in logical]
    hosts = [line for line in lines if "://" in line or "index" in line.split("=")[0].split(" ")[0]]
    wanted = [line for line in lines if line and not line.startswith("#")]
    return hosts + [line for line in wanted if not PINNED.fullmatch(line)]


def foreign_locks(root: Path) -> list[str]:
    """Lock files of other tools: they name the host that they were made with."""
    names = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock")
    inner = [path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")]
    found = [path for name in names for folder in inner for path in folder.rglob(name)]
    return [path.name for path in (*found, *map(root.joinpath, names)) if path.exists()]


def test_there_are_locks() -> None:
    assert [path.stem for path in LOCKS] == ["bench", "main", "test", "uv"]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: str(path.stem))
def test_everything_is_pinned_with_hashes_and_no_host(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_no_other_lock_lies_about() -> None:
    assert foreign_locks(ROOT) == []


HASH = f"--hash=sha256:{'0' * 64}"


@pytest.mark.parametrize(
    "line",
    [
        f"django==5.2 {HASH}",
        f"django==5.2 \\\n    {HASH} \\\n    {HASH}",
        f"psycopg[binary]==3.2 ; sys_platform == 'linux' \\\n    {HASH}",
        "# via django",
        "",
    ],
)
def test_a_pinned_line_is_fine(line: str) -> None:
    assert faults(line + "\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "django==5.2",
        f"django>=5.2 {HASH}",
        f"django {HASH}",
        "django==5.2 --hash=md5:00",
        f"--index{'-url'} https://example.org/simple\ndjango==5.2 {HASH}",
        f"--index{'-url'}=example.org",
        f"--extra-index{'-url'} example.org",
        "--find-links wheels",
        f"django @ https://example.org/django.whl {HASH}",
        f"# from https://example.org/simple\ndjango==5.2 {HASH}",
        "-e .",
        "-r other.txt",
    ],
)
def test_the_guard_sees_a_loose_line(line: str) -> None:
    assert faults(line + "\n")


@pytest.mark.parametrize("name", ["uv.lock", "docs/uv.lock", "docs/deep/poetry.lock"])
def test_the_guard_sees_another_lock(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    assert foreign_locks(tmp_path) == [path.name]
