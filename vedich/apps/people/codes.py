"""One-time sign-in codes: issued by the office of the subtree, used once (R34, R36).

A code is shown to whoever issues it, once, and never kept: the database holds a keyed digest. It
does not let the issuer act unseen: each is a journal line, and the person is told at his next
sign-in who had one made. Nobody issues one for somebody who stands above him or beside his places,
and only administrators do for administrators.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

from django.conf import settings
from django.db.models import Q

from vedich.apps.journal.actions import recording
from vedich.apps.people.models import CodeWish, Person, Post, SignInCode
from vedich.apps.people.queries import actor
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus
from vedich.core.permits import Post as CorePost
from vedich.rulebook.permits import may, require


ISSUES: Final = "people.codes"
ADMINISTRATOR: Final = "administrator"

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs that cannot be taken for each other on paper."""

LENGTH: Final = 8
DAYS: Final = 14
"""Days a code is good for."""

LEAST: Final = 10
"""Characters of a password."""

WRONG_CODE = Message(
    code="code.wrong",
    vi="Tên hoặc mã không đúng, hoặc mã đã dùng hay hết hạn. Hãy gõ lại, hoặc xin mã mới.",
    en="The name or the code is wrong, or it was used or is over. Type again, or ask for another.",
)
SHORT = Message(
    code="code.short",
    vi="Mật khẩu mới có {count} ký tự, cần ít nhất {least}. Hãy ghép vài từ dễ nhớ.",
    en="The new password has {count} characters and needs {least}. Join a few words.",
)
DIFFERENT = Message(
    code="code.different",
    vi="Hai lần gõ mật khẩu mới không giống nhau ({count} và {other} ký tự). Hãy gõ lại.",
    en="The new password was typed in two ways ({count} and {other} characters). Type again.",
)
NOT_YOURS = Message(
    code="code.not_yours",
    vi="{value} có chức vụ ngoài địa bàn của đồng chí nên không cấp mã được. Hãy nhờ cấp trên.",
    en="{value} holds a post outside your places, so you cannot issue a code. Ask one level up.",
)
OWN_CODE = Message(
    code="code.own",
    vi="Không tự cấp mã cho mình ({value}) được. Hãy đổi mật khẩu, hoặc nhờ người khác cấp.",
    en="You cannot issue a code for yourself ({value}). Ask somebody else.",
)
INACTIVE = Message(
    code="code.inactive",
    vi="{value} đã bị khóa nên không cấp mã được. Hãy mở khóa trước.",
    en="{value} is locked out, so no code can be issued. Unlock the person first.",
)


class Chance(Protocol):
    """Where the signs of a code come from: `secrets.SystemRandom()` on a server."""

    def choice(self, seq: str, /) -> str:
        """One sign of the text."""
        ...


@dataclass(frozen=True, slots=True)
class Issued:
    """A code as it is shown, once: “ABCD-2345”."""

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

    `by` None is the server's own command. Raises Refused (``code.not_yours``, ``code.own``,
    ``code.inactive``), NotPermitted; all or none. Sent again with the same key it gives none: a
    code is shown once.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return ()
        tree = on(on_day)
        rows = list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
        found = []
        for person in rows:
            post = _allowed(by, person, tree, on_day) if by else None
            open_codes = SignInCode.objects.filter(person=person, used_at__isnull=True)
            open_codes.filter(revoked_at__isnull=True).update(revoked_at=at)
            code = "".join(chance.choice(ALPHABET) for _ in range(LENGTH))
            row = SignInCode.objects.create(
                person=person,
                digest=digest(person.pk, code),
                issued_by=by.person if by else "",
                issued_post=post.reference if post else "",
                issued_at=at,
                issued_on=on_day,
                last_day=on_day + timedelta(days=DAYS),
            )
            CodeWish.objects.filter(person=person, answered_on__isnull=True).update(
                answered_on=on_day
            )
            ledger.note(
                "people.issue_code",
                row.reference,
                _path(person, tree, on_day),
                post=post.reference if post else None,
                facts={"person": person.reference, "until": row.last_day.isoformat()},
            )
            found.append(Issued(person, f"{code[:4]}-{code[4:]}", row.last_day))
        return found


