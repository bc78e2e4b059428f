"""Runs inside a Blender with a window: ticks that make steps of undo and save while threads work; says how many."""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import threading
import traceback
from pathlib import Path

import bpy

ADDON, _CHILD, ANSWER = sys.argv[-3:]
TICKS, SAVES = 60, 6


def work():
    while True:
        [{number: str(number) for number in range(50)} for _ in range(200)]


def begin():
    from foxsubmit.hosts.vendor import use_vendor

    use_vendor()
    from foxsubmit.core.session.session import Session
    from foxsubmit.hosts.blender.extension import running
    from foxsubmit.hosts.blender.scene.host import Blender

    host, told = Blender(), {"ticks": 0, "dirty": False, "saved": 0}

    def turn():
        told["ticks"] += 1
        host.remember(json.dumps({"choices": {"artist": f"{told['ticks']}"}}))
        told["dirty"] = told["dirty"] or bpy.data.is_dirty
        if told["ticks"] % (TICKS // SAVES) == 0:
            told["saved"] += host.save() == Path(bpy.data.filepath)
        if told["ticks"] == TICKS:
            finish(told)

    running.take(Session(host), turn, lambda: None)
    for _ in range(2):
        threading.Thread(target=work, daemon=True).start()


def finish(told):
    Path(ANSWER).write_text(json.dumps(told))
    os._exit(0)


def first():
    try:
        begin()
    except Exception:
        finish({"error": traceback.format_exc()})


faulthandler.enable()
sys.path.insert(0, str(Path(ADDON).parent))
bpy.context.preferences.view.show_splash = False
bpy.ops.wm.save_as_mainfile(filepath=str(Path(ANSWER).with_name("ticking.blend")))
bpy.app.timers.register(first, first_interval=1.0, persistent=True)
