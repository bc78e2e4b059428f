from __future__ import annotations

import pytest

from foxsubmit.core.api.wire.shape import MISSING, misfit

PAGE = {"pageCount": int, "items?": [{"id": int, "name?": str, "part?": (float, None)}]}


@pytest.mark.parametrize("data", [
    {"pageCount": 1}, {"pageCount": 1, "items": None}, {"pageCount": 1, "items": [], "more": object},
    {"pageCount": 1, "items": [{"id": 1}, {"id": 2, "name": None, "part": 3}, {"id": 2, "part": 0.5}]}])
def test_what_fits(data):
    assert misfit(data, PAGE) == ""


@pytest.mark.parametrize(("data", "wrong"), [
    (MISSING, "data is missing"),
    (None, "data is null, not an object"),
    ([], "data is a list, not an object"),
    ({}, "data.pageCount is missing"),
    ({"pageCount": "1"}, "data.pageCount is a text, not a number"),
    ({"pageCount": True}, "data.pageCount is true or false, not a number"),
    ({"pageCount": 1, "items": {}}, "data.items is an object, not a list"),
    ({"pageCount": 1, "items": [{"id": 1}, {}]}, "data.items[1].id is missing"),
    ({"pageCount": 1, "items": [{"id": 1, "part": "much"}]}, "data.items[0].part is a text, not a number"),
])
def test_what_does_not_fit_is_named_by_its_place(data, wrong):
    assert misfit(data, PAGE) == wrong


def test_a_list_that_must_hold_something():
    assert misfit([], [int, ...]) == "data is empty"
    assert misfit([1], [int, ...]) == ""


def test_nothing_of_the_data_is_shown():
    assert "secret" not in misfit({"pageCount": "secret"}, PAGE)


def test_data_without_end_is_no_crash():
    shape: dict = {"more?": None}
    shape["more?"] = [shape]
    data: dict = {}
    for _level in range(5000):
        data = {"more": [data]}
    assert misfit(data, shape) == "data is nested too deeply"
