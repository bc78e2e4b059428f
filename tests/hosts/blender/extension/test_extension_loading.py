"""Modules are loaded in slices of Blender's timer, and what was asked for is done once they are there."""

from __future__ import annotations

import sys
import types

import pytest

from foxsubmit.core.common.errors import FoxError

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender
UNUSED = ("this", "antigravity_is_not_there")
"""A module that nobody has loaded, and one that nobody can."""


@pytest.fixture
def loading():
    from foxsubmit.hosts.blender.extension import loading

    yield loading
    loading.end()
    sys.modules.pop(UNUSED[0], None)


def turn(loading):
    """Blender's timer, until nothing waits any more."""
    while loading._tick() is not None:
        assert loading.busy()


def ask(loading, modules, then):
    loading._wishes.append(loading._Wish(iter(modules), then))


def test_a_call_waits_for_its_modules_and_calls_are_made_in_their_order(loading):
    done = []
    ask(loading, UNUSED[:1], lambda: done.append(UNUSED[0] in sys.modules))
    ask(loading, (), lambda: done.append("second"))
    assert loading.busy()
    turn(loading)
    assert done == [True, "second"]
    assert (loading.busy(), loading.trouble()) == (False, "")


def test_what_cannot_be_loaded_is_one_sentence_and_nothing_waits_for_it(loading):
    done = []
    ask(loading, UNUSED[1:], lambda: done.append("first"))
    ask(loading, (), lambda: done.append("second"))
    turn(loading)
    assert done == []
    assert loading.trouble().startswith("The Fox extension could not be loaded: ")
    assert UNUSED[1] in loading.trouble()


def test_an_error_of_what_was_asked_for_is_said(loading):
    def refuse():
        raise FoxError("No.")

    ask(loading, (), refuse)
    turn(loading)
    assert loading.trouble() == "No."
    loading.when_loaded(lambda: None)
    assert loading.trouble() == "", "it was asked for something else"


def test_a_script_without_a_window_does_not_wait(loading):
    done = []
    loading.when_loaded(lambda: done.append(True))
    assert done == [True]


def test_the_modules_that_know_blender_are_not_loaded_on_a_thread(loading):
    names = [name[len(loading.PACKAGE) + 1:] for name in loading._ours()]
    assert names[-1] == "hosts.blender.extension.running"
    assert "hosts.blender.scene.host" in names
    assert not [name for name in loading.LIBRARIES if name.startswith("hosts")]


def test_another_copy_that_is_switched_on_is_refused_with_its_name(monkeypatch):
    from foxsubmit.hosts.blender.extension import adding

    other = types.ModuleType("bl_ext.studio.foxsubmit" + adding.PLACE)
    monkeypatch.setitem(sys.modules, other.__name__, other)
    other.registered = True
    with pytest.raises(RuntimeError, match=r"switched on already as bl_ext\.studio\.foxsubmit\."):
        adding.register()
    assert not adding.registered
    assert not hasattr(bpy.types, adding.CLASSES[0].__name__)
    other.registered = False
    assert adding._other() == ""
