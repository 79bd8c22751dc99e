"""`vedich people`: for somebody locked out: who there is, and a one-time code on the server."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from datetime import date, datetime
from importlib import import_module
from typing import Final
from zoneinfo import ZoneInfo

from vedich.cli.database import add_data_option, app, open_made
from vedich.cli.options import Parser, WrongOption
from vedich.core.errors import Language, Message
from vedich.core.vietnamese import write_date


NOT_AN_ACTION = Message(
    code="people_cli.not_an_action",
    vi="“{value}” không phải việc làm được. Hãy ghi: vedich people code TÊN, hoặc list.",
    en="“{value}” cannot be done. Write: vedich people code NAME, or list.",
)
NO_NAME = Message(
    code="people_cli.no_name",
    vi="Chưa ghi tên đăng nhập sau “{value}”. Hãy ghi: vedich people code TÊN.",
    en="The sign-in name after “{value}” is missing. Write: vedich people code NAME.",
)
UNKNOWN = Message(
    code="people_cli.unknown",
    vi="Không có ai tên đăng nhập “{value}”. Xem danh sách bằng: vedich people list.",
    en="Nobody has the sign-in name “{value}”. See the list by: vedich people list.",
)
LOCKED = Message(
    code="people_cli.locked",
    vi="“{value}” đã bị khóa, mã không mở được. Hãy nhờ một người quản trị mở khóa trước.",
    en="“{value}” was locked out, which no code undoes. Ask an administrator to unlock it first.",
)
CODE = Message(
    code="people_cli.code",
    vi="Mã của {name}: {code} (dùng một lần, đến hết {day}, ở trang Vào, mục “Tôi có mã”).",
    en="Code of {name}: {code} (good once, until {day}, on the sign-in page, “I have a code”).",
)

NO_PASSWORD: Final[dict[Language, str]] = {"vi": "chưa có mật khẩu", "en": "no password yet"}
LOCKED_OUT: Final[dict[Language, str]] = {"vi": "đã khóa", "en": "locked out"}

_OFFICE: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_ABOUT: Final = """\
For an administrator who is locked out: make a one-time code on the server, or
list who may sign in. The code is printed once; the journal says that the server
made it, not what it is, and the person is told at the next sign-in. A name that
waits after wrong passwords may try again at once."""

_EPILOG: Final = """\
example:
  vedich people list --data data
  vedich people code quan-tri --data data"""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich people", _ABOUT, _EPILOG)
    made.usage = "vedich people (code NAME | list) [options]"
    made.add_argument("action", metavar="code|list", help="what to do")
    made.add_argument("name", nargs="?", default="", help="the sign-in name, for code")
    add_data_option(made)
    return made


def run(options: Namespace, language: Language) -> None:
    """Print a code, or the list. Raises WrongOption."""
    if options.action not in ("code", "list"):
        raise WrongOption("vedich people", NOT_AN_ACTION.refuse(value=options.action))
    if options.action == "code" and not options.name:
        raise WrongOption("vedich people code", NO_NAME.refuse(value="code"))
    open_made(options.data)
    now = datetime.now(_OFFICE)
    day = app("journal.queries").pinned_day() or now.date()
    if options.action == "list":
        _list(day, language)
    else:
        _code(options.name, now, day, language)


def _list(day: date, language: Language) -> None:
    """A line each: sign-in name, name, posts, and what stands in the way of signing in."""
    rights, queries = app("people.rights"), app("people.queries")
    posts = rights.held_or_to_come(None, day)
    for person in app("people.models").Person.objects.order_by("username"):
        held = "; ".join(queries.say_post(post, language) for post in posts.get(person.pk, ()))
        state = "" if person.has_usable_password() else NO_PASSWORD[language]
        state = state if person.is_active else LOCKED_OUT[language]
        sys.stdout.write("\t".join((person.username, person.name, held, state)).rstrip() + "\n")


def _code(name: str, now: datetime, day: date, language: Language) -> None:
    """Make a code, and forget the wrong passwords typed for the name. Raises WrongOption."""
    person = app("people.models").Person.objects.filter(username=name).first()
    if person is None:
        raise WrongOption("vedich people code", UNKNOWN.refuse(value=name))
    if not person.is_active:
        raise WrongOption("vedich people code", LOCKED.refuse(value=name))
    issued = app("people.codes").issue_codes(
        people=[person.pk], by=None, at=now, on_day=day, chance=secrets.SystemRandom()
    )
    import_module("axes.utils").reset(username=person.username)
    said = {
        "name": person.username,
        "code": issued[0].code,
        "day": write_date(issued[0].last_day),
    }
    sys.stdout.write(CODE.say(language, said) + "\n")
