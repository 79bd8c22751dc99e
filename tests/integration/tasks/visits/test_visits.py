"""Visits: written down, turned into tasks and matters, confirmed or denied by the place (R16)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import District
from tests.support.matters import PNG, who
from tests.support.refusals import refused
from vedich.apps.journal.models import Line
from vedich.apps.tasks.matters.actions import To
from vedich.apps.tasks.matters.photos import Photo
from vedich.apps.tasks.models import Attachment, DueChange, Matter, Task, Visit, VisitLine
from vedich.apps.tasks.visits import actions, queries
from vedich.apps.tasks.visits.actions import NewLine
from vedich.core.permits import NotPermitted


FRIDAY = date(2022, 7, 15)
HEARD = NewLine("heard", "Ống nước đào rồi để đó hai tuần.")
PROMISE = NewLine("promised", "Cho lấp tạm đoạn tổ 6.", due_on=FRIDAY)


def went(
    district: District, *lines: NewLine, place: str = "A1", by: str = "deputy", **more: Any
) -> Visit:
    """A visit there on the district's day."""
    said: dict[str, Any] = {"visited_on": district.day, "half": "morning"} | more
    return actions.write_visit(
        place=district.place(place), lines=lines or (HEARD,), **said, **who(district, by)
    )


def post(district: District, name: str) -> int:
    return int(district.people[name].posts.get().pk)


def promise(visit: Visit) -> VisitLine:
    return VisitLine.objects.get(visit=visit, kind="promised")


def say(district: District, line: VisitLine, answer: str, by: str = "cell_secretary") -> VisitLine:
    return actions.confirm(line=line.pk, answer=answer, **who(district, by))


# -- writing ---------------------------------------------------------------------------------------


def test_a_visit_keeps_its_lines_in_order(district: District) -> None:
    row = went(district, HEARD, PROMISE, met="Bí thư chi bộ")
    assert [line.words for line in row.lines.all()] == [HEARD.words, PROMISE.words]
    assert (row.visitor_id, row.met) == (post(district, "deputy"), "Bí thư chi bộ")


def test_a_plain_promise_is_the_visitors_own(district: District) -> None:
    line = promise(went(district, PROMISE))
    assert (line.owner_id, line.due_on) == (post(district, "deputy"), FRIDAY)


def test_a_line_becomes_a_task_of_the_one_chosen(district: District) -> None:
    head = post(district, "head")
    row = went(district, NewLine("promised", "Lấp đoạn tổ 6.", "task", head, due_on=FRIDAY))
    task = Task.objects.get()
    assert (task.accountable_id, task.due_on, task.origin) == (head, FRIDAY, row.reference)
    assert task.place_id == district.place("root")
    assert [one.place_id for one in task.places.all()] == [district.place("A1")]
    assert promise(row).task == task


def test_a_task_without_a_person_is_the_visitors(district: District) -> None:
    went(district, NewLine("promised", "Hỏi lại trạm cấp nước.", "task", due_on=FRIDAY))
    assert Task.objects.get().accountable_id == post(district, "deputy")


def test_a_line_becomes_a_matter_of_the_place_for_the_level_above(district: District) -> None:
    row = went(district, NewLine("heard", HEARD.words, "matter"))
    matter = Matter.objects.get()
    assert (matter.body, matter.place_id) == (district.body("A1"), district.place("A"))
    assert (matter.origin, matter.due_on) == (row.reference, date(2022, 7, 18))


def test_a_matter_goes_to_the_agency_that_was_chosen(district: District) -> None:
    to = To(district.place("root"), body=district.body("agency").pk)
    went(district, NewLine("heard", HEARD.words, "matter", to=to))
    matter = Matter.objects.get()
    assert (matter.place_id, matter.owner_body) == (
        district.place("root"),
        district.body("agency"),
    )


def test_a_matter_goes_up_and_nowhere_else(district: District) -> None:
    with refused("matter.not_above"):
        went(district, NewLine("heard", "Ống nước.", "matter", to=To(district.place("B"))))
    assert not Visit.objects.exists()


