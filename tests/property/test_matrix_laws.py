"""Laws of the matrix of assignment: what it counts, and that no order of rows changes it (R14)."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from vedich.apps.tasks.assignment.matrix import Key, Look, Owed, Work, loads, matrix, served


FIELDS = ["Nông thôn mới", "Tuyên giáo", ""]
COLUMNS = [1, 2, 3, 4]

works = st.lists(
    st.builds(
        Work,
        task=st.integers(1, 10**6),
        field=st.sampled_from(FIELDS),
        columns=st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True).map(tuple),
        person=st.none() | st.integers(1, 5),
        late=st.booleans(),
        done=st.booleans(),
    ),
    unique_by=lambda work: work.task,
    max_size=30,
)
keys = st.builds(Key, st.sampled_from(FIELDS), st.sampled_from(COLUMNS))
owed = st.lists(st.builds(Owed, keys, st.integers(1, 6)), max_size=20)
below = st.frozensets(keys, max_size=6)


@given(works, owed, below)
def test_open_tasks_of_all_cells_are_tasks_times_their_places(
    work: list[Work], owing: list[Owed], given_below: frozenset[Key]
) -> None:
    cells = matrix(work, owing, given_below)
    assert sum(cell.open for cell in cells.values()) == sum(
        len(one.columns) for one in work if not one.done
    )
    assert sum(cell.done for cell in cells.values()) == sum(
        len(one.columns) for one in work if one.done
    )
    assert all(sum(cell.people.values()) == cell.open for cell in cells.values())
    assert all(0 <= cell.late <= cell.open for cell in cells.values())


@given(works, owed, below, st.integers(0, 2**31))
def test_the_order_of_rows_changes_nothing(
    work: list[Work], owing: list[Owed], given_below: frozenset[Key], seed: int
) -> None:
    mixed, mixed_owing = list(work), [*owing, *owing]
    Random(seed).shuffle(mixed)
    Random(seed).shuffle(mixed_owing)
    one, other = matrix(work, owing, given_below), matrix(mixed, mixed_owing, given_below)
    assert one == other
    assert {key: (cell.first, cell.others) for key, cell in one.items()} == {
        key: (cell.first, cell.others) for key, cell in other.items()
    }
    assert loads(work, percent=200) == loads(mixed, percent=200)


@given(works, owed, below)
def test_only_what_is_owed_and_served_by_nothing_is_flagged(
    work: list[Work], owing: list[Owed], given_below: frozenset[Key]
) -> None:
    cells = matrix(work, owing, given_below)
    served_there = {Key(one.field, column) for one in work for column in one.columns}
    flagged = {key for key, cell in cells.items() if cell.look is Look.EMPTY}
    assert flagged == {one.cell for one in owing} - served_there - given_below
    done, of = served(cells)
    assert of == len({one.target for one in owing})
    assert of - done == len({one.target for one in owing if one.cell in flagged})


@given(works, st.integers(100, 400))
def test_loads_count_each_open_task_once_with_whoever_answers_for_it(
    work: list[Work], percent: int
) -> None:
    found = loads(work, percent=percent)
    named = [one for one in work if not one.done and one.person is not None]
    assert sum(one.open for one in found.of.values()) == found.tasks == len(named)
    assert sum(one.late for one in found.of.values()) == sum(one.late for one in named)
    for one in found.of.values():
        mean = found.tasks / found.people
        assert one.over == (found.people > 1 and one.open * 100 >= percent * mean - 1e-6)


def test_two_who_carry_alike_leave_the_first_by_key() -> None:
    work = [Work(1, "a", (1,), 9), Work(2, "a", (1,), 4), Work(3, "a", (1,), None)]
    (cell,) = matrix(work).values()
    assert (cell.first, cell.others, cell.open) == (4, 1, 3)


def test_a_cell_with_closed_tasks_only_is_served() -> None:
    key = Key("a", 1)
    cells = matrix([Work(1, "a", (1,), 4, done=True)], [Owed(key, 14)])
    assert cells[key].look is Look.DONE
    assert served(cells) == (1, 1)
