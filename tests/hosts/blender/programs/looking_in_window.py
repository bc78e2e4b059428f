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
    from foxsubmit.hosts.blender.scene.host import Blender

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
    yield from choose(host, told.setdefault("choosing", {}))
    (Path(ANSWER)).write_text(json.dumps(told))


def choose(host, told):
    """What the artist chooses is a change of the file, and a step of undo."""
    first, second = '{"choices": {"artist": "Ann"}}', '{"choices": {"artist": "Bo"}}'

    def note(step, expected):
        yield  # Blender comes round to its events
        told[step] = [host.recall() == expected, bpy.data.is_dirty]

    host.save()
    told["just saved"] = host.scene().unsaved
    yield from note("saved", "")
    host.remember(first)
    yield from note("chosen", first)
    host.save()
    yield from note("saved again", first)
    host.remember(first)
    yield from note("chosen again", first)
    host.remember(second)
    yield from note("chosen otherwise", second)
    bpy.ops.ed.undo()
    told["undone"] = host.recall() == first
    bpy.ops.ed.redo()
    told["redone"] = host.recall() == second
    host.save()
    bpy.ops.wm.open_mainfile(filepath=SCENE)
    yield from note("opened", second)


def step():
    try:
        next(steps)
        return 0.3
    except StopIteration:
        pass
    except Exception:
        Path(ANSWER).write_text(json.dumps({"error": traceback.format_exc()}))
    os._exit(0)


bpy.context.preferences.view.show_splash = False
bpy.ops.wm.open_mainfile(filepath=SCENE)
steps = look()
# Once Blender has drawn: what a script does while it starts is not what an artist sees.
bpy.app.timers.register(step, first_interval=1.0, persistent=True)
