"""Matters: raised from below, answered above, judged by who raised them; the clock (R16)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import District
from tests.support.matters import PNG, WORDS, again, answered, raised, who
from tests.support.refusals import refused
from vedich.apps.journal.models import Line
from vedich.apps.people.models import Post
from vedich.apps.places.models import Office
from vedich.apps.tasks.matters import actions, clock, queries
from vedich.apps.tasks.matters.actions import To
from vedich.apps.tasks.matters.photos import MOST, Photo
from vedich.apps.tasks.models import Attachment, Matter, MatterStep, Task
from vedich.core.permits import NotPermitted


DUE = date(2022, 7, 18)
"""Five working days after the district's Monday."""


def moves(row: Matter) -> list[str]:
    return list(MatterStep.objects.filter(matter=row).values_list("move", flat=True))


def test_the_table_of_the_clock_and_the_rows_use_the_same_words() -> None:
    assert {state.value for state in clock.State} == set(Matter.State.values)
    assert {"raised", *(move.value for move in clock.Move)} == set(MatterStep.Move.values)


# -- raising ---------------------------------------------------------------------------------------


def test_a_cells_matter_goes_to_its_commune_for_five_working_days(district: District) -> None:
    row = raised(district)
    assert (row.place_id, row.due_on) == (district.place("A"), DUE)
    assert (row.state, row.owner_id, moves(row)) == ("open", None, ["raised"])


def test_the_office_of_the_place_sets_how_many_days(district: District) -> None:
    Office.objects.create(place_id=district.place("A"), answer_days=2)
    assert raised(district).due_on == date(2022, 7, 13)
    assert raised(district, urgent=True).due_on == date(2022, 7, 12)


def test_an_urgent_one_is_due_the_next_working_day(district: District) -> None:
    assert raised(district, urgent=True).due_on == date(2022, 7, 12)


def test_a_commune_office_turns_to_the_district(district: District) -> None:
    assert raised(district, "A", by="official").place_id == district.place("root")


def test_an_organ_turns_to_its_own_place(district: District) -> None:
    assert raised(district, "agency", by="agency").place_id == district.place("root")


def test_what_a_commune_raises_for_its_cell_is_the_cells_matter(district: District) -> None:
    row = raised(district, "A2", by="official")
    assert (row.body, row.place_id) == (district.body("A2"), district.place("A"))


