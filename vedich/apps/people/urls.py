"""Addresses of signing in and out, of the roles of a sample, and of a person's own settings."""

from __future__ import annotations

from django.urls import path

from vedich.apps.people import views


app_name = "people"

urlpatterns = [
    path("vao", views.sign_in, name="sign_in"),
    path("ra", views.sign_out, name="sign_out"),
    path("xem-thu", views.demo, name="demo"),
    path("them", views.more, name="more"),
]
