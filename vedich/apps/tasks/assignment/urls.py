"""Addresses of assignment; the tasks app takes them into its own."""

from __future__ import annotations

from django.urls import path

from vedich.apps.tasks.assignment import views, views_giving


urlpatterns = [
    path("phan-cong", views.board, name="assignment"),
    path("phan-cong.xlsx", views.board_xlsx, name="assignment_xlsx"),
    path("phan-cong/co-quan", views.by_body, name="assignment_bodies"),
    path("phan-cong/nguoi", views.by_person, name="assignment_people"),
    path("phan-cong/viec", views.by_task, name="assignment_tasks"),
    path("phan-cong/o", views.cell, name="assignment_cell"),
    path("phan-cong/giao", views_giving.charge, name="charge"),
    path("phan-cong/giao-nhieu", views_giving.give_many, name="bulk"),
]
