"""A practice copy cannot be mistaken: every page, every download, the header, the tab."""

from __future__ import annotations

from dataclasses import replace as changed
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from tests.cast import District
from tests.support.returns import make_office
from vedich.apps.desk.practice import make_practice
from vedich.apps.journal.models import Register
from vedich.apps.journal.queries import audit
from vedich.apps.notices.mail import ready
from vedich.formats.sheets.pasted import of_file


MADE = date(2022, 7, 11)
PARTIAL = frozenset({"/tim/nhanh"})
"""Pieces that a page of ours takes in; they are no pages."""


@pytest.fixture
def practice(district: District) -> District:
    """The district as a practice copy."""
    make_office(district, 6)
    make_practice(at=district.at, on_day=MADE)
    return district


def addresses() -> list[str]:
    """Every address without arguments."""

    def walk(patterns: list[URLPattern | URLResolver], start: str) -> list[str]:
        found: list[str] = []
        for one in patterns:
            path = start + str(one.pattern)
            if isinstance(one, URLResolver):
                found += walk(one.url_patterns, path)
            elif "<" not in path:
                found.append("/" + path)
        return found

    return walk(get_resolver().url_patterns, "")


@pytest.mark.parametrize("name", ["secretary", "clerk", "administrator", "cell_secretary"])
def test_every_page_says_that_it_is_practice(practice: District, name: str) -> None:
    browser = Client()
    browser.force_login(practice.people[name])
    seen = 0
    for address in addresses():
        answer = browser.get(address)
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        if address in PARTIAL:
            continue
        words = answer.content.decode()
        assert "BẢN TẬP." in words, address
        assert "<title>Tập · " in words, address
        assert answer.headers["X-Vedich-Practice"] == MADE.isoformat()
        seen += 1
    assert seen > 8


@pytest.mark.parametrize("name", ["clerk", "secretary"])
def test_every_sheet_says_so_in_itself(practice: District, name: str) -> None:
    browser = Client()
    browser.force_login(practice.people[name])
    seen = 0
    for address in addresses():
        answer = browser.get(address)
        if answer.status_code == 200 and "spreadsheet" in answer.headers.get("Content-Type", ""):
            lines = of_file(answer.content, "x.xlsx")
            assert any("BẢN TẬP" in cell for line in lines for cell in line), address
            seen += 1
    assert seen


def test_a_page_of_faults_says_so_too(practice: District) -> None:
    answer = Client().get("/khong-co-trang-nay")
    assert answer.status_code == 404
    assert "BẢN TẬP." in answer.content.decode()


def test_in_the_real_one_nothing_says_practice(district: District) -> None:
    browser = Client()
    browser.force_login(district.people["secretary"])
    answer = browser.get("/")
    assert "BẢN TẬP" not in answer.content.decode()
    assert "X-Vedich-Practice" not in answer.headers


def test_a_practice_copy_sends_no_mail(practice: District, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.vn"
    assert not ready()


def test_the_chain_says_that_it_is_practice_and_the_mark_cannot_be_wiped_off(
    practice: District,
) -> None:
    assert audit().broken is None
    Register.objects.update(practice=None)
    found = audit()
    assert found.broken is not None
    assert changed(found, broken=None).broken is None