@pytest.mark.parametrize(
    ("body", "by"),
    [
        ("A2", "cell_secretary"),
        ("B1", "official"),
        ("A1", "agency"),
        ("A1", "clerk"),
        ("A1", "supervisor"),
        ("A1", "administrator"),
        ("A1", "outsider"),
    ],
)
def test_nobody_raises_for_a_body_that_is_not_his(district: District, body: str, by: str) -> None:
    with pytest.raises(NotPermitted):
        raised(district, body, by=by)
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"words": " … "}, "matter.no_words"),
        ({"words": "a" * 2001}, "matter.too_long"),
        ({"kind": "weather"}, "matter.no_kind"),
        ({"photo": Photo(b"%PDF-1.4", "a.pdf")}, "photo.not_a_photo"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_is_written(
    district: District, said: dict[str, Any], code: str
) -> None:
    with refused(code):
        raised(district, **said)
    assert not Matter.objects.exists()


def test_a_body_that_is_not_there_is_refused(district: District) -> None:
    with refused("matter.no_body"):
        actions.raise_matter(
            body=10**6, kind="road", words=WORDS, **who(district, "cell_secretary")
        )


def test_it_is_sent_up_and_nowhere_else(district: District) -> None:
    with refused("matter.not_above"):
        raised(district, to=To(district.place("B")))
    assert raised(district, to=To(district.place("root"))).place_id == district.place("root")


def test_a_photo_is_kept_with_it(district: District) -> None:
    row = raised(district, photo=Photo(PNG, "cong.png"))
    kept = Attachment.objects.get()
    assert (kept.matter, kept.kind, kept.file.name) == (row, "raised", "cong.png")


def test_the_limit_of_a_photo_is_eight_megabytes() -> None:
    assert MOST == 8 * 1024 * 1024


def test_sent_twice_it_is_raised_once(district: District) -> None:
    first = raised(district, key="k1")
    assert raised(district, key="k1") == first
    assert Matter.objects.count() == 1


def test_the_journal_says_what_was_done_and_never_what_people_wrote(district: District) -> None:
    row = answered(district, words="Xã cho thợ xuống sáng mai.")
    actions.not_yet(matter=row.pk, words="Thợ chưa xuống.", **who(district, "cell_secretary"))
    lines = Line.objects.filter(action__startswith="matters.")
    said = [line.action for line in lines]
    assert said == ["matters.raise", "matters.answer", "matters.not_yet"]
    text = " ".join(line.text for line in lines)
    for word in ("Cống", "thợ", "Thợ", "xuống"):
        assert word not in text


# -- taking, passing, answering --------------------------------------------------------------------


def test_whoever_takes_it_owns_it(district: District) -> None:
    row = raised(district)
    actions.take(matter=row.pk, **who(district, "official"))
    owner = again(row).owner
    assert owner is not None
    assert owner.person == district.people["official"]


@pytest.mark.parametrize(
    "by", ["official_b", "agency", "cell_secretary", "cell_secretary_2", "supervisor", "outsider"]
)
def test_others_neither_take_nor_answer(district: District, by: str) -> None:
    row = raised(district)
    with pytest.raises(NotPermitted):
        actions.take(matter=row.pk, **who(district, by))
    with pytest.raises(NotPermitted):
        actions.answer(matter=row.pk, words="Xong.", **who(district, by))


@pytest.mark.parametrize("by", ["official", "official_2", "clerk", "secretary", "deputy"])
def test_the_place_and_those_above_it_may_answer(district: District, by: str) -> None:
    row = actions.answer(matter=raised(district).pk, words="Sẽ sửa.", **who(district, by))
    assert (row.state, row.answer, row.answered_on) == ("answered", "Sẽ sửa.", district.day)


def test_an_answer_needs_a_word(district: District) -> None:
    row = raised(district)
    with refused("matter.no_words"):
        actions.answer(matter=row.pk, words="  ", **who(district, "official"))
    assert again(row).state == "open"


def test_an_answer_may_bring_a_photo(district: District) -> None:
    row = raised(district)
    said: dict[str, Any] = {"words": "Đã lấp.", "photo": Photo(PNG, "lap.png")}
    actions.answer(matter=row.pk, **said, **who(district, "official"))
    assert Attachment.objects.get().kind == "answer"


def test_a_matter_passed_to_an_agency_is_answered_by_its_officer(district: District) -> None:
    row = raised(district, to=To(district.place("root")))
    body = district.body("agency")
    actions.pass_to(matter=row.pk, to=body_ref(body.pk), **who(district, "clerk"))
    assert (again(row).owner_id, again(row).owner_body) == (None, body)
    done = actions.answer(matter=row.pk, words="Đã làm.", **who(district, "agency"))
    assert done.state == "answered"


def test_a_matter_passed_to_a_post_is_answered_by_it(district: District) -> None:
    row = raised(district)
    post = district.people["cell_secretary_2"].posts.get()
    actions.pass_to(matter=row.pk, to=f"post:{post.pk}", **who(district, "official"))
    assert again(row).owner == post
    actions.answer(matter=row.pk, words="Tổ 3 đã lấp.", **who(district, "cell_secretary_2"))
    assert moves(row) == ["raised", "passed", "answered"]


def test_passing_on_does_not_stop_the_clock(district: District) -> None:
    row = raised(district)
    post = district.people["cell_secretary_2"].posts.get()
    actions.pass_to(matter=row.pk, to=f"post:{post.pk}", **who(district.later(2), "official"))
    assert again(row).due_on == DUE


@pytest.mark.parametrize("to", ["", "post:", "post:999999", "body:999999", "place:1", "post:x"])
def test_it_is_passed_to_somebody_who_is_there(district: District, to: str) -> None:
    row = raised(district)
    with refused("matter.not_to"):
        actions.pass_to(matter=row.pk, to=to, **who(district, "official"))


def test_it_is_not_passed_out_of_the_place(district: District) -> None:
    row = raised(district)
    with refused("matter.not_to"):
        actions.pass_to(
            matter=row.pk, to=body_ref(district.body("B1").pk), **who(district, "official")
        )


def test_a_matter_becomes_a_task_and_still_waits_for_its_answer(district: District) -> None:
    row = raised(district)
    post = district.people["official_2"].posts.get()
    actions.make_task(
        matter=row.pk,
        title="Sửa cống tổ 3",
        holder=post.pk,
        due_on=DUE,
        **who(district, "official"),
    )
    task = Task.objects.get()
    assert (task.origin, task.accountable, task.due_on) == (row.reference, post, DUE)
    assert (again(row).task, again(row).state) == (task, "open")


def test_a_task_is_not_given_by_who_may_not_give(district: District) -> None:
    row = raised(district, to=To(district.place("root")))
    actions.pass_to(
        matter=row.pk, to=body_ref(district.body("agency").pk), **who(district, "clerk")
    )
    with pytest.raises(NotPermitted):
        actions.make_task(
            matter=row.pk, title="Sửa", holder=None, due_on=None, **who(district, "agency")
        )
    assert not Task.objects.exists()


def body_ref(key: int) -> str:
    return f"body:{key}"


def test_whoever_stands_in_answers_what_was_handed_to_the_post(district: District) -> None:
    row = raised(district, "A", by="official")
    head = district.people["head"].posts.get()
    actions.pass_to(matter=row.pk, to=head.reference, **who(district, "clerk"))
    with pytest.raises(NotPermitted):
        actions.answer(matter=row.pk, words="Đã làm.", **who(district, "agency"))
    Post.objects.create(
        person=district.people["agency"],
        role=head.role,
        title=head.title,
        place=head.place,
        held_from=district.day,
        lent_by=district.people["head"],
    )
    assert kinds(district, "agency") == ["matter.answer"]
    done = actions.answer(matter=row.pk, words="Đã làm.", **who(district, "agency"))
    assert done.state == "answered"


# -- judging ---------------------------------------------------------------------------------------


def test_the_cell_says_it_is_settled(district: District) -> None:
    row = answered(district)
    actions.close(matter=row.pk, **who(district, "cell_secretary"))
    assert (again(row).state, again(row).closed_on) == ("closed", district.day)


def test_the_cell_says_not_yet_and_the_clock_starts_anew(district: District) -> None:
    row = answered(district)
    later = district.later(3)
    actions.not_yet(matter=row.pk, words="Còn sụt.", **who(later, "cell_secretary"))
    assert (again(row).state, again(row).due_on) == ("open", date(2022, 7, 21))
    assert moves(row)[-1] == "not_yet"


def test_who_answered_does_not_judge_the_answer(district: District) -> None:
    row = answered(district)
    for by in ("official", "clerk", "secretary", "cell_secretary_2"):
        with pytest.raises(NotPermitted):
            actions.close(matter=row.pk, **who(district, by))


def test_who_raised_it_for_a_cell_judges_it_unless_the_answer_is_his(district: District) -> None:
    row = raised(district, "A2", by="official")
    actions.answer(matter=row.pk, words="Đã lấp.", **who(district, "official_2"))
    assert actions.close(matter=row.pk, **who(district, "official")).state == "closed"
    other = raised(district, "A2", by="official")
    actions.answer(matter=other.pk, words="Đã lấp.", **who(district, "official"))
    with pytest.raises(NotPermitted):
        actions.close(matter=other.pk, **who(district, "official"))


def test_what_settled_itself_is_closed_without_an_answer(district: District) -> None:
    row = raised(district)
    actions.close(matter=row.pk, **who(district, "cell_secretary"))
    found = again(row)
    assert (found.state, found.answer, found.answered_on) == ("closed", "", district.day)


def test_not_yet_is_said_of_an_answer_only(district: District) -> None:
    row = raised(district)
    with refused("matter.is_open"):
        actions.not_yet(matter=row.pk, **who(district, "cell_secretary"))


def test_what_is_closed_stays_closed(district: District) -> None:
    row = answered(district)
    actions.close(matter=row.pk, **who(district, "cell_secretary"))
    with refused("matter.is_closed"):
        actions.answer(matter=row.pk, words="Thêm.", **who(district, "official"))
    with refused("matter.is_closed"):
        actions.close(matter=row.pk, **who(district, "cell_secretary"))


def test_a_form_sent_twice_moves_it_once(district: District) -> None:
    row = raised(district)
    for _ in range(2):
        actions.answer(matter=row.pk, words="Sẽ sửa.", key="k1", **who(district, "official"))
    assert moves(row) == ["raised", "answered"]


def test_a_matter_that_is_not_there_is_refused(district: District) -> None:
    with refused("matter.unknown"):
        actions.take(matter=99, **who(district, "official"))


# -- the clock -------------------------------------------------------------------------------------


def climb(district: District) -> int:
    return actions.climb_due(at=district.at, on_day=district.day)


def test_what_is_not_answered_by_its_day_climbs_with_a_new_clock(district: District) -> None:
    row = raised(district)
    actions.take(matter=row.pk, **who(district, "official"))
    assert climb(district.later(7)) == 0
    assert climb(district.later(8)) == 1
    found = again(row)
    assert (found.place_id, found.owner_id) == (district.place("root"), None)
    assert found.due_on == date(2022, 7, 26)
    assert moves(row) == ["raised", "taken", "climbed"]
    assert Line.objects.latest("sequence").action == "matters.climb"


def test_run_twice_on_a_day_it_climbs_once(district: District) -> None:
    raised(district)
    assert climb(district.later(8)) == 1
    lines = Line.objects.count()
    assert climb(district.later(8)) == 0
    assert Line.objects.count() == lines


def test_days_without_the_job_cost_one_level_only(district: District) -> None:
    row = raised(district)
    assert climb(district.later(90)) == 1
    assert again(row).place_id == district.place("root")


def test_at_the_top_it_stays_and_is_marked(district: District) -> None:
    row = raised(district, "A", by="official")
    assert climb(district.later(30)) == 0
    later = district.later(30)
    found = queries.page(row.pk, actor=later.actor("clerk"), day=later.day, language="vi")
    assert found.row.stuck


def test_an_answered_one_does_not_climb(district: District) -> None:
    answered(district)
    assert climb(district.later(30)) == 0


def test_by_a_person_only_what_he_may_answer_climbs(district: District) -> None:
    raised(district)
    later = district.later(8)
    assert actions.climb_due(**who(later, "official_b")) == 0
    assert actions.climb_due(**who(later, "official")) == 1


def test_silence_closes_an_answer_after_its_days(district: District) -> None:
    row = answered(district)
    assert actions.close_quiet(at=district.later(7).at, on_day=district.later(7).day) == 0
    assert actions.close_quiet(at=district.later(8).at, on_day=district.later(8).day) == 1
    assert again(row).state == "closed"
    last = MatterStep.objects.latest("pk")
    assert (last.move, last.by) == ("closed", "")


def test_the_daily_job_does_both(district: District) -> None:
    raised(district)
    answered(district)
    later = district.later(8)
    assert actions.keep_time(at=later.at, on_day=later.day) == 2


def test_after_climbing_the_commune_still_sees_it(district: District) -> None:
    row = raised(district)
    climb(district.later(8))
    later = district.later(8)
    found = queries.page(row.pk, actor=later.actor("official"), day=later.day, language="vi")
    assert not found.may_answer
    assert found.row.climbed


# -- who sees what ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "sees"),
    [
        ("cell_secretary", True),
        ("official", True),
        ("clerk", True),
        ("secretary", True),
        ("deputy", True),
        ("head", True),
        ("supervisor", True),
        ("cell_secretary_2", False),
        ("cell_secretary_b", False),
        ("official_b", False),
        ("agency", False),
        ("administrator", False),
        ("outsider", False),
    ],
)
def test_who_may_read_a_cells_matter(district: District, by: str, sees: bool) -> None:
    row = raised(district)
    actor = district.actor(by)
    if sees:
        found = queries.page(row.pk, actor=actor, day=district.day, language="vi")
        assert found.words == WORDS
    else:
        with pytest.raises(NotPermitted):
            queries.page(row.pk, actor=actor, day=district.day, language="vi")


