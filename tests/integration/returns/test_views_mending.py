"""Withdraw, ask to reopen, correct a figure, move it: each on its page, each with its reason."""

from __future__ import annotations

import pytest

from tests.cast import District
from tests.support.return_pages import Visitor, visitor
from tests.support.returns import ROAD, WATER, Office
from vedich.core.needs import State


REASON = "Đếm sót đoạn tổ 3"


@pytest.fixture
def secretary(district: District) -> Visitor:
    return visitor(district, "cell_secretary")


def address(office: Office, what: str = "", body: str = "A1") -> str:
    return f"/bao-cao/{office.of(body).pk}{what}"


def test_a_return_nobody_checked_is_taken_back_with_one_button(
    office: Office, secretary: Visitor
) -> None:
    office.send("A1")
    page = secretary.get(address(office))
    form = secretary.follow(secretary.press(page, "/rut"))
    assert office.state("A1") is State.WITHDRAWN
    held = form.form("/xem-lai").values
    assert held[f"p{office.indicators[WATER].pk}"] == ["160"]
    assert held[f"p{office.indicators[ROAD].pk}"] == ["0,05"]


def test_a_checked_return_offers_a_wish_instead(office: Office, secretary: Visitor) -> None:
    office.send("A1")
    office.check("A1")
    page = secretary.get(address(office))
    assert "Rút về để sửa" not in page.words and "Đề nghị mở lại" in page.words
    assert secretary.post(address(office, "/rut")).status == 400
    assert office.state("A1") is State.ACCEPTED


def test_a_partly_checked_return_offers_neither(office: Office, secretary: Visitor) -> None:
    office.send("A1")
    first = office.figures("A1")[0]
    visitor(office.district, "official_2").post("/kiem-so?xem=la", accept=str(first))
    page = secretary.get(address(office))
    assert "Cần sửa thì sửa từng số" in page.words and "Sửa số" in page.words
    assert "Rút về để sửa" not in page.words
    refused = secretary.post(address(office, "/rut"))
    assert refused.status == 400 and "nên không rút về được" in refused.words


def test_a_wish_wants_a_reason_and_keeps_the_place(office: Office, secretary: Visitor) -> None:
    office.send("A1")
    office.check("A1")
    page = secretary.get(address(office, "/mo-lai"))
    refused = secretary.press(page, "/mo-lai", reason=" ? ")
    assert refused.status == 422
    assert "chưa phải là lý do" in refused.words
    shown = secretary.follow(secretary.press(refused, "/mo-lai", reason=REASON))
    assert office.state("A1") is State.REOPEN_ASKED
    assert "Chờ Xã A trả lời" in shown.words and REASON in shown.words


def test_a_figure_is_corrected_with_old_new_and_reason(office: Office, secretary: Visitor) -> None:
    office.send("A1")
    figure = office.figure("A1", ROAD).pk
    page = secretary.get(address(office, f"/sua/{figure}"))
    assert "Số cũ 0,05" in page.words
    shown = secretary.follow(secretary.press(page, f"/sua/{figure}", part="0,07", reason=REASON))
    row = office.figure("A1", ROAD)
    assert (row.part, row.reason) == (7, REASON)
    assert "0,07 km" in shown.words


@pytest.mark.parametrize(
    ("part", "reason", "said"),
    [
        ("bảy mét", REASON, "“bảy mét”"),
        ("0,07", "", "chưa phải là lý do"),
        ("0,05", REASON, "không khác số đang có"),
        ("-1", REASON, "nhỏ hơn 0"),
    ],
)
def test_a_wrong_correction_says_what_is_wrong_and_keeps_the_words(
    office: Office, secretary: Visitor, part: str, reason: str, said: str
) -> None:
    office.send("A1")
    figure = office.figure("A1", ROAD).pk
    page = secretary.get(address(office, f"/sua/{figure}"))
    refused = secretary.press(page, f"/sua/{figure}", part=part, reason=reason)
    assert refused.status == 422
    assert said in refused.words
    held = refused.form(f"/sua/{figure}").values
    assert (held["part"], held["reason"]) == ([part], [reason])
    assert office.figure("A1", ROAD).part == 5


