"""`vedich journal verify`: walk the whole journal and say whether its chain holds (R33)."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from vedich.cli.database import add_data_option, app, open_made
from vedich.cli.options import Parser, WrongOption, read_option
from vedich.core.chain import Code, Head, read_code
from vedich.core.errors import Language, Message, Refused


NOT_VERIFY = Message(
    code="journal.not_verify",
    vi="“{value}” không phải việc làm được với nhật ký. Hãy ghi: vedich journal verify.",
    en="“{value}” cannot be done with the journal. Write: vedich journal verify.",
)
NO_CODES = Message(
    code="journal.no_codes",
    vi="Tệp “{value}” không có mã nhật ký nào. Hãy ghi mỗi dòng một mã.",
    en="The file “{value}” holds no journal code. Write one on each line.",
)
HOLDS = Message(
    code="journal.holds",
    vi="Nhật ký đúng: {count} dòng nối nhau. Mã hiện nay: {code}.",
    en="The journal holds: {count} lines in one chain. Its code now: {code}.",
)

VERIFY: Final = "verify"

_ABOUT: Final = """\
Walk the journal from its first line: every line must follow from the one
before it, and its columns must say what its text says. A code that was printed
or noted elsewhere proves that nothing before it was written anew."""

_EPILOG: Final = """\
example:
  vedich journal verify --data data
  vedich journal verify --known "N120 · ABCDE FGHJK MNPQR"
  vedich journal verify --known codes.txt

exit codes:
  0    the chain holds; its code is on standard output
  2    it is broken; standard error names the line"""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich journal", _ABOUT, _EPILOG)
    made.usage = "vedich journal verify [options]"
    made.add_argument("action", metavar=VERIFY, help="what to do")
    add_data_option(made)
    made.add_argument(
        "--known",
        metavar="CODE|FILE",
        default="",
        help="a journal code known from elsewhere, or a file with one on each line",
    )
    return made


def run(options: Namespace, language: Language) -> None:
    """Print the head code. Raises WrongOption, also for a journal that does not hold."""
    if options.action != VERIFY:
        raise WrongOption("vedich journal", NOT_VERIFY.refuse(value=options.action))
    known = _known(options.known) if options.known else []
    open_made(options.data)
    try:
        found = app("journal.queries").audit(known)
    except Refused as wrong:
        raise WrongOption("vedich journal verify", wrong) from None
    if found.broken is not None:
        broken = found.broken
        refusal = broken.kind.refuse(sequence=broken.sequence)
        raise WrongOption("vedich journal verify", refusal)
    said = {"count": found.head.sequence, "code": found.head.code}
    sys.stdout.write(HOLDS.say(language, said) + "\n")


def _known(text: str) -> Sequence[Head | Code]:
    path = Path(text)
    if not path.is_file():
        return [read_option("--known", text, read_code)]
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = [read_option("--known", line, read_code) for line in lines if line.strip()]
    if not found:
        raise WrongOption("--known", NO_CODES.refuse(value=path))
    return found
