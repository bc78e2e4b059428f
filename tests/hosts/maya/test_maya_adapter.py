"""Maya as the core sees it, over a double that executes Maya ASCII."""

from __future__ import annotations

import importlib
from pathlib import Path

import maya_ascii
import pytest
from maya_double import FLAGS
from maya_parts import CAMERA, RANGE
from tests.conftest import DATA
from tests.hosts.maya import stub_of_cmds

from foxsubmit.core.common.errors import HostFailed
from foxsubmit.core.model.host import LISTED, Frames
from foxsubmit.core.model.need import Need
from foxsubmit.core.model.versions import Fit
from foxsubmit.core.offer.environments import match
from foxsubmit.core.offer.values import Environment
from foxsubmit.core.plan.hosts import traits_of

SCENES = DATA / "scenes" / "maya"

TWO_LAYERS = CAMERA + '''createNode renderLayer -n "fog"; setAttr ".do" 1;
connectAttr "renderLayerManager.rlmi[1]" "fog.rlid";
'''


QUERIED = {"editRenderLayerGlobals", "file", "undoInfo"}


def units(host):
    return {(unit.name, unit.camera): unit for unit in host.scene().units}


def found(host):
    return {asset.path: asset for asset in host.assets() if asset is not None}


def test_the_cube_of_others_is_read_as_its_authors_say(host, scene):
    folder = SCENES / "cube"
    scene(folder / "cube.ma", name=str(folder / "cube.ma"), version="2023")
    state = host.scene()
    (unit,) = [unit for unit in state.units if unit.enabled]
    assert (unit.frames, unit.size, unit.camera) == (Frames(537, 537), (960, 540), "perspShape")
    assert (unit.renderer, unit.name) == ("mayaSoftware", "masterLayer")
    assert state.plugins == {"mtoa": "5.1.0"}
    assert state.colour == ""
    names = {Path(path).name for path, asset in found(host).items() if asset.need is Need.NEEDED}
    assert names == {"deadline_logo_48x48.png", "scene_file_to_reference.mb"}
    assert host.unread() == ()


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
    scene(CAMERA + '''file -r -ns "ref" -rfn "refRN" -typ "mayaAscii" "/lib/ref.ma";
createNode renderLayer -n "ref:fog"; connectAttr "renderLayerManager.rlmi[1]" "ref:fog.rlid";
createNode renderLayer -n "imported:sky"; connectAttr "renderLayerManager.rlmi[2]" "imported:sky.rlid";
createNode renderLayer -n "orphan";''', render_setup=False)
    assert {name for name, _camera in units(host)} == {"masterLayer", "imported:sky"}


def test_a_layer_without_a_camera_is_a_unit_without_one(host, scene):
    scene(CAMERA + 'select -ne camShape; setAttr ".rnd" no;')
    assert list(units(host)) == [("masterLayer", "")]
    assert units(host)["masterLayer", ""].output == "/proj/images/scene.exr"
    assert host.unread() == ()


def test_cameras_of_one_name_are_told_apart(host, scene):
    scene(CAMERA + '''createNode transform -n "grp"; createNode transform -n "cam" -p "grp";
createNode camera -n "camShape" -p "|grp|cam";''')
    twins = {"|cam|camShape", "grp|cam|camShape"}
    assert twins <= set(host.scene().cameras)
    assert {unit.camera for unit in host.scene().units} == twins


@pytest.mark.parametrize("breaks", [
    "defaultResolution.width", "camShape.renderable", "fog", "fog.renderable", "fog.displayOrder",
    "defaultRenderGlobals.currentRenderer", "defaultRenderGlobals.animation", "defaultRenderGlobals.imageFilePrefix",
    "defaultRenderGlobals.imageFormat", "defaultRenderGlobals.modifyExtension"])
def test_whatever_breaks_the_scene_is_as_it_was(host, scene, cmds, breaks):
    scene(TWO_LAYERS, broken=(breaks,), modified=False)
    cmds.selection = ["|cam"]
    host.scene()
    assert (cmds.layer, cmds.selection, cmds._modified, cmds.undo, cmds.suspended) == (
        "defaultRenderLayer", ["|cam"], False, True, False)
    assert host.unread()


