"""How a target is shared and taken, as tables."""

from __future__ import annotations

from datetime import date

import pytest

from vedich.core.cascade import (
    Answer,
    Rule,
    Share,
    State,
    residual,
    share_out,
    sums,
    total_to_share,
)
from vedich.core.errors import Refused
from vedich.core.numbers import read_scaled, write_machine
from vedich.core.periods import Period, WorkingDays
from vedich.core.tallies import Measure, PlaceRule, TimeRule
from vedich.core.targets import (
    AtLeast,
    AtMost,
    Between,
    Exactly,
    IncreaseBy,
    Kind,
    NamedSet,
    Settles,
    Target,
    Unknown,
    YesNo,
)


# Sharing 10 among three places: in proportion to the number each place has, the remainders going to
# the largest, ties to the smaller code. By hand the shares stand as they are.
TABLE_SHARES = [
    # rule, numbers of A, B, C, shares of A, B, C
    (Rule.EQUAL, (None, None, None), (4, 3, 3)),
    (Rule.POPULATION, (1, 1, 1), (4, 3, 3)),
    (Rule.POPULATION, (500, 300, 200), (5, 3, 2)),
    (Rule.POPULATION, (52, 26, 22), (5, 3, 2)),
    (Rule.BASELINE, (0, 7, 3), (0, 7, 3)),
    (Rule.CAPACITY, (1, 0, 0), (10, 0, 0)),
    (Rule.PREVIOUS, (3, 3, 1), (4, 4, 2)),
    (Rule.HAND, (1, 2, 7), (1, 2, 7)),
]

# What cannot be shared so, and the code of the refusal.
TABLE_REFUSED = [
    # rule, numbers of A, B, C, refusal
    (Rule.HAND, (1, 2, 6), "cascade.other_sum"),
    (Rule.HAND, (12, -2, 0), "cascade.below_zero"),
    (Rule.HAND, (5, 5, None), "cascade.no_number"),
    (Rule.POPULATION, (500, None, 200), "cascade.no_number"),
    (Rule.POPULATION, (0, 0, 0), "tally.no_weights"),
    (Rule.CAPACITY, (5, -1, 2), "tally.no_weights"),
]

# Which targets have a total to share, with levels at one decimal. A rate, and a ceiling where lower
# is better, is not shared: every place is given the same level. The total is rounded up, so that
# the shares together reach the plan.
TABLE_TOTALS = [
    # kind, baseline, place rule, total or refusal
    (AtLeast(420), None, PlaceRule.SUM, "42"),
    (AtLeast(420), None, PlaceRule.COUNT, "42"),
    (Exactly(420), None, PlaceRule.SUM, "42"),
    (IncreaseBy(20), 400, PlaceRule.SUM, "42"),
    (IncreaseBy(5_0000, percent=True), 401, PlaceRule.SUM, "42.2"),
    (AtLeast(620), None, PlaceRule.RATIO, "cascade.not_a_sum"),
    (AtLeast(620), None, PlaceRule.MEAN, "cascade.not_a_sum"),
    (AtMost(400), None, PlaceRule.SUM, "cascade.lower_is_better"),
    (AtMost(32), 38, PlaceRule.RATIO, "cascade.not_a_sum"),
    (Between(100, 150), None, PlaceRule.SUM, "cascade.nothing_to_share"),
    (Unknown(), None, PlaceRule.SUM, "cascade.nothing_to_share"),
]

# What places answer to a share of 4,0 km given on Thursday 27/1/2022 with five working days, Tết
# falling between: what they take, and where the share stands on the day.
TABLE_ANSWERS = [
    # answer, reason, on, taken, state
    ("4", "", "2022-02-10", "4", State.ACCEPTED),
    ("4.8", "", "2022-02-10", "4.8", State.PLEDGED),
    ("3.1", "thiếu vốn đối ứng", "2022-02-10", "3.1", State.OBJECTED),
    ("0", "đã bê tông hóa hết", "2022-02-10", "0", State.OBJECTED),
    (None, "", "2022-02-10", "0", State.WAITING),
    (None, "", "2022-02-11", "0", State.SILENT),
]

