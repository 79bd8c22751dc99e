"""Permits, one case at a time: what is asked, who is told what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from vedich.core.errors import Refused
from vedich.core.permits import (
    ALLOWED,
    ALLOWED_FOR,
    ELSEWHERE,
    NO_POST,
    NOBODY,
    NOT_THE_ROLE,
    OTHER_FIELD,
    TOO_NEAR,
    Actor,
    Locus,
    Name,
    NotPermitted,
    PermitTable,
    Post,
    Scope,
    decide,
    delegate,
    drill_down,
    from_elsewhere,
    one_level_up,
    second_person,
)


ROLES = {
    "secretary": Name("bí thư chi bộ", "cell secretary"),
    "clerk": Name("chuyên viên văn phòng", "office clerk"),
    "checker": Name("người phúc tra", "field checker"),
}
OPERATIONS = {
    "submit": Name("gửi báo cáo", "submit the return"),
    "accept": Name("nhận báo cáo", "accept the return"),
    "field_check": Name("phúc tra", "check on site"),
    "burn": Name("đốt báo cáo", "burn the return"),
}
TABLE = PermitTable(
    ROLES,
    OPERATIONS,
    (
        ("secretary", "inside", "submit"),
        ("clerk", "inside", "accept"),
        ("clerk", "outside", "submit"),
        ("checker", "outside", "field_check"),
    ),
)

DISTRICT = ("83", "832")
COMMUNE = (*DISTRICT, "28891")
CELL = (*COMMUNE, "cell-4")
DAY = date(2022, 7, 11)
START = date(2020, 8, 1)
SECRETARY = Post("post/4", "secretary", CELL, START)
CLERK = Post("post/9", "clerk", COMMUNE, START)
HOA = Actor("Hoa", (SECRETARY,))
NAMES = {
    "Hoa": "đồng chí Hoa",
    "28891": "xã Vĩnh Thành",
    "cell-4": "Chi bộ ấp 4",
    "office": "Văn phòng",
    "/": "toàn hệ thống",
}


# -- the table -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "unknown"),
    [
        (("king", "inside", "submit"), "king"),
        (("clerk", "inside", "sing"), "sing"),
        (("clerk", "nearby", "submit"), "nearby"),
    ],
)
def test_a_table_refuses_names_nobody_declared(row: tuple[str, str, str], unknown: str) -> None:
    with pytest.raises(Refused, match=f"“{unknown}”"):
        PermitTable(ROLES, OPERATIONS, (row,))


@pytest.mark.parametrize("scope", ["inside", "anywhere"])
def test_a_table_refuses_a_row_that_another_covers(scope: str) -> None:
    rows = (("clerk", "inside", "accept"), ("clerk", scope, "accept"))
    with pytest.raises(Refused) as refusal:
        PermitTable(ROLES, OPERATIONS, rows)
    assert refusal.value.code == "permit.repeated"


def test_inside_and_outside_together_are_anywhere() -> None:
    halves = PermitTable(
        ROLES, OPERATIONS, (("clerk", "inside", "accept"), ("clerk", "outside", "accept"))
    )
    whole = PermitTable(ROLES, OPERATIONS, (("clerk", "anywhere", "accept"),))
    assert halves.scopes("clerk", "accept") == whole.scopes("clerk", "accept")


def test_a_table_says_who_may_do_what_where() -> None:
    assert TABLE.who_may("submit", Scope.INSIDE) == ("secretary",)
    assert TABLE.who_may("submit", Scope.OUTSIDE) == ("clerk",)
    assert TABLE.who_may("burn", Scope.INSIDE) == ()
    assert TABLE.scopes("king", "submit") == frozenset()


# -- decisions -------------------------------------------------------------------------------------


def test_a_yes_names_the_post_for_the_journal() -> None:
    decision = decide(TABLE, HOA, "submit", Locus(CELL), on=DAY)
    assert decision
    assert decision.require() is SECRETARY
    assert decision.reason is ALLOWED
    assert decision.people == {"Hoa"}
    assert decision.say("en") == "Hoa may submit the return as cell secretary."
    assert decision.say("vi", NAMES) == ("đồng chí Hoa được gửi báo cáo với chức vụ bí thư chi bộ.")


def test_a_delegated_yes_keeps_both_names() -> None:
    lent = delegate(CLERK, reference="post/9b", giver="Tâm", start=DAY, until=date(2022, 8, 1))
    decision = decide(TABLE, Actor("Hoa", (lent,)), "accept", Locus(CELL), on=DAY)
    assert decision.reason is ALLOWED_FOR
    assert decision.people == {"Hoa", "Tâm"}
    assert decision.say("vi").endswith("với chức vụ chuyên viên văn phòng, do Tâm ủy quyền.")
    assert decision.require() is lent


def test_a_no_raises_with_whose_it_is_and_whom_to_ask() -> None:
    decision = decide(TABLE, HOA, "accept", Locus(COMMUNE, owner="office"), on=DAY)
    assert not decision
    assert decision.people == {"Hoa"}
    with pytest.raises(NotPermitted) as refusal:
        decision.require()
    assert refusal.value.code == "permit.not_the_role"
    assert refusal.value.say("vi") == (
        "Chức vụ bí thư chi bộ không được nhận báo cáo. Hãy hỏi chuyên viên văn phòng của office."
    )
    assert "của Văn phòng" in refusal.value.decision.say("vi", NAMES)
    assert str(refusal.value) == (
        "The post of cell secretary may not accept the return. Ask office clerk of office."
    )


def test_each_no_has_its_own_reason() -> None:
    other = Locus((*COMMUNE, "cell-5"))
    fields = Actor("Hoa", (replace(SECRETARY, fields=frozenset({"culture"})),))
    checker = Actor("Hoa", (Post("post/7", "checker", COMMUNE, START),))
    reasons = [
        (decide(TABLE, HOA, "burn", Locus(CELL), on=DAY), NOBODY),
        (decide(TABLE, HOA, "submit", Locus(CELL), on=date(2020, 7, 31)), NO_POST),
        (decide(TABLE, HOA, "accept", Locus(CELL), on=DAY), NOT_THE_ROLE),
        (decide(TABLE, HOA, "submit", other, on=DAY), ELSEWHERE),
        (decide(TABLE, fields, "submit", Locus(CELL, field="health"), on=DAY), OTHER_FIELD),
        (decide(TABLE, fields, "submit", Locus(CELL), on=DAY), OTHER_FIELD),
        (decide(TABLE, checker, "field_check", Locus(CELL), on=DAY), TOO_NEAR),
    ]
    for decision, reason in reasons:
        assert decision.reason is reason
        assert decision.post is None
        assert decision.say("vi") != decision.say("en")


def test_a_no_for_want_of_a_post_gives_the_day_as_people_write_it() -> None:
    nobody = Actor("Hoa", ())
    said = decide(TABLE, nobody, "submit", Locus(()), on=DAY).say("vi", NAMES)
    assert said.startswith("đồng chí Hoa không giữ chức vụ nào vào ngày 11/7/2022.")


def test_the_whole_system_has_a_name_too() -> None:
    decision = decide(TABLE, HOA, "submit", Locus(()), on=DAY)
    assert decision.reason is ELSEWHERE
    assert decision.say("vi", NAMES).startswith("toàn hệ thống ở ngoài địa bàn")


def test_an_unknown_operation_is_a_slip_of_the_program_and_no_answer() -> None:
    with pytest.raises(Refused) as refusal:
        decide(TABLE, HOA, "sing", Locus(CELL), on=DAY)
    assert refusal.value.code == "permit.unknown"


def test_a_post_whose_role_left_the_table_allows_nothing_and_hurts_nothing() -> None:
    ghost = Post("post/0", "king", (), START)
    assert not decide(TABLE, Actor("Hoa", (ghost,)), "submit", Locus(CELL), on=DAY)
    assert decide(TABLE, Actor("Hoa", (ghost, SECRETARY)), "submit", Locus(CELL), on=DAY)


def test_of_several_posts_the_own_then_the_narrowest_then_the_first_is_named() -> None:
    wide = Post("post/1", "secretary", COMMUNE, START)
    narrow = Post("post/3", "secretary", CELL, START)
    fielded = replace(narrow, reference="post/8", fields=frozenset({"culture"}))
    lent = replace(narrow, reference="post/0", delegated_by="Tâm")
    posts: tuple[Post, ...] = (lent, wide, narrow, replace(narrow, reference="post/2"), fielded)
    best = []
    while posts:
        at = Locus(CELL, field="culture")
        post = decide(TABLE, Actor("Hoa", posts), "submit", at, on=DAY).require()
        best.append(post.reference)
        posts = tuple(other for other in posts if other is not post)
    assert best == ["post/8", "post/2", "post/3", "post/1", "post/0"]


def test_a_person_may_put_on_one_hat() -> None:
    both = Actor("Hoa", (SECRETARY, CLERK))
    assert both.wearing("post/9").posts == (CLERK,)
    assert not decide(TABLE, both.wearing("post/9"), "submit", Locus(CELL), on=DAY)
    assert both.wearing("post/77").posts == ()


# -- posts and their days --------------------------------------------------------------------------


def test_a_post_is_held_until_the_day_before_its_end() -> None:
    post = replace(SECRETARY, held_until=DAY)
    assert not post.in_force(date(2020, 7, 31))
    assert post.in_force(START)
    assert post.in_force(date(2022, 7, 10))
    assert not post.in_force(DAY)


@pytest.mark.parametrize("until", [START, date(2019, 1, 1)])
def test_a_post_cannot_end_before_it_begins(until: date) -> None:
    with pytest.raises(Refused, match="1/8/2020"):
        replace(SECRETARY, held_until=until)


def test_a_delegation_stays_within_the_post() -> None:
    post = replace(CLERK, held_until=date(2022, 12, 31))
    lent = delegate(post, reference="x", giver="Tâm", start=DAY, until=date(2022, 12, 31))
    assert (lent.role, lent.place_range, lent.delegated_by) == ("clerk", COMMUNE, "Tâm")
    for giver, start, until in [
        (post, START.replace(year=2019), DAY),
        (post, DAY, date(2023, 1, 1)),
        (lent, DAY, date(2022, 8, 1)),
    ]:
        with pytest.raises(Refused) as refusal:
            delegate(giver, reference="y", giver="Tâm", start=start, until=until)
        assert refusal.value.code == "permit.wider"


# -- second person, one level up, from elsewhere, small groups -------------------------------------


def test_nobody_checks_what_he_entered_himself_or_through_a_delegate() -> None:
    assert second_person({"Tâm"}, {"Hoa"}) is None
    own = second_person({"Hoa"}, {"Hoa", "Ba"})
    lent = second_person({"Tâm", "Hoa"}, {"Hoa"})
    assert own is not None
    assert lent is not None
    assert own.values == lent.values == {"person": "Hoa"}


def test_a_desk_check_is_made_exactly_one_level_up() -> None:
    assert one_level_up(CLERK, CELL) is None
    for range_ in [CELL, DISTRICT, (*DISTRICT, "28894"), ()]:
        refusal = one_level_up(replace(CLERK, place_range=range_), CELL)
        assert refusal is not None
        assert refusal.values == {"post": "post/9", "place": "cell-4", "above": "28891"}


def test_above_a_root_stands_only_who_is_over_the_whole_system() -> None:
    top = replace(CLERK, place_range=())
    assert one_level_up(top, ("83",)) is None
    refusal = one_level_up(top, ())
    assert refusal is not None
    assert refusal.values["above"] == "/"


def test_a_field_checker_comes_from_elsewhere() -> None:
    actor = Actor("Hoa", (replace(SECRETARY, held_until=DAY), CLERK))
    assert from_elsewhere(actor, (*DISTRICT, "28894"), on=DAY) is None
    assert from_elsewhere(actor, CELL, on=DAY) is None
    for checked, day in [(COMMUNE, DAY), (DISTRICT, DAY), (CELL, date(2022, 7, 10)), ((), DAY)]:
        refusal = from_elsewhere(actor, checked, on=day)
        assert refusal is not None
        assert refusal.values["person"] == "Hoa"


def test_drill_down_stops_at_the_smallest_group() -> None:
    assert drill_down([5, 12, 0], minimum=5) is None
    assert drill_down([], minimum=5) is None
    refusal = drill_down([12, 4], minimum=5)
    assert refusal is not None
    assert "fewer than 5" in str(refusal)
