"""`vedich people`: for somebody locked out: who there is, and a one-time code on the server."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from datetime import datetime
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
CODE = Message(
    code="people_cli.code",
    vi="Mã của {name}: {code} (dùng một lần, đến hết {day}, ở trang Vào, mục “Tôi có mã”).",
    en="Code of {name}: {code} (good once, until {day}, on the sign-in page, “I have a code”).",
)

_OFFICE: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_ABOUT: Final = """\
For an administrator who is locked out: make a one-time code on the server, or
list who may sign in. The code is printed once; the journal says that the server
made it, not what it is."""

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
    people = app("people.models").Person.objects
    if options.action == "list":
        for person in people.order_by("username"):
            state = "" if person.is_active else " (locked out)"
            sys.stdout.write(f"{person.username}\t{person.name}{state}\n")
        return
    person = people.filter(username=options.name).first()
    if person is None:
        raise WrongOption("vedich people code", UNKNOWN.refuse(value=options.name))
    now = datetime.now(_OFFICE)
    day = app("journal.queries").pinned_day() or now.date()
    issued = app("people.codes").issue_codes(
        people=[person.pk], by=None, at=now, on_day=day, chance=secrets.SystemRandom()
    )
    said = {
        "name": person.username,
        "code": issued[0].code,
        "day": write_date(issued[0].last_day),
    }
    sys.stdout.write(CODE.say(language, said) + "\n")
