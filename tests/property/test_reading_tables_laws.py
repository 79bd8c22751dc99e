"""Whatever a document holds, its tables and tasks are read without an error, from its own words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vedich.core.documents import Block, Cell, FrozenText, Lexicon, Table, plain
from vedich.core.documents._tables import read_tables
from vedich.core.documents._tasks import read_tasks
from vedich.rulebook.lexicon import lexicon


WORDS = (
    "TT STT Chỉ@tiêu Nội@dung ĐVT Đơn@vị Kế@hoạch@2022 Thực@hiện@2021 Mục@tiêu So@sánh Ghi@chú Xã"
    " Trong@đó Quý@I 2021 2025 Chủ@trì Phối@hợp Thời@gian Sản@phẩm 1 2 3 I II a) - + xã % tỷ@đồng"
    " 1.234,5 12-13 ≥@95 trên@90% 20/25 1,234.5 … Đạt Tỷ@lệ@hộ@nghèo Giao UBND@huyện chủ@trì, phối"
    " hợp với Phòng@Nội@vụ xây@dựng đề@án, hoàn@thành trước 30/6/2022 ; : . , ( ) TỔ@CHỨC@THỰC@HIỆN"
    " Cơ@quan@chủ@trì: Thời@gian: Điều@1. có@trách@nhiệm Ho\u0300a hoà \u00a0 İ ² ١ \x00"
)
words = st.sampled_from([word.replace("@", " ") for word in WORDS.split()]) | st.text(max_size=12)
HEADERS = (
    "TT\tChỉ tiêu\tĐVT\tThực hiện 2021\tKế hoạch 2022",
    "Tên chỉ tiêu | Đơn vị | 2021 | 2022",
    "STT\tXã\tKế hoạch 2023",
    "TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\tSản phẩm",
    "TT\nChỉ tiêu\nĐVT\nKế hoạch 2022",
)
separators = st.sampled_from([" ", "\t", "\n", " | ", "; ", "\n\n"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Text of the words that mean something to a reader, and of any others."""
    pairs = draw(st.lists(st.tuples(words, separators), max_size=60))
    return "".join(word + separator for word, separator in pairs)


@st.composite
def annexes(draw: st.DrawFn) -> str:
    """Text that begins as an annex does, with rows that may not go on like it."""
    header = draw(st.sampled_from(HEADERS))
    sign = "\t" if "\t" in header else " | " if "|" in header else "\n"
    cells = st.lists(words, min_size=1, max_size=6)
    numbers = st.tuples(st.sampled_from(["1", "2", "-"]), words, st.just("%"), words, words)
    rows = draw(st.lists(numbers.map(list) | cells, min_size=1, max_size=8))
    return "\n".join([header, *(sign.join(row) for row in rows)])


@st.composite
def papers(draw: st.DrawFn) -> FrozenText:
    """Frozen texts whose blocks and cells lie anywhere in the text, merged in any way."""
    text = draw(texts())
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    blocks = [Block(start, end) for start, end in draw(st.lists(spans, max_size=20))]
    far = st.integers(0, 8) | st.integers(0, 10**12)
    cells = draw(st.lists(st.tuples(spans, far, far, far, far), max_size=40))
    made = tuple(Cell(start, end, *place) for (start, end), *place in cells)
    table = Table(0, len(text), made)
    blocks.sort(key=lambda block: block.start)
    return FrozenText(text, tuple(blocks), (table, table)[: draw(st.integers(0, 2))])


def _holds(source: FrozenText, known: Lexicon) -> None:
    for number in read_tables(source, known):
        assert 0 <= number.start < number.end <= len(source.text)
        assert number.end - number.start <= 1500
        assert number.value.is_finite()
        assert number.name
        assert _digits(f"{abs(number.value):f}") in _digits(source.quote(number.start, number.end))
    for task in read_tasks(source, known):
        assert 0 <= task.start < task.end <= len(source.text)
        assert task.what


def _digits(words: str) -> str:
    return "".join(letter for letter in words if letter in "0123456789").strip("0")


@given(texts())
def test_any_text_is_read_from_its_own_words(text: str) -> None:
    _holds(plain(text), lexicon())


@given(annexes())
def test_any_annex_is_read_from_its_own_words(text: str) -> None:
    _holds(plain(text), lexicon())


@given(papers())
def test_any_table_is_read_from_its_own_words(source: FrozenText) -> None:
    _holds(source, lexicon())


@given(texts())
def test_a_reader_without_words_raises_nothing(text: str) -> None:
    _holds(plain(text), Lexicon())
