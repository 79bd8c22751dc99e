"""What can be measured on an open page."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Page


TOUCH: Final = 44
"""Pixels a finger needs."""


def measured(page: Page, script: str, argument: object = None) -> Any:
    """What the script says of the page that is there whole.

    A click returns as soon as the address has changed: the page may not have its first tag yet.
    """
    page.wait_for_load_state()
    return page.evaluate(script, argument)


def sideways(page: Page) -> int:
    """The pixels one must scroll sideways to see all of the page."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(measured(page, width))


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways."""
    return sideways(page) <= 0


def small(page: Page) -> list[str]:
    """The controls of the main part that are lower than a finger needs; links in a text aside."""
    found: list[str] = measured(
        page,
        """least => [...document.querySelectorAll('main .btn, main button, main select, \
                main summary, main textarea, main .in, main .chips label')]
            .filter(one => one.offsetParent && one.getBoundingClientRect().height < least - .5)
            .map(one => one.outerHTML.slice(0, 80))""",
        TOUCH,
    )
    return found
