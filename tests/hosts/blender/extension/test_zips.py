"""What is zipped for Blenders of every age: whole, with what names it, and where the tool says."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import zipfile
from pathlib import Path

import pytest
from tools import extension as tool

from foxsubmit.core.common.errors import FoxError
from foxsubmit.install import bundle, extension


@pytest.mark.real_libraries
def test_the_zip_for_older_blenders_is_one_folder_with_its_libraries(tmp_path):
    try:
        made = extension.build_legacy(tmp_path)
    except FoxError as error:
        pytest.skip(f"no packages can be had here: {error}")
    with zipfile.ZipFile(made) as file:
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


@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="no bpy for this Python")
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
