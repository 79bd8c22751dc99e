"""`vedich sample`: figures of the cells come to the district's printed numbers, on every engine."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from tests.desk import in_process
from tests.engines import QUICK_ENGINES
from tests.spec.test_targets_spec import TABLE_SAMPLE
from vedich.cli.main import main
from vedich.core.errors import LANGUAGES, Language
from vedich.core.numbers import div_round, read_scaled, write_machine
from vedich.core.targets import Outcome
from vedich.rulebook.indicators import Indicator, indicators
from vedich.rulebook.samples import cho_lach_2022


DISTRICT = "832"
JUNE, HALF = "2022-06", "2022-H1"
MONTHS = [f"2022-0{month}" for month in range(1, 7)]

# What the district came to, January to June as a scorecard prints it, and what of June is verified
# (None: nothing). These are the numbers of the mock-ups.
TABLE: list[tuple[int, str, str, str | None]] = [
    (1, "chi_bo_trong_sach_vung_manh", "0 1 2 4 6 8", "7"),
    (2, "to_chuc_dang_hoan_thanh_tot", "86.5 87.1 88.6 89.4 90.5 91.2", "91.2"),
    (3, "ket_nap_dang_vien", "4 13 20 31 42 52", "49"),
    (4, "ty_le_dang_vien_bi_ky_luat", "0.05 0.12 0.19 0.28 0.37 0.46", "0.46"),
    (5, "chi_bo_co_ke_hoach_khac_phuc", "41.7 68.8 84.4 91.7 94.8 96.9", "96.9"),
    (6, "han_che_da_khac_phuc", "9.5 21.4 33.3 42.9 54.8 64.3", "57.1"),
    (7, "sinh_hoat_chi_bo_loai_tot", "82.1 83.9 85 86.2 86.8 87.4", "86.9"),
    (8, "ky_giao_uoc_dong_khoi_moi", "62 97 100 100 100 100", "100"),
    (9, "mo_hinh_dan_van_kheo", "2 7 13 19 26 31", "28"),
    (10, "xa_nong_thon_moi_nang_cao", "0 0 0 0 0 0", "0"),
    (11, "thu_nhap_binh_quan", "4.6 9.3 14.2 19.3 24.4 29.6", None),
    (12, "thu_ngan_sach", "14.2 25.6 37.1 48.9 60.2 71.8", "71.8"),
    (13, "von_dau_tu_toan_xa_hoi", "120.4 268.9 441.2 630.5 822.7 1024.6", "987.3"),
    (14, "san_luong_trai_cay", "3.1 8.4 16.9 27.8 38.6 47.9", "45.2"),
    (15, "cay_giong_hoa_kieng", "6.9 9.8 13.1 16.4 19.6 22.6", "21.8"),
    (16, "doanh_nghiep_thanh_lap_moi", "3 6 12 17 22 27", "27"),
    (17, "hop_tac_xa_hieu_qua", "5 6 6 7 8 9", "9"),
    (18, "san_pham_ocop", "6 7 8 10 12 12", "12"),
    (19, "ho_ngheo", "3.86 3.79 3.7 3.61 3.5 3.41", "3.41"),
    (20, "viec_lam_moi", "142 301 466 652 834 1012", "968"),
    (21, "bao_hiem_y_te", "92.9 92.4 91.9 91.5 91.6 91.8", "91.8"),
    (22, "truong_chuan_quoc_gia", "26 26 26 27 27 28", "28"),
    (23, "ho_dung_nuoc_sach", "47.2 47.9 48.8 49.7 50.4 51.3", "49.8"),
    (24, "duong_be_tong", "1.1 3.6 6.8 10.4 13.9 17.4", "15.9"),
    (25, "giao_quan", "0 100 100 100 100 100", "100"),
]
STATUS = {
    Outcome.MET: ("✓ Đã đạt", "✓ Met"),
    Outcome.AT_LEVEL: ("● Đang ở mức", "● At the level"),
    Outcome.ON_TRACK: ("● Đúng tiến độ", "● On track"),
    Outcome.AT_RISK: ("▲ Có nguy cơ", "▲ At risk"),
    Outcome.HARD: ("◆ Khó đạt", "◆ Hard"),
    Outcome.NO_FIGURE: ("○ Chưa có số", "○ No figure"),
}
SHAPES = set("✓●▲◆○")
NAMES = [f"target {row[0]}" for row in TABLE]


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command, inside this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return code, out.getvalue(), err.getvalue()


Row = dict[str, str]


@dataclass(frozen=True)
class Result:
    """A rolled-up file, by place, indicator and period."""

    content: bytes
    rows: dict[tuple[str, str, str], Row]

    def at(self, code: str, period: str, place: str = DISTRICT) -> Row:
        return self.rows[place, code, period]

    def printed(self, of: Indicator, *periods: str) -> str:
        """The district's value, parts and wholes of the periods added, as a scorecard prints it."""
        rows = [self.at(of.code, period) for period in periods]
        part, whole = (
            sum(read_scaled(row[column] or "0", decimals=of.decimals) for row in rows)
            for column in ("part", "whole")
        )
        if of.part is None:
            return write_machine(part, decimals=of.decimals)
        rate = div_round(part * 100 * 10**of.decimals, whole)
        return write_machine(rate, decimals=of.decimals)


