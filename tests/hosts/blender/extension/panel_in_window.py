"""Runs inside a Blender with a window: the panel's life, a step at a time; each step is written down as it is reached.

Whoever started this clicks where ``at`` says, and makes a picture of each step.
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
PATIENCE = 60.0  # seconds for each step


def tell(step, **told):
    part = STEPS / f"{step}.part"
    part.write_text(json.dumps(told))
    part.rename(STEPS / f"{step}.json")


def wait(condition):
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, "it did not happen in time"
        yield
    return found


def seen(step):
    """Until whoever looks has looked."""
    yield from wait((STEPS / f"{step}.seen").exists)


def live():
    """The panel; None while what it is made of is being loaded."""
    start = sys.modules.get("foxsubmit.hosts.blender.start")
    return start._panel[0] if start and start._panel else None


def pixel(widget):
    """The middle of a widget on the screen."""
    from qtpy.QtCore import QPoint

    at = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
    return [at.x(), at.y()]


def submit_button():
    from qtpy.QtWidgets import QPushButton

    return next((each for each in live().findChildren(QPushButton)
                 if each.text().startswith("Submit ") and each.isVisible() and each.isEnabled()), None)


def life():
    bpy.ops.preferences.addon_install(filepath=str(ZIP))
    bpy.ops.preferences.addon_enable(module="foxsubmit")
    bpy.ops.wm.open_mainfile(filepath=str(SCENE))
    area = next(each for each in bpy.context.window_manager.windows[0].screen.areas if each.type == "PROPERTIES")
    yield
    area.spaces[0].context = "RENDER"
    tell("installed", early="requests" in sys.modules)
    yield from wait(lambda: live() and live().isVisible())
    panel = live()
    panel.tour._due = False  # it would lie over the button, and turn from Jobs back to Submit
    state = (yield from wait(lambda: panel.session.state.can_submit and panel.session.state)) or panel.session.state
    dirty = bpy.data.is_dirty
    panel.session.submit.choose(output_folder=str(FRAMES))
    yield from wait(lambda: bpy.data.is_dirty)
    # A step of undo like any other, which the panel follows.
    bpy.ops.ed.undo()
    undone = panel.session.state.submit.choices.output_folder
    bpy.ops.ed.redo()
    redone = panel.session.state.submit.choices.output_folder
    button = yield from wait(submit_button)
    tell("panel", at=pixel(button), dirty=dirty, frames=state.submit.frame_count, undone=undone, redone=redone)
    yield from seen("panel")
    yield from wait(lambda: panel.session.state.submit.submitted)
    yield from wait(lambda: panel.session.state.transfers.rows and panel.session.state.transfers.rows[0].task_id)
    meanwhile = not panel.session.state.transfers.rows[0].state.over
    bpy.ops.wm.read_homefile(use_factory_startup=False)
    yield from wait(lambda: panel.session.state.scene.scene.path is None and panel.session.state.scene.gathered)
    panel.show_task(panel.session.state.transfers.rows[0].task_id)
    yield from wait(lambda: any(each.thumbnail for each in panel.session.state.jobs.frames))
    tell("another file", meanwhile=meanwhile, same=live() is panel, visible=panel.isVisible(), dirty=bpy.data.is_dirty)
    yield from seen("another file")
    yield from wait(lambda: panel.session.state.transfers.rows[0].state.over)
    bpy.ops.wm.open_mainfile(filepath=str(SCENE))
    yield from wait(lambda: panel.session.state.scene.scene.path == SCENE and panel.session.state.scene.gathered)
    tell("done", same=live() is panel, visible=panel.isVisible(),
         state=panel.session.state.transfers.rows[0].state.value,
         dirty=bpy.data.is_dirty)
    yield from seen("done")
    panel.close()
    yield
    yield from native()
    yield from gone()


def native():
    """Without Qt: the panel in the render properties and its operators."""
    area = next(each for each in bpy.context.window_manager.windows[0].screen.areas if each.type == "PROPERTIES")
    area.spaces[0].context = "RENDER"
    bpy.ops.foxsubmit.look()
    session = sys.modules["foxsubmit.hosts.blender.extension.running"].session()
    yield from wait(lambda: session.state.can_submit)
    session.submit.choose(frames="1", output_folder=str(FRAMES / "native"))
    bpy.ops.foxsubmit.submit()
    yield from wait(lambda: len(session.state.transfers.rows) == 2 and session.state.transfers.rows[0].state.over)
    lines = sys.modules["foxsubmit.hosts.blender.extension.native.words"].rows(session.state)
    tell("native", rows=[each[:3] for each in lines], window=len(sys.modules["foxsubmit.hosts.blender.start"]._panel))
    yield from seen("native")
    bpy.ops.foxsubmit.leave()


def ours(functions):
    return [each.__module__ for each in functions if "foxsubmit" in each.__module__]


def gone():
    """What stays when the panel is closed, and when the add-on is switched off; switched on again it works."""
    running = sys.modules["foxsubmit.hosts.blender.extension.running"]
    told = {"timer": bpy.app.timers.is_registered(running.tick), "session": running.session() is not None,
            "handlers": [each for name in ("load_post", "undo_post", "redo_post")
                         for each in ours(getattr(bpy.app.handlers, name))]}
    bpy.ops.foxsubmit.open()
    bpy.ops.preferences.addon_disable(module="foxsubmit")
    told["modules"] = [name for name in sys.modules if name.split(".")[0] == "foxsubmit"]
    told["threads"] = [each.name for each in threading.enumerate() if "foxsubmit" in each.name]
    told["path"] = [each for each in sys.path if "foxsubmit" in each or each == os.environ["FOXSUBMIT_QT_DIR"]]
    told["menu"] = ours(bpy.types.TOPBAR_MT_render.draw._draw_funcs)
    told["timer"] = told["timer"] or bpy.app.timers.is_registered(running.tick)
    bpy.ops.preferences.addon_enable(module="foxsubmit")
    bpy.ops.foxsubmit.open()
    told["again"] = yield from wait(lambda: live() and live().isVisible())
    tell("gone", **told)


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


faulthandler.enable()  # Blender's own account of a crash names one thread, and not which
bpy.context.preferences.view.show_splash = False
steps = life()
bpy.app.timers.register(step, first_interval=1.0, persistent=True)
