"""What a Blender file remembers for us."""

from __future__ import annotations

import pytest

from foxsubmit.core.host import Remembers

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender


@pytest.fixture
def host(project):
    from foxsubmit.hosts.blender.host import Blender

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
