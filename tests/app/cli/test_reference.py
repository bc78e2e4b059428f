"""docs/reference/command-line.md is what the parsers and shapes say."""

from __future__ import annotations

import pytest
import reference

from foxsubmit.cli.common.parser import commands, parser_of
from foxsubmit.cli.common.shapes import unlike


def test_the_page_of_commands_and_options_is_what_the_parsers_say():
    assert reference.DOCUMENT.read_text(encoding="utf-8") == reference.document(), (
        "docs/reference/command-line.md is stale: run python tests/app/cli/reference.py")


@pytest.mark.parametrize("name", commands())
def test_every_option_and_argument_is_on_the_page_with_what_it_means(name):
    section = reference.document().partition(f"\n## foxsubmit {name}\n")[2].partition("\n## ")[0]
    for action in parser_of(name)._actions[1:]:
        spelled = action.option_strings[-1] if action.option_strings else reference._value(action)
        assert f"`{reference._escaped(spelled)}" in section


def test_keys_that_are_not_described_and_those_that_are_missing_are_named():
    fields = {"a": "a", "b?": "b", "c": ("c", [{"d": "d"}]), "e": ("e", {"f": "f"})}
    assert list(unlike({"a": 1, "c": [{"d": 1}], "e": None}, fields)) == []
    assert list(unlike({"b": 1, "x": 1, "c": [{"d": 1}, {"y": 2}], "e": {"f": 1}}, fields)) == [
        "x is not described", "a is missing", "c.y is not described", "c.d is missing"]
