"""Bad configuration is said at the start, with a code and a remedy; good configuration is quiet."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from pytest_django.fixtures import Settings

from vedich.web import environment
from vedich.web.checks import ALL


def codes() -> list[str]:
    return [str(one.id) for check in ALL for one in check()]


@pytest.fixture
def good(settings: Settings) -> Settings:
    settings.SECRET_KEY = "x" * 40
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SECURE, settings.PROXIES, settings.DEBUG = False, 0, False
    return settings


def test_a_site_for_this_machine_is_fine(good: Settings) -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"SECRET_KEY": "short"}, "vedich.E001"),
        ({"ALLOWED_HOSTS": ["a.example"], "DEBUG": True}, "vedich.E002"),
        ({"ALLOWED_HOSTS": ["a.example"]}, "vedich.W001"),
        ({"ALLOWED_HOSTS": ["*"], "SECURE": True, "PROXIES": 1}, "vedich.E003"),
        ({"SECURE": True}, "vedich.E004"),
        ({"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}, "vedich.E005"),
        ({"STATICFILES_DIRS": []}, "vedich.E006"),
    ],
)
def test_each_slip_has_its_code_and_a_remedy(
    good: Settings, changed: dict[str, object], code: str
) -> None:
    for name, value in changed.items():
        setattr(good, name, value)
    assert code in codes()
    assert all(one.hint for check in ALL for one in check())


def test_a_public_site_behind_a_proxy_is_fine(good: Settings) -> None:
    good.ALLOWED_HOSTS, good.SECURE, good.PROXIES = ["a.example"], True, 1
    assert codes() == []


def test_django_runs_them(good: Settings) -> None:
    good.SECRET_KEY = "short"
    assert "vedich.E001" in [one.id for one in run_checks()]


@pytest.mark.parametrize("text", ["-1", "1.5", "two", "٣"])
def test_a_number_from_the_environment_is_a_whole_number(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("VEDICH_X", text)
    with pytest.raises(Exception, match="VEDICH_X"):
        environment.count("VEDICH_X", default=0)


def test_a_number_left_blank_is_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEDICH_X", " ")
    assert environment.count("VEDICH_X", default=3) == 3
