"""Runs in the Blender that bench/open.py starts: opens what is measured, one after the other."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path

import addon_utils
import bpy

ZIP, SCENE, STEPS = sys.argv[-3:]
EXTENSION = bpy.app.version >= (4, 2)
PACKAGE = "bl_ext.user_default.foxsubmit" if EXTENSION else "foxsubmit"
PATIENCE = 120.0  # seconds
measured = {}


def module(name):
    return sys.modules.get(f"{PACKAGE}.{name}")


def session():
    running = module("hosts.blender.extension.running")
    return running.session() if running else None


def switch_on():
    """Install it the first time; it is there later, and switched off in factory settings."""
    if EXTENSION:
        if ZIP:
            bpy.ops.extensions.package_install_files(filepath=ZIP, repo="user_default", enable_on_install=False)
        addon_utils.enable(PACKAGE, default_set=True)
        bpy.context.preferences.system.use_online_access = True
    else:
        if ZIP:
            bpy.ops.preferences.addon_install(filepath=ZIP)
        bpy.ops.preferences.addon_enable(module="foxsubmit")


def measure(name, call, done):
    """Write down how long the call took, how long until it was done, and the longest gap meanwhile."""
    began = last = time.perf_counter()
    call()
    called = last = time.perf_counter()
    held = called - began
    while not done():
        yield
        now = time.perf_counter()
        held, last = max(held, now - last), now
        if now - began > PATIENCE:
            raise TimeoutError(name)
    measured[name] = [called - began, time.perf_counter() - began, held]
    for _turn in range(20):
        yield


def read():
    here = session()
    return bool(here and here.state.scene.gathered and here.state.account.profile)


def shown():
    start = module("hosts.blender.start")
    return bool(start and start._panel and start._panel[0].isVisible() and read())


def life():
    switch_on()
    bpy.ops.wm.open_mainfile(filepath=SCENE, load_ui=False)
    for _turn in range(40):
        yield
    window = bpy.context.window_manager.windows[0]
    area = max(window.screen.areas, key=lambda each: each.width * each.height)
    area.type = "PROPERTIES"
    for _turn in range(20):
        yield
    area.spaces[0].context = "RENDER"
    windows = len(bpy.context.window_manager.windows)
    yield from measure("Preferences", bpy.ops.screen.userpref_show,
                       lambda: len(bpy.context.window_manager.windows) > windows)
    yield from measure("native panel", bpy.ops.foxsubmit.look, read)
    bpy.ops.foxsubmit.leave()
    yield from measure("native panel, again", bpy.ops.foxsubmit.look, read)
    bpy.ops.foxsubmit.leave()
    if module("hosts.blender.extension.libraries").is_there(""):
        yield from measure("Qt panel", bpy.ops.foxsubmit.open, shown)
        module("hosts.blender.start")._panel[0].close()
        for _turn in range(20):
            yield
        yield from measure("Qt panel, again", bpy.ops.foxsubmit.open, shown)
    tell("measured", measured)


def tell(step, told):
    part = Path(STEPS, f"{step}.part")
    part.write_text(json.dumps(told))
    part.rename(Path(STEPS, f"{step}.json"))


def step():
    try:
        next(steps)
        return 0.001
    except StopIteration:
        pass
    except Exception:
        tell("error", {"error": traceback.format_exc()})
    sys.stdout.flush()
    os._exit(0)


bpy.context.preferences.view.show_splash = False
steps = life()
bpy.app.timers.register(step, first_interval=1.0, persistent=True)
