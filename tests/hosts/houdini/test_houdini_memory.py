"""What a Houdini scene remembers for us."""

from __future__ import annotations

import pytest
from tests.hosts.kept_texts import TEXTS

from foxsubmit.core.model.host import Remembers


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_remembered_is_in_the_file_that_is_saved(host, hou, text):
    hou.load()
    host.remember('{"old": 1}')
    host.remember(text)
    saved = dict(hou.root._user_data)
    hou.load()
    assert host.recall() == ""
    hou.load(user_data=saved)
    assert host.recall() == text


def test_asking_changes_nothing_and_choosing_is_a_step_of_undo(host, hou):
    assert isinstance(host, Remembers)
    assert host.recall() == ""
    host.remember("")
    assert (host.scene().unsaved, hou.steps) == (False, [])
    host.remember("{}")
    host.remember("{}")
    assert (host.scene().unsaved, len(hou.steps)) == (True, 1)
    host.remember("")
    assert (host.recall(), hou.root._user_data, len(hou.steps)) == ("", {}, 2)


def test_user_data_of_others_is_left_alone(host, hou):
    hou.load(user_data={"theirs": "1", "foxsubmit": "{}"})
    host.remember("")
    assert hou.root._user_data == {"theirs": "1"}