@pytest.mark.parametrize("fails", ["editRenderLayerGlobals", "select", "file", "refresh", "undoInfo"])
def test_one_thing_that_cannot_be_put_back_does_not_keep_the_others(host, scene, cmds, fails):
    scene(TWO_LAYERS)
    cmds.selection = ["|cam"]
    staying = importlib.import_module("foxsubmit.hosts.maya.staying").staying
    look = getattr(cmds, f"do_{fails}")

    def refuse(*arguments, query=False, **flags):
        if query or not cmds.leaving:
            return look(*arguments, query=query, **flags) if fails in QUERIED else look(*arguments, **flags)
        raise RuntimeError(f"{fails} failed")

    setattr(cmds, f"do_{fails}", refuse)
    cmds.leaving = False
    with pytest.raises((RuntimeError, KeyboardInterrupt)), staying():
        cmds.editRenderLayerGlobals(currentRenderLayer="fog")
        cmds.selection = []
        cmds.leaving = True
        raise KeyboardInterrupt
    state = {"editRenderLayerGlobals": cmds.layer == "defaultRenderLayer", "select": cmds.selection == ["|cam"],
             "file": not cmds._modified, "refresh": not cmds.suspended, "undoInfo": cmds.undo}
    assert [name for name, restored in state.items() if not restored] == [fails]


def test_a_change_that_is_not_saved_is_still_one_after_looking(host, scene, cmds):
    scene(TWO_LAYERS, modified=True)
    assert host.scene().unsaved
    assert cmds._modified


