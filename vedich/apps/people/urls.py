"""Addresses of signing in and out, of the roles of a sample, and of a person's own settings."""

from __future__ import annotations

from django.urls import path

from vedich.apps.people import views, views_people


app_name = "people"

urlpatterns = [
    path("vao", views.sign_in, name="sign_in"),
    path("ra", views.sign_out, name="sign_out"),
    path("xem-thu", views.demo, name="demo"),
    path("vao/ma", views_people.by_code, name="by_code"),
    path("vao/quen", views_people.forgotten, name="forgotten"),
    path("nguoi", views_people.people, name="people"),
    path("nguoi/phieu", views_people.slips, name="slips"),
    path("nguoi/<int:number>", views_people.person, name="person"),
    path("uy-quyen", views_people.lend, name="lend"),
    path("may", views_people.sign_out_device, name="sign_out_device"),
    path("them", views.more, name="more"),
]
