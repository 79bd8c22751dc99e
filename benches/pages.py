"""`python -m benches.pages`: what the scorecard costs beside a constant view of the same server.

Requests go straight into the server's own handler, through every layer (session, visit, rights,
page cache), so that no client is timed. The views are asked in turn, round by round, and ratios are
taken inside a round: what disturbs the machine disturbs all alike. Told is processor time.

`constant` is a view that answers fixed bytes to a visitor who is signed in; `bare` is the same one
asked by nobody. `made` is the scorecard with everything swept before each request that a write
makes stale: pages, counts of the rail, how targets stand. Drawn marks are kept by the process, as
on a running server. `kept` comes from the shelf of pages, `304` is told to the browser only. `home`
is what needs the secretary of the demo, with its tasks and targets, asked in the same two ways.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

import django
from rich.console import Console
from rich.table import Table

from benches.shapes import WORK


DEMO: Final = WORK / "demo"
BASELINE: Final = Path(__file__).parent / "results" / "pages.json"
HOST: Final = "localhost"
CONSTANT, BARE, MADE, KEPT, NOT_MODIFIED = "constant", "bare", "made", "kept", "304"
HOME, HOME_KEPT = "home made", "home kept"
GOALS: Final = {
    (MADE, CONSTANT): 10.0,
    (KEPT, CONSTANT): 4.0,
    (NOT_MODIFIED, CONSTANT): 4.0,
    (HOME, CONSTANT): 10.0,
    (HOME_KEPT, CONSTANT): 4.0,
}
FIXED: Final = "hang-so"
SIZE: Final = 80_000
"""Bytes of the constant answer: about those of the scorecard."""


class Unexpected(Exception):
    """A request was answered otherwise than it should be, so that timing it says nothing."""


@dataclass(frozen=True)
class Ask:
    """One kind of request: its environment, the status that is right, what is done before it."""

    name: str
    environ: Mapping[str, Any]
    status: int
    before: Callable[[], None] = lambda: None


@dataclass
class Measured:
    """Processor seconds a request, one a round, by the name of the request."""

    cpu: dict[str, list[float]] = field(default_factory=dict)

    def middle(self, name: str) -> float:
        """The median of the rounds."""
        return median(self.cpu[name])

    def ratio(self, one: str, two: str) -> float:
        """`one` over `two`: the median of the rounds' ratios."""
        return median(a / b for a, b in zip(self.cpu[one], self.cpu[two], strict=True))


def main(words: Sequence[str]) -> int:
    """Measure, print, and save where asked."""
    options = _options(words)
    console = Console()
    folder = Path(options.data)
    if not (folder / "vedich.sqlite3").exists():
        console.print(f"Making the demo in {folder.name} (once) ...")
        _make(folder)
    os.environ["VEDICH_DATA"] = str(folder)
    os.environ["VEDICH_HOSTS"] = HOST
    os.environ["DJANGO_SETTINGS_MODULE"] = "vedich.web.settings"
    django.setup()
    load = os.getloadavg()[0]
    if load > 0.5:
        console.print(f"The load average is {load:.1f}: others use this machine. Expect noise.")
    try:
        measured = _rounds(_asks(), options.rounds, options.requests)
    except Unexpected as wrong:
        console.print(str(wrong), markup=False)
        return 1
    _show(measured, console)
    if options.save:
        _save(measured, load)
    return 0


def _options(words: Sequence[str]) -> Namespace:
    parser = ArgumentParser(
        prog="python -m benches.pages",
        description="Measure the scorecard of the demo against a constant view of the same server.",
    )
    parser.add_argument("--data", default=str(DEMO), help="folder of a demo (made if missing)")
    parser.add_argument("--rounds", type=int, default=9, help="rounds (default: %(default)s)")
    parser.add_argument("--requests", type=int, default=40, help="a round and view (%(default)s)")
    parser.add_argument("--save", action="store_true", help="make these results the baseline")
    return parser.parse_args(words)


def _make(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "vedich.cli", "demo", "--data", str(folder)]
    subprocess.run(command, check=True)


# -- requests --------------------------------------------------------------------------------------


