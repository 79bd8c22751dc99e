"""The few places where engines speak different SQL (DESIGN §4.2).

Plans add, multiply, compare and count integers. They divide through three macros only: `div_round`,
`div_trunc` and `order_key`; a guard finds any other division in a template.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

from vedich.core.numbers import KEY_FACTOR


class Dialect(ABC):
    """SQL texts of one engine. Arguments and results are SQL expressions."""

    @abstractmethod
    def wide(self, x: str) -> str:
        """`x` as an integer that holds 10^38, or fails loudly."""

    @abstractmethod
    def total(self, x: str) -> str:
        """The sum of the 64-bit integers `x`, as wide as it gets."""

    @abstractmethod
    def div_trunc(self, x: str, y: str) -> str:
        """`x / y` cut toward zero; `y` is not 0."""

    @abstractmethod
    def pack(self, **fields: str) -> str:
        """A value of named fields that orders by them from left to right."""

    @abstractmethod
    def text(self, value: str) -> str:
        """`value` as a string literal."""

    @abstractmethod
    def whole_number(self, x: str) -> str:
        """The text `x`, an optional minus and digits, as a 64-bit integer; NULL if beyond."""

    @abstractmethod
    def matches(self, x: str, pattern: str) -> str:
        """True where the whole of `x` matches the regular expression `pattern`."""

    def div_round(self, x: str, y: str) -> str:
        """`x / y` to the nearest integer, half away from zero; `y` is above 0."""
        # the sign is taken out first: cutting rounds -7 and 7 alike, halves must go outward
        double = self.div_trunc(f"(2 * {size(x)} + {y})", f"(2 * {y})")
        return f"(CASE WHEN {x} < 0 THEN 0 - {double} ELSE {double} END)"

    def order_key(self, part: str, whole: str) -> str:
        """What a rate is ordered by first: cut at 10^-15 (DESIGN §4.3); `whole` is not 0."""
        return self.div_trunc(f"({self.wide(part)} * {KEY_FACTOR})", self.wide(whole))

    def key(self, part: str, whole: str, **more: str) -> str:
        """The total order of DESIGN §5 line 10 as a pack, `more` fields after it."""
        first = self.order_key(part, whole)
        return self.pack(k=first, w=self.wide(whole), p=self.wide(part), **more)

    def power(self, exponent: str) -> str:
        """10 to the `exponent` (0 to 18), a 64-bit integer."""
        cases = " ".join(f"WHEN {n} THEN {10**n}" for n in range(1, 19))
        return f"(CASE {exponent} {cases} ELSE 1 END)"

    def decimal_text(self, x: str, scale: str) -> str:
        """The integer `x` at `scale` decimals as text without trailing zeros; no division."""
        digits = self.integer_text(size(x))
        width = f"CAST(greatest(length({digits}), {scale} + 1) AS INTEGER)"
        padded = f"lpad({digits}, {width}, '0')"
        whole = f"substr({padded}, 1, length({padded}) - {scale})"
        rest = self.trim_zeros(f"substr({padded}, length({padded}) - {scale} + 1)")
        tail = f"CASE WHEN {rest} = '' THEN '' ELSE concat('.', {rest}) END"
        minus = f"CASE WHEN {x} < 0 THEN '-' ELSE '' END"
        long = f"concat({minus}, {whole}, {tail})"
        # said first, since one engine's concat takes NULL for an empty text
        none = f"CASE WHEN {x} IS NULL THEN NULL"
        return f"{none} WHEN {scale} = 0 THEN {self.integer_text(x)} ELSE {long} END"

    def integer_text(self, x: str) -> str:
        """The integer `x` as text."""
        return f"CAST({x} AS STRING)"

    def decimal(self, x: str, scale: str) -> str:
        """The integer `x` at `scale` decimals as DECIMAL(38,12), rounded half away from zero.

        Made by a product of decimals, which only moves the point: read from text it takes a
        hundred times as long.
        """
        more = f"{x} * {self.power(f'(12 - {scale})')}"
        fewer = self.div_round(x, self.wide(self.power(f"({scale} - 12)")))
        moved = f"CASE WHEN {scale} <= 12 THEN {more} ELSE {fewer} END"
        return f"CAST(CAST({moved} AS DECIMAL(38,0)) * 0.000000000001 AS DECIMAL(38,12))"

    @abstractmethod
    def trim_zeros(self, x: str) -> str:
        """The text `x` without zeros at its end."""


class DuckSql(Dialect):
    """DuckDB: HUGEINT is exact to 1.7 × 10^38 and its overflow is an error, never a float."""

    def wide(self, x: str) -> str:
        """`x` as HUGEINT."""
        return f"CAST({x} AS HUGEINT)"

    def total(self, x: str) -> str:
        """A sum of 64-bit integers is HUGEINT."""
        return f"sum({x})"

    def div_trunc(self, x: str, y: str) -> str:
        """``//`` cuts toward zero; ``/`` would give a DOUBLE."""
        wide = f"{self.wide(x)} // {self.wide(y)}"
        # 128-bit division is ten times slower; most numbers do not need it
        narrow = f"{_narrow(x)} // {_narrow(y)}"
        return f"(CASE WHEN {_fits(x)} AND {_fits(y)} THEN {narrow} ELSE {wide} END)"

    def integer_text(self, x: str) -> str:
        """64 bits where they do: printing 128 is several times slower."""
        narrow = f"CAST({_narrow(x)} AS STRING)"
        return f"(CASE WHEN {_fits(x)} THEN {narrow} ELSE CAST({x} AS STRING) END)"

    def pack(self, **fields: str) -> str:
        """A STRUCT."""
        return "struct_pack(" + ", ".join(f"{name} := {x}" for name, x in fields.items()) + ")"

    def text(self, value: str) -> str:
        """Quotation marks are doubled; a statement ends at a NUL, so that is put in by number."""
        quoted = ("'" + part.replace("'", "''") + "'" for part in value.split("\0"))
        return "(" + " || chr(0) || ".join(quoted) + ")" if "\0" in value else next(quoted)

    def whole_number(self, x: str) -> str:
        """TRY_CAST gives NULL beyond 64 bits."""
        return f"TRY_CAST({x} AS BIGINT)"

    def matches(self, x: str, pattern: str) -> str:
        """RE2."""
        return f"regexp_full_match({x}, '{pattern}')"

    def trim_zeros(self, x: str) -> str:
        """`rtrim` takes the letters to trim."""
        return f"rtrim({x}, '0')"


