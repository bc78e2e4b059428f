"""Load Qt or Blender in a child process and say what failed: what is installed may still not load.

dev.py loads this module by its path, and the child runs it: standard library only, no relative imports.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import subprocess
import sys
from pathlib import Path

TIMEOUT = 300  # seconds; the first import of bpy from a cold disk is slow
LAST_LINES = 3
PLUGINS = {"DISPLAY": ["libqxcb.so"], "WAYLAND_DISPLAY": ["libqwayland.so", "libqwayland-generic.so"]}
"""Variable of a display -> Qt's plug-ins for it; the one for Wayland has two names, by the version of Qt."""


def load_failure(python: str | Path, module: str) -> str | None:
    """Why this Python cannot use PySide6, PySide2 or bpy (what it printed last); None where it can.

    A missing platform plug-in or OpenGL library ends the process that asks for it, so that is a child.
    """
    try:
        done = subprocess.run([str(python), __file__, module], capture_output=True, text=True, errors="replace",
                              stdin=subprocess.DEVNULL, timeout=TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return None
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return "\n".join(lines[-LAST_LINES:]) or f"exit code {done.returncode}"


def load_qt(binding: str) -> None:
    """Make a Qt application without a screen; where there is a display, load the plug-ins that open windows, too."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gui = importlib.import_module(f"{binding}.QtGui")
    importlib.import_module(f"{binding}.QtWidgets")
    application = gui.QGuiApplication([])
    folder = Path(str(sys.modules[binding].__file__)).parent / "Qt" / "plugins" / "platforms"
    for variable, names in PLUGINS.items():
        for plugin in (folder / name for name in names if os.environ.get(variable)):
            if plugin.exists():
                ctypes.CDLL(str(plugin))
    del application


def main(module: str) -> int:
    """The child: load, and end before Blender's threads are torn down."""
    if module == "bpy":
        importlib.import_module("bpy")
    else:
        load_qt(module)
    sys.stdout.flush()
    os._exit(0)  # a bpy that something still holds hangs or crashes at a normal exit


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (ImportError, OSError, RuntimeError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
