"""In a Blender with a window, on a screen of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from foxsubmit.core.common import child
from foxsubmit.core.common.errors import FoxError
from foxsubmit.hosts import blender as hosts
from foxsubmit.hosts.blender.programs.program import Program
from foxsubmit.install import extension

pytestmark = pytest.mark.blender
BLENDER = Program(shutil.which("blender") or "")
HERE = Path(__file__).parent
SMALL = ("0", "0", "320", "240")
"""Place and size of the window, which is drawn anew after each step of undo: by the processor, if nothing else can."""


@pytest.fixture
def in_window(tmp_path):
    """Call it with a script of this folder and its arguments: what the script answers."""
    if not BLENDER.path or not shutil.which("xvfb-run"):
        pytest.skip("needs a blender program and xvfb-run")

    def run(script, *arguments):
        answer = tmp_path / "answer.json"
        done = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24 +extension GLX", BLENDER.path, "--factory-startup",
             "--window-geometry", *SMALL,
             "--python", str(HERE / script), "--", *map(str, arguments), str(Path(child.__file__)), str(answer)],
            env={**child.environment(), "LIBGL_ALWAYS_SOFTWARE": "1"}, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180, check=False)
        assert answer.exists(), done.stdout
        told = json.loads(answer.read_text())
        assert "error" not in told, told["error"]
        return told

    return run


@pytest.fixture
def project(tmp_path, in_window):
    """A project with every kind of file, made by the same Blender."""
    folder = tmp_path / "project"
    folder.mkdir()
    subprocess.run([BLENDER.path, "--background", "--factory-startup", "--python", str(HERE / "kinds_scene.py"), "--",
                    str(folder)], env=child.environment(), check=True, capture_output=True, timeout=120)
    return folder


def test_a_scene_is_dirty_from_choosing_not_from_looking(project, in_window):
    told = in_window("looking_in_window.py", project / "main.blend")
    assert told["window"] and told["found"] > 30 and told["selected"]
    assert [told[step] for step in ("opened", "scene", "unsaved", "assets", "select", "recall")] == [False] * 6
    assert told["edited"] and told["then unsaved"]
    # What is remembered is as expected; whether Blender would ask before it closes.
    assert told["choosing"] == {
        "just saved": False, "saved": [True, False], "chosen": [True, True], "saved again": [True, False],
        "chosen again": [True, False], "chosen otherwise": [True, True], "undone": True, "redone": True,
        "opened": [True, False]}


@pytest.fixture
def addon(tmp_path, in_window):
    """Ours with its libraries: Blender's Python is seldom the one of the tests."""
    folder = tmp_path / "addons" / "foxsubmit"
    try:
        extension.place_legacy(folder)
    except FoxError as error:
        pytest.skip(f"no packages can be had here: {error}")
    return folder


@pytest.mark.real_libraries
def test_ticks_that_call_operators_bear_threads_that_work(addon, in_window):
    assert in_window("ticking_in_window.py", addon) == {"ticks": 60, "dirty": True, "saved": 6}


def test_no_context_is_overridden_where_threads_may_work():
    """See docs/decisions/0011; the demo's scene is made by a program that has no threads."""
    code = sorted(Path(hosts.__file__).parent.rglob("*.py"))
    assert [each.name for each in code if ".temp_override(" in each.read_text(encoding="utf-8")] == ["scene.py"]
