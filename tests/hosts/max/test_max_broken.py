"""Whatever breaks in 3ds Max is named, and the rest is read: in slices, with calls that grow as the scene does."""

from __future__ import annotations

import importlib

import pytest
from max_double import StateSet, Value, batch_view
from max_scene import CAMERAS, SCENE, found

FULL = {
    **SCENE, "output": "D:/out/a.exr", "mode": "OCIO_Custom", "config": "D:/ocio/a.ocio", "vray": ["7.40.04"],
    "plugins": ["tyFlow.dlo"], "missing": [("gone", "gone.dlo")], "active": "主相机",
    "renderer": Value("V_Ray_7", gi_on=True, output_on=False), "states": [StateSet("Day", "Camera001", (0, 5))],
    "views": [batch_view("a", CAMERAS[0])], "elements": [(Value("Z", elementName="Z"), "D:/out/z.exr")],
    "xrefs": ["D:/x/city.max"], "objects": ["D:/x/tree.max"], "tracked": ["D:/a/odd.dat", "rel.dat", "$Shows/b.dat"],
    "symbolic": {"$Shows": "D:/shows"},
    "assets": [("D:/a/odd.dat", "other")], "dependent": {"D:/x/city.max": ["D:/a/road.png"]},
    "maps": [Value("BitmapTexture", "wood", filename="D:/maps/wood.png"),
             Value("VRayProxy", "p", on=Value("n", "Oak"), fileName="D:/p/oak.vrmesh")],
}
NEEDED = {
    # Without these there is no scene to speak of.
    "maxFilePath", "maxFileName", "maxVersion", "getSaveRequired", "setSaveRequired",
    # Not asked by reading.
    "saveMaxFile", "loadMaxFile", "select", "clearSelection", "getNodeByName", "callbacks", "Name", "IDisplayGamma",
    "rendStart", "rendEnd", "rendPickupFrames", "currentTime", *(each._cls for each in CAMERAS),
}


BY_CLASS = {"BitmapTexture": {"D:/maps/wood.png"}, "VRayProxy": {"D:/p/oak.vrmesh"}}


@pytest.fixture
def names(rt):
    rt.load(**FULL)
    return sorted(set(rt.answers) - NEEDED)


def test_the_scene_breaks_nowhere_when_nothing_does(host, rt):
    rt.load(**FULL)
    assert len(host.scene().units) == 4
    assert {"D:/maps/wood.png", "D:/p/oak.vrmesh", "D:/x/city.max", "D:/a/road.png", "D:/a/odd.dat", "D:/ocio/a.ocio",
            "D:/shows/b.dat"} <= set(found(host))
    assert [each.node for each in host.unread()] == ["gone"]


def test_whatever_breaks_is_named_and_the_rest_is_read(host, rt, names):
    def fails(*_arguments, **_keywords):
        raise RuntimeError("-- Runtime error: broken")

    silent = []
    for name in names:
        for broken in (RuntimeError("-- Runtime error: broken"), fails):
            rt.load(**FULL)
            if not isinstance(broken, Exception) and not callable(rt.answers[name]):
                continue
            rt.answers[name] = broken
            scene, files = host.scene(), found(host)
            assert scene.path is not None
            if {each.node for each in host.unread()} <= {"gone"}:
                silent.append(name)
            if name not in ("getClassInstances", "isProperty", "getProperty", "refs"):
                assert {"D:/maps/wood.png", "D:/p/oak.vrmesh"} <= set(files) | BY_CLASS.get(name, set()), name
    assert silent == []


def many(count):
    """A scene with so many nodes: maps, proxies, caches, light, tracked files; cameras and elements grow slowly."""
    maps = [Value("BitmapTexture", f"wood{n}", filename=f"D:/maps/wood{n}.png") for n in range(count // 4)]
    oak = Value("n", "Oak")
    maps += [Value("VRayProxy", "VRayProxy", on=oak, fileName=f"D:/p/oak{n}.vrmesh") for n in range(count // 4)]
    maps += [Value("tyCache", "tyCache", on=oak, filename=f"D:/c/c{n}_00001.tyc") for n in range(count // 8)]
    maps += [Value("LiquidSim", "l", on=Value("n", f"Sim{n}"), rendinput="$(scene_path)") for n in range(count // 8)]
    tracked = [f"D:/odd/o{n}.dat" for n in range(count // 4)]
    xrefs = [f"D:/x/x{n}.max" for n in range(count // 100)]
    cameras = [Value("Freecamera", f"C{n}", "camera") for n in range(count // 100)]
    return {**SCENE, "nodes": cameras, "maps": maps, "tracked": tracked, "xrefs": xrefs,
            "assets": [(path, "other") for path in tracked], "views": [batch_view("v", each) for each in cameras],
            "elements": [(Value("Z", elementName=f"Z{n}"), f"D:/out/z{n}.exr") for n in range(count // 100)],
            "dependent": {path: [f"D:/y/{n}.png"] for n, path in enumerate(xrefs)},
            "states": [StateSet(f"S{n}", f"C{n}") for n in range(count // 100)]}


def calls(host, rt, count):
    rt.load(**many(count))
    rt.calls.clear()
    host.scene()
    looked = sum(rt.calls.values())
    rt.calls.clear()
    longest = slices = before = 0
    for _asset in host.assets():
        slices += 1
        longest = max(longest, sum(rt.calls.values()) - before)
        before = sum(rt.calls.values())
    assert {each.node for each in host.unread()} == set()
    return looked, before, longest, slices


def test_20000_nodes_are_asked_in_small_slices_and_calls_grow_as_the_nodes(host, rt):
    few, many_ = calls(host, rt, 2_000), calls(host, rt, 20_000)
    # The table of classes is asked once however large the scene is.
    classes = importlib.import_module("foxsubmit.hosts.max.names")
    fixed = 3 * (len(classes.MAPS) + len(classes.OBJECTS)) + 50
    assert many_[0] <= 10 * few[0] + fixed
    assert many_[1] <= 10 * few[1] + fixed
    assert many_[1] < 20 * 20_000
    assert many_[2] == few[2] < 100
    assert many_[3] > 20_000
