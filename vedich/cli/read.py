"""`vedich read`: the targets, results, baselines and tasks that a document speaks of."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final

from vedich.cli.options import NO_VALUE, Parser, WrongOption
from vedich.cli.speech import tell
from vedich.core.documents import (
    Block,
    BlockKind,
    Comparator,
    FrozenText,
    Kind,
    Proposal,
    Reading,
    TaskProposal,
    read,
)
from vedich.core.errors import Language, Message, Refused
from vedich.core.numbers import write_number
from vedich.formats.reading import MOST_BYTES, bytes_of, read_apart
from vedich.rulebook.lexicon import lexicon


NOTHING = Message(
    code="read.nothing",
    vi="Không tìm thấy chỉ tiêu, kết quả hay nhiệm vụ nào trong “{file}”.",
    en="No target, result or task was found in “{file}”.",
)

_ABOUT: Final = """\
Read a Vietnamese resolution, plan or report and propose what it says in numbers:
targets, results, baselines, and tasks with who leads them and by when. Each
proposal stands with its exact words; a person decides what it is worth."""

_EPILOG: Final = """\
example:
  vedich read nghi-quyet.docx
  vedich read nghi-quyet.pdf --json > proposals.json

exit codes:
  0    read; a document without any target gives empty lists
  2    refused; one line on standard error says what is wrong and how to mend it"""

_STDIN: Final = "-"
_SECONDS: Final = 120
_LONGEST: Final = 300
"""Letters of a quotation shown to a person; --json has all."""

_LONGEST_HEADING: Final = 60

# the shapes of the marks on screen
_SHAPES: Final = {Kind.TARGET: "○", Kind.RESULT: "■", Kind.BASELINE: "▌"}
_TASK_SHAPE: Final = "→"
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "target": ("chỉ tiêu", "targets"),
    "result": ("kết quả", "results"),
    "baseline": ("mức xuất phát", "baselines"),
    "task": ("nhiệm vụ", "tasks"),
    "page": ("trang", "page"),
    "lead": ("chủ trì", "lead"),
    "with": ("phối hợp", "with"),
    "of": ("trên", "of"),
}
_SIGNS: Final[dict[Comparator, tuple[str, str]]] = {
    Comparator.EQUAL: ("=", "="),
    Comparator.AT_LEAST: ("≥", "≥"),
    Comparator.AT_MOST: ("≤", "≤"),
    Comparator.INCREASE_BY: ("tăng", "up by"),
    Comparator.DECREASE_BY: ("giảm", "down by"),
}


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich read", _ABOUT, _EPILOG)
    made.usage = "vedich read FILE [--json] [options]"
    made.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="",
        help=f"a .docx, .pdf (with text), .html or .txt; {_STDIN} is standard input",
    )
    made.add_argument("--json", action="store_true", help="one JSON object, for programs")
    return made


def run(options: Namespace, language: Language) -> None:
    """Read the document and print what it says. Raises WrongOption where it is refused."""
    if not options.file:
        raise WrongOption("FILE", NO_VALUE.refuse())
    try:
        source = read_apart(_bytes(options.file), name=options.file, seconds=_SECONDS)
    except Refused as wrong:
        raise WrongOption("vedich read", wrong) from None
    reading = read(source, lexicon())
    if options.json:
        text = json.dumps(as_values(source, reading), ensure_ascii=False, indent=1)
    else:
        text = "\n".join(_listed(source, reading, language))
        if not reading.proposals and not reading.tasks:
            tell(NOTHING.say(language, {"file": options.file}))
    _print(text)


def _bytes(file: str) -> bytes:
    return sys.stdin.buffer.read(MOST_BYTES + 1) if file == _STDIN else bytes_of(file)


def _print(text: str) -> None:
    try:
        # bytes: a result is UTF-8 whatever the terminal speaks
        sys.stdout.buffer.write(f"{text}\n".encode() if text else b"")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # who reads has seen enough; Python would complain once more when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# -- for programs ----------------------------------------------------------------------------------


def as_values(source: FrozenText, reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """The reading as plain values: `targets` of all three kinds, and `tasks`."""
    return {
        "targets": [_target(source, one) for one in reading.proposals],
        "tasks": [_task(source, one) for one in reading.tasks],
    }


def _target(source: FrozenText, one: Proposal) -> dict[str, Any]:
    values: dict[str, Any] = {
        "quote": source.quote(one.start, one.end),
        "start": one.start,
        "end": one.end,
        "name": one.name,
        "comparator": one.comparator.value,
        "value": _plain(one.value),
        "value_max": None if one.high is None else _plain(one.high),
        "unit": one.unit,
        "deadline": one.deadline or None,
        "kind": one.kind.value,
    }
    if one.of is not None:
        values["of"] = _plain(one.of)
    if one.members:
        values["members"] = list(one.members)
    return values


def _task(source: FrozenText, one: TaskProposal) -> dict[str, Any]:
    return {
        "quote": source.quote(one.start, one.end),
        "start": one.start,
        "end": one.end,
        "what": one.what,
        "lead": one.lead,
        "cooperating": list(one.cooperating),
        "time": one.time,
        "product": one.product,
    }


def _plain(value: Decimal) -> int | float:
    """A number as JSON has it: whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


