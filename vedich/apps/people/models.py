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

    `fields` None means all fields. `lent_by` is whoever delegated it (R14).
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

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gt=F("held_from")),
                name="post_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the journal names the post."""
        return f"post:{self.pk}"
