"""Posts given, ended and lent; people locked out, let in again, put right (R14, R34, R36)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db.models import F, Q, QuerySet

from vedich.apps.journal.actions import recording
from vedich.apps.people.adding import WRITE, NewPost, write_post
from vedich.apps.people.codes import NO_PERSON, revoke_codes
from vedich.apps.people.devices import sign_out_devices
from vedich.apps.people.finding import index_posts
from vedich.apps.people.models import Person, Post
from vedich.apps.people.oneself import read_email, read_phone
from vedich.apps.people.queries import core_post
from vedich.apps.people.rights import ADMINISTRATOR, held_or_to_come
from vedich.apps.places.queries import on
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus, Path, delegate
from vedich.core.permits import Post as CorePost
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import require


NO_POST = Message(
    code="people.no_post",
    vi="Không có chức vụ số {value} đang giữ. Hãy mở lại trang của người này.",
    en="There is no post {value} in force. Open the person's page again.",
)
BEFORE_START = Message(
    code="people.before_start",
    vi="Ngày thôi {value} trước ngày nhận {start}. Hãy ghi ngày đó hoặc ngày sau.",
    en="The day it ends, {value}, is before it began, {start}. Write that day or a later one.",
)
LAST_ADMINISTRATOR = Message(
    code="people.last_administrator",
    vi="{value} là người quản trị cuối cùng. Hãy lập người quản trị khác trước.",
    en="{value} is the last administrator. Make another one first.",
)
NOT_ONESELF = Message(
    code="people.not_oneself",
    vi="Không tự khóa mình ({value}) được. Hãy nhờ người quản trị khác.",
    en="You cannot lock yourself out ({value}). Ask another administrator.",
)
NO_NAME = Message(
    code="people.no_name",
    vi="“{value}” chưa phải là họ tên. Hãy ghi họ và tên.",
    en="“{value}” is not a name. Write the full name.",
)
LONG_NAME = Message(
    code="people.long_name",
    vi="Họ tên dài {count} ký tự, nhiều nhất là {most}. Hãy viết gọn lại.",
    en="The name has {count} characters, {most} at most. Shorten it.",
)
NOT_YOUR_POST = Message(
    code="people.not_your_post",
    vi="Chức vụ “{value}” không phải của đồng chí nên không ủy quyền được. Hãy chọn lại.",
    en="“{value}” is not your post, so you cannot lend it. Choose one of your own.",
)
PAST = Message(
    code="people.lent_past",
    vi="Ủy quyền từ {value} là ngày đã qua. Hãy chọn từ hôm nay trở đi.",
    en="{value} has gone by. Lend a post from today or later on.",
)
NO_DAYS = Message(
    code="people.lent_no_days",
    vi="Ngày cuối {value} trước ngày đầu {start}. Hãy sửa một trong hai ngày.",
    en="The last day, {value}, is before the first, {start}. Correct one of them.",
)
TO_ONESELF = Message(
    code="people.lent_to_oneself",
    vi="Không ủy quyền cho chính mình ({value}). Hãy chọn người khác.",
    en="A post cannot be lent to oneself ({value}). Choose somebody else.",
)
LENT_TO_LOCKED = Message(
    code="people.lent_to_locked",
    vi="{value} đã bị khóa nên không nhận ủy quyền được. Hãy chọn người khác.",
    en="{value} is locked out and cannot take a post. Choose somebody else.",
)
LENT_ALREADY = Message(
    code="people.lent_already",
    vi="Chức vụ “{value}” đã ủy quyền cho {who} trong những ngày đó. Hãy lấy lại trước.",
    en="“{value}” is lent to {who} on some of these days already. Take it back first.",
)

LONGEST: Final = 120


def give_post(
    *, person: int, new: NewPost, by: Actor, at: datetime, on_day: date, key: str = ""
) -> Post | None:
    """Give somebody one more post; None where it was given already by this form.

    Raises Refused (``people.no_person``, ``people.no_role``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row = person_of(person)
        path = on(on_day)[new.place.pk].path
        if ledger.repeated:
            require(by, WRITE, Locus(path), on=on_day)
            return None
        made = write_post(row, new, path, ledger, by, on_day)
        index_posts([made], on_day)
        return made


def end_post(*, post: int, until: date, by: Actor, at: datetime, on_day: date) -> Post:
    """End a post on a day: from then on it is not held (R14). What hangs on it stays with it.

    To whom it was lent loses it on that day at the latest. Ended on the day it began, it was never
    held. Raises Refused (``people.no_post``, ``people.before_start``,
    ``people.last_administrator``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        found = _standing(Post.objects.filter(pk=post), post, on_day)
        path = on(on_day)[found.place_id].path
        allowed = require(by, WRITE, Locus(path), on=on_day)
        if until < found.held_from:
            raise BEFORE_START.refuse(value=write_date(until), start=write_date(found.held_from))
        if found.role == ADMINISTRATOR and found.lent_by_id is None:
            _another(found.person, max(until, on_day), besides=found.pk)
        ended = [_cut(found, until)]
        ended += [_cut(one, until) for one in _longer(found.lent.all(), until)]
        index_posts(ended, on_day)
        ledger.note(
            "people.end_post",
            found.reference,
            path,
            post=allowed.reference,
            facts={"person": found.person.reference, "until": until.isoformat()},
        )
        return found


def lend_post(
    *,
    post: int,
    to: int,
    start: date,
    until: date,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Post | None:
    """Lend a post to somebody from `start` until before `until`, under both names (R14).

    By who holds it, or by who may write posts there and does it for him; None where this form did
    it already. Raises Refused (``people.not_your_post``, ``people.lent_*``, ``people.no_person``,
    ``permit.wider``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return None
        rows = Post.objects.select_related("person", "body", "lent_by")
        own = rows.select_for_update(of=("self",)).filter(pk=post).first()
        if own is None:
            raise NOT_YOUR_POST.refuse(value=post)
        under, path = _lending(own, by, on_day)
        taker = person_of(to)
        _check_loan(own, taker, start, until, on_day)
        delegate(
            core_post(own, on(on_day)),
            reference=own.reference,
            giver=own.person.reference,
            start=start,
            until=until,
        )
        made = Post.objects.create(
            person=taker,
            role=own.role,
            title=own.title,
            title_en=own.title_en,
            place=own.place,
            body=own.body,
            fields=own.fields,
            held_from=start,
            held_until=until,
            lent_by=own.person,
            lent_of=own,
        )
        index_posts([made], on_day)
        facts = {
            "of": own.reference,
            "to": taker.reference,
            "from": start.isoformat(),
            "until": until.isoformat(),
        }
        ledger.note("people.lend_post", made.reference, path, post=under.reference, facts=facts)
        return made


def take_back(*, post: int, by: Actor, at: datetime, on_day: date) -> None:
    """End a post that was lent, at once. By who lent it, or who may write posts there.

    Raises Refused (``people.no_post``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        row = _standing(Post.objects.filter(pk=post, lent_by__isnull=False), post, on_day)
        path = on(on_day)[row.place_id].path
        if f"person:{row.lent_by_id}" != by.person:
            require(by, WRITE, Locus(path), on=on_day)
        index_posts([_cut(row, max(on_day, row.held_from))], on_day)
        ledger.note("people.take_back_post", row.reference, path)


def set_active(*, person: int, active: bool, by: Actor, at: datetime, on_day: date) -> None:
    """Lock somebody out, or let him in again; locked out, his sessions and codes end for good.

    Raises Refused (``people.no_person``, ``people.not_oneself``, ``people.last_administrator``),
    NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        row = person_of(person, lock=True)
        paths = _paths(row, on_day)
        first = _over(by, paths, on_day)
        if not active and row.reference == by.person:
            raise NOT_ONESELF.refuse(value=row.name)
        if not active and _administers(row, on_day):
            _another(row, on_day)
        if row.is_active == active:
            return
        row.is_active = active
        row.save(update_fields=["is_active"])
        if not active:
            revoke_codes(row, at=at)
            sign_out_devices(row)
        index_posts(_with_people(Post.objects.filter(person=row)), on_day)
        action = "people.unlock" if active else "people.lock"
        ledger.note(action, row.reference, paths[0], post=first.reference)


def correct_person(
    *, person: int, name: str, phone: str, email: str, by: Actor, at: datetime, on_day: date
) -> None:
    """Put a name, a telephone number, an address right. The journal says that, not the values.

    Raises Refused (``people.no_name``, ``people.long_name``, ``people.bad_phone``,
    ``people.bad_email``, ``people.no_person``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        row = person_of(person, lock=True)
        paths = _paths(row, on_day)
        post = _over(by, paths, on_day)
        row.name = read_name(name)
        row.phone, row.email = read_phone(phone), read_email(email)
        row.save(update_fields=["name", "phone", "email"])
        index_posts(_with_people(Post.objects.filter(person=row)), on_day)
        ledger.note("people.correct", row.reference, paths[0], post=post.reference)


def read_name(text: str) -> str:
    """A name with single blanks. Raises Refused (``people.no_name``, ``people.long_name``)."""
    name = " ".join(text.split())
    if not any(sign.isalpha() for sign in name):
        raise NO_NAME.refuse(value=name[:40])
    if len(name) > LONGEST:
        raise LONG_NAME.refuse(count=len(name), most=LONGEST)
    return name


def administrators(day: date) -> int:
    """How many people who may sign in hold the post of administrator themselves."""
    return _administrators(day).values("person").distinct().count()


def person_of(key: int, *, lock: bool = False) -> Person:
    """The person with this key. Raises Refused (``people.no_person``)."""
    rows = Person.objects.select_for_update() if lock else Person.objects.all()
    row = rows.filter(pk=key).first()
    if row is None:
        raise NO_PERSON.refuse(value=key)
    return row


def _standing(rows: QuerySet[Post], key: int, day: date) -> Post:
    """The one post of `rows`, locked. Raises Refused (``people.no_post``) for one that is over."""
    locked = rows.select_for_update(of=("self",)).select_related("person", "lent_by")
    row = locked.first()
    over = row is None or (row.held_until is not None and row.held_until <= day)
    if row is None or over or row.held_until == row.held_from:
        raise NO_POST.refuse(value=key)
    return row


def _cut(post: Post, until: date) -> Post:
    post.held_until = max(until, post.held_from)
    post.save(update_fields=["held_until"])
    return post


def _longer(rows: QuerySet[Post], until: date) -> Sequence[Post]:
    return list(rows.filter(held_until__gt=until).select_related("person"))


def _with_people(rows: QuerySet[Post]) -> Sequence[Post]:
    return list(rows.select_related("person"))


def _lending(own: Post, by: Actor, day: date) -> tuple[CorePost, Path]:
    """The post under which `by` may lend `own`, and where it stands."""
    tree = on(day)
    path = tree[own.place_id].path
    if own.person.reference != by.person:
        return require(by, WRITE, Locus(path), on=day), path
    mine = next((post for post in by.posts if post.reference == own.reference), None)
    if mine is None or not (mine.in_force(day) or mine.held_from > day):
        raise NOT_YOUR_POST.refuse(value=own.title)
    return mine, path


def _check_loan(own: Post, taker: Person, start: date, until: date, day: date) -> None:
    if taker.pk == own.person_id:
        raise TO_ONESELF.refuse(value=taker.name)
    if not taker.is_active:
        raise LENT_TO_LOCKED.refuse(value=taker.name)
    if start < day:
        raise PAST.refuse(value=write_date(start))
    if until <= start:
        raise NO_DAYS.refuse(value=write_date(until), start=write_date(start))
    among = own.lent.filter(held_from__lt=until, held_until__gt=start)
    taken = among.exclude(held_until=F("held_from")).select_related("person").first()
    if taken is not None:
        raise LENT_ALREADY.refuse(value=own.title, who=taken.person.name)


def _paths(person: Person, day: date) -> Sequence[Path]:
    """Where the person holds or will hold posts; the top of the tree for who holds none."""
    tree = on(day)
    posts = held_or_to_come([person.pk], day).get(person.pk, ())
    paths = [tree[post.place_id].path for post in posts if post.place_id in tree]
    roots = tree.roots()
    return paths or [roots[0].path if roots else ()]


def _over(by: Actor, paths: Sequence[Path], day: date) -> CorePost:
    """The first of the posts by which `by` writes people at all these places."""
    return [require(by, WRITE, Locus(path), on=day) for path in paths][0]


def _administers(person: Person, day: date) -> bool:
    return _administrators(day).filter(person=person).exists()


def _administrators(day: date) -> QuerySet[Post]:
    # whoever stands in for an administrator is none: his days will be over
    not_over = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(not_over, role=ADMINISTRATOR, held_from__lte=day)
    return rows.filter(person__is_active=True, lent_by__isnull=True)


def _another(person: Person, day: date, besides: int | None = None) -> None:
    others = _administrators(day)
    others = others.exclude(person=person) if besides is None else others.exclude(pk=besides)
    if not others.exists():
        raise LAST_ADMINISTRATOR.refuse(value=person.name)
