"""`vedich init`, `vedich demo`, `vedich journal verify`: as people call them, in processes."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest


pytestmark = pytest.mark.slow

QUEUE = "django_tasks_database_dbtaskresult"
PLACE = ("--place-code", "86", "--place-name", "Tỉnh Mẫu", "--level", "province")


def vedich(*words: str, data: Path | None = None, typed: str = "") -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VEDICH", "DJANGO", "COV"))
    }
    if data:
        env["VEDICH_DATA"] = str(data)
    done = subprocess.run(
        [sys.executable, "-m", "vedich.cli", *words, "--language", "en"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=env | {"PYTHONUTF8": "1"},
        input=typed,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a real database, made with a password from standard input."""
    folder = tmp_path_factory.mktemp("real") / "data"
    words = ("init", "--data", str(folder), *PLACE, "--admin", "quan-tri", "--password-stdin")
    code, out, err = vedich(*words, typed="trăng sáng đồng bằng\n")
    assert (code, err) == (0, "")
    assert "Tỉnh Mẫu" in out
    assert "password" not in out
    return folder


def test_a_real_database_is_nobody_elses_on_the_machine(real: Path) -> None:
    assert stat.S_IMODE(real.stat().st_mode) == 0o700
    assert stat.S_IMODE((real / "secret.key").stat().st_mode) == 0o600


def test_a_real_database_has_one_administrator_and_is_no_sample(real: Path) -> None:
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        assert base.execute("SELECT sample, day FROM journal_register").fetchall() == [(0, None)]
        (role,) = base.execute("SELECT role FROM people_post").fetchone()
        (kept,) = base.execute("SELECT password FROM people_person").fetchone()
    assert role == "administrator"
    assert kept.startswith("argon2")


def test_init_refuses_a_folder_that_has_a_database(real: Path) -> None:
    code, _, err = vedich("init", "--data", str(real), *PLACE, "--admin", "x")
    assert code == 2
    assert "real database already" in err


