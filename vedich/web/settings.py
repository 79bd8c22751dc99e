"""Django's settings, read from the environment; a bad value stops the start and says why.

VEDICH_DATA is the folder of one database: its SQLite file, its secret key. VEDICH_DATABASE_URL
(postgresql://…) puts the database on PostgreSQL instead. Nothing else is needed.
"""

from __future__ import annotations

from vedich.web import environment


DATA = environment.folder("VEDICH_DATA", default="data")
DEBUG = environment.flag("VEDICH_DEBUG", default=False)
SECRET_KEY = environment.secret("VEDICH_SECRET_KEY", DATA / "secret.key")
ALLOWED_HOSTS = environment.words("VEDICH_HOSTS", default="localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = environment.words("VEDICH_ORIGINS", default="")
SECURE = environment.flag("VEDICH_HTTPS", default=False)

DATABASES = {"default": environment.database("VEDICH_DATABASE_URL", sqlite=DATA / "vedich.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "vedich.apps.journal",
    "vedich.apps.places",
    "vedich.apps.people",
    "vedich.apps.figures",
    "vedich.apps.resolutions",
    "vedich.apps.returns",
    "vedich.apps.desk",
]
AUTH_USER_MODEL = "people.Person"

ROOT_URLCONF = "vedich.web.urls"
WSGI_APPLICATION = "vedich.web.wsgi.application"
STATIC_URL = "/static/"

# Without hosts of our own there is nothing to translate by Django: pages use web.translation.
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
