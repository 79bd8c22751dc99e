"""Who may do what (R34): a right follows post × place subtree × field, on a day, from one table.

The table is data and the only source of rights: what no row allows is refused, and adding a row or
a post never takes a right away. A refusal is a sentence: whose it is, and whom to ask (UX §7).
The rules of the second person (R9), of distance (R20) and of small groups (R28) stand beside it;
they give the refusal, or None, so that a page can lock a row and an action can raise it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from vedich.core.errors import Language, Message, Refused


Path = tuple[str, ...]
"""From the root to a place, like ("83@1976-01-01", "832@1978-01-01"); a body may be the last."""

UNKNOWN = Message(
    code="permit.unknown",
    vi="Bảng quyền không có tên “{value}”. Hãy sửa tên, hoặc thêm tên đó vào bảng trước.",
    en="The table of rights has no name “{value}”. Correct it, or add the name to the table first.",
)
REPEATED = Message(
    code="permit.repeated",
    vi="Bảng quyền đã có dòng cho “{role}” làm “{operation}” ở “{scope}”. Hãy bỏ dòng thừa.",
    en="The table of rights already covers “{role}”, “{operation}”, “{scope}”. Drop the extra row.",
)
BAD_DATES = Message(
    code="permit.bad_dates",
    vi="Chức vụ “{post}” có ngày thôi {until} không sau ngày nhận {start}. Hãy sửa một ngày.",
    en="The post “{post}” ends on {until}, not after its start {start}. Correct one of the days.",
)
WIDER = Message(
    code="permit.wider",
    vi="Không ủy quyền được “{post}” ngoài ngày đang giữ hay ủy quyền lại. Hãy chọn ngày khác.",
    en="“{post}” cannot be delegated outside its own days, nor passed on. Choose other days.",
)

ALLOWED = Message(
    code="permit.allowed",
    vi="{person} được {operation} với chức vụ {role}.",
    en="{person} may {operation} as {role}.",
)
ALLOWED_FOR = Message(
    code="permit.allowed_for",
    vi="{person} được {operation} với chức vụ {role}, do {giver} ủy quyền.",
    en="{person} may {operation} as {role}, delegated by {giver}.",
)
NOBODY = Message(
    code="permit.nobody",
    vi="Chưa chức vụ nào được {operation}. Hãy đề nghị văn phòng bổ sung bảng quyền.",
    en="No post may {operation} yet. Ask the office to add it to the table of rights.",
)
NO_POST = Message(
    code="permit.no_post",
    vi="{person} không giữ chức vụ nào vào ngày {day}. Muốn {operation}, hãy hỏi {ask}.",
    en="{person} holds no post on {day}. To {operation}, ask {ask}.",
)
NOT_THE_ROLE = Message(
    code="permit.not_the_role",
    vi="Chức vụ {role} không được {operation}. Hãy hỏi {ask} của {owner}.",
    en="The post of {role} may not {operation}. Ask {ask} of {owner}.",
)
ELSEWHERE = Message(
    code="permit.elsewhere",
    vi="{place} ở ngoài địa bàn đang phụ trách. Muốn {operation}, hãy hỏi {ask} của {owner}.",
    en="{place} lies outside the places in your charge. To {operation}, ask {ask} of {owner}.",
)
OTHER_FIELD = Message(
    code="permit.other_field",
    vi="Lĩnh vực “{field}” ở {place} do người khác giữ. Muốn {operation}, hỏi {ask} của {owner}.",
    en="The field “{field}” at {place} is not yours. To {operation}, ask {ask} of {owner}.",
)
TOO_NEAR = Message(
    code="permit.too_near",
    vi="{place} thuộc phần đang phụ trách nên không {operation} được. Hãy hỏi người khác: {ask}.",
    en="{place} is in your own charge, so you may not {operation}. Ask somebody else: {ask}.",
)

SAME_PERSON = Message(
    code="permit.same_person",
    vi="{person} đã nhập số này nên không tự kiểm được. Hãy nhờ người thứ hai ở cấp trên kiểm.",
    en="{person} entered this figure and cannot check it. Ask a second person one level up.",
)
NOT_ONE_UP = Message(
    code="permit.not_one_up",
    vi="Chức vụ {post} không ở ngay cấp trên của {place}. Hãy nhờ người phụ trách ở {above} kiểm.",
    en="The post {post} is not one level above {place}. Ask who is in charge at {above} to check.",
)
OWN_SUBTREE = Message(
    code="permit.own_subtree",
    vi="{person} giữ chức vụ ở {place} nên không phúc tra nơi đó được. Hãy cử người nơi khác.",
    en="{person} holds a post at {place} and cannot field-check it. Send somebody from elsewhere.",
)
TOO_FEW = Message(
    code="permit.too_few",
    vi="Có nhóm dưới {minimum} người nên không xem chi tiết hơn được. Hãy dùng số của cấp trên.",
    en="A group has fewer than {minimum} people, so no further detail. Use the figure above it.",
)


class Name(NamedTuple):
    """What people call a role or an operation; an operation is a verb, to stand in a sentence."""

    vi: str
    en: str


class Scope(StrEnum):
    """Where a row of the table holds: within the post's places and fields, beyond them, or both."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    ANYWHERE = "anywhere"


