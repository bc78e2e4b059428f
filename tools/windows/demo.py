"""The demo from Windows: a scene is submitted, rendered by Blender's wheel, and its frames come back."""

from __future__ import annotations

import subprocess
import tempfile
import threading
import time
from pathlib import Path

from ..environments import ROOT
from .place import Windows

FRAMES = 8
TAKES = 900.0
"""Seconds that it has, unless it is given less; three minutes are usual on two busy processors."""
LOOK = 0.5

FAILED = "The demo failed"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def possible(windows: Windows) -> bool:
    """Whether there is a Blender for this Python."""
    return (windows.python.parent / "Lib" / "site-packages" / "bpy").is_dir()


def frames(windows: Windows, display: str, stop: threading.Event, takes: float = 0) -> str:
    """Run it until it ends or is to stop; a sentence on the pictures that came back, or on the time that is over."""
    with tempfile.TemporaryDirectory(prefix="demo-", dir=windows.folder) as folder:
        prefix = windows.prefix.copy(Path(folder) / "prefix")
        process = prefix.start(windows.python, "-m", "foxsubmit", "demo", "--no-panel", "--folder", "C:\\demo",
                               folder=ROOT, **windows.variables(), DISPLAY=display)
        said: list[str] = []
        reader = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
        reader.start()
        with process:
            try:
                code = _code(process, stop, takes or TAKES)
            finally:
                prefix.end()  # what outlives it would hold its output open
                reader.join()
        pictures = (prefix.drive / "demo" / "frames").rglob("*.png")
        came = [file for file in pictures if file.read_bytes().startswith(SIGNATURE)]
        if takes and code.startswith("none"):
            return f"The demo was not run to its end, since the time was over: {takes:.0f} s."
        if code != "0" or len(came) < FRAMES:
            return f"{FAILED}, exit code {code}, {len(came)} pictures:\n{''.join(said)}"
        return f"The demo brought {FRAMES} frames home from Windows: {', '.join(sorted(file.name for file in came))}"


def _code(process: subprocess.Popen[str], stop: threading.Event, takes: float) -> str:
    """Wait for its end; its exit code, or that there is none."""
    end = time.monotonic() + takes
    while process.poll() is None:
        if stop.wait(LOOK) or time.monotonic() > end:
            return f"none after {takes:.0f} s"
    return str(process.returncode)
