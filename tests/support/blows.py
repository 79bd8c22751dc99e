"""Documents broken at random: `python -m tests.support.blows KIND SEED COUNT` reads as many.

A process of its own, because a library written in C may die of a file; it prints what it found.
"""

from __future__ import annotations

import copy
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from lxml import etree

from tests.support.papers import TARGETS, body, check, p, part
from tests.support.pdfs import grid, paragraphs, pdf
from vedich.core.errors import Refused
from vedich.formats.reading import read_bytes
from vedich.formats.reading._refusals import Source
from vedich.formats.reading._sniff import Format, sniff


_TABLE: Final = (
    "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{0}</w:tc><w:tc><w:tcPr>"
    "<w:gridSpan w:val='2'/></w:tcPr>{0}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{0}"
    "</w:tc><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr></w:tbl>"
)
_PAGE: Final = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>"
    "<h1>Mục tiêu</h1><ol type=a><li>{0}<ul><li>{1}</ul></ol>"
    "<table><tr><th rowspan=2>TT<th colspan=2>Tên<tr><td>{2}<td>118,5<tr>"
    "<td>1<td><p>Thu</p><td>&ge; 5&nbsp;%</table><br><pre>x\ny</pre></body></html>"
)
_NUMBERS: Final = part(
    "numbering",
    "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
)
_STYLES: Final = part(
    "styles",
    "<w:style w:styleId='a'><w:name w:val='heading 1'/><w:basedOn w:val='a'/></w:style>",
)


def _word() -> bytes:
    listed = p(TARGETS[1], "<w:pStyle w:val='a'/><w:numPr><w:numId w:val='1'/></w:numPr>")
    content = p(TARGETS[0]) + listed + _TABLE.format(p("ô"))
    return body(content, numbering=_NUMBERS, styles=_STYLES)


GOOD: Final[Mapping[str, bytes]] = {
    "txt": "\n".join([*TARGETS, "TT\tTên\tMức", "1\tThu\t118,5"]).encode(),
    "html": _PAGE.format(*TARGETS).encode(),
    "docx": _word(),
    "pdf": pdf([*paragraphs(TARGETS, number=True), grid((72, 200, 400), (700, 680, 660))]),
}
_SPLICES: Final = (
    b"", b"\0", b"<", b"&", b"\xff\xfe", b"PK\x03\x04", b"<w:p>", b"</w:tbl>", b"<table>", b"]]>",
    b"99999999999", b"-1", b"%PDF-1.7", b"endobj", b"\xf0\x9f\x98\x80", b"<!DOCTYPE a [",
    b"\t", b"\n",
)  # fmt: skip

_VALUES: Final = (
    "",
    "0",
    "1",
    "-1",
    "9",
    "99999999999",
    "a",
    "restart",
    "bullet",
    "%1%9",
    "%2.",
    "²",
)


def broken(data: bytes, chance: Random) -> bytes:
    """`data` after one to five blows: cut, flipped, spliced, doubled, moved."""
    for _ in range(chance.randint(1, 5)):
        data = chance.choice(_BLOWS)(data, chance)
    return data


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randint(1, 40) :]


def _flip(data: bytes, chance: Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 20) if found else 0):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _splice(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_SPLICES) * chance.randint(1, 30) + data[at:]


def _double(data: bytes, chance: Random) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:end] + data[end:]


_BLOWS: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (_cut, _drop, _flip, _splice, _double)


def inside(data: bytes, chance: Random) -> bytes:
    """A .docx with one part broken and all packed again: what comes behind the archive's sums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(out, "w") as bad:
        chosen = chance.choice(good.namelist())
        for name in good.namelist():
            content = good.read(name)
            if name == chosen:
                content = (broken if chance.random() < 0.2 else _regrown)(content, chance)
            bad.writestr(name, content)
    return out.getvalue()


def _regrown(data: bytes, chance: Random) -> bytes:
    """XML that is still XML: elements gone, doubled, moved into others, values changed."""
    root = etree.fromstring(data)
    for _ in range(chance.randint(1, 12)):
        one = chance.choice([*root.iter()])
        home = chance.choice([*root.iter()])
        above = one.getparent()
        blow = chance.randrange(4)
        if blow == 0 and above is not None:
            above.remove(one)
        elif blow == 1:
            home.insert(0, copy.deepcopy(one))
        elif blow == 2:
            one.tag = home.tag
        else:
            for key in list(one.attrib):
                one.set(key, chance.choice(_VALUES))
    return etree.tostring(root)


def outcome(data: bytes, name: str) -> str:
    """“text” or the code of the refusal. Raises whatever else the reader raises."""
    try:
        found = read_bytes(data, name=name)
        # broken enough, every file is plain text
        check(found, exact=sniff(Source(data, name)) is not Format.TXT)
    except Refused as refused:
        refused.say("vi")
        return refused.code
    return "text"


def main(kind: str, seed: int, count: int) -> None:
    """Break and read `count` documents and say how often what came out."""
    found: Counter[str] = Counter()
    for turn in range(count):
        chance = Random(f"{kind} {seed} {turn}")
        deep = kind == "docx" and turn % 4
        data = (inside if deep else broken)(GOOD[kind], chance)
        try:
            found[outcome(data, f"a.{kind}")] += 1
        except Exception as wrong:
            raise AssertionError(f"{kind}, seed {seed}, turn {turn}") from wrong
    print(dict(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
