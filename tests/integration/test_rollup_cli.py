"""The command `vedich` as people and programs meet it: codes, languages, notices, interruptions."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from tests.desk import HEADER, PLACES, Desk, in_process
from tests.engines import QUICK_ENGINES
from vedich import __version__
from vedich.cli.main import COMMANDS
from vedich.core.errors import Language


# -- help and version ------------------------------------------------------------------------------


def test_version_is_said(tmp_path: Path) -> None:
    done = in_process(["--version"], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"vedich {__version__}\n", "")


def test_help_says_what_the_command_is_for(tmp_path: Path) -> None:
    done = in_process(["--help"], tmp_path)
    assert done.returncode == 0
    assert "from the page it is printed on to a verified result." in done.stdout
    assert "rollup     add figures up the tree of places" in done.stdout
    assert "Ctrl-C" in done.stdout


def test_help_of_rollup_has_files_an_example_and_exit_codes(tmp_path: Path) -> None:
    done = in_process(["rollup", "--help"], tmp_path)
    assert done.returncode == 0
    assert "Add figures up the tree of places" in done.stdout
    for word in ("--tree-on", "--known-by", "known_since", "reference|columnar|cluster"):
        assert word in done.stdout
    assert "vedich rollup --places places.csv" in done.stdout
    assert "FILE:LINE:COLUMN" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 82


def test_no_command_shows_the_help_and_is_refused(tmp_path: Path) -> None:
    done = in_process([], tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: vedich COMMAND" in done.stderr


def test_wrong_command_is_one_line(tmp_path: Path) -> None:
    done = in_process(["roll"], tmp_path, VEDICH_LANGUAGE="en")
    assert done.returncode == 2
    assert done.stderr == (
        f"vedich: “roll” is not a command. Write one right after vedich: {', '.join(COMMANDS)}.\n"
    )


def test_missing_option_is_one_line(tmp_path: Path) -> None:
    done = in_process(["rollup", "--places", "places.csv"], tmp_path, VEDICH_LANGUAGE="en")
    assert done.returncode == 2
    assert done.stderr == (
        "--indicators: This option is missing. Add it; the command with --help shows an example.\n"
    )


def test_help_does_not_wait_for_what_it_does_not_need(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "vedich.cli", "rollup", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    loaded = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()
    }
    assert "vedich" in loaded
    assert not loaded & {"duckdb", "rich", "django", "pyspark", "typer", "pydantic", "yaml"}


# -- language --------------------------------------------------------------------------------------

# environment, words added, language spoken
TABLE_LANGUAGES: list[tuple[dict[str, str], list[str], Language]] = [
    ({}, [], "en"),
    ({"LANG": "vi_VN.UTF-8"}, [], "vi"),
    ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, [], "en"),
    ({"LANG": "C.UTF-8", "LC_MESSAGES": "vi_VN"}, [], "vi"),
    ({"LANG": "vi_VN.UTF-8", "VEDICH_LANGUAGE": "en"}, [], "en"),
    ({"VEDICH_LANGUAGE": "vi"}, [], "vi"),
    ({"VEDICH_LANGUAGE": "vi"}, ["--language", "en"], "en"),
    ({"VEDICH_LANGUAGE": "en"}, ["--language=vi"], "vi"),
]


@pytest.mark.parametrize(("environ", "more", "language"), TABLE_LANGUAGES)
def test_language_is_the_typed_the_set_or_that_of_the_locale(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    more: list[str],
    language: Language,
) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "VEDICH_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    desk.write(figures="")
    plain = [word for word in desk.words() if word not in ("--language", "en")]
    answer = desk.say([*plain, *more])
    assert (answer.code, len(answer.lines)) == (2, 1)
    assert ("Tệp trống" in answer.lines[0]) == (language == "vi")


def test_wrong_language_in_the_environment_is_refused(tmp_path: Path) -> None:
    words = "rollup --places p.csv --indicators i.csv --figures f.csv --periods 2022 --out o.csv"
    done = in_process(words.split(), tmp_path, VEDICH_LANGUAGE="fr")
    assert done.returncode == 2
    assert done.stderr == "VEDICH_LANGUAGE: “fr” is not a choice here. Write one of: vi, en.\n"


# -- results and notices ---------------------------------------------------------------------------


def test_result_replaces_an_older_one(desk: Desk) -> None:
    desk.write(out="old")
    assert desk.run().code == 0
    assert desk.listing()["out.csv"].startswith(b"place,indicator,period,value")


def test_refusal_leaves_an_older_result_as_it_was(desk: Desk) -> None:
    desk.write(out="old")
    desk.add("011,roads,2022-04,x,,,")
    desk.refusal()
    assert desk.listing()["out.csv"] == b"old"


def test_figures_left_out_are_told_by_place(desk: Desk) -> None:
    answer = desk.run("--periods", "2022")
    assert answer.code == 0
    assert answer.lines == [
        (
            "Left out of “012” for 2022: 1 of its figures, since it does not stand in the tree of "
            "2022-12-31."
        )
    ]


def test_nothing_but_the_result_is_left_behind(desk: Desk) -> None:
    before = set(desk.listing())
    assert desk.run("--out", "out.parquet").code == 0
    assert set(desk.listing()) - before == {"out.parquet"}


def test_the_real_command_refuses_without_a_traceback(desk: Desk) -> None:
    desk.add("011,roads,2022-04,x,,,")
    done = in_process(desk.words(), desk.folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"{desk.refusal()}\n"


def test_progress_is_shown_on_a_terminal_only(desk: Desk) -> None:
    ours, theirs = pty.openpty()
    shown = subprocess.run(
        [sys.executable, "-m", "vedich.cli", *desk.words()],
        cwd=desk.folder,
        stderr=theirs,
        check=False,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    assert shown.returncode == 0
    assert os.read(ours, 100) != b""
    os.close(ours)
    assert in_process(desk.words(), desk.folder).stderr == ""


# -- engines that cannot run here ------------------------------------------------------------------


def test_cluster_without_pyspark_says_how_to_install_it(desk: Desk) -> None:
    hidden = "import sys; sys.modules['pyspark'] = None; from vedich.cli.main import main; "
    done = subprocess.run(
        [sys.executable, "-c", hidden + "sys.exit(main())", *desk.words("--engine", "cluster")],
        cwd=desk.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "--engine: “cluster” needs PySpark, which is not installed here. Run: pip install "
        "'vedich[cluster]' — or use --engine columnar.\n"
    )


def test_cluster_without_java_says_so(desk: Desk) -> None:
    words = desk.words("--engine", "cluster")
    done = in_process(words, desk.folder, PATH="/nowhere", JAVA_HOME="")
    assert done.returncode == 2
    assert "“cluster” needs" in done.stderr
    assert len(done.stderr.splitlines()) == 1


# -- a full disk, a folder that cannot be written, Ctrl-C ------------------------------------------

LIMITED = """
import resource, signal, sys
from vedich.cli.main import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing on fails as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(sys.argv[2:]))
"""


def many(desk: Desk, count: int) -> None:
    """Inputs with `count` communes, each with a figure."""
    codes = [f"c{number:06}" for number in range(count)]
    desk.write(
        places=PLACES + "".join(f"{code},,,,commune,01\n" for code in codes),
        figures=HEADER + "".join(f"{code},roads,2022-Q2,1,,,\n" for code in codes),
    )


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
@pytest.mark.parametrize("limit", [0, 4096])
def test_full_disk_leaves_the_older_result_as_it_was(desk: Desk, out: str, limit: int) -> None:
    many(desk, 3000)
    (desk.folder / out).write_bytes(b"old")
    before = desk.listing()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), *desk.words("--out", out)],
        cwd=desk.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    # an engine may run out of room for its own temporary files before it comes to the result
    assert done.stderr.startswith(f"{out}:1: ")
    assert "Nothing was written. Free some space" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert desk.listing() == before


@pytest.mark.skipif(
    not Path("/proc/self").is_dir(), reason="/proc is needed: nobody can write there"
)
def test_folder_that_cannot_be_written_is_refused(desk: Desk) -> None:
    line = desk.refusal("--out", "/proc/out.csv")
    assert line.startswith("/proc/out.csv:1: “/proc/out.csv” could not be written: ")


def stopped_after(words: Sequence[str], folder: Path, delay: float) -> subprocess.Popen[str]:
    """The real command, fed its places through a pipe and sent Ctrl-C `delay` seconds later."""
    pipe = folder / "pipe.csv"
    os.mkfifo(pipe)
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    running = subprocess.Popen(
        [sys.executable, "-m", "vedich.cli", *words, "--places", "pipe.csv"],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary), "VEDICH_LANGUAGE": "en"},
    )
    feed = threading.Thread(target=pipe.write_bytes, args=[(folder / "places.csv").read_bytes()])
    feed.start()
    feed.join()  # the command has opened the pipe: it runs
    pipe.unlink()
    time.sleep(delay)
    running.send_signal(signal.SIGINT)
    running.wait(timeout=60)
    return running


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.1, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0])
def test_interrupted_run_leaves_nothing_half_written(desk: Desk, delay: float) -> None:
    many(desk, 60_000)
    desk.write(out="old")
    before = desk.listing()

    running = stopped_after(desk.words(), desk.folder, delay)

    assert running.stderr is not None
    told = running.stderr.read()
    running.stderr.close()
    if running.returncode == 0:
        assert set(desk.listing()) == set(before)  # it was done before it was stopped
        return
    assert (running.returncode, told) == (130, "Stopped as asked. Nothing was written.\n")
    assert desk.listing() == before
    assert list((desk.folder / "tmp").iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("late", [0.0, 0.005, 0.02, 0.05, 0.1])
def test_ctrl_c_after_the_result_appeared_is_no_other_answer(desk: Desk, late: float) -> None:
    many(desk, 3000)
    out = desk.folder / "out.csv"
    command = [sys.executable, "-m", "vedich.cli", *desk.words("--out", out.name)]
    running = subprocess.Popen(command, cwd=desk.folder, stderr=subprocess.PIPE, text=True)
    while not out.exists() and running.poll() is None:
        time.sleep(0.0005)
    time.sleep(late)
    running.send_signal(signal.SIGINT)
    told = running.communicate(timeout=60)[1]

    assert (running.returncode, told) == (0, "")
    assert out.read_text().count("\n") > 3000


# -- ten million rows ------------------------------------------------------------------------------

MEASURED = """
import resource, sys
from vedich.cli.main import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
sys.exit(code)
"""


@pytest.mark.slow
@pytest.mark.parametrize("engine", QUICK_ENGINES[1:])
def test_one_wrong_cell_among_ten_million_rows_is_found(engine: str, tmp_path: Path) -> None:
    places = "code,valid_from,valid_to,name,kind,parent\n01,,,,district,\n"
    indicators = "code,name,unit,place_rule,time_rule\n"
    (tmp_path / "places.csv").write_text(
        places + "".join(f"c{number},,,,commune,01\n" for number in range(10_000))
    )
    (tmp_path / "indicators.csv").write_text(
        indicators + "".join(f"i{number},,,sum,sum\n" for number in range(100))
    )
    ten_million_rows(tmp_path / "figures.csv", wrong=9_876_543)
    words = ["--places", "places.csv", "--indicators", "indicators.csv", "--out", "out.csv"]
    asked = ["--figures", "figures.csv", "--periods", "2022", "--language", "en"]
    started = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "rollup", *words, *asked, "--engine", engine],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    took = time.monotonic() - started
    assert done.stdout.strip().isdecimal(), "only the memory stands on standard output"
    sys.stderr.write(f"\n{engine}: {took:.0f} s, {done.stdout.strip()} MB at most\n")
    assert done.stderr == (
        "figures.csv:9876543:part “12,5” is not a number for files. Write it like -12.5: a decimal "
        "point, no blanks, no grouping.\n"
    )
    assert done.returncode == 2
    assert not (tmp_path / "out.csv").exists()


def ten_million_rows(path: Path, wrong: int) -> None:
    """Figures of 10 000 places, 100 indicators and 10 months; on line `wrong` a decimal comma."""
    part = f"CASE WHEN n + 2 = {wrong} THEN '12,5' ELSE CAST(n % 1000 AS VARCHAR) END"
    with duckdb.connect() as con:
        con.execute(
            f"""COPY (SELECT 'c' || (n % 10000) AS place, 'i' || (n // 10000 % 100) AS indicator,
                             '2022-' || lpad(CAST(n // 1000000 + 1 AS VARCHAR), 2, '0') AS period,
                             {part} AS part, '' AS whole, '' AS known_since, '' AS verified
                      FROM range(10000000) AS r(n) ORDER BY n) TO '{path}' (FORMAT csv)"""
        )
