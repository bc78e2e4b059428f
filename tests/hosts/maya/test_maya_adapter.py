"""Maya as the core sees it, over a double that executes Maya ASCII."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import maya_ascii
import pytest
from maya_double import FLAGS

from foxsubmit.core.errors import HostFailed
from foxsubmit.core.host import Frames, Unread

SCENES = Path(__file__).parents[4] / "shared" / "scenes" / "maya"
shared = pytest.mark.skipif(not SCENES.is_dir(), reason="the scenes made by others are not beside the project")

CAMERA = '''select -ne perspShape; setAttr ".rnd" no;
createNode transform -n "cam"; createNode camera -n "camShape" -p "cam";
'''
RANGE = '''select -ne :defaultRenderGlobals; setAttr ".an" yes; setAttr ".fs" 5; setAttr ".ef" 9;
'''
TWO_LAYERS = CAMERA + '''createNode renderLayer -n "fog"; setAttr ".do" 1;
connectAttr "renderLayerManager.rlmi[1]" "fog.rlid";
'''


def units(host):
    return {(unit.name, unit.camera): unit for unit in host.scene().units}


def found(host):
    return {asset.path: asset for asset in host.assets() if asset is not None}


@shared
def test_the_cube_of_others_is_read_as_its_authors_say(host, scene):
    folder = SCENES / "cube"
    scene(folder / "cube.ma", name=str(folder / "cube.ma"), version="2023")
    state = host.scene()
    (unit,) = [unit for unit in state.units if unit.enabled]
    assert (unit.frames, unit.size, unit.camera) == (Frames(537, 537), (960, 540), "perspShape")
    assert (unit.renderer, unit.name) == ("mayaSoftware", "masterLayer")
    assert state.plugins == {"mtoa": "5.1.0"}
    assert state.colour == ""
    names = {Path(path).name for path, asset in found(host).items() if asset.required}
    assert names == {"deadline_logo_48x48.png", "scene_file_to_reference.mb"}
    assert host.unread() == ()


@shared
def test_the_layers_of_others_are_read_as_their_authors_say(host, scene):
    folder = SCENES / "layers"
    scene(folder / "layers.ma", name=str(folder / "layers.ma"), version="2023")
    state = host.scene()
    ranges = {unit.name: unit.frames for unit in state.units if unit.enabled}
    assert ranges == {
        "masterLayer": Frames(1, 10), "layerDefaultFrames": Frames(1, 10), "layerFrameRange1": Frames(1, 10),
        "renderSetupLayer2": Frames(20, 30), "renderSetupLayer4": Frames(1, 20)}
    sizes = {unit.name: unit.size for unit in state.units if unit.enabled}
    assert sizes.pop("renderSetupLayer4") == (1920, 1080)
    assert set(sizes.values()) == {(960, 540)}
    prefixes = {unit.name: dict(unit.details)["image_file_prefix"] for unit in state.units}
    assert prefixes["layerDefaultFrames"] == "<Layer>/layer_specific_file_prefix_"
    assert {unit.name for unit in state.units if not unit.enabled} == {"notRenderableLayer"}
    assert {unit.camera for unit in state.units} <= {"cameraShape1", "cameraShape2", "cameraShape3", "perspShape"}
    assert {"cameraShape1", "cameraShape2", "cameraShape3", "perspShape"} <= set(state.cameras)
    assert state.details["render_layer_type"] == "1"
    assert host.unread() == ()


@shared
@pytest.mark.parametrize("name", ["cube", "layers"])
def test_looking_at_the_scenes_of_others_changes_nothing(host, scene, cmds, name):
    scene(SCENES / name / f"{name}.ma", name=f"/a/{name}.ma")
    cmds.selection = ["|persp"]
    host.scene()
    found(host)
    assert (cmds.layer, cmds.selection, cmds._modified, cmds.undo, cmds.suspended) == (
        "defaultRenderLayer", ["|persp"], False, True, False)


def test_one_frame_is_the_one_that_is_shown(host, scene):
    scene(CAMERA + 'select -ne :time1; setAttr ".o" 42;')
    assert units(host)["masterLayer", "camShape"].frames == Frames(42, 42)


@pytest.mark.parametrize(("text", "frames"), [
    ("", Frames(5, 9)), ('setAttr ".bfs" 2;', Frames(5, 9, 2)), ('setAttr ".fs" -3;', Frames(-3, 9)),
    ('setAttr ".fs" 4.5; setAttr ".ef" 8.5; setAttr ".bfs" 0.5;', Frames(4, 9)),
])
def test_a_range_is_that_of_the_render_settings(host, scene, text, frames):
    scene(CAMERA + RANGE + text)
    assert units(host)["masterLayer", "camShape"].frames == frames


def test_layers_of_both_kinds_are_units_and_the_artist_stays_where_he_was(host, scene, cmds):
    scene(TWO_LAYERS + 'select -ne fog; setAttr ".rndr" no;')
    cmds.layer = "fog"
    found_units = units(host)
    assert [(name, unit.enabled) for (name, _camera), unit in found_units.items()] == [
        ("fog", False), ("masterLayer", True)]
    assert cmds.visited[:2] == ["fog", "defaultRenderLayer"]
    assert (cmds.layer, cmds._modified) == ("fog", False)


def test_every_layer_goes_into_the_file_name_where_there_are_several(host, scene):
    scene(TWO_LAYERS + 'createNode transform -n "b"; createNode camera -n "bShape" -p "b";')
    assert {dict(unit.details)["image_file_prefix"] for unit in host.scene().units} == {"<Layer>/<Camera>/<Scene>"}
    scene(TWO_LAYERS + 'select -ne :defaultRenderGlobals; setAttr ".ifp" -type "string" "a/<RenderLayer>/b";')
    assert {dict(unit.details)["image_file_prefix"] for unit in host.scene().units} == {"a/<RenderLayer>/b"}


def test_layers_of_references_and_left_over_ones_are_none(host, scene):
    scene(CAMERA + 'createNode renderLayer -n "ref:fog"; createNode renderLayer -n "orphan";')
    assert {name for name, _camera in units(host)} == {"masterLayer"}


def test_a_layer_without_a_camera_is_a_unit_without_one(host, scene):
    scene(CAMERA + 'select -ne camShape; setAttr ".rnd" no;')
    assert list(units(host)) == [("masterLayer", "")]


def test_cameras_of_one_name_are_told_apart(host, scene):
    scene(CAMERA + '''createNode transform -n "grp"; createNode transform -n "cam" -p "grp";
createNode camera -n "camShape" -p "|grp|cam";''')
    twins = {"|cam|camShape", "grp|cam|camShape"}
    assert twins <= set(host.scene().cameras)
    assert {unit.camera for unit in host.scene().units} == twins


@pytest.mark.parametrize("breaks", ["defaultResolution.width", "camShape.renderable", "fog"])
def test_whatever_breaks_the_scene_is_as_it_was(host, scene, cmds, breaks):
    scene(TWO_LAYERS, broken=(breaks,), modified=False)
    cmds.selection = ["|cam"]
    host.scene()
    assert (cmds.layer, cmds.selection, cmds._modified, cmds.undo, cmds.suspended) == (
        "defaultRenderLayer", ["|cam"], False, True, False)
    assert host.unread()


def test_a_change_that_is_not_saved_is_still_one_after_looking(host, scene, cmds):
    scene(TWO_LAYERS, modified=True)
    assert host.scene().unsaved
    assert cmds._modified


@pytest.mark.parametrize(("text", "renderer", "format_"), [
    ('setAttr ".ren" -type "string" "mayaSoftware"; setAttr ".outf" 32;', "mayaSoftware", "png"),
    ('setAttr ".ren" -type "string" "mayaHardware2"; setAttr ".outf" 51; setAttr ".imfkey" -type "string" "exr";',
     "mayaHardware2", "exr"),
    ('setAttr ".ren" -type "string" "renderman";', "renderman", "exr"),
])
def test_formats_are_named_by_their_endings(host, scene, text, renderer, format_):
    scene(CAMERA + f"select -ne :defaultRenderGlobals; {text}")
    unit = units(host)["masterLayer", "camShape"]
    assert (unit.renderer, unit.format) == (renderer, format_)


def test_v_ray_has_a_size_and_a_prefix_of_its_own(host, scene):
    scene(CAMERA + '''createNode VRaySettingsNode -n "vraySettings";
addAttr -ln "width" -at "long"; addAttr -ln "height" -at "long"; addAttr -ln "fileNamePrefix" -dt "string";
addAttr -ln "imageFormatStr" -dt "string";
setAttr ".width" 400; setAttr ".height" 300; setAttr ".fileNamePrefix" -type "string" "own/<Scene>";
setAttr ".imageFormatStr" -type "string" "exr (multichannel)";
select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "vray";''')
    unit = units(host)["masterLayer", "camShape"]
    assert (unit.size, unit.format, dict(unit.details)["image_file_prefix"]) == ((400, 300), "exr", "own/<Scene>")


def file_node(path, more="", name="file1"):
    return f'createNode file -n "{name}"; setAttr ".ftn" -type "string" "{path}"; {more}'


@pytest.mark.parametrize(("text", "path", "pattern"), [
    (file_node("/t/wood.png"), "/t/wood.png", False),
    (file_node("sourceimages/wood.png"), "/proj/sourceimages/wood.png", False),
    (file_node("D:\\\\t\\\\wood.png"), "D:/t/wood.png", False),
    (file_node("/t/skin.1001.exr", 'setAttr ".uvt" 3;'), "/t/skin.<UDIM>.exr", True),
    (file_node("/t/skin.1001.exr", 'setAttr ".uvt" 3; setAttr ".ftnp" -type "string" "/t/skin.<UDIM>.exr";'),
     "/t/skin.<UDIM>.exr", True),
    (file_node("/t/skin_u<U>_v<V>.exr", 'setAttr ".uvt" 2;'), "/t/skin_u<U>_v<V>.exr", True),
    (file_node("/t/fire.0017.exr", 'setAttr ".ufe" yes;'), "/t/fire.####.exr", True),
    (file_node("/t/纹理 [1].png"), "/t/纹理 [1].png", False),
])
def test_textures_are_found_with_their_tiles_and_frames(host, scene, text, path, pattern):
    scene(CAMERA + text)
    assets = found(host)
    assert list(assets) == [path]
    assert (assets[path].pattern, assets[path].used_by) == (pattern, "file1.fileTextureName")


def test_a_sequence_of_textures_has_the_frames_that_are_rendered(host, scene):
    scene(CAMERA + RANGE + file_node("/t/fire.0017.exr", 'setAttr ".ufe" yes; setAttr ".fo" 100;'))
    assert found(host)["/t/fire.####.exr"].frames == Frames(105, 109)


def test_explicit_tiles_are_found_one_by_one(host, scene):
    scene(CAMERA + file_node("/t/a.1001.png", 'setAttr ".uvt" 4; setAttr ".euvt[0].eutn" -type "string" "/t/b.png";'))
    assert set(found(host)) == {"/t/a.1001.png", "/t/b.png"}


def test_the_textures_that_arnold_made_are_taken_along_if_they_are_there(host, scene):
    scene(CAMERA + file_node("/t/wood.png") + '''createNode aiOptions -s -n "defaultArnoldRenderOptions";
select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "arnold";''')
    assert {path: asset.required for path, asset in found(host).items()} == {"/t/wood.png": True, "/t/wood.tx": False}


def test_references_are_found_whether_they_are_loaded_or_not(host, scene):
    scene(CAMERA + '''file -r -ns "a" -dr 1 -rfn "aRN" -typ "mayaBinary" "/lib/tree.mb";
file -r -ns "b" -rfn "bRN" -typ "mayaAscii" "/lib/rock.ma{2}"; createNode reference -n "sharedReferenceNode";
createNode reference -n "staleRN";''')
    users = {path: asset.used_by for path, asset in found(host).items()}
    assert users == {"/lib/tree.mb": "aRN", "/lib/rock.ma": "bRN"}
    assert host.unread() == ()


@pytest.mark.parametrize(("text", "path", "kind"), [
    ('createNode AlembicNode -n "n"; setAttr ".fn" -type "string" "cache/a.abc";', "/proj/cache/a.abc", "alembic"),
    ('createNode gpuCache -n "n"; setAttr ".cfn" -type "string" "/c/a.abc";', "/c/a.abc", "alembic"),
    ('createNode aiStandIn -n "n"; setAttr ".dso" -type "string" "/c/a.####.ass";', "/c/a.####.ass", "file"),
    ('createNode imagePlane -n "n"; setAttr ".imn" -type "string" "/c/a.jpg";', "/c/a.jpg", "image"),
    ('createNode audio -n "n"; setAttr ".f" -type "string" "/c/a.wav";', "/c/a.wav", "sound"),
    ('createNode pgYetiMaya -n "n"; setAttr ".cfn" -type "string" "/c/f.%04d.fur";', "/c/f.%04d.fur", "cache"),
    ('createNode xgmPalette -n "n"; setAttr ".xfn" -type "string" "shot__grass.xgen";',
     "/proj/scenes/shot__grass.xgen", "file"),
    ('createNode someNode -n "n"; addAttr -ln "picture" -uaf yes -dt "string"; '
     'setAttr ".picture" -type "string" "/c/a.png";', "/c/a.png", "image"),
])
def test_each_kind_of_node_names_its_files(host, scene, text, path, kind):
    scene(CAMERA + text)
    assets = found(host)
    assert list(assets) == [path]
    assert assets[path].kind == kind


def test_a_cache_of_nodes_is_its_description_and_what_lies_beside(host, scene):
    scene(CAMERA + '''createNode cacheFile -n "c"; setAttr ".cn" -type "string" "cloth";
setAttr ".cp" -type "string" "/proj/cache/nCache/";''')
    folder = "/proj/cache/nCache"
    assert {path: asset.required for path, asset in found(host).items()} == {
        f"{folder}/cloth.xml": True, f"{folder}/cloth*.mcx": False, f"{folder}/cloth*.mcc": False}


def test_a_colour_configuration_of_the_studio_is_an_asset(host, scene):
    scene(CAMERA + 'select -ne :defaultColorMgtGlobals; setAttr ".cfp" -type "string" "/lib/aces/config.ocio";')
    assert host.scene().colour == "/lib/aces/config.ocio"
    assert list(found(host)) == ["/lib/aces/config.ocio"]


def test_one_bad_attribute_does_not_stop_the_walk(host, scene):
    scene(CAMERA + 'createNode gpuCache -n "bad"; createNode gpuCache -n "good"; '
          'setAttr ".cfn" -type "string" "/g.abc";', broken=("bad.cacheFileName",))
    assert list(found(host)) == ["/g.abc"]
    assert Unread("bad.cacheFileName", "Attribute bad.cacheFileName could not be read") in host.unread()


def test_plugins_have_the_versions_of_this_maya(host, scene):
    scene('requires "mtoa" "5.1.0"; requires "stereoCamera" "10.0"; requires "pgYetiMaya" "4.2";' + CAMERA,
          loaded={"mtoa": "5.3.4", "pgYetiMaya": "4.2.9"})
    assert dict(host.scene().plugins) == {"mtoa": "5.3.4", "yeti": "4.2.9"}


def test_saving_needs_a_file_and_a_folder_that_takes_it(host, scene, cmds):
    scene(CAMERA, name="")
    assert host.scene().path is None
    with pytest.raises(HostFailed, match="Save Scene As"):
        host.save()
    scene(CAMERA, read_only=True)
    with pytest.raises(HostFailed, match="permission denied"):
        host.save()
    scene(CAMERA)
    assert host.save() == Path("/proj/scenes/shot.ma")


def test_nodes_are_selected_by_themselves_or_by_an_attribute(host, scene, cmds):
    scene(CAMERA + file_node("/t/a.png"))
    host.select(("no_such_node",))
    assert cmds.selection == []
    host.select(("file1.fileTextureName", "cam", "gone"))
    assert cmds.selection == ["|file1", "|cam"]


def test_the_double_has_no_flag_that_maya_lacks():
    spec = importlib.util.find_spec("maya-stubs")
    if spec is None:
        pytest.skip("types-maya is installed where types are checked")
    tree = ast.parse(Path(spec.submodule_search_locations[0], "cmds.pyi").read_text(encoding="utf-8"))
    known = {}
    for item in tree.body:
        if isinstance(item, ast.FunctionDef) and item.name in FLAGS:
            names = known.setdefault(item.name, {"query", "q", "edit", "e"})
            names |= {argument.arg for argument in (*item.args.args, *item.args.kwonlyargs)}
    assert set(known) == set(FLAGS)
    for command, flags in FLAGS.items():
        assert set(flags) <= known[command], command


def test_what_maya_reports_while_it_opens_a_scene_does_not_end_it(host, cmds):
    graph = maya_ascii.Graph().run(CAMERA + '''connectAttr "ref:gone.msg" "camShape.xyz"; someCommand -q 1;
createNode transform -n "notes"; addAttr -ln "text" -dt "string"; setAttr ".text" -type "string" ("a" + "; b (c)");''')
    assert len(graph.errors) == 2
    assert graph.one("notes").get("text") == "a; b (c)"
    cmds.load(graph, name="/proj/shot.ma")
    assert list(units(host)) == [("masterLayer", "camShape")]
