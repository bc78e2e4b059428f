"""3ds Max as the core sees it, over a double that answers only what the documentation has."""

from __future__ import annotations

from pathlib import Path

import pytest
from max_double import Frozen, Value, documented

from foxsubmit.core.errors import HostFailed
from foxsubmit.core.host import Asset, Frames, Unread

CAMERAS = [Value("Freecamera", "Camera001", "camera"), Value("Targetobject", "Camera001.Target", "target"),
           Value("VRayPhysicalCamera", "主相机", "camera")]
SCENE = {"path": "D:/jobs/lobby/scenes/", "file": "lobby.max", "nodes": CAMERAS}


def found(host):
    return {asset.path: asset for asset in host.assets() if asset is not None}


def view(name, camera=None, **more):
    return Frozen(**{"name": name, "enabled": True, "camera": camera, "outputFilename": "", "overridePreset": False,
                     "startFrame": 0, "endFrame": 0, "width": 0, "height": 0, **more})


def test_the_double_has_no_name_that_the_stub_lacks(rt):
    names = documented()
    assert set(rt.answers) <= names["Runtime"]
    for interface, stub in {"AssetManager": "AssetManager", "ATSOps": "ATSOps", "batchRenderMgr": "BatchRenderMgr",
                            "xrefs": "XRefs", "objXrefMgr": "ObjXRefMgr", "callbacks": "Callbacks"}.items():
        assert set(vars(getattr(rt, interface))) <= names[stub]


def test_a_scene_is_read(host, rt):
    rt.load(**SCENE, output="D:/jobs/lobby/out/lobby.exr", changed=True, active="主相机")
    scene = host.scene()
    assert scene.path == Path("D:/jobs/lobby/scenes/lobby.max")
    assert (scene.version, scene.unsaved, scene.cameras) == ("2025", True, ("Camera001", "主相机"))
    assert [(unit.camera, unit.enabled) for unit in scene.units] == [("Camera001", False), ("主相机", True)]
    unit = scene.units[1]
    assert (unit.name, unit.size, unit.format) == ("lobby", (640, 480), "exr")
    assert unit.renderer == "Default_Scanline_Renderer"
    assert scene.details["CurrentProjectFolder"] == "C:/jobs"
    assert host.unread() == ()


@pytest.mark.parametrize(("settings", "frames", "listed"), [
    ({"time_type": 1, "now": 7}, Frames(7, 7), None),
    ({"time_type": 2, "window": (0, 100), "nth": 5}, Frames(0, 100, 5), None),
    ({"time_type": 3, "range_": (10, 20)}, Frames(10, 20), None),
    ({"time_type": 4, "picked": "1,3,5-12"}, Frames(1, 12), "1,3,5-12"),
    ({"time_type": 3, "range_": (-10, -1)}, Frames(-10, -1), None),
])
def test_frames_come_in_four_ways(host, rt, settings, frames, listed):
    rt.load(**SCENE, **settings)
    unit = host.scene().units[0]
    assert unit.frames == frames
    assert dict(unit.details).get("frames") == listed


def test_frames_that_cannot_be_read_are_named(host, rt):
    rt.load(**SCENE, time_type=4, picked="1,a")
    assert host.scene().units[0].frames == Frames(7, 7)
    assert [each.node for each in host.unread()] == ["Render Setup"]


def test_an_older_version_follows_from_its_number(host, rt):
    rt.load(**SCENE, version=[20000, 54, 0])
    assert host.scene().version == "2018"


def test_batch_views_are_units_of_their_own(host, rt):
    rt.load(**SCENE, output="D:/out/a.png", window=(0, 50), views=[
        view("close", CAMERAS[2], overridePreset=True, startFrame=3, endFrame=9, width=1920, height=1080,
             outputFilename="D:/out/close.tga"),
        view("wide", CAMERAS[0]), view("off", CAMERAS[0], enabled=False)])
    units = {unit.name: unit for unit in host.scene().units if unit.name != "lobby"}
    close = units["close"]
    assert (close.camera, close.frames, close.size, close.output, close.format) == (
        "主相机", Frames(3, 9), (1920, 1080), "D:/out/close.tga", "tga")
    wide = units["wide"]
    assert (wide.frames, wide.size, wide.output) == (Frames(0, 50), (640, 480), "D:/out/a.png")
    assert [unit.name for unit in host.scene().units if unit.enabled] == ["close", "wide"]


