"""Runs inside a Blender without a network: install what a release has, try the local farm, submit, take it out again.

Words behind "--": the file that is installed, a folder to work in, the file for what was seen. Only what Blender 3.4
and newer ones have.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path

import bpy

ZIP, FOLDER, ANSWER = (Path(each) for each in sys.argv[-3:])
EXTENSION = bpy.app.version >= (4, 2)
PACKAGE = "bl_ext.user_default.foxsubmit" if EXTENSION else "foxsubmit"
PATIENCE = 600.0  # seconds for the farm to start, and for a frame to come home


def scene():
    """Write a scene that renders in a moment."""
    bpy.ops.wm.read_factory_settings()
    here = bpy.context.scene
    here.render.engine = "CYCLES"
    here.cycles.samples, here.cycles.use_denoising = 1, False
    here.render.resolution_x, here.render.resolution_y = 64, 36
    here.frame_end = 2
    bpy.ops.wm.save_as_mainfile(filepath=str(FOLDER / "shot.blend"))


def install():
    """As docs/install.md says."""
    if EXTENSION:
        bpy.ops.extensions.package_install_files(filepath=str(ZIP), repo="user_default", enable_on_install=True)
        bpy.context.preferences.system.use_online_access = True
    else:
        bpy.ops.preferences.addon_install(filepath=str(ZIP))
        bpy.ops.preferences.addon_enable(module=PACKAGE)
    return PACKAGE in bpy.context.preferences.addons


def remove():
    """Remove it as the button of the preferences does."""
    if EXTENSION:
        repos = bpy.context.preferences.extensions.repos
        number = next(place for place, each in enumerate(repos) if each.module == "user_default")
        bpy.ops.extensions.package_uninstall(repo_index=number, pkg_id="foxsubmit")
    else:
        bpy.ops.preferences.addon_disable(module=PACKAGE)
        remove_folder()


def remove_folder():
    """Remove the folder, as the button "Remove" does; its operator wants an area of a window."""
    import shutil

    shutil.rmtree(Path(bpy.utils.user_resource("SCRIPTS", path="addons")) / PACKAGE)


def left():
    """Files of ours below what Blender keeps for a user."""
    resources = Path(bpy.utils.resource_path("USER"))
    return sorted(str(path.relative_to(resources)) for path in resources.rglob("*") if "foxsubmit" in str(path)
                  and path.is_file())


def running():
    return sys.modules[f"{PACKAGE}.hosts.blender.extension.running"]


def wait(condition):
    """Have the session work until something holds: without a window there is no timer."""
    end = time.monotonic() + PATIENCE
    while not condition(running().session().state):
        if time.monotonic() > end:
            raise TimeoutError(str(running().session().state.account) + str(running().session().state.reasons))
        running().tick()
        time.sleep(0.05)


def render():
    """Try the local farm, submit, and wait for the frames."""
    bpy.ops.foxsubmit.look()
    wait(lambda state: state.account.sign_in.needed)
    bpy.ops.foxsubmit.local_farm()
    wait(lambda state: state.account.sign_in.ok is not None)
    sign_in = running().session().state.account.sign_in
    if not sign_in.ok:
        return {"farm": sign_in.text}
    wait(lambda state: state.account.id == "local")
    submitted = list(bpy.ops.foxsubmit.submit(wait=True, output=str(FOLDER / "frames"), account="local"))
    bpy.ops.foxsubmit.stop_local_farm()
    wait(lambda state: not state.account.farm_runs)
    return {"farm": "", "submitted": submitted}


def run():
    scene()
    told = {"blender": bpy.app.version_string, "installed": install()}
    told.update(render())
    remove()
    told["left"] = left()
    return told


try:
    answer = run()
except Exception:
    answer = {"error": traceback.format_exc()}
ANSWER.write_text(json.dumps(answer))
sys.stdout.flush()
os._exit(0)  # Blender 4.2 and 4.5 may not end by themselves
