"""Numbers, exactly: typed by people, carried by machines, written for both, with their units.

A figure is an integer at a scale: 38.81 at two decimals is 3881. No float exists here; what people
type is a `decimal.Decimal`, ratios of units are `fractions.Fraction` (DESIGN §4; UX §6).
"""

from __future__ import annotations

from vedich.core.numbers._exact import (
    KEY_FACTOR,
    MAX_DECIMALS,
    MAX_SCALED,
    MAX_WEIGHT,
    check_scaled,
    check_weight,
    div_round,
    div_trunc,
    from_scaled,
    order_key,
    rate,
    rescale,
    to_scaled,
)
from vedich.core.numbers._machine import (
    MachineNumber,
    read_machine,
    read_scaled,
    read_weight,
    write_machine,
)
from vedich.core.numbers._typed import Mark, Reading, Span, read_number, read_range
from vedich.core.numbers._units import Amount, Unit, compare, read_unit
from vedich.core.numbers._writing import write_number, write_range, write_words


__all__ = [
    "KEY_FACTOR",
    "MAX_DECIMALS",
    "MAX_SCALED",
    "MAX_WEIGHT",
    "Amount",
    "MachineNumber",
    "Mark",
    "Reading",
    "Span",
    "Unit",
    "check_scaled",
    "check_weight",
    "compare",
    "div_round",
    "div_trunc",
    "from_scaled",
    "order_key",
    "rate",
    "read_machine",
    "read_number",
    "read_range",
    "read_scaled",
    "read_unit",
    "read_weight",
    "rescale",
    "to_scaled",
    "write_machine",
    "write_number",
    "write_range",
    "write_words",
]
