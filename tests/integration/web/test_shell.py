"""The frame offers what is there and what the post may open, and nothing else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.cast import District
from tests.integration.web.helpers import Answer, draft_in_force
from vedich.apps.people.models import Person


def rail(client: Client, address: str = "/them") -> list[str]:
    """The words of the rail, without counts."""
    page = client.get(address).content.decode()
    (side,) = re.findall(r'<nav class="side".*?</nav>', page, re.DOTALL)
    return re.findall(r"</svg>([^<]+)", side)


def as_somebody(district: District, name: str) -> Client:
    client = Client()
    client.force_login(district.people[name])
    return client


@pytest.mark.parametrize(
    ("name", "offered", "withheld"),
    [
        ("secretary", [], ["Báo cáo tháng", "Kiểm số"]),
        ("clerk", ["Báo cáo tháng", "Kiểm số"], []),
        ("cell_secretary", ["Báo cáo tháng"], ["Kiểm số"]),
        ("official", ["Báo cáo tháng", "Kiểm số"], []),
        ("administrator", [], ["Nghị quyết", "Báo cáo tháng", "Kiểm số"]),
        ("outsider", [], ["Nghị quyết", "Báo cáo tháng", "Kiểm số"]),
    ],
)
def test_the_rail_follows_the_rights_of_the_post(
    district: District, name: str, offered: list[str], withheld: list[str]
) -> None:
    found = rail(as_somebody(district, name))
    assert set(offered) <= set(found)
    assert not set(withheld) & set(found)


def test_targets_are_offered_once_there_is_a_resolution(district: District) -> None:
    client = as_somebody(district, "secretary")
    assert "Chỉ tiêu" not in rail(client)
    draft_in_force(district)
    assert "Chỉ tiêu" in rail(client)
    assert "Nghị quyết 2022" in client.get("/them").content.decode()


@pytest.mark.parametrize("name", ["secretary", "clerk", "cell_secretary", "outsider"])
def test_no_link_of_the_frame_is_dead(district: District, name: str) -> None:
    draft_in_force(district)
    page = as_somebody(district, name).get("/them").content.decode()
    links = set(re.findall(r'(?:href|action)="(/[^"?]*)', page))
    assert links
    for link in links - {one for one in links if one.startswith("/static/")}:
        try:
            resolve(link)
        except Resolver404:
            pytest.fail(link)


def test_counts_stand_only_where_work_waits(district: District) -> None:
    page = as_somebody(district, "clerk").get("/them").content.decode()
    assert 'class="count' not in page


def test_static_files_change_their_address_with_their_content(
    client: Client, district: District
) -> None:
    page = client.get("/vao").content.decode()
    (address,) = re.findall(r'href="(/static/tokens\.css\?v=[0-9a-f]{10})"', page)
    answer: Answer = client.get(address)
    assert b"--ink:" in b"".join(answer.streaming_content)
    assert "max-age=31536000" in answer["Cache-Control"]
    answer.close()


def test_fonts_come_with_their_licence(client: Client, district: District) -> None:
    licence: Answer = client.get("/static/fonts/OFL.txt")
    assert b"SIL OPEN FONT LICENSE" in b"".join(licence.streaming_content)
    licence.close()


def test_an_address_that_only_takes_forms_is_a_page_in_words(
    client: Client, district: District
) -> None:
    answer = client.get("/ra")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Không có trang" in answer.content.decode()


def test_the_language_link_keeps_the_page_and_its_filter(district: District) -> None:
    page = as_somebody(district, "clerk").get("/them?da=1").content.decode()
    assert 'href="/them?da=1&amp;lang=en"' in page


def test_the_session_is_written_again_only_now_and_then(
    district: District,
) -> None:
    client = as_somebody(district, "clerk")
    assert client.get("/them").cookies.get("vedich_session") is not None
    assert client.get("/them").cookies.get("vedich_session") is None


def test_somebody_locked_out_since_is_a_stranger_at_the_next_page(district: District) -> None:
    client = as_somebody(district, "clerk")
    Person.objects.filter(username="clerk").update(is_active=False)
    assert client.get("/them").status_code == 302