def test_a_sample_is_never_made_over_a_real_database(real: Path) -> None:
    for words in (["demo"], ["demo", "--if-missing"]):
        code, _, err = vedich(*words, data=real)
        assert code == 2
        assert "real database already" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("init", *PLACE), "--admin"),
        (("init", *PLACE, "--admin", " "), "--admin"),
        (("init", "--place-code", "8", "--place-name", "X", "--level", "x", "--admin", "x"), "x"),
        (("demo", "--seed", "many"), "--seed"),
        (("journal", "mend"), "mend"),
        (("journal", "verify", "--known", "N1"), "--known"),
    ],
)
def test_what_cannot_be_understood_makes_no_folder(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    folder = tmp_path / "data"
    code, out, err = vedich(*words, data=folder)
    assert (code, out) == (2, "")
    assert said in err
    assert not folder.exists()


def test_a_short_password_makes_no_folder(tmp_path: Path) -> None:
    words = ("init", *PLACE, "--admin", "x", "--password-stdin")
    code, _, err = vedich(*words, data=tmp_path / "data", typed="123\n")
    assert code == 2
    assert "3 characters" in err
    assert not (tmp_path / "data").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    code, _, err = vedich("demo", data=tmp_path / "data")
    assert code == 2
    assert "is a file" in err


def test_the_journal_of_a_database_that_holds_gives_its_code(real: Path) -> None:
    code, out, err = vedich("journal", "verify", data=real)
    assert (code, err) == (0, "")
    printed = out.strip().removesuffix(".").partition("now: ")[2]
    assert printed.startswith("N5 · ")
    assert vedich("journal", "verify", "--known", printed, data=real)[0] == 0
    wrong = printed[:-1] + ("A" if printed[-1] != "A" else "B")
    assert vedich("journal", "verify", "--known", wrong, data=real)[0] == 2


def test_codes_may_stand_in_a_file(real: Path, tmp_path: Path) -> None:
    _, out, _ = vedich("journal", "verify", data=real)
    codes = tmp_path / "codes.txt"
    codes.write_text(out.partition("now: ")[2].rstrip(".\n") + "\n\n", encoding="utf-8")
    assert vedich("journal", "verify", "--known", str(codes), data=real)[0] == 0
    codes.write_text("\n")
    assert vedich("journal", "verify", "--known", str(codes), data=real)[0] == 2


def test_a_line_that_was_changed_is_named(real: Path) -> None:
    change = "UPDATE journal_line SET text = replace(text, ?, ?) WHERE sequence = 3"
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        base.execute(change, ("figures.add", "figures.odd"))
    code, out, err = vedich("journal", "verify", data=real)
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        base.execute(change, ("figures.odd", "figures.add"))
    assert (code, out) == (2, "")
    assert "Journal line 3" in err


def test_there_is_no_journal_where_nothing_was_made(tmp_path: Path) -> None:
    code, _, err = vedich("journal", "verify", data=tmp_path)
    assert code == 2
    assert "vedich demo" in err


def test_help_does_not_wait_for_django() -> None:
    script = (
        "import sys\n"
        "from vedich.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "assert 'django' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 0


def test_somebody_locked_out_gets_a_code_on_the_server(real: Path) -> None:
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        columns = [row[1] for row in base.execute("PRAGMA table_info(axes_accessattempt)")]
        values = {"username": "quan-tri", "failures_since_start": 5, "attempt_time": "2026-01-01"}
        row = [values.get(name, "") if name != "id" else None for name in columns]
        marks = ", ".join("?" for _ in columns)
        base.execute(f"INSERT INTO axes_accessattempt VALUES ({marks})", row)
    code, out, err = vedich("people", "code", "quan-tri", data=real)
    assert (code, err) == (0, "")
    assert re.search(r"Code of quan-tri: [3-9A-Y]{4}-[3-9A-Y]{4} ", out)
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        (waits,) = base.execute("SELECT COUNT(*) FROM axes_accessattempt").fetchone()
        (line,) = base.execute("SELECT text FROM journal_line ORDER BY sequence DESC").fetchone()
    assert waits == 0
    assert "people.issue_code" in line
    assert out.split(": ")[1][:9] not in line


def test_the_list_of_people_says_who_cannot_get_in(real: Path) -> None:
    code, out, _ = vedich("people", "list", data=real)
    assert (code, out.split("\t")[0]) == (0, "quan-tri")
    assert "no password yet" not in out
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        base.execute("UPDATE people_person SET is_active = 0")
    _, out, _ = vedich("people", "list", data=real)
    code, _, err = vedich("people", "code", "quan-tri", data=real)
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        base.execute("UPDATE people_person SET is_active = 1")
    assert "locked out" in out
    assert (code, "locked out" in err) == (2, True)


@pytest.mark.parametrize(
    "words", [("people", "code", "nobody"), ("people", "code"), ("people", "dance")]
)
def test_what_cannot_be_done_with_people_is_said(real: Path, words: tuple[str, ...]) -> None:
    code, out, err = vedich(*words, data=real)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert "vedich people" in err


def test_a_database_of_an_older_version_is_brought_up_to_date(real: Path) -> None:
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        base.execute("DELETE FROM search_word")
        base.execute("DELETE FROM search_found")
        base.execute("DROP TABLE search_word")
        base.execute("DROP TABLE search_found")
        base.execute("DELETE FROM django_migrations WHERE app = 'search'")
    code, _, err = vedich("people", "list", data=real)
    assert (code, err) == (0, "")
    with sqlite3.connect(real / "vedich.sqlite3") as base:
        (count,) = base.execute("SELECT COUNT(*) FROM search_found").fetchone()
    assert count > 0


# -- the daily jobs --------------------------------------------------------------------------------


def test_the_daily_jobs_run_once_a_day_and_say_what_they_did(real: Path) -> None:
    code, out, err = vedich("jobs", "--data", str(real))
    assert code == 0
    assert "No mail server is set" in err
    assert "open periods: of" in out
    assert "done, attempt 1, count " in out
    code, again, err = vedich("jobs", "--data", str(real))
    assert (code, again) == (0, out)
    assert "Nothing is due." in err


def test_of_three_that_start_at_once_one_does_each_job(real: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(real, folder)
    with sqlite3.connect(folder / "vedich.sqlite3") as base:
        base.execute("DELETE FROM notices_run")
        base.execute(f"DELETE FROM {QUEUE}")
    all_three = [
        subprocess.Popen(
            [sys.executable, "-m", "vedich.cli", "jobs", "--data", str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    for process in all_three:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    with sqlite3.connect(folder / "vedich.sqlite3") as base:
        runs = base.execute("SELECT job, state, attempts FROM notices_run").fetchall()
        (queued,) = base.execute(
            "SELECT COUNT(*) FROM django_tasks_database_dbtaskresult"
        ).fetchone()
    assert {(state, attempts) for _, state, attempts in runs} == {("done", 1)}
    assert len({job for job, *_ in runs}) == len(runs) == queued >= 3


def test_bad_settings_of_mail_are_refused_in_words(real: Path) -> None:
    for value in (
        "mail.example.vn",
        "smtp://mail.example.vn",
        "smtp://h:x?from=a@example.vn",
        "smtp://h?from=@",
        "smtps://h?from=a@example.vn&tls=starttls",
    ):
        found = subprocess.run(
            [sys.executable, "-m", "vedich.cli", "jobs", "--data", str(real)],
            capture_output=True,
            text=True,
            env={**os.environ, "VEDICH_MAIL": value, "VEDICH_LANGUAGE": "en"},
            check=False,
            timeout=60,
        )
        assert found.returncode == 2, found.stderr
        assert "VEDICH_MAIL must look like" in found.stderr