def test_a_view_without_a_camera_is_a_unit_without_one(host, rt):
    rt.load(**SCENE, views=[view("none")])
    assert [unit.camera for unit in host.scene().units if unit.name == "none"] == [""]


def test_a_view_that_breaks_is_named_and_the_others_are_read(host, rt):
    rt.load(**SCENE, views=[RuntimeError("-- Runtime error: no such view"), view("good", CAMERAS[0])])
    assert "good" in {unit.name for unit in host.scene().units}
    assert host.unread() == (Unread("Batch view 1", "-- Runtime error: no such view"),)


def test_render_elements_are_named_with_their_files(host, rt):
    rt.load(**SCENE, elements=[(Value("ZDepth", elementName="VRayZDepth"), "D:/out/z.exr"),
                               (Value("Missing_Render_Element_Plug_in", elementName="?"), "")])
    assert host.scene().units[0].elements == (
        ("VRayZDepth", "D:/out/z.exr"), ("Missing_Render_Element_Plug_in", ""))


def test_elements_that_are_switched_off_are_none(host, rt):
    rt.load(**SCENE, elements=[(Value("ZDepth", elementName="VRayZDepth"), "D:/out/z.exr")], elements_active=False)
    assert host.scene().units[0].elements == ()


@pytest.mark.parametrize(("renderer", "plugins", "settings"), [
    (Value("V_Ray_6__update_2_1", gi_on=True, gi_primary_type=0), {"vray": "6.2.1"},
     {"renderer.gi": "1", "renderer.primary_gi_engine": "0"}),
    (Value("V_Ray_GPU_6__update_2", V_Ray_settings=Value("settings", gi_on=False)), {"vray": "6.2"},
     {"renderer.gi": "0"}),
    (Value("CoronaRenderer"), {"CoronaRenderer": ""}, {}),
])
def test_a_renderer_tells_its_version_and_settings(host, rt, renderer, plugins, settings):
    rt.load(**SCENE, renderer=renderer)
    scene = host.scene()
    assert scene.plugins == plugins
    assert {key: value for key, value in scene.details.items() if key.startswith("renderer.")} == settings


def test_plugins_are_found_in_the_file_properties(host, rt):
    rt.load(**SCENE, plugins=["ForestPack.dlo", "PhoenixFD_v5.dlo", "stdmat.dlt"])
    assert host.scene().plugins == {"phoenixfd": "", "forest pack": ""}


def test_files_are_found_by_the_nodes_that_name_them(host, rt):
    rt.load(**SCENE, maps=[
        Value("BitmapTexture", "wood", filename="D:\\maps\\wood.png"),
        Value("VRayBitmap", "sky", HDRIMapName="sky.hdr"),
        Value("BitmapTexture", "skin", filename="D:/maps/skin.<UDIM>.exr"),
        Value("PhoenixFDFire", "fire", inpath="D:/fx/fire_####.aur"),
        Value("XMeshLoader", "crowd", renderSequence="D:/fx/a0000.xmesh", proxySequence=None),
        Value("KrakatoaPRTLoader", "dust", fileList=["D:/fx/a.prt", "D:/fx/b.prt"]),
    ], found={"sky.hdr": "D:/maps/sky.hdr"})
    assets = found(host)
    assert assets["D:\\maps\\wood.png"] == Asset("D:\\maps\\wood.png", "wood", "image")
    assert assets["D:/maps/sky.hdr"].used_by == "sky"
    assert assets["D:/maps/skin.<UDIM>.exr"].pattern
    assert (assets["D:/fx/fire_####.aur"].kind, assets["D:/fx/fire_####.aur"].frames) == ("phoenix", Frames(0, 100))
    assert {"D:/fx/a0000.xmesh", "D:/fx/a.prt", "D:/fx/b.prt"} <= set(assets)


