"""Every shipped value has a date, a source and a confidence; the shelves fit each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

import vedich.rulebook
from vedich.core.places import PlaceId
from vedich.rulebook.calendars import due_days
from vedich.rulebook.calendars import read as read_due_days
from vedich.rulebook.calendars.public_holidays import read_law
from vedich.rulebook.dated import Confidence, Stamp
from vedich.rulebook.indicators import Indicator, catalogue, indicators
from vedich.rulebook.indicators import read as read_indicators
from vedich.rulebook.lexicon import read_words
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry, Words
from vedich.rulebook.permits import read as read_permits
from vedich.rulebook.places.gazetteer import cho_lach
from vedich.rulebook.places.gazetteer import read as read_places
from vedich.rulebook.places.levels import (
    body_kind,
    body_versions,
    level_of_kind,
    level_versions,
    levels,
    read_bodies,
    read_levels,
)
from vedich.rulebook.samples import read as read_sample
from vedich.rulebook.titles import read as read_titles
from vedich.rulebook.yardsticks import read as read_yardsticks


ROOT = Path(vedich.rulebook.__file__).parent
READERS: dict[str, Callable[[Entry], object]] = {
    "calendars/due_days.yaml": read_due_days,
    "calendars/holiday_law.yaml": read_law,
    "lexicon/words.yaml": read_words,
    "permits/roles.yaml": read_permits,
    "places/bodies.yaml": read_bodies,
    "places/cho_lach.yaml": read_places,
    "places/levels.yaml": read_levels,
    "samples/cho_lach_2022.yaml": read_sample,
    "titles/titles.yaml": read_titles,
    "yardsticks/yardsticks.yaml": read_yardsticks,
}
# Lists whose items are values of law or fact, wherever in a file they stand.
STAMPED = {"bodies", "closed_offices", "due", "events", "holiday_law", "indicators", "levels"}
STAMPED |= {"permits", "places", "resolutions", "targets", "titles", "words", "yardsticks"}
ALL = [of for dated in catalogue().values() for version in dated if (of := version.value)]
PLACES = {row.link.place for row in cho_lach().rows}
SHIPPED = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.yaml"))


def stamped(node: object) -> Iterator[dict[str, object]]:
    """The items that must be stamped; what is inside a ``value`` is stamped by its item."""
    if not isinstance(node, dict):
        return
    for key, below in node.items():
        if key in STAMPED and isinstance(below, list):
            yield from below
        elif key != "value":
            yield from stamped(below)


@pytest.mark.parametrize("file", SHIPPED)
def test_a_reader_accepts_every_shipped_file(file: str) -> None:
    reader = read_indicators if file.startswith("indicators/") else READERS[file]
    assert load(file, reader)


@pytest.mark.parametrize("file", SHIPPED)
def test_every_shipped_value_has_date_source_and_confidence(file: str) -> None:
    found = list(stamped(yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))))
    assert found
    for item in found:
        assert item["from"] == "always" or isinstance(item["from"], date)
        assert str(item["source"]).strip()
        assert item["confidence"] in {confidence.value for confidence in Confidence}


@pytest.mark.parametrize("file", SHIPPED)
def test_no_line_names_a_path_of_a_machine(file: str) -> None:
    assert not re.search(r"(^|[\s\"'])/(home|work|tmp|usr|root)/", (ROOT / file).read_text("utf-8"))


def test_the_package_holds_nothing_that_is_not_read() -> None:
    assert set(SHIPPED) == set(READERS) | {
        file for file in SHIPPED if file.startswith("indicators/")
    }


# -- indicators ------------------------------------------------------------------------------------


def test_there_are_25_indicators_and_no_code_is_used_twice() -> None:
    assert len(ALL) == len(catalogue()) == len(indicators(date(2022, 6, 30))) == 25


def test_ten_come_from_cells_five_from_communes_ten_from_the_district() -> None:
    found = Counter(
        body_kind(of.reported_by[0], date(2022, 6, 30)).level
        for of in indicators(date(2022, 6, 30)).values()
    )
    assert found == {"cell": 10, "commune": 5, "district": 10}


def test_made_up_indicators_say_so() -> None:
    assert {of.stamp.confidence for of in ALL} == {Confidence.SAMPLE}


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.code)
def test_a_code_is_plain_letters_and_lasts(of: Indicator) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", of.code)


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.code)
def test_all_words_are_there_in_both_languages_and_differ(of: Indicator) -> None:
    sentences = [of.definition, *([of.why] if of.why else [])]
    names = [of.name, of.compiled_by, *(words for words in (of.part, of.whole) if words)]
    for words in names + sentences:
        assert words.vi != words.en
    for words in sentences:
        assert words.vi.endswith(".")
        assert words.en.endswith(".")


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.code)
def test_a_rate_is_in_percent_and_nothing_else_is(of: Indicator) -> None:
    assert (of.measure.factor == 100) is (of.part is not None)
    assert (of.unit.vi == "%") is (of.part is not None)


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.code)
def test_who_reports_stands_as_long_as_the_indicator(of: Indicator) -> None:
    last = of.stamp.end - timedelta(days=1) if of.stamp.end else date(2025, 7, 1)
    for body in of.reported_by:
        assert body_kind(body, of.stamp.start).level == body_kind(body, last).level


def test_discipline_and_enlistment_are_not_public() -> None:
    assert {of.code for of in ALL if not of.public} == {"ty_le_dang_vien_bi_ky_luat", "giao_quan"}


# -- levels, bodies, due days ----------------------------------------------------------------------


def test_codes_of_levels_kinds_and_bodies_are_used_once_a_time() -> None:
    for version in level_versions():
        standing = version.value or ()
        codes = [level.code for level in standing]
        kinds = [kind.code for level in standing for kind in level.kinds]
        assert len(codes) == len(set(codes))
        assert len(kinds) == len(set(kinds))
    for bodies in body_versions():
        codes = [body.code for body in bodies.value or ()]
        assert len(codes) == len(set(codes))


def test_every_body_belongs_to_a_level_of_its_time() -> None:
    for version in body_versions():
        standing = {level.code for level in levels(version.stamp.start)}
        assert {body.level for body in version.value or ()} <= standing


def test_every_kind_of_period_has_a_named_return_in_force_in_2022() -> None:
    assert set(due_days().returns) == {1, 3, 6, 12}
    for due in due_days().returns.values():
        assert due.name.vi != due.name.en
        assert due.rules.at(date(2022, 6, 30))


# -- places ----------------------------------------------------------------------------------------


def test_every_place_is_named_in_both_languages() -> None:
    for row in cho_lach().rows:
        assert isinstance(row.name, Words)
        assert row.name.vi != row.name.en


def test_every_place_is_of_a_kind_of_its_time() -> None:
    for row in cho_lach().rows:
        day = row.valid_to or row.valid_from
        assert day is not None
        assert level_of_kind(row.kind, day) in levels(day)


@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2025, 6, 30), date(2025, 7, 1)])
def test_the_places_of_a_day_make_a_tree(day: date) -> None:
    tree = cho_lach().book.tree(day)
    depths = {level_of_kind(link.kind, day).code: tree.depth(link.place.code) for link in tree}
    assert depths["commune"] == (2 if day < date(2025, 7, 1) else 1)


def test_the_old_district_has_eleven_units_and_the_new_province_four() -> None:
    assert len(cho_lach().book.tree(date(2025, 6, 30)).children("832")) == 11
    assert len(cho_lach().book.tree(date(2025, 7, 1)).children("86")) == 4


def test_every_edge_joins_a_place_that_ended_to_one_that_began() -> None:
    for event in cho_lach().events:
        for edge in event.succession.edges:
            assert {edge.old, edge.new} <= PLACES
            assert edge.new.since == event.succession.day


def test_the_shares_of_each_old_place_make_one_whole() -> None:
    shares: defaultdict[PlaceId, int] = defaultdict(int)
    sizes: dict[PlaceId, int] = {}
    for event in cho_lach().events:
        for edge in event.succession.edges:
            shares[edge.old] += edge.weight
        sizes.update(event.succession.sizes)
    assert shares == sizes


def test_every_place_that_ended_has_one_event_that_says_what_became_of_it() -> None:
    told = [old for event in cho_lach().events for old in event.ended]
    told += [edge.old for event in cho_lach().events for edge in event.succession.edges]
    assert len(told) == len(set(told))
    assert set(told) == {row.link.place for row in cho_lach().rows if row.valid_to}


def test_an_event_cites_a_document_by_number() -> None:
    stamps: list[Stamp] = [event.stamp for event in cho_lach().events]
    assert all(re.search(r"\d+/", stamp.source) for stamp in stamps)