# -- for people ------------------------------------------------------------------------------------


def _listed(source: FrozenText, reading: Reading, language: Language) -> Iterator[str]:
    """A paragraph an item, in the order of the text, and how many there are of each kind."""
    say = _Saying(source, language)
    items: list[tuple[int, str, list[str]]] = [
        (one.start, _SHAPES[one.kind], say.target(one)) for one in reading.proposals
    ]
    items += [(one.start, _TASK_SHAPE, say.task(one)) for one in reading.tasks]
    for number, (_, shape, lines) in enumerate(sorted(items, key=lambda item: item[0]), 1):
        yield f"{number:4} {shape} {lines[0]}"
        yield from (f"       {line}" for line in lines[1:])
    if items:
        yield ""
        yield say.counts(reading)


class _Saying:
    """Says proposals in one language."""

    def __init__(self, source: FrozenText, language: Language) -> None:
        self._source = source
        self._language: Language = language
        self._which = 0 if language == "vi" else 1
        self._starts = [block.start for block in source.blocks]
        self._heads = list(accumulate(source.blocks, _under))

    def target(self, one: Proposal) -> list[str]:
        """Its value in words and its name; where it stands; its own words."""
        words = [f"{_SIGNS[one.comparator][self._which]} {self._value(one)}", one.name]
        if one.deadline:
            words.append(one.deadline)
        lines = [" · ".join(filter(None, words))]
        if one.members:
            lines.append(", ".join(one.members))
        return lines + self._words(one.start, one.end)

    def task(self, one: TaskProposal) -> list[str]:
        """What is to be done; who, when, what comes out; its own words."""
        cooperating = ", ".join(one.cooperating)
        said = [
            f"{self._word('lead')}: {one.lead}" if one.lead else "",
            f"{self._word('with')}: {cooperating}" if cooperating else "",
            one.time,
            one.product,
        ]
        lines = [one.what, " · ".join(filter(None, said))]
        return [line for line in lines if line] + self._words(one.start, one.end)

    def counts(self, reading: Reading) -> str:
        """“12 chỉ tiêu, 3 kết quả, 1 nhiệm vụ”."""
        found = Counter(one.kind.value for one in reading.proposals)
        found["task"] = len(reading.tasks)
        return ", ".join(f"{count} {self._word(key)}" for key, count in found.items() if count)

    def _word(self, key: str) -> str:
        return _WORDS[key][self._which]

    def _value(self, one: Proposal) -> str:
        text = self._number(one.value)
        if one.high is not None:
            text += f"–{self._number(one.high)}"
        if one.of is not None:
            text += f" {self._word('of')} {self._number(one.of)}"
        return f"{text}{'' if one.unit.startswith('%') else ' '}{one.unit}".rstrip()

    def _number(self, value: Decimal) -> str:
        exponent = value.as_tuple().exponent
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        return write_number(int(value.scaleb(decimals)), decimals=decimals, language=self._language)

    def _words(self, start: int, end: int) -> list[str]:
        quote = " ".join(self._source.quote(start, end).split())
        short = quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST].rstrip()}…"
        where = self._where(start)
        return [f"“{short}”" + (f" ({where})" if where else "")]

    def _where(self, start: int) -> str:
        """The page, and the heading above."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return ""
        page, head = self._source.blocks[at].page, self._heads[at]
        words = [f"{self._word('page')} {page}" if page is not None else ""]
        if head.kind is BlockKind.HEADING and not head.start <= start < head.end:
            words.append(self._source.quote(head.start, head.end)[:_LONGEST_HEADING])
        return ", ".join(filter(None, words))


def _under(head: Block, block: Block) -> Block:
    """The heading that `block` stands under; it is its own, if it is one."""
    return block if block.kind is BlockKind.HEADING else head
