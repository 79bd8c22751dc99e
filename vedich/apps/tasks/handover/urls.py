"""Addresses of hand-overs; the tasks app takes them into its own."""

from __future__ import annotations

from django.urls import path

from vedich.apps.tasks.handover import views


urlpatterns = [
    path("phan-cong/ban-giao", views.give_over, name="hand_over"),
    path("phan-cong/ban-giao/<int:hand_over>", views.printed, name="hand_over_minutes"),
]
