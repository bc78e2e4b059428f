"""What a 3ds Max scene remembers for us."""

from __future__ import annotations

import pytest
from max_scene import SCENE
from tests.hosts.kept_texts import TEXTS

from foxsubmit.core.model.host import Remembers
from foxsubmit.core.settings.presets import from_text


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_remembered_is_in_the_file_that_is_saved(host, rt, text):
    rt.load(**SCENE)
    host.remember('{"old": 1}')
    host.remember(text)
    saved = dict(rt.custom)
    rt.load(**SCENE)
    assert host.recall() == ""
    rt.load(**SCENE, custom={"Client": "Ann", **saved})
    assert host.recall() == text


def test_asking_changes_nothing_and_choosing_is_a_change(host, rt):
    assert isinstance(host, Remembers)
    rt.load(**SCENE)
    assert host.recall() == ""
    host.remember("")
    assert (rt.changed, rt.custom) == (False, {})
    host.remember("{}")
    assert (rt.changed, rt.custom) == (True, {"foxsubmit": "{}"})
    rt.setSaveRequired(False)
    host.remember("{}")
    assert not rt.changed, "the same text is no change"
    host.remember("")
    assert (rt.changed, rt.custom) == (True, {})


def test_file_properties_of_others_are_left_alone(host, rt):
    rt.load(**SCENE, custom={"Client": "Ann", "foxsubmit": "{}", "Number": "3"})
    host.remember("")
    assert rt.custom == {"Client": "Ann", "Number": "3"}


@pytest.mark.parametrize("value", [7, 2.5, True, None, ""])
def test_a_property_of_another_kind_is_no_choice(host, rt, value):
    rt.load(**SCENE, custom={"foxsubmit": value})
    assert from_text(host.recall()) == {}
