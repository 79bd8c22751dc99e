"""Settings from the environment; a bad value stops the start and says why.

VEDICH_DATA is the folder of one database: its SQLite file, its secret key. VEDICH_DATABASE_URL
(postgresql://…) puts the database on PostgreSQL instead. VEDICH_HOSTS names the site for the
outside, VEDICH_HTTPS=1 says that a proxy in front speaks HTTPS, VEDICH_PROXIES how many proxies.
VEDICH_MAIL (smtp://user@host:587?from=a@b&tls=starttls) is the server for the daily mail, its
password stands in the file VEDICH_MAIL_PASSWORD_FILE; VEDICH_ADDRESS is what its links begin with.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from vedich.web import environment


HERE = Path(__file__).parent

DATA = environment.folder("VEDICH_DATA", default="data")
EVIDENCE = DATA / "evidence"
DEBUG = environment.flag("VEDICH_DEBUG", default=False)
SECRET_KEY = environment.secret("VEDICH_SECRET_KEY", DATA / "secret.key")
ALLOWED_HOSTS = environment.words("VEDICH_HOSTS", default="localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = environment.words("VEDICH_ORIGINS", default="")
SECURE = environment.flag("VEDICH_HTTPS", default=False)
PROXIES = environment.count("VEDICH_PROXIES", default=0)

DATABASES = {"default": environment.database("VEDICH_DATABASE_URL", sqlite=DATA / "vedich.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_tasks_db",
    "vedich.apps.journal",
    "vedich.apps.places",
    "vedich.apps.people",
    "vedich.apps.search",
    "vedich.apps.evidence",
    "vedich.apps.notices",
    "vedich.apps.figures",
    "vedich.apps.resolutions",
    "vedich.apps.tasks",
    "vedich.apps.returns",
    "vedich.apps.desk",
    "vedich.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # before the check of forms, so that its refusal is a page of ours in the visitor's language
    "vedich.web.visits.VisitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "vedich.web.faults.FaultMiddleware",
    "vedich.web.keeping.KeepingMiddleware",
    "vedich.web.pagecache.PageCacheMiddleware",
]

ROOT_URLCONF = "vedich.web.urls"
WSGI_APPLICATION = "vedich.web.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "environment": "vedich.web.pages.environment",
            "context_processors": ["vedich.web.shell.shell"],
        },
    }
]

# -- static files: from the package, without collecting them first ---------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# `pages.static` puts a digest of the file behind its address, so a file never changes under one
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

# -- signing in ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

SESSION_COOKIE_AGE = 12 * 3600
# a practice copy beside the real site is another site to a browser: one may be signed in to both
_COPY = "_tap" if (DATA / "practice").is_file() else ""
SESSION_COOKIE_NAME = f"vedich_session{_COPY}"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True

CSRF_COOKIE_NAME = f"vedich_csrf{_COPY}"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "vedich.web.faults.forged"

LANGUAGE_COOKIE_NAME = "vedich_language"

# A name is locked for one address only: colleagues behind one office address are spared, and
# nobody can lock somebody else out from afar.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# its middleware would answer a locked name with a page of its own
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
AXES_CLIENT_IP_CALLABLE = "vedich.web.visits.address"

# -- what a browser may do with our pages ----------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE and PROXIES else None
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if SECURE else 0
# Excel of a whole district fits; anything beyond is no form of ours
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# -- daily jobs and their mail ---------------------------------------------------------------------

# queued in the database itself: `vedich serve` runs one worker beside the site, without a broker
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

_MAIL = environment.mail("VEDICH_MAIL")
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.ssl, _MAIL.starttls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _MAIL.sender
SITE_ADDRESS = environment.address("VEDICH_ADDRESS")
"""Where people reach the site, for links in mails; empty: mails carry no links."""

# -- pages -----------------------------------------------------------------------------------------

PAGE_CACHE = environment.count("VEDICH_PAGE_CACHE", default=256)
"""How many rendered pages a process keeps; 0 keeps none (304 answers still work)."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "vedich.web.logs.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # its lines name people and addresses
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

# Pages speak through web.translation; Django's own translations are not used.
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
