"""Frame ranges as typed and as the farm wants them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.frames import BadFrames, compress, contains, count, numbers, parse, shown, text, union
from foxsubmit.core.model.host import Frames


@pytest.mark.parametrize(("typed", "farm", "amount"), [
    ("1-10", "1-10[1]", 10),
    ("1-10[2]", "1-10[2]", 5),
    ("1-10x2", "1-10[2]", 5),
    (" 1 , 3 - 4 ,10-20[5]", "1-1[1],3-4[1],10-20[5]", 6),
    ("-5--1", "-5--1[1]", 5),
    ("-3", "-3--3[1]", 1),
    ("0", "0-0[1]", 1),
    ("1-9[3]", "1-9[3]", 3),
    ("1 5 9", "1-1[1],5-5[1],9-9[1]", 3),
    ("1 - 5 7", "1-5[1],7-7[1]", 6),
    ("1-10 X 2;20", "1-10[2],20-20[1]", 6),
    ("-5 - -1", "-5--1[1]", 5),
    ("+3", "3-3[1]", 1),
    ("１－１０，３0–40、50", "1-10[1],30-40[1],50-50[1]", 22),
    ("1-10,5,8-12", "1-10[1],5-5[1],8-12[1]", 12),
])
def test_what_people_type_becomes_what_the_farm_reads(typed, farm, amount):
    ranges = parse(typed)
    assert text(ranges) == farm
    assert len(numbers(ranges)) == count(ranges) == amount


@pytest.mark.parametrize(("typed", "named"), [
    ("", "No frames given"), ("1-", "“1-”"), ("a", "“a”"), ("1-10[0]", "step 0"), ("10-1", "runs backwards"),
    ("1-99999999", "more than"), ("1,x,3", "“x”"), ("1.5", "“1.5”"), ("1-5-9", "“1-5-9”"), ("1-10[2]x3", "“1-10"),
    ("1-" + "9" * 5000, "too high"), ("1-5x", "“1-5x”"), ("²", "“²”"), ("1-10:2", "“1-10:2”"), ("x" * 500, "x…”"),
])
def test_what_is_no_range_is_named(typed, named):
    with pytest.raises(BadInput, match=named):
        parse(typed)


@given(st.lists(st.builds(lambda first, length, step: Frames(first, first + length, step),
                          st.integers(-5000, 5000), st.integers(0, 200), st.integers(1, 20)), min_size=1, max_size=5))
def test_the_farms_spelling_and_ours_are_read_back_alike(ranges):
    assert parse(text(ranges)) == tuple(ranges)
    assert numbers(parse(shown(ranges))) == numbers(ranges)


@pytest.mark.parametrize(("typed", "part"), [
    ("1,2, 9-4 ,7", "9-4"), ("1 2 abc", "abc"), ("１，ｘ，3", "ｘ"), ("1-5x0", "1-5x0"), ("", ""), (" , ", " , "),
])
def test_an_error_points_at_the_place(typed, part):
    with pytest.raises(BadFrames) as error:
        parse(typed)
    assert typed[error.value.start : error.value.end] == part
    if part.strip(" ,"):
        assert f"character {typed.index(part) + 1}" in str(error.value)


@pytest.mark.parametrize(("typed", "once"), [
    ("1-10,5-15", "1-10[1],11-15[1]"), ("5,1-10", "5-5[1],1-4[1],6-10[1]"), ("1-9[2],2-10[2]", "1-9[2],2-10[2]"),
    ("3,3,3", "3-3[1]"), ("1-10,2-4", "1-10[1]"), ("1-5,8-9", "1-5[1],8-9[1]"),
])
def test_a_frame_that_is_given_twice_is_rendered_once_where_it_stood_first(typed, once):
    assert text(union(parse(typed))) == once


def test_numbers_become_few_ranges():
    assert text(compress([1, 2, 3, 7, 9, 11, 20, 30])) == "1-3[1],7-11[2],20-20[1],30-30[1]"
    assert text(compress([5, 4, 3])) == "5-5[1],4-4[1],3-3[1]"
    assert compress([]) == ()


def test_a_million_frames_are_counted_without_listing_them():
    ranges = parse("1-1000000")
    assert count(ranges) == 1_000_000
    assert contains(ranges, 500_000)
    assert not contains(parse("1-1000000[2]"), 2)


RANGES = st.lists(st.builds(lambda first, length, step: Frames(first, first + length, step), st.integers(-50, 50),
                            st.integers(0, 40), st.integers(1, 6)), max_size=6)


@given(RANGES)
def test_a_union_has_the_same_frames_each_once_and_in_order(ranges):
    once = union(ranges)
    assert [number for each in once for number in each.numbers()] == numbers(ranges)
    assert count(ranges) == len(numbers(ranges))
    assert union(once) == once


@given(st.lists(st.integers(-200, 200), unique=True))
def test_ranges_of_numbers_are_those_numbers(frames):
    assert numbers(compress(frames)) == frames


@given(st.one_of(st.text(max_size=40), st.text(st.sampled_from("0123456789-,[]x ;－，"), max_size=40)))
def test_any_text_is_ranges_or_one_error_that_points_into_it(typed):
    try:
        ranges = parse(typed)
    except BadFrames as error:
        assert 0 <= error.start <= error.end <= len(typed)
        assert str(error).endswith(".")
    else:
        assert parse(text(ranges)) == ranges
