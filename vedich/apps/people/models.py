"""People who sign in, and the posts they hold."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from vedich.apps.places.models import Body, Place


class TextSize(models.TextChoices):
    """How large text is for this person, as the style sheet names it (UX §4)."""

    NORMAL = "", "normal"
    LARGE = "lon", "large"
    VERY_LARGE = "rat-lon", "very large"


class Person(AbstractBaseUser):
    """Somebody who may sign in. The name is personal; the journal knows the reference only."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    wants_mail = models.BooleanField(default=True)
    """Whether the daily mail may go to `email`; only the person himself switches it."""
    language = models.CharField(max_length=2, default="vi")
    text_size = models.CharField(
        max_length=10, choices=TextSize.choices, default=TextSize.NORMAL, blank=True
    )
    is_active = models.BooleanField(default=True)

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username

    @property
    def reference(self) -> str:
        """How the journal names the person."""
        return f"person:{self.pk}"


class Post(models.Model):
    """A post as one person holds it: role × place (or an organ of it) × fields × days.

    `fields` None means all fields. `lent_by` is whoever delegated it, `lent_of` the post he holds
    (R14). A post whose days are none (`held_until` is `held_from`) was taken back on the day it
    began: it is never in force, and what was done under it keeps its name.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", null=True)
    fields = models.JSONField(null=True)
    held_from = models.DateField()
    held_until = models.DateField(null=True)
    lent_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    lent_of = models.ForeignKey("self", models.PROTECT, related_name="lent", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="post_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the journal names the post."""
        return f"post:{self.pk}"


class SignInCode(models.Model):
    """A code that lets a person in once, to set his own password. Only its digest is kept.

    `issued_by` is who gave it (blank: the server's own command); `told_at`: when he was told of it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64)
    issued_by = models.CharField(max_length=80, blank=True)
    issued_post = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    last_day = models.DateField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "used_at"], name="code_of_person")]

    def __str__(self) -> str:
        return f"code of {self.person_id}"

    @property
    def reference(self) -> str:
        """How the journal names the code."""
        return f"code:{self.pk}"


class CodeWish(models.Model):
    """Somebody wrote that he cannot get in; one open wish a person."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="wishes")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(answered_on__isnull=True),
                name="wish_is_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"wish of {self.person_id}"


class Device(models.Model):
    """A browser somebody is signed in with; `name` is rough (“Chrome”, “Android”), no address kept.

    It stands for one session and goes with it. The key of the session lies here as plainly as in
    the table of sessions itself, and nowhere else.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="devices")
    session = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    since = models.DateField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Roster(models.Model):
    """A list of people as it was pasted, until it is taken over or thrown away (day one).

    `rows` are dicts of line, name, title, unit, phone, field and state (“open”, “taken”,
    “skipped”); `said` what somebody answered about them. `made` are the keys of the people it
    brought, `posts` those of the posts, so that the whole of it can be taken back.
    """

    class State(models.TextChoices):
        """Whether it is still being looked at."""

        OPEN = "open", "open"
        DONE = "done", "done"
        DROPPED = "dropped", "dropped"
        BACK = "back", "taken back"

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    rows = models.JSONField(default=list)
    said = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    posts = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    pasted_by = models.CharField(max_length=80)
    pasted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(state="open"), name="roster_is_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"list of {self.pasted_on}"

    @property
    def reference(self) -> str:
        """How the journal names the list."""
        return f"roster:{self.pk}"
