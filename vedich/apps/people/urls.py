"""Addresses of signing in and out, of the roles of a sample, and of a person's own settings."""

from __future__ import annotations

from django.urls import path

from vedich.apps.people import views, views_codes, views_people, views_self, views_slips


app_name = "people"

urlpatterns = [
    path("vao", views.sign_in, name="sign_in"),
    path("ra", views.sign_out, name="sign_out"),
    path("xem-thu", views.demo, name="demo"),
    path("vao/ma", views_codes.by_code, name="by_code"),
    path("vao/quen", views_codes.forgotten, name="forgotten"),
    path("nguoi", views_people.people, name="people"),
    path("nguoi/them", views_people.add, name="add"),
    path("nguoi/phieu", views_slips.slips, name="slips"),
    path("nguoi/<int:number>", views_people.person, name="person"),
    path("uy-quyen", views_self.lend, name="lend"),
    path("may", views_self.sign_out_device, name="sign_out_device"),
    path("them/mat-khau", views_self.password, name="password"),
    path("them", views.more, name="more"),
]
