"""Little PDF files for tests, written by hand: text that can be taken out, lines, pictures.

The font is not embedded and every letter is half an em wide; its codes are the letters themselves,
so any Vietnamese text can be written without a font file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final


WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, TOP, BOTTOM = 72, 523, 770, 72
SIZE: Final = 12
PITCH: Final = 18
PER_LINE: Final = (RIGHT - LEFT) * 2 // SIZE
"""Letters that fit between the margins."""

_LETTERS: Final = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Letters def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap
CMapName currentdict /CMap defineresource pop end end"""

_FONT: Final = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Letters /Encoding /Identity-H "
    b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_WIDTHS: Final = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Letters /DW 500 /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type "
    b"/FontDescriptor /FontName /Letters /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700 "
    b"/ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 800] >> >>"
)


@dataclass(frozen=True)
class Line:
    """A line of text with its left end at (x, y)."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = SIZE

    def __str__(self) -> str:
        codes = self.text.encode("utf-16-be").hex()
        return f"BT /F1 {self.size} Tf {self.x} {self.y} Td <{codes}> Tj ET"


@dataclass(frozen=True)
class Rule:
    """A drawn line from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __str__(self) -> str:
        return f"0.5 w {self.x0} {self.y0} m {self.x1} {self.y1} l S"


@dataclass(frozen=True)
class Picture:
    """A grey picture over the whole page, as a scanner makes it."""

    def __str__(self) -> str:
        return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"


Page = Sequence[object]
"""What is drawn, each thing as its `str` says it."""


def paragraphs(texts: Iterable[str], *, indent: int = 0, number: bool = False) -> list[Page]:
    """Pages with these paragraphs, broken at the right margin as a word processor does."""
    pages: list[list[object]] = [[]]
    y = TOP
    for text in texts:
        for first, line in _wrapped(text, indent):
            if y < BOTTOM:
                pages.append([])
                y = TOP
            pages[-1].append(Line(line, LEFT + (indent if first else 0), y))
            y -= PITCH
    for at, page in enumerate(pages, 1):
        if number:
            page.append(Line(str(at), WIDTH / 2, 36))
    return [list(page) for page in pages]


def _wrapped(text: str, indent: int) -> Iterator[tuple[bool, str]]:
    first, line, room = True, "", PER_LINE - indent * 2 // SIZE
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > room:
            yield first, line
            first, line, room = False, "", PER_LINE
        line = f"{line} {word}" if line else word
    yield first, line


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """All lines of a table with these borders."""
    across = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return across + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def pdf(pages: Sequence[Page], *, locked: bool = False) -> bytes:
    """The file; `locked`: it asks for a password that nobody has."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * at) for at in range(len(pages)))),
        _FONT,
        _WIDTHS,
        _stream(_LETTERS),
    ]
    for at, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (WIDTH, HEIGHT, 7 + 2 * at)
        )
        objects.append(_stream("\n".join(map(str, page)).encode("latin-1")))
    lock = b""
    if locked:
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32)
        )
        lock = b"/Encrypt %d 0 R /ID [<00> <00>] " % len(objects)
    return _file(objects, lock)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes], lock: bytes) -> bytes:
    parts = [b"%PDF-1.7\n"]
    length = len(parts[0])
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, lock))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % length)
    return b"".join(parts)
