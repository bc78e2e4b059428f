"""Runs in a Blender of its own: installs one version over another while a session is open, and submits with each.

Words: a folder to work in, the file for what was seen, and the zips in the order in which they are installed.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import sys
import traceback
from pathlib import Path

import bpy
from waiting import wait_for_programs

FOLDER, ANSWER, *ZIPS = map(Path, sys.argv[1:])
MODULE = "bl_ext.user_default.foxsubmit"
LEFT_ALONE = (".log", ".lock", "-wal", "-shm")
"""Ends of the names of files in the home that a program which refuses may write all the same."""


def part(name):
    """A module of the version that is installed."""
    return importlib.import_module(f"{MODULE}.{name}")


def settings():
    return part("core.settings.settings").Settings()


def scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    here = bpy.context.scene
    here.camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    here.collection.objects.link(here.camera)
    here.frame_end = 2
    here.render.resolution_x, here.render.resolution_y = 64, 36
    bpy.context.preferences.filepaths.save_version = 0
    bpy.ops.wm.save_as_mainfile(filepath=str(FOLDER / "shot.blend"))
    bpy.context.preferences.system.use_online_access = True


def install(archive):
    """Install an archive as Blender does when it is dragged onto its window."""
    bpy.ops.extensions.package_install_files(filepath=str(archive), repo="user_default", enable_on_install=True,
                                             overwrite=True)


def set_up():
    """Leave a setting and a preset, as the user of the first version does."""
    settings().prefer(least_balance=12.5)
    choices = part("core.model.choices").Choices
    settings().presets.save("Nightly", choices(priority=70))


def submit(number):
    """Submit through the open session; the sentence where that is refused."""
    try:
        bpy.ops.foxsubmit.look()
        bpy.ops.foxsubmit.submit(wait=True, output=str(FOLDER / f"frames{number}"), account="local")
    except RuntimeError as error:
        return str(error)
    return ""


def content():
    """Every file of the home that is not one of a running process."""
    home = settings().home
    return {path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in home.rglob("*") if path.is_file() and not path.name.endswith(LEFT_ALONE)}


def transfers():
    journal = part("core.transfer.journal.journal").Journal(settings().journal)
    try:
        return [each.state.value for each in journal.transfers()]
    finally:
        journal.close()


def live_with(number, archive):
    install(archive)
    if number == 0:
        set_up()
    before = content()
    told = {"version": part("core.common.version").VERSION, "trouble": submit(number),
            "enabled": MODULE in bpy.context.preferences.addons}
    if told["trouble"]:
        told["changed"] = sorted(name for name, _hash in set(content().items()) ^ set(before.items()))
        return told
    told["transfers"] = transfers()
    told["setting"] = settings().preferences()[0].least_balance
    told["preset"] = settings().presets.apply("Nightly", part("core.model.choices").Choices()).priority
    return told


def end_agents():
    """End those that were started here: they would outlive this process."""
    for name, module in list(sys.modules.items()):
        if name.endswith("core.transfer.start"):
            for process in module._started:
                process.kill()
                process.wait()


wait_for_programs()
try:
    scene()
    answer = [live_with(*each) for each in enumerate(ZIPS)]
    end_agents()
except Exception:
    answer = traceback.format_exc()
ANSWER.write_text(json.dumps(answer, indent=1))
sys.stdout.flush()
os._exit(0)  # Blender 4.2 and 4.5 may not end by themselves
