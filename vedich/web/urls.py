"""Every address of the site."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path


# Apps whose pages are not built yet have no addresses.
_APPS = [
    one
    for one in ("people", "desk", "resolutions", "returns")
    if find_spec(f"vedich.apps.{one}.urls")
]


def _pages(app: str) -> list[URLPattern | URLResolver]:
    return [path("", include(f"vedich.apps.{app}.urls"))]


urlpatterns: list[URLPattern | URLResolver] = [one for app in _APPS for one in _pages(app)]

handler400 = "vedich.web.faults.odd"
handler404 = "vedich.web.faults.missing"
handler500 = "vedich.web.faults.broken"
