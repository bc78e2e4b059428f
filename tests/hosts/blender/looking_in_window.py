"""Runs inside a Blender with a window: look at a scene in every way, and write down whether that made it dirty."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import traceback
from pathlib import Path

import bpy

SCENE, CHILD, ANSWER = sys.argv[-3:]


def look():
    spec = importlib.util.spec_from_file_location("child", CHILD)
    child = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(child)
    child.make_package()
    from foxsubmit.hosts.blender.host import Blender

    host = Blender()
    told = {"opened": bpy.data.is_dirty, "window": not bpy.app.background}
    scene = host.scene()
    told["unsaved"], told["scene"] = scene.unsaved, bpy.data.is_dirty
    found = [asset for asset in host.assets() if asset is not None]
    told["assets"], told["found"] = bpy.data.is_dirty, len(found)
    host.select(tuple(asset.used_by for asset in found))
    told["select"], told["selected"] = bpy.data.is_dirty, [each.name for each in bpy.context.selected_objects]
    host.recall()
    told["recall"] = bpy.data.is_dirty
    # The question must be able to be answered otherwise.
    bpy.ops.ed.undo_push(message="edit")
    told["edited"], told["then unsaved"] = bpy.data.is_dirty, host.scene().unsaved
    return told


def run():
    try:
        answer = look()
    except Exception:
        answer = {"error": traceback.format_exc()}
    Path(ANSWER).write_text(json.dumps(answer))
    os._exit(0)


bpy.context.preferences.view.show_splash = False
bpy.ops.wm.open_mainfile(filepath=SCENE)
# Once Blender has drawn: what a script does while it starts is not what an artist sees.
bpy.app.timers.register(run, first_interval=1.0)
