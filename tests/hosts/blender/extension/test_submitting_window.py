"""The operator in a Blender with a window and without Qt: what a script is answered, and what a click does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from foxsubmit.core.common.errors import FoxError
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.blender.programs.program import Program
from foxsubmit.install import extension

HERE = Path(__file__).parent
BLENDER = shutil.which("blender") or ""
pytestmark = [pytest.mark.blender, pytest.mark.slow, pytest.mark.real_libraries]


@pytest.fixture
def told(tmp_path, settings, monkeypatch):
    """Run the script in a Blender with a window; return what it tells."""
    if not BLENDER or not shutil.which("xvfb-run") or not Program(BLENDER).version.startswith("3."):
        pytest.skip("needs a blender program that takes the add-on, and a screen for it")
    try:
        made = extension.build_legacy(tmp_path / "dist")
    except FoxError as error:
        pytest.skip(f"no packages can be had here: {error}")
    monkeypatch.setenv("FOXSUBMIT_BLENDER", BLENDER)
    monkeypatch.setenv("BLENDER_USER_SCRIPTS", str(tmp_path / "scripts"))
    folder, answer = tmp_path / "project", tmp_path / "answer.json"
    folder.mkdir()
    with LocalFarm(tmp_path / "farm", options=Options(samples=1)) as farm:
        settings.remember_farm(farm.folder)
        done = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24 +extension GLX", BLENDER, "--factory-startup", "--python",
             str(HERE / "submitting_in_window.py"), "--", str(made), str(folder), str(answer)],
            env={**os.environ, "LIBGL_ALWAYS_SOFTWARE": "1"}, text=True, check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=500)
    assert answer.exists(), done.stdout
    told = json.loads(answer.read_text())
    assert "error" not in told, told.get("error", "") + done.stdout
    return told


def test_a_call_and_a_click_submit_the_scene_as_it_is_with_what_was_asked_for(told):
    assert told["dirty"] is False
    assert told["called"] == ["FINISHED"]
    assert told["asked"] == ["shot_0002.png"]
    assert told["saved"] is True, "what the script hid is hidden in what was saved and sent"
    assert "1 file is not on disk" in told["missing"] and "bark.png" in told["missing"]
    assert told["clicked"] == ["RUNNING_MODAL"]
    assert len(told["frames"]) == 3, "the frames of the call before are not remembered"
    assert told["kept"] == [None, "", False]
