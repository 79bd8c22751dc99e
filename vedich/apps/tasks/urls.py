"""Addresses of tasks, and of the subjects of this app that have pages of their own."""

from __future__ import annotations

from django.urls import URLPattern

from vedich.apps.tasks.rollout.urls import urlpatterns as rollout


app_name = "tasks"

urlpatterns: list[URLPattern] = [*rollout]
