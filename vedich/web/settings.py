"""Django's settings. No app has landed yet: the guards on models and migrations run on this."""

from __future__ import annotations


SECRET_KEY = "only for checks: no server reads these settings yet"
INSTALLED_APPS: list[str] = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
