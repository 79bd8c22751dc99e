"""The application as a server runs it: `granian --interface wsgi vedich.web.wsgi:application`."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vedich.web.settings")

application = get_wsgi_application()

# What is loaded by now stays for good. A page of thousands of rows makes enough objects to have all
# of that walked in search of garbage, which took a third of such a page's time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
