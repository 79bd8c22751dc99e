"""`vedich practice`: a copy of a database to practise in, unlike the real one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection

from vedich.cli.database import add_data_option, app, make_key, open_made
from vedich.cli.options import Parser, WrongOption, folder_option
from vedich.cli.speech import tell
from vedich.core.errors import Language, Message


MADE = Message(
    code="practice.made",
    vi="Đã lập bản tập ở “{folder}”. Chạy: vedich serve --data {folder} --port 8001.",
    en="Made a practice copy in “{folder}”. Run: vedich serve --data {folder} --port 8001.",
)
MARKED = Message(
    code="practice.marked",
    vi="Đã đánh dấu “{folder}” là bản tập.",
    en="Marked “{folder}” as a practice copy.",
)
SAME = Message(
    code="practice.same",
    vi="“{value}” chính là bản thật. Hãy ghi một thư mục khác sau --to.",
    en="“{value}” is the real one itself. Write another folder after --to.",
)
OF_A_COPY = Message(
    code="practice.of_a_copy",
    vi="“{value}” đã là bản tập. Hãy chép từ bản thật.",
    en="“{value}” is a practice copy already. Copy the real one.",
)
OCCUPIED = Message(
    code="practice.occupied",
    vi="“{value}” đã có dữ liệu và không phải bản tập, nên không ghi đè. Hãy chọn thư mục khác.",
    en="“{value}” holds data and is no practice copy, so it stays. Choose another folder.",
)
THERE = Message(
    code="practice.there",
    vi="“{value}” đã có một bản tập. Muốn thay thì thêm --replace.",
    en="“{value}” holds a practice copy already. Add --replace to put a new one there.",
)
POSTGRESQL = Message(
    code="practice.postgresql",
    vi="Cơ sở dữ liệu ở PostgreSQL ({value}). Hãy chép bằng createdb và pg_dump | psql, đặt "
    "VEDICH_DATABASE_URL vào bản chép rồi chạy: vedich practice --mark.",
    en="The database is on PostgreSQL ({value}). Copy it by createdb and pg_dump | psql, point "
    "VEDICH_DATABASE_URL at the copy and run: vedich practice --mark.",
)
NOT_COPIED = Message(
    code="practice.not_copied",
    vi="Không chép được ({value}). Bản thật không đổi; hãy kiểm tra chỗ trống và quyền ghi.",
    en="It could not be copied ({value}). The real one is as it was; check space and permissions.",
)

MARK: Final = "practice"
"""The file that says so to the settings, before the database can be asked."""

BASE: Final = "vedich.sqlite3"
_OFFICE: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_ABOUT: Final = """\
Copy a database with its files to practise in. Every page, print and file of the
copy says that nothing in it may be used; nobody is signed in to it, unused codes
and calendar addresses are void, no mail goes out. Passwords are those of the
real one. The real one is only read, and may be in use meanwhile."""

_EPILOG: Final = """\
example:
  vedich practice --data data --to practice
  vedich serve --data practice --port 8001"""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich practice", _ABOUT, _EPILOG)
    made.usage = "vedich practice [options]"
    add_data_option(made)
    made.add_argument("--to", metavar="FOLDER", default="practice", help="where it goes (practice)")
    made.add_argument("--replace", action="store_true", help="put it in place of an older copy")
    made.add_argument("--mark", action="store_true", help="only mark the database of --data")
    return made


def run(options: Namespace, language: Language) -> None:
    """Make the copy, or mark one. Raises WrongOption; the real database is never changed."""
    folder = open_made(options.data)
    if options.mark:
        now = datetime.now(_OFFICE)
        app("desk.practice").make_practice(at=now, on_day=now.date())
        (folder / MARK).write_text(now.date().isoformat() + "\n", encoding="utf-8")
        tell(MARKED.say(language, {"folder": folder}))
        return
    if connection.vendor != "sqlite":
        raise WrongOption("--data", POSTGRESQL.refuse(value=connection.settings_dict["NAME"]))
    if app("journal.queries").practice_day() is not None:
        raise WrongOption("--data", OF_A_COPY.refuse(value=folder))
    to = folder_option("--to", str(Path(options.to).absolute()))
    _check_target(folder, to, replace=options.replace)
    connection.close()
    try:
        _copy(folder, to)
    except (OSError, sqlite3.Error, subprocess.SubprocessError) as wrong:
        shutil.rmtree(_beside(to), ignore_errors=True)
        why = getattr(wrong, "strerror", None) or type(wrong).__name__
        raise WrongOption("--to", NOT_COPIED.refuse(value=why)) from None
    tell(MADE.say(language, {"folder": to}))


def _check_target(folder: Path, to: Path, *, replace: bool) -> None:
    if to.resolve() == folder.resolve() or to.resolve() in folder.resolve().parents:
        raise WrongOption("--to", SAME.refuse(value=to))
    if not to.exists() or not any(to.iterdir()):
        return
    if not _is_practice(to / BASE):
        raise WrongOption("--to", OCCUPIED.refuse(value=to))
    if not replace:
        raise WrongOption("--to", THERE.refuse(value=to))


def _is_practice(base: Path) -> bool:
    """Whether a database says of itself that it is a practice copy."""
    if not base.is_file():
        return False
    try:
        opened = sqlite3.connect(f"file:{base}?mode=ro", uri=True)
    except sqlite3.Error:
        return False
    try:
        found = opened.execute("SELECT practice FROM journal_register").fetchone()
    except sqlite3.Error:
        return False
    finally:
        opened.close()
    return bool(found and found[0])


def _beside(to: Path) -> Path:
    return to.with_name(f".{to.name}.new")


def _copy(folder: Path, to: Path) -> None:
    """Copy beside the target, mark it there, and only then put it in place."""
    new = _beside(to)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    source = sqlite3.connect(f"file:{folder / BASE}?mode=ro", uri=True)
    target = sqlite3.connect(new / BASE)
    try:
        # page by page, so that the site goes on while it is copied
        source.backup(target, pages=2000)
    finally:
        target.close()
        source.close()
    if (folder / "evidence").is_dir():
        shutil.copytree(folder / "evidence", new / "evidence")
    make_key(new / "secret.key")
    kept = {name: text for name, text in os.environ.items() if not name.startswith("VEDICH")}
    command = [sys.executable, "-m", "vedich.cli", "practice", "--mark", "--data", str(new)]
    subprocess.run(command, env=kept, check=True, capture_output=True)
    if to.exists():
        shutil.rmtree(to)
    new.rename(to)