def size(x: str) -> str:
    """`x` without its sign. Spark's abs() and unary minus keep 34 digits of a DECIMAL only."""
    return f"(CASE WHEN {x} < 0 THEN 0 - {x} ELSE {x} END)"


def _fits(x: str) -> str:
    return f"abs({x}) < {2**62}"


def _narrow(x: str) -> str:
    return f"CAST({x} AS BIGINT)"


class SparkSql(Dialect):
    """Spark: DECIMAL(38,0), ANSI mode on, so that an overflow is an error and sums never wrap."""

    def wide(self, x: str) -> str:
        """`x` as DECIMAL(38,0)."""
        return f"CAST({x} AS DECIMAL(38,0))"

    def total(self, x: str) -> str:
        """A sum of 64-bit integers would stay one; of decimals it grows to 38 digits."""
        return f"sum({self.wide(x)})"

    def div_trunc(self, x: str, y: str) -> str:
        """``div`` on decimals wraps silently; an exact quotient does not (DESIGN §4)."""
        x, y = self.wide(x), self.wide(y)
        return f"CAST(({x} - {x} % {y}) / {y} AS DECIMAL(38,0))"

    def pack(self, **fields: str) -> str:
        """A STRUCT."""
        return "struct(" + ", ".join(f"{x} AS {name}" for name, x in fields.items()) + ")"

    def text(self, value: str) -> str:
        """Backslashes escape here."""
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def whole_number(self, x: str) -> str:
        """`try_cast` gives NULL beyond 64 bits."""
        return f"try_cast({x} AS BIGINT)"

    def matches(self, x: str, pattern: str) -> str:
        """Java's regular expressions, anchored."""
        return f"({x} RLIKE '^(?:{pattern})$')"

    def trim_zeros(self, x: str) -> str:
        """The standard form; `rtrim(a, b)` takes its arguments in the other order here."""
        return f"trim(TRAILING '0' FROM {x})"


DUCK: Final = DuckSql()
SPARK: Final = SparkSql()
