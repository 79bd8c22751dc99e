"""The words a reader must know that are not grammar: units, places, abbreviations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by which a document is read; the application adds the names of its tree.

    `units` are nouns that numbers count (“xã”, “doanh nghiệp”, “triệu đồng”), in lower case NFC;
    `places` names of places and `bodies` names of organs, as written; `abbreviations` map a short
    form to its words (“NTM” → “nông thôn mới”).
    """

    units: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