def test_an_official_writes_of_his_own_cells(district: District) -> None:
    line = NewLine("promised", "Sẽ xuống lại.", "task", due_on=FRIDAY)
    went(district, line, by="official")
    assert Task.objects.get().place_id == district.place("A")


@pytest.mark.parametrize(
    ("by", "place"),
    [
        ("official", "B1"),
        ("cell_secretary", "A1"),
        ("agency", "A1"),
        ("supervisor", "A1"),
        ("administrator", "A1"),
        ("outsider", "A1"),
    ],
)
def test_nobody_writes_of_a_place_that_is_not_his(district: District, by: str, place: str) -> None:
    with pytest.raises(NotPermitted):
        went(district, by=by, place=place)
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("lines", "more", "code"),
    [
        ([NewLine("heard", " … ")], {}, "visit.empty"),
        ([HEARD] * 41, {}, "visit.too_many"),
        ([NewLine("heard", "a" * 2001)], {}, "visit.too_long"),
        ([HEARD], {"visited_on": date(2022, 7, 12)}, "visit.to_come"),
        ([HEARD], {"half": "noon"}, "visit.bad_line"),
        ([NewLine("seen", "Đường.")], {}, "visit.bad_line"),
        ([NewLine("heard", "Đường.", "song")], {}, "visit.bad_line"),
        ([NewLine("promised", "Sửa.", "task", 10**6)], {}, "visit.not_owner"),
        ([HEARD], {"photo": Photo(b"GIF89a", "a.gif")}, "photo.not_a_photo"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    district: District, lines: list[NewLine], more: dict[str, Any], code: str
) -> None:
    with refused(code):
        went(district, *lines, **more)
    assert not Visit.objects.exists()
    assert not Task.objects.exists()


def test_a_place_that_is_not_there_is_refused(district: District) -> None:
    with refused("visit.no_place"):
        actions.write_visit(
            place=10**6, visited_on=district.day, lines=[HEARD], **who(district, "deputy")
        )


def test_lines_left_empty_are_not_counted(district: District) -> None:
    row = went(district, NewLine("heard", ""), HEARD, NewLine("promised", " "))
    assert row.lines.count() == 1


def test_sent_twice_it_is_written_once(district: District) -> None:
    first = went(district, NewLine("promised", "Sửa.", "task", due_on=FRIDAY), key="k1")
    again = went(district, NewLine("promised", "Sửa.", "task", due_on=FRIDAY), key="k1")
    assert again == first
    assert (Visit.objects.count(), Task.objects.count()) == (1, 1)


def test_a_photo_is_kept_with_it(district: District) -> None:
    row = went(district, photo=Photo(PNG, "tổ 6.png"))
    assert Attachment.objects.get().visit == row


def test_the_journal_counts_lines_and_repeats_none(district: District) -> None:
    went(district, HEARD, PROMISE, NewLine("heard", "Xe khó vào.", "matter"))
    line = Line.objects.get(action="visits.write")
    assert '"lines":3' in line.text.replace(" ", "")
    text = " ".join(one.text for one in Line.objects.filter(action__regex="^(visits|matters)"))
    for word in ("Ống", "lấp", "khó"):
        assert word not in text


# -- what the place says ---------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["cell_secretary", "official", "official_2"])
@pytest.mark.parametrize("answer", ["done", "not_done"])
def test_the_place_and_its_commune_say_whether_it_was_done(
    district: District, by: str, answer: str
) -> None:
    row = say(district, promise(went(district, PROMISE)), answer, by)
    assert (row.answer, row.answered_on) == (answer, district.day)


@pytest.mark.parametrize(
    "by", ["deputy", "secretary", "clerk", "cell_secretary_2", "official_b", "supervisor"]
)
def test_whoever_promised_and_those_beside_him_do_not_confirm_it(
    district: District, by: str
) -> None:
    line = promise(went(district, PROMISE))
    with pytest.raises(NotPermitted):
        say(district, line, "done", by)


def test_an_officials_promise_is_confirmed_by_the_cell_only(district: District) -> None:
    line = promise(went(district, PROMISE, by="official"))
    with pytest.raises(NotPermitted):
        say(district, line, "done", "official_2")
    assert say(district, line, "done").answer == "done"


def test_what_was_heard_is_no_promise(district: District) -> None:
    line = went(district).lines.get()
    with refused("visit.no_promise"):
        say(district, line, "done")


def test_a_promise_that_became_a_matter_is_judged_there(district: District) -> None:
    line = promise(went(district, NewLine("promised", "Trạm sẽ trả lời.", "matter")))
    with refused("visit.no_promise"):
        say(district, line, "done")


def test_an_answer_is_one_of_two(district: District) -> None:
    line = promise(went(district, PROMISE))
    with refused("visit.no_answer"):
        say(district, line, "perhaps")


def test_a_line_that_is_not_there_is_refused(district: District) -> None:
    with refused("visit.unknown"):
        actions.confirm(line=99, answer="done", **who(district, "cell_secretary"))


def test_the_latest_word_of_the_place_stands(district: District) -> None:
    line = promise(went(district, PROMISE))
    say(district, line, "not_done")
    assert say(district, line, "done").answer == "done"


def test_the_visitor_sets_a_new_day_and_the_place_is_asked_again(district: District) -> None:
    line = promise(went(district, PROMISE))
    say(district, line, "not_done")
    row = actions.renew(line=line.pk, due_on=date(2022, 7, 22), **who(district, "deputy"))
    assert (row.due_on, row.answer) == (date(2022, 7, 22), "")


def test_a_new_day_moves_the_task_too(district: District) -> None:
    line = promise(went(district, NewLine("promised", "Lấp.", "task", due_on=FRIDAY)))
    say(district, line, "not_done")
    actions.renew(line=line.pk, due_on=date(2022, 7, 22), **who(district, "deputy"))
    assert Task.objects.get().due_on == date(2022, 7, 22)
    assert DueChange.objects.get().before == FRIDAY


def test_only_who_promised_sets_a_new_day(district: District) -> None:
    line = promise(went(district, PROMISE))
    with refused("visit.not_yours"):
        actions.renew(line=line.pk, due_on=FRIDAY, **who(district, "secretary"))


def test_a_new_day_is_not_over_yet(district: District) -> None:
    line = promise(went(district, PROMISE))
    with refused("visit.day_over"):
        actions.renew(line=line.pk, due_on=date(2022, 7, 1), **who(district, "deputy"))


# -- who sees what ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "sees"),
    [
        ("deputy", True),
        ("secretary", True),
        ("clerk", True),
        ("cell_secretary", True),
        ("official", True),
        ("supervisor", True),
        ("official_b", False),
        ("cell_secretary_2", False),
        ("agency", False),
        ("administrator", False),
        ("outsider", False),
    ],
)
def test_who_may_read_a_visit(district: District, by: str, sees: bool) -> None:
    row = went(district, HEARD, PROMISE)
    actor = district.actor(by)
    listed = queries.board(actor=actor, day=district.day, language="vi").rows
    assert [one.id for one in listed] == ([row.pk] if sees else [])
    if sees:
        assert queries.page(row.pk, actor=actor, day=district.day, language="vi").promised
    else:
        with pytest.raises(NotPermitted):
            queries.page(row.pk, actor=actor, day=district.day, language="vi")


