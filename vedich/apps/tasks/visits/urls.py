"""Addresses of visits; the tasks app takes them into its own."""

from __future__ import annotations

from django.urls import path

from vedich.apps.tasks.visits import views


ONE = "di-co-so/<int:trip>"

urlpatterns = [
    path("di-co-so", views.board, name="visits"),
    path("di-co-so/moi", views.write, name="visit_new"),
    path(ONE, views.page, name="visit"),
    path(f"{ONE}/anh/<int:picture>", views.photo, name="visit_photo"),
    path(f"{ONE}/<int:line>/noi", views.confirm, name="visit_confirm"),
    path(f"{ONE}/<int:line>/hen-lai", views.renew, name="visit_renew"),
]
