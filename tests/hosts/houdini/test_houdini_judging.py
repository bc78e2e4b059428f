"""What is said of output nodes before they are submitted: cameras, outputs, exports, cards; frames of stages."""

from __future__ import annotations

import pytest
from houdini_parts import RANGE, camera, mantra

from foxsubmit.core.model.host import Frames


def unit(host, name):
    return next(unit for unit in host.scene().units if unit.name == name)


def details(host, name="/out/mantra1"):
    return dict(unit(host, name).details)


def test_a_render_in_which_all_is_well_has_no_details(host, hou):
    camera(hou)
    mantra(hou)
    assert details(host) == {}


CAMERAS = {"ifd": "camera", "arnold": "camera", "Redshift_ROP": "RS_renderCamera", "ris::3.0": "camera",
           "vray_renderer": "render_camera", "Octane_ROP": "HO_renderCamera", "opengl": "camera", "flipbook": "camera"}
OUTPUTS = {"ifd": "vm_picture", "arnold": "ar_picture", "Redshift_ROP": "RS_outputFileNamePrefix",
           "ris::3.0": "ri_display_0", "vray_renderer": "SettingsOutput_img_file_path", "Octane_ROP": "HO_img_fileName",
           "opengl": "picture", "flipbook": "picture", "baketexture::3.0": "vm_uvoutputpicture1"}


def render(hou, kind, name="/out/r", output="$HIP/a.$F4.exr", named="/obj/cam1", **more):
    values = {OUTPUTS[kind]: output, **({CAMERAS[kind]: named} if kind in CAMERAS else {})}
    return hou.add(name, "Driver", kind, **values, **{**RANGE, **more})


@pytest.mark.parametrize("kind", CAMERAS)
@pytest.mark.parametrize("named", ["", "/obj/gone"])
def test_a_camera_that_is_not_there_is_told_of_every_renderer(host, hou, kind, named):
    camera(hou)
    render(hou, kind, named=named)
    assert details(host, "/out/r")["no_camera"] == "1"
    assert unit(host, "/out/r").camera == named


def test_what_bakes_needs_no_camera_and_a_stage_has_its_own(host, hou):
    render(hou, "baketexture::3.0")
    hou.add("/out/usd", "Driver", "usdrender", outputimage="$HIP/a.$F4.exr", override_camera="/cameras/a", **RANGE)
    hou.add("/out/drawn", "Driver", "opengl", picture="$HIP/a.$F4.png", camera="/cameras/a", loppath="/stage/x",
            **RANGE)
    assert [dict(each.details).get("no_camera") for each in host.scene().units] == [None] * 3


def test_an_object_that_is_not_there_is_no_camera_of_a_stage_either(host, hou):
    hou.add("/out/karma", "Driver", "karma", picture="$HIP/a.$F4.exr", camera="/obj/gone", **RANGE)
    assert details(host, "/out/karma") == {"no_camera": "1"}


@pytest.mark.parametrize("kind", OUTPUTS)
@pytest.mark.parametrize(("output", "reason"), [("ip", "window"), ("md", "window"), ("", "empty")])
def test_a_picture_that_is_written_nowhere_is_told_of_every_renderer(host, hou, kind, output, reason):
    camera(hou)
    render(hou, kind, output=output)
    assert details(host, "/out/r")["no_output"] == reason


@pytest.mark.parametrize(("kind", "switch"), [
    ("vray_renderer", "SettingsOutput_img_save"), ("Redshift_ROP", "RS_outputEnable"), ("Octane_ROP", "HO_img_enable")])
def test_a_picture_whose_switch_is_off_is_written_nowhere(host, hou, kind, switch):
    camera(hou)
    render(hou, kind, **{switch: 0})
    assert details(host, "/out/r")["no_output"] == "off"
    render(hou, kind, "/out/on", **{switch: 1})
    assert "no_output" not in details(host, "/out/on")