def test_the_page_offers_each_side_its_own_buttons(district: District) -> None:
    row = went(district, PROMISE)
    say(district, promise(row), "not_done")

    def may(by: str) -> tuple[bool, bool]:
        page = queries.page(row.pk, actor=district.actor(by), day=district.day, language="vi")
        return page.promised[0].may_confirm, page.promised[0].may_renew

    assert may("cell_secretary") == (True, False)
    assert may("deputy") == (False, True)
    assert may("supervisor") == (False, False)


def test_the_form_opens_on_the_place_visited_last(district: District) -> None:
    def offered(place: int | None = None) -> str:
        actor = district.actor("deputy")
        found = queries.blank(actor=actor, day=district.day, language="vi", place=place)
        assert found is not None
        return found.place.name if found.place else ""

    assert offered() == ""
    went(district, place="B1")
    assert offered() == "Ấp B1"
    assert offered(district.place("A2")) == "Ấp A2"
    assert offered(10**6) == "Ấp B1"


def test_the_form_offers_people_between_the_visitor_and_the_place(district: District) -> None:
    found = queries.blank(
        actor=district.actor("deputy"), day=district.day, language="vi", place=district.place("A1")
    )
    assert found is not None
    names = [one.name for one in found.owners]
    assert "Cán bộ Xã A (mẫu)" in names
    assert "Cán bộ Xã B (mẫu)" not in names
    assert found.to == "Xã A"
    assert "Phòng A" in [one.name for one in found.answerers]


