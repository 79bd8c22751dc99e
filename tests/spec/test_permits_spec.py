"""Who may do what, as tables: the roles of a district, what each may do, and what people are told.

The roles and rows are an example, not a rule of law: an office keeps its own table.
"""

from __future__ import annotations

from datetime import date

import pytest

from vedich.core.permits import (
    Actor,
    Locus,
    Name,
    PermitTable,
    Post,
    decide,
    drill_down,
    from_elsewhere,
    one_level_up,
    second_person,
)


# role, in Vietnamese, in English
TABLE_ROLES = [
    ("standing_member", "Thường trực", "Standing member"),
    ("field_member", "ủy viên phụ trách lĩnh vực", "member in charge of a field"),
    ("clerk", "chuyên viên văn phòng", "office clerk"),
    ("official", "cán bộ xã", "commune official"),
    ("secretary", "bí thư chi bộ", "cell secretary"),
    ("supervisor", "Mặt trận", "Fatherland Front"),
]

# operation, in Vietnamese, in English
TABLE_OPERATIONS = [
    ("figures.view", "xem số liệu", "see the figures"),
    ("returns.submit", "gửi báo cáo", "submit the return"),
    ("returns.accept", "nhận báo cáo", "accept the return"),
    ("tasks.assign", "giao việc", "assign the task"),
    ("figures.field_check", "phúc tra", "check on site"),
]

# role, place and field, operation; what is not here is not allowed
TABLE_PERMITS = [
    ("standing_member", "anywhere", "figures.view"),
    ("standing_member", "inside", "tasks.assign"),
    ("field_member", "anywhere", "figures.view"),
    ("field_member", "inside", "tasks.assign"),
    ("clerk", "inside", "figures.view"),
    ("clerk", "inside", "returns.accept"),
    ("clerk", "outside", "figures.field_check"),
    ("official", "inside", "figures.view"),
    ("official", "inside", "returns.accept"),
    ("official", "outside", "figures.field_check"),
    ("secretary", "inside", "figures.view"),
    ("secretary", "inside", "returns.submit"),
    ("supervisor", "inside", "figures.view"),
]

# person, role, place range, field ("" = all), from, until ("" = still held), delegated by
TABLE_POSTS = [
    ("Sáu", "standing_member", "cho-lach", "", "2020-08-01", "", ""),
    ("Bảy", "field_member", "cho-lach", "nước sạch", "2020-08-01", "", ""),
    ("Tâm", "clerk", "cho-lach", "", "2020-08-01", "2022-07-01", ""),
    ("Yến", "clerk", "cho-lach", "", "2022-07-01", "", ""),
    ("Lan", "official", "cho-lach/vinh-thanh", "", "2020-08-01", "", ""),
    ("Hoa", "secretary", "cho-lach/vinh-thanh/ap-4", "", "2020-08-01", "", ""),
    ("Hoa", "official", "cho-lach/vinh-thanh", "", "2022-07-04", "2022-07-18", "Lan"),
]

# day, person, operation, place, field, answer
TABLE_DECISIONS = [
    ("2022-07-11", "Sáu", "figures.view", "tinh-khac", "", "yes"),
    ("2022-07-11", "Sáu", "tasks.assign", "cho-lach/vinh-thanh", "nước sạch", "yes"),
    ("2022-07-11", "Sáu", "returns.accept", "cho-lach", "", "permit.not_the_role"),
    ("2022-07-11", "Bảy", "tasks.assign", "cho-lach/vinh-thanh", "nước sạch", "yes"),
    (
        "2022-07-11",
        "Bảy",
        "tasks.assign",
        "cho-lach/vinh-thanh",
        "giao thông",
        "permit.other_field",
    ),
    ("2022-07-11", "Bảy", "tasks.assign", "cho-lach/vinh-thanh", "", "permit.other_field"),
    ("2022-07-11", "Yến", "returns.accept", "cho-lach/vinh-thanh", "", "yes"),
    ("2022-06-30", "Yến", "returns.accept", "cho-lach/vinh-thanh", "", "permit.no_post"),
    ("2022-06-30", "Tâm", "returns.accept", "cho-lach/vinh-thanh", "", "yes"),
    ("2022-07-01", "Tâm", "returns.accept", "cho-lach/vinh-thanh", "", "permit.no_post"),
    ("2022-07-11", "Lan", "returns.accept", "cho-lach/vinh-thanh/ap-4", "", "yes"),
    ("2022-07-11", "Lan", "returns.accept", "cho-lach/son-dinh/ap-1", "", "permit.elsewhere"),
    ("2022-07-11", "Lan", "figures.field_check", "cho-lach/son-dinh/ap-1", "", "yes"),
    (
        "2022-07-11",
        "Lan",
        "figures.field_check",
        "cho-lach/vinh-thanh/ap-4",
        "",
        "permit.too_near",
    ),
    ("2022-07-11", "Hoa", "returns.submit", "cho-lach/vinh-thanh/ap-4", "", "yes"),
    ("2022-07-11", "Hoa", "returns.submit", "cho-lach/vinh-thanh/ap-5", "", "permit.elsewhere"),
    ("2022-07-11", "Hoa", "returns.accept", "cho-lach/vinh-thanh/ap-5", "", "yes, for Lan"),
    (
        "2022-07-18",
        "Hoa",
        "returns.accept",
        "cho-lach/vinh-thanh/ap-5",
        "",
        "permit.not_the_role",
    ),
    ("2022-07-11", "Khách", "figures.view", "cho-lach", "", "permit.no_post"),
]

