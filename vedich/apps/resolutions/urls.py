"""Addresses of resolutions: the list, the draft pages, and the pages of one in force."""

from __future__ import annotations

from django.urls import path

from vedich.apps.resolutions import drafting_views as drafts
from vedich.apps.resolutions import views
from vedich.apps.resolutions.prior import views as prior
from vedich.apps.resolutions.reading import views as reading


app_name = "resolutions"

urlpatterns = [
    path("nq", drafts.listing, name="list"),
    path("nq/moi", drafts.new, name="new"),
    path("nq/nam-truoc", prior.page, name="prior"),
    path("nq/nam-truoc/mau.xlsx", prior.template, name="prior_template"),
    path("nq/nam-truoc/<int:prior>/tep", prior.sheet, name="prior_sheet"),
    path("nq/<int:resolution>/soan", drafts.draft, name="draft"),
    path("nq/<int:resolution>/soan/sua", drafts.change, name="change"),
    path("nq/<int:resolution>/soan/bo", drafts.drop, name="drop"),
    path("nq/<int:resolution>/soan/chi-tieu/moi", drafts.add_target, name="add_target"),
    path("nq/<int:resolution>/soan/chi-tieu/<int:number>", drafts.edit_target, name="edit_target"),
    path(
        "nq/<int:resolution>/soan/chi-tieu/<int:number>/bo",
        drafts.drop_target,
        name="drop_target",
    ),
    path("nq/<int:resolution>/soan/csv", drafts.import_csv, name="import"),
    path("nq/<int:resolution>/soan/mau.csv", drafts.template, name="template"),
    path("nq/<int:resolution>/doc", reading.upload, name="read"),
    path("van-ban/<int:text>", reading.reading, name="reading"),
    path("van-ban/<int:text>/muc/<int:number>", reading.decide, name="decide"),
    path("van-ban/<int:text>/tep", reading.read_file, name="read_file"),
    path("nq/<int:resolution>/ban-hanh", drafts.adopt, name="adopt"),
    path("nq/<int:resolution>/dong", drafts.close, name="close"),
    path("nq/<int:resolution>/chi-tieu", views.scorecard, name="scorecard"),
    path("nq/<int:resolution>/chi-tieu.csv", views.scorecard_csv, name="scorecard_csv"),
    path("nq/<int:resolution>/chi-tieu.xlsx", views.scorecard_xlsx, name="scorecard_xlsx"),
    path("nq/<int:resolution>/chi-tieu/<int:number>", views.target, name="target"),
    path("nq/<int:resolution>/chi-tieu/<int:number>/ho-chieu", views.passport, name="passport"),
    path(
        "nq/<int:resolution>/chi-tieu/<int:number>/ho-chieu.csv",
        views.passport_csv,
        name="passport_csv",
    ),
]
