"""The journal's form, its chain and its codes, one case at a time."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations
from typing import Any

import pytest

from vedich.core import chain
from vedich.core.chain import (
    GENESIS,
    MAX_INTEGER,
    Code,
    Entry,
    Head,
    commitment,
    digest,
    line,
    nfc,
    read_code,
    read_line,
    rows_digest,
    verify,
)
from vedich.core.errors import Message, Refused


# -- golden vectors: these may never change, whatever the code becomes -----------------------------

FIRST = Entry(
    sequence=1,
    instant=datetime(2022, 7, 8, 2, 14, tzinfo=UTC),
    actor="person/17",
    post="post/cho-lach/office",
    action="returns.submit",
    subject="return/2022-06/hamlet-cell/4",
    place_path=("83@1976-01-01", "832@1978-01-01"),
    transaction=1,
    facts={"period": "2022-06", "figures": 6, "late": False, "note": None},
)
FIRST_LINE = (
    '["vedich.journal.1",{"action":"returns.submit","actor":"person/17","facts":{"figures":6,'
    '"late":false,"note":null,"period":"2022-06"},"instant":"2022-07-08T02:14:00.000000Z",'
    '"personal":null,"place_path":["83@1976-01-01","832@1978-01-01"],"post":"post/cho-lach/office",'
    '"rows":null,"sequence":1,"subject":"return/2022-06/hamlet-cell/4","transaction":1}]'
)
FIRST_DIGEST = "05ae7d2ab27941c8246e9f351e5ebf4287f5573f3ddc2a15c1e1a8b6258026d1"

ROWS: list[dict[str, chain.Plain]] = [
    {"place": "28891", "part": 1560},
    {"place": "28894", "part": -3},
]
ROWS_DIGEST = "6d78e228ee9d4b22c8b1414476235122342de750c8ec888b1ca8ec8a2b611de8"
PERSONAL = {"name": "Nguyễn Thị Mẫu"}
SALT = bytes(range(16))
PERSONAL_DIGEST = "ebba16d00635c8fcbc50d8702c76b202d95020549d10d07885285f7e5345ed94"

SECOND = Entry(
    sequence=2,
    instant=datetime(2022, 7, 8, 2, 14, 0, 123456, tzinfo=UTC),
    actor=None,
    post=None,
    action="supervision.receive",
    subject="opinion/9",
    place_path=(),
    transaction=2,
    rows=ROWS_DIGEST,
    personal=PERSONAL_DIGEST,
    facts={"text": 'Đường "bê tông" \\ \n\t\u0001 🙂'},
)
SECOND_LINE = (
    '["vedich.journal.1",{"action":"supervision.receive","actor":null,"facts":{"text":'
    '"Đường \\"bê tông\\" \\\\ \\n\\t\\u0001 🙂"},"instant":"2022-07-08T02:14:00.123456Z",'
    f'"personal":"{PERSONAL_DIGEST}","place_path":[],"post":null,"rows":"{ROWS_DIGEST}",'
    '"sequence":2,"subject":"opinion/9","transaction":2}]'
)
SECOND_DIGEST = "64fae39db06b42b5df8f492b1aebef18cea440015dd34e8695850bae66362514"


def test_the_lines_written_in_the_first_version_are_the_same_for_ever() -> None:
    assert line(FIRST).decode() == FIRST_LINE
    assert line(SECOND).decode() == SECOND_LINE


def test_the_digests_of_the_first_version_are_the_same_for_ever() -> None:
    assert digest(GENESIS, FIRST) == FIRST_DIGEST
    assert digest(FIRST_DIGEST, SECOND) == SECOND_DIGEST
    assert rows_digest(ROWS) == ROWS_DIGEST
    assert commitment(PERSONAL, SALT) == PERSONAL_DIGEST
    empty = "afaa8ab09c00e69d6a7d22ddcd0a7069bbfb326fc0396f4630b35e97e60db764"
    assert rows_digest([]) == empty


def test_the_codes_of_the_first_version_are_the_same_for_ever() -> None:
    assert str(Head(1, FIRST_DIGEST).code) == "N1 · RJH43 J3ARC AUFRD"
    assert str(Head(18442, SECOND_DIGEST).code) == "N18442 · NV248 59VPH AC2QD"
    assert str(Head(0, GENESIS).code) == "N0 · 22222 22222 22222"


def test_a_digest_is_what_any_sha256_tool_gives_for_the_two_lines() -> None:
    by_hand = hashlib.sha256(f"{GENESIS}\n{FIRST_LINE}".encode()).hexdigest()
    assert digest(GENESIS, FIRST) == by_hand


# -- what an entry refuses -------------------------------------------------------------------------

HANOI = timezone(timedelta(hours=7))
COMPOSED, DECOMPOSED = (unicodedata.normalize(form, "Vĩnh Thành") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sequence": 0}, "chain.not_plain"),
        ({"sequence": True}, "chain.not_plain"),
        ({"transaction": 1.0}, "chain.not_plain"),
        ({"transaction": MAX_INTEGER + 1}, "chain.not_plain"),
        ({"instant": datetime(2022, 7, 8)}, "chain.not_utc"),  # noqa: DTZ001
        ({"instant": datetime(2022, 7, 8, tzinfo=HANOI)}, "chain.not_utc"),
        ({"actor": DECOMPOSED}, "chain.not_text"),
        ({"actor": 17}, "chain.not_text"),
        ({"post": "\ud800"}, "chain.not_text"),
        ({"action": None}, "chain.not_text"),
        ({"subject": DECOMPOSED}, "chain.not_text"),
        ({"place_path": ("83", DECOMPOSED)}, "chain.not_text"),
        ({"rows": "ABC"}, "chain.not_digest"),
        ({"rows": 7}, "chain.not_digest"),
        ({"personal": ROWS_DIGEST.upper()}, "chain.not_digest"),
        ({"facts": {"share": 0.5}}, "chain.not_plain"),
        ({"facts": {"share": -MAX_INTEGER - 1}}, "chain.not_plain"),
        ({"facts": {"nested": {"a": 1}}}, "chain.not_plain"),
        ({"facts": {"text": DECOMPOSED}}, "chain.not_text"),
        ({"facts": {"Số": 1}}, "chain.not_name"),
    ],
)
def test_what_has_no_single_written_form_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        replace(FIRST, **change)
    assert refusal.value.code == code
    assert refusal.value.say("vi") != refusal.value.say("en")


def test_the_edges_of_what_is_allowed_are_allowed() -> None:
    entry = replace(FIRST, facts={"high": MAX_INTEGER, "low": -MAX_INTEGER, "yes": True, "no": ""})
    assert read_line(line(entry)) == entry


def test_an_entry_keeps_its_own_copy_of_the_facts() -> None:
    facts: dict[str, chain.Plain] = {"figures": 6}
    entry = replace(FIRST, facts=facts)
    facts["figures"] = 7
    assert entry.facts == {"figures": 6}
    assert hash(entry) == hash(replace(FIRST, facts={"figures": 6}))


def test_text_can_be_composed_before_it_is_written() -> None:
    assert nfc(DECOMPOSED) == COMPOSED


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"{}",
        b"[1]",
        b'["vedich.journal.1",[]]',
        b'["vedich.journal.1",{}]',
        b'["vedich.journal.1",{"instant":7}]',
        b"[" * 100_000,
        FIRST_LINE.replace("journal.1", "journal.2").encode(),
        FIRST_LINE.replace(":6,", ":6.0,").encode(),
        FIRST_LINE.replace(":6,", ": 6,").encode(),
        FIRST_LINE.replace('"rows":null', '"rows":null,"rows":null').encode(),
        FIRST_LINE.replace('"rows":null,', "").encode(),
        FIRST_LINE.replace('"rows":null', '"rows":null,"extra":null').encode(),
        FIRST_LINE.replace("person/17", "person\\/17").encode(),
        FIRST_LINE.replace(".000000Z", "Z").encode(),
        FIRST_LINE.encode("utf-16"),
        FIRST_LINE.encode() + b"\n",
    ],
)
def test_bytes_in_any_other_form_are_not_a_line(text: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read_line(text)
    assert refusal.value.code == "chain.not_line"


def test_a_line_reads_back_as_its_entry() -> None:
    assert read_line(FIRST_LINE.encode()) == FIRST
    assert read_line(SECOND_LINE.encode()) == SECOND


# -- digests of what lies beside the line ----------------------------------------------------------


def test_rows_are_a_bag_whatever_order_a_database_gives_them_in() -> None:
    rows: list[dict[str, chain.Plain]] = [{"part": 1}, {"part": 2}, {"part": 2}]
    assert len({rows_digest(some) for some in permutations(rows)}) == 1
    assert rows_digest(rows) != rows_digest(rows[:2])


def test_rows_and_personal_parts_refuse_what_entries_refuse() -> None:
    with pytest.raises(Refused, match="0.5"):
        rows_digest([{"part": 0.5}])  # type: ignore[dict-item]
    with pytest.raises(Refused, match="composed form"):
        commitment({"name": DECOMPOSED}, SALT)


def test_a_personal_part_cannot_be_guessed_without_its_salt() -> None:
    assert commitment(PERSONAL, SALT) != commitment(PERSONAL, SALT[::-1])
    with pytest.raises(Refused, match="15 bytes"):
        commitment(PERSONAL, SALT[:15])


def test_a_digest_follows_only_a_digest() -> None:
    with pytest.raises(Refused, match="“previous” is ''"):
        digest("", FIRST)


# -- verifying a chain -----------------------------------------------------------------------------

Lines = list[tuple[Entry, str]]


def chained(entries: Iterable[Entry]) -> Lines:
    lines: Lines = []
    for entry in entries:
        lines.append((entry, digest(lines[-1][1] if lines else GENESIS, entry)))
    return lines


SIX = chained(replace(FIRST, sequence=number, transaction=number) for number in range(1, 7))
HEADS = [Head(entry.sequence, stored) for entry, stored in SIX]


def test_a_whole_chain_is_read_to_its_head() -> None:
    audit = verify(SIX)
    assert audit.broken is None
    assert audit.head == HEADS[-1]
    assert audit.confirmed == 0


def test_an_empty_journal_is_whole() -> None:
    assert verify([]).head == Head(0, GENESIS)
    assert verify([], [Head(0, GENESIS)]).broken is None


def test_known_heads_confirm_the_lines_up_to_the_last_of_them() -> None:
    audit = verify(iter(SIX), [HEADS[1], HEADS[3].code])
    assert audit.broken is None
    assert audit.confirmed == 4


ALTERED_THIRD = [*SIX[:2], (replace(SIX[2][0], actor="person/18"), SIX[2][1]), *SIX[3:]]
TABLE_BREAKS: list[tuple[str, Lines, Message, int]] = [
    ("the first line is lost", SIX[1:], chain.GAP, 1),
    ("a line is lost", SIX[:2] + SIX[3:], chain.GAP, 3),
    ("two lines are exchanged", [*SIX[:2], SIX[3], SIX[2], *SIX[4:]], chain.REORDERED, 3),
    ("a line stands at the end", SIX[:2] + SIX[3:] + SIX[2:3], chain.REORDERED, 3),
    ("a line stands twice", SIX[:3] + SIX[2:], chain.REORDERED, 4),
    ("a line is altered", ALTERED_THIRD, chain.ALTERED, 3),
    ("a digest is altered", [*SIX[:2], (SIX[2][0], GENESIS), *SIX[3:]], chain.ALTERED, 3),
]


@pytest.mark.parametrize(("what", "lines", "kind", "sequence"), TABLE_BREAKS)
def test_the_first_broken_line_is_named(
    what: str, lines: Lines, kind: Message, sequence: int
) -> None:
    audit = verify(lines)
    assert audit.broken == chain.Break(kind, sequence), what
    assert audit.head.sequence == sequence - 1
    assert str(sequence) in audit.broken.say("vi")
    assert str(sequence) in audit.broken.say("en")


def test_a_line_altered_with_its_own_digest_breaks_the_next() -> None:
    altered = replace(SIX[2][0], actor="person/18")
    lines = [*SIX[:2], (altered, digest(SIX[1][1], altered)), *SIX[3:]]
    assert verify(lines).broken == chain.Break(chain.ALTERED, 4)


def test_a_tail_rewritten_throughout_is_found_by_a_head_on_paper() -> None:
    rewritten = chained(entry for entry, _ in ALTERED_THIRD)
    assert verify(rewritten).broken is None
    audit = verify(rewritten, [HEADS[1].code, HEADS[4].code])
    assert audit.broken == chain.Break(chain.REWRITTEN, 5)
    assert audit.confirmed == 2


def test_one_false_head_among_true_ones_is_found() -> None:
    assert verify(SIX, [HEADS[2], Head(3, GENESIS)]).broken == chain.Break(chain.REWRITTEN, 3)


def test_a_lost_end_is_found_by_a_head_on_paper() -> None:
    assert verify(SIX[:4]).broken is None
    assert verify(SIX[:4], [HEADS[5].code]).broken == chain.Break(chain.TRUNCATED, 5)


def test_a_head_without_a_digest_cannot_be_made() -> None:
    with pytest.raises(Refused, match="not a SHA-256 digest"):
        Head(1, "N1")


# -- codes for paper and telephone -----------------------------------------------------------------

CODE = Head(18442, SECOND_DIGEST).code


@pytest.mark.parametrize(
    "text",
    [
        "N18442 · NV248 59VPH AC2QD",
        "n18442 nv24859vphac2qd",
        "18442-NV248-59VPH-AC2QD",
        " N18442. N V 2 4 8 . 59VPH.AC2QD ",
        "N18442 · NVZ48 S9VPH ACZQD",
    ],
)
def test_a_code_is_read_however_it_was_typed(text: str) -> None:
    assert read_code(text) == CODE
    assert CODE.agrees(SECOND_DIGEST)
    assert not CODE.agrees(FIRST_DIGEST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "N18442",
        "NV248 59VPH AC2QD",
        "N18442 · NV248 59VPH AC2Q",
        "N18442 · NV248 59VPH AC2QDD",
        "N018442 · NV248 59VPH AC2QD",
        "N18442 · NV248 59VPH AC2Q0",
        f"N{'9' * 5000} · NV248 59VPH AC2QD",
    ],
)
def test_what_is_not_a_code_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_code(text)
    assert refusal.value.code == "chain.not_code"


def test_a_misread_code_asks_to_be_read_again() -> None:
    with pytest.raises(Refused, match="Read each group again"):
        read_code("N18443 · NV248 59VPH AC2QD")


def test_a_code_is_a_value() -> None:
    assert Code(18442, "NV24859VPHAC2QD") == CODE


def test_the_alphabet_has_no_look_alikes_and_a_prime_number_of_signs() -> None:
    assert len(set(chain.ALPHABET)) == len(chain.ALPHABET) == 29
    assert not set("01IOLSZ") & set(chain.ALPHABET)


def test_a_line_is_json_for_every_reader() -> None:
    tag, body = json.loads(FIRST_LINE)
    assert tag == "vedich.journal.1"
    assert list(body) == sorted(body)
