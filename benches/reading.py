"""`python -m benches.reading`: documents from bytes to proposals, beside a floor of the same run.

Made-up resolutions of 30 and of 300 pages in four formats. Each is read in a process of its own:
taken out of its file (`formats.reading`), then understood (`core.documents`). The floor is what any
reader must do: read the text's bytes, take the marks off its letters and put them back. Memory is
the most the process ever had, less what it had before it opened the file.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from tests.support.papers import body, p
from tests.support.pdfs import BOTTOM, LEFT, PITCH, RIGHT, TOP, Line, Page, grid, paragraphs, pdf


ROOT: Final = Path(__file__).parents[1]
FORMATS: Final = ("txt", "html", "docx", "pdf")
SIZES: Final = (30, 300)
LETTERS_A_PAGE: Final = 2_300
GOAL_SECONDS: Final = 10
"""For 300 pages, whatever the format."""
GOAL_MEMORY: Final = 64
"""Bytes of memory for each byte of text that 270 more pages bring."""

_NAMES: Final = (
    "Thu ngân sách nhà nước trên địa bàn", "Tổng giá trị sản xuất ngành nông nghiệp",
    "Giá trị hàng hóa xuất khẩu của các làng nghề", "Vốn đầu tư phát triển toàn xã hội",
)  # fmt: skip
_PLACES: Final = ("Vĩnh Bình", "Phú Sơn", "Hòa Nghĩa", "Long Thới", "Tân Thiềng", "Sơn Định")
_TAIL: Final = (
    "Các cấp ủy, tổ chức đảng tập trung lãnh đạo, chỉ đạo thực hiện đồng bộ các giải pháp, tháo gỡ "
    "khó khăn cho doanh nghiệp và hộ sản xuất, huy động mọi nguồn lực của Nhân dân."
)


# -- made-up resolutions ---------------------------------------------------------------------------

Part = str | list[list[str]]
"""A paragraph, or the rows of a table."""


def parts(pages: int) -> Iterator[Part]:
    """The paragraphs of a resolution of so many pages, and a table of its annex now and then."""
    chance = Random(pages)
    letters = count = 0
    yield "NGHỊ QUYẾT VỀ NHIỆM VỤ NĂM 2022"
    while letters < pages * LETTERS_A_PAGE:
        count += 1
        part: Part = _rows(chance) if count % 40 == 0 else _paragraph(chance, count)
        letters += len(part) if isinstance(part, str) else sum(len("".join(row)) for row in part)
        yield part


def _paragraph(chance: Random, count: int) -> str:
    if count % 12 == 0:
        return f"{count // 12}. Nhóm chỉ tiêu thứ {count // 12}"
    value, old = f"{chance.randint(1, 999)},{chance.randint(1, 9)}", chance.randint(1, 99)
    name, both = chance.choice(_NAMES), ", ".join(chance.sample(_PLACES, 2))
    return chance.choice(
        (
            f"- {name} đạt {value} tỷ đồng, tăng {old},5% so với năm trước. {_TAIL}",
            f"- Tỷ lệ hộ nghèo giảm từ {old},2% xuống còn dưới {old // 2},5% vào cuối năm. {_TAIL}",
            f"- Phấn đấu có thêm 2 xã ({both}) đạt chuẩn nông thôn mới nâng cao. {_TAIL}",
        )
    )


def _rows(chance: Random) -> list[list[str]]:
    rows = [["TT", "Chỉ tiêu", "Đơn vị", "Năm 2022"]]
    for at in range(1, 9):
        rows.append([str(at), chance.choice(_NAMES), "tỷ đồng", f"{chance.randint(1, 900)},5"])
    return rows


def as_txt(found: Sequence[Part]) -> bytes:
    """Paragraphs as lines, cells between tabs."""
    lines = ((part,) if isinstance(part, str) else map("\t".join, part) for part in found)
    return "\n".join(line for some in lines for line in some).encode()


def as_html(found: Sequence[Part]) -> bytes:
    """A page as an editor writes it, with a style on every paragraph."""

    def one(part: Part) -> str:
        if isinstance(part, str):
            return (
                f"<p class=MsoNormal style='text-align:justify'><span lang=VI>{part}</span></p>\n"
            )
        rows = ("".join(f"<td><p>{cell}</p></td>" for cell in row) for row in part)
        return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"

    return f"<html><body>{''.join(map(one, found))}</body></html>".encode()


def as_docx(found: Sequence[Part]) -> bytes:
    """A Word document."""

    def one(part: Part) -> str:
        if isinstance(part, str):
            return p(part, '<w:jc w:val="both"/>')
        rows = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in part)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"

    return body("".join(map(one, found)))


def as_pdf(found: Sequence[Part]) -> bytes:
    """Pages with numbers; each table has a page of its own, with lines around its cells."""
    pages: list[Page] = list(
        paragraphs((part for part in found if isinstance(part, str)), indent=30, number=True)
    )
    xs = (LEFT, LEFT + 40, LEFT + 330, RIGHT - 60, RIGHT)
    for part in found:
        if isinstance(part, str):
            continue
        ys = [TOP - at * PITCH for at in range(len(part) + 1)]
        assert ys[-1] > BOTTOM
        words = [
            Line(cell, x + 3, y - PITCH + 5, 10)
            for row, y in zip(part, ys, strict=False)
            for cell, x in zip(row, xs, strict=False)
        ]
        pages.append([*grid(xs, ys), *words])
    return pdf(pages)


WRITERS: Final[dict[str, Callable[[Sequence[Part]], bytes]]] = {
    "txt": as_txt,
    "html": as_html,
    "docx": as_docx,
    "pdf": as_pdf,
}


# -- one document, in a process of its own ---------------------------------------------------------


def one(path: Path, plain: Path, rounds: int) -> dict[str, float]:
    """Seconds for taking the text out, understanding it and the floor; memory; what came out."""
    from vedich.core.documents import read
    from vedich.formats.reading import read_bytes, read_path
    from vedich.rulebook.lexicon import lexicon

    words = lexicon()
    # the first document pays for loading the library
    small = next(path.parent.glob(f"warm{path.suffix}"))
    read(read_bytes(small.read_bytes(), name=small.name), words)
    before = _memory()
    taken: list[float] = []
    understood: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        text = read_path(path)
        middle = time.perf_counter()
        reading = read(text, words)
        understood.append(time.perf_counter() - middle)
        taken.append(middle - start)
    memory = _memory() - before
    floor = [_floor(plain) for _ in range(2 * rounds + 1)]
    return {
        "taken": median(taken),
        "understood": median(understood),
        "floor": median(floor),
        "memory": memory,
        "letters": len(text.text),
        "targets": len(reading.proposals),
        "tables": len(text.tables),
    }


def _floor(plain: Path) -> float:
    start = time.perf_counter()
    unicodedata.normalize("NFC", unicodedata.normalize("NFD", plain.read_text(encoding="utf-8")))
    return time.perf_counter() - start


def _memory() -> int:
    """The most memory this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


