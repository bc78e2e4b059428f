"""The extension: built and installed by Blender's own commands, at work, and gone without a trace."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from foxsubmit.install import extension
from foxsubmit.install.extension import Builder

HERE = Path(__file__).parent
needs_bpy = pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="no bpy for this Python")


@needs_bpy
@pytest.mark.blender
@pytest.mark.slow
@pytest.mark.real_libraries
def test_it_installs_submits_and_leaves_no_trace(built, rendering_farm, tmp_path):
    answer, resources = tmp_path / "answer.json", tmp_path / "resources"
    (tmp_path / "project").mkdir()
    resources.mkdir()
    done = subprocess.run(
        [sys.executable, str(HERE / "living_as_extension.py"), str(built), str(tmp_path / "project"), str(answer)],
        env={**os.environ, "BLENDER_USER_RESOURCES": str(resources), "QT_API": ""}, text=True, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    assert answer.exists(), done.stdout
    told = json.loads(answer.read_text())
    assert "error" not in told, told["error"] + done.stdout
    assert told["installed"] == ["FINISHED"] and told["enabled"], done.stdout
    assert told["loaded early"] == [] and told["warnings"] == []
    assert told["placed"] == [True], "the doctor sees it, switched on"
    assert {"requests", "jsonschema", "platformdirs", "certifi"} <= {name.lower() for name in told["wheels"]}
    assert "Allow Online Access" in told["offline"]
    assert told["submitted"] == ["FINISHED"], done.stdout
    assert len(list((tmp_path / "project" / "frames").rglob("*.png"))) == 2
    assert (told["command"], told["bad command"], told["bad frames"]) == (0, 2, 2), done.stdout
    assert told["same session"] and told["scene"] == "other.blend"
    # What was asked for once is not remembered.
    assert told["line"].startswith("2 frames, 1 file, ")
    assert told["withdrawn"] and told["again"]
    installed = [name for name in told["disabled"].pop("files") if "/foxsubmit/" in name]
    assert installed
    files = told["removed"].pop("files")
    assert [name for name in files if "/foxsubmit/" in name or "/site-packages/" in name] == []
    told["before"].pop("files")
    assert told["disabled"] == told["removed"] == told["before"]


@needs_bpy
@pytest.mark.blender
@pytest.mark.real_libraries
def test_a_folder_of_zips_becomes_a_repository(built):
    text = json.loads(extension.index(built.parent, Builder.find()).read_text(encoding="utf-8"))
    (entry,) = text["data"]
    assert (entry["id"], entry["archive_url"]) == ("foxsubmit", f"./{built.name}")
    assert entry["permissions"].keys() == {"network", "files"}
    assert (built.parent / "index.html").is_file()
