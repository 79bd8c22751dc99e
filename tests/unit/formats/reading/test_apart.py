"""Reading in a process of its own: the same answers, and nothing can hurt the one who asks."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.papers import TARGETS, body, p, packed
from tests.support.pdfs import Line, paragraphs, pdf
from vedich.core.errors import Refused
from vedich.formats.reading import read_apart, read_bytes


TABLE = "<table><tr><th rowspan=2>TT<th>Tên<tr><td>Thu</table>"
GOOD = {
    "txt": "\n".join(TARGETS).encode(),
    "html": f"<html><h1>Mục</h1><p>Một\u00a0– hai</p>{TABLE}".encode(),
    "docx": body(p(TARGETS[0])),
    "pdf": pdf(paragraphs(TARGETS)),
}


@pytest.mark.parametrize("kind", GOOD)
def test_the_text_is_the_same(kind: str) -> None:
    name = f"a.{kind}"
    assert read_apart(GOOD[kind], name=name) == read_bytes(GOOD[kind], name=name)


@pytest.mark.parametrize(
    "data", [b"", packed({"xl/workbook.xml": ""}), pdf([[Line("x")]], locked=True)]
)
@pytest.mark.parametrize("name", ["kế hoạch.docx", "--help", "a\0b", "x" * 5000])
def test_the_refusal_is_the_same(data: bytes, name: str) -> None:
    with pytest.raises(Refused) as here:
        read_bytes(data, name=name)
    with pytest.raises(Refused) as apart:
        read_apart(data, name=name)
    assert (apart.value.code, apart.value.say("vi")) == (here.value.code, here.value.say("vi"))


def test_a_reading_without_end_is_stopped() -> None:
    start = time.monotonic()
    with pytest.raises(Refused) as refused:
        read_apart(GOOD["txt"], name="a.txt", seconds=0)
    assert refused.value.code == "reading.too_long"
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "child",
    [
        "import signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "os._exit(1)",
        "print('{}', flush=True); os._exit(0)",
        "print('[]', flush=True); os._exit(0)",
        "print('rubbish', flush=True); os._exit(0)",
        'print(\'{"refused": "no.such", "values": {}}\', flush=True); os._exit(0)',
    ],
)
def test_a_death_is_a_broken_file(
    child: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a library that dies cannot be had to order: Python runs this before the child's own program
    (tmp_path / "sitecustomize.py").write_text(f"import os, sys\n{child}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(Refused) as refused:
        read_apart(GOOD["txt"], name="a.txt")
    assert refused.value.code == "reading.broken"


def test_the_child_has_little_memory_and_time() -> None:
    program = (
        "import resource; from vedich.formats.reading.__main__ import limit; limit(7)\n"
        "print([resource.getrlimit(one)[0] for one in (resource.RLIMIT_AS, resource.RLIMIT_CPU)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == str([2 * 1024**3, 7])
