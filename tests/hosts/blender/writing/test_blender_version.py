"""A file that another Blender saved: sent from disk it stays what it is, open it becomes this Blender's."""

from __future__ import annotations

import re

import pytest
from tests.conftest import DATA

bpy = pytest.importorskip("bpy")
pytestmark = pytest.mark.blender

HERE = ".".join(map(str, bpy.app.version))
NEWER = f"{bpy.app.version[0]}.9"


@pytest.fixture
def newer(project):
    """A scene whose head says that a Blender of the future saved it."""
    bpy.ops.wm.save_as_mainfile(filepath=str(project.scene), compress=False)
    content = project.scene.read_bytes()
    head = re.match(rb"BLENDER.*?[vV](\d+)", content)
    digits = head[1][:-1] + b"9"
    project.scene.write_bytes(content[:head.start(1)] + digits + content[head.end(1):])
    return project.scene


def test_a_file_that_is_sent_as_it_is_is_of_the_version_that_saved_it(newer):
    from foxsubmit.hosts.blender.programs.headless import gather

    scene = gather(newer)["scene"]
    assert (scene["version"], scene["details"]) == (NEWER, {"saved_by": NEWER, "read_by": HERE})


def test_an_older_file_is_read_as_this_version_and_says_which_saved_it():
    from foxsubmit.hosts.blender.programs.headless import gather

    scene = gather(DATA / "scenes" / "blender" / "simpletest-3.6.blend")["scene"]
    assert (scene["version"], scene["details"]["saved_by"]) == (HERE, "3.6")


@pytest.mark.parametrize("compress", [True, False])
def test_an_open_file_of_a_newer_blender_is_said_until_it_is_saved_here(newer, compress):
    from foxsubmit.hosts.blender.scene.host import Blender
    from foxsubmit.hosts.blender.scene.opening import open_scene

    open_scene(newer)
    host = Blender()
    assert (host.scene().version, host.scene().details) == (HERE, {"newer": NEWER})
    bpy.ops.wm.save_mainfile(compress=compress)
    assert host.scene().details == {}


def test_an_open_file_of_an_older_blender_is_this_ones():
    from foxsubmit.hosts.blender.scene.host import Blender
    from foxsubmit.hosts.blender.scene.opening import open_scene

    open_scene(DATA / "scenes" / "blender" / "simpletest-3.6.blend")
    assert (Blender().scene().version, Blender().scene().details) == (HERE, {})