# Sample target 24, roads in km: eleven places, what each was given, takes and has done.
TABLE_ROADS = [
    # place, assigned, taken, done
    ("Vĩnh Thành", "5.5", "4.6", "1.6"),
    ("Tân Thiềng", "4.5", "3.6", "1.3"),
    ("Long Thới", "3.5", "2.6", "0.7"),
    ("Hòa Nghĩa", "4", "3.3", "1.1"),
    ("Vĩnh Bình", "4", "3.4", "1.4"),
    ("Phú Sơn", "3.5", "2.9", "1.1"),
    ("Vĩnh Hòa", "3.5", "3", "1.2"),
    ("Phú Phụng", "4", "4", "2.4"),
    ("TT. Chợ Lách", "1", "1.2", "0.8"),
    ("Sơn Định", "4", "4.2", "2"),
    ("Hưng Khánh Trung B", "4.5", "4.8", "2.3"),
]

GIVEN = date(2022, 1, 27)
TET = WorkingDays(frozenset({date(2022, 1, 31), *(date(2022, 2, n) for n in range(1, 5))}))


def tenths(text: str) -> int:
    return read_scaled(text, decimals=1)


def roads() -> list[Share]:
    return [
        Share(
            place,
            tenths(assigned),
            GIVEN,
            Answer(GIVEN, tenths(taken), "thiếu vốn đối ứng"),
            tenths(done),
        )
        for place, assigned, taken, done in TABLE_ROADS
    ]


@pytest.mark.parametrize(("rule", "numbers", "shares"), TABLE_SHARES)
def test_ten_shared_among_three_places(
    rule: Rule, numbers: tuple[int | None, ...], shares: tuple[int, ...]
) -> None:
    assert share_out(10, rule, dict(zip("ABC", numbers, strict=True))) == dict(
        zip("ABC", shares, strict=True)
    )


@pytest.mark.parametrize(("rule", "numbers", "code"), TABLE_REFUSED)
def test_shares_that_are_refused(rule: Rule, numbers: tuple[int | None, ...], code: str) -> None:
    with pytest.raises(Refused) as caught:
        share_out(10, rule, dict(zip("ABC", numbers, strict=True)))
    assert caught.value.code == code


@pytest.mark.parametrize(("kind", "baseline", "rule", "expected"), TABLE_TOTALS)
def test_what_there_is_to_share(
    kind: Kind, baseline: int | None, rule: PlaceRule, expected: str
) -> None:
    measure = Measure(rule, TimeRule.SUM, decimals=1)
    target = Target(kind, Period.year(2022), Settles.of(measure), 1, baseline)
    try:
        found = write_machine(total_to_share(target, measure), decimals=1)
    except Refused as refused:
        found = refused.code
    assert found == expected


@pytest.mark.parametrize("kind", [YesNo(), NamedSet(("A", "B"))])
def test_yes_no_and_named_places_have_no_total(kind: Kind) -> None:
    measure = Measure(PlaceRule.COUNT, TimeRule.LAST)
    with pytest.raises(Refused) as caught:
        total_to_share(Target(kind, Period.year(2022), Settles.DECISION), measure)
    assert caught.value.code == "cascade.nothing_to_share"


@pytest.mark.parametrize(("answer", "reason", "on", "taken", "state"), TABLE_ANSWERS)
def test_what_a_place_answers(
    answer: str | None, reason: str, on: str, taken: str, state: State
) -> None:
    given = None if answer is None else Answer(date(2022, 2, 8), tenths(answer), reason)
    share = Share("Phú Phụng", tenths("4"), GIVEN, given)
    assert share.taken == tenths(taken)
    assert share.state(date.fromisoformat(on), TET, 5) is state


def test_of_42_km_nobody_has_taken_4_4() -> None:
    shares = roads()
    total = tenths("42")
    assert sums(shares) == (420, 376, 159, 11)
    assert residual(total, shares) == tenths("4.4")
    assert [share.gap for share in shares[:2]] == [-9, -9]
