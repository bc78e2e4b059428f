"""Runs inside a Blender with a window, and writes down what its operator does: a script's call, and a click."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path

import bpy

ZIP, FOLDER, ANSWER = (Path(each) for each in sys.argv[-3:])
PATIENCE = 120.0  # seconds for each step
told = {}


def wait(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"it did not happen in time: {told}"
        yield


def scene():
    here = bpy.context.scene
    here.render.engine = "CYCLES"
    here.cycles.samples = 1
    here.render.resolution_x, here.render.resolution_y, here.render.resolution_percentage = 32, 24, 100
    here.frame_start, here.frame_end = 1, 3
    bpy.context.preferences.filepaths.save_version = 0
    bpy.ops.wm.save_as_mainfile(filepath=str(FOLDER / "shot.blend"))


def running():
    return sys.modules.get("foxsubmit.hosts.blender.extension.running")


def called(**options):
    try:
        return sorted(bpy.ops.foxsubmit.submit(**options))
    except RuntimeError as error:
        return str(error)


def life():
    bpy.ops.preferences.addon_install(filepath=str(ZIP))
    bpy.ops.preferences.addon_enable(module="foxsubmit")
    scene()
    yield from wait(lambda: not bpy.data.is_dirty)
    # As a script does: without a step of undo, so that Blender calls nothing changed.
    bpy.data.objects["Cube"].hide_render = True
    yield
    told["dirty"] = bpy.data.is_dirty
    told["called"] = called(frames="2", output=str(FOLDER / "asked"), wait=True)
    told["asked"] = sorted(path.name for path in (FOLDER / "asked").rglob("*.png"))
    image = bpy.data.images.new("bark", 1, 1)
    image.source, image.filepath, image.use_fake_user = "FILE", "//bark.png", True
    told["missing"] = called()
    bpy.data.images.remove(image)
    told["clicked"] = sorted(bpy.ops.foxsubmit.submit("INVOKE_DEFAULT", copy=True, output=str(FOLDER / "clicked")))
    yield from wait(lambda: running().session() and running().session().state.submit.submitted)
    yield from wait(lambda: [each for each in running().session().state.transfers.rows
                             if each.folder == str(FOLDER / "clicked") and each.state.over])
    told["frames"] = sorted(path.name for path in (FOLDER / "clicked").rglob("*.png"))
    choices = running().session().state.submit.choices
    told["kept"] = [choices.frames, choices.output_folder, choices.as_copy]
    yield from wait(lambda: not list(FOLDER.glob("*foxsubmit*")))
    bpy.ops.foxsubmit.leave()
    bpy.ops.wm.open_mainfile(filepath=str(FOLDER / "shot.blend"))
    told["saved"] = bpy.data.objects["Cube"].hide_render


def step():
    try:
        next(steps)
        return 0.05
    except StopIteration:
        pass
    except Exception:
        told["error"] = traceback.format_exc()
    ANSWER.write_text(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


bpy.context.preferences.view.show_splash = False
steps = life()
bpy.app.timers.register(step, first_interval=1.0, persistent=True)
