"""`vedich serve`: the site on one port, until Ctrl-C."""

from __future__ import annotations

import socket
from argparse import Namespace
from importlib import import_module
from threading import Thread
from time import sleep
from typing import Final

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from vedich.cli.database import BAD_SETTINGS, add_data_option, open_made
from vedich.cli.jobs import Beside
from vedich.cli.options import Parser, WrongOption
from vedich.cli.speech import tell
from vedich.core.errors import Language, Message


NOT_A_NUMBER = Message(
    code="serve.not_a_number",
    vi="“{value}” không phải là số nguyên từ {least} đến {most}. Hãy ghi một số như {example}.",
    en="“{value}” is not a whole number from {least} to {most}. Write one, like {example}.",
)
TAKEN = Message(
    code="serve.taken",
    vi="Không mở được cổng {port} ở {host} ({why}). Hãy chọn cổng khác bằng --port.",
    en="Port {port} at {host} cannot be opened ({why}). Choose another with --port.",
)
READY = Message(
    code="serve.ready",
    vi="Về Đích chạy ở {address} với {workers} tiến trình. Bấm Ctrl-C để dừng.",
    en="Về Đích runs at {address} with {workers} processes. Stop it with Ctrl-C.",
)
STOPPED = Message(
    code="serve.stopped",
    vi="Đã dừng. Các trang đang mở đã trả lời xong.",
    en="Stopped. Pages being served were answered first.",
)

MOST_PORT: Final = 65535
MOST_WORKERS: Final = 64
THREADS: Final = 2
"""Threads a worker: more only wait for one another and keep opening SQLite connections."""

GRACE: Final = 20
"""Seconds a worker may take to answer what it has begun."""

_EPILOG: Final = """\
example:
  vedich demo --data demo
  vedich serve --data demo --port 8000

Behind a proxy set VEDICH_HOSTS, VEDICH_ORIGINS, VEDICH_HTTPS=1 and VEDICH_PROXIES=1."""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich serve", "Serve the site of one database.", _EPILOG)
    made.usage = "vedich serve [options]"
    add_data_option(made)
    made.add_argument(
        "--host", metavar="H", default="127.0.0.1", help="address to listen at (127.0.0.1)"
    )
    made.add_argument("--port", metavar="N", default="8000", help="port to listen at (8000)")
    made.add_argument(
        "--no-jobs", action="store_true", help="do not run the daily jobs beside the site"
    )
    made.add_argument("--workers", metavar="N", default="2", help="processes that answer (2)")
    return made


def run(options: Namespace, language: Language) -> None:
    """Serve until a signal. Raises WrongOption before anything is opened."""
    port = _number("--port", options.port, 1, MOST_PORT, 8000)
    workers = _number("--workers", options.workers, 1, MOST_WORKERS, 2)
    _look(options.data)
    _free(options.host, port)
    shown = f"[{options.host}]" if ":" in options.host else options.host
    said = {"address": f"http://{shown}:{port}/", "workers": workers}
    server = Server(
        "vedich.web.wsgi:application",
        address=options.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=GRACE,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        websockets=False,
    )
    ready = READY.say(language, said)
    waiter = Thread(target=_announce, args=(options.host, port, ready), daemon=True)
    server.on_startup(waiter.start)
    jobs = None if options.no_jobs else Beside(options.data)
    try:
        if jobs is not None:
            jobs.start()
        server.serve()
    finally:
        if jobs is not None:
            jobs.stop()
    tell(STOPPED.say(language, {}))


def _number(option: str, text: str, least: int, most: int, example: int) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    if not digits or not least <= int(text) <= most:
        raise WrongOption(
            option, NOT_A_NUMBER.refuse(value=text, least=least, most=most, example=example)
        )
    return int(text)


def _look(data: str) -> None:
    """The settings can be used and the database was made; sessions that ended are cleared away."""
    open_made(data)
    for check in run_checks():
        said = f"{check.id} {check.msg} {check.hint or ''}".strip()
        if check.level >= ERROR and not check.is_silenced():
            raise WrongOption("VEDICH", BAD_SETTINGS.refuse(why=said))
        if not check.is_silenced():
            tell(said)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    # the workers are processes of their own and must not share a connection
    connections.close_all()


def _announce(host: str, port: int, ready: str) -> None:
    """Say that the site runs once it answers: each worker opens the port when it has started."""
    # who listens everywhere is asked here
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    while True:
        try:
            socket.create_connection((near, port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            tell(ready)
            return


def _free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as wrong:
            why = wrong.strerror or str(wrong)
            raise WrongOption("--port", TAKEN.refuse(port=port, host=host, why=why)) from None
