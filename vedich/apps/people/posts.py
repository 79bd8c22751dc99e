"""Posts given, ended and lent; people locked out, let in again, put right (R14, R34, R36)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db.models import Q

from vedich.apps.journal.actions import recording
from vedich.apps.people.actions import WRITE, NewPost, write_post
from vedich.apps.people.codes import ADMINISTRATOR, held
from vedich.apps.people.finding import index_posts
from vedich.apps.people.models import Person, Post
from vedich.apps.people.queries import core_post
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus, Path, delegate
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import require


NO_PERSON = Message(
    code="people.no_person",
    vi="Không có người số {value}. Hãy mở lại danh sách.",
    en="There is no person {value}. Open the list again.",
)
NO_POST = Message(
    code="people.no_post",
    vi="Không có chức vụ số {value} đang giữ. Hãy mở lại trang của người này.",
    en="There is no post {value} in force. Open the person's page again.",
)
BEFORE_START = Message(
    code="people.before_start",
    vi="Ngày thôi {value} không sau ngày nhận {start}. Hãy ghi ngày sau đó.",
    en="The last day {value} is not after the first, {start}. Write a later day.",
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
TO_ONESELF = Message(
    code="people.lent_to_oneself",
    vi="Không ủy quyền cho chính mình ({value}). Hãy chọn người khác.",
    en="A post cannot be lent to oneself ({value}). Choose somebody else.",
)

LONGEST: Final = 120


def give_post(
    *, person: int, new: NewPost, by: Actor, at: datetime, on_day: date, key: str = ""
) -> Post | None:
    """Give somebody one more post; None where it was given already by this form."""
    with recording(by=by, at=at, key=key) as ledger:
        row = _person(person)
        path = on(on_day)[new.place.pk].path
        if ledger.repeated:
            require(by, WRITE, Locus(path), on=on_day)
            return None
        made = write_post(row, new, path, ledger, by, on_day)
        index_posts([made], on_day)
        return made


def end_post(*, post: int, until: date, by: Actor, at: datetime, on_day: date) -> Post:
    """End a post on a day: from then on it is not held (R14). What hangs on it stays with it.

    Raises Refused (``people.no_post``, ``people.before_start``, ``people.last_administrator``),
    NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        row = Post.objects.select_for_update(of=("self",)).select_related("person").filter(pk=post)
        found = row.first()
        if found is None or (found.held_until and found.held_until <= on_day):
            raise NO_POST.refuse(value=post)
        path = on(on_day)[found.place_id].path
        allowed = require(by, WRITE, Locus(path), on=on_day)
        if until <= found.held_from:
            raise BEFORE_START.refuse(value=write_date(until), start=write_date(found.held_from))
        if found.role == ADMINISTRATOR:
            _another(found.person, on_day, besides=found.pk)
        found.held_until = until
        found.save(update_fields=["held_until"])
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
    """Lend one's own post to somebody from `start` until before `until`, under both names (R14).

    Raises Refused (``people.not_your_post``, ``people.lent_past``, ``people.lent_to_oneself``,
    ``permit.wider``).
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return None
        own = Post.objects.select_related("person", "body", "lent_by").filter(pk=post).first()
        if own is None or f"person:{own.person_id}" != by.person:
            raise NOT_YOUR_POST.refuse(value=own.title if own else post)
        taker = _person(to)
        if taker.pk == own.person_id:
            raise TO_ONESELF.refuse(value=taker.name)
        if start < on_day:
            raise PAST.refuse(value=write_date(start))
        tree = on(on_day)
        core = core_post(own, tree)
        delegate(core, reference="post:0", giver=by.person, start=start, until=until)
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
        )
        ledger.note(
            "people.lend_post",
            made.reference,
            tree[own.place_id].path,
            post=own.reference,
            facts={
                "of": own.reference,
                "to": taker.reference,
                "from": start.isoformat(),
                "until": until.isoformat(),
            },
        )
        return made


def take_back(*, post: int, by: Actor, at: datetime, on_day: date) -> None:
    """End a post that was lent, before its day. By who lent it, or who may write posts."""
    with recording(by=by, at=at) as ledger:
        row = Post.objects.select_for_update(of=("self",)).filter(pk=post).first()
        if row is None or row.lent_by_id is None or (row.held_until and row.held_until <= on_day):
            raise NO_POST.refuse(value=post)
        path = on(on_day)[row.place_id].path
        if f"person:{row.lent_by_id}" != by.person:
            require(by, WRITE, Locus(path), on=on_day)
        if row.held_from >= on_day:
            row.delete()
        else:
            row.held_until = on_day
            row.save(update_fields=["held_until"])
        ledger.note("people.take_back_post", f"post:{post}", path)


def set_active(*, person: int, active: bool, by: Actor, at: datetime, on_day: date) -> None:
    """Lock somebody out, or let him in again. Raises Refused, NotPermitted."""
    with recording(by=by, at=at) as ledger:
        row = _person(person, lock=True)
        tree = on(on_day)
        paths = [tree[post.place_id].path for post in held(row, on_day) if post.place_id in tree]
        first = require(by, WRITE, Locus(paths[0] if paths else _roots(tree)), on=on_day)
        for path in paths:
            require(by, WRITE, Locus(path), on=on_day)
        if not active and row.reference == by.person:
            raise NOT_ONESELF.refuse(value=row.name)
        if not active and any(post.role == ADMINISTRATOR for post in held(row, on_day)):
            _another(row, on_day)
        if row.is_active != active:
            row.is_active = active
            row.save(update_fields=["is_active"])
            action = "people.unlock" if active else "people.lock"
            ledger.note(action, row.reference, paths[0] if paths else (), post=first.reference)


def correct_person(
    *, person: int, name: str, phone: str, email: str, by: Actor, at: datetime, on_day: date
) -> None:
    """Put a name, a telephone number, an address right. The journal says that, not the values."""
    with recording(by=by, at=at) as ledger:
        row = _person(person, lock=True)
        if row.reference != by.person:
            tree = on(on_day)
            posts = [post for post in held(row, on_day) if post.place_id in tree]
            path = tree[posts[0].place_id].path if posts else _roots(tree)
            require(by, WRITE, Locus(path), on=on_day)
        elif name != row.name:
            require(by, WRITE, Locus(_roots(on(on_day))), on=on_day)
        wanted = " ".join(name.split())[:LONGEST]
        if not any(sign.isalpha() for sign in wanted):
            raise NO_NAME.refuse(value=name)
        row.name, row.phone, row.email = wanted, phone.strip()[:20], email.strip()[:120]
        row.save(update_fields=["name", "phone", "email"])
        index_posts(Post.objects.filter(person=row).select_related("person"), on_day)
        ledger.note("people.correct", row.reference, ())


def administrators(day: date) -> int:
    """How many people who may sign in hold the post of administrator."""
    open_ended = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(open_ended, role=ADMINISTRATOR, held_from__lte=day)
    return rows.filter(person__is_active=True).values("person").distinct().count()


def _another(person: Person, day: date, besides: int | None = None) -> None:
    open_ended = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(open_ended, role=ADMINISTRATOR, held_from__lte=day)
    others = rows.filter(person__is_active=True)
    others = others.exclude(person=person) if besides is None else others.exclude(pk=besides)
    if not others.exists():
        raise LAST_ADMINISTRATOR.refuse(value=person.name)


def _roots(tree: Map) -> Path:
    roots = tree.roots()
    return roots[0].path if roots else ()


def _person(key: int, *, lock: bool = False) -> Person:
    rows = Person.objects.select_for_update() if lock else Person.objects.all()
    row = rows.filter(pk=key).first()
    if row is None:
        raise NO_PERSON.refuse(value=key)
    return row