@pytest.mark.parametrize(("text", "renderer", "format_"), [
    ('setAttr ".ren" -type "string" "mayaSoftware"; setAttr ".outf" 32;', "mayaSoftware", "png"),
    ('setAttr ".ren" -type "string" "mayaHardware2"; setAttr ".outf" 51; setAttr ".imfkey" -type "string" "exr";',
     "mayaHardware2", "exr"),
    ('setAttr ".ren" -type "string" "renderman";', "renderman", "exr"),
    ('setAttr ".outf" 22;', "mayaSoftware", "mov"), ('setAttr ".outf" 23;', "mayaSoftware", "avi"),
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


VRAY = CAMERA + '''createNode VRaySettingsNode -s -n "vraySettings"; setAttr ".wi" 1998; setAttr ".he" 1080;
setAttr ".imgfs" -type "string" "exr (deep)"; setAttr ".fnprx" -type "string" "<Scene>/<Layer>";
select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "vray"; setAttr ".fs" 5; setAttr ".ef" 9;
select -ne vraySettings;'''


@pytest.mark.parametrize(("text", "frames", "listed"), [
    ("", Frames(1, 1), None), ('setAttr ".animtp" 1;', Frames(5, 9), None),
    ('setAttr ".animtp" 2; setAttr ".animFrames" -type "string" "1,8,20-30;5";', Frames(1, 30), "1,8,20-30[5]"),
    ('setAttr ".animtp" 2; setAttr ".animFrames" -type "string" "-5--1";', Frames(-5, -1), "-5--1[1]"),
])
def test_v_ray_decides_itself_which_frames_there_are(host, scene, text, frames, listed):
    scene(VRAY + text)
    unit = units(host)["masterLayer", "camShape"]
    assert (unit.size, unit.format, dict(unit.details)["image_file_prefix"]) == ((1998, 1080), "exr", "<Scene>/<Layer>")
    assert (unit.frames, dict(unit.details).get(LISTED)) == (frames, listed)


def test_a_scale_that_v_rays_frame_buffer_left_is_in_the_size_and_is_said(host, scene):
    scene(VRAY + 'setAttr ".wi" 8000; setAttr ".he" 8000; setAttr ".imgOpt_ratio" 0.25;')
    assert units(host)["masterLayer", "camShape"].size == (2000, 2000)
    assert [(each.node, each.read, "25%" in each.reason) for each in host.unread()] == [("vraySettings", True, True)]
    scene(VRAY + 'setAttr ".imgOpt_ratio" 0.25; select -ne :defaultRenderGlobals; '
          'setAttr ".ren" -type "string" "arnold";')
    assert units(host)["masterLayer", "camShape"].size == (960, 540)
    assert host.unread() == ()


def test_renderman_has_a_prefix_of_its_own(host, scene):
    scene(CAMERA + '''createNode rmanGlobals -s -n "rmanGlobals";
select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "renderman";''')
    assert dict(units(host)["masterLayer", "camShape"].details)["image_file_prefix"] == "<scene>_<layer>.<f4>.<ext>"


@pytest.mark.parametrize(("number", "format_"), [(1, "exr"), (2, "png"), (4, "jpg"), (5, "tif")])
def test_redshift_has_a_format_of_its_own(host, scene, number, format_):
    scene(CAMERA + f'''createNode RedshiftOptions -s -n "redshiftOptions"; setAttr ".imageFormat" {number};
select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "redshift";''')
    assert units(host)["masterLayer", "camShape"].format == format_


def test_older_layers_have_their_overrides_of_everything(host, scene, cmds):
    scene(TWO_LAYERS + RANGE + '''createNode transform -n "b"; createNode camera -n "bShape" -p "b";
setAttr ".rnd" no;
select -ne fog; setAttr ".adjs[0].val" 101; setAttr ".adjs[1].val" 110; setAttr ".adjs[2].val" 2048;
setAttr ".adjs[3].val" -type "string" "redshift"; setAttr ".adjs[4].val" no; setAttr ".adjs[5].val" yes;
setAttr ".adjs[6].val" -type "string" "fog/<Scene>";
connectAttr ":defaultRenderGlobals.fs" "fog.adjs[0].plg"; connectAttr ":defaultRenderGlobals.ef" "fog.adjs[1].plg";
connectAttr ":defaultResolution.w" "fog.adjs[2].plg"; connectAttr ":defaultRenderGlobals.ren" "fog.adjs[3].plg";
connectAttr "camShape.rnd" "fog.adjs[4].plg"; connectAttr "bShape.rnd" "fog.adjs[5].plg";
connectAttr ":defaultRenderGlobals.ifp" "fog.adjs[6].plg";''', render_setup=False)
    found_units = units(host)
    assert list(found_units) == [("fog", "bShape"), ("masterLayer", "camShape")]
    fog, master = found_units.values()
    assert (fog.frames, fog.size, fog.renderer, fog.format) == (Frames(101, 110), (2048, 540), "redshift", "exr")
    assert dict(fog.details)["image_file_prefix"] == "<Layer>/fog/<Scene>"
    assert (master.frames, master.size, master.renderer) == (Frames(5, 9), (960, 540), "mayaSoftware")
    assert (cmds.layer, cmds._modified) == ("defaultRenderLayer", False)
    assert host.scene().details["render_layer_type"] == "0"


RENDER_SETUP_LAYER = '''createNode renderLayer -n "rs_sky"; createNode renderSetupLayer -n "sky";
connectAttr "renderLayerManager.rlmi[2]" "rs_sky.rlid"; connectAttr "rs_sky.msg" "sky.lrl";
'''


@pytest.mark.parametrize(("text", "session", "found"), [
    (CAMERA, True, ("1", {"masterLayer": None})), (CAMERA, False, ("0", {"masterLayer": None})),
    (TWO_LAYERS, False, ("0", {"fog": "0", "masterLayer": None})),
    (TWO_LAYERS, True, ("0", {"fog": "0", "masterLayer": None})),
    (CAMERA + RENDER_SETUP_LAYER, False, ("1", {"sky": "1", "masterLayer": None})),
    (TWO_LAYERS + RENDER_SETUP_LAYER, True, ("1", {"fog": "0", "sky": "1", "masterLayer": None})),
    (TWO_LAYERS + RENDER_SETUP_LAYER, False, ("0", {"fog": "0", "sky": "1", "masterLayer": None})),
])
def test_the_mode_of_the_render_layers_is_the_scenes_else_that_of_this_maya(host, scene, text, session, found):
    scene(text, render_setup=session)
    read = host.scene()
    assert (read.details["render_layer_type"],
            {unit.name: dict(unit.details).get("layer_type") for unit in read.units}) == found


def test_an_older_layer_that_this_maya_may_not_show_is_said(host, scene):
    scene(TWO_LAYERS, render_setup=True)
    host.scene()
    assert [(each.node, each.read) for each in host.unread()] == [("fog", True)]
    scene(TWO_LAYERS, render_setup=False)
    host.scene()
    assert host.unread() == ()


def test_plugins_have_the_versions_of_this_maya(host, scene):
    scene('requires "mtoa" "5.1.0"; requires "stereoCamera" "10.0"; requires "pgYetiMaya" "4.2";' + CAMERA,
          loaded={"mtoa": "5.3.4", "pgYetiMaya": "4.2.9"})
    assert dict(host.scene().plugins) == {"mtoa": "5.3.4", "yeti": "4.2.9"}


def test_a_plugin_that_is_missing_has_the_version_of_the_scene_and_is_said(host, scene):
    scene('requires -nodeType "VRaySettingsNode" "vrayformaya" "7"; requires "studioTool" "1";' + CAMERA, loaded={})
    assert dict(host.scene().plugins) == {"vray": "7"}
    assert [each.node for each in host.unread()] == ["vrayformaya"]


@pytest.mark.parametrize("loaded", [None, {}], ids=["in this Maya", "not in this Maya"])
def test_renderman_is_known_by_the_name_and_the_version_that_scenes_write(host, scene, loaded):
    scene('requires "RenderMan_for_Maya.py" "25.2 @ 2282507";' + CAMERA
          + 'select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "renderman";', loaded=loaded)
    assert dict(host.scene().plugins) == {"renderman": "25.2"}


@pytest.mark.parametrize(("build", "version"), [
    ("", "7"), ('fileInfo "vrayBuild" "7.10.00 1f2e3d4";', "7.10.00"), ('fileInfo "vrayBuild" "6.20.02 1f2e3d4";', "7"),
])
def test_v_ray_7_goes_with_the_farms_7_10(host, scene, build, version):
    scene('requires -nodeType "VRaySettingsNode" "vrayformaya" "7";' + build + CAMERA
          + 'select -ne :defaultRenderGlobals; setAttr ".ren" -type "string" "vray";')
    (found,) = match(traits_of("maya"), Environment("v", "Maya", "2025", (("vray", "7.10.02"),)), host.scene()).plugins
    assert (found.here, found.fit) == (version, Fit.COMPATIBLE)


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
    scene(CAMERA + 'createNode file -n "file1"; setAttr ".ftn" -type "string" "/t/a.png";')
    host.select(("no_such_node",))
    assert cmds.selection == []
    host.select(("file1.fileTextureName", "cam", "gone"))
    assert cmds.selection == ["|file1", "|cam"]


@pytest.fixture
def whole_stub():
    path = stub_of_cmds.whole()
    if path is None:
        pytest.skip("types-maya is installed where types are checked")
    return path


def test_the_double_has_no_flag_that_maya_lacks(whole_stub):
    every = stub_of_cmds.functions(whole_stub, set(FLAGS))
    assert set(FLAGS) - set(every) == {"pgYetiGraph"}  # a plug-in's command
    for command, functions in every.items():
        known = {argument.arg for item in functions for argument in (*item.args.args, *item.args.kwonlyargs)}
        assert set(FLAGS[command]) <= known | {"query", "q", "edit", "e"}, command


def test_our_stub_has_what_the_adapter_calls_as_the_whole_stub_has_it(whole_stub):
    assert stub_of_cmds.STUB.read_text(encoding="utf-8") == stub_of_cmds.text(whole_stub), (
        "python -m tests.hosts.maya.stub_of_cmds writes it anew")
    assert set(stub_of_cmds.functions(stub_of_cmds.STUB, {"ls", "file", "aaf2fcp"})) == {"ls", "file"}


def test_what_maya_reports_while_it_opens_a_scene_does_not_end_it(host, cmds):
    graph = maya_ascii.Graph().run(CAMERA + '''connectAttr "ref:gone.msg" "camShape.xyz"; someCommand -q 1;
createNode transform -n "notes"; addAttr -ln "text" -dt "string"; setAttr ".text" -type "string" ("a" + "; b (c)");''')
    assert len(graph.errors) == 2
    assert graph.one("notes").get("text") == "a; b (c)"
    cmds.load(graph, name="/proj/shot.ma")
    assert list(units(host)) == [("masterLayer", "camShape")]


def test_the_double_reads_what_scene_files_hold(host, scene, tmp_path):
    graph = scene(CAMERA + '''// A comment with "quotes"; and a semicolon
createNode VRaySettingsNode -shared -name "vraySettings";
\tsetAttr ".vfbSA" -type "Int32Array" 3 1 -2 3;
\taddAttr -cachedInternally true -usedAsFilename -shortName "m" -longName "map" -dataType "string";
\tsetAttr -alteredValue ".map" -type "string" "-not a flag";
createNode file -n "tiles"; setAttr -s 3 ".euvt[0:2].eutn" -type "string" "/a" "/b" "/c";
createNode reference -n "rigRN"; setAttr ".ed" -type "dataReferenceEdits" "rigRN" "rigRN" 0 "rigRN" 1
5 3 "rigRN" "|rig.t" "rigRN.placeHolderList[1]" "-na";
createNode transform -n "one"; createNode transform -n "two"; createNode mesh -n "shape" -p "one";
parent -shape -noConnections -relative -addObject "|one|shape" "two";
connectAttr "|two|shape.iog" ":initialShadingGroup.dsm" -na; connectAttr ":pluginDefault.msg" "vraySettings.x";
select -noExpand :time1; setAttr ".o" 7;''')
    assert graph.one("vraySettings").get("map") == "-not a flag"
    assert [graph.one("tiles").get(f"euvt[{number}].eutn") for number in range(3)] == ["/a", "/b", "/c"]
    assert graph.find("|two|shape") == graph.find("|one|shape") == graph.find("shape")
    assert host.scene().animation is None
    path = tmp_path / "shot.ma"
    for codeset, encoding in (("936", "cp936"), ("UTF-8", "utf-8"), ("1252", "cp1252")):
        name = "h\xe9" if codeset == "1252" else "\u7eb9\u7406"
        text = f'//Maya ASCII 2025 scene\n//Codeset: {codeset}\nfileInfo "a" "{name}";\n'
        path.write_bytes(text.encode(encoding))
        assert maya_ascii.read(path).info == {"a": name}


@pytest.mark.parametrize(("name", "kind"), [
    ("new.ma", "mayaAscii"), ("new.mb", "mayaBinary"), ("NEW.MB", "mayaBinary")])
def test_a_scene_without_a_name_gets_one_and_the_kind_of_its_ending(host, scene, cmds, name, kind):
    scene(TWO_LAYERS, name="", modified=True)
    assert host.scene().path is None
    host.save_as(Path("/job") / name)
    assert (host.scene().path, host.scene().unsaved) == (Path("/job") / name, False)
    assert (cmds.saved, cmds.kind) == (1, kind)


def test_a_name_under_which_nothing_can_be_written_is_one_sentence(host, scene):
    scene(TWO_LAYERS, name="", read_only=True)
    with pytest.raises(HostFailed, match="could not save the scene: Could not write the file: permission denied"):
        host.save_as(Path("/job/new.ma"))


def test_another_scene_is_opened_only_where_nothing_is_lost(host, scene, cmds):
    scene(TWO_LAYERS, modified=True)
    cmds.on_disk.add("/job/other.ma")
    before = host.scene().path
    with pytest.raises(HostFailed, match="changes that are not saved"):
        host.open(Path("/job/other.ma"))
    assert host.scene().path == before
    cmds.file(modified=False)
    with pytest.raises(HostFailed, match="could not open the scene: File not found"):
        host.open(Path("/job/gone.ma"))
    host.open(Path("/job/other.ma"))
    assert host.scene().path == Path("/job/other.ma")
