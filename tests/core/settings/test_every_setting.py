"""Every setting, whichever there are: what a new one must have is named here by its name."""

from __future__ import annotations

import ast
import dataclasses
import json
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.pumping import until

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.session.session import Session
from foxsubmit.core.settings.preferences import BEGINNINGS, CHECKS, NUMBERS, Preferences, as_choices
from foxsubmit.core.settings.settings import Settings

ROOT = Path(__file__).parents[3]
FIELDS = {field.name: field for field in dataclasses.fields(Preferences)}
CHOICES = {field.name for field in dataclasses.fields(Choices)}
UNLIKE = {"download_folder": ".", "name_pattern": "{file}", "least_balance": 3.0, "largest_file": 7.0,
          "scene_copy": True}
"""A value of each setting with which submissions begin that is not the built-in one."""

ANY_TEXT = {"account", "transfer_line"}
"""Texts that are checked by the farm, or by looking for them."""


def test_a_setting_with_which_submissions_begin_has_its_line():
    """In BEGINNINGS (core/settings/preferences.py): whatever begins with a setting follows when it is changed."""
    assert sorted((FIELDS.keys() & CHOICES) - BEGINNINGS.keys()) == []
    assert as_choices(Preferences()).keys() <= CHOICES
    assert sorted(UNLIKE) == sorted(BEGINNINGS), "give it a value in UNLIKE, above"


def test_each_name_in_a_table_is_a_setting():
    """A line in BEGINNINGS, NUMBERS or CHECKS of what is no field of ``Preferences`` would never be used."""
    assert sorted({*BEGINNINGS, *NUMBERS, *CHECKS, *UNLIKE, *ANY_TEXT} - FIELDS.keys()) == []


def read_from_preferences():
    """Names of the attributes that code reads from what is named preferences."""
    for path in (path for part in ("core", "ui", "app") for path in (ROOT / part).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and "preferences" in ast.unparse(node.value):
                yield node.attr


def test_a_setting_decides_something():
    """It is read from ``settings.preferences()`` or ``state.preferences``, or submissions begin with it."""
    assert sorted(FIELDS.keys() - BEGINNINGS.keys() - set(read_from_preferences())) == []


def test_submissions_begin_alike_without_settings_and_without_choices():
    plain = Choices()
    assert as_choices(Preferences()) == {name: getattr(plain, name) for name in as_choices(Preferences())}


@pytest.mark.parametrize("name", FIELDS)
def test_a_setting_says_what_it_cannot_be(settings, name):
    """A number has its most in NUMBERS, a text its check in CHECKS: what is typed is refused in one sentence."""
    kind = FIELDS[name].type
    assert (name in NUMBERS) == (kind == "float")
    assert (name in CHECKS) == (kind != "bool" and name not in ANY_TEXT)
    with pytest.raises(BadInput, match=name):
        settings.prefer(**{name: None})


@pytest.mark.parametrize("name", FIELDS)
def test_a_setting_is_written_down_only_where_it_is_not_the_built_in_one(settings, name):
    settings.prefer(**{name: FIELDS[name].default})
    assert json.loads((settings.home / "settings.json").read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_submission_begins_as_the_setting_says(settings, name):
    settings.prefer(**{name: UNLIKE[name]})
    choice, make = BEGINNINGS[name]
    assert getattr(Settings(settings.home).first_choices(), choice) == make(UNLIKE[name]) != getattr(Choices(), choice)


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_choice_that_is_as_the_setting_was_follows_it(settings, tmp_path, name):
    choice, make = BEGINNINGS[name]
    session = Session(make_project(tmp_path / "project", {}), settings)
    try:
        session.settings.prefer(**{name: UNLIKE[name]})
        until(session, lambda state: getattr(state.submit.choices, choice) == make(UNLIKE[name]))
        assert session.state.settings.errors == {}
    finally:
        session.close()
