"""The order in which units have to be done."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.model.host import Frames, RenderUnit
from foxsubmit.core.model.unit_order import in_order, nearest, waits_for


def unit(name, *after):
    return RenderUnit(name, "", Frames(1, 10), (64, 36), after=after)


def names(units):
    return [each.name for each in units]


def test_a_unit_stands_after_what_it_waits_for_and_else_where_it_is_given():
    assert names(in_order([unit("c", "a"), unit("x"), unit("a", "b"), unit("b")])) == ["x", "b", "a", "c"]


def test_units_without_an_order_stay_where_they_are():
    assert names(in_order([unit("b"), unit("a")])) == ["b", "a"]


def test_units_in_a_circle_are_all_there_and_wait_for_themselves():
    units = [unit("a", "b"), unit("b", "a"), unit("c", "b")]
    assert sorted(names(in_order(units))) == ["a", "b", "c"]
    assert names(in_order(units))[-1] == "c"
    assert {name for name, before in waits_for(units).items() if name in before} == {"a", "b"}


def test_a_unit_that_is_not_in_the_scene_is_waited_for_by_nobody():
    assert waits_for([unit("a", "gone")]) == {"a": frozenset()}


def test_what_is_left_out_between_two_units_does_not_part_them():
    before = waits_for([unit("render", "middle"), unit("middle", "first"), unit("first")])
    assert nearest("render", ["first", "render"], before) == ("first",)
    assert nearest("render", ["first", "middle", "render"], before) == ("middle",)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_whatever_waits_for_whatever_each_unit_is_placed_once_and_in_order_where_there_is_one(pairs):
    after = {number: [str(first) for second, first in pairs if second == number] for number in range(10)}
    units = [unit(str(number), *after[number]) for number in range(10)]
    before, placed = waits_for(units), names(in_order(units))
    assert sorted(placed) == sorted(names(units))
    if not any(name in found for name, found in before.items()):
        assert all(placed.index(first) < placed.index(name) for name, found in before.items() for first in found)
