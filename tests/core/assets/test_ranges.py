"""Answers about parts of lists are those of a look at each entry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.assets.ranges import Highest, runs_of


@given(st.lists(st.integers(0, 10**9), max_size=300), st.data())
def test_the_highest_of_any_part_is_that_of_its_entries(values, data):
    first = data.draw(st.integers(0, len(values)))
    last = data.draw(st.integers(0, len(values)))
    highest = Highest(values)
    assert highest.between(first, last) == max(values[first:last], default=0)
    assert highest.between(0, len(values)) == highest.highest == max(values, default=0)


@given(st.sets(st.integers(-40, 40)))
def test_runs_hold_each_number_once_and_do_not_touch(numbers):
    runs = runs_of(numbers)
    assert [number for first, last in runs for number in range(first, last + 1)] == sorted(numbers)
    assert all(before[1] + 1 < after[0] for before, after in zip(runs, runs[1:]))
