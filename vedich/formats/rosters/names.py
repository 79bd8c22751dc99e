"""Names of people: tidied, and known by their family names."""

from __future__ import annotations

import re
from typing import Final

from vedich.core.vietnamese import fold, normalise


_FAMILIES: Final = """
an au bach banh bui cao chau chu chung cu dam dang danh dao dau diep dinh do doan dong du duong
giang giap ha han ho hoang hua huynh kha khuat khuong kieu kim la lac lai lam le lieu lo lu luc
lung luong luu luyen ly ma mac mai nghiem ngo nguyen nhan ninh nong ong pham phan phi pho phu
phung quach quan sam son ta tang than thach thai thi tieu to ton tong tran trang trieu trinh
truong tu tuong ung van vi vien vo vu vuong xa y
"""
FAMILY_NAMES: Final = frozenset(_FAMILIES.split())
"""Family names without marks; who has another one is still a person by the rest of the row."""

_ADDRESS: Final = re.compile(
    r"^(?:đ/c|đc|đồng chí|ông|bà|anh|chị|mr|mrs|ms)[.:]?\s+", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"^\d+[.)]\s*")
_LEAST: Final = 2
_MOST: Final = 7


def tidy(text: str) -> str:
    """The name as it is written on paper: no “đ/c”, no number, capitals where they belong."""
    plain = " ".join(normalise(text).split())
    plain = _ADDRESS.sub("", _NUMBER.sub("", plain)).strip(" .,;-")
    if plain.isupper() or plain.islower():
        plain = " ".join(word[:1].upper() + word[1:].lower() for word in plain.split())
    return plain


def is_name(text: str) -> bool:
    """Whether this looks like somebody's name: two to seven words of letters."""
    words = tidy(text).split()
    letters = all(word.replace("'", "").replace("-", "").isalpha() for word in words)
    return _LEAST <= len(words) <= _MOST and letters


def begins_like_a_name(text: str) -> bool:
    """Whether the first word is a family name we know, and the rest could follow it."""
    return is_name(text) and fold(tidy(text)).split()[0] in FAMILY_NAMES
