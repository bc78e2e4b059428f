"""Houdini as the core sees it, over a double that answers only what hou has."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import houdini_double
import pytest
from houdini_parts import RANGE, camera, mantra, paths

from foxsubmit.core.common.errors import HostFailed
from foxsubmit.core.model.host import Frames


def units(host):
    return {unit.name: unit for unit in host.scene().units}


def test_a_scene_is_read(host, hou):
    camera(hou)
    mantra(hou)
    scene = host.scene()
    assert (scene.path, scene.version, scene.unsaved) == (Path("/job/shot.hip"), hou.applicationVersionString(), False)
    assert (scene.project, scene.cameras, scene.animation) == (Path("/job"), ("/obj/cam1",), Frames(1, 240))
    (unit,) = scene.units
    assert (unit.name, unit.camera) == ("/out/mantra1", "/obj/cam1")
    assert (unit.size, unit.frames) == ((1280, 720), Frames(1, 240))
    assert (unit.output, unit.format) == ("/job/render/mantra1.$F4.exr", "exr")
    assert (unit.renderer, unit.kind) == ("ifd", "render")
    assert unit.enabled
    assert host.unread() == ()


def test_a_scene_that_was_never_saved_has_no_path(host, hou):
    hou.load(new=True, file="/home/ann/untitled.hip")
    assert (host.scene().path, host.scene().unsaved) == (None, True)
    with pytest.raises(HostFailed, match="Save As"):
        host.save()


@pytest.mark.parametrize(("parms", "frames"), [
    ({"trange": 0}, Frames(77, 77)),
    ({"trange": 1, "f1": 1, "f2": 10, "f3": 2}, Frames(1, 10, 2)),
    ({"trange": 2, "f1": -5, "f2": -1}, Frames(-5, -1)),
    ({"trange": 1, "f1": 1.5, "f2": 9.5, "f3": 0.5}, Frames(1, 10)),
])
def test_frames_are_those_of_the_node(host, hou, parms, frames):
    camera(hou)
    mantra(hou, **{**RANGE, **parms})
    assert units(host)["/out/mantra1"].frames == frames


@pytest.mark.parametrize(("parms", "size"), [
    ({}, (1280, 720)),
    ({"override_camerares": 1, "res_fraction": "0.5"}, (640, 360)),
    ({"override_camerares": 1, "res_fraction": "specific", "res_overridex": 300, "res_overridey": 200}, (300, 200)),
    ({"override_camerares": 0, "res_fraction": "0.5"}, (1280, 720)),
])
def test_a_size_may_be_the_cameras_or_the_nodes(host, hou, parms, size):
    camera(hou)
    mantra(hou, **parms)
    assert units(host)["/out/mantra1"].size == size


def test_the_graph_says_what_is_enabled(host, hou):
    camera(hou)
    for name in ("a", "b", "c", "d", "e"):
        mantra(hou, f"/out/{name}", **({"bypassed": 0}))
    hou._nodes["/out/d"]._bypass = True
    hou.add("/out/switch", "Driver", "switch", inputs=("/out/a", "/out/b"), index=1)
    hou.add("/out/fetch", "Driver", "fetch", source="/obj/net/inner")
    hou.add("/obj/net/inner", "Driver", "geometry", sopoutput="$HIP/geo/x.$F.bgeo.sc", **RANGE)
    hou.add("/out/merge", "Driver", "merge", inputs=("/out/switch", "/out/c", "/out/d", "/out/fetch"))
    found = units(host)
    assert {name for name, unit in found.items() if unit.enabled} == {"/out/b", "/out/c", "/out/e", "/obj/net/inner"}
    assert found["/obj/net/inner"].kind == "simulation"


def test_a_loop_of_fetches_ends(host, hou):
    hou.add("/out/a", "Driver", "fetch", source="/out/b")
    hou.add("/out/b", "Driver", "fetch", source="/out/a")
    assert units(host) == {}


def test_a_switch_counts_the_inputs_that_are_not_connected(host, hou):
    camera(hou)
    mantra(hou)
    hou.add("/out/switch", "Driver", "switch", inputs=("", "/out/mantra1"), index=1)
    assert units(host)["/out/mantra1"].enabled


def test_nodes_that_only_read_are_no_output_nodes(host, hou):
    hou.add("/obj/g/abc", "Sop", "alembic", fileName="/c/a.abc", filename="/c/b.abc")
    hou.add("/obj/g/ch", "Sop", "channel")
    hou.refer("/obj/g/abc", "filename")
    assert units(host) == {}
    assert paths(host) == ["/c/b.abc"]


@pytest.mark.parametrize(("parms", "variants"), [
    ({"wedgeparams": 2, "steps1": 3, "steps2": 4}, "12 variants"),
    ({"random": 1, "numrandom": 7, "wedgeparams": 2, "steps1": 3, "steps2": 4}, "7 variants"),
])
def test_a_wedge_is_rendered_once_and_what_to_do_instead_is_said(host, hou, parms, variants):
    camera(hou)
    mantra(hou)
    hou.add("/out/wedge1", "Driver", "wedge", driver="/out/mantra1", wedgemethod=0, **parms)
    assert units(host)["/out/mantra1"].enabled
    (said,) = host.unread()
    assert (said.node, said.read) == ("/out/wedge1", True)
    assert variants in said.reason
    assert "a copy of /out/mantra1" in said.reason


def test_a_wedge_of_takes_names_them(host, hou):
    camera(hou)
    mantra(hou)
    hou.add_take("looks")
    hou.add_take("day", "looks")
    hou.add_take("night", "looks")
    hou.add("/out/wedge1", "Driver", "wedge", inputs=("/out/mantra1",), wedgemethod=1, roottake="looks")
    assert units(host)["/out/mantra1"].enabled
    assert "for each of day, night make a copy of /out/mantra1" in host.unread()[0].reason


NIGHT = {("/out/mantra1", "f2"): 48, ("/obj/cam1", "resx"): 4096, ("/out/mantra1", "vm_picture"): "$HIP/night.$F4.exr"}


def test_a_node_is_read_under_the_take_that_it_renders(opened, hou):
    camera(hou)
    mantra(hou, take="night")
    mantra(hou, "/out/day")
    hou.add_take("night", values=NIGHT)
    found = units(opened)
    night, day = found["/out/mantra1"], found["/out/day"]
    assert (night.frames, night.size, night.output) == (Frames(1, 48), (4096, 720), "/job/night.$F4.exr")
    assert (day.frames, day.size) == (Frames(1, 240), (1280, 720))
    assert opened.unread() == ()
    assert hou.takes.currentTake().name() == "Main"
    assert set(hou.visited) == {"night", "Main"}
    assert hou.changed, "Houdini counts it as a change"
    assert not opened.scene().unsaved


def test_a_take_that_changes_nothing_of_what_the_farm_is_told_is_left_alone(host, hou):
    camera(hou)
    mantra(hou, take="night")
    hou.add_take("night", values={("/obj/light1", "light_intensity"): 0.1})
    assert units(host)["/out/mantra1"].frames == Frames(1, 240)
    assert (hou.visited, host.unread(), hou.changed) == ([], (), False)


def test_takes_above_a_take_count_and_those_that_both_have_do_not(opened, hou):
    hou.load(take="shot")
    camera(hou)
    mantra(hou, take="night")
    hou.add_take("shot", values={("/out/mantra1", "f2"): 100})
    hou._current = hou._takes["shot"]
    hou.add_take("looks", "shot", values={("/out/mantra1", "f1"): 50})
    hou.add_take("night", "looks")
    assert units(opened)["/out/mantra1"].frames == Frames(50, 100)
    hou.visited.clear()
    hou.add_take("looks", "shot")
    hou.add_take("night", "looks")
    assert units(opened)["/out/mantra1"].frames == Frames(1, 100)
    assert hou.visited == []


@pytest.mark.parametrize("ui", [True, False])
def test_in_front_of_an_artist_the_take_stays_and_he_is_told(host, hou, ui):
    hou.load(ui=ui)
    camera(hou)
    mantra(hou, take="night")
    hou.add_take("night", values=NIGHT)
    assert units(host)["/out/mantra1"].frames == Frames(1, 240)
    (said,) = host.unread()
    assert (said.node, said.read) == ("/out/mantra1", True)
    assert "/out/mantra1/f2" in said.reason
    assert "make night the current take" in said.reason
    assert (hou.visited, hou.changed) == ([], False)


def test_a_take_that_is_not_there_is_said(host, hou):
    camera(hou)
    mantra(hou, take="gone")
    assert units(host)["/out/mantra1"].enabled
    assert "gone" in host.unread()[0].reason


@pytest.mark.parametrize("broken", ["f1", "camera", "vm_picture"])
def test_whatever_breaks_under_a_take_the_current_one_is_put_back(opened, hou, broken):
    camera(hou)
    mantra(hou, take="night")
    mantra(hou, "/out/day")
    hou.add_take("night", values={**NIGHT, ("/out/mantra1", broken): hou.Error("Invalid expression")})
    assert set(units(opened)) == {"/out/day"}
    assert [each.node for each in opened.unread()] == ["/out/mantra1"]
    assert (hou.takes.currentTake().name(), hou.undo) == ("Main", True)


def test_a_distributed_simulation_is_told_in_the_farms_words(host, hou):
    hou.add("/obj/tank/save", "Driver", "geometry", sopoutput="$HIP/geo/tank.$F.bgeo.sc", **RANGE)
    hou.add("/obj/tank/CONTROLS", "Dop", "distributecontrol")
    hou.add("/out/hq_sim1", "Driver", "hq_sim", hq_driver="/obj/tank/save", hq_sim_controls="/obj/tank/CONTROLS",
            slice_type="volume", slicediv1=2, slicediv2=2, slicediv3=3, num_slices=9)
    found = units(host)
    unit = found["/out/hq_sim1"]
    assert (unit.kind, unit.frames, unit.output) == ("distributed", Frames(1, 240), "/job/geo/tank.$F.bgeo.sc")
    assert dict(unit.details) == {
        "output_driver": "/obj/tank/save", "simControlName": "/obj/tank/CONTROLS", "num_slices": "12",
        "sliceType": "volume", "output_file": "/job/geo/tank.$F.bgeo.sc"}
    assert unit.enabled
    assert not found["/obj/tank/save"].enabled, "its driver is not simulated a second time"


def test_particles_are_divided_into_so_many_slices_and_other_kinds_are_told(host, hou):
    hou.add("/out/a", "Driver", "hq_sim", slice_type="particle", num_slices=5)
    hou.add("/out/b", "Driver", "hq_sim", slice_type="none", num_slices=5)
    assert dict(units(host)["/out/a"].details)["num_slices"] == "5"
    assert dict(units(host)["/out/b"].details)["sliceType"] == "none"


@pytest.mark.parametrize(("entry", "size"), [(0, (128, 72)), (3, (426, 240)), (4, (640, 360)), (7, (300, 200))])
def test_redshifts_scales_are_the_entries_of_a_menu(host, hou, entry, size):
    camera(hou)
    hou.add("/out/rs", "Driver", "Redshift_ROP", RS_outputFileNamePrefix="$HIP/a.$F4.exr", RS_renderCamera="/obj/cam1",
            RS_overrideCameraRes=1, RS_overrideResScale=entry, RS_overrideRes1=300, RS_overrideRes2=200, **RANGE)
    assert units(host)["/out/rs"].size == size


def test_usd_has_camera_and_size_of_the_settings_before_it_without_cooking(host, hou):
    hou.add("/stage/settings", "Lop", "karmarendersettings", camera="/cameras/shot", resolutionx=1998, resolutiony=1080)
    hou.add("/stage/edit", "Lop", "null", inputs=("/stage/settings",))
    hou.add("/stage/render", "Lop", "usdrender_rop", inputs=("/stage/edit",), outputimage="$HIP/a.$F4.exr", **RANGE)
    hou.add("/out/render", "Driver", "usdrender", loppath="/stage/edit", outputimage="$HIP/b.$F4.exr",
            override_camera="/cameras/other", override_res="specific", res_user1=640, res_user2=360, **RANGE)
    hou.add("/out/half", "Driver", "usdrender", loppath="/stage/edit", override_res="scale", res_scale=50.0, **RANGE)
    found = units(host)
    assert [(found[path].camera, found[path].size) for path in ("/stage/render", "/out/render", "/out/half")] == [
        ("/cameras/shot", (1998, 1080)), ("/cameras/other", (640, 360)), ("/cameras/shot", (999, 540))]


def test_a_stage_that_was_read_from_a_file_says_its_settings_itself(host, hou):
    usd = pytest.importorskip("pxr.Usd")
    stage = usd.Stage.CreateInMemory()
    prim = stage.DefinePrim("/Render/rendersettings", "RenderSettings")
    prim.GetRelationship("camera").SetTargets(["/cameras/main"])
    prim.GetAttribute("resolution").Set(pytest.importorskip("pxr.Gf").Vec2i(3840, 2160))
    hou.add("/stage/load", "Lop", "reference")
    hou.stages["/stage/load"] = stage
    hou.add("/out/render", "Driver", "usdrender", loppath="/stage/load", outputimage="$HIP/b.$F4.exr", **RANGE)
    hou.add("/out/empty", "Driver", "usdrender", outputimage="$HIP/c.$F4.exr", **RANGE)
    found = units(host)
    assert (found["/out/render"].camera, found["/out/render"].size) == ("/cameras/main", (3840, 2160))
    assert (found["/out/empty"].camera, found["/out/empty"].size) == ("", (2048, 1080))


def test_nodes_inside_locked_assets_are_not_offered(host, hou):
    camera(hou)
    hou.add("/obj/hda/mantra", "Driver", "ifd", locked=True, vm_picture="x", **RANGE)
    assert units(host) == {}


@pytest.mark.parametrize(("kind", "category", "parm", "plugin"), [
    ("Redshift_ROP", "Driver", "RS_outputFileNamePrefix", {"redshift": "2025.2"}),
    ("arnold", "Driver", "ar_picture", {"htoa": ""}), ("karma", "Driver", "picture", {}),
    ("usdrender_rop", "Lop", "outputimage", {}), ("baketexture::3.0", "Driver", "vm_uvoutputpicture1", {}),
    ("ris::3.0", "Driver", "ri_display_0", {"renderman": ""}),
])
def test_renderers_are_known_by_their_nodes(host, hou, kind, category, parm, plugin):
    hou.load(variables={"REDSHIFT_VERSION": "2025.2"})
    hou.add("/out/r", category, kind, **{parm: "$HIP/a.$F.exr", **RANGE})
    scene = host.scene()
    assert [unit.output for unit in scene.units] == ["/job/a.$F.exr"]
    assert dict(scene.plugins) == plugin


def test_a_node_that_breaks_is_named_and_the_others_are_read(host, hou):
    camera(hou)
    mantra(hou, "/out/bad", f1=hou.Error("Invalid expression"))
    mantra(hou, "/out/good")
    assert list(units(host)) == ["/out/good"]
    assert [(each.node, each.reason) for each in host.unread()] == [("/out/bad", "Invalid expression")]


def test_a_read_only_scene_is_one_sentence(host, hou):
    hou.load(saves=False)
    with pytest.raises(HostFailed, match="permission denied"):
        host.save()


def test_nodes_are_selected_by_themselves_or_by_a_parameter(host, hou):
    camera(hou)
    hou.add("/obj/geo/file1", "Sop", "file", file="/a.exr")
    host.select(("/obj/geo/file1/file", "/obj/cam1", "/obj/none"))
    assert hou.selected == ["/obj/geo/file1", "/obj/cam1"]


def test_the_double_has_the_classes_of_its_version_and_no_others(hou):
    has_op_nodes = not hou.applicationVersionString().startswith("19.")
    assert [hasattr(hou, name) for name in ("OpNode", "OpNodeType", "ApexNode")] == [has_op_nodes] * 3
    assert issubclass(hou.LopNode, hou.Node)


def test_the_double_has_no_call_that_hou_lacks(hou):
    spec = importlib.util.find_spec("hou-stubs")
    if spec is None:
        pytest.skip("types-houdini is installed where types are checked")
    tree = ast.parse(Path(spec.submodule_search_locations[0], "__init__.pyi").read_text(encoding="utf-8"))
    named = {item.name: {each.name for each in ast.walk(item) if isinstance(each, ast.FunctionDef)}
             for item in tree.body if isinstance(item, (ast.ClassDef, ast.FunctionDef))}
    for name in ("node", "parm", "nodeTypeCategories", "objNodeTypeCategory", "nodeType", "fileReferences", "getenv",
                 "frame", "applicationVersionString", "isUIAvailable", "pwd", "setPwd", "hscriptExpression"):
        assert name in named
    inherited = named["Node"] | named["OpNode"] | named["NetworkMovableItem"] | named["NetworkItem"]
    for cls, known in ((houdini_double.Node, inherited), (hou.Parm, named["Parm"]),
                       (houdini_double.NodeType, named["OpNodeType"] | named["NodeType"]), (hou.Take, named["Take"]),
                       (hou.LopNode, named["LopNode"]), (hou.RopNode, named["RopNode"] | {"locked"})):
        assert {name for name in vars(cls) if not name.startswith("_")} - {"bare"} <= known
    assert {"currentTake", "findTake", "setCurrentTake"} <= named["takes"]
    assert {"disabler", "group"} <= named["undos"]


def test_a_scene_without_a_name_gets_one(host, hou):
    hou.load(new=True, file="/home/ann/untitled.hip", changed=True)
    host.save_as(Path("/job/new.hip"))
    assert (host.scene().path, host.scene().unsaved) == (Path("/job/new.hip"), False)
    hou.load(saves=False)
    with pytest.raises(HostFailed, match="permission denied"):
        host.save_as(Path("/job/new.hip"))


def test_another_scene_is_opened_only_where_nothing_is_lost(host, hou):
    hou.load(changed=True)
    hou.on_disk.add("/job/other.hip")
    with pytest.raises(HostFailed, match="changes that are not saved"):
        host.open(Path("/job/other.hip"))
    assert host.scene().path == Path("/job/shot.hip")
    hou.changed = False
    with pytest.raises(HostFailed, match="could not open the scene: Cannot open"):
        host.open(Path("/job/gone.hip"))
    host.open(Path("/job/other.hip"))
    assert host.scene().path == Path("/job/other.hip")
