"""Every file that a 3ds Max scene names, with what belongs to it."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from max_double import Value
from max_scene import SCENE, found

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.assets.found import AssetState
from foxsubmit.core.model.host import Asset, Frames, Numbering, Unread
from foxsubmit.core.model.need import Need
from foxsubmit.core.model.path_rules import Rule


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
    assert (assets["D:/fx/fire_####.aur"].kind, assets["D:/fx/fire_####.aur"].numbering) == ("phoenix", None)
    assert {"D:/fx/a####.xmesh", "D:/fx/a.prt", "D:/fx/b.prt"} <= set(assets)


def test_a_file_that_3ds_max_does_not_find_is_looked_for_beside_the_scene(host, rt):
    rt.load(**SCENE, maps=[Value("BitmapTexture", "gone", filename="gone.png")])
    assert list(found(host)) == ["D:/jobs/lobby/scenes/gone.png"]


def test_what_only_asset_tracking_knows_comes_last(host, rt):
    rt.load(**SCENE, maps=[Value("BitmapTexture", "wood", filename="D:/maps/wood.png")],
            tracked=["D:\\maps\\WOOD.png", "D:/maps/odd.dat", "D:/out/lobby.exr", "D:/jobs/lobby/scenes/lobby.max"],
            assets=[("D:/out/lobby.exr", "renderoutput"), ("D:/maps/odd.dat", "other")])
    assert [(path, asset.used_by) for path, asset in found(host).items()] == [
        ("D:/maps/wood.png", "wood"), ("D:/maps/odd.dat", "Asset Tracking")]


@pytest.mark.parametrize(("written", "place", "variables"), [
    ("$Shows\\maps\\wood.png", "//nas/shows\\maps\\wood.png", ("Shows",)),
    ("$shows/wood.png", "//nas/shows/wood.png", ("shows",)),
    ("$maps\\wood.png", "C:/project/maps\\wood.png", ("maps",)),
    ("$max\\maps\\wood.png", "C:/3ds Max\\maps\\wood.png", ()),
    ("$Nobody\\wood.png", "$Nobody\\wood.png", ("Nobody",)),
    ("D:\\cost$Shows\\wood.png", "D:\\cost$Shows\\wood.png", ()),
    ("$Shows.png", "D:/jobs/lobby/scenes/$Shows.png", ()),
    ("C:wood.png", "D:/jobs/lobby/scenes/wood.png", ()),
])
def test_a_symbolic_path_leads_to_its_file_and_is_told_where_the_farm_has_another_folder(
        host, rt, written, place, variables):
    symbolic = {"$Shows": "//nas/shows", "$maps": "C:/project/maps", "$max": "C:/3ds Max"}
    rt.load(**SCENE, symbolic=symbolic, tracked=[written], maps=[Value("BitmapTexture", "wood", filename=written)])
    assert [(each.path, each.used_by, each.variables) for each in found(host).values()] == [
        (place, "wood", variables)]


def test_every_way_in_which_a_file_is_named_tells_its_symbolic_path(host, rt):
    rt.load(**SCENE, symbolic={"$Shows": "D:/shows"}, xrefs=["$Shows/city.max"], tracked=["$Shows/odd.dat"],
            dependent={"D:/shows/city.max": ["$Shows/road.png"]}, mode="ocio_custom", config="$Shows/config.ocio",
            maps=[Value("PhoenixFDFire", "fire", inpath="$Shows/fire_####.aur")])
    names = ("city.max", "road.png", "odd.dat", "config.ocio", "fire_####.aur")
    assert {path: each.variables for path, each in found(host).items()} == dict.fromkeys(
        [f"D:/shows/{name}" for name in names], ("Shows",))


def test_a_symbolic_path_that_nobody_set_here_is_found_by_a_rule_of_the_studio(host, rt, tmp_path):
    (tmp_path / "wood.png").write_bytes(b"x")
    rt.load(**SCENE, maps=[Value("BitmapTexture", "wood", filename="$Shows\\wood.png")])
    (asset,) = find_all(found(host).values(), rules=[Rule("$Shows", str(tmp_path))])
    assert (asset.state, asset.variables, asset.used_by) == (AssetState.FOUND, ("Shows",), ("wood",))


@pytest.mark.parametrize(("renderer", "made"), [
    ("Arnold", {"wood.tx", "wood_sRGB_ACEScg.png.tx"}), ("Redshift_Renderer", {"wood.rstexbin"}),
    ("V_Ray_7__update_1", set()), ("Default_Scanline_Renderer", set()),
])
def test_what_a_renderer_made_of_a_picture_goes_along(host, rt, tmp_path, renderer, made):
    for name in ("wood.png", "wood.tx", "wood_sRGB_ACEScg.png.tx", "wood.rstexbin", "wood2.tx"):
        (tmp_path / name).write_bytes(b"x")
    rt.load(**SCENE, renderer=Value(renderer), maps=[
        Value("BitmapTexture", "wood", filename=str(tmp_path / "wood.png"))])
    sent = {Path(file.path).name for each in find_all(found(host).values()) for file in each.files}
    assert sent == {"wood.png", *made}


def test_xrefs_of_both_kinds_are_found(host, rt):
    rt.load(**SCENE, xrefs=["D:/x/city.max"], objects=["D:/x/tree.max"])
    assert [(asset.path, asset.kind) for asset in found(host).values()] == [
        ("D:/x/city.max", "xref"), ("D:/x/tree.max", "object xref")]


def test_an_image_list_brings_its_pictures(host, rt, tmp_path):
    path = tmp_path / "flag.ifl"
    path.write_text("flag one.png 5\nflag2.png\n; a comment\n", encoding="utf-8")
    rt.load(**SCENE, maps=[Value("BitmapTexture", "flag", filename=str(path))])
    assert [Path(asset).name for asset in found(host)] == ["flag.ifl", "flag one.png", "flag2.png"]


def test_an_image_list_that_notepad_wrote_brings_its_first_picture_too(host, rt, tmp_path):
    path = tmp_path / "flag.ifl"
    path.write_text("a.png 5\nb.png\n", encoding="utf-8-sig")
    rt.load(**SCENE, maps=[Value("BitmapTexture", "flag", filename=str(path))])
    assert [Path(asset).name for asset in found(host)] == ["flag.ifl", "a.png", "b.png"]


def test_a_picture_with_a_token_counts_as_the_frames_do(host, rt):
    rt.load(**SCENE, maps=[Value("VRayBitmap", "plate", HDRIMapName="D:/maps/plate.####.exr")])
    assert found(host)["D:/maps/plate.####.exr"].numbering == Numbering()


@pytest.mark.parametrize(("more", "numbering"), [
    ({"startTime": 10, "playBackRate": 1.0, "endCondition": 2}, Numbering(1001 - 10)),
    ({"startTime": 0, "playBackRate": 0.5, "endCondition": 0}, Numbering(1001, 0.5, cycles=True)),
    ({}, None)])
def test_an_image_list_that_counts_up_is_one_sequence(host, rt, tmp_path, more, numbering):
    path = tmp_path / "plate.ifl"
    names = [f"plate.{number}.png" for number in range(1001, 1011)]
    path.write_text("\n".join(names), encoding="utf-8")
    rt.load(**SCENE, maps=[Value("BitmapTexture", "plate", filename=str(path), **more)],
            tracked=[str(path), *(str(tmp_path / name) for name in names)])
    one, sequence = found(host).values()
    assert one.path == str(path)
    assert (Path(sequence.path).name, sequence.numbering, sequence.numbers) == (
        "plate.####.png", numbering, Frames(1001, 1010))


@pytest.mark.parametrize("lines", [
    ["a1.png 5", "a2.png"], ["a1.png", "a3.png"], ["a2.png", "a1.png"], ["a1.png", "b2.png"], ["a9.png", "a010.png"]])
def test_an_image_list_that_does_not_count_up_is_its_pictures(host, rt, tmp_path, lines):
    path = tmp_path / "flag.ifl"
    path.write_text("\n".join(lines), encoding="utf-8")
    rt.load(**SCENE, maps=[Value("BitmapTexture", "flag", filename=str(path))])
    assert len(found(host)) == 3


def test_what_is_only_seen_or_heard_in_the_viewports_is_not_needed(host, rt):
    rt.load(**SCENE, tracked=["D:/ref/plate.jpg", "D:/snd/line.wav", "D:/maps/odd.png"],
            assets=[("D:/ref/plate.jpg", "bitmap"), ("D:/snd/line.wav", "sound"), ("D:/maps/odd.png", "bitmap")],
            background="D:\\ref\\plate.jpg")
    assert {path: asset.need for path, asset in found(host).items()} == {
        "D:/ref/plate.jpg": Need.SHOWN, "D:/snd/line.wav": Need.SHOWN, "D:/maps/odd.png": Need.NEEDED}


def test_an_address_of_an_asset_resolver_stays_one(host, rt):
    rt.load(**SCENE, maps=[Value("BitmapTexture", "wood", filename="asset:wood")])
    assert list(found(host)) == ["asset:wood"]


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


def test_an_object_is_known_by_the_node_that_it_is_on(host, rt):
    oak = Value("Editable_mesh", "Oak001")
    rt.load(**SCENE, maps=[Value("VRayProxy", "VRayProxy", on=oak, fileName="D:/p/oak.vrmesh"),
                           Value("Point_Cache", "Point Cache", filename="D:/c/flag.pc2", broken=("name",), on=oak),
                           Value("VRayScene", "VRayScene", scenefilePath="D:/p/car.vrscene")])
    assert {path: asset.used_by for path, asset in found(host).items()} == {
        "D:/p/oak.vrmesh": "Oak001", "D:/c/flag.pc2": "Oak001", "D:/p/car.vrscene": "VRayScene"}
    assert host.unread() == ()


@pytest.mark.parametrize(("cls", "properties", "expected"), [
    ("tyCache", {"filename": "D:/c/rain_00012.tyc"}, {"D:/c/rain_#####.tyc": "cache"}),
    ("KrakatoaPRTLoader", {"fileList": ["D:/c/dust_0001.prt"]}, {"D:/c/dust_####.prt": "krakatoa"}),
    ("RedshiftProxy", {"file": "D:/c/tree.rs"}, {"D:/c/tree.rs": "file"}),
    ("RedshiftProxy", {"file": "D:/c/herd.0001.rs", "is_sequence": True}, {"D:/c/herd.####.rs": "file"}),
    ("RedshiftProxy", {"file": "D:/c/tree_0002.rs", "is_sequence": False}, {"D:/c/tree_0002.rs": "file"}),
    ("RedshiftVolumeGrid", {"file": "D:/c/smoke0100.vdb"}, {"D:/c/smoke####.vdb": "volume"}),
    ("rsDomeLight", {"tex0_filename": "D:/c/sky.exr"}, {"D:/c/sky.exr": "image"}),
    ("ai_standin", {"filename": "D:/c/herd.0001.ass"}, {"D:/c/herd.####.ass": "file"}),
    ("ai_standin", {"filename": "D:/c/herd.0001.ass.gz"}, {"D:/c/herd.####.ass.gz": "file"}),
    ("ai_volume", {"filename": "D:/c/smoke_7.vdb"}, {"D:/c/smoke_#.vdb": "volume"}),
    ("ai_standin", {"filename": "D:/c/sphere1.ass"}, {"D:/c/sphere1.ass": "file"}),
    ("KrakatoaPRTLoader", {"fileList": ["D:/c/dust_-0010.prt"]}, {"D:/c/dust_####.prt": "krakatoa"}),
    ("KrakatoaPRTLoader", {"fileList": ["D:/c/dust-0010.prt"]}, {"D:/c/dust-####.prt": "krakatoa"}),
    ("VRayVolumeGrid", {"cachefile": "D:/c/smoke0100.vdb"}, {"D:/c/smoke####.vdb": "volume"}),
    ("VRayVolumeGrid", {"cachefile": "D:/c/cloud_v012.vdb"}, {"D:/c/cloud_v012.vdb": "volume"}),
    ("XMeshLoader", {"renderSequence": "D:/c/sea0001.xmesh"},
     {"D:/c/sea####.xmesh": "xmesh", "D:/c/sea*.xmdat": "xmesh"}),
    ("Point_Cache", {"filename": "D:/c/cloth.xml"}, {"D:/c/cloth.xml": "cache", "D:/c/cloth*.mc*": "cache"}),
    ("Point_CacheSpacewarpModifier", {"fileName": "D:/c/cloth.mcx"},
     {"D:/c/cloth.mcx": "cache", "D:/c/cloth*.mcx": "cache"}),
    ("VRayProxy", {"fileName": "D:/p/herd.abc", "abc_layer_file": ["D:/p/layer.abc", None]},
     {"D:/p/herd.abc": "alembic", "D:/p/layer.abc": "alembic"}),
    ("AlembicCamera", {"source": "D:/p/cam.abc"}, {"D:/p/cam.abc": "alembic"}),
    ("CProxy", {"filename": "D:/p/tree.cgeo"}, {"D:/p/tree.cgeo": "cache"}),
    ("Particle_Cache", {"cache_file": "D:/c/old.pc"}, {"D:/c/old.pc": "cache"}),
    ("Free_Light", {"webFile": "D:/l/spot.ies"}, {"D:/l/spot.ies": "file"}),
])
def test_a_cache_brings_all_its_parts(host, rt, cls, properties, expected):
    rt.load(**SCENE, maps=[Value(cls, "it", **properties)])
    assert {path: asset.kind for path, asset in found(host).items()} == expected
    assert all(asset.pattern == ("*" in path or "#" in path) for path, asset in found(host).items())
    assert host.unread() == ()


def test_every_property_in_the_tables_is_read(host, rt):
    names = importlib.import_module("foxsubmit.hosts.max.names")
    for cls, properties in [*names.MAPS.items(), *names.OBJECTS.items()]:
        for name, _kind in properties:
            rt.load(**SCENE, maps=[Value(cls, "it", **{name: "D:/c/file.dat"})])
            assert "D:/c/file.dat" in found(host), f"{cls}.{name}"


@pytest.mark.parametrize(("rendinput", "simoutput", "expected"), [
    ("$(same_as_output)", "D:/fx/fire_####.aur", "D:/fx/fire_####.aur"),
    ("$(same_as_output)", "$(scene_path)", "D:/jobs/lobby/scenes/lobby_Phoenix_frames/Fire001_####.aur"),
    ("$(same_as_output) [Camera001]", "", "D:/other_####.aur"),
    ("$(dir)/caches/$(nodename)_####.vdb", "", "D:/jobs/lobby/scenes/caches/Fire001_####.vdb"),
    ("$(implicit)", "", "D:/jobs/lobby/scenes/lobby_Phoenix2_frames/*Fire001_####.aur"),
    ("$(workspace)/a_####.aur", "", "C:/jobs/a_####.aur"),
    ("$env(CACHES)/a_####.aur", "", "E:/caches/a_####.aur"),
])
def test_the_macros_of_phoenix_are_paths(host, rt, monkeypatch, rendinput, simoutput, expected):
    monkeypatch.setenv("CACHES", "E:/caches")
    other = Value("FireSmokeSim", "Camera001", simoutput="D:/other_####.aur")
    rt.load(**{**SCENE, "nodes": [other]}, maps=[
        Value("LiquidSim", "x", on=Value("n", "Fire001"), rendinput=rendinput, simoutput=simoutput)])
    assert list(found(host)) == [expected]
    assert host.unread() == ()


def test_a_simulator_that_does_not_say_where_it_writes_writes_where_all_do(host, rt):
    rt.load(**SCENE, maps=[Value("FireSmokeSim", "Fire001", rendinput="$(same_as_output)")])
    assert list(found(host)) == ["D:/jobs/lobby/scenes/lobby_Phoenix2_frames/*Fire001_####.aur"]


def test_a_macro_that_is_not_known_is_a_finding_that_names_the_simulator(host, rt):
    rt.load(**SCENE, maps=[Value("FireSmokeSim", "Fire001", rendinput="$(new_macro)/a_####.aur")])
    assert found(host) == {}
    assert [each.node for each in host.unread()] == ["Fire001"]
    rt.load(**SCENE, maps=[Value("FireSmokeSim", "Fire001", rendinput="$(simoutput)", simoutput="$(simoutput)")])
    assert found(host) == {}
    assert [each.node for each in host.unread()] == ["Fire001"]


def test_what_xrefs_name_is_found_with_them(host, rt):
    rt.load(**SCENE, xrefs=["D:/x/city.max"], dependent={
        "D:/x/city.max": ["D:/x/city.max", "D:/maps/road.png", "street.max"],
        "D:/x\\street.max": ["lamp.png"]})
    below = "XRef Scene 1: D:/x/city.max"
    assert {path: (asset.used_by, asset.kind) for path, asset in found(host).items()} == {
        "D:/x/city.max": ("XRef Scene 1", "xref"), "D:/maps/road.png": (below, "file"),
        "D:/x\\street.max": (below, "xref"), "D:/x\\lamp.png": (below, "file")}


def test_a_sequence_that_only_asset_tracking_knows_is_whole(host, rt):
    rt.load(**SCENE, tracked=["D:/fx/boom_0001.fxd"], assets=[("D:/fx/boom_0001.fxd", "animation")])
    assert {path: asset.kind for path, asset in found(host).items()} == {"D:/fx/boom_####.fxd": "fumefx"}


@pytest.mark.parametrize(("settings", "expected"), [
    ({"gi_on": False, "adv_irradmap_loadFileName": "D:/m/a.vrmap"}, {}),
    ({"gi_on": True, "gi_primary_type": 0, "adv_irradmap_mode": 0, "adv_irradmap_loadFileName": "D:/m/a.vrmap"}, {}),
    ({"gi_on": True, "gi_primary_type": 0, "gi_secondary_type": 3, "adv_irradmap_mode": 2, "lightcache_mode": 2,
      "adv_irradmap_loadFileName": "D:/m/a.vrmap", "lightcache_loadFileName": "D:/m/a.vrlmap"},
     {"D:/m/a.vrmap": "vrmap", "D:/m/a.vrlmap": "vrlmap"}),
    ({"gi_on": True, "gi_primary_type": 0, "gi_secondary_type": 0, "adv_irradmap_mode": 7,
      "adv_irradmap_loadFileName": "D:/m/a.vrmap"}, {"D:/m/a*.vrmap": "vrmap"}),
    ({"gi_on": True, "gi_primary_type": 2, "gi_secondary_type": 3, "adv_irradmap_mode": 2, "lightcache_mode": 0,
      "adv_irradmap_loadFileName": "D:/m/a.vrmap", "lightcache_loadFileName": "D:/m/a.vrlmap"}, {}),
    ({"gi_on": True, "gi_primary_type": 1, "gi_secondary_type": 0, "photonmap_loadFileName": "D:/m/a.vrpmap",
      "caustics_on": True, "caustics_loadFileName": "D:/m/c.vrpmap"},
     {"D:/m/a.vrpmap": "cache", "D:/m/c.vrpmap": "cache"}),
])
def test_only_the_maps_of_light_that_v_ray_would_read_are_needed(host, rt, settings, expected):
    rt.load(**SCENE, renderer=Value("V_Ray_7", **settings))
    assert {path: asset.kind for path, asset in found(host).items()} == expected
    assert host.unread() == ()


def test_a_colour_configuration_travels(host, rt):
    rt.load(**SCENE, mode="OCIO_Custom", config="D:/ocio/studio.ocio")
    assert host.scene().colour == "D:/ocio/studio.ocio"
    assert [(asset.path, asset.used_by) for asset in found(host).values()] == [
        ("D:/ocio/studio.ocio", "Color Management")]
    rt.load(**SCENE, mode="OCIO_Custom", config="ocio://cg-config-v1.0.0_aces-v1.3_ocio-v2.1")
    assert found(host) == {}
    rt.load(**SCENE, mode="OCIO_Default", config="C:/Program Files/Autodesk/config.ocio")
    assert host.scene().colour == ""
    assert found(host) == {}


@pytest.mark.parametrize(("settings", "gamma"), [
    ({"mode": "Gamma"}, "1"), ({"mode": "Unmanaged"}, "0"), ({"mode": "OCIO_Default"}, "0"),
    ({"gamma": "gamma"}, "1"), ({"gamma": "none"}, "0")])
def test_gamma_is_a_switch_in_every_version(host, rt, settings, gamma):
    rt.load(**SCENE, **settings)
    assert host.scene().details["gamma"] == gamma


def test_asset_tracking_that_breaks_is_named_and_the_rest_is_found(host, rt):
    rt.load(**SCENE, maps=[Value("BitmapTexture", "wood", filename="D:/maps/wood.png")])
    rt.answers["ATSOps"] = RuntimeError("-- Runtime error: asset tracking is disabled")
    with pytest.raises(RuntimeError):
        _ = rt.ATSOps
    assert "D:/maps/wood.png" in found(host)
    assert {each.node for each in host.unread()} == {"Asset Tracking"}


def test_looking_for_files_leaves_a_saved_scene_saved(host, rt):
    rt.load(**SCENE, touched=True)
    found(host)
    host.scene()
    assert not rt.getSaveRequired()
    rt.load(**SCENE, touched=True, changed=True)
    found(host)
    assert rt.getSaveRequired()
