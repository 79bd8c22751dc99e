"""Integers that try the division macros: signs, halves, ties, the largest that a plan may hold."""

from __future__ import annotations

from random import Random


Triple = tuple[int, int, int]


def random_triples(chance: Random, count: int) -> list[Triple]:
    """(dividend, divisor above 0, decimals 0 to 6) in every size up to 10^30."""
    triples: list[Triple] = [(0, 1, 0), (7, 2, 0), (-7, 2, 0), (1, 2, 6), (-1, 2, 6), (5, 10, 3)]
    while len(triples) < count:
        size = chance.choice([2, 10, 10**3, 10**9, 2**62, 2**63, 10**15 + 1, 10**22, 10**30])
        divisor = chance.randint(1, chance.choice([2, 10, 10**6, 10**15]))
        dividend = chance.randint(-size, size)
        if chance.random() < 0.3:  # an exact half
            dividend = divisor * chance.randint(-size, size) + chance.choice([0, divisor // 2])
        triples.append((dividend, divisor, chance.randint(0, 6)))
    return [(max(-(10**36), min(10**36, x)), y, s) for x, y, s in triples]
