"""Every field of the state, whichever there are: one that nobody sets or nobody looks at is named here."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest

from foxsubmit.core.session.state import State

ROOT = Path(__file__).parents[2]
PARTS = {each.name: each.default_factory for each in dataclasses.fields(State)
         if dataclasses.is_dataclass(each.default_factory)}
FIELDS = [(part, each.name) for part, made in PARTS.items() for each in dataclasses.fields(made)]
SETTING = {"change", "replace", *(made.__name__ for made in PARTS.values())}
"""Calls that set fields of a part, by keywords."""


def trees(*folders):
    return [ast.parse(path.read_text(encoding="utf-8")) for folder in folders for path in (ROOT / folder).rglob("*.py")]


def set_in(tree):
    """Names of the fields that a module sets."""
    return {keyword.arg for node in ast.walk(tree) if isinstance(node, ast.Call)
            and getattr(node.func, "attr", getattr(node.func, "id", "")) in SETTING for keyword in node.keywords}


def read_in(tree):
    """Names of the attributes that a module reads."""
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}


def test_the_session_sets_every_field():
    known = set().union(*map(set_in, trees("core/session")))
    assert [f"{part}.{name}" for part, name in FIELDS if name not in known] == []


def test_every_field_is_drawn_or_something_follows_from_it():
    known = set().union(*map(read_in, trees("ui", "core/session", "app")))
    assert [f"{part}.{name}" for part, name in FIELDS if name not in known] == []


def test_there_are_fields_to_look_at():
    assert len(PARTS) > 5
    assert len(FIELDS) > 50


@pytest.mark.parametrize(("source", "sets", "reads"), [
    ("self._part.change(trouble='')", {"trouble"}, {"change", "_part"}),
    ("JobsState(rows=())", {"rows"}, set()), ("Label(text='')", set(), set()),
    ("state.trouble = 1", set(), set()), ("label.show_text(state.trouble)", set(), {"show_text", "trouble"}),
])
def test_what_sets_and_what_reads_a_field_is_told_apart(source, sets, reads):
    assert (set_in(ast.parse(source)), read_in(ast.parse(source))) == (sets, reads)
