"""Screen 12 as a person without script uses it: every button, every refusal, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import District
from tests.support import drafts, readings
from tests.support.return_pages import Page, Visitor, visitor
from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.resolutions.models import ProposalRow, Resolution, ResolutionText, Target
from vedich.apps.resolutions.reading.actions import Choice, accept, reject
from vedich.apps.resolutions.reading.forms import typed
from vedich.core.documents import Block, FrozenText


@pytest.fixture
def row(district: District) -> Resolution:
    drafts.indicator()
    drafts.water()
    return drafts.draft(district)


@pytest.fixture
def text(district: District, row: Resolution) -> ResolutionText:
    return readings.read(district, row)


@pytest.fixture
def clerk(district: District) -> Visitor:
    return visitor(district, "clerk")


def at(text: ResolutionText, number: int | None = None) -> str:
    return f"/van-ban/{text.pk}" + (f"?muc={number}" if number else "")


def press(who: Visitor, text: ResolutionText, number: int, verb: str, **typed: Any) -> Page:
    """Open a proposal and press one of its buttons."""
    page = who.get(at(text, number))
    return who.press(page, f"/muc/{number}", button=f"verb={verb}", **typed)


def proposal(text: ResolutionText, number: int) -> ProposalRow:
    return text.proposals.get(number=number)


def decide(district: District, text: ResolutionText, number: int, by: str = "clerk_b") -> None:
    """Somebody else drops it."""
    reject(
        proposal=proposal(text, number).pk,
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
    )


# -- what it shows ---------------------------------------------------------------------------------


def test_the_head_says_how_far_it_is(clerk: Visitor, text: ResolutionText) -> None:
    page = clerk.get(at(text))
    assert "Đã xem 0 trên 6 đề xuất. Còn 6, khoảng 3 phút." in page.words
    assert "Ban hành: còn 6 mục" in page.words
    assert page.read.headings == 1


def test_every_proposal_is_a_numbered_mark_and_a_line(clerk: Visitor, text: ResolutionText) -> None:
    page = clerk.get(at(text))
    assert {f"c{n}" for n in range(1, 7)} <= set(page.read.ids)
    assert {f"d{n}" for n in range(1, 7)} <= set(page.read.ids)
    assert len(page.read.ids) == len(set(page.read.ids))


def test_the_first_undecided_one_is_open_and_another_on_demand(
    clerk: Visitor, text: ResolutionText
) -> None:
    assert 'class="op" id="d1"' in clerk.get(at(text)).text
    assert 'class="op" id="d4"' in clerk.get(at(text, 4)).text
    assert clerk.get(at(text, 99)).status == 200


def test_the_best_match_is_chosen_and_the_baseline_is_told(
    clerk: Visitor, text: ResolutionText
) -> None:
    page = clerk.get(at(text, 4))
    assert page.form("/muc/4").values["indicator"] == ["nuoc_sach"]
    assert "Số gốc 46,8% (mục 3) sẽ thành số gốc của chỉ tiêu này" in page.words


def test_a_range_shows_both_ends(clerk: Visitor, text: ResolutionText) -> None:
    values = clerk.get(at(text, 5)).form("/muc/5").values
    assert (values["comparator"], values["value"], values["high"]) == (
        ["between"],
        ["3,1"],
        ["3,5"],
    )


def test_a_task_shows_its_five_parts(clerk: Visitor, text: ResolutionText) -> None:
    values = clerk.get(at(text, 6)).form("/muc/6").values
    assert values["what"] == ["Rà soát hộ nghèo"]
    assert values["lead"] == ["Phòng A"]
    assert values["cooperating"] == ["Mặt trận; Hội Nông dân"]
    assert (values["time"], values["product"]) == (["quý I"], ["Danh sách"])


def test_a_document_without_proposals_says_so(
    district: District, row: Resolution, clerk: Visitor
) -> None:
    empty = readings.read(district, row, source=FrozenText("Kính gửi", (Block(0, 8),)))
    page = clerk.get(at(empty))
    assert "Không thấy chỉ tiêu, kết quả hay nhiệm vụ nào trong văn bản" in page.words
    assert f"/nq/{row.pk}/doc" in page.text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("number", [1, 3, 4, 5, 6])
def test_every_kind_opens_in_both_languages(
    clerk: Visitor, text: ResolutionText, number: int, language: str
) -> None:
    assert clerk.get(f"{at(text, number)}&lang={language}").status == 200
    assert clerk.get(f"{at(text, number)}&tach=1&lang={language}").status == 200


def test_the_page_asks_a_fixed_number_of_queries(clerk: Visitor, text: ResolutionText) -> None:
    clerk.get(at(text))
    with CaptureQueriesContext(
        connection,
    ) as few:
        clerk.get(at(text, 4))
    for number in range(7, 90):
        copy = proposal(text, 2)
        copy.pk, copy.number = None, number
        copy.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        clerk.get(at(text, 4))
    assert len(many) == len(few)


def test_a_long_document_shows_the_part_around_the_open_proposal(
    district: District, row: Resolution, clerk: Visitor
) -> None:
    small = readings.paper()
    filling = ("Thêm một câu không có số. " * 40).strip()
    lines, blocks, start = [], list(small.blocks), len(small.text) + 1
    for number in range(200):
        blocks.append(Block(start, start + len(filling), page=3 + number // 4))
        lines.append(filling)
        start += len(filling) + 1
    long = replace(small, text="\n".join([small.text, *lines]), blocks=tuple(blocks))
    text = readings.read(district, row, source=long, understood_as=small)
    page = clerk.get(at(text, 4))
    assert "quanh mục đang mở" in page.words
    assert len(page.text) < 80_000
    assert "lên 62% trở lên" in page.words


# -- what the buttons do ---------------------------------------------------------------------------


def test_accepting_a_target_puts_it_into_the_draft_and_opens_the_next(
    clerk: Visitor, row: Resolution, text: ResolutionText
) -> None:
    done = press(clerk, text, 2, "nhan")
    assert done.address == f"/van-ban/{text.pk}?muc=3#c3"
    target = Target.objects.get(resolution=row)
    assert (target.indicator.code, target.level, target.text_number) == ("duong_ap", 420, 2)
    assert proposal(text, 2).state == "accepted"


def test_accepting_with_a_change_counts_as_corrected(clerk: Visitor, text: ResolutionText) -> None:
    press(clerk, text, 2, "nhan", value="43,5", name="Đường ấp bê tông")
    found = proposal(text, 2)
    assert (found.state, found.value, found.name) == ("corrected", "43.5", "Đường ấp bê tông")
    assert "1 sửa" in clerk.get(at(text)).words


def test_a_result_may_stay_words(clerk: Visitor, text: ResolutionText) -> None:
    press(clerk, text, 1, "nhan")
    assert proposal(text, 1).state == "accepted"
    assert not Figure.objects.exists()


def test_a_baseline_becomes_a_figure_with_the_document_as_its_source(
    clerk: Visitor, text: ResolutionText
) -> None:
    press(clerk, text, 3, "nhan")
    figure = Figure.objects.get(current=True)
    assert (figure.indicator.code, figure.source) == ("nuoc_sach", text.reference)
    assert not figure.verified


def test_a_new_indicator_is_made_of_four_answers(
    clerk: Visitor, row: Resolution, text: ResolutionText
) -> None:
    answers = {
        "indicator": "*",
        "new_name": "Tỷ lệ hộ nghèo",
        "new_unit": "%",
        "new_places": "ratio",
        "new_part": "hộ nghèo",
        "new_whole": "tổng số hộ",
        "new_times": "last",
        "new_decimals": "2",
        "reporters": ["hamlet_cell"],
    }
    done = press(clerk, text, 5, "nhan", **answers)
    assert done.status == 302, done.words
    made = Indicator.objects.get(name="Tỷ lệ hộ nghèo")
    assert (made.place_rule, made.decimals) == ("ratio", 2)
    target = Target.objects.get(resolution=row)
    assert (target.kind, target.level, target.high) == ("between", 310, 350)
    assert target.reporters == ["hamlet_cell"]


def test_a_task_is_kept_with_what_was_typed(clerk: Visitor, text: ResolutionText) -> None:
    press(clerk, text, 6, "nhan", lead="Phòng Lao động", cooperating="Mặt trận; Đoàn Thanh niên")
    found = proposal(text, 6)
    assert (found.state, found.lead) == ("corrected", "Phòng Lao động")
    assert found.cooperating == ["Mặt trận", "Đoàn Thanh niên"]


def test_dropped_ones_stay_struck_and_can_be_looked_at_again(
    clerk: Visitor, text: ResolutionText
) -> None:
    press(clerk, text, 2, "bo")
    assert '<li id="d2" class="x">' in clerk.get(at(text)).text
    again = press(clerk, text, 2, "lai")
    assert again.address == f"/van-ban/{text.pk}?muc=2#c2"
    assert proposal(text, 2).state == "open"


def test_looking_again_takes_the_target_out_of_the_draft(
    clerk: Visitor, row: Resolution, text: ResolutionText
) -> None:
    press(clerk, text, 2, "nhan")
    assert "Đã nhận" in clerk.get(at(text, 2)).words
    press(clerk, text, 2, "lai")
    assert not Target.objects.filter(resolution=row).exists()


def test_splitting_asks_where_and_makes_two(clerk: Visitor, text: ResolutionText) -> None:
    page = clerk.get(f"{at(text, 2)}&tach=1")
    assert "Tách từ chữ nào?" in page.words
    cut = proposal(text, 2).start + len("Bê tông hóa ")
    assert f'name="at" value="{cut}"' in page.text
    done = clerk.press(page, "/muc/2", at=f"/van-ban/{text.pk}/muc/2", button=f"at={cut}")
    assert done.status == 302, done.words
    assert text.proposals.count() == 7


def test_merging_makes_one_of_two(clerk: Visitor, text: ResolutionText) -> None:
    assert "Gộp với 2" in clerk.get(at(text, 3)).words
    done = press(clerk, text, 3, "gop")
    assert done.address == f"/van-ban/{text.pk}?muc=2#c2"
    assert text.proposals.count() == 5


def test_sent_twice_it_is_done_once(clerk: Visitor, row: Resolution, text: ResolutionText) -> None:
    page = clerk.get(at(text, 2))
    for _ in range(2):
        assert clerk.press(page, "/muc/2", button="verb=nhan").status == 302
    assert Target.objects.filter(resolution=row).count() == 1


def test_when_all_are_decided_the_draft_can_go_on(
    district: District, clerk: Visitor, row: Resolution, text: ResolutionText
) -> None:
    for number in range(1, 7):
        decide(district, text, number, by="clerk_b")
    page = clerk.get(at(text))
    assert "Đã xem cả 6 đề xuất" in page.words
    assert f"/nq/{row.pk}/soan" in page.text
    # a second person adopts
    adoption = f'href="/nq/{row.pk}/ban-hanh"'
    assert adoption not in page.text
    assert adoption in visitor(district, "secretary").get(at(text)).text


# -- what is refused, and what is kept -------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "typed", "said"),
    [
        (2, {"value": ""}, "Chưa ghi mức"),
        (2, {"value": "bốn hai phẩy"}, "không đọc được thành một số"),
        (2, {"name": ""}, "Chưa ghi tên"),
        (2, {"indicator": "+", "other": ""}, "Chưa chọn đây là số nào"),
        (2, {"unit": "tỷ đồng"}, "tính bằng"),
        (2, {"comparator": "between", "high": "40"}, "không lớn hơn"),
        (5, {"indicator": "*", "new_places": ""}, "Câu này chưa chọn"),
        (6, {"what": ""}, "Chưa ghi việc phải làm"),
    ],
)
def test_a_refusal_stands_on_the_page_with_what_was_typed(
    clerk: Visitor, text: ResolutionText, number: int, typed: dict[str, str], said: str
) -> None:
    kept = {"product": "Bản đồ"} if number == 6 else {"deadline": "tháng 11"}
    page = press(clerk, text, number, "nhan", **typed, **kept)
    assert page.status == 422
    assert said in page.words
    box, word = next(iter(kept.items()))
    assert page.form(f"/muc/{number}").values[box] == [word]
    assert proposal(text, number).state == "open"


def test_a_number_that_reads_two_ways_is_asked_once(clerk: Visitor, text: ResolutionText) -> None:
    page = press(clerk, text, 2, "nhan", value="1.234")
    assert "đọc được hai cách" in page.words
    assert proposal(text, 2).state == "open"
    done = clerk.press(page, "/muc/2", button="verb=nhan")
    assert done.status == 302, done.words
    assert proposal(text, 2).value == "1234"


def test_what_the_reader_read_is_not_asked_again(clerk: Visitor, text: ResolutionText) -> None:
    ProposalRow.objects.filter(text=text, number=2).update(value="2150")
    assert press(clerk, text, 2, "nhan").status == 302


def test_the_second_of_two_people_is_told_who_was_first_and_loses_nothing(
    district: District, clerk: Visitor, text: ResolutionText
) -> None:
    page = clerk.get(at(text, 2))
    decide(district, text, 2)
    answer = clerk.press(page, "/muc/2", button="verb=nhan", deadline="tháng 11")
    assert answer.status == 422
    assert "Chuyên viên Văn phòng (mẫu)" in answer.words
    assert answer.form("/muc/2").values["deadline"] == ["tháng 11"]
    # looked at again from that very page, the words are there still
    again = clerk.press(answer, "/muc/2", button="verb=lai")
    assert again.form("/muc/2").values["deadline"] == ["tháng 11"]
    assert proposal(text, 2).state == "open"
    assert clerk.press(again, "/muc/2", button="verb=nhan").status == 302
    assert proposal(text, 2).deadline == "tháng 11"


def test_an_unknown_button_and_an_unknown_item_are_refused(
    clerk: Visitor, text: ResolutionText
) -> None:
    assert clerk.post(f"/van-ban/{text.pk}/muc/2", verb="x").status == 422
    assert clerk.post(f"/van-ban/{text.pk}/muc/99", verb="nhan").status == 404
    assert clerk.post(f"/van-ban/{text.pk + 1}/muc/1", verb="nhan").status == 404
    assert clerk.get(f"/van-ban/{text.pk + 1}").status == 404


def test_who_decided_here_besides_me_is_named(
    district: District, clerk: Visitor, text: ResolutionText
) -> None:
    decide(district, text, 1)
    press(clerk, text, 2, "bo")
    page = clerk.get(at(text))
    assert "cùng xem: Chuyên viên Văn phòng (mẫu)" in page.words


# -- who may ---------------------------------------------------------------------------------------


def test_whoever_may_adopt_reads_the_draft_and_decides_nothing(
    district: District, text: ResolutionText
) -> None:
    secretary = visitor(district, "secretary")
    page = secretary.get(at(text, 2))
    assert page.status == 200
    assert "Nhận" not in page.words
    assert secretary.post(f"/van-ban/{text.pk}/muc/2", verb="bo").status == 403
    assert proposal(text, 2).state == "open"


@pytest.mark.parametrize("name", ["official", "cell_secretary", "supervisor", "outsider"])
def test_nobody_else_sees_a_draft_s_document(
    district: District, text: ResolutionText, name: str
) -> None:
    for address in (at(text), f"/van-ban/{text.pk}/tep"):
        assert visitor(district, name).get(address).status == 403


def test_after_adoption_everybody_who_sees_the_scorecard_reads_and_nobody_decides(
    district: District, clerk: Visitor, row: Resolution, text: ResolutionText
) -> None:
    accept(
        proposal=proposal(text, 2).pk,
        choice=Choice(code="duong_ap", reporters=("hamlet_cell",), owner_post="Trưởng phòng"),
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    for number in (1, 3, 4, 5, 6):
        decide(district, text, number, by="clerk")
    drafts.adopt(district, row)
    page = visitor(district, "official").get(at(text, 2))
    assert "Nghị quyết đã ban hành: nhận 1 trên 6 đề xuất" in page.words
    assert "Xem lại" not in clerk.get(at(text, 2)).words
    target = visitor(district, "official").get(f"/nq/{row.pk}/chi-tieu/1")
    assert f'href="/van-ban/{text.pk}?muc=2#c2"' in target.text
    passport = visitor(district, "official").get(f"/nq/{row.pk}/chi-tieu/1/ho-chieu")
    assert f'href="/van-ban/{text.pk}?muc=2#c2"' in passport.text


def test_the_file_comes_back_as_it_came_in(clerk: Visitor, text: ResolutionText) -> None:
    answer = clerk.client.get(f"/van-ban/{text.pk}/tep")
    assert answer.content.decode() == readings.paper().text
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


# -- where it is found -----------------------------------------------------------------------------


def test_the_rail_offers_the_document_to_who_may_draft(
    district: District, clerk: Visitor, row: Resolution
) -> None:
    assert "Đọc văn bản" not in clerk.get("/them").words
    text = readings.read(district, row)
    assert f'href="/van-ban/{text.pk}"' in clerk.get("/them").text
    assert "Đọc văn bản" not in visitor(district, "secretary").get("/them").words


def test_the_draft_leads_to_the_document_and_to_each_sentence(
    clerk: Visitor, row: Resolution, text: ResolutionText
) -> None:
    press(clerk, text, 2, "nhan")
    page = clerk.get(f"/nq/{row.pk}/soan")
    assert "còn 5 đề xuất chưa xem" in page.words
    assert f'href="/van-ban/{text.pk}"' in page.text
    assert f'href="/van-ban/{text.pk}?muc=2#c2"' in page.text


def test_decimals_are_typed_the_vietnamese_way() -> None:
    found = [typed(Decimal(one)) for one in ("118.5", "2150", "3.20", "1E+3", "-0.5")]
    assert found == ["118,5", "2.150", "3,20", "1.000", "−0,5"]


def test_the_places_a_target_names_can_be_corrected(
    clerk: Visitor, row: Resolution, text: ResolutionText
) -> None:
    drafts.indicator("xa_nang_cao", name="Xã nâng cao", unit="xã", decimals=0, shown=0)
    ProposalRow.objects.filter(text=text, number=2).update(members=["A", "Chợ Cũ"], unit="xã")
    wrong = press(clerk, text, 2, "nhan", indicator="+", other="xa_nang_cao")
    assert wrong.status == 422
    assert "Chợ Cũ" in wrong.words
    done = clerk.press(wrong, "/muc/2", button="verb=nhan", members="A; B")
    assert done.status == 302, done.words
    assert Target.objects.get(resolution=row).names == ["901", "902"]
