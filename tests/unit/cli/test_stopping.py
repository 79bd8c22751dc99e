"""Ctrl-C has one answer, wherever it comes: said as stopped, or not heard any more."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from types import FrameType

import pytest

from vedich.cli import main as door
from vedich.cli import stopping
from vedich.cli.stopping import CtrlC, StoppedHalfway, piece_by_piece


HERE = {door.__file__, stopping.__file__}
STOPPED = "Stopped as asked. Nothing was written.\n"


@pytest.fixture(autouse=True)
def own_signals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "argv", ["vedich", "nonsense"])
    monkeypatch.setenv("VEDICH_LANGUAGE", "en")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Sent:
    """Sends Ctrl-C at step number `at` of the door, counted from when it listens."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.steps = 0

    def __call__(self, frame: FrameType, event: str, _: object) -> Sent | None:
        if frame.f_code.co_filename not in HERE:
            return None
        frame.f_trace_opcodes = True
        listens = signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        if event == "opcode" and listens and frame.f_code.co_name != "_heard":
            self.steps += 1
            if self.steps == self.at:
                signal.raise_signal(signal.SIGINT)
        return self


def run(at: int) -> tuple[int, int]:
    """The exit code, and how many steps the door took from when it listened."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sent = Sent(at)
    watching = sys.gettrace()  # whoever measures coverage listens here
    sys.settrace(sent)
    try:
        code = door.main()
    finally:
        sys.settrace(watching)
    return code, sent.steps


def test_at_every_step_of_the_door_it_is_one_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, steps = run(at=0)
    refusal = capsys.readouterr().err
    assert (code, steps > 100) == (2, True)

    seen = set()
    for at in range(1, steps + 1):
        code, _ = run(at)
        told = capsys.readouterr().err
        assert (code, told) in {(2, refusal), (130, STOPPED), (130, refusal + STOPPED)}, at
        seen.add(code)
    assert seen == {2, 130}


def test_who_started_it_with_ctrl_c_ignored_keeps_that() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    CtrlC().listen()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_stop_between_pieces_is_told_from_one_before_anything() -> None:
    with pytest.raises(StoppedHalfway), piece_by_piece():
        raise KeyboardInterrupt
