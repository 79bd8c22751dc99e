"""Writing people, posts, codes and what a person sets for himself (R14, R33, R34)."""

from __future__ import annotations

from vedich.apps.people.adding import NewPerson, NewPost, add_people
from vedich.apps.people.codes import Issued, issue_codes, redeem, wish_for_code
from vedich.apps.people.oneself import change_password, choose_settings, set_contact
from vedich.apps.people.posts import (
    correct_person,
    end_post,
    give_post,
    lend_post,
    set_active,
    take_back,
)


__all__ = [
    "Issued",
    "NewPerson",
    "NewPost",
    "add_people",
    "change_password",
    "choose_settings",
    "correct_person",
    "end_post",
    "give_post",
    "issue_codes",
    "lend_post",
    "redeem",
    "set_active",
    "set_contact",
    "take_back",
    "wish_for_code",
]