def test_a_correction_that_looks_odd_is_asked_about_once(
    office: Office, secretary: Visitor
) -> None:
    office.open(5)
    office.send("A1", 5)
    office.send("A1")
    figure = office.figure("A1", WATER).pk
    page = secretary.get(address(office, f"/sua/{figure}"))
    asked = secretary.press(page, f"/sua/{figure}", part="160", whole="200", reason=REASON)
    assert asked.status == 422
    assert "Tổng số “200” nhỏ hơn kỳ trước (245)" in asked.words
    done = secretary.press(asked, f"/sua/{figure}", confirmed="whole_fell")
    assert secretary.follow(done).status == 200
    assert office.figure("A1", WATER).whole == 2000


def test_a_figure_at_the_wrong_place_is_moved_by_who_may_mend_both(
    office: Office, district: District
) -> None:
    office.send("A1")
    official = visitor(district, "official")
    figure = office.figure("A1", ROAD).pk
    page = official.get(address(office, f"/chuyen/{figure}"))
    assert "Chi bộ Ấp A2" in page.words and "Chi bộ Ấp B1" not in page.words
    refused = official.press(page, f"/chuyen/{figure}", reason=REASON)
    assert refused.status == 422 and "Chưa chọn đơn vị" in refused.words
    to = str(district.body("A2").pk)
    done = official.press(refused, f"/chuyen/{figure}", to=to, reason=REASON)
    assert official.follow(done).status == 200
    assert office.figure("A1", ROAD).part is None
    assert office.figure("A2", ROAD).part == 5


def test_a_cell_may_not_move_a_figure_to_another_cell(office: Office, secretary: Visitor) -> None:
    office.send("A1")
    figure = office.figure("A1", ROAD).pk
    page = secretary.get(address(office, f"/chuyen/{figure}"))
    to = str(office.district.body("A2").pk)
    refused = secretary.press(page, f"/chuyen/{figure}", to=to, reason=REASON)
    assert refused.status in (403, 422)
    assert office.figure("A1", ROAD).part == 5


def test_a_figure_mended_meanwhile_is_said_in_words(office: Office, secretary: Visitor) -> None:
    office.send("A1")
    figure = office.figure("A1", ROAD).pk
    page = secretary.get(address(office, f"/sua/{figure}"))
    secretary.press(page, f"/sua/{figure}", part="0,07", reason=REASON)
    late = secretary.get(address(office, f"/sua/{figure}"))
    assert late.status == 400
    assert "đã được sửa hoặc chuyển" in late.words


def test_pressed_twice_it_is_corrected_once(office: Office, secretary: Visitor) -> None:
    office.send("A1")
    figure = office.figure("A1", ROAD).pk
    page = secretary.get(address(office, f"/sua/{figure}"))
    for _ in range(2):
        done = secretary.press(page, f"/sua/{figure}", part="0,07", reason=REASON)
        assert done.address == address(office)
    late = secretary.press(page, f"/sua/{figure}", part="0,08", reason=REASON)
    assert late.status == 422 and "đã được sửa sau khi mở trang này" in late.words
    assert office.figure("A1", ROAD).part == 7


@pytest.mark.parametrize("what", ["sua", "chuyen"])
@pytest.mark.parametrize("name", ["cell_secretary_2", "official_b", "supervisor", "outsider"])
def test_others_may_not_mend(office: Office, district: District, name: str, what: str) -> None:
    office.send("A1")
    figure = office.figure("A1", ROAD).pk
    who = visitor(district, name)
    assert who.get(address(office, f"/{what}/{figure}")).status == 403
    posted = who.post(address(office, f"/{what}/{figure}"), part="9", to="1", reason=REASON)
    assert posted.status == 403
    assert office.figure("A1", ROAD).part == 5


@pytest.mark.parametrize("name", ["cell_secretary_2", "official_b", "supervisor", "outsider"])
def test_others_may_not_withdraw_or_wish(office: Office, district: District, name: str) -> None:
    office.send("A1")
    who = visitor(district, name)
    assert who.post(address(office, "/rut")).status == 403
    assert who.post(address(office, "/mo-lai"), reason=REASON).status == 403
    assert office.state("A1") is State.SUBMITTED
