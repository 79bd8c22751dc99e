"""What a person sets for himself: password, language and size of text, telephone, address."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from vedich.apps.journal.actions import recording
from vedich.apps.people.codes import revoke_codes
from vedich.apps.people.devices import sign_out_devices
from vedich.apps.people.models import Person
from vedich.apps.people.passwords import check_password
from vedich.core.errors import Message
from vedich.core.permits import Actor


WRONG_PASSWORD = Message(
    code="password.wrong",
    vi="Mật khẩu đang dùng không đúng. Hãy gõ lại; quên thì nhờ văn phòng cấp mã.",
    en="The present password is wrong. Type it again; if you forgot it, ask the office for a code.",
)
BAD_PHONE = Message(
    code="people.bad_phone",
    vi="“{value}” không phải số điện thoại. Hãy ghi như 0913 000 114.",
    en="“{value}” is no telephone number. Write it like 0913 000 114.",
)
BAD_EMAIL = Message(
    code="people.bad_email",
    vi="“{value}” không phải địa chỉ thư điện tử. Hãy ghi như nam@example.vn, hoặc để trống.",
    en="“{value}” is no address of mail. Write it like nam@example.vn, or leave it blank.",
)

_PHONE: Final = set("0123456789 .+-()")
_DIGITS: Final = range(8, 16)
LONGEST_PHONE: Final = 20
LONGEST_EMAIL: Final = 120


def choose_settings(*, language: str, text_size: str, by: Actor, at: datetime) -> None:
    """Set a person's own language and text size; nobody else can. Raises Refused for a stranger."""
    with recording(by=by, at=at) as ledger:
        person = _oneself(by)
        if (person.language, person.text_size) == (language, text_size):
            return
        person.language, person.text_size = language, text_size
        person.full_clean(exclude=["password"])
        person.save(update_fields=["language", "text_size"])
        facts = {"language": language, "text_size": text_size}
        ledger.note("people.choose_settings", person.reference, (), facts=facts)


def change_password(
    *, old: str, new: str, here: str, by: Actor, at: datetime, on_day: date
) -> Person:
    """Set a new password in place of the old one; every other session and code ends by it.

    `here` is the key of the session that goes on. Gives the person, whose session must be told of
    the new password. Raises Refused (``password.*``, ``code.short``).
    """
    with recording(by=by, at=at) as ledger:
        person = _oneself(by)
        if not person.check_password(old):
            raise WRONG_PASSWORD.refuse()
        check_password(new, person)
        person.set_password(new)
        person.save(update_fields=["password"])
        revoke_codes(person, at=at)
        sign_out_devices(person, but=here)
        ledger.note("people.change_password", person.reference, (), facts={"day": str(on_day)})
        return person


def set_contact(
    *, phone: str, email: str, by: Actor, at: datetime, mail: bool | None = None
) -> None:
    """Set one's own telephone number and address; the journal says that, not the values.

    `mail` says whether the daily mail is wanted; None leaves that as it is. Raises Refused
    (``people.bad_phone``, ``people.bad_email``).
    """
    with recording(by=by, at=at) as ledger:
        person = _oneself(by)
        wants = person.wants_mail if mail is None else mail
        wanted = read_phone(phone), read_email(email), wants
        if (person.phone, person.email, person.wants_mail) == wanted:
            return
        person.phone, person.email, person.wants_mail = wanted
        person.save(update_fields=["phone", "email", "wants_mail"])
        ledger.note("people.set_contact", person.reference, ())


def read_phone(text: str) -> str:
    """A telephone number, blank for none. Raises Refused (``people.bad_phone``)."""
    phone = " ".join(text.split())
    digits = sum(sign.isdigit() for sign in phone)
    if phone and (set(phone) - _PHONE or digits not in _DIGITS or len(phone) > LONGEST_PHONE):
        raise BAD_PHONE.refuse(value=phone[:40])
    return phone


def read_email(text: str) -> str:
    """An address of mail, blank for none. Raises Refused (``people.bad_email``)."""
    address = text.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise BAD_EMAIL.refuse(value=address[:60]) from None
    if len(address) > LONGEST_EMAIL:
        raise BAD_EMAIL.refuse(value=address[:60])
    return address


def _oneself(by: Actor) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(
        pk=int(by.person.removeprefix("person:"))
    )
