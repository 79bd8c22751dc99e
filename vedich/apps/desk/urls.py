"""Addresses of the home page and of what a sample can do."""

from __future__ import annotations

from django.urls import path

from vedich.apps.desk import views
from vedich.apps.desk.day_one import views as day_one
from vedich.apps.desk.finding import views as finding
from vedich.apps.desk.health import views as health
from vedich.apps.desk.help import views as help_pages
from vedich.apps.desk.office import views as office
from vedich.apps.desk.reminding import views as reminding


app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("mo-ky", views.open_periods, name="open"),
    path("ngay", views.move_day, name="move_day"),
    path("tim", finding.page, name="search"),
    path("tim/nhanh", finding.quick, name="search_quick"),
    path("noi/<str:code>", finding.place, name="place"),
    path("nhac", reminding.remind, name="remind"),
    path("nhac/rut", reminding.take_back, name="take_back"),
    path("thong-bao", reminding.mine, name="notices"),
    path("thong-bao/<int:number>", reminding.take_note, name="take_note"),
    path("tro-giup", help_pages.index, name="help_index"),
    path("tro-giup/ky-hieu", help_pages.signs, name="signs"),
    path("tro-giup/huong-dan/<slug:key>", help_pages.guide, name="guide"),
    path("tro-giup/<slug:key>", help_pages.screen, name="help"),
    path("van-phong", office.settings, name="office"),
    path("ngay-dau", day_one.index, name="day_one"),
    path("ngay-dau/<slug:key>", day_one.step, name="day_one_step"),
    path("suc-khoe", health.page, name="health"),
    path("lam-lai", views.rebuild, name="rebuild"),
]
