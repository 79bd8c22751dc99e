"""The sample's resolution in Word says what the shelf says and no number more."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

import pytest
from docx import Document

from tests.support.sample_document import LABEL, SOURCE, TARGET, make
from vedich.core.numbers import write_number
from vedich.core.targets import AtLeast, AtMost, NamedSet
from vedich.formats.reading import read_bytes
from vedich.rulebook.places.gazetteer import cho_lach
from vedich.rulebook.samples import SampleTarget, cho_lach_2022


YEAR: Final = cho_lach_2022()
FILE: Final = TARGET.read_bytes()
TEXT: Final = read_bytes(FILE, name=TARGET.name).text
CHAPTERS: Final = ("I. KẾT QUẢ", "II. QUAN", "III. CHỈ", "IV. NHIỆM", "V. TỔ", "PHỤ LỤC")
NUMBER: Final = re.compile(r"\d+(?:[.,/]\d+)*")
WHEN: Final = re.compile(
    r"\d{4} - \d{4}|(?:ngày \d+ )?[Tt]háng \d+(?:/\d{4})?(?: năm \d{4})?|[Nn]ăm \d{4}"
    r"|^NĂM \d{4}|(?<=CHỈ TIÊU )NĂM \d{4}|KẾT QUẢ NĂM \d{4}"
)
OUTLINE: Final = re.compile(r"^\d+\.? ?(?=\D|$)", re.MULTILINE)
STARS: Final = "từ 3 sao trở lên"
"""Is part of an indicator's name."""


def name(target: SampleTarget) -> str:
    return f"target {target.number}"


def chapter(which: int) -> str:
    """The words of a chapter; the last is the annex."""
    starts = [TEXT.index(f"\n{head}") for head in CHAPTERS] + [len(TEXT)]
    return TEXT[starts[which] : starts[which + 1]]


def numbers(text: str) -> list[str]:
    """Every number that is neither of an outline nor of a day, a month or a year."""
    return NUMBER.findall(OUTLINE.sub("", WHEN.sub("", text.replace(STARS, ""))))


def written(target: SampleTarget, value: int) -> str:
    """A level as the shelf has it, as an office writes it: no decimals it does not need."""
    scaled, decimals = value, target.indicator.decimals
    while decimals and scaled % 10 == 0 and target.indicator.shown < 2:
        scaled, decimals = scaled // 10, decimals - 1
    return write_number(scaled, decimals=decimals)


def levels(target: SampleTarget) -> list[str]:
    """What the text says of a target in numbers: where it starts, and its level."""
    kind, baseline = target.target.kind, target.target.baseline
    if isinstance(kind, NamedSet):
        return [str(len(kind.names))]
    assert isinstance(kind, AtLeast | AtMost)
    return [written(target, one) for one in (baseline, kind.level) if one]


def test_made_anew_it_is_the_same_to_the_last_byte() -> None:
    assert make(SOURCE.read_text(encoding="utf-8")) == FILE


def test_nothing_in_it_is_dated_today_or_compressed() -> None:
    with zipfile.ZipFile(io.BytesIO(FILE)) as archive:
        found = {(one.date_time[0], one.compress_type) for one in archive.infolist()}
    assert found == {(2022, zipfile.ZIP_STORED)}


def test_every_page_says_that_it_is_sample_data() -> None:
    for section in Document(io.BytesIO(FILE)).sections:
        assert section.header.paragraphs[0].text == LABEL
        assert not section.different_first_page_header_footer


@pytest.mark.parametrize("target", YEAR.targets, ids=name)
def test_each_target_stands_in_it_with_its_level_and_unit(target: SampleTarget) -> None:
    unit = re.escape(target.indicator.unit.vi)
    level = re.escape(levels(target)[-1])
    assert re.search(rf"(?<![\d,.])0?{level} ?{unit}(?!\w)", chapter(2))


def test_what_it_says_in_numbers_of_the_year_are_the_targets_in_their_order() -> None:
    found = [one.removeprefix("0") if one[1:2] != "," else one for one in numbers(chapter(2))]
    wanted = [sorted(levels(target)) for target in YEAR.targets]
    told = iter(found)
    assert [sorted(next(told) for _ in one) for one in wanted] == wanted
    assert list(told) == []


def test_the_communes_it_names_are_those_of_the_shelf() -> None:
    (named,) = (one.target.kind for one in YEAR.targets if isinstance(one.target.kind, NamedSet))
    units = {row.code: row.name.vi.removeprefix("Xã ") for row in cho_lach().rows}
    assert f"nâng cao: {', '.join(units[code] for code in named.names)}." in chapter(2)


def test_of_the_year_before_it_says_no_more_than_the_shelf_knows() -> None:
    known = {levels(target)[0] for target in YEAR.targets if target.target.baseline}
    total = f"{YEAR.last_met}/{YEAR.last_targets}"
    missed = str(YEAR.last_targets - YEAR.last_met)
    assert set(numbers(chapter(0))) <= {total, missed} | known
    assert total in numbers(chapter(0))


@pytest.mark.parametrize("which", [1, 3, 4, 5])
def test_no_other_number_pretends_to_be_a_target(which: int) -> None:
    assert numbers(chapter(which)) == []
