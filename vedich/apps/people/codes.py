"""One-time sign-in codes: issued by the office of the subtree, used once (R34, R36).

A code is shown to whoever issues it, once, and never kept: the database holds a keyed digest. It
does not let the issuer act unseen: each is a journal line, and the person is told at his next
sign-in who had one made. `rights` says who may issue one for whom.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

from django.conf import settings

from vedich.apps.journal.actions import recording
from vedich.apps.people.devices import sign_out_devices
from vedich.apps.people.models import CodeWish, Person, Post, SignInCode
from vedich.apps.people.passwords import check_password
from vedich.apps.people.queries import actor
from vedich.apps.people.rights import held_or_to_come, issuing_post, may_issue
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Message
from vedich.core.permits import Actor, Path


ALPHABET: Final = "34679ACDEFGHJKMNPQRTUVWXY"
"""Signs that nobody takes for each other, printed, written by hand or read out: no 0 and O, no 1, I
and L, no 2 and Z, no 5 and S, no 8 and B. Eight of them are 37 bits, behind five tries."""

LENGTH: Final = 8
DAYS: Final = 14
"""Days a code is good for."""

WISHES_A_DAY: Final = 3
"""So often a day somebody can ask for a code; what comes after that is not written down."""

WRONG_CODE = Message(
    code="code.wrong",
    vi="Tên hoặc mã không đúng, hoặc mã đã dùng hay hết hạn. Hãy gõ lại, hoặc xin mã mới.",
    en="The name or the code is wrong, or it was used or is over. Type again, or ask for another.",
)
NO_PERSON = Message(
    code="people.no_person",
    vi="Không có người số {value}. Hãy mở lại danh sách.",
    en="There is no person {value}. Open the list again.",
)


class Chance(Protocol):
    """Where the signs of a code come from: `secrets.SystemRandom()` on a server."""

    def choice(self, seq: str, /) -> str:
        """One sign of the text."""
        ...


@dataclass(frozen=True, slots=True)
class Issued:
    """A code as it is shown, once: “ACDE-3467”."""

    person: Person
    code: str
    last_day: date


def issue_codes(
    *,
    people: Sequence[int],
    by: Actor | None,
    at: datetime,
    on_day: date,
    chance: Chance,
    key: str = "",
) -> Sequence[Issued]:
    """New codes for these people; older ones of theirs are good for nothing any more.

    `by` None is the server's own command. Raises Refused (``code.*``, ``people.no_person``),
    NotPermitted; all or none. Sent again with the same key it gives none: a code is shown once.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return ()
        tree = on(on_day)
        rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=people)}
        posts = held_or_to_come(rows, on_day)
        found = []
        for number in dict.fromkeys(people):
            if number not in rows:
                raise NO_PERSON.refuse(value=number)
            person, held = rows[number], posts.get(number, ())
            post = issuing_post(by, person, held, tree, on_day) if by else None
            code = "".join(chance.choice(ALPHABET) for _ in range(LENGTH))
            revoke_codes(person, at=at)
            row = SignInCode.objects.create(
                person=person,
                digest=digest(person.pk, code),
                issued_by=by.person if by else "",
                issued_post=post.reference if post else "",
                issued_at=at,
                issued_on=on_day,
                last_day=on_day + timedelta(days=DAYS),
            )
            open_wish = CodeWish.objects.filter(person=person, answered_on__isnull=True)
            open_wish.update(answered_on=on_day)
            ledger.note(
                "people.issue_code",
                row.reference,
                _path(held, tree),
                post=post.reference if post else None,
                facts={"person": person.reference, "until": row.last_day.isoformat()},
            )
            found.append(Issued(person, f"{code[:4]}-{code[4:]}", row.last_day))
        return found


def revoke_codes(person: Person, *, at: datetime) -> None:
    """Make every unused code of the person good for nothing; part of a greater change."""
    rows = SignInCode.objects.filter(person=person, used_at__isnull=True, revoked_at__isnull=True)
    rows.update(revoked_at=at)


