"""Pages of returns as a person without script uses them: read a form, fill it, press a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests.cast import District


BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class PageForm:
    """A form as the browser holds it: where it sends to, and what is in its boxes."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.words: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.described: list[str] = []
        self.headings = 0
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        switches = {name for name, _ in attrs}
        self.ids += [held["id"]] if "id" in held else []
        self.described += held.get("aria-describedby", "").split()
        self.headings += tag == "h1"
        if tag == "label" and "for" in held:
            self.labelled.append(held["for"])
        if tag == "form":
            self.forms.append(PageForm(held.get("action", "")))
        elif not self.forms:
            return
        elif tag == "textarea":
            self._area = held.get("name", "")
            self._put(self._area, "")
        elif tag == "select":
            self._select = held.get("name", "")
        elif tag == "option" and "selected" in switches:
            self._put(self._select, held.get("value", ""))
        elif tag == "input" and "name" in held:
            kind = held.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in switches:
                self._put(held["name"], held.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].values[self._area][-1] += data
        self.words.append(data)

    def _put(self, name: str, value: str) -> None:
        if name:
            self.forms[-1].values.setdefault(name, []).append(value)


class Page:
    """A page that was answered."""

    def __init__(self, response: Any) -> None:
        self.status = response.status_code
        self.address = response.headers.get("Location", "")
        self.text = response.content.decode()
        self._read = _Reader()
        self._read.feed(self.text)

    @property
    def words(self) -> str:
        """What can be read on it, in one line."""
        return " ".join(" ".join(self._read.words).split())

    @property
    def read(self) -> Any:
        """Its ids, labels and headings."""
        return self._read

    def form(self, ending: str, *, holding: str = "") -> PageForm:
        """The form that sends to an address with this ending, and has a box of this name."""
        return next(
            one
            for one in self._read.forms
            if one.action.endswith(ending) and (not holding or holding in one.values)
        )


@dataclass
class Visitor:
    """A signed-in person at a browser without script."""

    client: Client

    def get(self, address: str) -> Page:
        return Page(self.client.get(address))

    def post(self, address: str, **values: object) -> Page:
        return Page(self.client.post(address, values))

    def press(
        self, page: Page, ending: str, *, at: str = "", button: str = "", **changed: object
    ) -> Page:
        """Fill boxes of a form and press a button; `at` where the button sends elsewhere."""
        form = page.form(ending)
        values: Mapping[str, object] = {**form.values, **changed}
        if button:
            name, _, value = button.partition("=")
            values = {**values, name: value}
        return Page(self.client.post(at or form.action, values))

    def follow(self, page: Page) -> Page:
        """The page a redirect leads to."""
        assert page.status == 302, (page.status, page.words)
        return self.get(page.address)


def visitor(district: District, name: str) -> Visitor:
    """The person of the cast with this name, signed in."""
    client = Client()
    client.force_login(district.people[name], backend=BACKEND)
    return Visitor(client)


def boxes(office: Any, **typed: str | Sequence[str]) -> dict[str, Any]:
    """Values for boxes, named by letter and indicator: p_ho_dung_nuoc_sach="160"."""
    found: dict[str, Any] = {}
    for name, value in typed.items():
        letter, _, code = name.partition("_")
        found[f"{letter}{office.indicators[code].pk}"] = value
    return found