@pytest.mark.parametrize(
    "by",
    ["cell_secretary", "official", "clerk", "supervisor", "cell_secretary_2", "agency", "outsider"],
)
def test_lists_show_what_the_page_would(district: District, by: str) -> None:
    rows = [raised(district), raised(district, "B1", by="cell_secretary_b")]
    rows.append(raised(district, "agency", by="agency"))
    actor = district.actor(by)
    listed = {
        row.id
        for view in ("answer", "raised", "below")
        for row in queries.board(actor=actor, day=district.day, language="vi", view=view).waiting
    }
    readable = set()
    for row in rows:
        try:
            queries.seen(row.pk, actor=actor, day=district.day)
        except NotPermitted:
            continue
        readable.add(row.pk)
    assert listed == readable


def test_the_latest_stands_first(district: District) -> None:
    late = raised(district)
    soon = raised(district.later(8), urgent=True)
    calm = raised(district.later(8))
    found = queries.board(
        actor=district.actor("official"), day=district.later(8).day, language="vi"
    )
    assert [row.id for row in found.waiting] == [late.pk, soon.pk, calm.pk]
    assert [row.left for row in found.waiting] == [-1, 1, 5]
    assert found.late == 1


def test_lists_ask_the_database_as_often_for_many_as_for_few(
    district: District, django_assert_max_num_queries: Any
) -> None:
    for body in ("A1", "A1", "A1", "A1"):
        raised(district, body)
    answered(district)
    actor = district.actor("official")
    with django_assert_max_num_queries(6):
        queries.board(actor=actor, day=district.day, language="vi")


