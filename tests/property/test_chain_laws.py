"""Laws of the journal: nothing in it can change unseen."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from vedich.core.chain import (
    ALPHABET,
    ALTERED,
    GENESIS,
    MAX_INTEGER,
    TRUNCATED,
    Entry,
    Head,
    Plain,
    commitment,
    digest,
    line,
    nfc,
    read_code,
    read_line,
    rows_digest,
    verify,
)
from vedich.core.errors import Refused


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(nfc)
HEX = st.binary(min_size=32, max_size=32).map(bytes.hex)
NUMBERS = st.integers(1, MAX_INTEGER)
PLAINS: st.SearchStrategy[Plain] = st.one_of(
    st.none(), st.booleans(), st.integers(-MAX_INTEGER, MAX_INTEGER), TEXTS
)
FACTS = st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), PLAINS, max_size=4)
ENTRIES = st.builds(
    Entry,
    sequence=NUMBERS,
    instant=st.datetimes(timezones=st.just(UTC)),
    actor=st.none() | TEXTS,
    post=st.none() | TEXTS,
    action=TEXTS,
    subject=TEXTS,
    place_path=st.lists(TEXTS, max_size=3).map(tuple),
    transaction=NUMBERS,
    rows=st.none() | HEX,
    personal=st.none() | HEX,
    facts=FACTS,
)
JOURNALS = st.lists(ENTRIES, min_size=1, max_size=6).map(
    lambda entries: chained([replace(e, sequence=n) for n, e in enumerate(entries, 1)])
)
# Each example is a whole journal, or every slip in a code: fewer of them, and no stop watch.
LONG = settings(max_examples=50, deadline=None)


def chained(entries: list[Entry]) -> list[tuple[Entry, str]]:
    lines, last = [], GENESIS
    for entry in entries:
        last = digest(last, entry)
        lines.append((entry, last))
    return lines


@given(ENTRIES)
def test_a_line_gives_back_its_entry_so_no_two_entries_share_one(entry: Entry) -> None:
    again = read_line(line(entry))
    assert again == entry
    assert [type(value) for value in again.facts.values()] == [
        type(value) for _, value in sorted(entry.facts.items())
    ]


@given(ENTRIES, ENTRIES)
def test_different_entries_have_different_lines(one: Entry, other: Entry) -> None:
    assert one == other or line(one) != line(other)


@given(ENTRIES, st.data())
def test_any_change_of_any_byte_of_a_line_is_found(entry: Entry, data: st.DataObject) -> None:
    whole = line(entry)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= data.draw(st.integers(1, 255))
    try:
        other = read_line(bytes(changed))
    except Refused:
        return
    assert digest(GENESIS, other) != digest(GENESIS, entry)


@LONG
@given(JOURNALS, ENTRIES, st.data())
def test_any_change_of_any_part_of_any_entry_is_found_where_it_is(
    lines: list[tuple[Entry, str]], other: Entry, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    entry, stored = lines[at]
    name = data.draw(st.sampled_from([part.name for part in fields(Entry)]))
    changed = replace(entry, **{name: getattr(other, name)})
    if changed.sequence != at + 1 or line(changed) == line(entry):
        return
    lines[at] = (changed, stored)
    broken = verify(lines).broken
    assert broken is not None
    assert (broken.kind, broken.sequence) == (ALTERED, at + 1)


@LONG
@given(JOURNALS, st.data())
def test_any_other_selection_or_order_of_lines_is_found_against_the_last_head(
    lines: list[tuple[Entry, str]], data: st.DataObject
) -> None:
    other = data.draw(st.lists(st.sampled_from(lines), max_size=8))
    known = [Head(len(lines), lines[-1][1]).code]
    whole = [entry.sequence for entry, _ in other] == list(range(1, len(lines) + 1))
    assert (verify(other, known).broken is None) == whole


@LONG
@given(JOURNALS, st.data())
def test_a_lost_end_is_named_by_its_first_lost_line(
    lines: list[tuple[Entry, str]], data: st.DataObject
) -> None:
    kept = data.draw(st.integers(0, len(lines) - 1))
    broken = verify(lines[:kept], [Head(len(lines), lines[-1][1])]).broken
    assert broken is not None
    assert (broken.kind, broken.sequence) == (TRUNCATED, kept + 1)


@given(st.lists(FACTS, max_size=5))
def test_the_order_of_rows_never_matters(rows: list[dict[str, Plain]]) -> None:
    turned = [dict(reversed(row.items())) for row in reversed(rows)]
    assert rows_digest(turned) == rows_digest(rows)


@given(st.lists(FACTS, max_size=4), FACTS)
def test_one_row_more_is_another_digest(
    rows: list[dict[str, Plain]], row: dict[str, Plain]
) -> None:
    assert rows_digest([*rows, row]) != rows_digest(rows)


@given(FACTS, st.binary(min_size=16, max_size=40), st.binary(min_size=16, max_size=40))
def test_a_commitment_depends_on_its_salt(facts: dict[str, Plain], a: bytes, b: bytes) -> None:
    assert (commitment(facts, a) == commitment(facts, b)) == (a == b)


HEADS = st.builds(Head, st.integers(0, MAX_INTEGER), HEX)
PRINTED = HEADS.map(lambda head: str(head.code))


@given(HEADS)
def test_a_code_reads_back_and_agrees_with_its_digest(head: Head) -> None:
    code = read_code(str(head.code).lower())
    assert code == head.code
    assert code.agrees(head.digest)


def refused(text: str) -> bool:
    try:
        read_code(text)
    except Refused:
        return True
    return False


@LONG
@given(PRINTED)
def test_every_wrong_sign_of_a_code_is_found(code: str) -> None:
    for at, sign in enumerate(code):
        others = "0123456789" if at < code.index(" ") else ALPHABET
        if sign in others:
            assert all(refused(code[:at] + o + code[at + 1 :]) for o in others if o != sign)


@given(PRINTED)
def test_any_two_neighbours_exchanged_in_a_code_are_found(code: str) -> None:
    signs = [at for at, sign in enumerate(code) if sign.isalnum() and at > 0]
    for left, right in zip(signs, signs[1:], strict=False):
        if code[left] != code[right]:
            turned = list(code)
            turned[left], turned[right] = turned[right], turned[left]
            assert refused("".join(turned))


@given(st.text(st.sampled_from("N0123456789ABCXYZ ·.-\n"), max_size=40))
def test_whatever_is_typed_is_read_or_refused_in_words(text: str) -> None:
    if not refused(text):
        assert read_code(str(read_code(text))) == read_code(text)


def test_the_first_line_may_be_written_in_any_year() -> None:
    entry = Entry(1, datetime(1, 1, 1, tzinfo=UTC), None, None, "a.b", "c", (), 1)
    assert read_line(line(entry)) == entry
