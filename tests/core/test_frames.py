"""Frame ranges as typed and as the farm wants them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.errors import BadInput
from foxsubmit.core.host import Frames
from foxsubmit.core.plan.frames import numbers, parse, shown, text


@pytest.mark.parametrize(("typed", "farm", "count"), [
    ("1-10", "1-10[1]", 10),
    ("1-10[2]", "1-10[2]", 5),
    ("1-10x2", "1-10[2]", 5),
    (" 1 , 3 - 4 ,10-20[5]", "1-1[1],3-4[1],10-20[5]", 6),
    ("-5--1", "-5--1[1]", 5),
    ("-3", "-3--3[1]", 1),
    ("0", "0-0[1]", 1),
    ("1-9[3]", "1-9[3]", 3),
])
def test_what_people_type_becomes_what_the_farm_reads(typed, farm, count):
    ranges = parse(typed)
    assert text(ranges) == farm
    assert len(numbers(ranges)) == count


@pytest.mark.parametrize(("typed", "named"), [
    ("", "No frames given"), ("1-", "“1-”"), ("a", "“a”"), ("1-10[0]", "step 0"), ("10-1", "runs backwards"),
    ("1-99999999", "more than"), ("1,x,3", "“x”"),
])
def test_what_is_no_range_is_named(typed, named):
    with pytest.raises(BadInput, match=named):
        parse(typed)


@given(st.lists(st.builds(lambda first, length, step: Frames(first, first + length, step),
                          st.integers(-5000, 5000), st.integers(0, 200), st.integers(1, 20)), min_size=1, max_size=5))
def test_the_farms_spelling_and_ours_are_read_back_alike(ranges):
    assert parse(text(ranges)) == tuple(ranges)
    assert numbers(parse(shown(ranges))) == numbers(ranges)
