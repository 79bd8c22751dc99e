"""A wrong option is one clear line on standard error, and nothing is read or written."""

from __future__ import annotations

import pytest

from tests.desk import Desk


# words added to a valid command line, what is told
TABLE_OPTIONS = [
    (
        ["--periods", "2022,2022-Q1,2022"],
        "--periods: The period “2022” is asked for twice. Leave one out.",
    ),
    (
        ["--periods", "2022..2022,2022"],
        "--periods: The period “2022” is asked for twice. Leave one out.",
    ),
    (
        ["--periods", " , "],
        "--periods: No period was asked for. Name at least one, like --periods 2022-Q2,2022.",
    ),
    (
        ["--tree-on", "30/6/2022"],
        "--tree-on: “30/6/2022” is not a day. Write it like 2022-06-30 (year-month-day).",
    ),
    (
        ["--known-by", "today"],
        "--known-by: “today” is not a day. Write it like 2022-06-30 (year-month-day).",
    ),
    (["--only", "true"], "--only: “true” is not a choice here. Write one of: verified."),
    (
        ["--engine", "fast"],
        "--engine: “fast” is not a choice here. Write one of: reference, columnar, cluster.",
    ),
    (["--language", "fr"], "--language: “fr” is not a choice here. Write one of: vi, en."),
    (
        ["--out", "out.txt"],
        (
            "--out: “out.txt” ends neither in .csv nor in .parquet. Give the file one of these "
            "endings."
        ),
    ),
    (
        ["--figures", "figures"],
        (
            "--figures: “figures” ends neither in .csv nor in .parquet. Give the file one of these "
            "endings."
        ),
    ),
    (
        ["--out", "no/where/out.csv"],
        "--out: There is no folder “no/where”. Make it first, or choose another place.",
    ),
    (
        ["--out", "./places.csv"],
        (
            "--out: “places.csv” is also the input “places.csv” and would be overwritten. Choose "
            "another name."
        ),
    ),
    (
        ["--out", "figures.csv"],
        (
            "--out: “figures.csv” is also the input “figures.csv” and would be overwritten. Choose "
            "another name."
        ),
    ),
    (
        ["--places", ""],
        (
            "--places: This option needs a value after it. Write one; the command with --help "
            "shows an example."
        ),
    ),
    (
        ["--figure", "figures.csv"],
        (
            "--figure: There is no such option. Correct it or leave it out; the command with "
            "--help lists them."
        ),
    ),
    (
        ["--out"],
        (
            "--out: This option needs a value after it. Write one; the command with --help shows "
            "an example."
        ),
    ),
    (
        ["--places", "\udce9.csv"],
        "--places: The path holds bytes that are not UTF-8. Rename the file or the folder.",
    ),
]


@pytest.mark.parametrize(("more", "told"), TABLE_OPTIONS)
def test_wrong_option_is_one_clear_line(desk: Desk, more: list[str], told: str) -> None:
    assert desk.refusal(*more) == told


def test_out_that_is_a_folder_is_refused(desk: Desk) -> None:
    (desk.folder / "box.csv").mkdir()
    assert desk.refusal("--out", "box.csv") == "--out: “box.csv” is a folder. Name a file."


def test_out_that_links_to_an_input_is_refused(desk: Desk) -> None:
    (desk.folder / "link.csv").symlink_to("figures.csv")
    assert "“link.csv” is also the input “figures.csv”" in desk.refusal("--out", "link.csv")