# -- what needs somebody ---------------------------------------------------------------------------


def kinds(district: District, by: str) -> list[str]:
    return [need.kind for need in queries.needs(district.actor(by), district.day)]


def test_the_office_of_the_place_is_asked_and_nobody_else(district: District) -> None:
    raised(district)
    asked = {by for by in district.people if kinds(district, by)}
    assert asked == {"official", "official_2"}


def test_once_taken_only_the_owner_is_asked(district: District) -> None:
    row = raised(district)
    actions.take(matter=row.pk, **who(district, "official"))
    assert kinds(district, "official") == ["matter.answer"]
    assert kinds(district, "official_2") == []


def test_the_agency_it_was_passed_to_is_asked(district: District) -> None:
    row = raised(district, "A", by="official")
    actions.pass_to(
        matter=row.pk, to=body_ref(district.body("agency").pk), **who(district, "clerk")
    )
    assert kinds(district, "agency") == ["matter.answer"]
    assert kinds(district, "clerk") == []


def test_leaders_are_asked_when_it_presses(district: District) -> None:
    raised(district, "A", by="official")
    assert kinds(district, "clerk") == ["matter.answer"]
    assert kinds(district, "secretary") == []
    assert kinds(district.later(8), "secretary") == ["matter.answer"]
    raised(district, "A", by="official", urgent=True)
    assert kinds(district, "secretary") == ["matter.answer"]


