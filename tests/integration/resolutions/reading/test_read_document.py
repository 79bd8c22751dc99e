"""A document comes in: kept, frozen, proposals in its order; refused, it leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import District
from tests.support import drafts
from tests.support.read_drafts import TEXT, Read, read_into
from tests.support.refusals import refused
from vedich.apps.evidence.models import File, Frozen
from vedich.apps.journal.models import Line
from vedich.apps.resolutions.models import ProposalRow, Resolution, ResolutionText
from vedich.apps.resolutions.reading import actions
from vedich.core.permits import NotPermitted


pytestmark = pytest.mark.django_db


def test_proposals_stand_in_the_order_of_the_document(read: Read) -> None:
    rows = list(ProposalRow.objects.filter(text=read.text))
    assert [(row.number, row.kind, row.value) for row in rows] == [
        (1, "result", "3.92"),
        (2, "target", "42"),
        (3, "baseline", "46.8"),
        (4, "target", "62"),
        (5, "target", "2"),
        (6, "task", ""),
    ]
    assert [row.start for row in rows] == sorted(row.start for row in rows)


def test_a_level_knows_the_earlier_value_it_starts_from(read: Read) -> None:
    assert read.row(4).starts_from == read.row(3)


def test_the_words_are_those_of_the_frozen_text(read: Read) -> None:
    row, text = read.row(2), Frozen.objects.get().text
    assert text == TEXT
    assert "42 km" in text[row.start : row.end]


def test_the_draft_itself_does_not_change(read: Read) -> None:
    assert not read.text.resolution.targets.exists()


def test_the_journal_holds_file_and_reader(read: Read) -> None:
    line = Line.objects.get(action="resolutions.read")
    assert File.objects.get().sha256 in line.text
    assert "vedich-grammar" in line.text


def test_the_same_file_twice_is_read_once(district: District, row: Resolution) -> None:
    assert read_into(district, row).text == read_into(district, row, name="khác.txt").text
    assert ResolutionText.objects.count() == 1


def test_a_form_sent_twice_counts_once(district: District, row: Resolution) -> None:
    given = {"resolution": row.pk, "data": TEXT.encode(), "name": "a.txt"}
    by = {"by": district.actor("clerk"), "at": district.at, "on_day": district.day}
    first = actions.read_document(**given, **by, key="k")  # type: ignore[arg-type]
    again = actions.read_document(**given, **by, key="k")  # type: ignore[arg-type]
    assert first == again


def test_what_was_pasted_keeps_its_tables(district: District, row: Resolution) -> None:
    html = (
        "<table><tr><td>Chỉ tiêu</td><td>ĐVT</td><td>Kế hoạch 2022</td></tr>"
        "<tr><td>Hộ nghèo còn lại</td><td>%</td><td>3,20</td></tr>"
        "<tr><td>Đường ấp làm mới</td><td>km</td><td>42,0</td></tr></table>"
    )
    made = actions.read_pasted(
        resolution=row.pk,
        html=html,
        text="",
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    found = made.proposals.values_list("kind", "value", "unit")
    assert list(found) == [("target", "3.20", "%"), ("target", "42.0", "km")]


def test_plain_words_can_be_pasted(district: District, row: Resolution) -> None:
    made = actions.read_pasted(
        resolution=row.pk,
        html=" ",
        text=TEXT,
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    assert made.proposals.count() == 6


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4 cut", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x03\x04"]
)
def test_a_bad_file_leaves_nothing_behind(
    district: District, row: Resolution, evidence: Path, data: bytes
) -> None:
    with refused("reading."):
        actions.read_document(
            resolution=row.pk,
            data=data,
            name="nq.docx",
            by=district.actor("clerk"),
            at=district.at,
            on_day=district.day,
        )
    assert not File.objects.exists()
    assert not evidence.exists()
    assert not ResolutionText.objects.exists()


@pytest.mark.parametrize(
    "by", ["secretary", "official", "cell_secretary", "supervisor", "outsider"]
)
def test_who_may_not_draft_may_not_read_into_it(
    district: District, row: Resolution, by: str
) -> None:
    with pytest.raises(NotPermitted):
        read_into(district, row, by=by)
    assert not File.objects.exists()


def test_nothing_is_read_into_a_resolution_in_force(district: District) -> None:
    with refused("resolution.not_a_draft"):
        read_into(district, drafts.adopted(district))


def test_a_draft_is_thrown_away_with_what_was_read(district: District, read: Read) -> None:
    from vedich.apps.resolutions.actions import drop_draft

    drop_draft(
        resolution=read.text.resolution_id,
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    assert not ProposalRow.objects.exists()
    assert File.objects.exists()
