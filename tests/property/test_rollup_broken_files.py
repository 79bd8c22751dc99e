"""However a file is broken, the answer is a result or a refusal, and the same on every engine."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines import QUICK_ENGINES
from vedich.cli.main import main


PLACES: Final = """\
code,valid_from,valid_to,name,kind,parent,place_from
01,,,"Huyện, ""một"" xa",district,,
011,2020-01-01,2022-06-30,Xã A,commune,01,
011,2022-07-01,,Xã B,commune,01,2020-01-01
012,,,,commune,01,
"""
INDICATORS: Final = """\
code,name,unit,place_rule,time_rule,decimals
roads,Đường,km,sum,sum,2
water,Nước,%,ratio,last,
"""
FIGURES: Final = """\
place,indicator,period,part,whole,known_since,verified
011,roads,2022-Q1,-12.5,,2022-04-01,yes
011,roads,2022-04,1.25,,,0
"012",roads,2022-Q2,3,,2022-07-05,TRUE
012,roads,2022-Q2,4,,2022-07-06,
011,water,2022-05,1560,1600,,1
012,water,2022,,,,
"""
GOOD: Final = {
    "places.csv": PLACES.encode(),
    "indicators.csv": INDICATORS.encode(),
    "figures.csv": FIGURES.encode(),
}


class Blow(NamedTuple):
    """Bytes from `place` on, `length` of them, are replaced."""

    place: int
    length: int
    instead: bytes

    def strike(self, content: bytes) -> bytes:
        """`content` after the blow."""
        start = self.place % (len(content) + 1)
        return content[:start] + self.instead + content[start + self.length :]


# what files are made of, so that many blows leave something that is nearly right
CRUMBS: Final = [
    b"", b",", b'"', b"\n", b"\r", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"0", b"9", b"-",
    b".", b"e5", b" ", b"01", b"011", b"2022", b"2022..2023", b"2022-06-30", b"yes", b";", b"'",
    b"#", "đ".encode(), b"\xc4", b"\\", b"|", b"1000000000000000", b"\t", b"\xc2\xa0", b"\x1a",
]  # fmt: skip
BLOWS: Final = st.lists(
    st.builds(Blow, st.integers(0, 2000), st.integers(0, 12), st.sampled_from(CRUMBS)),
    min_size=1,
    max_size=3,
)


class Answer(NamedTuple):
    """Exit code, standard error and the result."""

    code: int
    told: str
    result: bytes


def ask(folder: Path, figures: str, engine: str) -> Answer:
    """Run the command on the files in `folder`; whatever it raises goes through."""
    with contextlib.chdir(folder), contextlib.redirect_stderr(io.StringIO()) as told:
        words = ["--places", "places.csv", "--indicators", "indicators.csv", "--figures", figures]
        asked = ["--periods", "2022-Q2,2022", "--out", "out.csv", "--language", "en"]
        code = main(["rollup", *words, *asked, "--engine", engine])
    out = folder / "out.csv"
    result = out.read_bytes() if out.exists() else b""
    out.unlink(missing_ok=True)
    return Answer(code, told.getvalue(), result)


def written(files: dict[str, bytes], folder: Path) -> Path:
    """`folder`, with `files` in it."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def check(answer: Answer, engine: str) -> None:
    """A result and no refusal, or a refusal and no result."""
    assert answer.code in (0, 2)
    assert bool(answer.result) == (answer.code == 0)
    assert answer.code == 0 or answer.told


def parquet(text: str) -> bytes:
    """The CSV `text` as Parquet with text cells."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        source, out = Path(folder) / "a.csv", Path(folder) / "a.parquet"
        source.write_text(text, encoding="utf-8")
        con.execute(
            f"COPY (FROM read_csv('{source}', all_varchar = true)) TO '{out}' (FORMAT parquet)"
        )
        return out.read_bytes()


WHOLE_PARQUET: Final = parquet(FIGURES)


@pytest.mark.parametrize("engine", QUICK_ENGINES)
@given(name=st.sampled_from(sorted(GOOD)), blows=BLOWS)
def test_broken_text_is_a_result_or_a_refusal(
    engine: str, name: str, blows: Sequence[Blow]
) -> None:
    content = GOOD[name]
    for blow in blows:
        content = blow.strike(content)
    with tempfile.TemporaryDirectory() as folder:
        home = written({**GOOD, name: content}, Path(folder))
        answer = ask(home, "figures.csv", engine)
        check(answer, engine)
        assert sorted(path.name for path in home.iterdir()) == sorted(GOOD)
        oracle = ask(home, "figures.csv", "reference")
        assert (answer.code, answer.result) == (oracle.code, oracle.result)
        assert answer.code == 2 or answer.told == oracle.told


@pytest.mark.parametrize("engine", QUICK_ENGINES)
@given(blows=BLOWS)
def test_broken_parquet_is_a_result_or_a_refusal(engine: str, blows: Sequence[Blow]) -> None:
    content = WHOLE_PARQUET
    for blow in blows:
        content = blow.strike(content)
    with tempfile.TemporaryDirectory() as folder:
        home = written({**GOOD, "figures.parquet": content}, Path(folder))
        check(ask(home, "figures.parquet", engine), engine)


def test_files_before_any_blow_are_good(tmp_path: Path) -> None:
    answer = ask(written(GOOD, tmp_path), "figures.csv", "reference")
    assert (answer.code, answer.told) == (0, "")