# day, person, operation, place, what the person reads
TABLE_SENTENCES = [
    (
        "2022-07-11",
        "Lan",
        "returns.accept",
        "cho-lach/son-dinh",
        (
            "son-dinh ở ngoài địa bàn đang phụ trách. Muốn nhận báo cáo, hãy hỏi chuyên viên văn "
            "phòng, cán bộ xã của son-dinh."
        ),
    ),
    (
        "2022-07-11",
        "Khách",
        "figures.view",
        "cho-lach",
        (
            "Khách không giữ chức vụ nào vào ngày 11/7/2022. Muốn xem số liệu, hãy hỏi "
            "Thường trực, ủy viên phụ trách lĩnh vực, chuyên viên văn phòng, cán bộ xã, "
            "bí thư chi bộ, Mặt trận."
        ),
    ),
]

# who entered the figure (and for whom), who checks (and for whom), may he
TABLE_SECOND_PERSON = [
    ("Hoa", "Lan", True),
    ("Hoa", "Hoa", False),
    ("Yến for Hoa", "Hoa", False),
    ("Lan", "Hoa for Lan", False),
    ("Yến for Hoa", "Lan", True),
]

# the checker's place, the place checked, is it one level up
TABLE_ONE_LEVEL_UP = [
    ("cho-lach/vinh-thanh", "cho-lach/vinh-thanh/ap-4", True),
    ("cho-lach", "cho-lach/vinh-thanh/ap-4", False),
    ("cho-lach/son-dinh", "cho-lach/vinh-thanh/ap-4", False),
    ("cho-lach/vinh-thanh/ap-4", "cho-lach/vinh-thanh/ap-4", False),
    ("cho-lach", "cho-lach/co-quan-nong-nghiep", True),
]

# the person, the place to be field-checked, may he be sent
TABLE_FROM_ELSEWHERE = [
    ("Lan", "cho-lach/son-dinh", True),
    ("Lan", "cho-lach/vinh-thanh", False),
    ("Lan", "cho-lach/vinh-thanh/ap-4", True),
    ("Hoa", "cho-lach/vinh-thanh", False),
    ("Yến", "cho-lach/vinh-thanh", True),
]

# people in each group, the smallest group that may be shown, may it be opened
TABLE_SMALL_GROUPS = [
    ("31 28 40", 5, True),
    ("31 28 4", 5, False),
    ("31 28 5", 5, True),
    ("31 28 0", 5, True),
]

DAY = date(2022, 7, 11)
PERMITS = PermitTable(
    {role: Name(vi, en) for role, vi, en in TABLE_ROLES},
    {operation: Name(vi, en) for operation, vi, en in TABLE_OPERATIONS},
    tuple(TABLE_PERMITS),
)


def actor(person: str) -> Actor:
    return Actor(
        person,
        tuple(
            Post(
                reference=f"{role}/{place}",
                role=role,
                place_range=tuple(place.split("/")),
                fields=frozenset({of}) if of else None,
                held_from=date.fromisoformat(start),
                held_until=date.fromisoformat(until) if until else None,
                delegated_by=giver or None,
            )
            for who, role, place, of, start, until, giver in TABLE_POSTS
            if who == person
        ),
    )


@pytest.mark.parametrize(("day", "person", "operation", "place", "of", "answer"), TABLE_DECISIONS)
def test_who_may_do_what(
    day: str, person: str, operation: str, place: str, of: str, answer: str
) -> None:
    at = Locus(tuple(place.split("/")), of or None)
    decision = decide(PERMITS, actor(person), operation, at, on=date.fromisoformat(day))
    if decision.post is None:
        assert decision.reason.code == answer
    else:
        giver = decision.post.delegated_by
        assert answer == (f"yes, for {giver}" if giver else "yes")


@pytest.mark.parametrize(("day", "person", "operation", "place", "sentence"), TABLE_SENTENCES)
def test_what_people_read(day: str, person: str, operation: str, place: str, sentence: str) -> None:
    at = Locus(tuple(place.split("/")))
    decision = decide(PERMITS, actor(person), operation, at, on=date.fromisoformat(day))
    assert decision.say("vi") == sentence


@pytest.mark.parametrize(("entered", "checks", "allowed"), TABLE_SECOND_PERSON)
def test_a_second_person_checks(entered: str, checks: str, allowed: bool) -> None:
    refusal = second_person(set(checks.split(" for ")), set(entered.split(" for ")))
    assert (refusal is None) == allowed


@pytest.mark.parametrize(("checker", "checked", "allowed"), TABLE_ONE_LEVEL_UP)
def test_the_desk_check_is_one_level_up(checker: str, checked: str, allowed: bool) -> None:
    post = Post("post", "official", tuple(checker.split("/")), DAY)
    assert (one_level_up(post, tuple(checked.split("/"))) is None) == allowed


@pytest.mark.parametrize(("person", "place", "allowed"), TABLE_FROM_ELSEWHERE)
def test_a_field_checker_is_sent_from_elsewhere(person: str, place: str, allowed: bool) -> None:
    assert (from_elsewhere(actor(person), tuple(place.split("/")), on=DAY) is None) == allowed


@pytest.mark.parametrize(("sizes", "minimum", "allowed"), TABLE_SMALL_GROUPS)
def test_small_groups_stay_closed(sizes: str, minimum: int, allowed: bool) -> None:
    refusal = drill_down([int(size) for size in sizes.split()], minimum=minimum)
    assert (refusal is None) == allowed
