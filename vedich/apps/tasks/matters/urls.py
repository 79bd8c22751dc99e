"""Addresses of matters; the tasks app takes them into its own."""

from __future__ import annotations

from django.urls import path

from vedich.apps.tasks.matters import views


ONE = "viec-phat-sinh/<int:matter>"

urlpatterns = [
    path("bao-viec", views.raise_one, name="matter_new"),
    path("viec-phat-sinh", views.board, name="matters"),
    path(ONE, views.page, name="matter"),
    path(f"{ONE}/anh/<int:picture>", views.photo, name="matter_photo"),
    path(f"{ONE}/nhan", views.take, name="matter_take"),
    path(f"{ONE}/tra-loi", views.answer, name="matter_answer"),
    path(f"{ONE}/chuyen", views.pass_to, name="matter_pass"),
    path(f"{ONE}/dau-viec", views.make_task, name="matter_task"),
    path(f"{ONE}/chua-xong", views.not_yet, name="matter_not_yet"),
    path(f"{ONE}/xong", views.close, name="matter_close"),
]
