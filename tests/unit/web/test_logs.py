"""The log says where and what kind of fault it was, and never the values."""

from __future__ import annotations

import logging
import sys

from vedich.web.logs import Formatter


def logged(error: Exception, **extra: object) -> str:
    try:
        try:
            raise KeyError("Nguyễn Văn A")
        except KeyError as cause:
            raise error from cause
    except type(error):
        record = logging.LogRecord("x", logging.ERROR, "", 0, "Page: /a", (), sys.exc_info())
    vars(record).update(extra)
    return Formatter().format(record)


def test_the_types_and_lines_are_kept_and_the_messages_are_not() -> None:
    text = logged(ValueError("secret figure 17,4"))
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_logs.py" in text
    assert "17,4" not in text.replace(__file__, "").split("raise error")[-1]
    assert "Nguyễn" not in text.split("builtins.KeyError")[-1]


def test_the_code_of_the_page_leads_to_the_entry() -> None:
    class Request:
        fault = "a1b2c3"

    assert "[a1b2c3]" in logged(ValueError("x"), request=Request())
