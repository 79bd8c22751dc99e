"""Every screen has its help, every guide fits one page, every sign is the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import District
from vedich.apps.desk.help.catalogue import GUIDES, HELP, key_of
from vedich.core.errors import LANGUAGES


def views(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from views(one, one.namespace or one.app_name or space)
        elif isinstance(one, URLPattern):
            yield f"{space}:{one.name}"


def test_every_screen_has_its_help() -> None:
    for view in views():
        assert key_of(view) in HELP, view


def test_every_help_is_of_some_screen() -> None:
    assert {key_of(view) for view in views()} == set(HELP)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_help_can_be_drawn(district: District, client: Client, language: str) -> None:
    client.force_login(district.people["cell_secretary"])
    pages = [f"/tro-giup/{key}" for key in HELP]
    pages += [f"/tro-giup/huong-dan/{key}" for key in GUIDES]
    for page in (*pages, "/tro-giup", "/tro-giup/ky-hieu"):
        assert client.get(page, {"lang": language}).status_code == 200, page
    assert client.get("/tro-giup/xyz").status_code == 404
    assert client.get("/tro-giup/huong-dan/xyz").status_code == 404


def test_a_screen_links_its_own_help(district: District, client: Client) -> None:
    client.force_login(district.people["clerk"])
    assert 'href="/tro-giup/people"' in client.get("/nguoi").content.decode()
    assert 'href="/tro-giup/home"' in client.get("/").content.decode()


def test_a_guide_is_short_enough_for_a_page() -> None:
    for guide in GUIDES.values():
        assert 4 <= len(guide.steps) <= 7
        assert all(len(step.vi) < 130 and len(step.en) < 130 for step in guide.steps)