def _asks() -> Sequence[Ask]:
    # Django reads its settings when these are imported, and the folder is known only now.
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from vedich.apps.resolutions.models import Resolution
    from vedich.apps.resolutions.standing import kept_lines
    from vedich.web import urls
    from vedich.web.counts import remembered
    from vedich.web.pagecache import shelf

    def forget() -> None:
        # as after a figure came in: neither the page nor the counts of its rail are known any more;
        # what no figure can change is (desk.needing)
        for memory in (shelf, remembered, kept_lines):
            memory.clear()

    answer = b"x" * SIZE

    def constant(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(answer)

    urls.urlpatterns.append(path(FIXED, constant))
    cookie = _signed_in()
    page = f"/nq/{Resolution.objects.order_by('pk').values_list('pk', flat=True)[0]}/chi-tieu"
    status, headers, _ = _respond(_environ(page, cookie))
    if status != 200:
        raise Unexpected(f"The scorecard answers {status}.")
    return (
        Ask(CONSTANT, _environ(f"/{FIXED}", cookie), 200),
        Ask(BARE, _environ(f"/{FIXED}"), 200),
        Ask(MADE, _environ(page, cookie), 200, forget),
        Ask(KEPT, _environ(page, cookie), 200),
        Ask(NOT_MODIFIED, _environ(page, cookie, HTTP_IF_NONE_MATCH=headers["ETag"]), 304),
        Ask(HOME, _environ("/", cookie), 200, forget),
        Ask(HOME_KEPT, _environ("/", cookie), 200),
    )


def _signed_in() -> str:
    """The cookie of somebody who leads the district."""
    from django.conf import settings
    from django.test import Client

    from vedich.apps.people.models import Post

    browser = Client()
    person = Post.objects.filter(role="secretary").order_by("pk")[0].person
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={browser.cookies[name].value}"


def _environ(page: str, cookie: str = "", **more: str) -> Mapping[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": page,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST,
        "HTTP_COOKIE": cookie,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **more,
    }


def _respond(environ: Mapping[str, Any]) -> tuple[int, Mapping[str, str], int]:
    """Status, headers and length of an answer, read to its end as a server would."""
    from vedich.web.wsgi import application

    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], _fault: Any = None, /
    ) -> Callable[[bytes], object]:
        told.append((status, headers))
        return len  # the old way of sending a body, which nobody uses

    body = application({**environ, "wsgi.input": io.BytesIO()}, start)
    try:
        length = sum(len(piece) for piece in body)
    finally:
        body.close()
    status, headers = told[0]
    return int(status[:3]), dict(headers), length


# -- measuring -------------------------------------------------------------------------------------


def _rounds(asks: Sequence[Ask], rounds: int, requests: int) -> Measured:
    for ask in asks:
        _times(ask, 5)
    measured = Measured({ask.name: [] for ask in asks})
    for _ in range(rounds):
        for ask in asks:
            measured.cpu[ask.name].append(_times(ask, requests))
    return measured


def _times(ask: Ask, requests: int) -> float:
    """Processor seconds one request takes. Raises Unexpected."""
    spent = 0.0
    for _ in range(requests):
        ask.before()
        start = time.process_time()
        status, _, _ = _respond(ask.environ)
        spent += time.process_time() - start
        if status != ask.status:
            raise Unexpected(f"“{ask.name}” was answered by {status}, not {ask.status}.")
    return spent / requests


def _show(measured: Measured, console: Console) -> None:
    table = Table("view", "CPU ms", "over constant", "goal", "", "over bare", title="Pages")
    for name in measured.cpu:
        ratio, goal = measured.ratio(name, CONSTANT), GOALS.get((name, CONSTANT))
        met = "" if goal is None else "met" if ratio <= goal else "not met"
        table.add_row(
            name,
            f"{measured.middle(name) * 1000:.2f}",
            f"{ratio:.2f}",
            f"≤ {goal:g}" if goal else "",
            met,
            f"{measured.ratio(name, BARE):.2f}",
        )
    console.print(table)


def _save(measured: Measured, load: float) -> None:
    names = (MADE, KEPT, NOT_MODIFIED, HOME, HOME_KEPT)
    results = {
        "ratios": {
            f"{name} / {below}": round(measured.ratio(name, below), 3)
            for name in names
            for below in (CONSTANT, BARE)
        },
        "cpu_ms": {name: round(measured.middle(name) * 1000, 3) for name in measured.cpu},
        "machine": {"cores": os.cpu_count(), "load_at_start": round(load, 2)},
    }
    BASELINE.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=2, ensure_ascii=False) + "\n"
    BASELINE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
