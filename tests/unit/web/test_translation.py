"""Vietnamese is the source, English is looked up, and what is missing shows its source."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from vedich.web import translation
from vedich.web.translation import gettext, ngettext, read, speaking


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        "Xin chào": ("Hello",),
        "Còn %(n)s việc": ("%(n)s task left", "%(n)s tasks left"),
        "%(who)s gửi": ("sent by %(who)s",),
    }
    monkeypatch.setattr(translation, "english", lambda: known)


def shown(template: str, **values: object) -> str:
    backend = engines["jinja2"]
    assert isinstance(backend, Jinja2)
    return str(backend.from_string(template).render(values))


@pytest.mark.usefixtures("words")
def test_a_text_is_said_in_the_language_of_the_visit() -> None:
    assert gettext("Xin chào") == "Xin chào"
    with speaking("en"):
        assert gettext("Xin chào") == "Hello"
    assert gettext("Xin chào") == "Xin chào"


@pytest.mark.usefixtures("words")
def test_a_missing_entry_shows_its_source() -> None:
    with speaking("en"):
        assert gettext("Chưa dịch") == "Chưa dịch"
        assert ngettext("một", "nhiều", 1) == "một"
        assert ngettext("một", "nhiều", 2) == "nhiều"


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("n", "said"), [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks")])
def test_english_counts_and_vietnamese_does_not(n: int, said: str) -> None:
    text = "{% trans n=n %}Còn {{ n }} việc{% pluralize %}Còn {{ n }} việc{% endtrans %}"
    assert shown(text, n=n) == f"Còn {n} việc"
    with speaking("en"):
        assert shown(text, n=n) == f"{said} left"


@pytest.mark.usefixtures("words")
def test_a_value_in_a_text_is_escaped_and_the_text_is_not() -> None:
    with speaking("en"):
        assert shown('{{ _("%(who)s gửi", who=who) }}', who="<b>") == "sent by &lt;b&gt;"


@pytest.mark.usefixtures("words")
def test_a_macro_imported_without_context_speaks_the_language_too() -> None:
    page = '{% from "_components/parts.html" import note %}{{ note("", _("Xin chào")) }}'
    with speaking("en"):
        assert "Hello" in shown(page)


def test_the_reader_keeps_only_what_is_translated(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "a"\nmsgstr "A"\n\nmsgid "b"\nmsgstr ""\n\n'
        'msgid "c"\nmsgid_plural "cc"\nmsgstr[0] "C"\nmsgstr[1] "CC"\n',
        encoding="utf-8",
    )
    assert dict(read(path)) == {"a": ("A",), "c": ("C", "CC")}


def test_a_name_that_no_view_gave_fails_loudly() -> None:
    with pytest.raises(Exception, match="nothing"):
        shown("{{ nothing }}")
