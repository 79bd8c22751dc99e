"""Writing people and posts. Passwords come in as text and are kept as Argon2 hashes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vedich.apps.journal.actions import recording
from vedich.apps.people.models import Person, Post
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import on
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import require, table


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


def add_people(
    *, people: Sequence[NewPerson], by: Actor | None, at: datetime, on_day: date
) -> Sequence[Person]:
    """Write people and their posts, a journal line each. `by` None: while a database is made.

    Raises Refused (``people.taken``, ``people.no_role``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        roles = table(on_day).roles
        tree = on(on_day)
        made = []
        names = [new.username for new in people]
        for taken in Person.objects.filter(username__in=names).values_list("username", flat=True):
            raise TAKEN.refuse(value=taken)
        for new in people:
            person = Person(
                username=new.username, name=new.name, phone=new.phone, language=new.language
            )
            if new.password:
                person.set_password(new.password)
            else:
                person.set_unusable_password()
            made.append(person)
        Person.objects.bulk_create(made)
        for person, new in zip(made, people, strict=True):
            for held in new.posts:
                if held.role not in roles:
                    raise NO_ROLE.refuse(value=held.role)
                path = tree[held.place.pk].path
                post = require(by, "people.write", Locus(path), on=on_day) if by else None
                row = Post.objects.create(
                    person=person,
                    role=held.role,
                    title=held.title,
                    title_en=held.title_en,
                    place=held.place,
                    body=held.body,
                    fields=None if held.fields is None else list(held.fields),
                    held_from=held.held_from,
                    held_until=held.held_until,
                )
                ledger.note(
                    "people.give_post",
                    row.reference,
                    path,
                    post=post.reference if post else None,
                    facts={
                        "person": person.reference,
                        "role": held.role,
                        "from": held.held_from.isoformat(),
                    },
                )
        return made


def choose_settings(*, language: str, text_size: str, by: Actor, at: datetime) -> None:
    """Set a person's own language and text size; nobody else can. Raises Refused for a stranger."""
    with recording(by=by, at=at) as ledger:
        person = Person.objects.select_for_update(of=("self",)).get(pk=_key(by.person))
        if (person.language, person.text_size) == (language, text_size):
            return
        person.language, person.text_size = language, text_size
        person.full_clean(exclude=["password"])
        person.save(update_fields=["language", "text_size"])
        facts = {"language": language, "text_size": text_size}
        ledger.note("people.choose_settings", person.reference, (), facts=facts)


def _key(reference: str) -> int:
    return int(reference.removeprefix("person:"))
