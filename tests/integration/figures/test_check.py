"""Checking figures: a second person one level up, the verified tally, undone when opened again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import District
from tests.integration.figures.desk import numbers, refused
from vedich.apps.figures.actions import check_figures, record_figures, uncheck_figures
from vedich.apps.figures.models import Check
from vedich.apps.journal.models import Line
from vedich.core.permits import Actor, NotPermitted, Post


def test_a_check_moves_the_verified_tally_on_every_level(district: District) -> None:
    roads = numbers(district)
    first, _ = roads.record(roads.new("A1", "2022-06", 7), roads.new("A2", "2022-06", 5))
    roads.check(first)
    for place in ("A", "root"):
        assert roads.part(place, "2022") == 12
        assert roads.checked(place, "2022") == 7
        assert roads.cell(place, "2022").reported.verified == 1


def test_a_year_is_verified_when_all_its_figures_are(district: District) -> None:
    roads = numbers(district)
    months = [roads.send("A1", f"2022-0{month}", 1) for month in (4, 5)]
    roads.check(months[0])
    assert roads.cell("root", "2022").reported.verified == 0
    assert roads.checked("root", "2022") == 1
    roads.check(months[1])
    assert roads.cell("root", "2022").reported.verified == 1
    assert roads.checked("root", "2022") == 2


def test_the_winner_among_verified_figures_is_its_own(district: District) -> None:
    depth = numbers(district, "max", "last")
    low, high = depth.record(depth.new("A1", "2022-06", 3), depth.new("A2", "2022-06", 9))
    depth.check(low)
    assert (depth.part("root", "2022"), depth.checked("root", "2022")) == (9, 3)
    depth.check(high)
    assert depth.checked("root", "2022") == 9
    depth.uncheck(high)
    assert depth.checked("root", "2022") == 3


def test_a_check_says_who_and_how(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7)
    roads.check(figure, swept=True)
    figure.refresh_from_db()
    assert (figure.verified, figure.swept) == (True, True)
    check = Check.objects.get()
    assert check.by == district.people["official"].reference
    assert check.post == district.actor("official").posts[0].reference
    assert (check.swept, check.on_day, check.undone_at) == (True, district.day, None)
    line = Line.objects.latest("sequence")
    assert line.action == "figures.check"
    assert '"swept":true' in line.text


def test_a_figure_checked_already_stays_as_it_is(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7)
    roads.check(figure)
    lines = Line.objects.count()
    roads.check(figure, swept=True)
    figure.refresh_from_db()
    assert not figure.swept
    assert (Check.objects.count(), Line.objects.count()) == (1, lines)


def test_that_there_is_no_figure_can_be_checked_too(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", None, why="chưa có")
    roads.check(figure)
    figure.refresh_from_db()
    assert figure.verified
    assert roads.checked("root", "2022") is None


def test_an_organ_is_checked_by_its_own_place(district: District) -> None:
    income = numbers(district, "none", "last")
    figure = income.record(
        income.new("agency", "2022-06", 62), by="agency", operation="returns.send"
    )[0]
    income.check(figure, by="clerk")
    assert income.checked("root", "2022") == 62


# -- who may not -----------------------------------------------------------------------------------


def test_nobody_checks_what_he_entered_himself(district: District) -> None:
    roads = numbers(district)
    figure = roads.record(roads.new("A1", "2022-06", 7), by="official")[0]
    with refused("permit.same_person"):
        roads.check(figure, by="official")
    roads.check(figure, by="official_2")


def test_nobody_checks_what_was_entered_for_him(district: District) -> None:
    roads = numbers(district)
    whose = district.people["official"].reference
    figure = roads.send("A1", "2022-06", 7, entered_for=whose)
    with refused("permit.same_person"):
        roads.check(figure, by="official")


def lent(district: District, giver: str, to: str) -> Actor:
    """`to` under the post that `giver` lent."""
    owner = district.actor(giver)
    post = replace(owner.posts[0], reference="post:900", delegated_by=owner.person)
    return Actor(district.people[to].reference, (post,))


def test_nobody_checks_his_own_figure_through_whom_he_lent_his_post(district: District) -> None:
    roads = numbers(district)
    figure = roads.record(roads.new("A1", "2022-06", 7), by="official")[0]
    with refused("permit.same_person"):
        check_figures(
            figures=[figure.pk],
            swept=False,
            by=lent(district, "official", "outsider"),
            at=district.at,
            on_day=district.day,
        )


def test_nobody_checks_what_was_entered_under_the_post_he_lent(district: District) -> None:
    roads = numbers(district)
    figure = record_figures(
        figures=[roads.new("A1", "2022-06", 7)],
        operation="returns.send_for",
        by=lent(district, "official", "outsider"),
        at=district.at,
        on_day=district.day,
    )[0]
    with refused("permit.same_person"):
        roads.check(figure, by="official")
    roads.check(figure, by="official_2")


@pytest.mark.parametrize("who", ["clerk", "clerk_b"])
def test_two_levels_up_is_too_far(district: District, who: str) -> None:
    roads = numbers(district)
    figure = roads.record(roads.new("A1", "2022-06", 7), by="official")[0]
    with refused("permit.not_one_up"):
        roads.check(figure, by=who)


@pytest.mark.parametrize("who", ["official_b", "cell_secretary", "supervisor", "outsider"])
def test_who_has_no_right_to_check_is_refused(district: District, who: str) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7)
    with pytest.raises(NotPermitted):
        roads.check(figure, by=who)
    assert not Check.objects.exists()


def test_of_two_hats_the_one_a_level_up_is_worn(district: District) -> None:
    roads = numbers(district)
    figure = roads.record(roads.new("A", "2022-06", 7), by="official_2", operation="returns.send")[
        0
    ]
    near, above = district.actor("official").posts[0], district.actor("clerk_b").posts[0]
    check_figures(
        figures=[figure.pk],
        swept=False,
        by=Actor("person:77", (near, above)),
        at=district.at,
        on_day=district.day,
    )
    assert Check.objects.get().post == above.reference


def test_a_post_that_has_ended_checks_nothing(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7)
    post = district.actor("official").posts[0]
    ended = Post(post.reference, post.role, post.place_range, post.held_from, district.day)
    with pytest.raises(NotPermitted):
        check_figures(
            figures=[figure.pk],
            swept=False,
            by=Actor("person:77", (ended,)),
            at=district.at,
            on_day=district.day,
        )


def test_a_figure_nobody_knows_is_refused(district: District) -> None:
    with refused("figures.unknown"):
        check_figures(
            figures=[123456],
            swept=False,
            by=district.actor("official"),
            at=district.at,
            on_day=district.day,
        )


def test_a_figure_that_was_replaced_meanwhile_is_refused(district: District) -> None:
    roads = numbers(district)
    seen = roads.send("A1", "2022-06", 7)
    roads.send("A1", "2022-06", 8)
    with refused("figures.replaced"):
        roads.check(seen)


def test_one_refused_figure_takes_back_the_whole_check(district: District) -> None:
    roads = numbers(district)
    mine = roads.record(roads.new("A1", "2022-06", 7), by="official")[0]
    other = roads.send("A2", "2022-06", 7)
    with refused("permit.same_person"):
        roads.check(other, mine, by="official")
    assert roads.checked("root", "2022") is None


# -- opened again ----------------------------------------------------------------------------------


def test_an_unchecked_figure_waits_again(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7)
    roads.check(figure, swept=True)
    roads.uncheck(figure)
    figure.refresh_from_db()
    assert (figure.verified, figure.swept) == (False, False)
    assert roads.checked("root", "2022") is None
    assert Check.objects.get().undone_at == district.at
    assert Line.objects.latest("sequence").action == "figures.uncheck"


def test_an_unchecked_figure_can_be_checked_once_more(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7)
    roads.check(figure)
    roads.uncheck(figure)
    roads.check(figure)
    assert roads.checked("root", "2022") == 7
    assert Check.objects.count() == 2


def test_what_was_never_checked_stays_as_it_is(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7)
    lines = Line.objects.count()
    roads.uncheck(figure)
    assert Line.objects.count() == lines


def test_a_replaced_figure_is_passed_over(district: District) -> None:
    roads = numbers(district)
    old = roads.send("A1", "2022-06", 7)
    roads.check(old)
    roads.send("A1", "2022-06", 8)
    roads.uncheck(old)
    old.refresh_from_db()
    assert old.verified


def test_the_right_to_uncheck_is_asked(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7)
    roads.check(figure)
    with pytest.raises(NotPermitted):
        roads.uncheck(figure, by="cell_secretary")
    roads.uncheck(figure, by="cell_secretary", operation="returns.send")
    assert roads.checked("root", "2022") is None


def test_nothing_is_done_for_no_figures(district: District) -> None:
    lines = Line.objects.count()
    by, at, day = district.actor("official"), district.at, district.day
    check_figures(figures=[], swept=False, by=by, at=at, on_day=day)
    uncheck_figures(figures=[], by=by, at=at, on_day=day)
    assert Line.objects.count() == lines