def rolled_up(folder: Path, engine: str, *more: str) -> Result:
    out = folder / f"{engine}{len(more)}.out.csv"
    files = [f"--{name}={folder / name}.csv" for name in ("places", "indicators", "figures")]
    asked = [f"--periods={','.join([*MONTHS, HALF])}", f"--out={out}", f"--engine={engine}"]
    assert run("rollup", *files, *asked, *more) == (0, "", "")
    content = out.read_bytes()
    rows = csv.DictReader(content.decode().splitlines())
    return Result(content, {(row["place"], row["indicator"], row["period"]): row for row in rows})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year") / "sample"
    code, _, told = run("sample", "--language", "en", "--out", str(folder))
    assert code == 0
    assert told.startswith("Sample data: the figures are invented. places.csv")
    return folder


@pytest.fixture(scope="module")
def every(kept: Path) -> Result:
    return rolled_up(kept, "columnar")


@pytest.fixture(scope="module")
def verified(kept: Path) -> Result:
    return rolled_up(kept, "columnar", "--only", "verified")


@pytest.fixture(scope="module")
def cards() -> dict[Language, str]:
    found: dict[Language, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        for language in LANGUAGES:
            code, found[language], told = run("sample", "--language", language)
            assert (code, told) == (0, "")
    return found


# -- the numbers -----------------------------------------------------------------------------------


def periods(of: Indicator, month: int) -> list[str]:
    """The periods whose figures make up the value after `month` months."""
    if month == len(MONTHS):
        return [HALF]  # the figure of a quarter, or of a late place's May, counts as well
    return MONTHS[:month] if of.measure.time_rule.value == "sum" else [MONTHS[month - 1]]


@pytest.mark.parametrize(("number", "code", "series", "_verified"), TABLE, ids=NAMES)
def test_the_district_comes_to_its_series(
    every: Result, number: int, code: str, series: str, _verified: str | None
) -> None:
    of = indicators(cho_lach_2022().on)[code]
    assert cho_lach_2022().targets[number - 1].indicator is of
    found = [every.printed(of, *periods(of, month)) for month in range(1, 7)]
    assert found == series.split()


@pytest.mark.parametrize(("_number", "code", "_series", "value"), TABLE, ids=NAMES)
def test_verified_figures_alone_come_to_the_verified_value(
    verified: Result, _number: int, code: str, _series: str, value: str | None
) -> None:
    of = indicators(cho_lach_2022().on)[code]
    found = None
    if (DISTRICT, code, HALF) in verified.rows:
        found = verified.printed(of, HALF)
    assert found == value


@pytest.mark.parametrize("seed", ["0", "170"])
def test_another_seed_spreads_the_same_numbers(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cards: dict[Language, str],
    kept: Path,
    seed: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, card, _ = run("sample", "--language", "en", "--seed", seed, "--out", str(tmp_path))
    figures = (tmp_path / "figures.csv").read_bytes()
    assert figures != (kept / "figures.csv").read_bytes()
    tables = [text.partition("Have not sent")[0] for text in (card, cards["en"])]
    assert tables[0] == tables[1]


def test_one_seed_makes_one_year(tmp_path: Path, kept: Path) -> None:
    run("sample", "--language", "en", "--seed", "2022", "--out", str(tmp_path))
    for name in ("places.csv", "indicators.csv", "figures.csv"):
        assert (tmp_path / name).read_bytes() == (kept / name).read_bytes()
    assert len(list(tmp_path.iterdir())) == 3


def test_what_is_below_adds_up_to_the_district(every: Result, kept: Path) -> None:
    with (kept / "places.csv").open(encoding="utf-8") as stream:
        below = [row["code"] for row in csv.DictReader(stream) if row["parent"] == DISTRICT]
    assert len(below) == 11 + 7
    for _, code, *_ in TABLE:
        parts = [
            every.rows[place, code, HALF] for place in below if (place, code, HALF) in every.rows
        ]
        if not parts:
            continue  # reported by the district's own agencies
        decimals = indicators(cho_lach_2022().on)[code].decimals
        for column in ("part", "whole", "reported", "expected", "verified"):
            added = sum(read_scaled(row[column] or "0", decimals=decimals) for row in parts)
            whole = read_scaled(every.at(code, HALF)[column] or "0", decimals=decimals)
            assert added == whole, (code, column)


@pytest.mark.parametrize("engine", QUICK_ENGINES)
@pytest.mark.parametrize("more", [(), ("--only", "verified")], ids=["all", "verified"])
def test_every_engine_writes_the_same_bytes(
    kept: Path, every: Result, verified: Result, engine: str, more: tuple[str, ...]
) -> None:
    if engine != "columnar":
        found = rolled_up(kept, engine, *more)
        assert found.content == (verified if more else every).content


def test_no_place_reports_more_than_its_whole_or_less_than_nothing(kept: Path) -> None:
    with (kept / "figures.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            part = read_scaled(row["part"], decimals=3)
            assert part >= 0
            assert not row["whole"] or part <= read_scaled(row["whole"], decimals=3)
            assert row["known_since"] <= "2022-07-11"


def test_two_cells_are_late_in_june(every: Result) -> None:
    for code, sent in (("ket_nap_dang_vien", "94"), ("ho_dung_nuoc_sach", "87")):
        row = every.at(code, JUNE)
        assert row["reported"] == sent
        assert int(row["expected"]) == int(sent) + 2
    assert every.at("ho_dung_nuoc_sach", "2022-05")["reported"] == "89"


# -- the scorecard ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "label"),
    [("vi", "Dữ liệu mẫu: số liệu là giả định."), ("en", "Sample data: the figures are invented.")],
)
def test_the_label_comes_first_and_last(
    cards: dict[Language, str], language: Language, label: str
) -> None:
    lines = cards[language].splitlines()
    assert (lines[0], lines[-1]) == (label, label)


def test_the_heading_is_the_answer(cards: dict[Language, str]) -> None:
    assert (
        "25 chỉ tiêu đến 30/6/2022: 4 đã đạt, 3 đang ở mức đạt, 9 đúng tiến độ, 1 có nguy cơ, "
        "7 khó đạt, 1 chưa có số."
    ) in " ".join(cards["vi"].split())
    assert (
        "25 targets on 30 June 2022: 4 met, 3 at the level, 9 on track, 1 at risk, 7 hard, "
        "1 without a figure."
    ) in " ".join(cards["en"].split())


def rows(card: str) -> Iterator[str]:
    """The first line of each target's row."""
    return (line for line in card.splitlines() if line[:2].strip().isdigit() and set(line) & SHAPES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_has_its_status_in_a_word_and_a_shape(
    cards: dict[Language, str], language: Language
) -> None:
    found = list(rows(cards[language]))
    assert [int(line[:2]) for line in found] == list(range(1, 26))
    outcomes: list[Outcome] = [row[-2] for row in TABLE_SAMPLE]
    for line, outcome in zip(found, outcomes, strict=True):
        # a long word of status goes on in the next line
        assert STATUS[outcome][LANGUAGES.index(language)] in line
    assert set(outcomes) == set(STATUS)


def test_rows_show_plan_verified_reported_path_and_places(cards: dict[Language, str]) -> None:
    by_number = {int(line[:2]): " ".join(line.split()) for line in rows(cards["vi"])}
    assert "≥ 120 49 52* 60 ◆ Khó đạt 94/96" in by_number[3]
    assert "≤ 0,80 0,46 0,46 0,40 ◆ Khó đạt 1/1" in by_number[4]
    assert "≥ 58,0 — 29,6* 28,0 ○ Chưa có số 1/1" in by_number[11]
    assert "≥ 2.150,0 987,3 1.024,6* 980,0 ● Đúng tiến độ 1/1" in by_number[13]
    assert "≥ 1.600 968 1.012* 800 ● Đúng tiến độ 11/11" in by_number[20]
    english = {int(line[:2]): " ".join(line.split()) for line in rows(cards["en"])}
    assert "≥ 2,150.0 987.3 1,024.6* 980.0 ● On track 1/1" in english[13]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_fits_the_page(cards: dict[Language, str], language: Language) -> None:
    assert max(map(len, cards[language].splitlines())) <= 80
    assert not {"\x1b", "…"} & set(cards[language])


def test_a_wider_page_has_fewer_lines(
    monkeypatch: pytest.MonkeyPatch, cards: dict[Language, str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    lines = run("sample", "--language", "vi")[1].splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) < len(cards["vi"].splitlines())


def test_english_has_no_vietnamese_but_names(cards: dict[Language, str]) -> None:
    for word in ("chỉ tiêu", "Mũi", "Kế hoạch", "đạt", "Xã ", "(mẫu)", "tháng"):
        assert word not in cards["en"]


def test_the_engine_does_not_show(
    monkeypatch: pytest.MonkeyPatch, cards: dict[Language, str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run("sample", "--language", "vi", "--engine", "reference")[1] == cards["vi"]


# -- options ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--seed", "x"], "--seed: “x” is not a whole number from 0 to 999999999."),
        (["--seed", "-1"], "--seed: "),
        (["--out", "file"], "--out: “file” is a file, not a folder."),
        (["--out", "no/such"], "--out: There is no folder “no”."),
        (["--engine", "abacus"], "--engine: “abacus”"),
        (["--years", "3"], "--years: There is no such option."),
    ],
)
def test_wrong_options_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    code, out, err = run("sample", "--language", "en", *words)
    assert (code, out) == (2, "")
    assert err.startswith(told)
    assert len(err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_help_has_an_example(tmp_path: Path) -> None:
    done = in_process(["sample", "--help"], tmp_path)
    assert done.returncode == 0
    assert "vedich rollup --places sample/places.csv" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 82


def test_a_process_of_its_own_speaks_the_language_of_the_variable(tmp_path: Path) -> None:
    done = in_process(["sample"], tmp_path, VEDICH_LANGUAGE="vi")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Dữ liệu mẫu")
    assert list(tmp_path.iterdir()) == []


def stopped_between_the_files(out: Path) -> tuple[int, str]:
    """The exit code and what was said, when Ctrl-C comes after the first file stands there."""
    running = subprocess.Popen(
        [sys.executable, "-m", "vedich.cli", "sample", "--out", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "VEDICH_LANGUAGE": "en"},
    )
    while not (out / "places.csv").exists() and running.poll() is None:
        time.sleep(0.0005)
    running.send_signal(signal.SIGINT)
    told = running.communicate(timeout=60)[1]
    return running.returncode, told


@pytest.mark.slow
def test_ctrl_c_between_the_files_does_not_say_that_nothing_was_written(tmp_path: Path) -> None:
    # on a busy machine the command may be done before this process has its turn: then once more
    for attempt in range(10):
        out = tmp_path / f"kept {attempt}"
        code, told = stopped_between_the_files(out)
        if code != 0:
            break

    assert code == 130
    assert told == (
        "Stopped as asked. What was finished stays and is whole, the rest was not written.\n"
    )
    assert (out / "places.csv").read_text(encoding="utf-8").endswith("\n")
    assert not list(out.glob(".*"))
