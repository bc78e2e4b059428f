"""Runs inside a Blender with a window, of any generation: the native panel's life, a step at a time.

Each step is written down as it is reached; whoever started this looks, makes a picture, and says that it may go on.
Only what Blender 3.4's Python and newer ones have.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import threading
import time
import traceback
from pathlib import Path

import bpy

ZIP, SCENE, FRAMES, STEPS = (Path(each) for each in sys.argv[-4:])
PATIENCE = 120.0  # seconds for each step
EXTENSION = bpy.app.version >= (4, 2)
PACKAGE = "bl_ext.user_default.foxsubmit" if EXTENSION else "foxsubmit"
LIBRARIES = {"requests", "urllib3", "jsonschema", "qtpy"}
"""What the extension brings and Blender loads when it is told to, never as it starts."""
held = {"longest": 0.0}


def module(name):
    return sys.modules.get(f"{PACKAGE}.{name}")


def session():
    running = module("hosts.blender.extension.running")
    return running.session() if running else None


def tell(step, **told):
    part = STEPS / f"{step}.part"
    part.write_text(json.dumps(told))
    part.rename(STEPS / f"{step}.json")


def shown(step, **told):
    """Write the step down with where the panel is on the window, and wait until whoever looks has looked."""
    for _turn in range(25):  # Blender draws, and loads the pictures
        yield
    tell(step, area=place(), **told)
    yield from wait((STEPS / f"{step}.seen").exists)


def wait(condition):
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, f"it did not happen in time: {why()}"
        yield
    return found


def why():
    loading, here = module("hosts.blender.extension.loading"), session()
    return (loading and loading.trouble(), here and here.state.reasons, here and here.state.message)


def area():
    """The large editor of the first window: the properties, for these plays."""
    window = bpy.context.window_manager.windows[0]
    return max(window.screen.areas, key=lambda each: each.width * each.height)


def place():
    """Left, top, width and height of the editor on the window."""
    here, window = area(), bpy.context.window_manager.windows[0]
    return [here.x, window.height - here.y - here.height, here.width, here.height]


def properties():
    area().type = "PROPERTIES"
    for _turn in range(4):
        yield
    area().spaces[0].context = "RENDER"


def install():
    if EXTENSION:
        bpy.ops.extensions.package_install_files(filepath=str(ZIP), repo="user_default", enable_on_install=True,
                                                 overwrite=True)
        bpy.context.preferences.system.use_online_access = True
    else:
        bpy.ops.preferences.addon_install(filepath=str(ZIP))
        bpy.ops.preferences.addon_enable(module="foxsubmit")


def life():
    blenders = LIBRARIES.intersection(sys.modules)  # 5.2 has loaded requests for itself
    install()
    bpy.ops.wm.open_mainfile(filepath=str(SCENE), load_ui=False)
    yield
    yield from properties()
    early = sorted(LIBRARIES.intersection(sys.modules) - blenders)
    yield from shown("installed", early=early, version=bpy.app.version_string)
    yield from begin()
    yield from choose()
    yield from submit()
    yield from another_file()
    yield from panel()
    tell("gone", **gone())


def begin():
    """The first click: Blender has it back at once."""
    clicked = time.perf_counter()
    bpy.ops.foxsubmit.look()
    call = time.perf_counter() - clicked
    yield from wait(lambda: session() is not None and session().state.can_submit)
    yield from shown("ready", call=call, frames=session().state.submit.frame_count, dirty=bpy.data.is_dirty)


def choose():
    """The properties that Blender's own widgets set; undo and redo are followed."""
    manager, choices = bpy.context.window_manager, session().state.submit.choices
    kinds = [each[0] for each in module("hosts.blender.extension.native.items").hardware() if each[3] != "ERROR"]
    manager.foxsubmit_hardware = kinds[-1]
    manager.foxsubmit_frames = "1-3"
    manager.foxsubmit_test_first = True
    bpy.ops.foxsubmit.select(finding="a sentence that no finding has")
    yield from wait(lambda: bpy.data.is_dirty)
    chosen = session().state.submit.choices
    bpy.ops.ed.undo()
    undone = manager.foxsubmit_frames
    bpy.ops.ed.redo()
    redone = manager.foxsubmit_frames
    bpy.ops.foxsubmit.sign_in("INVOKE_DEFAULT")
    yield from shown("sign in", before=choices.frames, frames=chosen.frames, hardware=str(chosen.hardware) == kinds[-1],
                     undone=undone, redone=redone)
    bpy.context.window_manager.windows[0].screen.areas[0].tag_redraw()


