"""The checker's desk in a browser without script."""

from __future__ import annotations

import pytest

from tests.cast import District
from tests.support.return_pages import Page, Visitor, visitor
from tests.support.returns import ROAD, WATER, Office
from vedich.core.needs import State


CODES = ("jump_up", "jump_down", "whole_fell", "whole_rose", "alike")


@pytest.fixture
def checker(district: District) -> Visitor:
    return visitor(district, "official_2")


@pytest.fixture
def odd(office: Office) -> int:
    """The key of an odd figure of A1: its whole fell."""
    office.open(5)
    office.send("A1", 5)
    office.check("A1", 5)
    answers = office.answers("A1", {WATER: _said((1600, 2000), why="Tách tổ 9")})
    office.send("A1", answers=answers)
    return office.figure("A1", WATER).pk


def _said(pair: tuple[int, int], why: str = "") -> dict[str, object]:
    return {"part": pair[0], "whole": pair[1], "why": why, "confirmed": CODES}


def desk(who: Visitor, tab: str = "") -> Page:
    return who.get(f"/kiem-so?xem={tab}" if tab else "/kiem-so")


def press(who: Visitor, button: str, tab: str = "la", **changed: str) -> Page:
    page = desk(who, tab)
    return who.press(page, f"xem={tab}", button=button, **changed)


def test_odd_figures_come_with_the_reason_and_the_bodys_words(checker: Visitor, odd: int) -> None:
    page = desk(checker)
    assert page.status == 200
    for said in ("1 số lạ cần xem", "Tổng số đổi 245 thành 200.", "Tách tổ 9"):
        assert said in page.words
    assert page.read.headings == 1
    assert len(page.read.ids) == len(set(page.read.ids))
    assert set(page.read.labelled) <= set(page.read.ids)


def test_an_odd_figure_is_accepted(office: Office, checker: Visitor, odd: int) -> None:
    after = checker.follow(press(checker, f"accept={odd}"))
    assert "Đã nhận số đó." in after.words
    row = office.figure("A1", WATER)
    assert row.verified and not row.swept


def test_sending_back_wants_a_reason_and_points_the_figure_out(
    office: Office, checker: Visitor, odd: int
) -> None:
    refused = press(checker, f"back={odd}")
    assert refused.status == 422
    assert "chưa phải là lý do" in refused.words
    assert office.state("A1") is State.SUBMITTED
    reason = "Xem lại tổng số hộ"
    after = checker.follow(press(checker, f"back={odd}", **{f"reason-{odd}": reason}))
    assert "Đã trả lại báo cáo" in after.words
    assert office.state("A1") is State.RETURNED
    form = visitor(office.district, "cell_secretary").get(f"/bao-cao/{office.of('A1').pk}")
    assert "Xã A trả lại" in form.words and reason in form.text
    assert form.words.count("Xã A chỉ ra số này") == 1


def test_the_rest_is_accepted_after_the_drawn_ones_were_opened(
    office: Office, checker: Visitor, odd: int
) -> None:
    rest = "con-lai"
    page = desk(checker, rest)
    assert "Xem 2 số máy rút ngẫu nhiên trước" in page.words
    assert 'name="sweep"' not in page.text
    early = checker.press(page, f"xem={rest}", button="sweep=2")
    assert early.status == 422
    for _ in range(2):
        figure = desk(checker, rest).text.split('name="agrees" value="')[1].split('"')[0]
        checker.follow(press(checker, f"agrees={figure}", rest))
    after = checker.follow(press(checker, "sweep=2", rest))
    assert "Đã nhận cả loạt" in after.words
    assert office.figure("A1", ROAD).verified
    assert not office.figure("A1", WATER).verified


def test_one_that_differs_takes_its_return_out_of_the_sweep(
    office: Office, checker: Visitor, odd: int
) -> None:
    figure = desk(checker).text.split('name="differs" value="')[1].split('"')[0]
    after = checker.follow(press(checker, f"differs={figure}"))
    assert "ra khỏi loạt" in after.words
    assert "3 số lạ cần xem từng số" in after.words
    assert 'name="agrees"' not in after.text


