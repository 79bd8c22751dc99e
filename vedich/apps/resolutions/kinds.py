"""The kinds of target in plain words, and the spellings a person may type for them (R8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vedich.apps.resolutions.core_values import NO_KIND
from vedich.apps.resolutions.models import Target
from vedich.core.errors import Language
from vedich.core.vietnamese import fold


@dataclass(frozen=True, slots=True)
class KindName:
    """One kind: its code, its name in both languages, what else is understood as it."""

    code: str
    vi: str
    en: str
    also: tuple[str, ...] = ()

    def say(self, language: Language) -> str:
        """The name in `language`."""
        return self.vi if language == "vi" else self.en


KINDS: Final = (
    KindName(
        Target.Kind.AT_LEAST,
        "ít nhất",
        "at least",
        ("≥", ">=", "từ … trở lên", "trở lên", "tối thiểu"),
    ),
    KindName(
        Target.Kind.AT_MOST,
        "nhiều nhất",
        "at most",
        ("≤", "<=", "không quá", "trở xuống", "tối đa"),
    ),
    KindName(Target.Kind.BETWEEN, "trong khoảng", "between", ("từ … đến", "khoảng")),
    KindName(Target.Kind.EXACTLY, "đúng bằng", "exactly", ("=", "bằng", "đạt đúng")),
    KindName(Target.Kind.INCREASE_BY, "tăng thêm", "increase by", ("tăng", "+")),
    KindName(Target.Kind.DECREASE_BY, "giảm bớt", "decrease by", ("giảm", "−", "-")),
    KindName(Target.Kind.YES_NO, "có/không", "yes or no", ("có hay không", "có, không", "yes/no")),
    KindName(Target.Kind.NAMED_SET, "nêu tên nơi", "named places", ("nêu tên", "nơi nêu tên")),
    KindName(Target.Kind.UNKNOWN, "chưa rõ mức", "level not known", ("chưa rõ", "?")),
)
_CODES: Final = {
    fold(text): kind.code for kind in KINDS for text in (kind.code, kind.vi, kind.en, *kind.also)
}


def read_kind(text: str) -> str:
    """The code of the kind that `text` names. Raises Refused (``resolution.no_kind``)."""
    found = _CODES.get(fold(text))
    if found is None:
        raise NO_KIND.refuse(value=text)
    return found