def may_issue(by: Actor, person: Person, day: date) -> bool:
    """Whether `by` may issue a code for the person."""
    try:
        _allowed(by, person, on(day), day)
    except ValueError:
        return False
    return True


def redeem(*, name: str, code: str, password: str, at: datetime, on_day: date) -> Person:
    """Use a code and set the password; every session of the person ends by it.

    One refusal for an unknown name, a wrong code and one that is over (``code.wrong``).
    """
    person = Person.objects.filter(username=name, is_active=True).first()
    row = _good(person, code, on_day) if person else None
    if person is None or row is None:
        raise WRONG_CODE.refuse()
    if len(password) < LEAST:
        raise SHORT.refuse(count=len(password), least=LEAST)
    by = actor(person, on_day)
    with recording(by=by, at=at) as ledger:
        # taken once, whoever else tries at the same moment
        taken = SignInCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=at)
        if not taken:
            raise WRONG_CODE.refuse()
        person.set_password(password)
        person.save(update_fields=["password"])
        ledger.note("people.use_code", row.reference, (), facts={"person": person.reference})
    return person


def wish_for_code(*, name: str, at: datetime, on_day: date) -> None:
    """Keep that somebody cannot get in; for an unknown name nothing happens and nothing is said."""
    person = Person.objects.filter(username=name, is_active=True).first()
    if person is None:
        return
    with recording(by=None, at=at) as ledger:
        _, fresh = CodeWish.objects.get_or_create(
            person=person, answered_on=None, defaults={"asked_on": on_day}
        )
        if fresh:
            path = _path(person, on(on_day), on_day)
            ledger.note("people.wish_for_code", person.reference, path)


def tell_issued(person: Person, *, at: datetime) -> Sequence[SignInCode]:
    """Codes that others had made for the person and of which he was not told yet; told by this."""
    rows = SignInCode.objects.filter(person=person, told_at__isnull=True).exclude(issued_by="")
    found = list(rows.exclude(issued_by=person.reference).order_by("pk"))
    if found:
        SignInCode.objects.filter(pk__in=[row.pk for row in found]).update(told_at=at)
    return found


def digest(person: int, code: str) -> str:
    """The keyed digest of a code as typed: case, blanks and dashes do not count."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    text = f"{person}:{plain}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, sha256).hexdigest()


def _good(person: Person, code: str, day: date) -> SignInCode | None:
    rows = SignInCode.objects.filter(
        person=person, used_at__isnull=True, revoked_at__isnull=True, last_day__gte=day
    )
    wanted = digest(person.pk, code)
    return next((row for row in rows if hmac.compare_digest(row.digest, wanted)), None)


def held(person: Person, day: date) -> Sequence[Post]:
    """The posts the person holds on the day."""
    open_ended = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(open_ended, person=person, held_from__lte=day)
    return list(rows.select_related("body").order_by("pk"))


def _allowed(by: Actor, person: Person, tree: Map, day: date) -> CorePost:
    if person.reference == by.person:
        raise OWN_CODE.refuse(value=person.name)
    if not person.is_active:
        raise INACTIVE.refuse(value=person.name)
    administrator = any(post.role == ADMINISTRATOR and post.in_force(day) for post in by.posts)
    posts = [post for post in held(person, day) if post.place_id in tree]
    paths = [tree[post.place_id].path for post in posts]
    found = require(by, ISSUES, Locus(paths[0] if paths else _own_path(by, day)), on=day)
    inside = all(may(by, ISSUES, Locus(path), on=day) for path in paths)
    rules = any(post.role == ADMINISTRATOR for post in posts)
    if not inside or (rules and not administrator) or (not paths and not administrator):
        raise NOT_YOURS.refuse(value=person.name)
    return found


def _own_path(by: Actor, day: date) -> tuple[str, ...]:
    return next((post.place_range for post in by.posts if post.in_force(day)), ())


def _path(person: Person, tree: Map, day: date) -> tuple[str, ...]:
    posts = [post for post in held(person, day) if post.place_id in tree]
    return tree[posts[0].place_id].path if posts else ()
