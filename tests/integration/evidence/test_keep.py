"""A file is kept once, whole, and its text stays as it was taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cast import District
from tests.support.refusals import refused
from vedich.apps.evidence.actions import freeze, keep
from vedich.apps.evidence.models import File, Frozen
from vedich.apps.evidence.queries import bytes_of, frozen_text
from vedich.apps.evidence.store import path_of
from vedich.apps.journal.models import Line
from vedich.core.documents import plain


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EVIDENCE = tmp_path / "evidence"
    return tmp_path / "evidence"


def kept(district: District, data: bytes = b"Xin ch\xc3\xa0o", name: str = "a.txt") -> File:
    return keep(
        data=data,
        name=name,
        place=district.place("root"),
        path=("root",),
        by=district.actor("clerk"),
        at=district.at,
    )


def test_the_bytes_come_back_as_they_came_in(district: District) -> None:
    assert bytes_of(kept(district)) == b"Xin ch\xc3\xa0o"


def test_the_same_bytes_are_one_file(district: District, folder: Path) -> None:
    first, second = kept(district), kept(district, name="b.txt")
    assert (first.pk, second.name) == (second.pk, "a.txt")
    assert len([one for one in folder.rglob("*") if one.is_file()]) == 1


def test_the_journal_has_the_digest(district: District) -> None:
    file = kept(district)
    line = Line.objects.get(action="evidence.keep")
    assert (line.subject, file.sha256 in line.text) == (file.reference, True)


def test_a_file_changed_on_the_disk_is_refused(district: District) -> None:
    file = kept(district)
    path_of(file.sha256).write_bytes(b"other")
    with refused("evidence.lost"):
        bytes_of(file)
    path_of(file.sha256).unlink()
    with refused("evidence.lost"):
        bytes_of(file)


def test_nothing_half_written_is_left(district: District, folder: Path) -> None:
    kept(district)
    assert not list(folder.rglob("*.part"))


def test_a_text_is_frozen_once_an_extractor(district: District) -> None:
    file, source = kept(district), plain("Hộ nghèo còn 2%.\nA\t1\nB\t2")
    given = {"path": ("root",), "by": district.actor("clerk"), "at": district.at}
    first = freeze(file=file, extractor="x 1", source=source, **given)  # type: ignore[arg-type]
    again = freeze(file=file, extractor="x 1", source=plain("khác"), **given)  # type: ignore[arg-type]
    assert first.pk == again.pk
    assert frozen_text(Frozen.objects.get()) == source
