"""What the forms for people and posts hold, and what is refused of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from vedich.apps.people.adding import NewPerson, NewPost
from vedich.apps.people.names import LONGEST, SIGNS, free_usernames
from vedich.apps.people.oneself import read_email, read_phone
from vedich.apps.people.posts import read_name
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import Map, Spot
from vedich.core.errors import Message
from vedich.core.vietnamese import fold, read_date
from vedich.rulebook.permits import table


NO_VERB = Message(
    code="people.no_verb",
    vi="Không rõ phải làm gì ({value}). Hãy mở lại trang và bấm một nút.",
    en="It is not clear what to do ({value}). Open the page again and press a button.",
)
NOT_A_PLACE = Message(
    code="people.not_a_place",
    vi="Không có nơi “{value}”. Hãy ghi đúng tên nơi, hoặc mã.",
    en="There is no place “{value}”. Write its name as it stands, or its code.",
)
MANY_PLACES = Message(
    code="people.many_places",
    vi="Có {count} nơi tên “{value}”. Hãy ghi kèm nơi trên, như: {example}.",
    en="There are {count} places called “{value}”. Add the place above, like: {example}.",
)
NOT_A_BODY = Message(
    code="people.not_a_body",
    vi="Ở {place} không có cơ quan, đơn vị “{value}”. Hãy ghi đúng tên, hoặc để trống.",
    en="There is no body “{value}” at {place}. Write its name as it stands, or leave it blank.",
)
NO_TITLE = Message(
    code="people.no_title",
    vi="Chưa ghi chức vụ ({count} ký tự). Hãy ghi như trên quyết định.",
    en="The post has no title ({count} characters). Write it as in the decision.",
)
LONG_TITLE = Message(
    code="people.long_title",
    vi="Chức vụ dài {count} ký tự, nhiều nhất là {most}. Hãy viết gọn lại.",
    en="The title has {count} characters, {most} at most. Shorten it.",
)
BAD_USERNAME = Message(
    code="people.bad_username",
    vi="Tên đăng nhập “{value}” phải gồm chữ không dấu, số, dấu gạch, chấm. Hãy sửa hoặc để trống.",
    en="The sign-in name “{value}” may hold plain letters, digits, dashes, dots. Mend or blank it.",
)

BOXES: Final[Mapping[str, str]] = {
    "people.no_name": "name",
    "people.long_name": "name",
    "people.bad_phone": "phone",
    "people.bad_email": "email",
    "people.bad_username": "username",
    "people.taken": "username",
    "people.no_title": "title",
    "people.long_title": "title",
    "people.no_role": "role",
    "people.not_a_place": "place",
    "people.many_places": "place",
    "people.not_a_body": "body",
    "people.lent_past": "start",
    "people.lent_no_days": "last",
    "permit.wider": "last",
    "people.lent_to_oneself": "to",
    "people.lent_to_locked": "to",
}
"""The box of a form that a refusal belongs to."""

LONGEST_TITLE: Final = 160
OFFERED: Final = 200
"""So many names a box proposes while one types; any other can be written all the same."""


def read_person(data: Mapping[str, str], post: NewPost) -> NewPerson:
    """Somebody new with his first post. Raises Refused (``people.*``)."""
    name = read_name(data.get("name", ""))
    username = "".join(data.get("username", "").split()).lower()
    if username and (set(username) - SIGNS or len(username) > LONGEST):
        raise BAD_USERNAME.refuse(value=username[:LONGEST])
    return NewPerson(
        username=username or free_usernames([name])[0],
        name=name,
        posts=(post,),
        phone=read_phone(data.get("phone", "")),
        email=read_email(data.get("email", "")),
    )


def read_post(data: Mapping[str, str], tree: Map, within: Collection[int], day: date) -> NewPost:
    """A post as typed; `within` are the places that may be written. Raises Refused."""
    title = " ".join(data.get("title", "").split())
    if not title:
        raise NO_TITLE.refuse(count=0)
    if len(title) > LONGEST_TITLE:
        raise LONG_TITLE.refuse(count=len(title), most=LONGEST_TITLE)
    spot = read_place(data.get("place", ""), tree, within)
    return NewPost(
        role=data.get("role", ""),
        title=title,
        place=Place.objects.get(pk=spot.id),
        held_from=read_day(data.get("held_from", ""), day),
        body=_body(data.get("body", ""), spot),
    )


def read_place(text: str, tree: Map, within: Collection[int]) -> Spot:
    """The place by its code, its name, or its name and that of the place above, after a comma.

    Raises Refused (``people.not_a_place``, ``people.many_places``).
    """
    typed = " ".join(text.split())
    by_code = tree.by_code(typed)
    if by_code and by_code.id in within:
        return by_code
    name, _, above = (part.strip() for part in fold(typed).partition(","))
    found = [
        spot
        for spot in tree
        if spot.id in within
        and name in (fold(spot.name), fold(spot.name_en))
        and (not above or (spot.parent and above in fold(full_name(tree[spot.parent], tree))))
    ]
    if not name or not found:
        raise NOT_A_PLACE.refuse(value=typed[:80])
    if len(found) > 1:
        shown = full_name(found[0], tree)
        raise MANY_PLACES.refuse(count=len(found), value=typed[:80], example=shown)
    return found[0]


def full_name(spot: Spot, tree: Map) -> str:
    """“Ấp A1, Xã A”: a place below another with the name of that one; the top alone."""
    if spot.parent is None or tree[spot.parent].parent is None:
        return spot.name
    return f"{spot.name}, {tree[spot.parent].name}"


def read_day(text: str, today: date) -> date:
    """A day as typed, `today` for none. Raises Refused (``date.*``)."""
    typed = text.strip()
    return read_date(typed, year=today.year) if typed else today


def read_days(data: Mapping[str, str], today: date) -> tuple[date, date]:
    """First day and the day after the last of a post that is lent. Raises Refused (``date.*``)."""
    start = read_day(data.get("start", ""), today)
    last = read_date(data.get("last", ""), year=today.year)
    return start, last + timedelta(days=1)


def roles(day: date, *, english: bool) -> list[tuple[str, str]]:
    """Roles to choose from, in their order: (code, name)."""
    named = table(day).roles.items()
    return [(code, name.en if english else name.vi) for code, name in named]


def places_offered(tree: Map, within: Collection[int]) -> list[str]:
    """Names that the box for a place proposes, from the top of the tree on."""
    spots = sorted((spot for spot in tree if spot.id in within), key=lambda spot: len(spot.path))
    return [full_name(spot, tree) for spot in spots[:OFFERED]]


def bodies_offered(within: Collection[int]) -> list[str]:
    """Names that the box for a body proposes."""
    rows: Iterable[str] = Body.objects.filter(place__in=within).values_list("name", flat=True)
    return sorted(set(rows))[:OFFERED]


def _body(text: str, spot: Spot) -> Body | None:
    typed = " ".join(text.split())
    if not typed:
        return None
    for body in Body.objects.filter(place=spot.id).order_by("pk"):
        if typed == body.code or fold(typed) in (fold(body.name), fold(body.name_en)):
            return body
    raise NOT_A_BODY.refuse(place=spot.name, value=typed[:80])