def test_nobody_is_offered_a_form_for_no_place(district: District) -> None:
    for by in ("cell_secretary", "supervisor", "outsider"):
        assert queries.blank(actor=district.actor(by), day=district.day, language="vi") is None


def test_lists_ask_the_database_as_often_for_many_as_for_few(
    district: District, django_assert_max_num_queries: Any
) -> None:
    for place in ("A1", "A2", "B1", "B2"):
        went(district, HEARD, PROMISE, place=place)
    actor = district.actor("secretary")
    with django_assert_max_num_queries(4):
        queries.board(actor=actor, day=district.day, language="vi")


# -- what needs somebody ---------------------------------------------------------------------------


def kinds(district: District, by: str) -> list[str]:
    return [need.kind for need in queries.needs(district.actor(by), district.day)]


def test_a_promise_is_the_visitors_until_the_place_confirms_it(district: District) -> None:
    line = promise(went(district, PROMISE))
    assert kinds(district, "deputy") == ["promise.due"]
    assert kinds(district.later(10), "deputy") == ["promise.due"]
    say(district, line, "done")
    assert kinds(district.later(10), "deputy") == []


def test_a_promise_far_off_needs_nobody_yet(district: District) -> None:
    went(district, NewLine("promised", "Sẽ về lại.", due_on=date(2022, 9, 1)))
    assert kinds(district, "deputy") == []


def test_not_done_goes_back_to_the_visitor(district: District) -> None:
    line = promise(went(district, NewLine("promised", "Lấp.", "task", due_on=FRIDAY)))
    assert kinds(district, "deputy") == []
    say(district, line, "not_done")
    assert kinds(district, "deputy") == ["promise.not_done"]
    actions.renew(line=line.pk, due_on=date(2022, 7, 22), **who(district, "deputy"))
    assert kinds(district, "deputy") == []


def test_the_place_is_asked_on_the_day_and_not_before(district: District) -> None:
    line = promise(went(district, PROMISE))
    assert kinds(district.later(3), "cell_secretary") == []
    assert kinds(district.later(4), "cell_secretary") == ["promise.confirm"]
    assert kinds(district.later(4), "cell_secretary_2") == []
    say(district.later(4), line, "done")
    assert kinds(district.later(4), "cell_secretary") == []


def test_a_promise_without_a_day_is_asked_about_after_a_week(district: District) -> None:
    went(district, NewLine("promised", "Sẽ về lại."))
    assert kinds(district.later(6), "cell_secretary") == []
    assert kinds(district.later(7), "cell_secretary") == ["promise.confirm"]


def test_an_old_promise_is_not_asked_about_for_ever(district: District) -> None:
    went(district, PROMISE)
    later = district.later(40)
    assert kinds(later, "cell_secretary") == kinds(later, "deputy") == []


def test_a_need_speaks_both_languages(district: District) -> None:
    went(district, PROMISE)
    (need,) = queries.needs(district.actor("deputy"), district.day)
    assert need.say("vi") == "Đã hứa với Ấp A1: “Cho lấp tạm đoạn tổ 6.” Hạn đã gần."
    assert need.say("en").startswith("Promised to Ấp A1")


def test_needs_ask_the_database_as_often_for_many_as_for_few(
    district: District, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        went(district, PROMISE, PROMISE)
    later = district.later(5)
    for by in ("deputy", "cell_secretary", "official"):
        actor = later.actor(by)
        with django_assert_max_num_queries(3):
            queries.needs(actor, later.day)