def test_what_climbed_is_asked_as_such_of_the_office_and_its_leaders(district: District) -> None:
    raised(district)
    climb(district.later(8))
    later = district.later(8)
    assert kinds(later, "clerk") == ["matter.climbed"]
    assert kinds(later, "secretary") == ["matter.climbed"]
    assert kinds(later, "official") == []


def test_an_answer_is_to_be_looked_at_by_who_raised_it(district: District) -> None:
    answered(district)
    assert kinds(district, "cell_secretary") == ["matter.look"]
    assert kinds(district, "official") == []
    assert kinds(district, "secretary") == []


def test_a_need_speaks_both_languages(district: District) -> None:
    raised(district)
    (need,) = queries.needs(district.actor("official"), district.day)
    assert "Cống ngang đường" in need.say("vi")
    assert need.say("en").endswith("It waits for an answer.")
    assert need.due == DUE


def test_needs_ask_the_database_as_often_for_many_as_for_few(
    district: District, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        raised(district)
    answered(district)
    for by in ("official", "cell_secretary", "clerk"):
        actor = district.actor(by)
        with django_assert_max_num_queries(4):
            queries.needs(actor, district.day)


def test_short_words_end_at_a_word() -> None:
    assert queries.shorten("một hai ba", 7) == "một hai…"
    assert queries.shorten("một  hai\nba") == "một hai ba"
