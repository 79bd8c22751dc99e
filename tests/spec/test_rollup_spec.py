"""`vedich rollup` does what every line of its law says, on every engine (DESIGN §5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines import EVERY_ENGINE, QUICK_ENGINES
from tests.spec.rollup_cases import Case, chapters, read_result, run, write_inputs


CASES = [case for chapter in chapters() for case in chapter.cases]
WRITTEN = [case for case in CASES if "refused" not in case.data and case.out == "out.csv"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that refusals name plain files."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("engine", EVERY_ENGINE)
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case_has_the_drawn_answer(
    case: Case, engine: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_inputs(case, folder)

    code = run(case, engine)

    told = capsys.readouterr()
    assert told.out == ""
    if "refused" in case.data:
        _check_refusal(told.err.splitlines(), case.data["refused"], engine)
        assert code == 2
        assert not (folder / case.out).exists()
        return
    assert (told.err.splitlines(), code) == (case.data.get("notices", []), 0)
    if "result" in case.exact:
        assert (folder / case.out).read_bytes() == case.exact["result"].encode()
    else:
        expected = case.rows("result")
        found = read_result(folder / case.out)
        places = [found[0].index(column) for column in expected[0]]
        assert [[row[place] for place in places] for row in found] == expected


def _check_refusal(told: list[str], drawn: list[str], engine: str) -> None:
    """The drawn lines; a fast engine may stop at the first kind of fault it meets."""
    if engine == "reference":
        assert told == drawn
    else:
        assert told
        assert set(told) <= set(drawn)


@pytest.mark.parametrize("engine", QUICK_ENGINES[1:])
@pytest.mark.parametrize("case", WRITTEN, ids=[case.name for case in WRITTEN])
def test_engine_writes_the_bytes_of_the_reference(case: Case, engine: str, folder: Path) -> None:
    write_inputs(case, folder)
    run(case, "reference")
    wanted = (folder / case.out).read_bytes()

    run(case, engine)

    assert (folder / case.out).read_bytes() == wanted


def test_every_line_of_the_law_has_cases() -> None:
    assert [chapter.number for chapter in chapters()] == list(range(1, 17))
    assert all(chapter.cases for chapter in chapters())