def test_a_file_that_3ds_max_does_not_find_is_looked_for_beside_the_scene(host, rt):
    rt.load(**SCENE, maps=[Value("BitmapTexture", "gone", filename="gone.png")])
    assert list(found(host)) == ["D:/jobs/lobby/scenes/gone.png"]


def test_what_only_asset_tracking_knows_comes_last(host, rt):
    rt.load(**SCENE, maps=[Value("BitmapTexture", "wood", filename="D:/maps/wood.png")],
            tracked=["D:\\maps\\WOOD.png", "D:/maps/odd.dat", "D:/out/lobby.exr", "D:/jobs/lobby/scenes/lobby.max"],
            assets=[("D:/out/lobby.exr", "renderoutput"), ("D:/maps/odd.dat", "other")])
    assert [(path, asset.used_by) for path, asset in found(host).items()] == [
        ("D:/maps/wood.png", "wood"), ("D:/maps/odd.dat", "Asset Tracking")]


def test_xrefs_of_both_kinds_are_found(host, rt):
    rt.load(**SCENE, xrefs=["D:/x/city.max"], objects=["D:/x/tree.max"])
    assert [(asset.path, asset.kind) for asset in found(host).values()] == [
        ("D:/x/city.max", "xref"), ("D:/x/tree.max", "object xref")]


def test_an_image_list_brings_its_pictures(host, rt, tmp_path):
    path = tmp_path / "flag.ifl"
    path.write_text("flag one.png 5\nflag2.png\n; a comment\n", encoding="utf-8")
    rt.load(**SCENE, maps=[Value("BitmapTexture", "flag", filename=str(path))])
    assert [Path(asset).name for asset in found(host)] == ["flag.ifl", "flag one.png", "flag2.png"]


def test_light_caches_are_found_in_the_renderer(host, rt):
    rt.load(**SCENE, renderer=Value("V_Ray_6", adv_irradmap_loadFileName="D:/m/hall.vrmap", lightcache_loadFileName=""))
    assert [(asset.path, asset.kind) for asset in found(host).values()] == [("D:/m/hall.vrmap", "vrmap")]


def test_one_bad_property_does_not_stop_the_walk(host, rt):
    rt.load(**SCENE, maps=[Value("VRayProxy", "tree", broken=("fileName",), fileName="x"),
                           Value("VRayProxy", "rock", fileName="D:/p/rock.vrmesh")])
    assert list(found(host)) == ["D:/p/rock.vrmesh"]
    assert host.unread() == (Unread("tree", "-- Runtime error: fileName of tree cannot be read"),)


def test_a_plugin_that_lacks_a_property_is_no_trouble(host, rt):
    rt.load(**SCENE, maps=[Value("VRayProxy", "old", filename_old="x")])
    assert found(host) == {}
    assert host.unread() == ()


def test_looking_changes_nothing(host, rt):
    rt.load(**SCENE, maps=[Value("BitmapTexture", "wood", filename="D:/maps/wood.png")], views=[view("a", CAMERAS[0])])
    before = host.scene()
    found(host)
    assert host.scene() == before
    assert rt.selected is None  # every write to the double is an AssertionError besides


def test_saving_needs_a_file_first(host, rt):
    rt.load()
    assert host.scene().path is None
    with pytest.raises(HostFailed, match="Save As"):
        host.save()


def test_a_scene_that_cannot_be_saved_is_one_sentence(host, rt):
    rt.load(**SCENE, saves=False)
    with pytest.raises(HostFailed, match="read-only"):
        host.save()


def test_saving_says_where(host, rt):
    rt.load(**SCENE)
    assert host.save() == Path("D:/jobs/lobby/scenes/lobby.max")
    assert rt.saved == [str(Path("D:/jobs/lobby/scenes/lobby.max"))]


def test_nodes_are_selected_and_maps_are_left_alone(host, rt):
    rt.load(**SCENE)
    host.select(("no such map",))
    assert rt.selected is None
    host.select(("Camera001", "no such map"))
    assert rt.selected == ["Camera001"]
