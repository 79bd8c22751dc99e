"""What commands that open the database share: its folder, its key, Django, its tables.

Django and the apps start only when such a command runs, so `vedich --help` stays quick; modules of
the apps are fetched by `app`, because they cannot be imported before Django is set up.
"""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final
from zoneinfo import ZoneInfo

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from vedich.cli.options import Parser, WrongOption, folder_option, path_option
from vedich.core.errors import Message, Refused


BAD_SETTINGS = Message(
    code="database.bad_settings",
    vi="Cấu hình không dùng được: {why} Hãy sửa biến môi trường rồi chạy lại.",
    en="The configuration cannot be used: {why} Correct the environment and start again.",
)
NOT_MADE = Message(
    code="database.not_made",
    vi="“{folder}” chưa có cơ sở dữ liệu. Hãy chạy vedich demo (mẫu) hay vedich init (thật) trước.",
    en="There is no database in “{folder}”. Run vedich demo (sample) or vedich init (real) first.",
)
SAMPLE_ALREADY = Message(
    code="database.sample_already",
    vi="“{folder}” đã có một bản mẫu. Hãy chọn thư mục khác: mẫu và thật không trộn được.",
    en="“{folder}” holds a sample already. Choose another folder: sample and real never mix.",
)
REAL_ALREADY = Message(
    code="database.real_already",
    vi="“{folder}” đã có cơ sở dữ liệu thật. Hãy chọn thư mục khác: mẫu và thật không trộn được.",
    en="“{folder}” holds a real database already. Choose another: sample and real never mix.",
)

OFFICE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
VARIABLE: Final = "VEDICH_DATA"
_SETTINGS: Final = "vedich.web.settings"
_KEY_BYTES: Final = 48


def add_data_option(parser: Parser) -> None:
    """Give `parser` the option --data."""
    parser.add_argument(
        "--data",
        metavar="FOLDER",
        default="",
        help=f"folder of the database; otherwise {VARIABLE} decides, then ./data",
    )


def start(data: str) -> Path:
    """Set Django up on the folder `data` (blank: by the environment). Raises WrongOption."""
    if data:
        os.environ[VARIABLE] = str(path_option("--data", data).absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise WrongOption("VEDICH", BAD_SETTINGS.refuse(why=wrong)) from None
    return Path(settings.DATA)


def make(data: str) -> Path:
    """As `prepare`. Raises WrongOption where a database was made there before."""
    folder, made = prepare(data)
    refuse_made(folder, made)
    return folder


def refuse_made(folder: Path, made: bool | None) -> None:
    """Raise WrongOption unless nothing was made in `folder` yet."""
    if made is not None:
        already = SAMPLE_ALREADY if made else REAL_ALREADY
        raise WrongOption("--data", already.refuse(folder=folder))


def prepare(data: str) -> tuple[Path, bool | None]:
    """As `start`, and make the folder, its key and the tables where they are missing.

    Gives the folder, and whether it holds a sample (None: nothing was made yet). Raises
    WrongOption.
    """
    text = data or os.environ.get(VARIABLE) or "data"
    folder = folder_option("--data", str(Path(text).absolute()))
    # the secret and the people's data are nobody else's on this machine
    folder.mkdir(mode=0o700, exist_ok=True)
    make_key(folder / "secret.key")
    start(str(folder))
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as wrong:
        raise WrongOption("VEDICH", BAD_SETTINGS.refuse(why=f"{wrong}.")) from None
    return folder, _register()


def open_made(data: str) -> Path:
    """As `start`, for a database that was made. Raises WrongOption."""
    folder = start(data)
    if _register() is None:
        raise WrongOption("--data", NOT_MADE.refuse(folder=folder))
    _bring_up_to_date()
    return folder


def _bring_up_to_date() -> None:
    """Give a database that an older version made the tables of this one, and its search index."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as wrong:
        raise WrongOption("VEDICH", BAD_SETTINGS.refuse(why=f"{wrong}.")) from None
    today = app("journal.queries").pinned_day() or datetime.now(OFFICE).date()
    app("desk.finding.actions").rebuild(on_day=today)


def app(module: str) -> ModuleType:
    """A module of the apps, once `start`, `make` or `open_made` has run."""
    return import_module(f"vedich.apps.{module}")


def _register() -> bool | None:
    """Whether the database is a sample; None where it was not made."""
    try:
        return bool(app("journal.queries").is_sample())
    except (Refused, DatabaseError):
        return None


def make_key(kept: Path) -> None:
    """Make the secret of an installation, unless it is there or stands in the environment."""
    if kept.exists() or os.environ.get("VEDICH_SECRET_KEY"):
        return
    # made readable for nobody else from the first byte on
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(secrets.token_urlsafe(_KEY_BYTES) + "\n")
