"""What a Blender file remembers for us."""

from __future__ import annotations

import pytest

from foxsubmit.core.model.host import Remembers

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def host(project):
    from foxsubmit.hosts.blender.scene.host import Blender

    return Blender()


def test_a_new_file_remembers_nothing_and_asking_changes_nothing(host):
    assert isinstance(host, Remembers)
    assert host.recall() == ""
    assert not bpy.data.texts


def test_what_is_remembered_is_in_the_file_that_is_saved(host, tmp_path):
    text = '{"kind": "foxsubmit choices", "choices": {"artist": "灯光"}}\n'
    host.remember('{"old": 1}')
    host.remember(text)
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "kept.blend"))
    bpy.ops.wm.read_homefile(use_empty=True)
    assert host.recall() == ""
    bpy.ops.wm.open_mainfile(filepath=str(tmp_path / "kept.blend"))
    assert host.recall().strip() == text.strip()


def test_nothing_to_remember_leaves_no_text_in_the_file(host):
    host.remember("{}")
    host.remember("")
    assert not bpy.data.texts


def test_undo_takes_it_back_and_redo_brings_it_again(host):
    # Blender without a window has no artist to undo anything, and gets no step of its own.
    from foxsubmit.hosts.blender.scene import memory

    bpy.ops.ed.undo_push(message="before")
    host.remember('{"first": 1}')
    bpy.ops.ed.undo_push(message="as memory.mark does with a window")
    host.remember('{"second": 2}')
    bpy.ops.ed.undo_push(message="again")
    bpy.ops.ed.undo()
    assert host.recall() == '{"first": 1}'
    bpy.ops.ed.undo()
    assert host.recall() == ""
    bpy.ops.ed.redo()
    assert host.recall() == '{"first": 1}'
    assert memory._unmarked == []