# -- all of them -----------------------------------------------------------------------------------


def made(folder: Path, pages: int, name: str) -> dict[str, Path]:
    """The same resolution in every format."""
    found = list(parts(pages))
    paths = {kind: folder / f"{name}.{kind}" for kind in FORMATS}
    for kind, path in paths.items():
        path.write_bytes(WRITERS[kind](found))
    return paths


def measured(path: Path, plain: Path, rounds: int) -> dict[str, float]:
    """What a fresh process found."""
    done = subprocess.run(
        [sys.executable, "-m", "benches.reading", "--one", path, plain, f"--rounds={rounds}"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def show(kind: str, pages: int, found: dict[str, float], size: int) -> None:
    """A line of the table; `size` is that of the bare text, so that formats can be compared."""
    floor = found["floor"]
    whole = found["taken"] + found["understood"]
    print(
        f"{kind:<5} {pages:5} {1 / whole:7.2f} {size / 1e6 / whole:7.2f} "
        f"{found['taken']:9.3f} {found['understood']:11.3f} "
        f"{found['taken'] / floor:8.1f}x {whole / floor:8.1f}x "
        f"{found['memory'] / 1e6:8.1f} {found['targets']:8.0f} {found['tables']:7.0f}"
    )


def main(words: Sequence[str]) -> int:
    """Measure and print; 1 where a goal was missed."""
    parser = ArgumentParser(
        prog="python -m benches.reading", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--rounds", type=int, default=3, help="a document (default: %(default)s)")
    parser.add_argument("--one", nargs=2, type=Path, help="this process, this file; JSON")
    options = parser.parse_args(words)
    if options.one:
        print(json.dumps(one(options.one[0], options.one[1], options.rounds)))
        return 0
    print(f"load average {os.getloadavg()[0]:.1f}; {options.rounds} rounds")
    print(
        f"{'':5} {'pages':>5} {'docs/s':>7} {'MB/s':>7} {'text out s':>10} {'read s':>10} "
        f"{'out/floor':>9} {'all/floor':>9} {'MB more':>8} {'targets':>8} {'tables':>7}"
    )
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), 1, "warm")
        paths = {pages: made(Path(folder), pages, str(pages)) for pages in SIZES}
        for kind in FORMATS:
            memory: list[tuple[float, float]] = []
            for pages in SIZES:
                path = paths[pages][kind]
                found = measured(path, paths[pages]["txt"], options.rounds)
                show(kind, pages, found, paths[pages]["txt"].stat().st_size)
                memory.append((found["memory"], found["letters"]))
                if found["taken"] + found["understood"] > GOAL_SECONDS:
                    missed.append(f"{kind}: {pages} pages took over {GOAL_SECONDS} s")
            growth = (memory[1][0] - memory[0][0]) / (memory[1][1] - memory[0][1])
            print(f"      memory grows by {growth:.0f} bytes a letter (goal ≤ {GOAL_MEMORY})")
            if growth > GOAL_MEMORY:
                missed.append(f"{kind}: {growth:.0f} bytes of memory a letter")
    print("\n".join(missed) or "every goal is reached")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
