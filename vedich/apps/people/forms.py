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
WRONG = Message(
    code="sign_in.wrong",
    vi="Tên “{name}” hoặc mật khẩu không đúng. Hãy gõ lại; sai {left} lần nữa thì phải đợi.",
    en="The name “{name}” or the password is wrong. Type again; {left} more slips mean a wait.",
)
LOCKED = Message(
    code="sign_in.locked",
    vi="Đã gõ sai {times} lần với tên “{name}”. Hãy thử lại sau {time}, hoặc nhờ {ask}.",
    en="“{name}” was typed wrongly {times} times. Try again after {time}, or ask {ask}.",
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
    """What a person chooses for himself: language, text size, hat, keys of one letter."""

    language: str
    text_size: str
    hat: str
    keys: str

    @classmethod
    def read(cls, data: QueryDict, hats: tuple[str, ...]) -> Settings:
        """Raises Refused (``settings.bad_choice``) for what the page did not offer."""
        made = cls(
            data.get("language", ""),
            data.get("size", ""),
            data.get("hat", ALL_HATS),
            data.get("keys", "on"),
        )
        offers = (
            (made.language, LANGUAGES),
            (made.text_size, tuple(TextSize.values)),
            (made.hat, (ALL_HATS, *hats)),
            (made.keys, KEYS),
        )
        for value, offered in offers:
            if value not in offered:
                raise BAD_CHOICE.refuse(value=value)
        return made
