"""The web layer as Django knows it: it brings the system checks."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register

from vedich.web import checks


class WebConfig(AppConfig):
    """No models; only checks."""

    name = "vedich.web"


for check in checks.ALL:
    register(check)
