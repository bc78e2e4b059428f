"""Houdini scenes through the real command line: hython is a program that has the double in place of hou."""

from __future__ import annotations

import json
import os

import pytest
from tests.hosts import stand_ins

from foxsubmit.cli import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a stand-in program is a script with a first line")
CAMERA = 'hou.add("/obj/cam1", "Object", "cam", resx=1920, resy=1080)\n'


@pytest.fixture
def hython(tmp_path, monkeypatch):
    monkeypatch.setenv("FOXSUBMIT_HOUDINI", str(stand_ins.hython(tmp_path)))


def planned(tmp_path, settings, scene, *options):
    """The exit code of ``foxsubmit plan``, and the plan where there is one."""
    path, output = tmp_path / "shot.hip", tmp_path / "plan.json"
    path.write_text(CAMERA + scene, encoding="utf-8")
    code = main(["plan", str(path), "-o", str(output), "--home", str(settings.home), *options])
    return code, json.loads(output.read_text(encoding="utf-8")) if output.exists() else None


def nodes(plan, kind):
    return plan["task"]["scene_info_render"][kind]


CACHES = '''
hou.add("/out/mantra1", "Driver", "ifd", camera="/obj/cam1", vm_picture="$HIP/render/a.$F4.exr", **RANGE)
for number in range(12):
    cache = f"$HIP/geo/fx{number}.$F4.bgeo.sc"
    hou.add(f"/obj/fx/cache{number}", "Sop", "filecache::2.0", loadfromdisk=1, sopoutput=cache, file=cache, **RANGE)
    hou.refer(f"/obj/fx/cache{number}", "file")
hou.add("/obj/fx/old", "Sop", "rop_geometry", sopoutput="$HIP/geo/old.$F4.bgeo.sc", initsim=1, **RANGE)
hou.add("/out/abc", "Driver", "alembic", filename="$HIP/abc/old.abc", **RANGE)
'''


def test_one_render_and_twelve_caches_are_240_frames_on_the_command_line(hython, farm, settings, tmp_path):
    (tmp_path / "geo").mkdir()
    for number in range(12):
        for frame in range(1, 241):
            (tmp_path / "geo" / f"fx{number}.{frame:04}.bgeo.sc").write_bytes(b"x")
    code, plan = planned(tmp_path, settings, CACHES)
    assert code == 0
    assert [(each["node"], each["frames"], each["render"]) for each in nodes(plan, "rop_node")] == [
        ("/out/mantra1", "1-240[1]", "1")]
    assert {each["node"]: each["render"] for each in nodes(plan, "geo_node")} == {"/obj/fx/old": "0", "/out/abc": "0"}
    sent = [each["local"] for each in plan["upload"]["asset"] if each["local"].endswith(".bgeo.sc")]
    assert len(sent) == 2880


ORDER = '''
for name, before in (("sim_b", ()), ("sim_a", ("/out/sim_b",))):
    hou.add(f"/out/{name}", "Driver", "geometry", inputs=before, sopoutput=f"$HIP/geo/{name}.$F4.bgeo.sc", **RANGE)
hou.add("/out/mantra1", "Driver", "ifd", inputs=("/out/sim_a",), camera="/obj/cam1",
        vm_picture="$HIP/render/a.$F4.exr", **RANGE)
'''


def test_the_order_of_simulations_is_in_the_plan_of_the_command_line(hython, farm, settings, tmp_path):
    code, plan = planned(tmp_path, settings, ORDER)
    assert code == 0
    assert [(each["node"], each["geoDependencySort"]) for each in nodes(plan, "geo_node")] == [
        ("/out/sim_b", "1"), ("/out/sim_a", "2")]
    assert plan["task"]["task_info"]["geo_node_dependency"] == "1"


@pytest.mark.parametrize(("node", "said"), [
    ('"ifd", camera="/obj/gone", vm_picture="$HIP/a.$F4.exr"', "a camera that is not in the scene"),
    ('"ifd", camera="/obj/cam1", vm_picture="ip"', "writes no picture file"),
])
def test_a_node_that_cannot_render_stops_a_plan_in_a_sentence(hython, farm, settings, tmp_path, capsys, node, said):
    code, _plan = planned(tmp_path, settings, f'hou.add("/out/r", "Driver", {node}, **RANGE)\n')
    shown = capsys.readouterr()
    assert code != 0
    assert said in shown.out + shown.err
    assert "Traceback" not in shown.err
