"""Language, address and instant of a visit, from what a browser sends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from vedich.core.errors import Language
from vedich.web.visits import address, instant, language, preferred


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en-GB,en;q=0.9,vi;q=0.8", "en"),
        ("vi;q=0.2,en;q=0.7", "en"),
        ("fr-FR,fr", "vi"),
        ("fr,en;q=0.1", "en"),
        ("en;q=lots", "vi"),
        (";;;,", "vi"),
    ],
)
def test_the_browser_s_first_language_of_ours_is_spoken(header: str, expected: Language) -> None:
    assert preferred(header) == expected


def test_what_is_asked_for_wins_over_the_cookie_and_the_browser() -> None:
    request = RequestFactory().get("/", {"lang": "en"}, headers={"accept-language": "vi"})
    request.COOKIES["vedich_language"] = "vi"
    assert language(request) == "en"
    del request.GET
    request = RequestFactory().get("/", headers={"accept-language": "vi"})
    request.COOKIES["vedich_language"] = "en"
    assert language(request) == "en"


@pytest.mark.parametrize("word", ["", "fr", "EN", "vi'"])
def test_a_language_we_do_not_speak_is_passed_over(word: str) -> None:
    assert language(RequestFactory().get("/", {"lang": word})) == "vi"


def test_in_a_sample_the_clock_runs_on_the_pinned_day() -> None:
    now = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    assert instant(now, date(2022, 7, 11)).isoformat() == "2022-07-11T03:30:00+07:00"


def test_elsewhere_the_day_is_that_of_the_office() -> None:
    now = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    assert instant(now, None).date() == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("proxies", "passed", "expected"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (1, "", ""),
        (2, "203.0.113.9", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_saw_counts_as_the_address(
    settings: Settings, proxies: int, passed: str, expected: str
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=passed)
    assert address(request) == (expected or "")
