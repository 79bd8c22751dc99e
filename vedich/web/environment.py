"""Settings from the environment: typed, and loud where they are wrong."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email


_YES, _NO = ("1", "true", "yes"), ("0", "false", "no", "")


def flag(name: str, *, default: bool) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything else."""
    text = os.environ.get(name)
    if text is None:
        return default
    if text.strip().lower() not in (*_YES, *_NO):
        raise ImproperlyConfigured(f"{name} is “{text}”; write 1 or 0.")
    return text.strip().lower() in _YES


def words(name: str, *, default: str) -> list[str]:
    """A list of words, separated by spaces or commas."""
    return os.environ.get(name, default).replace(",", " ").split()


def count(name: str, *, default: int) -> int:
    """A whole number, 0 or more. Raises ImproperlyConfigured for anything else."""
    text = os.environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit()):
        raise ImproperlyConfigured(f"{name} is “{text}”; write a whole number, 0 or more.")
    return int(text)


def folder(name: str, *, default: str) -> Path:
    """A folder, which need not exist yet."""
    return Path(os.environ.get(name) or default).absolute()


def secret(name: str, kept: Path) -> str:
    """The secret of this installation: from the environment, else a file made with the database.

    Before there is a database folder a throw-away secret serves: nothing is signed with it.
    """
    given = os.environ.get(name)
    if given:
        return given
    if kept.is_file():
        return kept.read_text(encoding="utf-8").strip()
    return secrets.token_urlsafe(48)


def database(name: str, *, sqlite: Path) -> dict[str, object]:
    """Django's settings for the database: PostgreSQL where `name` holds its address, else SQLite.

    Raises ImproperlyConfigured for an address that is no postgresql:// one.
    """
    address = os.environ.get(name)
    if not address:
        return _sqlite(sqlite)
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} must look like postgresql://user:password@host:port/database."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c statement_timeout=20000"},
    }


@dataclass(frozen=True)
class Mail:
    """How mail goes out; a blank host: not at all."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    ssl: bool = False
    starttls: bool = False
    sender: str = "ve-dich@localhost"


def mail(name: str) -> Mail:
    """The mail server that `name` has the address of: smtp://user@host:port?from=…&tls=starttls.

    smtps:// speaks TLS from the first byte. The password stands in the file that
    ``{name}_PASSWORD_FILE`` names, or in the address. Raises ImproperlyConfigured.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return Mail()
    parts, asked = urlsplit(text), dict(parse_qsl(urlsplit(text).query))
    sender, tls = asked.get("from", ""), asked.get("tls", "")
    try:
        port = parts.port
    except ValueError:
        port = -1
    if (
        parts.scheme not in ("smtp", "smtps")
        or not parts.hostname
        or port == -1
        or not _is_address(parseaddr(sender)[1])
        or tls not in ("", "starttls")
        # TLS from the first byte has no place for another one
        or (tls and parts.scheme == "smtps")
    ):
        raise ImproperlyConfigured(
            f"{name} must look like smtp://user@host:587?from=office@example.vn&tls=starttls."
        )
    return Mail(
        host=parts.hostname,
        port=port or (465 if parts.scheme == "smtps" else 25),
        user=unquote(parts.username or ""),
        password=_password(f"{name}_PASSWORD_FILE") or unquote(parts.password or ""),
        ssl=parts.scheme == "smtps",
        starttls=tls == "starttls",
        sender=sender,
    )


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _password(name: str) -> str:
    file = os.environ.get(name)
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as wrong:
        raise ImproperlyConfigured(f"{name} cannot be read ({wrong.strerror}).") from None


def address(name: str) -> str:
    """An address of the web, blank for none. Raises ImproperlyConfigured for anything else."""
    text = os.environ.get(name, "").strip()
    parts = urlsplit(text)
    if text and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ImproperlyConfigured(f"{name} is “{text}”; write it like https://vedich.example.vn.")
    return text.rstrip("/")


def _sqlite(path: Path) -> dict[str, object]:
    # FULL and not NORMAL: with NORMAL a power cut loses commits that were acknowledged (DESIGN §6)
    setup = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": setup},
    }
