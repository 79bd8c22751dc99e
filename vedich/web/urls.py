"""Every address of the site."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, URLResolver, include, path


APPS: Final = ("desk", "people", "resolutions", "tasks", "returns")
"""The apps with pages. They share one space of addresses, as people read them (UX §3)."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"vedich.apps.{app}.urls")) for app in APPS
]

handler400 = "vedich.web.faults.odd"
handler404 = "vedich.web.faults.missing"
handler500 = "vedich.web.faults.broken"
