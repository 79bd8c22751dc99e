"""The monthly form in a browser without script: fill, look again, send, be told what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.support.return_pages import Page, Visitor, boxes, visitor
from tests.support.returns import MEMBERS, ROAD, WATER, Office, make_office, period
from vedich.apps.figures.models import Figure
from vedich.apps.returns import actions
from vedich.core.needs import State


USUAL = {"p_ho_dung_nuoc_sach": "160", "w_ho_dung_nuoc_sach": "245", "p_ket_nap_dang_vien": "1"}
LIMIT = 30 * 1024


@pytest.fixture
def office(district: District) -> Office:
    return make_office(district, 5, 6)


@pytest.fixture
def secretary(district: District) -> Visitor:
    return visitor(district, "cell_secretary")


def opened(office: Office, who: Visitor, body: str = "A1", month: int = 6) -> Page:
    return who.get(f"/bao-cao/{office.of(body, month).pk}")


def everyday(office: Office, **changed: str) -> dict[str, Any]:
    """Answers nobody asks about, but for those changed."""
    return boxes(office, **{**USUAL, "p_duong_be_tong": "0,05", **changed})


def reviewed(office: Office, who: Visitor, **changed: str) -> Page:
    return who.press(opened(office, who), "/xem-lai", **everyday(office, **changed))


def parts(office: Office, body: str = "A1") -> dict[str, int | None]:
    rows = Figure.objects.filter(body=office.district.body(body), current=True, first=2022 * 12 + 5)
    return {row.indicator.code: row.part for row in rows.select_related("indicator")}


def test_the_form_is_light_and_asks_one_question_after_another(
    office: Office, secretary: Visitor
) -> None:
    page = opened(office, secretary)
    assert page.status == 200
    assert len(page.text.encode()) < LIMIT
    for said in ("Câu 1/3", "Câu 3/3", "tính bằng km", "Hộ có nước sạch", "Trễ 4 ngày làm việc"):
        assert said in page.words


def test_every_box_has_a_label_and_no_reference_dangles(office: Office, secretary: Visitor) -> None:
    office.send("A1", 5)
    for page in (
        opened(office, secretary),
        reviewed(office, secretary, p_duong_be_tong="abc"),
        reviewed(office, secretary, p_ho_dung_nuoc_sach="120"),
        opened(office, secretary, month=5),
    ):
        read = page.read
        assert read.headings == 1
        assert len(read.ids) == len(set(read.ids))
        assert set(read.described) <= set(read.ids)
        assert set(read.labelled) <= set(read.ids)
        asked = [one for one in read.ids if one[0] in "pwyr" and one[1:].isdigit()]
        assert set(asked) <= set(read.labelled)


def test_no_page_of_the_form_needs_script_or_inline_style(
    office: Office, secretary: Visitor
) -> None:
    for page in (opened(office, secretary), reviewed(office, secretary)):
        assert "style=" not in page.text and "onclick" not in page.text
        assert "<script>" not in page.text


def test_the_first_button_is_switched_off_so_that_enter_sends_nothing(
    office: Office, secretary: Visitor
) -> None:
    for page in (opened(office, secretary), reviewed(office, secretary)):
        form = page.text.split('<form method="post"')[-1]
        assert form.index('<button type="submit" disabled hidden>') == form.index("<button")


def test_what_was_typed_is_repeated_and_then_sent(office: Office, secretary: Visitor) -> None:
    review = reviewed(office, secretary, p_duong_be_tong=",05", y_duong_be_tong="mưa nhiều")
    assert review.status == 200
    assert "0,05 km" in review.words
    assert "160 trên 245 = 65,3%" in review.words
    assert "Vì sao: “mưa nhiều”" in review.words
    assert office.state("A1") is State.DRAFT

    done = secretary.follow(secretary.press(review, "/gui"))
    assert "Đã gửi báo cáo" in done.words
    assert "tháng 7/2022, hạn 5/8" in done.words
    assert office.state("A1") is State.SUBMITTED
    assert parts(office) == {WATER: 1600, ROAD: 5, MEMBERS: 1}
    assert office.figure("A1", ROAD).why == "mưa nhiều"


def test_it_says_what_moves_above(office: Office, secretary: Visitor) -> None:
    office.send("A2", changed={WATER: (1200, 2400)})
    done = secretary.follow(secretary.press(reviewed(office, secretary), "/gui"))
    assert "Huyện Mẫu: 50,0 → 57,7 %" in done.words


def test_a_doubtful_number_is_repeated_in_words(office: Office, secretary: Visitor) -> None:
    review = reviewed(office, secretary, p_ket_nap_dang_vien="1.234")
    assert "“1.234” được hiểu là 1.234 (một nghìn hai trăm ba mươi tư)" in review.words


def test_errors_stand_on_top_and_at_the_box_and_nothing_typed_is_lost(
    office: Office, secretary: Visitor
) -> None:
    page = reviewed(
        office,
        secretary,
        p_ho_dung_nuoc_sach="300",
        p_duong_be_tong="vài mét",
        y_duong_be_tong="đang làm",
    )
    assert page.status == 422
    road = office.indicators[ROAD].pk
    water = office.indicators[WATER].pk
    assert "Còn 2 chỗ cần xem lại" in page.words
    assert f'href="#p{road}"' in page.text and f'href="#p{water}"' in page.text
    said = "“300” lớn hơn tổng số “245”. Hãy sửa một trong hai số."
    assert page.words.count(said) == 2
    assert f'aria-describedby="p{road}-r p{road}-e"' in page.text
    held = page.form("/xem-lai").values
    assert held[f"p{road}"] == ["vài mét"] and held[f"y{road}"] == ["đang làm"]
    assert held[f"p{water}"] == ["300"]
    assert parts(office) == {}


def test_no_change_is_a_button_that_works_without_script(
    office: Office, secretary: Visitor
) -> None:
    office.send("A1", 5)
    water = office.indicators[WATER].pk
    page = opened(office, secretary)
    again = secretary.press(
        page, "/xem-lai", button=f"same={water}", **boxes(office, p_duong_be_tong="0,07")
    )
    held = again.form("/xem-lai").values
    assert held[f"p{water}"] == ["160"] and held[f"w{water}"] == ["245"]
    assert held[f"p{office.indicators[ROAD].pk}"] == ["0,07"]


def test_odd_figures_are_asked_about_once(office: Office, secretary: Visitor) -> None:
    office.send("A1", 5)
    water = office.indicators[WATER].pk
    review = reviewed(office, secretary, w_ho_dung_nuoc_sach="240")
    assert "Tổng số “240” nhỏ hơn kỳ trước (245). Đúng vậy?" in review.words
    unsaid = secretary.press(review, "/gui")
    assert unsaid.status == 422
    assert "Chưa xác nhận số “160”" in unsaid.words
    assert office.state("A1") is State.DRAFT
    sent = secretary.press(unsaid, "/gui", **{f"c{water}": "whole_fell", f"y{water}": "tách tổ"})
    assert secretary.follow(sent).status == 200
    assert office.figure("A1", WATER).oddities == ["whole_fell"]
    assert office.figure("A1", WATER).why == "tách tổ"


def test_a_blank_question_wants_one_word_why(office: Office, secretary: Visitor) -> None:
    review = reviewed(office, secretary, p_duong_be_tong="")
    assert "Vì sao chưa có số?" in review.words
    refused = secretary.press(review, "/gui")
    assert refused.status == 422
    road = office.indicators[ROAD].pk
    sent = secretary.press(refused, "/gui", **{f"y{road}": "chưa nghiệm thu"})
    assert secretary.follow(sent).status == 200
    assert ROAD not in parts(office) or parts(office)[ROAD] is None


def test_a_form_without_any_figure_is_refused_and_kept(office: Office, secretary: Visitor) -> None:
    blank = {f"p_{code}": "" for code in (WATER, ROAD, MEMBERS)} | {f"w_{WATER}": ""}
    words = {f"y_{code}": "chưa họp" for code in (WATER, ROAD, MEMBERS)}
    review = reviewed(office, secretary, **blank, **words)
    refused = secretary.press(review, "/gui")
    assert refused.status == 422
    assert "chưa có số nào" in refused.words
    assert refused.text.count("chưa họp") == 3


def test_it_can_be_changed_again_from_the_review(office: Office, secretary: Visitor) -> None:
    review = reviewed(office, secretary, p_duong_be_tong="0,09", y_duong_be_tong="xong sớm")
    again = secretary.press(
        review, "/gui", at=f"/bao-cao/{office.of('A1').pk}/xem-lai", button="edit=1"
    )
    held = again.form("/xem-lai").values
    road = office.indicators[ROAD].pk
    assert (held[f"p{road}"], held[f"y{road}"]) == (["0,09"], ["xong sớm"])


def test_sent_twice_it_is_sent_once_and_shows_the_same(office: Office, secretary: Visitor) -> None:
    review = reviewed(office, secretary)
    first = secretary.press(review, "/gui")
    second = secretary.press(review, "/gui")
    assert first.address == second.address
    assert secretary.follow(first).words == secretary.follow(second).words
    assert office.of("A1").round == 1
    assert office.of("A1").steps.count() == 1


def test_an_old_page_shows_both_and_a_person_chooses(office: Office, secretary: Visitor) -> None:
    review = reviewed(office, secretary, p_duong_be_tong="0,07")
    office.send("A1", by="official")
    both = secretary.press(review, "/gui")
    assert both.status == 409
    assert "Đang có" in both.words and "0,05" in both.words and "0,07" in both.words
    assert "Cán bộ Xã A" in both.words
    assert "Dùng số vừa ghi" not in both.words  # it waits for its check: withdraw first
    assert parts(office)[ROAD] == 5


def test_an_old_page_of_a_return_that_came_back_can_still_be_used(
    office: Office, secretary: Visitor
) -> None:
    page = opened(office, secretary)
    office.send("A1", by="official")
    from_checker = visitor(office.district, "official_2")
    figure = office.figures("A1")[0]
    from_checker.press(from_checker.get("/kiem-so?xem=la"), "xem=la", button=f"agrees={figure}")
    secretary.post(f"/bao-cao/{office.of('A1').pk}/rut")
    both = secretary.press(page, "/xem-lai", **everyday(office, p_duong_be_tong="0,07"))
    assert both.status == 409
    review = secretary.press(both, "/xem-lai")
    assert review.status == 200
    secretary.follow(secretary.press(review, "/gui"))
    assert parts(office)[ROAD] == 7


def test_a_clerk_enters_on_behalf_with_both_names(office: Office, district: District) -> None:
    clerk = visitor(district, "official")
    page = opened(office, clerk)
    assert "Nhập thay Chi bộ Ấp A1" in page.words
    review = clerk.press(page, "/xem-lai", **everyday(office))
    clerk.follow(clerk.press(review, "/gui"))
    row = office.figure("A1", ROAD)
    assert row.entered_by == district.people["official"].reference
    assert row.entered_for == district.people["cell_secretary"].reference


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("cell_secretary", True),
        ("official", True),
        ("clerk", True),
        ("cell_secretary_2", False),
        ("official_b", False),
        ("agency", False),
        ("administrator", False),
        ("outsider", False),
    ],
)
def test_who_may_open_a_form_and_whom_the_others_should_ask(
    office: Office, district: District, name: str, may: bool
) -> None:
    who = visitor(district, name)
    page = opened(office, who)
    assert page.status == (200 if may else 403)
    assert ("Câu 1/3" in page.words) is may
    posted = who.post(f"/bao-cao/{office.of('A1').pk}/gui", round="0", key="k")
    assert posted.status in ((200, 302, 422) if may else (403,))
    if not may:
        assert parts(office) == {}


@pytest.mark.parametrize("name", ["secretary", "supervisor"])
def test_who_may_see_figures_reads_the_return_and_cannot_send_it(
    office: Office, district: District, name: str
) -> None:
    who = visitor(district, name)
    page = opened(office, who)
    assert page.status == 200
    assert "Chưa gửi" in page.words and "Xem lại và gửi" not in page.words
    assert who.post(f"/bao-cao/{office.of('A1').pk}/gui", round="0", key="k").status == 403


def test_a_return_that_does_not_exist_is_said_in_words(secretary: Visitor, office: Office) -> None:
    page = secretary.get("/bao-cao/999999")
    assert page.status in (400, 404)
    assert "Không có báo cáo số 999999" in page.words


def test_a_period_to_come_is_refused_with_its_day(office: Office, secretary: Visitor) -> None:
    actions.open_period(period=period(8), by=None, at=office.district.at, on_day=period(8).start)
    august = office.of("A1", 8).pk
    review = secretary.press(secretary.get(f"/bao-cao/{august}"), "/xem-lai", **everyday(office))
    refused = secretary.press(review, "/gui")
    assert refused.status == 422
    assert "bắt đầu từ 1/8/2022, chưa tới" in refused.words


def lost_session(office: Office, page: Page, ending: str, came_from: str) -> Page:
    """Send a form without a session, choose the role again: the page that then opens."""
    form = page.form(ending)
    client = Client()
    headers = {"referer": f"http://testserver{came_from}"}
    sign_in = Page(client.post(form.action, form.values, headers=headers))
    assert parts(office) == {}
    person = office.district.people["cell_secretary"].pk
    (kept,) = set(sign_in.form("/xem-thu").values["giu"])
    entered = Page(client.post("/xem-thu", {"person": person, "giu": kept}))
    return Visitor(client).follow(entered)


def test_what_was_typed_survives_a_lost_session(office: Office, secretary: Visitor) -> None:
    path = f"/bao-cao/{office.of('A1').pk}"
    page = secretary.get(path)
    road = office.indicators[ROAD].pk
    page.form("/xem-lai").values |= {f"p{road}": ["0,08"], f"y{road}": ["mưa nhiều"]}
    back = lost_session(office, page, "/xem-lai", path)
    held = back.form("/xem-lai").values
    assert held[f"p{road}"] == ["0,08"] and held[f"y{road}"] == ["mưa nhiều"]
    assert "Chưa gửi." in back.words


def test_the_review_survives_a_lost_session_too(office: Office, secretary: Visitor) -> None:
    review = reviewed(office, secretary, p_duong_be_tong="0,08")
    path = f"/bao-cao/{office.of('A1').pk}/xem-lai"
    back = lost_session(office, review, "/gui", path)
    assert "0,08 km" in back.words
    assert back.form("/gui").values[f"p{office.indicators[ROAD].pk}"] == ["0,08"]


def test_a_form_with_errors_survives_a_lost_session_too(office: Office, secretary: Visitor) -> None:
    wrong = reviewed(office, secretary, p_duong_be_tong="nhiều")
    road = office.indicators[ROAD].pk
    wrong.form("/xem-lai").values[f"p{road}"] = ["0,08"]
    path = f"/bao-cao/{office.of('A1').pk}/xem-lai"
    back = lost_session(office, wrong, "/xem-lai", path)
    assert back.form("/xem-lai").values[f"p{road}"] == ["0,08"]


def test_the_address_of_the_review_alone_opens_the_form(office: Office, secretary: Visitor) -> None:
    path = f"/bao-cao/{office.of('A1').pk}"
    assert secretary.get(f"{path}/xem-lai").address == path


def test_in_english_the_form_speaks_english(office: Office, district: District) -> None:
    secretary = visitor(district, "cell_secretary")
    page = secretary.get(f"/bao-cao/{office.of('A1').pk}?lang=en")
    for said in ("Question 1/3", "Review and send", "Return of June 2022"):
        assert said in page.words
