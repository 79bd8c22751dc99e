"""The door `vedich`: finds the command, and turns refusals into a few lines and an exit code.

A new command is a module with two functions, `parser()` and `run(options, language)`, and a line in
COMMANDS. It raises BadInput or WrongOption for what people can mend.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final

from vedich import __version__
from vedich.cli.options import Parser, WrongOption
from vedich.cli.speech import choose_language, error_language, refuse, tell
from vedich.cli.stopping import HALFWAY, STOPPED, CtrlC, StoppedHalfway
from vedich.core.errors import Message
from vedich.engine.faults import BadInput


DONE: Final = 0
REFUSED: Final = 2
INTERRUPTED: Final = 130

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    # a command's module is loaded when it is asked for, so that none slows down another
    "rollup": ("vedich.cli.rollup", "add figures up the tree of places, exactly"),
    "read": ("vedich.cli.read", "propose the targets and tasks that a document speaks of"),
    "sample": ("vedich.cli.sample", "roll up a sample year and print its 25 targets"),
    "demo": ("vedich.cli.demo", "make a sample database to look around in"),
    "init": ("vedich.cli.init", "make a real, empty database and its first administrator"),
    "people": ("vedich.cli.people", "give somebody who is locked out a one-time code"),
    "journal": ("vedich.cli.journal", "walk the journal and say whether its chain holds"),
    "practice": ("vedich.cli.practice", "copy a database to practise in, marked on every page"),
    "jobs": ("vedich.cli.jobs", "do what is due today: periods, rounds, notices, mail"),
    "serve": ("vedich.cli.serve", "serve the site until Ctrl-C"),
}

NO_COMMAND = Message(
    code="cli.no_command",
    vi="“{value}” không phải là một lệnh. Hãy ghi lệnh ngay sau vedich: {choices}.",
    en="“{value}” is not a command. Write one right after vedich: {choices}.",
)
_ABOUT: Final = "Carry a resolution from the page it is printed on to a verified result."
_EXIT_CODES: Final = """exit codes:
  0    done
  2    refused; standard error says what to mend, nothing is written
  130  stopped by Ctrl-C; standard error says whether anything was written

`vedich COMMAND --help` explains a command and shows an example."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Only refusals of input and options and Ctrl-C are caught: anything else is a defect of ours, or
    of the machine, and keeps its traceback. ``--help`` and ``--version`` raise SystemExit(0).
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    ctrl_c = CtrlC()
    try:
        if arguments is None:
            ctrl_c.listen()
        code = _answer(words)
        ctrl_c.decided = True
    except KeyboardInterrupt as stop:
        ctrl_c.decided = True
        said = HALFWAY if isinstance(stop, StoppedHalfway) else STOPPED
        tell(said.say(error_language(words, os.environ), {}))
        code = INTERRUPTED
    if arguments is None:
        ctrl_c.leave()
    return code


def _answer(words: Sequence[str]) -> int:
    try:
        return _run(words)
    except (BadInput, WrongOption) as wrong:
        refuse(wrong, error_language(words, os.environ))
        return REFUSED


def _run(words: Sequence[str]) -> int:
    door = _door()
    if not words:
        door.print_help(sys.stderr)
        return REFUSED
    if words[0] not in COMMANDS:
        if words[0].startswith("-"):
            door.read(words)
        raise WrongOption("vedich", NO_COMMAND.refuse(value=words[0], choices=", ".join(COMMANDS)))
    command = import_module(COMMANDS[words[0]][0])
    options = command.parser().read(words[1:])
    command.run(options, choose_language(options.language, os.environ))
    return DONE


def _door() -> Parser:
    commands = "\n".join(f"  {name:<10} {about}" for name, (_, about) in COMMANDS.items())
    door = Parser("vedich", _ABOUT, f"commands:\n{commands}\n\n{_EXIT_CODES}")
    door.usage = "vedich COMMAND [options]"
    door.add_argument(
        "--version", action="version", version=f"vedich {__version__}", help="say the version"
    )
    return door
