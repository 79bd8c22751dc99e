"""The committed manual is the one the spec tables give."""

from __future__ import annotations

import pytest

from tests.spec.manual import REFERENCE, pages


PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_what_the_spec_tables_give(name: str) -> None:
    page = REFERENCE / name
    assert page.is_file(), f"{name} is missing: run `make docs`"
    assert page.read_text(encoding="utf-8") == PAGES[name], (
        f"{name} is out of date: run `make docs`"
    )
