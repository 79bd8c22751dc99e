"""Puts values back into a form of a finished page; knows HTML forms, and nothing of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit


Attributes = Mapping[str, str | None]

UNTOUCHED: Final = ("file", "password", "submit", "button", "image", "reset")
"""Kinds of input whose value is not the writer's."""

TOKEN: Final = "csrfmiddlewaretoken"


@dataclass(slots=True)
class _Control:
    """An input, text area or option: what it is called, and which stretch of the page it fills."""

    tag: str
    name: str
    attributes: Attributes
    start: int
    end: int
    inner: int = 0


@dataclass(slots=True)
class _Form:
    action: str
    method: str
    controls: list[_Control] = field(default_factory=list)


class _Reader(HTMLParser):
    """Finds every form of a page with its controls and where they stand."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.forms: list[_Form] = []
        self._select = ""
        self._area: _Control | None = None
        self._inside = False
        lines = page.split("\n")
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.feed(page)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down a form, or a control of the form that is open."""
        held = dict(attrs)
        if tag == "form":
            action, method = held.get("action") or "", held.get("method") or "get"
            self.forms.append(_Form(action, method.lower()))
            self._inside = True
        elif self._inside and tag in ("input", "textarea", "option"):
            start = self._here()
            end = start + len(self.get_starttag_text() or "")
            name = self._select if tag == "option" else held.get("name") or ""
            control = _Control(tag, name, held, start, end, inner=end)
            self.forms[-1].controls.append(control)
            self._area = control if tag == "textarea" else self._area
        elif tag == "select":
            self._select = held.get("name") or ""

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area:
            self._area.end, self._area = self._here(), None


def refill(page: str, at: str, to: str, fields: Sequence[tuple[str, str]]) -> str | None:
    """`page` with `fields` in the form that sends to the path `to`; None if it has no such form.

    Of several forms that one whose hidden fields fit best. Tokens, files and passwords stay.
    """
    forms = [
        form
        for form in _Reader(page).forms
        if form.method == "post" and urlsplit(urljoin(at, form.action)).path == to
    ]
    if not forms:
        return None
    values: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in fields:
        values[name].append(value)
    return _written(page, max(forms, key=lambda form: _fit(form, values)), values)


def _fit(form: _Form, values: Mapping[str, list[str]]) -> int:
    same = [
        (one.attributes.get("value") or "") in values.get(one.name, ())
        for one in form.controls
        if one.attributes.get("type") == "hidden" and one.name != TOKEN
    ]
    return sum(same) - same.count(False)


def _written(page: str, form: _Form, values: Mapping[str, list[str]]) -> str:
    left = {name: list(held) for name, held in values.items()}
    parts: list[str] = []
    done = 0
    for control in form.controls:
        parts += [page[done : control.start], _control(page, control, values, left)]
        done = control.end
    return "".join([*parts, page[done:]])


def _control(
    page: str,
    control: _Control,
    values: Mapping[str, list[str]],
    left: Mapping[str, list[str]],
) -> str:
    as_it_is = page[control.start : control.end]
    kind = (control.attributes.get("type") or "text").lower()
    chosen = (control.attributes.get("value") or "") in values.get(control.name, ())
    if control.tag == "option":
        return _tag("option", control.attributes, "selected", chosen) if control.name else as_it_is
    if not control.name or control.name == TOKEN or kind in UNTOUCHED:
        return as_it_is
    if kind in ("checkbox", "radio"):
        return _tag("input", control.attributes, "checked", chosen)
    if not left.get(control.name):
        return as_it_is
    value = left[control.name].pop(0)
    if control.tag == "textarea":
        # a browser drops the first line break, so one more stands before the text
        return f"{page[control.start : control.inner]}\n{escape(value)}"
    return _tag("input", {**control.attributes, "value": value})


def _tag(tag: str, attributes: Attributes, switch: str = "", on: bool = False) -> str:
    held: Iterable[tuple[str, str | None]] = (
        (name, value) for name, value in attributes.items() if name != switch
    )
    said = [name if value is None else f'{name}="{escape(value)}"' for name, value in held]
    return f"<{' '.join([tag, *said, *([switch] if on else [])])}>"
