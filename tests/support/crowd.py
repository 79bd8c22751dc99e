"""Many people at once, each correcting a figure of his own cell again and again.

A process of its own: it talks to a server on loopback, which tests themselves may not. Every answer
that says “written” is noted at once, on disk, before the next request; so that after the server was
killed it can be asked whether it kept its word.

    python -m tests.support.crowd ADDRESS PEOPLE FOLDER
"""

from __future__ import annotations

import http.client
import re
import sys
from collections.abc import Mapping
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit


_SECRETARY = re.compile(r'name="person" value="(\d+)"><span[^>]*>[^<]*</span><span[^>]*><b>([^<]*)')
_RETURN = re.compile(r'href="(/bao-cao/\d+)"')
_MEND = re.compile(r'href="(/bao-cao/\d+/sua/\d+)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_ODD = re.compile(r'name="confirmed" value="([\w.]+)"')
_BOX = re.compile(r'<input id="(part|whole)"[^>]* value="([^"]*)"')


class Gone(Exception):
    """The server does not answer any more."""


class Browser:
    """One person's cookies and connection."""

    def __init__(self, address: str) -> None:
        self._place = urlsplit(address)
        self._cookies: dict[str, str] = {}

    def ask(
        self, path: str, fields: Mapping[str, str | list[str]] | None = None
    ) -> tuple[int, str, str]:
        """Status, page, and where it sends on. Raises Gone."""
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self._cookies.items())}
        body = None
        if fields is not None:
            body = urlencode(fields, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line = http.client.HTTPConnection(
                self._place.hostname or "", self._place.port, timeout=60
            )
            line.request("GET" if fields is None else "POST", path, body, headers)
            answer = line.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise Gone from error
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self._cookies |= {name: one.value for name, one in SimpleCookie(cookie).items()}
        return answer.status, page, answer.headers.get("Location", "")


def secretaries(address: str) -> list[str]:
    """The keys of the sample's people who answer for a hamlet cell."""
    _, page, _ = Browser(address).ask("/xem-thu")
    return [key for key, name in _SECRETARY.findall(page) if "Ấp" in unescape(name)]


def correct_on_and_on(address: str, person: str, kept: Path) -> None:
    """Correct the first figure of the last return that was sent, until the server is gone."""
    browser = Browser(address)
    _, page, _ = browser.ask("/xem-thu")
    browser.ask("/xem-thu", {"csrfmiddlewaretoken": _token(page), "person": person, "den": "/"})
    _, page, _ = browser.ask("/bao-cao")
    for path in _RETURN.findall(page):
        _, form, _ = browser.ask(path)
        if _MEND.search(form):
            break
    with kept.open("a", encoding="utf-8") as stream:
        for turn in range(10**6):
            _, form, _ = browser.ask(path)
            reason = f"đợt {turn} của {person}"
            if _corrected(browser, _MEND.findall(form)[0], reason, turn):
                stream.write(reason + "\n")
                stream.flush()


def _corrected(browser: Browser, path: str, reason: str, turn: int) -> bool:
    _, page, _ = browser.ask(path)
    fields: dict[str, str | list[str]] = dict(_BOX.findall(page))
    # one of two values in turn, so that every correction changes something
    fields |= {"part": str(turn % 2), "reason": reason, "csrfmiddlewaretoken": _token(page)}
    status, page, _ = browser.ask(path, fields)
    if status != http.client.FOUND:
        fields["confirmed"] = _ODD.findall(page)
        status, page, _ = browser.ask(path, fields)
    if status == http.client.FOUND:
        # pressed once more, as people do: it must not count twice
        browser.ask(path, fields)
    return status == http.client.FOUND


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    if found is None:
        raise Gone
    return found[1]


def main() -> None:
    """Start everybody and wait until nobody is answered any more."""
    address, people, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])

    def act(person: str) -> None:
        try:
            correct_on_and_on(address, person, folder / person)
        except Gone:
            return

    crowd = [Thread(target=act, args=(one,)) for one in secretaries(address)[:people]]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()


if __name__ == "__main__":
    main()
