"""A pasted list of people: understood, asked about, taken over once, taken back as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.cast import District
from tests.support.refusals import refused
from vedich.apps.journal.models import Line
from vedich.apps.people.actions import issue_codes, redeem
from vedich.apps.people.intake import actions
from vedich.apps.people.intake.understanding import Reading, known, understand
from vedich.apps.people.models import Person, Post, Roster
from vedich.apps.people.signs import Signs
from vedich.apps.places.offices import office_of, set_office
from vedich.apps.search.queries import find
from vedich.core.permits import NotPermitted
from vedich.formats.rosters.columns import read_roster
from vedich.formats.sheets.pasted import of_text


LIST = """Họ và tên\tChức vụ\tĐơn vị\tĐT
Nguyễn Ngọc Bích\tPhó Bí thư TT\tHuyện ủy\t0913 000 101
Đỗ Thanh Sơn\tChủ nhiệm UBKT\tHuyện ủy\t0913 000 109
Trần Thị Út\tBí thư chi bộ\tẤp A1\t913000137
Ngô Thị Yến\t\tXã A\t0913 000 188
Đỗ Thanh Sơn\tCông chức\tXã B\t0913 000 109
Cao Thị Lẹ\tThợ máy\tPhòng A\t0913 000 221
Mai Văn Hai\tCông chức\tXã Lạ\t0913 000 300"""


def said(district: District, by: str = "administrator") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def paste(district: District, text: str = LIST) -> Roster:
    rows = read_roster(of_text(text)).rows
    return actions.keep_list(place=district.place("root"), rows=rows, **said(district))


def reading(district: District, roster: Roster) -> Reading:
    roster.refresh_from_db()
    return understand(roster, known(roster.place_id, district.day))


def settle(district: District, roster: Roster) -> None:
    """Answer everything that is asked."""
    common = {"roster": roster.pk, **said(district)}
    actions.answer_pair(pair="1-4", answer="one", **common)
    actions.answer_row(index=3, answers={"title": "Cán bộ"}, **common)
    actions.answer_row(index=5, answers={"role": "agency_officer"}, **common)
    actions.answer_row(index=6, answers={"unit_key": f"place:{district.place('B')}"}, **common)


def test_each_row_says_what_was_understood_and_what_is_asked(district: District) -> None:
    found = reading(district, paste(district))
    states = [row.state for row in found.rows]
    assert states == ["ready", "pair", "ready", "ask", "pair", "ask", "ask"]
    first, _, cell, blank, _, odd, lost = found.rows
    assert (first.title, first.role) == ("Phó Bí thư Thường trực", "standing_member")
    assert (cell.role, cell.phone) == ("cell_secretary", "0913000137")
    assert [note.code for note in cell.notes] == ["above", "phone_zero"]
    assert [one.code for one in blank.asks] == ["title"]
    assert [one.code for one in odd.asks] == ["role"]
    assert [one.code for one in lost.asks] == ["no_unit"]


def test_nothing_is_written_to_the_people_before_it_is_taken(district: District) -> None:
    before = Person.objects.count()
    settle(district, paste(district))
    assert Person.objects.count() == before


def test_what_is_ready_is_taken_and_the_rest_waits(district: District) -> None:
    roster = paste(district)
    before = Person.objects.count()
    taken = actions.take_list(roster=roster.pk, **said(district))
    assert (taken.people, taken.posts, taken.left) == (2, 2, 5)
    assert Person.objects.count() == before + 2
    found = reading(district, roster)
    assert [row.state for row in found.rows].count("taken") == 2


def test_one_person_with_two_posts_is_one_person(district: District) -> None:
    roster = paste(district)
    settle(district, roster)
    taken = actions.take_list(roster=roster.pk, **said(district))
    assert (taken.people, taken.posts, taken.left) == (6, 7, 0)
    son = Person.objects.get(name="Đỗ Thanh Sơn")
    assert son.username == "do-thanh-son"
    assert son.phone == "0913 000 109"
    assert {post.role for post in son.posts.all()} == {"field_head", "official"}
    assert son.posts.get(role="field_head").fields == []


def test_two_people_of_one_name_get_two_names_to_sign_in_by(district: District) -> None:
    roster = paste(district)
    settle(district, roster)
    actions.answer_pair(roster=roster.pk, pair="1-4", answer="two", **said(district))
    actions.take_list(roster=roster.pk, **said(district))
    names = Person.objects.filter(name="Đỗ Thanh Sơn").values_list("username", flat=True)
    assert set(names) == {"do-thanh-son", "do-thanh-son-2"}


def test_a_list_pasted_twice_counts_once(district: District) -> None:
    roster = paste(district)
    settle(district, roster)
    actions.take_list(roster=roster.pk, **said(district))
    again = paste(district)
    states = {row.state for row in reading(district, again).rows if row.unit and row.title}
    assert "ready" not in {
        row.state for row in reading(district, again).rows if row.index in (0, 1, 2)
    }
    assert "known" in states


def test_taken_with_the_same_key_twice_it_is_taken_once(district: District) -> None:
    roster = paste(district)
    first = actions.take_list(roster=roster.pk, key="k", **said(district))
    second = actions.take_list(roster=roster.pk, key="k", **said(district))
    assert first == second
    assert Person.objects.filter(name="Nguyễn Ngọc Bích").count() == 1


def test_the_whole_list_can_be_taken_back(district: District) -> None:
    before = set(Person.objects.values_list("pk", flat=True))
    posts = set(Post.objects.values_list("pk", flat=True))
    roster = paste(district)
    settle(district, roster)
    actions.take_list(roster=roster.pk, **said(district))
    back = actions.take_back_list(roster=roster.pk, **said(district))
    assert (back.gone, back.kept) == (6, 0)
    assert set(Person.objects.values_list("pk", flat=True)) == before
    assert set(Post.objects.values_list("pk", flat=True)) == posts
    by = district.actor("secretary")
    assert not find("bích", actor=by, on=district.day, language="vi").count
    with refused("roster.gone"):
        actions.take_back_list(roster=roster.pk, **said(district))


def test_who_has_come_in_is_kept_but_the_post_was_never_held(district: District) -> None:
    roster = paste(district)
    actions.take_list(roster=roster.pk, **said(district))
    bich = Person.objects.get(name="Nguyễn Ngọc Bích")
    (issued,) = issue_codes(people=[bich.pk], chance=Signs(), **said(district))
    redeem(
        name=bich.username,
        code=issued.code,
        password="trăng sáng đồng bằng 9",
        at=district.at,
        on_day=district.day,
    )
    back = actions.take_back_list(roster=roster.pk, **said(district))
    assert (back.gone, back.kept) == (1, 1)
    (post,) = bich.posts.all()
    assert post.held_until == post.held_from


def test_posts_count_from_the_day_the_office_began(district: District) -> None:
    top = district.place("root")
    start = date(2022, 1, 1)
    set_office(place=top, to=replace(office_of(top), start=start), **said(district, "clerk"))
    actions.take_list(roster=paste(district).pk, **said(district))
    post = Post.objects.get(person__name="Nguyễn Ngọc Bích")
    assert post.held_from == start


def test_an_answer_about_a_title_holds_for_every_row_with_it(district: District) -> None:
    text = "Họ tên\tChức vụ\tĐơn vị\nLê An\tThợ máy\tPhòng A\nVõ Ba\tThợ máy\tPhòng A"
    roster = paste(district, text)
    actions.answer_row(
        roster=roster.pk, index=0, answers={"role": "agency_officer"}, **said(district)
    )
    assert [row.role for row in reading(district, roster).rows] == ["agency_officer"] * 2


def test_a_row_can_be_left_out_and_taken_in_again(district: District) -> None:
    roster = paste(district)
    common = {"roster": roster.pk, "index": 0, **said(district)}
    actions.skip_row(back=False, **common)
    assert reading(district, roster).rows[0].state == "skipped"
    actions.skip_row(back=True, **common)
    assert reading(district, roster).rows[0].state == "ready"


def test_answers_that_are_not_offered_are_refused(district: District) -> None:
    roster = paste(district)
    common = {"roster": roster.pk, **said(district)}
    with refused("roster.no_answer"):
        actions.answer_row(index=0, answers={"role": "administrator"}, **common)
    with refused("roster.no_answer"):
        actions.answer_row(index=0, answers={"unit_key": "place:999"}, **common)
    with refused("roster.no_answer"):
        actions.answer_pair(pair="1-4", answer="three", **common)
    with refused("roster.no_row"):
        actions.answer_pair(pair="0-1", answer="one", **common)
    with refused("roster.no_row"):
        actions.answer_row(index=99, answers={}, **common)
    with refused("roster.long"):
        actions.answer_row(index=0, answers={"name": "x" * 200}, **common)


def test_a_list_dropped_keeps_no_names(district: District) -> None:
    roster = paste(district)
    actions.drop_list(roster=roster.pk, **said(district))
    roster.refresh_from_db()
    assert (roster.state, roster.rows, roster.said) == ("dropped", [], {})
    with refused("roster.gone"):
        actions.take_list(roster=roster.pk, **said(district))


def test_nobody_else_takes_people_over(district: District) -> None:
    roster = paste(district)
    for name in ("secretary", "clerk", "official", "supervisor", "outsider"):
        with pytest.raises(NotPermitted):
            actions.take_list(roster=roster.pk, **said(district, name))
        with pytest.raises(NotPermitted):
            actions.take_back_list(roster=roster.pk, **said(district, name))


def test_the_journal_knows_counts_and_no_names(district: District) -> None:
    roster = paste(district)
    actions.take_list(roster=roster.pk, **said(district))
    lines = Line.objects.filter(action__startswith="people.").order_by("-sequence")
    text = " ".join(line.text for line in lines)
    assert "people.take_list" in text
    assert "Bích" not in text
    assert "0913" not in text


def test_150_rows_take_few_queries(district: District, django_assert_max_num_queries: Any) -> None:
    lines = [
        f"Lê {'abcdefghijklmnopqrstuvwxyz'[n // 26]}a {'abcdefghijklmnopqrstuvwxyz'[n % 26]}a\t"
        f"Công chức\tXã A\t0913{n:06d}"
        for n in range(150)
    ]
    roster = paste(district, "Họ tên\tChức vụ\tĐơn vị\tĐT\n" + "\n".join(lines))
    with django_assert_max_num_queries(12):
        found = reading(district, roster)
    assert found.count("ready") == 150