@pytest.mark.parametrize("kind", OUTPUTS)
@pytest.mark.parametrize(("output", "one"), [
    ("$HIP/render/shot.exr", True), ("$HIP/render/$OS.v012.exr", True), ("$HIP/a.%(UDIM)d.exr", True),
    ("$HIP/a.$F.exr", False), ("$HIP/$F4/a.exr", False), ("$HIP/a.${F4}.exr", False), ("$HIP/a.$T.exr", False),
    ("$HIP/`padzero(4, $F)`.exr", False), ("$HIP/`anything()`.exr", False),
])
def test_one_file_for_every_frame_is_told_of_every_renderer(host, hou, kind, output, one):
    hou.load(expressions={"padzero(4, $F)": lambda _node, frame: f"{frame:04d}"})
    camera(hou)
    render(hou, kind, output=output)
    assert ("one_file" in details(host, "/out/r")) == one


def test_v_ray_may_put_the_frame_into_the_name_itself(host, hou):
    camera(hou)
    render(hou, "vray_renderer", output="$HIP/a.exr", SettingsOutput_img_file_needFrameNumber=1)
    assert details(host, "/out/r") == {}


@pytest.mark.parametrize(("kind", "parm", "output", "one"), [
    ("geometry", "sopoutput", "$HIP/a.bgeo.sc", True), ("alembic", "filename", "$HIP/a.abc", False),
    ("filmboxfbx", "sopoutput", "$HIP/a.fbx", False), ("usd", "lopoutput", "$HIP/a.usdc", False),
    ("channel", "chopoutput", "$HIP/a.bclip", False), ("geometry", "sopoutput", "$HIP/a.$F.bgeo.sc", False)])
def test_files_that_hold_an_animation_need_no_frame_in_their_name(host, hou, kind, parm, output, one):
    hou.add("/out/w", "Driver", kind, **{parm: output}, **RANGE)
    assert ("one_file" in details(host, "/out/w")) == one


@pytest.mark.parametrize(("kind", "switch", "ending"), [
    ("ifd", "soho_outputmode", "ifd"), ("arnold", "ar_ass_export_enable", "ass"),
    ("Redshift_ROP", "RS_archive_enable", "rs")])
def test_nodes_that_only_export_are_told_and_nothing_is_said_of_the_picture(host, hou, kind, switch, ending):
    camera(hou)
    render(hou, kind, output="ip", **{switch: 1})
    assert details(host, "/out/r") == {"exports": ending}
    render(hou, kind, "/out/off", **{switch: 0})
    assert details(host, "/out/off") == {}


@pytest.mark.parametrize(("entry", "exports"), [(0, False), (1, False), (2, True), ("2", True)])
def test_v_ray_only_exports_at_that_entry_of_its_menu(host, hou, entry, exports):
    hou.menus["render_export_mode"] = (("0", "Render"), ("1", "Export & Render"), ("2", "Export"))
    camera(hou)
    render(hou, "vray_renderer", render_export_mode=entry)
    assert details(host, "/out/r") == ({"exports": "vrscene"} if exports else {})


@pytest.mark.parametrize(("entry", "word"), [(0, ""), (1, "vray"), (2, "vray")])
def test_v_rays_device_is_what_its_menu_reads(host, hou, entry, word):
    hou.menus["render_render_mode"] = (("0", "CPU"), ("1", "GPU CUDA"), ("2", "GPU RTX"))
    camera(hou)
    render(hou, "vray_renderer", render_render_mode=entry)
    assert details(host, "/out/r").get("needs_card", "") == word


@pytest.mark.parametrize(("kind", "values", "word"), [
    ("opengl", {}, "opengl"), ("flipbook", {}, "opengl"), ("Octane_ROP", {}, "octane"),
    ("arnold", {"ar_denoise": 1}, "optix"), ("arnold", {"ar_denoise": 0}, ""),
    ("vray_renderer", {"render_render_mode": "cuda"}, "vray"), ("vray_renderer", {"render_render_mode": "cpu"}, ""),
    ("ifd", {}, ""), ("Redshift_ROP", {}, "")])
