"""Numbers in files: `-12.5` and nothing else (DESIGN §5.1, §5.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vedich.core.errors import Message
from vedich.core.numbers._exact import (
    MAX_DECIMALS,
    MAX_SCALED,
    MAX_WEIGHT,
    NOT_A_WEIGHT,
    TOO_FINE,
    TOO_LARGE,
    check_weight,
)
from vedich.core.numbers._plain import in_groups, shown


NOT_MACHINE = Message(
    code="number.not_machine",
    vi="“{value}” không phải là số dùng trong tệp. "
    "Hãy viết như -12.5: dấu chấm thập phân, không khoảng trắng, không dấu phân nhóm.",
    en="“{value}” is not a number for files. "
    "Write it like -12.5: a decimal point, no blanks, no grouping.",
)

# [0-9], because \d takes the digits of every script; `fullmatch`, because $ lets a newline through.
# No ".5" and no "5.": one number has one grammar, and the engines check it in SQL.
_MACHINE = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_MOST_DIGITS = len(str(MAX_SCALED))


@dataclass(frozen=True, slots=True)
class MachineNumber:
    """A number from a file: `digits` at `decimals`, as few decimals as hold it exactly.

    Zeros at the end do not count as decimals, so that a file gives one scale whether it came as
    CSV ("1.5") or through a Parquet DECIMAL, which pads ("1.500000").
    """

    digits: int
    decimals: int
    text: str

    def at(self, decimals: int) -> int:
        """The integer at `decimals`. Refused if a digit would be lost, or beyond 10^15."""
        if decimals < self.decimals:
            raise TOO_FINE.refuse(value=shown(self.text), decimals=decimals)
        scaled: int = self.digits * 10 ** (decimals - self.decimals)
        if abs(scaled) > MAX_SCALED:
            limit = in_groups(MAX_SCALED // 10**decimals)
            raise TOO_LARGE.refuse(value=shown(self.text), limit=limit)
        return scaled


def read_machine(text: str) -> MachineNumber:
    """The number in `text`: ASCII minus, digits, at most one point with digits on both sides.

    Refused: anything else, over 6 decimals that matter, over 10^15 scaled (DESIGN §4.1, §5.2).
    """
    found = _MACHINE.fullmatch(text)
    if found is None:
        raise NOT_MACHINE.refuse(value=shown(text))
    sign, whole, tail = found[1], found[2].lstrip("0"), (found[3] or "").rstrip("0")
    if len(tail) > MAX_DECIMALS:
        raise TOO_FINE.refuse(value=shown(text), decimals=MAX_DECIMALS)
    # The length first: int() of a text of five thousand digits is an error of its own.
    if len(whole) > _MOST_DIGITS:
        raise TOO_LARGE.refuse(value=shown(text), limit=in_groups(MAX_SCALED))
    # Blank digits are a zero whose zeros were all taken off.
    number = MachineNumber(int(f"{sign}{whole}{tail}" if whole + tail else "0"), len(tail), text)
    number.at(number.decimals)
    return number


def read_scaled(text: str, *, decimals: int) -> int:
    """The integer at `decimals` (0 to 6) for `text`: "1.50000000" at 1 is 15.

    Refused as in `read_machine` and `MachineNumber.at`.
    """
    return read_machine(text).at(decimals)


def read_weight(text: str) -> int:
    """The whole number of persons, households or hectares in `text`, from 0 to 10^9 (§4.1)."""
    number = read_machine(text)
    if number.decimals > 0:
        raise NOT_A_WEIGHT.refuse(value=shown(text), limit=in_groups(MAX_WEIGHT))
    return check_weight(number.digits)


def write_machine(scaled: int, *, decimals: int) -> str:
    """The shortest text for files: 12500 at 3 is "12.5", -40 at 1 is "-4" (DESIGN §5.11)."""
    whole, rest = divmod(abs(scaled), 10**decimals)
    tail = f"{rest:0{decimals}d}".rstrip("0") if rest else ""
    return f"{'-' if scaled < 0 else ''}{whole}{'.' if tail else ''}{tail}"
