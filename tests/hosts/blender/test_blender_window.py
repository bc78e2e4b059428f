"""In a Blender with a window, on a screen of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from foxsubmit.core import child
from foxsubmit.hosts.blender.program import Program

pytestmark = pytest.mark.blender
BLENDER = Program(shutil.which("blender") or "")
HERE = Path(__file__).parent


@pytest.fixture
def project(tmp_path):
    """A project with every kind of file, made by the same Blender."""
    if not BLENDER.path or not shutil.which("xvfb-run"):
        pytest.skip("needs a blender program and xvfb-run")
    folder = tmp_path / "project"
    folder.mkdir()
    subprocess.run([BLENDER.path, "--background", "--factory-startup", "--python", str(HERE / "kinds_scene.py"), "--",
                    str(folder)], env=child.environment(), check=True, capture_output=True, timeout=120)
    return folder


def test_a_scene_is_dirty_from_choosing_not_from_looking(project, tmp_path):
    answer = tmp_path / "answer.json"
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24 +extension GLX", BLENDER.path, "--factory-startup",
         "--python", str(HERE / "looking_in_window.py"), "--", str(project / "main.blend"), str(Path(child.__file__)),
         str(answer)],
        env={**child.environment(), "LIBGL_ALWAYS_SOFTWARE": "1"}, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180, check=False)
    assert answer.exists(), done.stdout
    told = json.loads(answer.read_text())
    assert "error" not in told, told["error"]
    assert told["window"] and told["found"] > 30 and told["selected"]
    assert [told[step] for step in ("opened", "scene", "unsaved", "assets", "select", "recall")] == [False] * 6
    assert told["edited"] and told["then unsaved"]
    # What is remembered is as expected; whether Blender would ask before it closes.
    assert told["choosing"] == {
        "just saved": False, "saved": [True, False], "chosen": [True, True], "saved again": [True, False],
        "chosen again": [True, False], "chosen otherwise": [True, True], "undone": True, "redone": True,
        "opened": [True, False]}
