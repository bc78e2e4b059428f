"""The panel in a Blender with a window, on a screen of its own, opened and used by clicks."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from foxsubmit.core.common import child
from foxsubmit.core.common.errors import FoxError
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import Program
from foxsubmit.install import extension

HERE = Path(__file__).parent
BLENDER = shutil.which("blender") or ""
TOOLS = ("Xvfb", "openbox", "xdotool", "import")
SIZE = (1600, 1000)
RENDER_MENU, SUBMIT_ENTRY = (130, 32), (180, 218)
"""Where they are in Blender 3.4 on a screen of that size."""

SHOTS = os.environ.get("FOXSUBMIT_SHOTS", "")
"""Where the pictures of docs/hosts/blender.md go."""

pytestmark = [pytest.mark.blender, pytest.mark.slow, pytest.mark.real_libraries]


def python_of(blender):
    """The name of its Python."""
    ask = "import sys; print('python%d.%d' % sys.version_info[:2])"
    # bpy in this process has set OCIO behind Python's back, to a configuration that an older Blender aborts at.
    said = subprocess.run([blender, "--background", "--factory-startup", "--python-expr", ask], text=True, check=True,
                          capture_output=True, env=dict(os.environ)).stdout
    return next(line for line in said.splitlines() if line.startswith("python"))


@pytest.fixture
def qt_folder():
    """PySide6 for the Python that Blender has."""
    missing = [name for name in TOOLS if not shutil.which(name)]
    if not BLENDER or missing:
        pytest.skip(f"not here: {', '.join(missing or ['a blender program'])}")
    if not Program(BLENDER).version.startswith("3."):
        pytest.skip("the clicks are where Blender 3 has its menu")
    name = python_of(BLENDER)
    folder = Path(sys.prefix) / "lib" / name / "site-packages"
    if not (folder / "PySide6").is_dir():
        pytest.skip(f"no PySide6 here for Blender's {name}")
    try:
        ctypes.CDLL(str(folder / "PySide6/Qt/plugins/platforms/libqxcb.so"))
    except OSError as error:
        pytest.skip(f"Qt opens no windows here: {error}")
    return folder


@pytest.fixture
def screen(qt_folder):
    """The name of a display with a window manager; nobody sees it."""
    reader, writer = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "x".join(map(str, (*SIZE, 24))),
                               "+extension", "GLX"], pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as file:
        display = f":{file.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL)
    yield display
    for process in (manager, server):
        process.terminate()
        process.wait()


@pytest.fixture
def folder(tmp_path):
    """A short one for pictures: they show its name."""
    if not SHOTS:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="project-") as name:
        yield Path(name)


@pytest.fixture
def scene(folder, qt_folder):
    subprocess.run(Program(BLENDER).command("hosts.blender.demo.scene", str(folder / "scene")), check=True,
                   env=child.environment(), capture_output=True)
    return folder / "scene" / "demo.blend"


@pytest.fixture
def rendering_farm(tmp_path, settings, monkeypatch, qt_folder):
    monkeypatch.setenv("FOXSUBMIT_BLENDER", BLENDER)
    with LocalFarm(tmp_path / "farm", options=Options(samples=1)) as farm:
        settings.remember_farm(farm.folder)
        yield farm


class Blender:
    """A running one, and what its script has written down."""

    def __init__(self, arguments, steps, display):
        self._steps, self._display = steps, display
        self.log = steps / "log.txt"
        with self.log.open("wb") as log:
            script = ["--python", str(HERE / "panel_in_window.py"), "--", *map(str, arguments)]
            self.process = subprocess.Popen(
                [BLENDER, "--factory-startup", *script],
                env={**os.environ, "DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1", "QT_QPA_PLATFORM": "xcb",
                     "QT_API": ""}, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def step(self, name):
        """What it told when it got there."""
        path, error, end = self._steps / f"{name}.json", self._steps / "error.json", time.monotonic() + 90
        while not path.exists():
            assert not error.exists(), json.loads(error.read_text())["error"]
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)
        return json.loads(path.read_text())

    def seen(self, name):
        (self._steps / f"{name}.seen").touch()

    def click(self, x, y):
        self._run("xdotool", "mousemove", x, y)
        time.sleep(0.5)  # Blender wants to see the pointer come before it is clicked
        self._run("xdotool", "click", 1)

    def picture(self, path):
        time.sleep(1.0)  # both have drawn
        self._run("import", "-window", "root", "-resize", "60%", "+dither", "-colors", 128, path)

    def _run(self, *command):
        subprocess.run(list(map(str, command)), env={**os.environ, "DISPLAY": self._display}, check=True)


@pytest.fixture
def blender(tmp_path, folder, screen, scene, rendering_farm, qt_folder, monkeypatch):
    try:
        made = extension.build_legacy(tmp_path / "dist")
    except FoxError as error:
        pytest.skip(f"no packages can be had here: {error}")
    (tmp_path / "steps").mkdir()
    monkeypatch.setenv("BLENDER_USER_SCRIPTS", str(tmp_path / "scripts"))
    monkeypatch.setenv("FOXSUBMIT_QT_DIR", str(qt_folder))
    blender = Blender([made, scene, folder / "frames", tmp_path / "steps"], tmp_path / "steps", screen)
    yield blender
    blender.process.kill()
    blender.process.wait()


def test_the_menu_opens_a_panel_that_outlives_the_file(blender, folder):
    pictures = Path(SHOTS or folder)
    assert blender.step("installed") == {"early": False}
    time.sleep(1.0)
    blender.click(*RENDER_MENU)
    blender.picture(pictures / "blender_menu.png")
    blender.click(*SUBMIT_ENTRY)
    told = blender.step("panel")
    assert (told["dirty"], told["frames"]) == (False, 8)
    assert (told["undone"], told["redone"]) == ("", str(folder / "frames"))
    blender.picture(pictures / "blender_panel.png")
    blender.click(*told["at"])
    blender.seen("panel")
    assert blender.step("another file") == {"meanwhile": True, "same": True, "visible": True, "dirty": False}
    blender.picture(pictures / "blender_another_file.png")
    blender.seen("another file")
    told = blender.step("done")
    assert told == {"same": True, "visible": True, "state": "fetched", "dirty": False}
    assert len(list((folder / "frames").rglob("*.png"))) == 8
    blender.picture(pictures / "blender_done.png")
    blender.seen("done")
    assert blender.step("native") == {"rows": [["demo.blend", "Done", 1.0]], "window": 0}
    assert len(list((folder / "frames" / "native").rglob("*.png"))) == 1
    blender.seen("native")
    assert blender.step("gone") == {"timer": False, "session": False, "handlers": [], "menu": [], "modules": [],
                                    "threads": [], "path": [], "again": True}
    assert "Traceback" not in blender.log.read_text()
