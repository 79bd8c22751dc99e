"""Entering people and their posts. Passwords come in as text, kept as Argon2 hashes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.people.finding import index_posts
from vedich.apps.people.models import Person, Post
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import on
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus, Path
from vedich.core.permits import Post as CorePost
from vedich.rulebook.permits import may, require, table


TAKEN = Message(
    code="people.taken",
    vi="Tên đăng nhập “{value}” đã có người dùng. Hãy chọn tên khác.",
    en="The sign-in name “{value}” is taken. Choose another.",
)
NO_ROLE = Message(
    code="people.no_role",
    vi="Bảng quyền không có vai “{value}”. Hãy chọn một vai trong bảng.",
    en="The table of rights has no role “{value}”. Choose one of the table.",
)


WRITE: Final = "people.write"
ADDED: Final = "people.add"


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to write; `place` and `body` are rows that exist."""

    role: str
    title: str
    place: Place
    held_from: date
    title_en: str = ""
    body: Body | None = None
    fields: tuple[str, ...] | None = None
    held_until: date | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to write with his posts. No password: the person cannot sign in by one yet."""

    username: str
    name: str
    posts: tuple[NewPost, ...] = ()
    password: str = ""
    phone: str = ""
    language: str = "vi"
    email: str = ""


def add_people(
    *, people: Sequence[NewPerson], by: Actor | None, at: datetime, on_day: date, key: str = ""
) -> Sequence[Person]:
    """Write people and their posts, a journal line each. `by` None: while a database is made.

    Sent again with the same key it gives whom it wrote the first time. Raises Refused
    (``people.taken``, ``people.no_role``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return list(Person.objects.filter(pk__in=ledger.result.split()).order_by("pk"))
        _check_names([new.username for new in people])
        made = Person.objects.bulk_create(_person(new) for new in people)
        tree = on(on_day)
        for person, new in zip(made, people, strict=True):
            giver = _any_post(by, on_day) if by else None
            ledger.note(ADDED, person.reference, (), post=giver.reference if giver else None)
            for held in new.posts:
                write_post(person, held, tree[held.place.pk].path, ledger, by, on_day)
        index_posts(Post.objects.filter(person__in=made).select_related("person"), on_day)
        ledger.result = " ".join(str(person.pk) for person in made) if key else ""
        return made


def _check_names(names: Sequence[str]) -> None:
    """Raise Refused for a name that somebody has, or that comes twice."""
    known = set(Person.objects.filter(username__in=names).values_list("username", flat=True))
    for name in names:
        if name in known:
            raise TAKEN.refuse(value=name)
        known.add(name)


def _person(new: NewPerson) -> Person:
    row = Person(
        username=new.username,
        name=new.name,
        phone=new.phone,
        language=new.language,
        email=new.email,
    )
    if new.password:
        row.set_password(new.password)
    else:
        row.set_unusable_password()
    return row


def _any_post(by: Actor, on_day: date) -> CorePost:
    """A post of `by` that may enter people at its own place: enough for a person without posts.

    Raises NotPermitted.
    """
    for post in by.posts:
        found = may(by, WRITE, Locus(post.place_range), on=on_day)
        if found:
            return found.require()
    return require(by, WRITE, Locus(()), on=on_day)


def write_post(
    person: Person, new: NewPost, path: Path, ledger: Ledger, by: Actor | None, on_day: date
) -> Post:
    """Write one post of a person. Raises Refused (``people.no_role``), NotPermitted."""
    if new.role not in table(on_day).roles:
        raise NO_ROLE.refuse(value=new.role)
    post = require(by, WRITE, Locus(path), on=on_day) if by else None
    row = Post.objects.create(
        person=person,
        role=new.role,
        title=new.title,
        title_en=new.title_en,
        place=new.place,
        body=new.body,
        fields=None if new.fields is None else list(new.fields),
        held_from=new.held_from,
        held_until=new.held_until,
    )
    said = {
        "person": person.reference,
        "role": new.role,
        "from": new.held_from.isoformat(),
        "until": new.held_until.isoformat() if new.held_until else None,
    }
    reference = post.reference if post else None
    ledger.note("people.give_post", row.reference, path, post=reference, facts=said)
    return row