_HALVES = {
    Scope.INSIDE: frozenset({Scope.INSIDE}),
    Scope.OUTSIDE: frozenset({Scope.OUTSIDE}),
    Scope.ANYWHERE: frozenset({Scope.INSIDE, Scope.OUTSIDE}),
}
WHOLE_SYSTEM = "/"
"""The reference that stands in sentences for the empty path."""


@dataclass(frozen=True, slots=True)
class Locus:
    """Where an operation happens: a place path, its one field if any, the body that owns it."""

    path: Path
    field: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post as held by one person: role × places below `place_range` × fields (None: all) × days.

    Half-open: held from `held_from` until the day before `held_until` (R4). `delegated_by` is the
    person who lent it, so that an act keeps both names (R14). Raises Refused if it ends too early.
    """

    reference: str
    role: str
    place_range: Path
    held_from: date
    held_until: date | None = None
    fields: frozenset[str] | None = None
    delegated_by: str | None = None

    def __post_init__(self) -> None:
        if self.held_until is not None and self.held_until <= self.held_from:
            start, until = _day(self.held_from), _day(self.held_until)
            raise BAD_DATES.refuse(post=self.reference, start=start, until=until)

    # The day is always an argument (R4): a page about June asks with the posts of June.
    def in_force(self, on: date) -> bool:
        """Whether the post is held on that day."""
        return self.held_from <= on and (self.held_until is None or on < self.held_until)

    def covers_place(self, path: Path) -> bool:
        """Whether the place is the post's own or below it."""
        return path[: len(self.place_range)] == self.place_range

    def covers_field(self, of: str | None) -> bool:
        """Whether the field is the post's; what is of no one field needs a post of all fields."""
        return self.fields is None or of in self.fields


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with every post ever held; `decide` looks only at those in force (R14, R34)."""

    person: str
    posts: tuple[Post, ...]

    def wearing(self, *references: str) -> Actor:
        """The same person under some hats only; an unknown reference is simply not worn (R34)."""
        return replace(self, posts=tuple(p for p in self.posts if p.reference in references))


@dataclass(frozen=True, slots=True)
class PermitTable:
    """The table of rights: rows (role, scope, operation) over declared roles and operations (R34).

    Raises Refused for an unknown name, and for a row that another row already covers. Build it
    once; it is small and is read on every request.
    """

    roles: Mapping[str, Name]
    operations: Mapping[str, Name]
    rows: tuple[tuple[str, str, str], ...]
    _scopes: dict[tuple[str, str], set[Scope]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_scopes", {})
        for role, scope, operation in self.rows:
            for name, known in ((role, self.roles), (operation, self.operations), (scope, _HALVES)):
                if name not in known:
                    raise UNKNOWN.refuse(value=name)
            held, new = self._scopes.setdefault((role, operation), set()), _HALVES[Scope(scope)]
            # A covered row would read like a limit in the manual, and limits nothing.
            if held & new:
                raise REPEATED.refuse(role=role, operation=operation, scope=scope)
            held |= new

    def scopes(self, role: str, operation: str) -> Set[Scope]:
        """INSIDE, OUTSIDE, both or neither: where `role` may do `operation`. Unknown: nowhere."""
        return self._scopes.get((role, operation), frozenset())

    def who_may(self, operation: str, scope: Scope) -> tuple[str, ...]:
        """The roles that may do `operation` there, in the order they were declared."""
        return tuple(role for role in self.roles if scope in self.scopes(role, operation))


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes, with the post that allowed it, or no, with the reason. True in a condition if yes."""

    person: str
    post: Post | None
    reason: Message
    words: Mapping[str, tuple[str | Name, ...]] = field(compare=False)

    def __bool__(self) -> bool:
        return self.post is not None

    @property
    def people(self) -> frozenset[str]:
        """Who answers for the act: the person, and whoever delegated the post to him (R14)."""
        giver = self.post.delegated_by if self.post else None
        return frozenset({self.person, giver or self.person})

    def say(self, language: Language, names: Mapping[str, str] | None = None) -> str:
        """The decision as a sentence; `names` turns references of places and people into names."""
        spoken = {
            gap: ", ".join(_word(part, language, names or {}) for part in parts)
            for gap, parts in self.words.items()
        }
        return self.reason.say(language, spoken)

    def require(self) -> Post:
        """The post to write in the journal. Raises NotPermitted when the answer is no."""
        if self.post is None:
            raise NotPermitted(self)
        return self.post


