"""Addresses of the calendar."""

from __future__ import annotations

from django.urls import path

from vedich.apps.tasks.feeds import views


urlpatterns = [
    path("lich", views.mine, name="calendar"),
    path("lich/<slug:token>.ics", views.feed, name="feed"),
]
