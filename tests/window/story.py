"""What happens in a Blender with a window, and what has to be seen; the same in every generation."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from foxsubmit.core.common import child
from foxsubmit.core.common.lock import Lock
from foxsubmit.core.settings.settings import Settings
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import Program
from foxsubmit.install import extension

from .screen import SIZE, Played, screen

PLAYED = Path(__file__).with_name("played.py")
NAME = "foxsubmit"
"""The folder of ours in a Blender: a traceback that names it is our fault."""
GONE = {"timers": [], "modules": [], "threads": [], "properties": [], "kept": [], "classes": [], "handlers": [],
        "again": True}
DRAWN = 1.0  # seconds for Blender to draw what a picture is made of; nothing depends on it


def play(blender: str, folder: Path, pictures: Path | None = None) -> dict[str, Any]:
    """Play it in the program ``blender``, in ``folder``, with a farm of its own; what is worth printing.

    Raises:
        AssertionError: something was not as it has to be.
        FoxError: the extension could not be built.
    """
    version = Program(blender).version
    assert version, f"{blender} does not start"
    legacy = tuple(int(each) for each in version.split(".")[:2]) < (4, 2)
    made = (extension.build_legacy if legacy else extension.build)(folder / "dist")
    subprocess.run(Program(blender).command("hosts.blender.demo.scene", str(folder / "scene")), check=True,
                   env=child.environment(), capture_output=True)
    for name in ("steps", "resources", "home"):
        (folder / name).mkdir()
    settings = Settings(folder / "home")
    settings.write_panel({"toured": True})  # the tour of a first start would lie over what is looked at
    renders = os.environ.get("FOXSUBMIT_BLENDER")
    os.environ["FOXSUBMIT_BLENDER"] = blender
    try:
        with LocalFarm(folder / "farm", options=Options(samples=1)) as farm, screen() as display:
            settings.remember_farm(farm.folder)
            arguments = [str(each) for each in (made, folder / "scene" / "demo.blend", folder / "frames",
                                                folder / "steps")]
            seen = Played([blender, "--window-geometry", "0", "0", *map(str, SIZE), "--factory-startup", "--python",
                           str(PLAYED), "--", *arguments], _variables(folder), folder / "steps", display)
            try:
                return {"version": version, **_look(seen, folder, pictures, version)}
            finally:
                seen.end()
                _end_agent(settings)
    finally:
        os.environ.pop("FOXSUBMIT_BLENDER")
        os.environ.update({"FOXSUBMIT_BLENDER": renders} if renders else {})


def _end_agent(settings: Settings) -> None:
    """End the agent, which stays for a day to see whether frames are rendered again."""
    with contextlib.suppress(OSError, ValueError):
        os.kill(int(settings.agent_lock.read_text(encoding="utf-8")), signal.SIGKILL)
    while Lock(settings.agent_lock).held():
        time.sleep(0.01)


def _variables(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("OCIO", "QT_API", "QT_QPA_PLATFORM")}
    return {**kept, "FOXSUBMIT_HOME": str(folder / "home"), "BLENDER_USER_RESOURCES": str(folder / "resources"),
            "BLENDER_USER_SCRIPTS": str(folder / "resources" / "scripts"), "QT_QPA_PLATFORM": "xcb"}


def _look(seen: Played, folder: Path, pictures: Path | None, version: str) -> dict[str, Any]:
    def passed(name: str) -> dict[str, Any]:
        told = seen.step(name)
        if name != "sign in":
            seen.scroll(told["area"])
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            time.sleep(DRAWN)
            # A dialog, a second window and Qt's panel are not within the editor.
            whole = name in ("sign in", "thumbnails", "panel")
            seen.picture(pictures / f"blender-{name.replace(' ', '-')}-{'.'.join(version.split('.')[:2])}.png",
                         () if whole else told["area"])
        if name == "sign in":
            seen.key("Escape")
        seen.seen(name)
        return told

    assert passed("installed")["early"] == [], "it starts without loading a library"
    ready = passed("ready")
    assert ready["frames"] == 8
    assert ready["dirty"] is False, "looking changes no scene"
    chosen = passed("sign in")
    assert (chosen["before"], chosen["frames"], chosen["hardware"]) == (None, "1-3", True)
    assert (chosen["undone"], chosen["redone"]) == ("1-8", "1-3")
    submitted = passed("thumbnails")
    assert (submitted["state"], submitted["windows"]) == ("fetched", 2)
    assert [part for _name, _text, part in submitted["rows"]] == [1.0]
    assert len(list((folder / "frames").rglob("*.png"))) == 3
    again = passed("another file")
    assert (again["same"], again["frames"]) == (True, "1-5")
    panel = passed("panel")
    gone = seen.step("gone")
    assert gone == GONE
    log = seen.log.read_text()
    assert 'File "/' not in log or f"/{NAME}/" not in log, log
    return {"call": round(ready["call"], 3), "Qt": panel["qt"], "panel": round(panel.get("call", 0.0), 3)}
