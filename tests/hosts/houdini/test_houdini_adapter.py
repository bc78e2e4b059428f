"""Houdini as the core sees it, over a double that answers only what hou has."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest

from foxsubmit.core.errors import HostFailed
from foxsubmit.core.host import Frames

RANGE = {"trange": 1, "f1": 1, "f2": 240, "f3": 1}


def camera(hou, path="/obj/cam1", size=(1280, 720)):
    return hou.add(path, "Object", "cam", resx=size[0], resy=size[1])


def mantra(hou, path="/out/mantra1", **more):
    values = {"vm_picture": "$HIP/render/$OS.$F4.exr", "camera": "/obj/cam1", **RANGE, **more}
    return hou.add(path, "Driver", "ifd", **values)


def units(host):
    return {unit.name: unit for unit in host.scene().units}


def paths(host):
    return [asset.path for asset in host.assets() if asset is not None]


def test_a_scene_is_read(host, hou):
    camera(hou)
    mantra(hou)
    scene = host.scene()
    assert (scene.path, scene.version, scene.unsaved) == (Path("/job/shot.hip"), "20.5.487", False)
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


def test_a_wedge_is_said_to_be_rendered_once(host, hou):
    camera(hou)
    mantra(hou)
    hou.add("/out/wedge1", "Driver", "wedge", driver="/out/mantra1")
    assert units(host)["/out/mantra1"].enabled
    assert [each.node for each in host.unread()] == ["/out/wedge1"]


def test_another_take_is_said(host, hou):
    camera(hou)
    mantra(hou, take="night")
    assert units(host)["/out/mantra1"].enabled
    assert "night" in host.unread()[0].reason


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


@pytest.mark.parametrize(("written", "expanded"), [
    ("$HIP/tex/wood.exr", "/job/tex/wood.exr"),
    ("$TEX/wood.exr", "/lib/tex/wood.exr"),
    ("${TEX}_v2/wood.$F4.exr", "/lib/tex_v2/wood.$F4.exr"),
    ("$FOLDER/a.$F.exr", "/lib/folder/a.$F.exr"),
    ("$STAGE/a_$FPS.exr", "/lib/stage/a_24.exr"),
    ("$HIP/$OS.$SF4.bgeo", "/job/file1.$SF4.bgeo"),
    ("$NOTHING/a.exr", "/job/$NOTHING/a.exr"),
    ('$HIP/`chs("../dir")`/x/`chs("name")`.exr', "/job/tex/x/wood.exr"),
    ('$HIP/`padzero(4, $F)`.exr', "/job/`padzero(4, $F)`.exr"),
    ("$HIP/`broken(`.exr", "/job/`broken(`.exr"),
    ("tex/beside.exr", "/job/tex/beside.exr"),
])
def test_a_variable_ends_where_its_word_ends(host, hou, written, expanded):
    hou.load(variables={"TEX": "/lib/tex", "FOLDER": "/lib/folder", "STAGE": "/lib/stage", "FPS": "24"},
             expressions={'chs("../dir")': "tex", 'chs("name")': "wood"})
    hou.add("/obj/geo/file1", "Sop", "file", file=written)
    hou.refer("/obj/geo/file1", "file")
    (asset,) = [asset for asset in host.assets() if asset is not None]
    assert asset.path == expanded
    assert asset.used_by == "/obj/geo/file1/file"


def test_an_expression_is_seen_from_its_own_node(host, hou):
    hou.load(expressions={"opname()": lambda node: node.path()[1:].replace("/", "_")})
    for name in ("a", "b"):
        hou.add(f"/obj/{name}", "Sop", "file", file="/tex/`opname()`.exr")
        hou.refer(f"/obj/{name}", "file")
    assert paths(host) == ["/tex/obj_a.exr", "/tex/obj_b.exr"]
    assert hou.pwd() == "/"


def test_a_sequence_has_the_frames_that_are_rendered_not_the_one_that_is_shown(host, hou):
    hou.load(frame=9999)
    camera(hou)
    mantra(hou, f1=10, f2=20)
    hou.add("/obj/geo/file1", "Sop", "file", file="$HIP/geo/a.$F4.bgeo.sc")
    hou.refer("/obj/geo/file1", "file")
    (asset,) = [asset for asset in host.assets() if asset is not None]
    assert (asset.pattern, asset.frames, asset.kind) == (True, Frames(10, 20), "cache")


def test_outputs_are_no_assets_but_a_cache_that_is_read_is_one(host, hou):
    camera(hou)
    mantra(hou)
    hou.add("/obj/g/write", "Sop", "filecache::2.0", file="$HIP/a.$F.bgeo.sc", loadfromdisk=0, **RANGE)
    hou.add("/obj/g/read", "Sop", "filecache::2.0", file="$HIP/b.$F.bgeo.sc", loadfromdisk=1, **RANGE)
    for path, name in (("/out/mantra1", "vm_picture"), ("/obj/g/write", "file"), ("/obj/g/read", "file")):
        hou.refer(path, name)
    assert paths(host) == ["/job/b.$F.bgeo.sc"]


@pytest.mark.parametrize("text", ["opdef:/Sop/x?icon", "op:/obj/geo/cop", "temp:x", "https://a.b/c.png", ""])
def test_references_that_are_no_files_are_left_out(host, hou, text):
    hou.add("/obj/geo/file1", "Sop", "file", file=text)
    hou.refer("/obj/geo/file1", "file")
    assert paths(host) == []


def test_the_libraries_of_assets_in_use_are_sent_and_houdinis_own_are_not(host, hou):
    hou.add("/obj/tree", "Object", "studio::tree::2.0", library="/lib/tree.hda")
    hou.add("/obj/box", "Sop", "box2", library="/opt/hfs20.5/houdini/otls/OPlibSop.hda")
    hou.add("/obj/own", "Sop", "own", library="Embedded")
    assert paths(host) == ["/lib/tree.hda"]


def test_a_colour_configuration_is_an_asset(host, hou):
    hou.load(variables={"OCIO": "/lib/aces/config.ocio"})
    assert host.scene().colour == "/lib/aces/config.ocio"
    assert paths(host) == ["/lib/aces/config.ocio"]


def test_one_bad_parameter_does_not_stop_the_walk(host, hou):
    hou.add("/obj/bad", "Sop", "file", file="x")
    hou.add("/obj/good", "Sop", "file", file="/tex/good.exr")
    hou.refer("/obj/bad", "file")
    hou.refer("/obj/good", "file")
    hou._nodes["/obj/bad"].type = lambda: (_ for _ in ()).throw(hou.Error("The attempted operation failed"))
    assert paths(host) == ["/tex/good.exr"]
    assert [each.node for each in host.unread()] == ["/obj/bad/file"]


def test_a_read_only_scene_is_one_sentence(host, hou):
    hou.load(saves=False)
    with pytest.raises(HostFailed, match="permission denied"):
        host.save()


def test_nodes_are_selected_by_themselves_or_by_a_parameter(host, hou):
    camera(hou)
    hou.add("/obj/geo/file1", "Sop", "file", file="/a.exr")
    host.select(("/obj/geo/file1/file", "/obj/cam1", "/obj/none"))
    assert hou.selected == ["/obj/geo/file1", "/obj/cam1"]


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
    for cls, known in ((hou.OpNode, inherited), (hou.Parm, named["Parm"]),
                       (hou.OpNodeType, named["OpNodeType"] | named["NodeType"])):
        assert {name for name in vars(cls) if not name.startswith("_")} <= known