def test_another_count_than_the_page_showed_is_refused(
    office: Office, checker: Visitor, odd: int
) -> None:
    refused = press(checker, "sweep=99")
    assert refused.status == 422
    assert not office.figure("A1", ROAD).verified


def test_who_has_not_sent_is_listed_with_a_message_to_copy(
    office: Office, checker: Visitor, odd: int
) -> None:
    page = desk(checker, "chua-gui")
    assert "Chi bộ Ấp A2 chưa gửi báo cáo tháng 6/2022, hạn 5/7." in page.words
    assert f"http://testserver/bao-cao/{office.of('A2').pk}" in page.words
    assert "trễ 4 ngày làm việc" in page.words


def test_what_was_accepted_is_listed_by_how(office: Office, checker: Visitor, odd: int) -> None:
    press(checker, f"accept={odd}")
    page = desk(checker, "da-kiem")
    assert "từng số" in page.words


def test_a_row_the_checker_entered_is_locked_and_says_who_may(
    office: Office, district: District
) -> None:
    office.send("A1", by="official")
    own = visitor(district, "official")
    page = desk(own)
    assert "Đồng chí đã nhập số này nên không tự kiểm. Người kiểm khác ở Xã A kiểm." in page.words
    figure = office.figures("A1")[0]
    assert f'value="{figure}"' not in page.text
    refused = own.press(page, "xem=la", button=f"accept={figure}")
    assert refused.status == 422
    assert not office.figure("A1", ROAD).verified
    other = visitor(district, "official_2")
    assert "Đồng chí đã nhập số này" not in desk(other).words


def test_a_wish_is_answered_either_way(office: Office, district: District, odd: int) -> None:
    office.check("A1")
    checker = visitor(district, "official_2")
    secretary = visitor(district, "cell_secretary")
    of = office.of("A1").pk
    secretary.post(f"/bao-cao/{of}/mo-lai", reason="Ghi nhầm tổng số hộ")
    page = desk(checker)
    assert "Chi bộ Ấp A1 đề nghị mở lại báo cáo tháng 6/2022" in page.words
    assert press(checker, f"keep={of}").status == 422
    kept = checker.follow(press(checker, f"keep={of}", **{f"answer-{of}": "Số đã chốt"}))
    assert "giữ như đã nhận" in kept.words
    assert office.state("A1") is State.ACCEPTED
    secretary.post(f"/bao-cao/{of}/mo-lai", reason="Vẫn nhầm")
    checker.follow(press(checker, f"reopen={of}"))
    assert office.state("A1") is State.REOPENED


@pytest.mark.parametrize(
    "name", ["cell_secretary", "agency", "secretary", "supervisor", "administrator", "outsider"]
)
def test_who_checks_nothing_has_no_desk(
    office: Office, district: District, odd: int, name: str
) -> None:
    who = visitor(district, name)
    page = desk(who)
    assert page.status == 403
    assert "Chi bộ Ấp A1" not in page.words
    assert who.post("/kiem-so?xem=la", accept=str(odd)).status == 403
    assert not office.figure("A1", WATER).verified


@pytest.mark.parametrize("name", ["official_b", "clerk"])
def test_another_checker_cannot_accept_here(
    office: Office, district: District, odd: int, name: str
) -> None:
    who = visitor(district, name)
    page = desk(who)
    assert page.status == 200
    assert "Tách tổ 9" not in page.text
    assert who.post("/kiem-so?xem=la", accept=str(odd)).status in (400, 403, 422)
    assert not office.figure("A1", WATER).verified


def test_the_empty_desk_says_so(district: District) -> None:
    page = desk(visitor(district, "official_2"))
    assert page.status == 200
    assert "Không có số nào chờ kiểm." in page.words
