"""`vedich practice`: a copy that says what it is, and leaves the real one alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.integration.cli.test_database_commands import PLACE, vedich


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a real database and a file of evidence."""
    folder = tmp_path_factory.mktemp("practice") / "data"
    words = ("init", "--data", str(folder), *PLACE, "--admin", "quan-tri", "--password-stdin")
    code, _, err = vedich(*words, typed="trăng sáng đồng bằng\n")
    assert (code, err) == (0, "")
    (folder / "evidence").mkdir(exist_ok=True)
    (folder / "evidence" / "a").write_bytes(b"x")
    with sqlite3.connect(folder / "vedich.sqlite3") as base:
        base.execute("INSERT INTO django_session VALUES ('k', 'd', '2999-01-01')")
        base.execute(
            "INSERT INTO people_signincode (person_id, digest, issued_by, issued_post, issued_at,"
            " issued_on, last_day)"
            " VALUES (1, 'd', '', '', '2026-01-01', '2026-01-01', '2999-01-01')"
        )
    return folder


def ask(folder: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "vedich.sqlite3") as base:
        return base.execute(question).fetchall()


def test_the_copy_is_marked_and_nothing_of_the_real_one_lets_anybody_in(
    real: Path, tmp_path: Path
) -> None:
    to = tmp_path / "copy"
    code, _, err = vedich("practice", "--data", str(real), "--to", str(to))
    assert code == 0, err
    assert "vedich serve --data" in err
    assert ask(to, "SELECT practice IS NOT NULL FROM journal_register") == [(1,)]
    assert ask(to, "SELECT count(*) FROM django_session") == [(0,)]
    assert ask(to, "SELECT count(*) FROM people_signincode WHERE revoked_at IS NULL") == [(0,)]
    assert (to / "evidence" / "a").read_bytes() == b"x"
    assert (to / "secret.key").read_text() != (real / "secret.key").read_text()
    code, out, _ = vedich("journal", "verify", "--data", str(to))
    assert code == 0
    assert "The journal holds" in out


def test_the_real_one_is_as_it_was(real: Path, tmp_path: Path) -> None:
    before = ask(real, "SELECT sequence, digest, practice FROM journal_register")
    vedich("practice", "--data", str(real), "--to", str(tmp_path / "copy"))
    assert ask(real, "SELECT sequence, digest, practice FROM journal_register") == before
    assert ask(real, "SELECT count(*) FROM django_session") == [(1,)]
    assert not (real / "practice").exists()


def test_an_older_copy_gives_way_only_when_that_is_said(real: Path, tmp_path: Path) -> None:
    to = tmp_path / "copy"
    words = ("practice", "--data", str(real), "--to", str(to))
    assert vedich(*words)[0] == 0
    code, _, err = vedich(*words)
    assert (code, "Add --replace" in err) == (2, True)
    assert vedich(*words, "--replace")[0] == 0


def test_no_real_data_is_ever_overwritten(real: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thu.docx").write_bytes(b"x")
    for to in (other, real, real.parent):
        code, _, err = vedich("practice", "--data", str(real), "--to", str(to), "--replace")
        assert code == 2, to
        assert "Choose another folder" in err or "Write another folder" in err
    assert (other / "thu.docx").exists()


def test_a_copy_is_not_copied_again(real: Path, tmp_path: Path) -> None:
    to = tmp_path / "copy"
    vedich("practice", "--data", str(real), "--to", str(to))
    code, _, err = vedich("practice", "--data", str(to), "--to", str(tmp_path / "second"))
    assert (code, "is a practice copy already" in err) == (2, True)


def test_a_missing_database_is_refused(tmp_path: Path) -> None:
    code, _, err = vedich("practice", "--data", str(tmp_path / "none"), "--to", str(tmp_path / "c"))
    assert (code, "There is no database" in err) == (2, True)
