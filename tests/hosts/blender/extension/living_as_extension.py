"""Runs in a Blender of its own: install the zip, submit, switch it off, remove it; write down what was seen.

Everything by Blender's own operators, in a folder for user resources that nobody else uses.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import sys
import threading
import time
import traceback
from pathlib import Path

import bpy
from waiting import wait_for_programs

ZIP, FOLDER, ANSWER = (Path(each) for each in sys.argv[-3:])
MODULE = "bl_ext.user_default.foxsubmit"
RESOURCES = Path(os.environ["BLENDER_USER_RESOURCES"])


def traces():
    """What an add-on may leave in a process and on the disk."""
    return {
        "modules": sorted(name for name in sys.modules if "foxsubmit" in name and not name.startswith("__editable")),
        "handlers": sorted(f"{name}: {each.__module__}" for name in dir(bpy.app.handlers)
                           if isinstance(getattr(bpy.app.handlers, name), list)
                           for each in getattr(bpy.app.handlers, name) if "foxsubmit" in str(each.__module__)),
        "menu": sorted(each.__module__ for each in draws() if "foxsubmit" in each.__module__),
        "classes": sorted(name for name in dir(bpy.types) if "foxsubmit" in name.lower()),
        "operators": sorted(dir(bpy.ops.foxsubmit)),
        "threads": sorted(each.name for each in threading.enumerate() if "foxsubmit" in each.name),
        "files": sorted(path.relative_to(RESOURCES).as_posix() for path in RESOURCES.rglob("*")
                        if path.is_file() and not path.match("*/.blender_ext/*")),
        "variables": sorted(name for name in os.environ if name == "QT_API"),
        "path": [each for each in sys.path if "foxsubmit" in each and Path(each).is_relative_to(RESOURCES)],
    }


def draws():
    return getattr(bpy.types.TOPBAR_MT_render.draw, "_draw_funcs", [])


def scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    data, here = bpy.data, bpy.context.scene
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    camera.location.z = 5
    here.collection.objects.link(camera)
    here.camera = camera
    here.collection.objects.link(data.objects.new("Thing", data.meshes.new("Thing")))
    here.frame_end = 2
    here.render.engine = "CYCLES"
    here.render.resolution_x, here.render.resolution_y = 64, 36
    bpy.context.preferences.filepaths.save_version = 0
    bpy.ops.wm.save_as_mainfile(filepath=str(FOLDER / "shot.blend"))


def install():
    before = set(sys.modules)
    told = {"installed": list(bpy.ops.extensions.package_install_files(
        filepath=str(ZIP), repo="user_default", enable_on_install=True, overwrite=True))}
    told["enabled"] = MODULE in bpy.context.preferences.addons
    told["loaded early"] = sorted({"requests", "jsonschema", "qtpy"} & (set(sys.modules) - before))
    wheels = (RESOURCES / "extensions" / ".local").rglob("*.dist-info")
    told["wheels"] = sorted({path.name.split("-")[0] for path in wheels})
    told["warnings"] = warnings()
    told["placed"] = seen()
    return told


def seen():
    """What the doctor would say of this Blender's folders once its preferences are saved."""
    bpy.ops.wm.save_userpref()
    placed = importlib.import_module(f"{MODULE}.hosts.blender.programs.placed")
    machine = importlib.import_module(f"{MODULE}.hosts.machine").Machine.here()
    return [each.enabled for each in placed.placed(machine) if RESOURCES in each.folder.parents]


def warnings():
    """Of Blender, on what it takes for bad behaviour of an extension."""
    import addon_utils

    return addon_utils._extensions_warnings_get().get(MODULE, [])


def submit():
    told = {}
    try:
        bpy.ops.foxsubmit.submit()
    except RuntimeError as error:
        told["offline"] = str(error)
    bpy.context.preferences.system.use_online_access = True
    told["submitted"] = list(bpy.ops.foxsubmit.submit(wait=True, output=str(FOLDER / "frames"), account="local"))
    command = importlib.import_module(f"{MODULE}.hosts.blender.extension.command")
    told["command"] = command.run(["submit", str(FOLDER / "shot.blend"), "--frames", "1", "--account", "local"])
    told["bad command"] = command.run(["submit", str(FOLDER / "none.blend")])
    told["bad frames"] = command.run(["submit", "--frames", "x", "--account", "local"])
    return told


def watch():
    """A session that is open while another file is opened, and when the extension goes."""
    bpy.ops.foxsubmit.look()
    running = sys.modules[f"{MODULE}.hosts.blender.extension.running"]
    session = running.session()
    bpy.ops.wm.save_as_mainfile(filepath=str(FOLDER / "other.blend"))
    bpy.ops.wm.open_mainfile(filepath=str(FOLDER / "other.blend"))
    told = {"same session": running.session() is session}
    end = time.monotonic() + 60
    while not session.state.scene.gathered and time.monotonic() < end:
        running.tick()
        time.sleep(0.02)
    words = importlib.import_module(f"{MODULE}.hosts.blender.extension.native.words")
    told["scene"] = session.state.scene.scene.path.name
    told["line"] = words.scene_line(session.state)
    bpy.context.preferences.system.use_online_access = False
    running.tick()
    told["withdrawn"] = running.session() is None
    bpy.context.preferences.system.use_online_access = True
    bpy.ops.foxsubmit.look()
    return told


def remove():
    import addon_utils

    kill_agents()
    addon_utils.disable(MODULE, default_set=True)
    told = {"disabled": traces()}
    addon_utils.enable(MODULE, default_set=True)
    told["again"] = bool(bpy.ops.foxsubmit.submit.poll())
    repos = bpy.context.preferences.extensions.repos
    number = next(place for place, each in enumerate(repos) if each.module == "user_default")
    bpy.ops.extensions.package_uninstall(repo_index=number, pkg_id="foxsubmit")
    gc.collect()
    told["removed"] = traces()
    return told


def kill_agents():
    """Those of the command outlive it; they are not the extension's trace."""
    for process in sys.modules[f"{MODULE}.core.transfer.start"]._started:
        process.kill()
        process.wait()


def run():
    told = {"before": traces()}
    scene()
    for step in (install, submit, watch, remove):
        told.update(step())
    return told


wait_for_programs()
try:
    answer = run()
except Exception:
    answer = {"error": traceback.format_exc()}
ANSWER.write_text(json.dumps(answer, indent=1))
sys.stdout.flush()
os._exit(0)  # Blender 4.2 and 4.5 may not end by themselves
