"""`vedich jobs`: what the clock does by itself, once; `vedich serve` keeps one going beside itself.

Periods open, rounds come again, matters climb, people are told, one mail a day goes out.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import SUPPRESS, Namespace
from datetime import datetime
from importlib import import_module
from threading import Event, Thread
from time import sleep
from typing import Final
from zoneinfo import ZoneInfo

from django.db import Error as DatabaseError
from django.db import connections

from vedich.cli.database import add_data_option, app, open_made
from vedich.cli.options import Parser
from vedich.cli.speech import tell
from vedich.cli.stopping import piece_by_piece
from vedich.core.errors import Language, Message
from vedich.core.vietnamese import write_date


SAMPLE = Message(
    code="jobs.sample",
    vi="Bản mẫu đứng ở một ngày nên không có việc hằng ngày nào chạy.",
    en="A sample stands still on one day, so it has no daily jobs.",
)
NO_MAIL = Message(
    code="jobs.no_mail",
    vi="Chưa đặt máy chủ thư (VEDICH_MAIL) nên không gửi thư.",
    en="No mail server is set (VEDICH_MAIL), so no mail goes out.",
)
NOTHING = Message(
    code="jobs.nothing",
    vi="Không có việc nào đến giờ.",
    en="Nothing is due.",
)
LINE = Message(
    code="jobs.line",
    vi="{name}: ngày {day}, {state}, lần {attempts}, số lượng {count}.",
    en="{name}: of {day}, {state}, attempt {attempts}, count {count}.",
)

NAMES: Final[dict[Language, dict[str, str]]] = {
    "vi": {
        "open": "mở kỳ báo cáo",
        "rounds": "việc lặp lại",
        "matters": "việc phát sinh quá hạn",
        "waiting": "bỏ tệp chỉ xem mà không ghi",
        "notices": "báo việc quá hạn",
        "mail": "gửi thư",
    },
    "en": {
        "open": "open periods",
        "rounds": "recurring tasks",
        "matters": "matters past their day",
        "waiting": "let go of files that were only looked at",
        "notices": "tell of what is late",
        "mail": "mail",
    },
}
STATES: Final[dict[Language, dict[str, str]]] = {
    "vi": {"waiting": "đợi làm lại", "taken": "đang làm", "done": "xong", "missed": "lỡ"},
    "en": {"waiting": "to be tried again", "taken": "going on", "done": "done", "missed": "missed"},
}

EVERY: Final = 30
"""Seconds between two looks at the clock."""

PATIENCE: Final = 10
"""Seconds a process has to go by itself."""

_OFFICE: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_ABOUT: Final = """\
Do what is due today and was not done yet: open periods, give recurring tasks
again, move matters up that nobody answered, tell people of what is late, send
one mail a day. Each job of a day is done once, whoever starts it; one that fails
is tried again. `vedich serve` does this by itself; for a machine without it, let
cron run this every few minutes."""

_EPILOG: Final = """\
example:
  VEDICH_MAIL='smtp://office@mail.example.vn:587?from=office@example.vn&tls=starttls' \\
  VEDICH_MAIL_PASSWORD_FILE=mail.password vedich jobs --data data"""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich jobs", _ABOUT, _EPILOG)
    made.usage = "vedich jobs [options]"
    add_data_option(made)
    made.add_argument("--watch", action="store_true", help="go on until the starter is gone")
    # who that is: asked here it could be gone already
    made.add_argument("--starter", type=int, default=os.getppid(), help=SUPPRESS)
    return made


def run(options: Namespace, language: Language) -> None:
    """Do what is due, or keep doing so. Raises WrongOption."""
    open_made(options.data)
    if app("journal.queries").pinned_day() is not None:
        if not options.watch:
            tell(SAMPLE.say(language, {}))
        return
    if options.watch:
        watch(options.starter)
        return
    if not app("notices.mail").ready():
        tell(NO_MAIL.say(language, {}))
    with piece_by_piece():
        queued = once(datetime.now(_OFFICE))
    if not queued:
        tell(NOTHING.say(language, {}))
    for last in app("notices.runs").book():
        said = {
            "name": NAMES[language][last.job],
            "day": write_date(last.day),
            "state": STATES[language][last.state],
            "attempts": last.attempts,
            "count": last.count,
        }
        sys.stdout.write(LINE.say(language, said) + "\n")


def once(now: datetime) -> list[str]:
    """Queue what is due at `now` and do everything that is queued; what was queued."""
    queued = list(app("desk.clockwork.jobs").enqueue_due(now))
    worker = import_module("django_tasks_db.management.commands.db_worker").Worker
    worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"vedich-{os.getpid()}",
        excluded_queue_names=[],
    ).run()
    return queued


def watch(parent: int) -> None:
    """Look at the clock again and again, for as long as the process that started this lives."""
    while os.getppid() == parent:
        try:
            once(datetime.now(_OFFICE))
        except DatabaseError as wrong:
            # the database is away or busy: the next look will find the job where it was
            tell(type(wrong).__name__)
        connections.close_all()
        for _ in range(EVERY):
            if os.getppid() != parent:
                return
            sleep(1)


class Beside:
    """One process beside the site that keeps the jobs going, and another one if it should die."""

    def __init__(self, data: str) -> None:
        self._data = data
        self._over = Event()

    def start(self) -> None:
        """Begin, without waiting for it."""
        # here and not in the thread: the site's processes are forked from this one
        first = start_jobs(self._data)
        self._keeper = Thread(target=self._keep, args=(first,), daemon=True)
        self._keeper.start()

    def stop(self) -> None:
        """End it; a job it was in the middle of is taken up again later."""
        self._over.set()
        self._keeper.join(timeout=2 * PATIENCE)

    def _keep(self, process: subprocess.Popen[bytes]) -> None:
        while True:
            while process.poll() is None and not self._over.wait(0.2):
                pass
            if process.poll() == 0:
                # it has nothing to do: a sample
                return
            end(process)
            # one that dies at once again does not keep the machine busy
            if self._over.wait(EVERY):
                return
            process = start_jobs(self._data)


def start_jobs(data: str) -> subprocess.Popen[bytes]:
    """The process that keeps the jobs going for as long as this one lives."""
    command = [sys.executable, "-m", "vedich.cli", "jobs", "--watch"]
    command += ["--starter", str(os.getpid())]
    command += ["--data", data] if data else []
    # a group of its own: Ctrl-C goes to the site, which ends this in order
    return subprocess.Popen(command, start_new_session=True)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, by force where it does not go by itself."""
    process.terminate()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
