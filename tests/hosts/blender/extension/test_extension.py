"""The extension: built and installed by Blender's own commands, at work, and gone without a trace."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tools import extension as tool

from foxsubmit.install import bundle, extension
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


@pytest.mark.real_libraries
def test_the_zip_for_older_blenders_is_one_folder_with_its_libraries(wheels, tmp_path):
    with zipfile.ZipFile(extension.build_legacy(tmp_path)) as file:
        names = file.namelist()
        head = file.read("foxsubmit/__init__.py").decode()
    assert {name.split("/")[0] for name in names} == {"foxsubmit"}
    assert {"foxsubmit/vendor/requests/__init__.py", "foxsubmit/core/session/session.py"} <= set(names)
    info = {}
    exec(head[head.index("bl_info"):head.index("def register")], info)
    assert info["bl_info"]["blender"] == (3, 3, 0)
    assert "blender_manifest.toml" not in str(names)


def test_a_platform_that_blender_does_not_know_is_named(capsys):
    with pytest.raises(SystemExit):
        tool.main(["--qt", "amiga"])
    assert "linux-x64" in capsys.readouterr().err


def test_the_manifest_names_platforms_and_licences_of_what_is_inside():
    text = extension.manifest(["a.whl"], tool.LICENCES, ("linux-x64",))
    assert 'platforms = ["linux-x64"]' in text and "LGPL" in text
    assert "platforms" not in extension.manifest(["a.whl"])
    assert '"./wheels/a.whl"' in extension.manifest(["a.whl"])


@needs_bpy
@pytest.mark.blender
@pytest.mark.skipif(not list(importlib.metadata.distributions(name="foxsubmit")),
                    reason="the package is not installed in this Python: nothing says which libraries it needs")
def test_the_tool_builds_all_and_says_where_it_lies(monkeypatch, tmp_path, capsys):
    asked = []

    def download(*arguments):
        asked.append(arguments)
        folder = Path(arguments[arguments.index("--dest") + 1])
        folder.mkdir(exist_ok=True)
        name = "Qt-1-cp39-abi3-manylinux_2_28_x86_64.whl" if "abi3" in arguments else "pure-1-py3-none-any.whl"
        with zipfile.ZipFile(folder / name, "w") as file:
            file.writestr(f"{name.split('-', 1)[0]}/__init__.py", "")

    monkeypatch.setattr(bundle, "ask_pip", download)
    assert tool.main(["--out", str(tmp_path), "--qt", "linux-x64"]) == 0
    made = [Path(line.split("  ")[0]) for line in capsys.readouterr().out.splitlines()]
    assert [path.parent.name for path in made] == ["slim", "legacy", "qt", "slim", "qt"]
    with zipfile.ZipFile(made[2]) as file:
        assert "LGPL" in file.read("blender_manifest.toml").decode()
        assert len([name for name in file.namelist() if name.startswith("wheels/")]) == 2
    assert next(each for each in asked if "abi3" in each)[-2:] == tool.QT
