"""Every bad file is refused in a sentence that names it and says how to mend it."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest

from tests.support.papers import TARGETS, body, document, p, packed, part
from tests.support.pdfs import Line, Picture, pdf
from vedich.core.errors import Refused
from vedich.formats.reading import MOST_BYTES, read_bytes, read_path
from vedich.formats.reading._refusals import Source
from vedich.formats.reading._writer import Box, Writer


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = "word/document.xml"
WORDS = document(p(TARGETS[0]))
ENGLISH = "The committee resolves to raise revenue by eight per cent in the coming year. " * 20
# an old font: Vietnamese letters sit on the codes of others
OLD_FONT = "§¹i héi §¶ng bé huyÖn lÇn thø XII th«ng qua nghÞ quyÕt vÒ ph¸t triÓn kinh tÕ. " * 20


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(200)


def declared_smaller() -> bytes:
    """An archive whose part unpacks to more than its header says."""
    data = bytearray(packed({WORD: WORDS + " " * 5000}))
    real, said = len(WORDS.encode()) + 5000, 100
    for at in range(len(data) - 4):
        if data[at : at + 4] == real.to_bytes(4, "little"):
            data[at : at + 4] = said.to_bytes(4, "little")
    return bytes(data)


def locked() -> bytes:
    """An archive whose parts are marked as encrypted."""
    data = bytearray(packed({WORD: WORDS}))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(WORD, WORDS)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(WORD, WORDS)
    return out.getvalue()


BOMB = document("<w:p/>" * 2_000_000)
ENTITY = "<!DOCTYPE w:document [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
LAUGHS = (
    "<!DOCTYPE w:document [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>]>"
)

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "reading.empty"),
    "blanks only": (b" \r\n\t ", "reading.empty"),
    "zeros": (bytes(4096), "reading.empty"),
    "too large": (b"x" * (MOST_BYTES + 1), "reading.too_large"),
    "old Word": (ole("WordDocument"), "reading.old_word"),
    "rich text": (b"{\\rtf1\\ansi Nghi quyet}", "reading.old_word"),
    "encrypted Word": (ole("EncryptedPackage"), "reading.password"),
    "old Excel": (ole("Workbook"), "reading.spreadsheet"),
    "old slides": (ole("PowerPoint Document"), "reading.slides"),
    "cut old Word": (OLE, "reading.cut"),
    "Excel": (packed({"xl/workbook.xml": "<x/>"}), "reading.spreadsheet"),
    "slides": (packed({"ppt/presentation.xml": "<x/>"}), "reading.slides"),
    "other archive": (packed({"a.txt": "Thu ngân sách"}), "reading.unknown"),
    "open document": (packed({"mimetype": "x", "content.xml": "<x/>"}), "reading.unknown"),
    "empty archive": (packed({}), "reading.unknown"),
    "cut Word": (body(p(TARGETS[0]))[:-60], "reading.cut"),
    "macros": (packed({WORD: WORDS, "word/vbaProject.bin": b"x"}), "reading.macros"),
    "locked parts": (locked(), "reading.password"),
    "two documents": (twice(), "reading.broken"),
    "unknown packing": (packed({WORD: WORDS}, method=zipfile.ZIP_LZMA), "reading.broken"),
    "no XML": (packed({WORD: "Thu ngân sách"}), "reading.broken"),
    "cut XML": (packed({WORD: WORDS[:-20]}), "reading.broken"),
    "broken styles": (body(p("Một."), styles="<w:styles"), "reading.broken"),
    "bomb": (packed({WORD: BOMB}), "reading.bomb"),
    "bomb beside": (packed({WORD: WORDS, "a.bin": bytes(50_000_000)}), "reading.bomb"),
    "many parts": (packed({WORD: WORDS, **{f"{n}": "" for n in range(5_001)}}), "reading.bomb"),
    "lying sizes": (declared_smaller(), "reading.broken"),
    "external entity": (packed({WORD: document(p("&x;"), ENTITY)}), "reading.entities"),
    "laughs": (packed({WORD: document(p("&d;"), LAUGHS)}), "reading.entities"),
    "DTD": (packed({WORD: document(p("a"), "<!DOCTYPE a SYSTEM 'x'>")}), "reading.entities"),
    "entity in styles": (
        body(p("Một."), styles=ENTITY + part("styles", "<w:style/>")),
        "reading.entities",
    ),
    "pictures only": (
        packed({WORD: document("<w:p/>"), "word/media/1.png": "x"}),
        "reading.scanned",
    ),
    "no words": (body("<w:p/>"), "reading.empty"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(99), "reading.scanned"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(99), "reading.scanned"),
    "scanned PDF": (pdf([[Picture()]]), "reading.scanned"),
    "locked PDF": (pdf([[Line("x")]], locked=True), "reading.password"),
    "cut PDF": (pdf([[Line("x")]])[:300], "reading.cut"),
    "PDF of nothing": (b"%PDF-1.7\n%%EOF", "reading.broken"),
    "rubbish": (bytes(range(256)) * 99, "reading.unknown"),
    "other XML": (b"<?xml version='1.0'?><a>Thu</a>", "reading.unknown"),
    "archived page": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "reading.unknown"),
    "English": (ENGLISH.encode(), "reading.language"),
    "English Word": (body(p(ENGLISH)), "reading.language"),
    "English page": (f"<html><p>{ENGLISH}".encode(), "reading.language"),
    "old font": (OLD_FONT.encode(), "reading.language"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_refused(bad: str) -> None:
    data, code = BAD[bad]
    with pytest.raises(Refused) as refused:
        read_bytes(data, name="kế hoạch.docx")
    assert refused.value.code == code
    for language in ("vi", "en"):
        said = refused.value.say(language)
        assert "“kế hoạch.docx”" in said
        assert "\n" not in said


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lớn.docx"
    with path.open("wb") as opened:
        opened.truncate(200 * 1024 * 1024)
    with pytest.raises(Refused, match="larger than 20 MB"):
        read_path(path)


@pytest.mark.parametrize("name", ["không có.docx", ".", "a\0b"])
def test_what_cannot_be_opened_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_path(tmp_path / name)
    assert refused.value.code == "reading.missing"


def test_a_device_without_end_is_read_to_the_limit() -> None:
    with pytest.raises(Refused) as refused:
        read_path("/dev/zero")
    assert refused.value.code == "reading.too_large"


def test_the_name_of_a_file_stays_on_one_line() -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(b"", name="a\nb\x1b[31m" + "x" * 999)
    said = refused.value.say("vi")
    assert said.isprintable()
    assert len(said) < 400


def test_the_bytes_decide_and_not_the_name() -> None:
    assert read_bytes(body(p("Một.")), name="a.pdf").text == "Một."
    assert read_bytes("Một.".encode(), name="a.docx").text == "Một."


def test_a_short_note_may_be_in_any_language() -> None:
    assert read_bytes(b"Budget: 5%", name="a.txt").text == "Budget: 5%"


def test_a_bilingual_page_is_read() -> None:
    text = " ".join(TARGETS) + " " + ENGLISH[:250]
    assert read_bytes(text.encode(), name="a.txt").text == text


def test_decomposed_letters_are_vietnamese_too() -> None:
    text = unicodedata.normalize("NFD", " ".join(TARGETS))
    assert read_bytes(text.encode(), name="a.txt").text == text


def test_a_text_past_all_measure_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(TARGETS[0].encode() * 60_000, name="a.txt")
    assert refused.value.code == "reading.too_much_text"


def test_paragraphs_past_all_measure_are_refused() -> None:
    writer = Writer(Source(b"", "a.docx"))
    with pytest.raises(Refused) as refused:
        for _ in range(50):
            writer.table([Box(TARGETS[0] * 1_000, 0, 0)])
    assert refused.value.code == "reading.too_much_text"
