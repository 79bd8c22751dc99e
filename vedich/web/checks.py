"""System checks: bad configuration stops the start with a code, an address and a remedy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Doubt

from vedich.web.translation import CATALOGUE


SHORTEST_SECRET: Final = 32
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
NEEDED: Final = ("tokens.css", "components.css", "keys.js", "fonts/OFL.txt")


def secret(**_: object) -> Sequence[CheckMessage]:
    """A short secret can be guessed, and with it every session."""
    if len(settings.SECRET_KEY) >= SHORTEST_SECRET:
        return []
    hint = f"Write at least {SHORTEST_SECRET} random characters, or leave it out."
    return [Error("VEDICH_SECRET_KEY is too short.", hint=hint, id="vedich.E001")]


def outside(**_: object) -> Sequence[CheckMessage]:
    """A site that others can reach needs HTTPS and no debug pages."""
    found: list[CheckMessage] = []
    if set(settings.ALLOWED_HOSTS) <= LOOPBACK:
        return found
    if settings.DEBUG:
        hint = "Debug pages show settings and figures. Leave VEDICH_DEBUG out."
        found.append(Error("VEDICH_DEBUG is on for a public host.", hint=hint, id="vedich.E002"))
    if not settings.SECURE:
        hint = "Set VEDICH_HTTPS=1 behind a proxy that speaks HTTPS: passwords travel in the clear."
        found.append(Doubt("A public host without HTTPS.", hint=hint, id="vedich.W001"))
    if "*" in settings.ALLOWED_HOSTS:
        hint = "Name the hosts in VEDICH_HOSTS; “*” lets links in mails be forged."
        found.append(Error("VEDICH_HOSTS allows every host.", hint=hint, id="vedich.E003"))
    return found


def proxies(**_: object) -> Sequence[CheckMessage]:
    """Behind HTTPS somebody must have spoken it: the proxy, which must be counted."""
    if not settings.SECURE or settings.PROXIES:
        return []
    hint = "Set VEDICH_PROXIES to how many proxies stand in front, usually 1."
    return [Error("VEDICH_HTTPS is on, VEDICH_PROXIES is 0.", hint=hint, id="vedich.E004")]


def passwords(**_: object) -> Sequence[CheckMessage]:
    """Passwords are kept with Argon2, so its library must be there."""
    try:
        get_hasher("default")
        hash_made = settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    except ValueError:
        hash_made = False
    hint = "Install argon2-cffi; it belongs to the package's own requirements."
    return [] if hash_made else [Error("No Argon2.", hint=hint, id="vedich.E005")]


def files(**_: object) -> Sequence[CheckMessage]:
    """The package must hold its style sheets, fonts with their licence, and English texts."""
    lost = [name for name in NEEDED if not finders.find(name)]
    if not CATALOGUE.is_file():
        lost.append(CATALOGUE.name)
    hint = "The package is not whole; install it again."
    return [Error(f"Missing: {', '.join(lost)}.", hint=hint, id="vedich.E006")] if lost else []


ALL: Final[Sequence[Callable[..., Sequence[CheckMessage]]]] = (
    secret,
    outside,
    proxies,
    passwords,
    files,
)
