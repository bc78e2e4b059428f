"""One version of the extension installed over another while a session is open: all is kept, or it refuses."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from foxsubmit.core.common.version import VERSION

HERE = Path(__file__).parent
LATER = """

def _later(db: sqlite3.Connection) -> None:
    _run(db, "CREATE TABLE of_a_later_version (name TEXT);")


STEPS = (*STEPS, _later)
VERSION = len(STEPS)
"""
"""The lines that a later version has more at the end of the journal's schema."""


def later(archive, folder, version, *, journal):
    """The extension as a later version: a program of its own, whose journal may have one more step."""
    edits = {"core/common/version.py": lambda text: text.replace(f'"{VERSION}"', f'"{version}"'),
             "blender_manifest.toml": lambda text: text.replace(f'version = "{VERSION}"', f'version = "{version}"'),
             **({"core/transfer/journal/schema.py": lambda text: text + LATER} if journal else {})}
    folder.mkdir()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(folder / f"foxsubmit-{version}.zip", "w") as new:
        for name in old.namelist():
            if name in edits:
                text = old.read(name).decode()
                edited = edits.pop(name)(text)
                assert edited != text
                new.writestr(name, edited)
            else:
                new.writestr(name, old.read(name))
    assert not edits
    return folder / f"foxsubmit-{version}.zip"


@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="no bpy for this Python")
@pytest.mark.blender
@pytest.mark.slow
@pytest.mark.real_libraries
def test_another_version_installed_over_it_goes_on_with_all_or_refuses(built, rendering_farm, tmp_path):
    answer, resources, work = (tmp_path / name for name in ("answer.json", "resources", "work"))
    resources.mkdir()
    work.mkdir()
    same = later(built, tmp_path / "same", "9.0.0", journal=False)
    newer = later(built, tmp_path / "newer", "9.1.0", journal=True)
    order = [same, built, newer, built, newer]
    done = subprocess.run(
        [sys.executable, str(HERE / "changing_versions.py"), str(work), str(answer), *map(str, order)],
        env={**os.environ, "BLENDER_USER_RESOURCES": str(resources), "QT_API": ""}, text=True, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=1800)
    assert answer.exists(), done.stdout
    told = json.loads(answer.read_text())
    assert isinstance(told, list), f"{told}{done.stdout}"
    assert [each["version"] for each in told] == ["9.0.0", VERSION, "9.1.0", VERSION, "9.1.0"]
    assert all(each["enabled"] for each in told)
    refused = told.pop(3)
    assert "A newer foxsubmit has written the journal" in refused["trouble"] and VERSION in refused["trouble"]
    assert refused["changed"] == []
    assert [each["trouble"] for each in told] == [""] * 4, done.stdout
    assert [each["transfers"] for each in told] == [["fetched"] * number for number in (1, 2, 3, 4)]
    assert {(each["setting"], each["preset"]) for each in told} == {(12.5, 70)}
    assert len(list(work.rglob("*.png"))) == 4 * 2
