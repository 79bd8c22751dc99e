"""`vedich read`: a document goes in, proposals come out, and nothing else on standard output."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.papers import body, p, packed, saved, word
from tests.support.pdfs import Line, Picture, paragraphs, pdf
from vedich.cli.main import main


SAID = (
    "NGHỊ QUYẾT",
    "về nhiệm vụ năm 2022",
    "1. Thu ngân sách nhà nước trên địa bàn đạt 118,5 tỷ đồng.",
    "2. Tỷ lệ hộ nghèo giảm còn dưới 1,5%.",
    "3. Phấn đấu có 4 xã đạt chuẩn nông thôn mới nâng cao.",
)


def as_word() -> bytes:
    made = word()
    for text in SAID:
        made.add_paragraph(text)
    return saved(made)


FILES = {
    "txt": "\n".join(SAID).encode(),
    "html": ("<html>" + "".join(f"<p>{text}</p>" for text in SAID)).encode(),
    "docx": as_word(),
    "pdf": pdf(paragraphs(SAID)),
}


def ran(*words: str) -> int:
    return main(["read", *words, "--language", "en"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def values(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said = capsys.readouterr()
    assert said.err == ""
    found: dict[str, Any] = json.loads(said.out)
    return found


@pytest.mark.parametrize("kind", FILES)
def test_the_proposals_of_a_document(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / f"a.{kind}").write_bytes(FILES[kind])
    assert ran(f"a.{kind}", "--json") == 0
    found = values(capsys)
    assert set(found) == {"targets", "tasks"}
    assert [(one["value"], one["unit"], one["comparator"]) for one in found["targets"]] == [
        (118.5, "tỷ đồng", "="),
        (1.5, "%", "<="),
        (4, "xã", "="),
    ]
    for one in found["targets"]:
        assert one["quote"] in "\n".join(SAID)
        assert "\n".join(SAID)[one["start"] : one["end"]] == one["quote"]
        assert one["kind"] == "target"
        assert one["value_max"] is None
    assert isinstance(found["targets"][2]["value"], int)


def test_standard_input_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FILES["txt"])))
    assert ran("-", "--json") == 0
    assert len(values(capsys)["targets"]) == 3


def test_a_document_without_numbers_gives_empty_lists(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.txt").write_text("Kính chúc sức khỏe.", encoding="utf-8")
    assert ran("a.txt", "--json") == 0
    assert values(capsys) == {"targets": [], "tasks": []}
    assert ran("a.txt") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "No target, result or task was found in “a.txt”.\n"


def test_a_person_gets_a_list_with_its_sentences(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.pdf").write_bytes(FILES["pdf"])
    assert main(["read", "a.pdf", "--language", "vi"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "1 ○ = 118,5 tỷ đồng · Thu ngân sách" in said.out
    assert "trang 1" in said.out
    assert said.out.endswith("\n3 chỉ tiêu\n")


BAD = {
    "missing.docx": None,
    "empty.txt": b"",
    "rubbish.txt": bytes(range(256)) * 40,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
    "macro.docm": packed({"word/document.xml": "<x/>", "word/vbaProject.bin": ""}),
    "cut.docx": body(p("Một."))[:-40],
    "book.xlsx": packed({"xl/workbook.xml": ""}),
    "scan.pdf": pdf([[Picture()]]),
    "locked.pdf": pdf([[Line("x")]], locked=True),
    "english.txt": b"The committee resolves to raise revenue. " * 20,
    "bomb.docx": packed({"word/document.xml": " " * 30_000_000}),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_bad_file_is_one_line_on_standard_error(
    name: str, more: Sequence[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = BAD[name]
    if data is not None:
        (folder / name).write_bytes(data)
    assert ran(name, *more) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert f"“{name}”" in said.err


def test_two_hundred_megabytes_cost_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "a.docx").open("wb") as opened:
        opened.truncate(200 * 1024**2)
    assert ran("a.docx") == 2
    assert "larger than 20 MB" in capsys.readouterr().err


def test_a_file_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran() == 2
    assert capsys.readouterr().err.startswith("FILE: ")


def command(*words: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "vedich.cli", "read", *words],
        env={**os.environ, **environ},
        capture_output=True,
        check=False,
    )


def test_the_command_starts_without_django_and_without_the_libraries() -> None:
    loaded = command("--help").stderr.decode()
    assert "vedich.formats.reading" in loaded
    for library in ("django", "lxml", "docx", "pypdfium2", "duckdb"):
        assert f" {library}\n" not in loaded


def test_json_is_utf_8_on_every_terminal(folder: Path) -> None:
    (folder / "a.txt").write_bytes(FILES["txt"])
    done = command("a.txt", "--json", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout.decode("utf-8"))["targets"][0]["unit"] == "tỷ đồng"


def test_a_reader_that_has_seen_enough_is_no_fault(folder: Path) -> None:
    (folder / "a.txt").write_text("\n".join([*SAID] * 2_000), encoding="utf-8")
    line = f"{sys.executable} -m vedich.cli read a.txt | head -1"
    done = subprocess.run(line, shell=True, capture_output=True, check=False)
    assert done.stderr == b""
    assert "○".encode() in done.stdout
