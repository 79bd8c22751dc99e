"""What somebody was told, what he told others, and how often anybody was told of something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Max, Sum

from vedich.apps.notices.models import Notice
from vedich.apps.people.models import Person
from vedich.apps.people.queries import names
from vedich.core.errors import Language, Message, catalogue
from vedich.core.periods import Period


MOST = 100
"""Notices shown on a page."""

WORDS: Final = "words"
"""The value of a sentence that is somebody's own words, and may name a citizen."""

SOMETHING: Final = Message(
    code="notice.something",
    vi="Có một việc chờ đồng chí xem trong Về Đích.",
    en="Something waits for you in Về Đích.",
)
QUIET: Final[Mapping[str, Message]] = {
    "/viec-phat-sinh/": Message(
        code="notice.a_matter",
        vi="Một việc phát sinh chờ trả lời.",
        en="A matter waits for an answer.",
    ),
    "/di-co-so/": Message(
        code="notice.a_promise",
        vi="Một lời hứa khi đi cơ sở chờ đồng chí xem.",
        en="A promise made on a visit waits for you.",
    ),
}
"""What is said instead, by where the notice leads."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as a page shows it. `who` is who told it, or for one's own who was told."""

    id: int
    text: str
    link: str
    who: str
    first_on: date
    last_on: date
    times: int
    due: date | None
    noted_on: date | None
    settled_on: date | None

    @property
    def closed(self) -> bool:
        """Whether nothing is waited for any more."""
        return self.noted_on is not None or self.settled_on is not None


def inbox(person: Person, language: Language) -> Sequence[Told]:
    """What this person was told, the open ones first, the newest on top."""
    rows = list(Notice.objects.filter(to=person)[:MOST])
    said = names((row.told_post or row.told_by for row in rows), language)
    found = [_told(row, said.get(row.told_post or row.told_by, ""), language) for row in rows]
    return sorted(found, key=lambda one: one.closed)


def sent(person: Person, language: Language) -> Sequence[Told]:
    """What this person told others, the newest on top, and who has taken note."""
    rows = Notice.objects.filter(told_by=person.reference).select_related("to")[:MOST]
    return [_told(row, row.to.name, language) for row in rows]


def told_of(subjects: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[int, date]]:
    """For (kind, subject): how often anybody was told, and the last day; one question."""
    wanted = set(subjects)
    rows = (
        Notice.objects.filter(subject__in={subject for _, subject in wanted})
        .values("kind", "subject")
        .annotate(times=Sum("times"), last=Max("last_on"))
        .values_list("kind", "subject", "times", "last")
    )
    return {
        (kind, subject): (times, last)
        for kind, subject, times, last in rows
        if (kind, subject) in wanted
    }


def _told(row: Notice, who: str, language: Language) -> Told:
    return Told(
        id=row.pk,
        text=say(row, language),
        link=row.link,
        who=who,
        first_on=row.first_on,
        last_on=row.last_on,
        times=row.times,
        due=row.due,
        noted_on=row.noted_on,
        settled_on=row.settled_on,
    )


def say(row: Notice, language: Language) -> str:
    """The sentence of a notice in `language`, a period by its name there."""
    return _said(row.sentence, row.values, language, row.link)


def say_outside(row: Notice, language: Language) -> str:
    """The same for what leaves the house: what somebody wrote in his own words stays inside.

    A matter or a promise may name citizens and their troubles; of those it says only what it is.
    """
    return _said(row.sentence, row.values, language, row.link, quiet=True)


def _said(
    sentence: str,
    values: Iterable[Sequence[object]],
    language: Language,
    link: str,
    *,
    quiet: bool = False,
) -> str:
    said: dict[str, object] = {}
    for name, value in values:
        if isinstance(value, dict):
            # what somebody else was told, inside what his superior is told
            inner = _said(value["sentence"], value["values"], language, link, quiet=quiet)
            value = inner.rstrip(".")
        said[str(name)] = value
    if quiet and WORDS in said:
        return _without_words(link).say(language, {})
    if "period" in said:
        said["period"] = Period.parse(str(said["period"])).name(language)
    return catalogue()[sentence].say(language, said)


def _without_words(link: str) -> Message:
    found = (message for start, message in QUIET.items() if link.startswith(start))
    return next(found, SOMETHING)