def test_what_wants_a_graphics_card_is_told(host, hou, kind, values, word):
    camera(hou)
    render(hou, kind, **values)
    assert details(host, "/out/r").get("needs_card", "") == word


@pytest.mark.parametrize(("values", "word"), [
    ({"engine": "xpu"}, "xpu"), ({"engine": "cpu"}, ""), ({"engine": "cpu", "denoiser": "optix"}, "optix")])
def test_karma_wants_a_card_by_its_own_settings_or_by_those_before_it(host, hou, values, word):
    hou.add("/out/karma", "Driver", "karma", picture="$HIP/a.$F4.exr", **values, **RANGE)
    hou.add("/stage/set", "Lop", "karmarendersettings", picture="$HIP/b.$F4.exr", camera="/c", resolutionx=1,
            resolutiony=1, **values)
    hou.add("/stage/render", "Lop", "usdrender_rop", inputs=("/stage/set",), **RANGE)
    assert [dict(each.details).get("needs_card", "") for each in host.scene().units] == [word, word]
    hou.add("/stage/xpu", "Lop", "usdrender_rop", renderer="BRAY_HdKarmaXPU", **RANGE)
    assert details(host, "/stage/xpu")["needs_card"] == "xpu"


def test_octane_is_a_renderer_with_its_plugin_and_its_own_size(host, hou):
    camera(hou)
    render(hou, "Octane_ROP", HO_overrideCameraRes=1, HO_overrideResScale="user", HO_overrideRes1=640,
           HO_overrideRes2=360)
    scene = host.scene()
    (found,) = scene.units
    assert (found.enabled, found.kind, found.size, found.output) == (True, "render", (640, 360), "/job/a.$F4.exr")
    assert dict(scene.plugins) == {"octane": ""}
    hou._nodes["/out/r"]._parms["HO_overrideResScale"]._value = "0.5"
    assert unit(host, "/out/r").size == (640, 360)


def test_nodes_that_a_distributed_simulation_names_in_vain_are_told(host, hou):
    hou.add("/out/hq", "Driver", "hq_sim", hq_driver="/obj/gone", hq_sim_controls="", slice_type="volume")
    found = details(host, "/out/hq")
    assert (found["no_driver"], found["no_controls"]) == ("/obj/gone", "-")


STAGE = {**RANGE, "trange": 3}


def test_frames_from_the_stage_are_those_that_a_lop_writes_into_it(host, hou):
    hou.load(frame=1042, playbar=(1, 240))
    hou.add("/stage/layer", "Lop", "configurelayer", setstarttime=1, starttime=1001.0, setendtime=1, endtime=1100.0)
    hou.add("/stage/edit", "Lop", "null", inputs=("/stage/layer",))
    hou.add("/stage/render", "Lop", "usdrender_rop", inputs=("/stage/edit",), outputimage="$HIP/a.$F4.exr", **STAGE)
    hou.add("/out/render", "Driver", "usdrender", loppath="/stage/edit", outputimage="$HIP/b.$F4.exr", **STAGE)
    hou.add("/out/write", "Driver", "usd", loppath="/stage/edit", lopoutput="$HIP/b.usd", **STAGE)
    assert [each.frames for each in host.scene().units] == [Frames(1001, 1100)] * 3
    assert host.unread() == ()


def test_frames_from_a_stage_that_was_cooked_are_its_time_codes(host, hou):
    usd = pytest.importorskip("pxr.Usd")
    stage = usd.Stage.CreateInMemory()
    stage.SetStartTimeCode(1001)
    stage.SetEndTimeCode(1010)
    hou.add("/stage/load", "Lop", "reference")
    hou.stages["/stage/load"] = stage
    hou.add("/stage/half", "Lop", "configurelayer", inputs=("/stage/load",), setstarttime=1, starttime=5, setendtime=0)
    hou.stages["/stage/half"] = stage
    hou.add("/out/a", "Driver", "usdrender", loppath="/stage/load", outputimage="$HIP/b.$F4.exr", **STAGE)
    hou.add("/out/b", "Driver", "usdrender", loppath="/stage/half", outputimage="$HIP/c.$F4.exr", **STAGE)
    assert [each.frames for each in host.scene().units] == [Frames(1001, 1010)] * 2


