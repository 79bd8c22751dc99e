"""A draw that anybody can repeat: n of N from a seed, by a hash and not by chance (R20).

Every key gets the SHA-256 of seed and key; the n with the smallest come first. So the draw depends
neither on the order in which keys are listed nor on a machine's random numbers: whoever knows the
seed and the list can repeat it with ten lines in any language. A seed that is committed before the
list exists, like a digest of the journal, cannot be chosen to fit it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from vedich.core.errors import Message


BAD_COUNT = Message(
    code="sampling.bad_count",
    vi="Không rút được {value} số. Hãy ghi số lượng từ 0 trở lên.",
    en="{value} cannot be drawn. Ask for 0 or more.",
)


def draw(seed: str, keys: Iterable[str], count: int) -> tuple[str, ...]:
    """`count` of `keys` in the order of the draw; all of them where there are fewer.

    A longer draw begins with the shorter one, a repeated key counts once, and a key that is added
    takes the place of at most one other. Raises Refused (``sampling.bad_count``) below 0.
    """
    if count < 0:
        raise BAD_COUNT.refuse(value=count)
    return tuple(sorted(set(keys), key=lambda key: (rank(seed, key), key))[:count])


def rank(seed: str, key: str) -> str:
    """The place of `key` in the draw of `seed`: 64 hexadecimal digits, smaller is drawn earlier.

    The length of the seed stands before it, so that no two pairs of seed and key read alike.
    """
    text = f"{len(seed)}:{seed}{key}"
    return hashlib.sha256(text.encode()).hexdigest()
