"""What a person does with proposals, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.cast import District
from tests.support import drafts
from tests.support.read_drafts import Read
from tests.support.refusals import refused
from vedich.apps.figures.actions import NewIndicator
from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.journal.models import Line
from vedich.apps.resolutions.actions import change_target, drop_target
from vedich.apps.resolutions.links import text_link
from vedich.apps.resolutions.models import ProposalRow, Target
from vedich.apps.resolutions.reading.actions import Choice, Corrected
from vedich.apps.resolutions.reading.queries import left_open
from vedich.apps.resolutions.reading.rows import corrected_of
from vedich.core.permits import NotPermitted


pytestmark = pytest.mark.django_db


# -- a target --------------------------------------------------------------------------------------


def test_an_accepted_target_enters_the_draft(read: Read) -> None:
    done = read.accept(read.of("target", "42"), "duong_ap")
    target = read.target(done)
    assert (target.kind, target.level, target.number) == ("at_least", 420, 1)
    assert target.sentence == "Bê tông hóa từ 42 km đường ấp trở lên."
    assert (done.state, done.decided_by) == ("accepted", read.district.actor("clerk").person)


def test_it_stands_under_the_prong_and_field_of_its_heading(read: Read) -> None:
    target = read.target(read.accept(read.of("target", "42"), "duong_ap"))
    assert target.prong is not None
    assert (target.prong.number, target.field) == (2, "Kinh tế - xã hội")


def test_it_links_to_its_marked_sentence(read: Read) -> None:
    target = read.target(read.accept(read.of("target", "42"), "duong_ap"))
    assert text_link(target) == f"/van-ban/{read.text.pk}?muc=2#c2"
    assert text_link(Target()) == ""


def test_a_bare_number_binds_in_the_good_direction(read: Read) -> None:
    rising = read.target(read.accept(read.of("target", "62"), "nuoc_sach"))
    assert (rising.kind, rising.level) == ("at_least", 6200)


def test_what_should_fall_is_bound_from_above(read: Read) -> None:
    drafts.indicator("ho_kho", name="Hộ khó", unit="%", rises=False, place_rule="none")
    assert read.target(read.accept(read.of("target", "62"), "ho_kho")).kind == "at_most"


def test_a_set_of_names_becomes_the_codes_of_its_places(read: Read) -> None:
    drafts.indicator(
        "xa_nang_cao", unit="xã", decimals=0, place_rule="count", time_rule="last", settles="level"
    )
    target = read.target(read.accept(read.of("target", "2"), "xa_nang_cao"))
    assert (target.kind, target.names) == ("named_set", ["901", "902"])


def test_a_name_nobody_has_is_refused_with_similar_ones(read: Read) -> None:
    row = read.of("target", "2")
    drafts.indicator("xa_nang_cao", unit="xã", decimals=0, place_rule="count", time_rule="last")
    wrong = replace(corrected_of(row), members=("Xã A", "Xã Z"))
    with refused("reading.unknown_place"):
        read.accept(row, "xa_nang_cao", corrected=wrong)
    assert read.of("target", "2").state == "open"


def test_units_are_converted_and_those_that_differ_refused(read: Read) -> None:
    row = read.of("target", "42")
    with refused("reading.unit_differs"):
        read.accept(row, "nuoc_sach")
    drafts.indicator("duong_m", unit="nghìn km", decimals=4)
    assert read.target(read.accept(row, "duong_m")).level == 420


def test_a_target_needs_an_indicator(read: Read) -> None:
    with refused("reading.no_indicator"):
        read.accept(read.of("target", "42"))
    with refused("reading.no_indicator"):
        read.accept(read.of("target", "42"), "nowhere")


def test_an_indicator_can_be_made_of_four_answers(read: Read) -> None:
    new = NewIndicator("", "Đường ấp làm mới", "km", 1, 1, "sum", "sum", "flow")
    choice = Choice(new=new, reporters=("hamlet_cell",))
    read.decide("accept", read.of("target", "42"), choice=choice)
    made = Indicator.objects.get(code="duong_ap_lam_moi")
    assert Target.objects.get().indicator == made
    again = Choice(new=new, reporters=("hamlet_cell",))
    read.decide("accept", read.of("target", "2"), choice=again, corrected=_km(read))
    assert Indicator.objects.filter(code="duong_ap_lam_moi_2").exists()


def test_a_correction_is_what_counts(read: Read) -> None:
    done = read.accept(read.of("target", "42"), "duong_ap", corrected=_km(read, "44.5"))
    assert (done.state, done.value, read.target(done).level) == ("corrected", "44.5", 445)
    assert done.machine["value"] == "42"


def test_a_range_and_a_change_keep_their_kind(read: Read) -> None:
    between = replace(_km(read, "40"), high=Decimal(44))
    target = read.target(read.accept(read.of("target", "42"), "duong_ap", corrected=between))
    assert (target.kind, target.level, target.high) == ("between", 400, 440)


# -- results, baselines, tasks ---------------------------------------------------------------------


def test_a_result_may_stay_words(read: Read) -> None:
    assert read.accept(read.of("result")).figure is None


def test_a_baseline_becomes_a_figure_that_nobody_has_verified(read: Read) -> None:
    read.accept(read.of("target", "62"), "nuoc_sach")
    done = read.accept(read.of("baseline"), "nuoc_sach")
    figure = Figure.objects.get()
    assert done.figure == figure
    assert (str(figure.period), figure.verified) == ("2021", False)
    assert (figure.part, figure.whole, figure.source) == (4680, 10000, read.text.reference)
    assert Target.objects.get().baseline == 4680


@pytest.mark.parametrize("first", ["target", "baseline"])
def test_a_baseline_takes_the_indicator_of_its_target(read: Read, first: str) -> None:
    steps = [(read.of("target", "62"), "nuoc_sach"), (read.of("baseline"), "")]
    for row, code in steps if first == "target" else reversed(steps):
        read.accept(row, code)
    figure = Figure.objects.get()
    assert (figure.part, figure.whole) == (4680, 10000)
    assert read.of("baseline").figure == figure


def test_a_target_takes_the_baseline_its_words_start_from(read: Read) -> None:
    assert read.target(read.accept(read.of("target", "62"), "nuoc_sach")).baseline == 4680


def test_a_dropped_baseline_is_none(read: Read) -> None:
    read.decide("reject", read.of("baseline"))
    assert read.target(read.accept(read.of("target", "62"), "nuoc_sach")).baseline is None


def test_a_task_is_kept(read: Read) -> None:
    done = read.accept(read.of("task"))
    assert (done.state, done.lead) == ("accepted", "Phòng A")


# -- split, merge, drop, look again ----------------------------------------------------------------


def test_a_dropped_one_stays_struck(read: Read) -> None:
    assert read.decide("reject", read.of("result")).state == "rejected"
    assert left_open(read.text.resolution) == 5


def test_looking_again_takes_everything_back(read: Read) -> None:
    read.accept(read.of("target", "62"), "nuoc_sach")
    read.accept(read.of("baseline"), "nuoc_sach")
    for kind, value in (("baseline", ""), ("target", "62")):
        read.decide("reopen", read.of(kind, value))
    assert not Target.objects.exists()
    assert Figure.objects.get(current=True).part is None
    assert left_open(read.text.resolution) == 6


def test_one_that_is_open_cannot_be_taken_back(read: Read) -> None:
    with refused("reading.not_decided"):
        read.decide("reopen", read.of("result"))


def test_a_split_makes_two_and_moves_the_numbers(read: Read) -> None:
    row = read.of("target", "2")
    text = row.text.frozen.text
    read.decide("split", row, cut=text.index("Xã A"))
    first, second = read.row(5), read.row(6)
    assert text[first.start : first.end] == "Xây dựng 2 xã nâng cao:"
    assert text[second.start : second.end] == "Xã A, Xã B"
    assert read.row(7).kind == "task"


def test_a_target_is_found_after_the_numbers_moved(read: Read) -> None:
    target = read.target(read.accept(read.of("target", "2"), *_count()))
    row = read.row(2)
    read.decide("split", row, cut=row.text.frozen.text.index("km đường"))
    target.refresh_from_db()
    assert (target.text_number, read.row(6).target) == (6, target)


def test_a_cut_outside_its_words_is_refused(read: Read) -> None:
    row = read.of("target", "2")
    for cut in (row.start, row.end, 0):
        with refused("reading.bad_cut"):
            read.decide("split", row, cut=cut)


def test_a_merge_makes_one_of_neighbours(read: Read) -> None:
    read.decide("merge", read.row(4), other=read.row(3).pk)
    merged = read.row(3)
    assert "từ 46,8% lên 62%" in merged.text.frozen.text[merged.start : merged.end]
    assert [row.number for row in ProposalRow.objects.all()] == [1, 2, 3, 4, 5]


def test_only_neighbours_that_are_open_can_be_merged(read: Read) -> None:
    read.decide("reject", read.row(3))
    for other in (read.row(3).pk, read.row(1).pk, 99999):
        with refused("reading.not_beside"):
            read.decide("merge", read.row(4), other=other)


# -- two people, twice, and who may ----------------------------------------------------------------


def test_the_second_of_two_is_told_what_the_first_decided(read: Read) -> None:
    seen = read.of("result")
    read.decide("reject", seen)
    with refused("reading.rejected_meanwhile") as told:
        read.decide("accept", seen, by="clerk_b")
    assert "bỏ" in told.value.say("vi")


def test_what_changed_meanwhile_is_not_overwritten(read: Read) -> None:
    seen = read.of("target", "2")
    read.decide("split", seen, cut=seen.text.frozen.text.index("Xã A"))
    with refused("reading.changed_meanwhile"):
        read.decide("reject", seen)


def test_a_form_sent_twice_counts_once(read: Read) -> None:
    for _ in range(2):
        read.accept(read.row(2), "duong_ap", key="once")
    assert Target.objects.count() == 1
    assert Line.objects.filter(action="resolutions.accept_proposal").count() == 1


@pytest.mark.parametrize("by", ["secretary", "official", "supervisor", "outsider"])
@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_others_decide_nothing(read: Read, by: str, verb: str) -> None:
    with pytest.raises(NotPermitted):
        read.decide(verb, read.of("result"), by=by)


def test_one_that_is_gone_says_so(read: Read) -> None:
    row = read.row(3)
    read.decide("merge", read.row(4), other=row.pk)
    with refused("reading.gone"):
        read.decide("reject", row)


# -- the draft afterwards --------------------------------------------------------------------------


def test_adoption_waits_for_every_proposal(district: District, read: Read) -> None:
    read.accept(read.of("target", "42"), "duong_ap")
    with refused("resolution.still_open"):
        drafts.adopt(district, read.text.resolution)
    for row in ProposalRow.objects.filter(state="open"):
        read.decide("reject", row)
    drafts.adopt(district, read.text.resolution)


def test_whoever_accepted_does_not_adopt(district: District, read: Read) -> None:
    read.accept(read.of("target", "42"), "duong_ap", by="clerk_b")
    read.text.resolution.refresh_from_db()
    assert district.actor("clerk_b").person in read.text.resolution.hands


def test_a_changed_target_keeps_its_sentence(district: District, read: Read) -> None:
    target = read.target(read.accept(read.of("target", "42"), "duong_ap"))
    to = drafts.target(district, target.indicator, level=430)
    by = {"by": district.actor("clerk"), "at": district.at, "on_day": district.day}
    changed = change_target(target=target.pk, to=to, **by)  # type: ignore[arg-type]
    assert text_link(changed) == text_link(target)


def test_a_target_taken_out_leaves_its_proposal_open(district: District, read: Read) -> None:
    done = read.accept(read.of("target", "42"), "duong_ap")
    by = {"by": district.actor("clerk"), "at": district.at, "on_day": district.day}
    drop_target(target=read.target(done).pk, **by)  # type: ignore[arg-type]
    assert read.row(2).state == "open"


def _count() -> tuple[str]:
    rules = {"place_rule": "count", "time_rule": "last", "settles": "level"}
    return (drafts.indicator("xa_nang_cao", unit="xã", decimals=0, **rules).code,)


def _km(read: Read, value: str = "42") -> Corrected:
    return replace(corrected_of(read.row(2)), value=Decimal(value))
