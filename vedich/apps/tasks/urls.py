"""Addresses of tasks, and of the subjects of this app that have pages of their own."""

from __future__ import annotations

from django.urls import URLPattern

from vedich.apps.tasks.assignment.urls import urlpatterns as assignment
from vedich.apps.tasks.feeds.urls import urlpatterns as feeds
from vedich.apps.tasks.handover.urls import urlpatterns as handover
from vedich.apps.tasks.matters.urls import urlpatterns as matters
from vedich.apps.tasks.rollout.urls import urlpatterns as rollout
from vedich.apps.tasks.screens.urls import urlpatterns as screens
from vedich.apps.tasks.visits.urls import urlpatterns as visits


app_name = "tasks"

urlpatterns: list[URLPattern] = [
    *screens,
    *assignment,
    *handover,
    *matters,
    *feeds,
    *rollout,
    *visits,
]