def submit():
    bpy.context.window_manager.foxsubmit_output_folder = str(FRAMES)
    bpy.ops.wm.window_new()
    bpy.ops.foxsubmit.submit("INVOKE_DEFAULT")
    yield from wait(lambda: session().state.submit.submitted)
    yield from wait(lambda: session().state.transfers.rows and session().state.transfers.rows[0].task_id)
    yield from wait(lambda: sum(each.thumbnail is not None for each in session().state.jobs.frames) == 3)
    yield from wait(lambda: session().state.transfers.rows[0].state.over)
    thumbnails = module("hosts.blender.extension.native.thumbnails")
    yield from wait(lambda: len(thumbnails.thumbnails(session().state.jobs.frames)) == 3)
    assert all(each.icon > 0 for each in thumbnails.thumbnails(session().state.jobs.frames))
    rows = module("hosts.blender.extension.native.words").rows(session().state)
    yield from second_window()
    yield from shown("thumbnails", windows=len(bpy.context.window_manager.windows),
                     rows=[[each.name, each.text, each.part] for each in rows],
                     state=session().state.transfers.rows[0].state.value)


def second_window():
    """The panel in a window of its own: the same session, drawn twice."""
    editor = bpy.context.window_manager.windows[1].screen.areas[0]
    editor.type = "PROPERTIES"
    for _turn in range(4):
        yield
    editor.spaces[0].context = "RENDER"


def another_file():
    """A new file, and ours again: the session goes on, and Blender's panels draw it."""
    here = session()
    bpy.ops.wm.read_homefile(use_factory_startup=False)
    yield from wait(lambda: here.state.scene.scene.path is None and here.state.scene.gathered)
    bpy.ops.wm.open_mainfile(filepath=str(SCENE), load_ui=False)
    yield from wait(lambda: here.state.scene.scene.path == SCENE and here.state.scene.gathered)
    yield from properties()
    # The scene is looked at by itself: who changes its range elsewhere sees it here.
    here.submit.choose(frames=None)
    bpy.context.scene.frame_end = 5
    yield from wait(lambda: here.state.submit.frame_count == 5)
    bpy.context.scene.frame_end = 8
    yield from shown("another file", same=session() is here, frames=bpy.context.window_manager.foxsubmit_frames)


def panel():
    """Qt's panel, where there is Qt; else a sentence, and no button."""
    libraries = module("hosts.blender.extension.libraries")
    if not libraries.is_there(""):
        yield from shown("panel", qt=False)
        return
    clicked = time.perf_counter()
    bpy.ops.foxsubmit.open()
    call = time.perf_counter() - clicked
    start = yield from wait(lambda: module("hosts.blender.start"))
    qt = yield from wait(lambda: start._panel and start._panel[0])
    yield from wait(lambda: qt.isVisible() and qt.session.state.can_submit)
    yield from shown("panel", qt=True, call=call)
    qt.close()
    yield
    bpy.ops.foxsubmit.look()
    yield from wait(lambda: session() is not None)


def gone():
    """What stays when the extension is switched off while its session is open; switched on again it works."""
    timers = [module("hosts.blender.extension.running").tick, module("hosts.blender.extension.loading")._tick]
    disable()
    told = {"timers": [each.__name__ for each in timers if bpy.app.timers.is_registered(each)],
            "modules": [name for name in sys.modules if "foxsubmit" in name],
            "threads": [each.name for each in threading.enumerate() if "foxsubmit" in each.name],
            "properties": [name for name in dir(bpy.types.WindowManager) if "foxsubmit" in name],
            "kept": [name for name in dict(bpy.context.window_manager.items()) if "foxsubmit" in name],
            "classes": [name for name in dir(bpy.types) if "foxsubmit" in name.lower()],
            "handlers": [each.__module__ for name in ("load_post", "undo_post", "redo_post")
                         for each in getattr(bpy.app.handlers, name) if "foxsubmit" in each.__module__]}
    enable()
    told["again"] = bool(bpy.ops.foxsubmit.look.poll())
    return told


def disable():
    if EXTENSION:
        import addon_utils

        addon_utils.disable(PACKAGE, default_set=True)
    else:
        bpy.ops.preferences.addon_disable(module=PACKAGE)


def enable():
    if EXTENSION:
        import addon_utils

        addon_utils.enable(PACKAGE, default_set=True)
    else:
        bpy.ops.preferences.addon_enable(module=PACKAGE)


def step():
    try:
        next(steps)
        return 0.05
    except StopIteration:
        pass
    except Exception:
        tell("error", error=traceback.format_exc())
    sys.stdout.flush()
    os._exit(0)


faulthandler.enable()
bpy.context.preferences.view.show_splash = False
steps = life()
bpy.app.timers.register(step, first_interval=1.0, persistent=True)
