"""What every template may call."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import NoReverseMatch

from vedich.web.pages import day, has_page, initials, static, url


@pytest.mark.parametrize(
    ("name", "two"),
    [
        ("Nguyễn Ngọc Bích", "NB"),
        ("Bí thư Ấp A1 (mẫu)", "BA"),
        ("đỗ Thanh Sơn", "ĐS"),
        ("Yến", "YẾ"),
        ("", ""),
        ("(mẫu)", "(M"),
    ],
)
def test_two_letters_stand_for_a_name(name: str, two: str) -> None:
    assert initials(name) == two


def test_a_day_is_written_with_and_without_its_year() -> None:
    assert (day(date(2022, 6, 30)), day(date(2022, 6, 30), year=False)) == ("30/6/2022", "30/6")


def test_a_file_that_is_not_there_fails_loudly() -> None:
    with pytest.raises(FileNotFoundError):
        static("nowhere.css")


def test_what_is_not_built_is_not_offered() -> None:
    assert has_page("people:more")
    assert not has_page("people:nowhere")
    with pytest.raises(NoReverseMatch):
        url("people:nowhere")
