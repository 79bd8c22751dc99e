"""The Jinja2 environment of all our pages: what every template may call.

`_` and `{% trans %}` speak the language of the visit; `url` reverses an address; `static` gives a
file's address with its digest; `marks` draws; `number` and `day` print as people write them.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static as static_url
from django.urls import NoReverseMatch, reverse
from jinja2 import Environment, StrictUndefined

from vedich.core.numbers import write_number
from vedich.core.vietnamese import write_date
from vedich.formats.charts import marks
from vedich.web.translation import gettext, ngettext, spoken


SMALLEST: Final = 2


def environment(**options: object) -> Environment:
    """Django's Jinja2 backend calls this with its own options; autoescape stays on."""
    # a slip in a template should fail in a test, not print nothing
    options["undefined"] = StrictUndefined
    made = Environment(
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,  # type: ignore[arg-type]
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        url=url,
        has_page=has_page,
        static=static,
        marks=marks,
        number=write_number,
        day=day,
        initials=initials,
        spoken=spoken,
        clock=clock,
        today=today,
    )
    return made


# a page draws some forty links, most of them the same on every page
@lru_cache(maxsize=4096, typed=True)
def url(name: str, *rest: Hashable, **more: Hashable) -> str:
    """The address of a page. Raises NoReverseMatch, so that no dead link is drawn."""
    return reverse(name, args=rest, kwargs=more)


def has_page(name: str, *rest: Hashable, **more: Hashable) -> bool:
    """Whether there is such a page: what is not built yet is not offered."""
    try:
        url(name, *rest, **more)
    except NoReverseMatch:
        return False
    return True


@cache
def static(path: str, *, bare: bool = False) -> str:
    """The address of a static file, which changes with its content; `bare`: as style sheets do.

    Raises FileNotFoundError.
    """
    if bare:
        return static_url(path)
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    with open(found, "rb") as stream:
        return f"{static_url(path)}?v={sha256(stream.read()).hexdigest()[:10]}"


def day(of: date, *, year: bool = True) -> str:
    """“30/6/2022”, or “30/6” where the year is known."""
    return write_date(of) if year else f"{of.day}/{of.month}"


def initials(name: str) -> str:
    """Two letters for a name: the first word's and the last word's; what is in brackets aside."""
    words = [word for word in name.split() if word[0].isalpha()]
    if len(words) < SMALLEST:
        return name[:SMALLEST].upper()
    return (words[0][0] + words[-1][0]).upper()


def clock() -> str:
    """The time on the office's clock, “09:14”: only for pages that say when something broke."""
    return datetime.now(ZoneInfo(settings.TIME_ZONE)).strftime("%H:%M")


def today() -> str:
    """The day on the office's clock, likewise."""
    return day(datetime.now(ZoneInfo(settings.TIME_ZONE)).date())
