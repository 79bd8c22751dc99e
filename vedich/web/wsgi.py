"""The application as a server runs it: `granian --interface wsgi vedich.web.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vedich.web.settings")

application = get_wsgi_application()
