"""A real server with the sample year, and a real browser on it; nothing leaves this machine.

The sample is made once for all processes of a run and copied for each, so that what one test writes
disturbs no other process. The browser talks to the server itself: the test needs no socket.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.tools import chromium, missing, required


FLAGS: Final = (
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
WIDE, PHONE = (1440, 900), (390, 844)
PATIENCE: Final = 300.0
"""Seconds another process may take to make the sample."""

VEDICH: Final = [sys.executable, "-m", "vedich.cli"]


@dataclass(frozen=True)
class Site:
    """The server that runs, and how to come in."""

    address: str

    def enter(self, page: Page, person: str, goto: str = "/them") -> None:
        """Come in as the person of the sample with this name, and open a page."""
        page.goto(f"{self.address}/xem-thu")
        # those of smaller places are folded away
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        page.locator("button[name=person]", has_text=person).first.click()
        page.goto(self.address + goto)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as slow, and skip it with a reason where there is no browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
            if chromium() is None and not required("chromium"):
                item.add_marker(pytest.mark.skip(reason=missing("chromium")))


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the sample, made by `vedich demo` once for all processes."""
    folder = Path(os.environ["VEDICH_DATA"]) / "functional"
    made = folder / "made"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + PATIENCE
        while not made.exists():
            assert time.monotonic() < until, "another process did not make the sample"
            time.sleep(0.5)
        return folder
    command = [*VEDICH, "demo", "--data", str(folder / "data")]
    subprocess.run(command, check=True, capture_output=True, env=_environment())
    made.touch()
    return folder


@pytest.fixture(scope="session")
def site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`vedich serve` on a copy of the sample."""
    data = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(sample / "data", data)
    port = 20000 + os.getpid() % 20000
    process, address = served(data, port)
    yield Site(address)
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without anything that asks the network."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window, wide, that speaks Vietnamese; an error of a script fails the test."""
    yield from _window(browser, WIDE)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A fresh window as narrow as a phone."""
    yield from _window(browser, PHONE)


def _window(browser: Browser, size: tuple[int, int]) -> Iterator[Page]:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if "Policy" in said.text else None)
    yield opened
    context.close()
    assert wrong == []


def _environment() -> dict[str, str]:
    return {**os.environ, "VEDICH_PAGE_CACHE": "64", "VEDICH_LANGUAGE": "en"}


def served(data: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
    """A server on the folder `data`, at the first free port from `port` on, and its address."""
    said = data.parent / "said"
    for tried in range(port, port + 20):
        command = [*VEDICH, "serve", "--data", str(data), "--port", str(tried), "--workers", "1"]
        # into a file: a pipe that nobody reads fills up and stops the server
        with said.open("wb") as stream:
            process = subprocess.Popen(command, stderr=stream, env=_environment())
        until = time.monotonic() + PATIENCE
        while "runs at" not in (text := said.read_text(encoding="utf-8")):
            if process.poll() is not None:
                break
            assert time.monotonic() < until, text
            time.sleep(0.1)
        else:
            return process, f"http://127.0.0.1:{tried}"
        # the port is somebody else's: the next one
        assert "--port" in text, text
    raise AssertionError("no free port")
