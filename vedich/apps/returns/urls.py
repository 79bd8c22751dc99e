"""Addresses of returns: those of the senders, of mending, and the checker's desk."""

from __future__ import annotations

from django.urls import path

from vedich.apps.returns import views, views_checks, views_mending


app_name = "returns"

urlpatterns = [
    path("bao-cao", views.mine, name="mine"),
    path("bao-cao/<int:number>", views.form, name="form"),
    path("bao-cao/<int:number>/xem-lai", views.review, name="review"),
    path("bao-cao/<int:number>/gui", views.send, name="send"),
    path("bao-cao/<int:number>/da-gui", views.sent, name="sent"),
    path("bao-cao/<int:number>/rut", views_mending.take_back, name="withdraw"),
    path("bao-cao/<int:number>/mo-lai", views_mending.wish, name="wish"),
    path("bao-cao/<int:number>/sua/<int:figure>", views_mending.mend, name="mend"),
    path("bao-cao/<int:number>/chuyen/<int:figure>", views_mending.move, name="move"),
    path("kiem-so", views_checks.checks, name="checks"),
]
