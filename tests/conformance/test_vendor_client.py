"""The vendor's own client, in an environment of its own, lives in the farm."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from foxsubmit.core.api import FoxAPI
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

VARIABLE = "FOXSUBMIT_VENDOR_PYTHON"
DRIVE = Path(__file__).with_name("drive.py")
SCENES = ("/D/shot.blend", "/D/robot.ma", "/D/jh.max")


@pytest.fixture
def vendor():
    """The interpreter that has rayvision-api."""
    python = os.environ.get(VARIABLE)
    if not python:
        pytest.skip(f"{VARIABLE} names no Python with rayvision-api: python3 dev.py conformance makes one")
    return python


@pytest.fixture
def farm(tmp_path):
    """A farm that has the scenes: the client sends none over HTTP."""
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=0.02)) as farm:
        for scene in SCENES:
            farm.state.storage.write("10201", scene, b"scene")
        yield farm


@pytest.mark.slow
def test_the_vendors_client_makes_every_call_it_has_and_a_task_lives_its_whole_life(vendor, farm, tmp_path):
    given = {"domain": farm.domain, "access_id": farm.access_id, "access_key": farm.access_key,
             "folder": str(tmp_path)}
    ran = subprocess.run([vendor, str(DRIVE)], input=json.dumps(given), capture_output=True, text=True, timeout=240,
                         cwd=tmp_path, env={**os.environ, "HOME": str(tmp_path)}, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:].replace(farm.access_key, "***")
    told = json.loads(ran.stdout)
    assert told["missed"] == []
    assert len(told["made"]) >= 54


def test_both_clients_have_the_same_calls(vendor):
    """What the vendor's client can do ours can, under the same names."""
    asked = ("import inspect, json; from rayvision_api import operators as o; "
             "print(json.dumps({c.__name__: [n for n, _ in inspect.getmembers(c, inspect.isfunction) "
             "if not n.startswith('_')] for c in (o.UserOperator, o.TaskOperator, o.QueryOperator, o.TagOperator, "
             "o.RenderEnvOperator, o.TransmitOperator)}))")
    ran = subprocess.run([vendor, "-c", asked], capture_output=True, text=True, timeout=60, check=True)
    groups = {"UserOperator": "user", "TaskOperator": "task", "QueryOperator": "query", "TagOperator": "tag",
              "RenderEnvOperator": "env", "TransmitOperator": "transmit"}
    api = FoxAPI("id", "key", "127.0.0.1:1", "2", protocol="http")
    missing = [f"{groups[name]}.{call}" for name, names in json.loads(ran.stdout).items() for call in names
               if not hasattr(getattr(api, groups[name]), call)]
    assert missing == []


def test_the_vendors_flow_from_a_scene_to_its_frames_runs_against_the_farm(vendor, tmp_path):
    """Check, upload, submit and download are the vendor's; the program that they start is the farm's."""
    scene = tmp_path / "a scene.ma"
    scene.write_bytes(b"//Maya ASCII 2024 scene\n" * 1000)
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=0.02, transmitter=True)) as farm:
        given = {"domain": farm.domain, "access_id": farm.access_id, "access_key": farm.access_key,
                 "transmitter": str(farm.transmitter), "folder": str(tmp_path), "scene": str(scene)}
        ran = subprocess.run(
            [vendor, str(DRIVE.with_name("flow.py"))], input=json.dumps(given), capture_output=True, text=True,
            timeout=240, cwd=tmp_path, env={**os.environ, "HOME": str(tmp_path)}, check=False)
        assert ran.returncode == 0, (ran.stdout + ran.stderr)[-4000:].replace(farm.access_key, "***")
        stored = farm.state.storage.find("10201", str(scene))
        assert stored.read_bytes() == scene.read_bytes()
    task = json.loads(ran.stdout.splitlines()[-1])["task"]
    frames = sorted(path.relative_to(tmp_path / "frames").parts for path in (tmp_path / "frames").rglob("*.png"))
    assert len(frames) == 3
    assert {parts[0].partition("_")[0] for parts in frames} == {str(task)}