def redeem(*, name: str, code: str, password: str, at: datetime, on_day: date) -> Person:
    """Use a code and set the password; every session of the person ends by it.

    One refusal for an unknown name, a wrong code, one that is over, and one whose issuer could not
    issue it for the posts the person was given since (``code.wrong``). Also raises Refused
    (``code.short``, ``password.*``), which leaves the code as it is.
    """
    person = Person.objects.filter(username=name, is_active=True).first()
    row = _good(person, code, on_day)
    if person is None or row is None or not _still_allowed(row, person, on_day):
        raise WRONG_CODE.refuse()
    check_password(password, person, code=code)
    with recording(by=actor(person, on_day), at=at) as ledger:
        # taken once, whoever else tries at the same moment
        free = SignInCode.objects.filter(pk=row.pk, used_at__isnull=True, revoked_at__isnull=True)
        if not free.update(used_at=at):
            raise WRONG_CODE.refuse()
        person.set_password(password)
        person.save(update_fields=["password"])
        sign_out_devices(person)
        ledger.note("people.use_code", row.reference, (), facts={"person": person.reference})
    return person


def wish_for_code(*, name: str, at: datetime, on_day: date) -> None:
    """Keep that somebody cannot get in; for an unknown name nothing happens and nothing is said."""
    with recording(by=None, at=at) as ledger:
        person = Person.objects.filter(username=name, is_active=True).first()
        number = person.pk if person else 0
        if CodeWish.objects.filter(person=number, asked_on=on_day).count() >= WISHES_A_DAY:
            return
        if person is None or CodeWish.objects.filter(person=number, answered_on=None).exists():
            return
        CodeWish.objects.create(person=person, asked_on=on_day)
        held = held_or_to_come([number], on_day).get(number, ())
        ledger.note("people.wish_for_code", person.reference, _path(held, on(on_day)))


def untold(person: Person) -> bool:
    """Whether somebody had a code made for the person of which he was not told yet."""
    return SignInCode.objects.filter(person=person, told_at__isnull=True).exists()


def tell_issued(person: Person, *, at: datetime) -> Sequence[SignInCode]:
    """Codes that were made for the person and of which he was not told yet; told by this."""
    found = list(SignInCode.objects.filter(person=person, told_at__isnull=True).order_by("pk"))
    if found:
        SignInCode.objects.filter(pk__in=[row.pk for row in found]).update(told_at=at)
    return found


def issued_lately(person: Person, count: int) -> Sequence[SignInCode]:
    """The last codes made for the person, the latest first: he can always look again."""
    return list(SignInCode.objects.filter(person=person).order_by("-pk")[:count])


def digest(person: int, code: str) -> str:
    """The keyed digest of a code as typed: case, blanks and dashes do not count."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    text = f"{person}:{plain}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, sha256).hexdigest()


def _good(person: Person | None, code: str, day: date) -> SignInCode | None:
    # the same steps for an unknown name, so that the time they take says nothing
    number = person.pk if person else 0
    rows = SignInCode.objects.filter(
        person=number, used_at__isnull=True, revoked_at__isnull=True, last_day__gte=day
    )
    wanted, found = digest(number, code), None
    for row in rows:
        if hmac.compare_digest(row.digest, wanted):
            found = row
    return found


def _still_allowed(row: SignInCode, person: Person, day: date) -> bool:
    if not row.issued_by:
        return True
    issuer = Person.objects.filter(pk=int(row.issued_by.removeprefix("person:"))).first()
    if issuer is None:
        return False
    posts = held_or_to_come([person.pk], day).get(person.pk, ())
    return may_issue(actor(issuer, row.issued_on), person, posts, on(day), row.issued_on)


def _path(posts: Sequence[Post], tree: Map) -> Path:
    return next((tree[post.place_id].path for post in posts if post.place_id in tree), ())


def live_codes(day: date) -> frozenset[int]:
    """Keys of the people who have a code that still lets them in on `day`."""
    rows = SignInCode.objects.filter(
        used_at__isnull=True, revoked_at__isnull=True, last_day__gte=day
    )
    return frozenset(rows.values_list("person_id", flat=True))
