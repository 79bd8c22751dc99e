"""`vedich demo`: a database with the sample year, to look around in."""

from __future__ import annotations

from argparse import Namespace
from random import Random

from django.db import transaction

from vedich.cli.database import add_data_option, app, prepare, refuse_made
from vedich.cli.options import Parser
from vedich.cli.sample import read_seed
from vedich.cli.speech import tell
from vedich.cli.waiting import progress
from vedich.core.errors import Language, Message


BEGUN = Message(
    code="demo.begun",
    vi="Đang lập bản mẫu Chợ Lách 2022, mất chừng nửa phút.",
    en="Making the sample of Chợ Lách 2022, which takes about half a minute.",
)
MADE = Message(
    code="demo.made",
    vi="Dữ liệu mẫu: số liệu và tên người là giả định. Đã lập ở “{folder}”; hãy chạy vedich serve.",
    en="Sample data: figures and people are invented. Made in “{folder}”; now run vedich serve.",
)

_ABOUT = """\
Make a database with the sample year of Chợ Lách 2022: a resolution with 25
targets and six months of returns, sent and checked by the same actions that
people use. District and communes are real; figures and people are invented
and labelled so. Refuses a folder that holds a database already."""

_EPILOG = """\
example:
  vedich demo --data demo
  VEDICH_DATA=demo vedich serve"""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich demo", _ABOUT, _EPILOG)
    made.usage = "vedich demo [options]"
    add_data_option(made)
    made.add_argument(
        "--seed", metavar="N", default="2022", help="another seed, another spread over the places"
    )
    made.add_argument(
        "--if-missing", action="store_true", help="leave a sample that is there as it is"
    )
    return made


def run(options: Namespace, language: Language) -> None:
    """Make the demo. Raises WrongOption; then, and on Ctrl-C, there is no database."""
    seed = read_seed(options.seed)
    folder, made = prepare(options.data)
    if made and options.if_missing:
        return
    refuse_made(folder, made)
    tell(BEGUN.say(language, {}))
    # one transaction: a demo that was interrupted was never made
    with progress() as step, transaction.atomic():
        app("desk.sample").make_sample(chance=Random(seed), step=step)
    tell(MADE.say(language, {"folder": folder}))
