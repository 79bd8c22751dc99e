"""What the pages of people read from a form, and what they refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from vedich.apps.people.models import TextSize
from vedich.core.errors import LANGUAGES, Message


NO_NAME = Message(
    code="sign_in.no_name",
    vi="Chưa ghi tên đăng nhập. Hãy ghi tên văn phòng đã cấp.",
    en="The sign-in name is missing. Write the name the office gave out.",
)
BAD_CHOICE = Message(
    code="settings.bad_choice",
    vi="Không có lựa chọn “{value}”. Hãy chọn lại trong trang này.",
    en="There is no choice “{value}”. Choose again on this page.",
)

KEYS: Final = ("on", "off")
ALL_HATS: Final = ""
"""The hat that stands for all posts."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A name and a password as typed; blanks around the name are a slip of the thumb."""

    name: str
    password: str

    @classmethod
    def read(cls, data: QueryDict) -> SignIn:
        """Raises Refused (``sign_in.no_name``)."""
        name = data.get("username", "").strip()
        if not name:
            raise NO_NAME.refuse()
        return cls(name, data.get("password", ""))


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chooses for himself; `hat` None leaves the hat as it is."""

    language: str
    text_size: str
    hat: str | None
    keys: str

    @classmethod
    def read(cls, data: QueryDict, hats: tuple[str, ...]) -> Settings:
        """Raises Refused (``settings.bad_choice``) for what the page did not offer."""
        made = cls(
            data.get("language", ""),
            data.get("size", ""),
            read_hat(data.get("hat", ""), hats) if "hat" in data else None,
            data.get("keys", "on"),
        )
        offers = (
            (made.language, LANGUAGES),
            (made.text_size, tuple(TextSize.values)),
            (made.keys, KEYS),
        )
        for value, offered in offers:
            if value not in offered:
                raise BAD_CHOICE.refuse(value=value)
        return made


def read_hat(hat: str, hats: tuple[str, ...]) -> str:
    """One of the posts held, or blank for all. Raises Refused (``settings.bad_choice``)."""
    if hat not in (ALL_HATS, *hats):
        raise BAD_CHOICE.refuse(value=hat[:40])
    return hat
