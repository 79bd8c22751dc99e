"""Who may issue a sign-in code for whom (R34): whoever issues one could use it himself.

So nobody issues a code that would put him into rights he does not have: within his places, and
never for somebody beside or above him. Whoever may write posts at a place could give himself any
post there, so to him all its people are open. Everybody else, an office clerk for one, may issue
codes for all who stand below his own place; at his own place only for those who may do nothing
there that he may not; and for nobody who writes posts, wherever that is.

Posts that are still to come count: a code lives for days, a password for years.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Q

from vedich.apps.people.models import Person, Post
from vedich.apps.people.queries import range_of
from vedich.apps.places.queries import Map
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus, Path, Scope
from vedich.core.permits import Post as CorePost
from vedich.rulebook.permits import may, require, table


ISSUES: Final = "people.codes"
WRITES: Final = "people.write"
ADMINISTRATOR: Final = "administrator"

NOT_YOURS = Message(
    code="code.not_yours",
    vi="{value} có chức vụ ngoài địa bàn của đồng chí nên không cấp mã được. Hãy nhờ cấp trên.",
    en="{value} holds a post outside your places, so you cannot issue a code. Ask one level up.",
)
HIGHER = Message(
    code="code.higher",
    vi="{value} có quyền mà đồng chí không có, nên không cấp mã được. Hãy nhờ người quản trị.",
    en="{value} has rights that you do not have, so you cannot issue a code. Ask an administrator.",
)
OWN_CODE = Message(
    code="code.own",
    vi="Không tự cấp mã cho mình ({value}) được. Hãy đổi mật khẩu, hoặc nhờ người khác cấp.",
    en="You cannot issue a code for yourself ({value}). Change your password, or ask somebody.",
)
INACTIVE = Message(
    code="code.inactive",
    vi="{value} đã bị khóa nên không cấp mã được. Hãy mở khóa trước.",
    en="{value} is locked out, so no code can be issued. Unlock the person first.",
)

ON_BEHALF: Final[Mapping[str, str]] = {
    "returns.send": "returns.send_for",
    "matters.raise": "tasks.report_for",
}
"""What somebody may do without having it in his own row, because he does it in others' names."""

Posts = Mapping[int, Sequence[Post]]
"""Posts by the key of who holds them."""


def held_or_to_come(people: Iterable[int] | None, day: date) -> Posts:
    """Posts that people (None: all) hold on the day or will hold, with place and lender."""
    not_over = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(not_over).select_related("body", "lent_by").order_by("pk")
    if people is not None:
        rows = rows.filter(person__in=list(people))
    found: dict[int, list[Post]] = {}
    for post in rows:
        if post.held_until != post.held_from:
            found.setdefault(post.person_id, []).append(post)
    return found


def issuing_post(
    by: Actor, person: Person, posts: Sequence[Post], tree: Map, day: date
) -> CorePost:
    """The post under which `by` may issue a code for `person`, who holds `posts`.

    Raises Refused (``code.own``, ``code.inactive``, ``code.not_yours``, ``code.higher``),
    NotPermitted for somebody who issues no codes there at all.
    """
    if person.reference == by.person:
        raise OWN_CODE.refuse(value=person.name)
    if not person.is_active:
        raise INACTIVE.refuse(value=person.name)
    paths = {post.pk: range_of(post, tree) for post in posts if post.place_id in tree}
    if not paths:
        return _for_nobody_s_post(by, person, tree, day)
    found = [may(by, ISSUES, Locus(path), on=day) for path in paths.values()]
    if not any(found):
        require(by, ISSUES, Locus(next(iter(paths.values()))), on=day)
    if not all(found):
        raise NOT_YOURS.refuse(value=person.name)
    for post in posts:
        if post.pk in paths and not _not_higher(by, post, tree, day):
            raise HIGHER.refuse(value=person.name)
    return found[0].require()


def may_issue(by: Actor, person: Person, posts: Sequence[Post], tree: Map, day: date) -> bool:
    """Whether `by` may issue a code for `person`, who holds `posts`."""
    try:
        issuing_post(by, person, posts, tree, day)
    except ValueError:
        return False
    return True


def _for_nobody_s_post(by: Actor, person: Person, tree: Map, day: date) -> CorePost:
    # whoever holds no post yet may be given any: the office at the top of the tree only
    roots = tree.roots()
    top: Path = roots[0].path if roots else ()
    found = require(by, ISSUES, Locus(top), on=day)
    if not may(by, WRITES, Locus(top), on=day):
        raise HIGHER.refuse(value=person.name)
    return found


def _not_higher(by: Actor, of: Post, tree: Map, day: date) -> bool:
    reach = Locus(range_of(of, tree))
    if may(by, WRITES, reach, on=day):
        return True
    theirs, place = _operations(of.role, day), tree[of.place_id].path
    if WRITES in theirs:
        return False
    issuing = (one for one in by.posts if may(by.wearing(one.reference), ISSUES, reach, on=day))
    # an organ of the issuer's own place does not stand below him: its head may be the secretary
    return any(
        len(place) > len(one.place_range) or theirs <= _operations(one.role, day) for one in issuing
    )


def _operations(role: str, day: date) -> set[str]:
    """What a role may do in its places, and what it does in others' names."""
    rights = table(day)
    found = {one for one in rights.operations if Scope.INSIDE in rights.scopes(role, one)}
    return found | {one for one, instead in ON_BEHALF.items() if instead in found}
