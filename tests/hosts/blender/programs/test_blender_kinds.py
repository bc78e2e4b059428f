"""Every kind of file that a scene can depend on, in a real .blend: found whole, or named as not on disk."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.hosts.conftest import faults
from tools.survey import __main__ as survey

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.common import child
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.plan.build import chosen_assets
from foxsubmit.hosts.blender.programs.program import Program, find_blender
from foxsubmit.hosts.blender.programs.snapshot import read_scene

pytestmark = pytest.mark.blender
SCRIPT = Path(__file__).with_name("kinds_scene.py")
DEBIANS = Program("/usr/bin/blender")
"""3.4.1, the oldest that is looked after, where it is installed."""


@pytest.fixture(scope="module", params=["own", pytest.param("system", marks=pytest.mark.posix_only("it is Debian's"))])
def project(request, tmp_path_factory):
    """The folder of a scene with all kinds, and what is found of them."""
    blender = find_blender() if request.param == "own" else DEBIANS
    if blender is None or not blender.version:
        pytest.skip("no Blender here" if request.param == "own" else f"there is no {DEBIANS.path}")
    folder = tmp_path_factory.mktemp("kinds") / "project"
    folder.mkdir()
    start = [blender.path, str(SCRIPT)] if blender.is_python else [
        blender.path, "--background", "--factory-startup", "--python", str(SCRIPT), "--"]
    made = subprocess.run([*start, str(folder)], env=child.environment(), text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
    assert made.returncode == 0, made.stdout
    host = read_scene(folder / "main.blend", blender)
    assets = list(host.assets())
    assert [fault for asset in assets for fault in faults(asset)] == []
    found = chosen_assets(host.scene(), find_all(assets), Choices())
    return folder, {within(asset.path, folder): asset for asset in found}


def within(path, folder):
    """Return a path from the folder on, as expected.json spells it on every system."""
    return Path(os.path.relpath(path, folder)).as_posix()


KINDS = [line.split("(")[0].split()[1] for before, line in zip(
    SCRIPT.read_text(encoding="utf-8").splitlines(), SCRIPT.read_text(encoding="utf-8").splitlines()[1:])
    if before == "@kind"]


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_found_whole_or_named_as_not_on_disk(project, name):
    folder, found = project
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[name]
    for path, wanted in expected.items():
        assert path in found, sorted(found)
        asset = found[path]
        assert {"state": asset.state.value, "missing": sorted(asset.missing),
                "files": sorted(within(file.path, folder) for file in asset.files)} == wanted
        assert asset.used_by


def test_nothing_else_is_named(project):
    folder, found = project
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert set(found) == {path for kind in expected.values() for path in kind}


def test_the_survey_names_no_property_that_was_not_understood(project):
    pytest.importorskip("bpy")
    answer = survey.read(project[0] / "main.blend", 120)
    assert (answer.reason, answer.unknown) == ("", ())
    assert answer.assets >= len(KINDS)


def test_every_file_of_the_project_is_sent(project):
    folder, found = project
    own = {"main.blend", "expected.json"}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - own
    sent = {within(file.path, folder) for asset in found.values() for file in asset.files}
    assert sent == {name for name in there if not name.endswith(".blend1")}


NO_CASE = {"rigid_bodies": "a disk cache of rigid bodies is only read: test_blender_simulation.py stands in for it",
           "camera": "Blender 4.5 and later"}
"""Generators of Blender's files that may find nothing in the scene with all kinds, and why."""


def test_every_generator_has_its_case(project):
    """Each function under ``@each`` in hosts/blender/scene finds something in the scene with all kinds."""
    bpy = pytest.importorskip("bpy")
    from foxsubmit.hosts.blender.scene.host import Blender
    from foxsubmit.hosts.blender.scene.uses import COLLECTORS

    bpy.ops.wm.open_mainfile(filepath=str(project[0] / "main.blend"))
    list(Blender().assets())
    busy = {collector for collection, collector in COLLECTORS
            if any(list(collector(owner)) for owner in getattr(bpy.data, collection, ()))}
    idle = [collector for _collection, collector in COLLECTORS if collector not in busy]
    assert [f"{collector.__module__}.{collector.__name__} has no case in kinds_scene.py"
            for collector in idle if collector.__name__ not in NO_CASE] == []