class NotPermitted(Refused):
    """A refusal for want of a right; `decision.say` also takes names for a page (UX §7)."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason, decision.words)
        self.decision = decision

    def say(self, language: Language) -> str:
        """What is wrong, whose it is and whom to ask, in `language`."""
        return self.decision.say(language)


def decide(table: PermitTable, actor: Actor, operation: str, locus: Locus, *, on: date) -> Decision:
    """May `actor` do `operation` at `locus` on that day (R34)? Any post in force may allow it.

    Of several posts the answer names the person's own before a delegated one, then the narrowest,
    then the first by reference. An unknown operation is refused outright: it is a slip of the
    program, which must not read as a "no" to the person.
    """
    if operation not in table.operations:
        raise UNKNOWN.refuse(value=operation)
    # A role that left the table is unknown here too: it allows nothing, and must not shut out
    # the person's other posts by an error.
    held = [post for post in actor.posts if post.in_force(on)]
    allowing = [p for p in held if _side(p, locus) in table.scopes(p.role, operation)]
    if post := min(allowing, key=_preference, default=None):
        reason, held = ALLOWED_FOR if post.delegated_by else ALLOWED, [post]
    else:
        reason = _why_not(table, held, operation, locus)
    return Decision(actor.person, post, reason, _words(table, actor, held, operation, locus, on))


def delegate(post: Post, *, reference: str, giver: str, start: date, until: date) -> Post:
    """The post lent to somebody else for some days, under both names (R14).

    Raises Refused for days outside the post's own, and for a post that is itself delegated.
    """
    lasts = post.held_until is None or until <= post.held_until
    if post.delegated_by is not None or start < post.held_from or not lasts:
        raise WIDER.refuse(post=post.reference)
    return replace(post, reference=reference, held_from=start, held_until=until, delegated_by=giver)


def second_person(checked_by: Set[str], entered_by: Set[str]) -> Refused | None:
    """Four eyes (R9): the refusal if one person is on both sides, else None.

    Both sets hold everybody who answers for the act (`Decision.people`, a clerk and the one he
    enters for, R22), so that nobody checks his own figure through a delegate.
    """
    both = sorted(checked_by & entered_by)
    return SAME_PERSON.refuse(person=both[0]) if both else None


def one_level_up(post: Post, path: Path) -> Refused | None:
    """The desk check is made one level above what is checked (R9): the refusal, or None.

    Above a root stands only a post over the whole system; above the whole system nobody.
    """
    if path and post.place_range == path[:-1]:
        return None
    return NOT_ONE_UP.refuse(post=post.reference, place=_last(path), above=_last(path[:-1]))


def from_elsewhere(actor: Actor, checked: Path, *, on: date) -> Refused | None:
    """A field checker holds no post at or below the place checked (R20): the refusal, or None."""
    # Delegated posts count: whoever stands in for a place today answers for it today.
    near = any(p.in_force(on) and p.place_range[: len(checked)] == checked for p in actor.posts)
    return OWN_SUBTREE.refuse(person=actor.person, place=_last(checked)) if near else None


def drill_down(sizes: Iterable[int], *, minimum: int) -> Refused | None:
    """May a figure be opened into groups of so many people (R28)? The refusal, or None.

    All groups or none: one hidden group is the total less the others. Empty groups hide nobody.
    """
    too_few = any(0 < size < minimum for size in sizes)
    return TOO_FEW.refuse(minimum=minimum) if too_few else None


def _side(post: Post, locus: Locus) -> Scope:
    within = post.covers_place(locus.path) and post.covers_field(locus.field)
    return Scope.INSIDE if within else Scope.OUTSIDE


def _preference(post: Post) -> tuple[bool, int, bool, str]:
    # The journal should name the least right that was enough.
    lent, wide = post.delegated_by is not None, post.fields is None
    return (lent, -len(post.place_range), wide, post.reference)


def _why_not(table: PermitTable, held: list[Post], operation: str, locus: Locus) -> Message:
    # From the widest want to the narrowest, so that the sentence names what is really missing.
    if not any(table.who_may(operation, side) for side in _HALVES):
        return NOBODY
    if not held:
        return NO_POST
    able = [post for post in held if table.scopes(post.role, operation)]
    if not able:
        return NOT_THE_ROLE
    kept_out = [post for post in able if Scope.INSIDE in table.scopes(post.role, operation)]
    if not kept_out:
        return TOO_NEAR
    return OTHER_FIELD if any(p.covers_place(locus.path) for p in kept_out) else ELSEWHERE


def _last(path: Path) -> str:
    return path[-1] if path else WHOLE_SYSTEM


def _words(
    table: PermitTable, actor: Actor, posts: list[Post], operation: str, locus: Locus, on: date
) -> dict[str, tuple[str | Name, ...]]:
    # Whoever has it in his own charge is asked before whoever may do it from outside.
    ask = table.who_may(operation, Scope.INSIDE) or table.who_may(operation, Scope.OUTSIDE)
    return {
        "person": (actor.person,),
        "operation": (table.operations[operation],),
        "role": tuple(table.roles.get(post.role, post.role) for post in posts),
        "giver": tuple(post.delegated_by for post in posts if post.delegated_by),
        "day": (_day(on),),
        "place": (_last(locus.path),),
        "owner": (locus.owner or _last(locus.path),),
        "field": (locus.field or Name("chung", "general"),),
        "ask": tuple(table.roles[role] for role in ask),
    }


def _word(part: str | Name, language: Language, names: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return names.get(part, part)
    return part.vi if language == "vi" else part.en


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
