"""`vedich init`: a real, empty database with its first place and its first administrator."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from vedich.cli.database import add_data_option, app, make
from vedich.cli.options import Parser, WrongOption, read_option
from vedich.core.errors import Language, Message
from vedich.core.places import ALWAYS, Link, PlaceId
from vedich.rulebook.places.levels import level_of_kind


BLANK = Message(
    code="init.blank",
    vi="Tùy chọn này để trống. Hãy ghi một tên.",
    en="This option is blank. Write a name.",
)
SHORT = Message(
    code="init.short",
    vi="Mật khẩu có {count} ký tự, cần ít nhất {least}. Hãy ghi mật khẩu dài hơn.",
    en="The password has {count} characters and needs {least} at least. Write a longer one.",
)
MADE = Message(
    code="init.made",
    vi="Đã lập cơ sở dữ liệu thật cho {place} ở “{folder}”. Danh mục có {count} chỉ số để chọn.",
    en="Made a real database for {place} in “{folder}”. The catalogue offers {count} indicators.",
)
PASSWORD = Message(
    code="init.password",
    vi="Vào bằng tên {name}, mật khẩu {password} (chỉ in ra một lần này; hãy cất giữ).",
    en="Sign in as {name} with the password {password} (printed only this once; keep it safe).",
)

ADMINISTRATOR: Final = ("Người quản trị", "Administrator")
SOURCE: Final = "vedich init"
_OFFICE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_PASSWORD_BYTES: Final = 12
LEAST: Final = 10
"""Characters of a password."""

_ABOUT: Final = """\
Make a real, empty database: one place at the top of the tree, the shipped
catalogue of indicators, and an administrator who may enter people and places.
Never in a folder that holds a sample, nor the other way round."""

_EPILOG: Final = """\
example:
  vedich init --data data --place-code 86 --place-name "Tỉnh Vĩnh Long" \\
    --level province --admin quan-tri

The password is made and printed once, on standard output; with --password-stdin
the first line of standard input is taken instead, and nothing is printed."""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich init", _ABOUT, _EPILOG)
    made.usage = "vedich init [options]"
    add_data_option(made)
    made.add_argument("--place-code", metavar="CODE", help="code of the place at the top")
    made.add_argument("--place-name", metavar="NAME", help="its name, as official papers have it")
    made.add_argument("--level", metavar="KIND", help="its kind: province, commune, ward, …")
    made.add_argument("--admin", metavar="NAME", help="name to sign in as administrator")
    made.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    return made


def run(options: Namespace, language: Language) -> None:
    """Make the database. Raises WrongOption; then there is none."""
    texts = {
        option: read_option(option, text.strip(), _named)
        for option, text in (
            ("--place-code", options.place_code),
            ("--place-name", options.place_name),
            ("--admin", options.admin),
        )
    }
    now = datetime.now(_OFFICE)
    read_option("--level", options.level, lambda kind: level_of_kind(kind, now.date()))
    password = _password(options.password_stdin)
    folder = make(options.data)
    with transaction.atomic():
        count = _fill(texts, options.level, password, now)
    name = texts["--admin"]
    said = {"place": texts["--place-name"], "folder": folder, "count": count}
    sys.stdout.write(MADE.say(language, said) + "\n")
    if not options.password_stdin:
        sys.stdout.write(PASSWORD.say(language, {"name": name, "password": password}) + "\n")


def _fill(texts: dict[str, str], level: str, password: str, now: datetime) -> int:
    """Write the register, the place, the catalogue and the administrator; how many indicators."""
    journal, places = app("journal.actions"), app("places.actions")
    people, figures = app("people.actions"), app("figures.actions")
    today = now.date()
    journal.open_journal(sample=False, day=None, at=now)
    place = PlaceId(texts["--place-code"], ALWAYS)
    link = Link(place, None, ALWAYS, None, texts["--place-name"], level)
    places.add_links(links=[places.NewLink(link)], source=SOURCE, by=None, at=now, on_day=today)
    catalogue = figures.from_catalogue(today)
    figures.add_indicators(indicators=catalogue, by=None, at=now)
    top = app("places.models").Place.objects.get(code=place.code)
    title, title_en = ADMINISTRATOR
    post = people.NewPost("administrator", title, top, today, title_en=title_en)
    person = people.NewPerson(texts["--admin"], title, (post,), password=password)
    people.add_people(people=[person], by=None, at=now, on_day=today)
    return len(catalogue)


def _named(text: str) -> str:
    if not text:
        raise BLANK.refuse()
    return text


def _password(from_input: bool) -> str:
    """The first line of standard input, or one made up. Raises WrongOption for a short one."""
    if not from_input:
        return secrets.token_urlsafe(_PASSWORD_BYTES)
    typed = sys.stdin.readline().rstrip("\r\n")
    if len(typed) < LEAST:
        raise WrongOption("--password-stdin", SHORT.refuse(count=len(typed), least=LEAST))
    return typed
