"""What a password must be, in plain words: long enough, typed twice alike, not easy to guess."""

from __future__ import annotations

from typing import Final

from vedich.apps.people.models import Person
from vedich.core.errors import Message
from vedich.core.vietnamese import fold


SHORT = Message(
    code="code.short",
    vi="Mật khẩu mới có {count} ký tự, cần ít nhất {least}. Hãy ghép vài từ dễ nhớ.",
    en="The new password has {count} characters and needs {least}. Join a few words.",
)
LONG = Message(
    code="password.long",
    vi="Mật khẩu mới dài {count} ký tự, nhiều nhất là {most}. Hãy bớt đi.",
    en="The new password has {count} characters, {most} at most. Shorten it.",
)
DIFFERENT = Message(
    code="code.different",
    vi="Hai lần gõ mật khẩu mới không giống nhau ({count} và {other} ký tự). Hãy gõ lại.",
    en="The new password was typed in two ways ({count} and {other} characters). Type again.",
)
OWN = Message(
    code="password.own",
    vi="Mật khẩu mới là tên hay số điện thoại của đồng chí, ai cũng đoán được. Hãy chọn khác.",
    en="The new password is your own name or telephone number; anybody guesses it. Choose another.",
)
SAME_AS_CODE = Message(
    code="password.same_as_code",
    vi="Mật khẩu mới chứa chính mã vừa dùng, ai cầm phiếu cũng đoán được. Hãy chọn khác.",
    en="The new password holds the very code; who has the slip guesses it. Choose another.",
)
PLAIN = Message(
    code="password.plain",
    vi="Mật khẩu mới chỉ là một dãy liền nhau hay vài ký tự lặp lại. Hãy ghép vài từ dễ nhớ.",
    en="The new password is only a run or a few signs repeated. Join a few words.",
)

LEAST: Final = 10
"""Characters of a password."""

MOST: Final = 200
"""More is no password but a load for the server that hashes it."""

_DISTINCT: Final = 4
_RUN: Final = "01234567890123456789abcdefghijklmnopqrstuvwxyzqwertyuiopasdfghjklzxcvbnm"


def typed_alike(password: str, again: str) -> None:
    """Raises Refused (``code.different``)."""
    if password != again:
        raise DIFFERENT.refuse(count=len(password), other=len(again))


def check_password(password: str, person: Person, *, code: str = "") -> None:
    """Raises Refused (``code.short``, ``password.*``). `code` is what it is set with, if any."""
    if len(password) < LEAST:
        raise SHORT.refuse(count=len(password), least=LEAST)
    if len(password) > MOST:
        raise LONG.refuse(count=len(password), most=MOST)
    plain = _plain(password)
    if plain in {_plain(person.username), _plain(person.name), _plain(person.phone)}:
        raise OWN.refuse()
    if code and _plain(code) in plain:
        raise SAME_AS_CODE.refuse()
    if plain in _RUN or plain in _RUN[::-1] or len(set(plain)) < _DISTINCT:
        raise PLAIN.refuse()


def _plain(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
