"""Addresses of the roll-out; the tasks app takes them into its own."""

from __future__ import annotations

from django.urls import path

from vedich.apps.tasks.rollout import views


urlpatterns = [
    path("trien-khai", views.newest, name="rollouts"),
    path("trien-khai/<int:resolution>", views.board, name="rollout"),
    path("trien-khai/<int:resolution>.xlsx", views.board_xlsx, name="rollout_xlsx"),
    path("trien-khai/<int:resolution>/han", views.dates, name="rollout_dates"),
    path("trien-khai/<int:resolution>/<int:body>", views.note, name="rollout_note"),
]
