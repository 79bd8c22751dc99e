"""Plain text, in the alphabets that it comes in."""

from __future__ import annotations

import pytest

from tests.support.papers import TARGETS, blocks, cells
from vedich.core.errors import Refused
from vedich.formats.reading import read_bytes


TEXT = "\n".join(TARGETS)


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_alphabet_is_found(charset: str) -> None:
    assert read_bytes(TEXT.encode(charset), name="a.txt").text == TEXT


# in it letters carry some tones as signs of their own
@pytest.mark.parametrize("text", ["Thu ngân sách đa\u0323t 5 ty\u0309 đô\u0300ng", "Sô: 5"])
def test_the_old_vietnamese_code_page_is_read(text: str) -> None:
    assert read_bytes(text.encode("cp1258"), name="a.txt").text == text


def test_one_broken_byte_breaks_no_text() -> None:
    data = TEXT.encode()
    found = read_bytes(data[:-2] + b"\xff", name="a.txt")
    assert found.text.startswith(TARGETS[0])


def test_ends_of_lines_are_made_alike() -> None:
    assert read_bytes("Một.\r\nHai.\rBa.\n".encode(), name="a").text == "Một.\nHai.\nBa.\n"


def test_every_other_letter_is_kept() -> None:
    written = "  Gia\u0309m\u00a0nghe\u0300o – “chuẩn”\u200b\u00ad hoà  "
    assert read_bytes(written.encode(), name="a").text == written


@pytest.mark.parametrize("text", ["BM 01: Thu ngân sách", "PK 5%: đạt", "GIF", "%PDF thiếu"])
def test_words_like_the_signs_of_other_formats_are_text(text: str) -> None:
    assert read_bytes(text.encode(), name="a").text == text


def test_lines_of_cells_are_a_table() -> None:
    found = read_bytes("Tên\tMức\nThu\t118,5 tỷ\n".encode(), name="a")
    assert cells(found)[1, 1] == "118,5 tỷ"
    assert blocks(found) == []


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 500, b"\x7fELF\0\1" * 9]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(data, name="a.txt")
    assert refused.value.code == "reading.unknown"
