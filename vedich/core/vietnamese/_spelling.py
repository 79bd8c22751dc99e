"""One spelling for what can be written several ways.

Text is Unicode, as state documents must have it (TCVN 6909:2001, by Nghị định 30/2020/NĐ-CP, Phụ
lục I), and here always precomposed (NFC). Tones stand where the names of places have them: hòa,
khỏe, thủy (the older style, "xã Hòa Nghĩa"), not hoà, khoẻ, thuỷ.
"""

from __future__ import annotations

import re
import unicodedata


TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of the tones after ngang (UX §6)."""

# Eth and the African D look like Đ and were typed for it with older fonts and keyboards.
_CROSSED = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_CROSSED_TO_PLAIN = str.maketrans("ÐƉðɖĐđ", "DDddDd")

# No "q" and no "gi" among these: in quý and già the u and i belong to the consonant, and the tone
# has one place only. The list also keeps most foreign words out (Chloé is not an open syllable).
_ONSETS = "ngh|ch|gh|kh|ng|nh|ph|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_NEW_STYLE = re.compile(
    rf"(?<!\w)({_ONSETS})(o[àảãáạ]|o[èẻẽéẹ]|u[ỳỷỹýỵ])(?![\w\u0300-\u036f])", re.IGNORECASE
)


def normalise(text: str) -> str:
    """`text` in NFC with each tone where the names of places have it: hoà becomes hòa.

    Only open syllables in oa, oe, uy have two styles; nothing else is touched: hoàn, quý, già,
    khuỷu stay. Ð (eth) becomes Đ. Blanks and case are kept. Applying it twice changes nothing.
    """
    return _NEW_STYLE.sub(_tone_to_first, unicodedata.normalize("NFC", text).translate(_CROSSED))


def fold(text: str) -> str:
    """`text` as it is searched: no marks, no case, đ as d, single spaces (UX §6).

    "nuoc sach" finds "Nước  sạch" because both fold to the same. Compatibility forms fold too
    (full-width letters, m² as m2). Applying it twice changes nothing.
    """
    bare = _without_marks(text.translate(_CROSSED_TO_PLAIN)).casefold()
    return " ".join(_without_marks(bare).split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are one but for case, blanks and the way they are typed.

    Hoà Nghĩa is hòa  nghĩa, composed or not, whatever the place of the tone. Marks count: Hòa
    is not Hoa, which only a search may confuse.
    """
    return _name_key(one) == _name_key(other)


def split_tones(word: str) -> tuple[str, str]:
    """A word without its tones, composed, and the tones: hoà and hòa give the same."""
    letters = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES))
    return bare, "".join(c for c in letters if c in TONES)


def _name_key(name: str) -> list[tuple[str, str]]:
    return [split_tones(word) for word in name.translate(_CROSSED).casefold().split()]


def _without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def _tone_to_first(found: re.Match[str]) -> str:
    letters = unicodedata.normalize("NFD", found[2])
    return found[1] + unicodedata.normalize("NFC", letters[0] + letters[2]) + letters[1]
