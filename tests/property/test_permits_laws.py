"""Laws of permits: rights only come from rows, posts and days, and never leak."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vedich.core.errors import Refused
from vedich.core.permits import (
    Actor,
    Locus,
    Name,
    PermitTable,
    Post,
    Scope,
    decide,
    delegate,
    from_elsewhere,
    one_level_up,
    second_person,
)


ROLES = {role: Name(role, role) for role in ("a", "b")}
OPERATIONS = {operation: Name(operation, operation) for operation in ("x", "y")}
DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 10))
PATHS = st.lists(st.sampled_from("12"), max_size=3).map(tuple)
FIELDS = st.sampled_from(["f", "g"])
HALVES = st.sets(
    st.tuples(
        st.sampled_from(sorted(ROLES)),
        st.sampled_from(["inside", "outside"]),
        st.sampled_from(sorted(OPERATIONS)),
    )
)
LOCI = st.builds(Locus, PATHS, st.none() | FIELDS)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    start = draw(DAYS)
    return Post(
        reference=draw(st.text("pq", min_size=1, max_size=3)),
        role=draw(st.sampled_from(["a", "b", "gone"])),
        place_range=draw(PATHS),
        held_from=start,
        held_until=draw(st.none() | st.integers(1, 9).map(lambda n: start + timedelta(days=n))),
        fields=draw(st.none() | st.frozensets(FIELDS)),
    )


ACTORS = st.builds(Actor, st.just("p"), st.lists(posts(), max_size=4).map(tuple))
ASKED = st.sampled_from(sorted(OPERATIONS))


def table(rows: set[tuple[str, str, str]]) -> PermitTable:
    return PermitTable(ROLES, OPERATIONS, tuple(sorted(rows)))


@given(HALVES, ACTORS, posts(), ASKED, LOCI, DAYS)
def test_adding_a_post_never_takes_a_right_away(
    rows: set[tuple[str, str, str]], actor: Actor, post: Post, asked: str, at: Locus, day: date
) -> None:
    more = Actor(actor.person, (*actor.posts, post))
    if decide(table(rows), actor, asked, at, on=day):
        assert decide(table(rows), more, asked, at, on=day)


@given(HALVES, HALVES, ACTORS, ASKED, LOCI, DAYS)
def test_adding_a_row_never_takes_a_right_away(
    rows: set[tuple[str, str, str]],
    more: set[tuple[str, str, str]],
    actor: Actor,
    asked: str,
    at: Locus,
    day: date,
) -> None:
    if decide(table(rows), actor, asked, at, on=day):
        assert decide(table(rows | more), actor, asked, at, on=day)


@given(HALVES, ACTORS, ASKED, LOCI, DAYS)
def test_a_yes_is_always_backed_by_one_post_in_force_and_one_row(
    rows: set[tuple[str, str, str]], actor: Actor, asked: str, at: Locus, day: date
) -> None:
    decision = decide(table(rows), actor, asked, at, on=day)
    backed = [
        post
        for post in actor.posts
        for role, scope, operation in rows
        if (role, operation) == (post.role, asked)
        and post.held_from <= day
        and (post.held_until is None or day < post.held_until)
        and (scope == "inside")
        == (
            at.path[: len(post.place_range)] == post.place_range
            and (post.fields is None or at.field in post.fields)
        )
    ]
    assert bool(decision) == bool(backed)
    assert decision.post in backed or decision.post is None


@given(HALVES, ACTORS, ASKED, LOCI, DAYS)
def test_rows_for_the_inside_never_leak_outside(
    rows: set[tuple[str, str, str]], actor: Actor, asked: str, at: Locus, day: date
) -> None:
    inside = {row for row in rows if row[1] == Scope.INSIDE}
    decision = decide(table(inside), actor, asked, at, on=day)
    if decision.post:
        assert decision.post.covers_place(at.path)
        assert decision.post.covers_field(at.field)


@given(HALVES, ACTORS, ASKED, LOCI, DAYS)
def test_posts_that_ended_or_have_not_begun_allow_nothing(
    rows: set[tuple[str, str, str]], actor: Actor, asked: str, at: Locus, day: date
) -> None:
    off = Actor(actor.person, tuple(post for post in actor.posts if not post.in_force(day)))
    assert not decide(table(rows), off, asked, at, on=day)


@given(ACTORS, ASKED, LOCI, DAYS)
def test_an_empty_table_allows_nothing(actor: Actor, asked: str, at: Locus, day: date) -> None:
    assert not decide(table(set()), actor, asked, at, on=day)


@given(HALVES, ACTORS, ASKED, LOCI, DAYS)
def test_the_order_of_posts_never_matters(
    rows: set[tuple[str, str, str]], actor: Actor, asked: str, at: Locus, day: date
) -> None:
    named = {f"{n}": replace(post, reference=f"{n}") for n, post in enumerate(actor.posts)}
    one = Actor("p", tuple(named.values()))
    other = Actor("p", tuple(reversed(named.values())))
    assert (
        decide(table(rows), one, asked, at, on=day).post
        == decide(table(rows), other, asked, at, on=day).post
    )


@given(HALVES, ACTORS, ASKED, LOCI, DAYS)
def test_every_decision_can_be_said_in_both_languages(
    rows: set[tuple[str, str, str]], actor: Actor, asked: str, at: Locus, day: date
) -> None:
    decision = decide(table(rows), actor, asked, at, on=day)
    assert decision.say("vi").endswith(".")
    assert decision.say("en").endswith(".")


@given(HALVES, posts(), ASKED, LOCI, DAYS, DAYS, st.integers(1, 9))
def test_a_delegate_may_do_nothing_the_giver_may_not(
    rows: set[tuple[str, str, str]],
    post: Post,
    asked: str,
    at: Locus,
    day: date,
    start: date,
    length: int,
) -> None:
    until = start + timedelta(days=length)
    try:
        lent = delegate(post, reference="lent", giver="p", start=start, until=until)
    except Refused:
        return
    if decide(table(rows), Actor("q", (lent,)), asked, at, on=day):
        assert decide(table(rows), Actor("p", (post,)), asked, at, on=day)


@given(posts(), PATHS, DAYS)
def test_who_may_desk_check_a_place_is_never_from_its_subtree(
    post: Post, path: tuple[str, ...], day: date
) -> None:
    if one_level_up(post, path) is None:
        assert from_elsewhere(Actor("p", (post,)), path, on=day) is None


@given(st.frozensets(st.sampled_from("pqr")), st.frozensets(st.sampled_from("pqr")))
def test_four_eyes_is_symmetric(one: frozenset[str], other: frozenset[str]) -> None:
    assert (second_person(one, other) is None) == (second_person(other, one) is None)
    assert (second_person(one, one) is None) == (not one)
