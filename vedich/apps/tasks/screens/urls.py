"""Addresses of tasks and of their checks."""

from __future__ import annotations

from django.urls import path

from vedich.apps.tasks.screens import views_acts as acts
from vedich.apps.tasks.screens import views_checks as checks
from vedich.apps.tasks.screens import views_give as giving
from vedich.apps.tasks.screens import views_tasks as tasks


ONE = "dau-viec/<int:task>"

urlpatterns = [
    path("dau-viec", tasks.listed, name="list"),
    path("dau-viec/giao", giving.give, name="give"),
    path("dau-viec/cua-toi", tasks.mine, name="mine"),
    path("dau-viec/tep/<int:attachment>", tasks.file, name="file"),
    path(ONE, tasks.task, name="task"),
    path(f"{ONE}/sua", giving.edit, name="edit"),
    path(f"{ONE}/tien-do", acts.progress, name="progress"),
    path(f"{ONE}/moc/<int:number>", acts.milestone, name="milestone"),
    path(f"{ONE}/han", acts.move_due, name="move_due"),
    path(f"{ONE}/chuyen", acts.pass_on, name="pass_on"),
    path(f"{ONE}/ghi-ro", acts.clear, name="clear"),
    path(f"{ONE}/minh-chung", acts.attach, name="attach"),
    path(f"{ONE}/nhan", acts.accept, name="accept"),
    path(f"{ONE}/tra-lai", acts.send_back, name="send_back"),
    path(f"{ONE}/bo", acts.drop, name="drop"),
    path(f"{ONE}/mo-lai", acts.reopen, name="reopen"),
    path("kiem-tra", checks.planned, name="checks"),
    path("kiem-tra/hen", checks.plan_some, name="check_plan"),
    path("kiem-tra/hen/<int:check>/bo", checks.drop_one, name="check_drop"),
    path("kiem-tra/ket-qua/<int:check>", checks.result, name="check_done"),
    path("kiem-tra/<int:task>", checks.check, name="check"),
]
