"""Tasks as they are read: where a list of names is cut, which time holds, spans of the source."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from vedich.core.documents import Lexicon, plain
from vedich.core.documents._task_names import is_body, known_names, split_names
from vedich.core.documents._task_words import find_time, numbered
from vedich.core.documents._tasks import read_tasks
from vedich.rulebook.lexicon import lexicon


KNOWN = known_names(Lexicon(bodies=frozenset({"Tổ liên gia 4"}), places=frozenset({"Phú Lộc"})))
ORDER = "Giao Phòng Tài nguyên và Môi trường chủ trì, phối hợp với Hội Nông dân hoà giải đất đai."


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Phòng Tài nguyên và Môi trường", ["Phòng Tài nguyên và Môi trường"]),
        (
            "Sở Lao động - Thương binh và Xã hội, Sở Nội vụ",
            ["Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"],
        ),
        ("Ban Tổ chức và Văn phòng Huyện ủy", ["Ban Tổ chức", "Văn phòng Huyện ủy"]),
        ("UBND các xã, thị trấn; các phòng, ban", ["UBND các xã, thị trấn", "các phòng, ban"]),
        ("Văn phòng HĐND và UBND huyện, Công an", ["Văn phòng HĐND và UBND huyện", "Công an"]),
        ("MTTQ và các đoàn thể", ["MTTQ", "các đoàn thể"]),
        ("Tổ liên gia 4, tổ liên gia 4, Phú Lộc", ["Tổ liên gia 4", "tổ liên gia 4", "Phú Lộc"]),
        ("- Công an huyện\n- Huyện đoàn", ["Công an huyện", "Huyện đoàn"]),
        ("", []),
        ("; , và", []),
    ],
)
def test_a_list_is_cut_where_a_name_begins(written: str, names: list[str]) -> None:
    assert list(split_names(written, KNOWN)) == names


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Ban Tuyên giáo Huyện ủy", True),
        ("BAN XÂY DỰNG ĐẢNG", True),
        ("các chi bộ trực thuộc", True),
        ("Xã Hưng Phong", True),
        ("Ban hành kế hoạch", False),
        ("Hội nghị tổng kết", False),
        ("PHÒNG, CHỐNG THIÊN TAI", False),
        ("Xã hội số", False),
        ("Đoàn kết toàn dân", False),
    ],
)
def test_an_organ_is_known_by_how_its_name_begins(words: str, body: bool) -> None:
    assert is_body(words, frozenset()) is body


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("xây dựng đề án, hoàn thành trước 30/6/2022", "trước 30/6/2022"),
        ("báo cáo trước ngày 15/12; hoàn thành trong quý iv/2022", "trong quý iv/2022"),
        ("triển khai kế hoạch năm 2022", None),
        ("xây dựng trong năm 2023", "trong năm 2023"),
        ("tham mưu chậm nhất ngày 5 tháng 9 năm 2025", "chậm nhất ngày 5 tháng 9 năm 2025"),
        ("định kỳ hằng quý báo cáo", "định kỳ hằng quý"),
        ("xây dựng kế hoạch hằng năm", None),
    ],
)
def test_a_time_is_one_by_which_something_is_done(words: str, time: str | None) -> None:
    found = find_time(words)
    assert (words[found.start : found.end] if found else None) == time


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("phần thứ hai. nhiệm vụ", "điều 3. tổ chức"),
        ("điều 3. tổ chức", "iii. tổ chức"),
        ("iv- tổ chức", "2. phòng nội vụ"),
        ("2. phòng nội vụ", "2.1. xây dựng"),
        ("2.1. xây dựng", "a) rà soát"),
        ("a) rà soát", "- rà soát"),
        ("- rà soát", "rà soát"),
    ],
)
def test_lines_rank_by_their_numbers(higher: str, lower: str) -> None:
    assert numbered(higher, 0, len(higher))[0] < numbered(lower, 0, len(lower))[0]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_are_those_of_the_source_however_it_is_typed(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, f"Mở đầu.\n{ORDER}\nKết thúc.")
    paper = plain(text)
    [task] = read_tasks(paper, lexicon())
    assert paper.quote(task.start, task.end) == unicodedata.normalize(form, ORDER)
    assert (task.lead, task.cooperating) == ("Phòng Tài nguyên và Môi trường", ("Hội Nông dân",))


def test_a_name_of_the_lexicon_opens_a_list() -> None:
    paper = plain("III. TỔ CHỨC THỰC HIỆN\n1. Tổ liên gia 4\n- Vận động các hộ phân loại rác.")
    known = Lexicon(bodies=frozenset({"Tổ liên gia 4"}))
    assert [task.lead for task in read_tasks(paper, known)] == ["Tổ liên gia 4"]