@pytest.mark.parametrize(("category", "kind", "parm"), [
    ("Lop", "usdrender_rop", "outputimage"), ("Driver", "karma", "picture"), ("Lop", "karma", "picture")])
def test_a_stage_that_says_no_frames_gives_those_of_the_scene_and_it_is_said(host, hou, category, kind, parm):
    hou.load(frame=1042, playbar=(1001, 1100))
    hou.add("/net/render", category, kind, **{parm: "$HIP/a.$F4.exr"}, **STAGE)
    assert unit(host, "/net/render").frames == Frames(1001, 1100)
    (said,) = host.unread()
    assert (said.node, said.read) == ("/net/render", True)
    assert "1001-1100" in said.reason


def test_the_picture_of_the_render_settings_is_the_output_where_the_node_names_none(host, hou):
    hou.add("/stage/set", "Lop", "karmarendersettings", picture="$HIP/render/a.$F4.exr", camera="/cameras/shot",
            resolutionx=1998, resolutiony=1080)
    hou.add("/stage/render", "Lop", "usdrender_rop", inputs=("/stage/set",), outputimage="", **RANGE)
    hou.add("/stage/own", "Lop", "usdrender_rop", inputs=("/stage/set",), outputimage="$HIP/own.$F4.exr", **RANGE)
    found = unit(host, "/stage/render")
    assert (found.output, found.format, found.size, found.camera) == (
        "/job/render/a.$F4.exr", "exr", (1998, 1080), "/cameras/shot")
    assert unit(host, "/stage/own").output == "/job/own.$F4.exr"
    assert found.details == ()


def test_the_picture_of_a_render_product_is_the_output(host, hou):
    hou.add("/stage/product", "Lop", "renderproduct", productName="$HIP/render/p.$F4.exr")
    hou.add("/stage/set", "Lop", "rendersettings", inputs=("/stage/product",), camera="/c", resolutionx=64,
            resolutiony=36)
    hou.add("/stage/render", "Lop", "usdrender_rop", inputs=("/stage/set",), **RANGE)
    assert unit(host, "/stage/render").output == "/job/render/p.$F4.exr"


@pytest.mark.parametrize("moves", [True, False])
def test_the_picture_of_a_stage_that_was_cooked_is_the_output(host, hou, moves):
    usd = pytest.importorskip("pxr.Usd")
    stage = usd.Stage.CreateInMemory()
    product = stage.DefinePrim("/Render/Products/beauty", "RenderProduct")
    name = product.GetAttribute("productName")
    if moves:
        for frame in range(1, 241):
            name.Set(f"/job/render/p.{frame:04}.exr", frame)
    else:
        name.Set("/job/render/p.exr")
    settings = stage.DefinePrim("/Render/rendersettings", "RenderSettings")
    settings.GetRelationship("products").SetTargets([product.GetPath()])
    hou.add("/stage/load", "Lop", "reference")
    hou.stages["/stage/load"] = stage
    hou.add("/stage/render", "Lop", "usdrender_rop", inputs=("/stage/load",), **RANGE)
    found = unit(host, "/stage/render")
    assert found.output == ("/job/render/p.####.exr" if moves else "/job/render/p.exr")
    assert dict(found.details) == ({} if moves else {"one_file": "1"})


def test_what_another_take_may_put_right_is_told_only_where_it_was_read_under_that_take(host, opened, hou):
    camera(hou)
    mantra(hou, take="night", camera="", vm_picture="ip")
    hou.add_take("night", values={("/out/mantra1", "camera"): "/obj/cam1"})
    assert details(host) == {}
    assert "make night the current take" in host.unread()[0].reason
    assert details(opened) == {"no_output": "window"}
