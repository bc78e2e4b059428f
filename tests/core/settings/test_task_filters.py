"""Filters of the task list that were saved by name."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.settings.task_filters import SavedFilter, delete_filter, find_filter, read_filters, save_filter


def test_filters_are_kept_by_name_and_one_of_the_same_name_is_replaced(tmp_path):
    path = tmp_path / "filters.json"
    assert read_filters(path) == ()
    save_filter(path, SavedFilter("b", "lantern", (45, 30), 7, "day"))
    save_filter(path, SavedFilter(" a  c "))
    assert [each.name for each in read_filters(path)] == ["a c", "b"]
    save_filter(path, SavedFilter("b", "other"))
    assert find_filter(path, "b") == SavedFilter("b", "other")
    assert delete_filter(path, "b") == (SavedFilter("a c"),)
    with pytest.raises(BadInput, match="no saved filter “b”; there is: a c"):
        find_filter(path, "b")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_filter_needs_a_name(tmp_path, name):
    with pytest.raises(BadInput, match="needs a name"):
        save_filter(tmp_path / "filters.json", SavedFilter(name))


@pytest.mark.parametrize("text", ["", "{}", "[1, {}]", '[{"name": 3}]', '[{"name": "x", "days": 1'])
def test_what_makes_no_sense_is_left_out(tmp_path, text):
    path = tmp_path / "filters.json"
    path.write_text(text, encoding="utf-8")
    assert read_filters(path) == ()
