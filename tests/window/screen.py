"""A screen that nobody sees, and a Blender on it whose steps are waited for."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SIZE = (900, 1000)
TOOLS = ("Xvfb", "xdotool", "import")
PATIENCE = 200.0  # seconds for a step; nothing is timed here
BOTTOM = 60  # turns of the wheel that reach the end of any editor


def missing() -> list[str]:
    """The programs that are needed and not here."""
    return [name for name in TOOLS if not shutil.which(name)]


@contextlib.contextmanager
def screen(size: tuple[int, int] = SIZE) -> Iterator[str]:
    """The name of a display, for ``with``."""
    reader, writer = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size[0]}x{size[1]}x24",
                               "+extension", "GLX"], pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as file:
        display = f":{file.readline().strip()}"
    try:
        yield display
    finally:
        server.terminate()
        server.wait()


class Played:
    """A Blender that plays a script, and what the script has written down."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], steps: Path, display: str) -> None:
        """``command`` starts it; what is written lies in ``steps``."""
        self._steps, self._display = steps, display
        self.log = steps / "log.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(list(command), env={**environment, "DISPLAY": display,
                                                                "LIBGL_ALWAYS_SOFTWARE": "1"},
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def step(self, name: str) -> dict[str, Any]:
        """Wait until Blender gets to a step; return what it tells there."""
        path, error = self._steps / f"{name}.json", self._steps / "error.json"
        end = time.monotonic() + PATIENCE
        while not path.exists():
            assert not error.exists(), f"{json.loads(error.read_text())['error']}\n{self.log.read_text()}"
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)
        told: dict[str, Any] = json.loads(path.read_text())
        return told

    def seen(self, name: str) -> None:
        """Let it go on."""
        (self._steps / f"{name}.seen").touch()

    def scroll(self, area: Sequence[int]) -> None:
        """Scroll to the end of an editor, where the panel is."""
        left, top, width, height = area
        self._tool("mousemove", str(left + width // 2), str(top + height // 2))
        self._tool("click", "--repeat", str(BOTTOM), "--delay", "5", "5")

    def key(self, name: str) -> None:
        """Press a key."""
        self._tool("key", name)

    def picture(self, path: Path, area: Sequence[int] = ()) -> None:
        """Take a picture of the screen, or of an editor on it."""
        crop = ["-crop", "{2}x{3}+{0}+{1}".format(*area), "+repage"] if area else []
        subprocess.run(["import", "-window", "root", *crop, str(path)], check=True,
                       env={**os.environ, "DISPLAY": self._display})

    def end(self) -> None:
        """Kill it if it still runs."""
        self.process.kill()
        self.process.wait()

    def _tool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], check=True, env={**os.environ, "DISPLAY": self._display})
