from __future__ import annotations

from datetime import date

import pytest

from vedich.core.errors import Refused
from vedich.core.places import ALWAYS, Event, PlaceId
from vedich.rulebook.located import parse
from vedich.rulebook.places.gazetteer import Gazetteer, cho_lach, places_csv_rows, read
from vedich.rulebook.places.levels import body_kind, level_of_kind, levels
from vedich.rulebook.refusals import RefusedAt


BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)

SPLIT = """\
places:
  - from: always
    until: 2025-06-30
    source: s
    confidence: sample
    note: n
    kind: commune
    rows:
      - {code: A, name: {vi: A, en: A}}
  - from: 2025-07-01
    source: s
    confidence: sample
    kind: commune
    rows:
      - {code: B, name: {vi: B, en: B}}
      - {code: C, name: {vi: C, en: C}}
events:
  - kind: split
    from: 2025-07-01
    source: NQ
    confidence: sample
    edges:
      - {old: A, new: B, weight: 3, whole: 5}
      - {old: A, new: C, weight: 2, whole: 5}
"""


def gazetteer(text: str) -> Gazetteer:
    return parse(text, "places/test.yaml", read)


def refused(old: str, new: str) -> tuple[str, int]:
    assert old in SPLIT
    with pytest.raises(RefusedAt) as caught:
        gazetteer(SPLIT.replace(old, new))
    return caught.value.code, caught.value.spot.line


def test_a_split_keeps_the_weight_of_each_share() -> None:
    (event,) = gazetteer(SPLIT).events
    assert event.succession.kind is Event.SPLIT
    assert event.succession.source == event.stamp.source == "NQ"
    assert [edge.weight for edge in event.succession.shares(PlaceId("A"))] == [3, 2]
    assert event.succession.sizes == {PlaceId("A"): 5}


def test_shares_that_do_not_make_the_whole_are_refused() -> None:
    assert refused("weight: 2, whole: 5", "weight: 1, whole: 5") == ("place.bad_share", 18)
    assert refused("weight: 2, whole: 5", "weight: 2, whole: 6") == ("place.bad_share", 24)


def test_an_edge_to_a_place_that_does_not_stand_is_refused_at_its_line() -> None:
    assert refused("{old: A, new: C", "{old: X, new: C") == ("place.unknown", 24)
    assert refused("{old: A, new: C", "{old: A, new: A") == ("place.unknown", 24)


def test_an_ended_place_that_never_stood_is_refused_at_its_line() -> None:
    assert refused("    edges:\n", "    ended:\n      - {old: X}\n    edges:\n") == (
        "place.unknown",
        23,
    )


def test_an_event_without_a_day_is_refused_at_its_line() -> None:
    event = "  - kind: split\n    from: 2025-07-01\n"
    assert refused(event, "  - kind: split\n    note: n\n    from: always\n") == (
        "place.event_without_day",
        20,
    )


def test_rows_of_one_code_that_overlap_are_refused() -> None:
    with pytest.raises(RefusedAt) as caught:
        gazetteer(SPLIT.replace("until: 2025-06-30", "until: 2025-07-01").replace("B", "A"))
    assert caught.value.code == "place.overlaps"


def test_a_link_may_begin_later_than_its_place() -> None:
    text = SPLIT.replace("{code: B,", "{code: B, place_from: 2001-01-01,")
    rows = gazetteer(text).rows
    assert rows[1].link.place == PlaceId("B", date(2001, 1, 1))
    assert rows[1].link.start == AFTER
    assert list(places_csv_rows(gazetteer(text)))[2] == (
        ("B", "2025-07-01", "", "B", "commune", "", "2001-01-01")
    )


def test_the_first_day_of_old_places_is_not_known_and_left_blank() -> None:
    old = cho_lach().rows[0]
    assert (old.code, old.valid_from, old.valid_to) == ("83", None, BEFORE)
    assert old.stamp.start == ALWAYS
    assert old.stamp.note


def test_places_are_asked_by_code_and_day() -> None:
    book = cho_lach().book
    before, after = book.on("28879", BEFORE), book.on("28879", AFTER)
    assert before is not None
    assert after is not None
    assert (before.name, before.parent) == ("Xã Vĩnh Bình", "832")
    assert (after.name, after.parent) == ("Xã Phú Phụng", "86")
    assert before.place != after.place


def test_the_districts_ended_without_a_successor() -> None:
    ended = [place.code for event in cho_lach().events for place in event.ended]
    assert ended == ["832", "838"]
    assert cho_lach().book.on("832", AFTER) is None


def test_the_rows_are_those_of_the_places_file() -> None:
    header, *rows = places_csv_rows(cho_lach())
    assert header == ("code", "valid_from", "valid_to", "name", "kind", "parent", "place_from")
    assert len(rows) == len(cho_lach().rows)
    assert ("28870", "", "2025-06-30", "Thị trấn Chợ Lách", "town", "832", "") in rows
    assert ("28870", "2025-07-01", "", "Xã Chợ Lách", "commune", "86", "2025-07-01") in rows


def test_a_kind_of_place_stands_on_its_level_as_long_as_the_level_lasts() -> None:
    assert level_of_kind("town", BEFORE).code == "commune"
    assert level_of_kind("hamlet_cell", AFTER).name.say("en") == "Cell"
    for kind, day in [("town", AFTER), ("district", AFTER), ("commune", date(2015, 12, 31))]:
        with pytest.raises(Refused) as caught:
            level_of_kind(kind, day)
        assert caught.value.code == "place.not_on_shelf"
    assert levels(date(2015, 12, 31)) == ()


def test_a_kind_that_is_no_more_names_those_there_are() -> None:
    with pytest.raises(Refused) as caught:
        level_of_kind("district", AFTER)
    said = caught.value.say("en")
    assert "There are: " in said
    assert "province, commune, ward" in said


def test_a_kind_of_body_belongs_to_a_level_as_long_as_it_lasts() -> None:
    assert body_kind("district_agency", BEFORE).level == "district"
    for code, day in [("district_agency", AFTER), ("commune_office", date(2015, 12, 31))]:
        with pytest.raises(Refused) as caught:
            body_kind(code, day)
        assert caught.value.code == "place.not_on_shelf"
