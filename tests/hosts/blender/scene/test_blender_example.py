"""The script of docs/examples for Blender, run in a real one; it reads the scene here, where it is open."""

from __future__ import annotations

import dataclasses

import pytest
from tests.app.job.examples import check, run_example

bpy = pytest.importorskip("bpy")
from foxsubmit.hosts.blender.scene.host import Blender  # noqa: E402 - it needs bpy

pytestmark = pytest.mark.blender


def test_the_open_scene_is_saved_as_a_version_and_submitted(monkeypatch, farm, journal, tmp_path):
    bpy.ops.wm.read_factory_settings()
    bpy.context.scene.render.engine = "CYCLES"
    version = tmp_path / "shot_v002.blend"
    read = []

    class Here(Blender):
        """It tells the version that the farm has."""

        def __init__(self, path):
            super().__init__()
            read.append(path)

        def scene(self):
            return dataclasses.replace(super().scene(), version="4.5.0")

        def description(self):
            yield self.scene()

    monkeypatch.setattr("foxsubmit.job.submitting.read_scene", Here)
    check(run_example(monkeypatch, journal, "blender", "--", version, "1-2"), version, "1-2[1]")
    assert read == [version]
