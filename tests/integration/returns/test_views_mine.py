"""My returns: what I owe, what came back, what is done, whom I may enter for."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import District
from tests.support.return_pages import visitor
from tests.support.returns import Office


def test_what_is_due_stands_on_top_with_its_lateness(office: Office, district: District) -> None:
    page = visitor(district, "cell_secretary").get("/bao-cao")
    assert page.status == 200
    assert "Đồng chí có 1 báo cáo cần gửi." in page.words
    assert "hạn 5/7, trễ 4 ngày làm việc" in page.words
    assert f'href="/bao-cao/{office.of("A1").pk}"' in page.text


def test_what_was_sent_waits_for_its_check(office: Office, district: District) -> None:
    office.send("A1")
    page = visitor(district, "cell_secretary").get("/bao-cao")
    assert "Không còn báo cáo nào cần gửi." in page.words
    assert "chờ kiểm, 0/3 số đã kiểm" in page.words


def test_what_came_back_shows_its_reason(office: Office, district: District) -> None:
    office.send("A1")
    checker = visitor(district, "official_2")
    figure = office.figures("A1")[0]
    checker.post("/kiem-so", back=str(figure), **{f"reason-{figure}": "Thiếu đoạn tổ 3"})
    page = visitor(district, "cell_secretary").get("/bao-cao")
    assert "Trả lại: “Thiếu đoạn tổ 3”" in page.words


def test_an_official_sees_his_own_and_whom_he_may_enter_for(
    office: Office, district: District
) -> None:
    page = visitor(district, "official").get("/bao-cao")
    assert "Nhập thay: 3 báo cáo chưa gửi" in page.words
    assert "Chi bộ Ấp A1" in page.words and "Chi bộ Ấp B1" not in page.words


@pytest.mark.parametrize("name", ["outsider", "supervisor", "administrator", "secretary"])
def test_who_owes_nothing_is_told_so(office: Office, district: District, name: str) -> None:
    page = visitor(district, name).get("/bao-cao")
    assert page.status == 200
    assert "Đồng chí không có báo cáo nào phải gửi." in page.words
    assert "Chi bộ Ấp" not in page.words


def test_the_page_costs_the_same_however_many_returns(office: Office, district: District) -> None:
    who = visitor(district, "cell_secretary")
    who.get("/bao-cao")
    few = _queries(who.client)
    office.open(1, 2, 3, 4, 5)
    assert _queries(who.client) <= few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get("/bao-cao")
    return len(seen)
