"""Settings from the environment: typed, and loud where they are wrong."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


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


def _sqlite(path: Path) -> dict[str, object]:
    # FULL and not NORMAL: with NORMAL a power cut loses commits that were acknowledged (DESIGN §6)
    setup = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": setup},
    }
