"""Walks the site by its links, one example of each kind of page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.functional.conftest import Site


CAST: Final = (
    *("Nguyễn Ngọc Bích", "Lý Kim Yến", "Lê Thị Phong", "Bí thư Ấp 1", "Huỳnh Thị Mai"),
    "Người quản trị",
)
"""A leader, the office, a commune official, a cell secretary, the Front, the administrator."""

FILES: Final = (".csv", ".xlsx", "/tep")


def kind(address: str) -> str:
    """What kind of page it is: its path with numbers left out."""
    return re.sub(r"\d+", "#", urlsplit(address).path)


def walk(site: Site, page: Page, query: str = "") -> Iterator[str]:
    """Open one example of every kind of page that somebody of the cast can reach by links.

    Yields the address while the page stands open. `query` is added to each address.
    """
    seen: set[str] = set()
    for address in ("/xem-thu", "/vao", "/khong-co"):
        seen.add(kind(address))
        page.goto(site.address + address + query)
        yield address
    for person in CAST:
        page.context.clear_cookies()
        site.enter(page, person)
        waiting = ["/", "/them"]
        while waiting:
            address = waiting.pop(0)
            if kind(address) in seen or address.endswith(FILES):
                continue
            seen.add(kind(address))
            answer = page.goto(site.address + address + query)
            assert answer is not None
            assert answer.status == 200, (person, address, answer.status)
            links = page.eval_on_selector_all(
                "a[href^='/']", "all => all.map(one => one.getAttribute('href'))"
            )
            waiting += [urlsplit(one).path for one in links]
            yield f"{address} ({person})"
