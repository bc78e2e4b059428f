"""What task.json has of the renderer of a 3ds Max scene, and what the renderer decides about the pictures."""

from __future__ import annotations

import pytest
from max_double import Value, batch_view
from max_scene import CAMERAS, SCENE

V_RAY = {
    "gi_on": True, "gi_primary_type": 0, "gi_secondary_type": 3, "adv_irradmap_mode": 2,
    "adv_irradmap_loadFileName": "D:\\m\\a.vrmap", "lightcache_mode": 0, "lightcache_loadFileName": "",
    "dmcgi_subdivs": 8, "dmcgi_depth": 3, "imageSampler_type": 1, "filter_on": True, "filter_kernel": Value("Area"),
    "output_on": True, "output_saveRawFile": False, "output_rawFileName": "", "output_splitgbuffer": True,
    "output_splitfilename": "D:/out/aa.exr", "options_dontRenderImage": False, "options_reflectionRefraction": True,
    "options_displacement": True, "system_raycaster_memLimit": 4000, "system_raycaster_defaultGeometry": 2,
}


def settings(host):
    return {key.split(".")[1]: value for key, value in host.scene().details.items() if key.startswith("renderer.")}


def test_v_ray_has_the_settings_that_the_farm_documents(host, rt):
    rt.load(**SCENE, renderer=Value("V_Ray_6__update_2_1", **V_RAY))
    assert settings(host) == {
        "gi": "1", "primary_gi_engine": "0", "secondary_gi_engine": "3", "irradiance_map_mode": "2",
        "irrmap_file": "D:/m/a.vrmap", "light_cache_mode": "0", "light_cache_file": "", "subdivs": "8",
        "secbounce": "3", "image_sampler_type": "1", "filter_on": "true", "filter_kernel": "Area", "vfb": "1",
        "rend_raw_img_name": "false", "raw_img_name": "", "save_sep_channel": "true", "channel_file": "D:/out/aa.exr",
        "onlyphoton": "false", "reflection_refraction": "true", "displacement": "true", "mem_limit": "4000",
        "default_geometry": "2"}
    assert host.unread() == ()


@pytest.mark.parametrize(("renderer", "expected"), [
    (Value("V_Ray_GPU_6__update_2", V_Ray_settings=Value("settings", gi_on=False)), {"gi": "0"}),
    (Value("Corona", progressive_passLimit=160, progressive_timeLimit=0, adaptivity_targetError=2.5, other=1),
     {"progressive_passLimit": "160", "progressive_timeLimit": "0", "adaptivity_targetError": "2.5"}),
    (Value("Arnold", AA_samples=3, GI_diffuse_samples=2), {"AA_samples": "3", "GI_diffuse_samples": "2"}),
    (Value("Default_Scanline_Renderer", antiAliasing=True), {}),
])
def test_each_renderer_has_settings_of_its_own(host, rt, renderer, expected):
    rt.load(**SCENE, renderer=renderer)
    assert settings(host) == expected


def test_a_setting_that_breaks_is_named_and_the_others_are_read(host, rt):
    rt.load(**SCENE, renderer=Value("V_Ray_7", gi_on=True, gi_primary_type=2, broken=("gi_on",)))
    assert settings(host) == {"primary_gi_engine": "2"}
    assert {each.node for each in host.unread()} == {"V_Ray_7"}


@pytest.mark.parametrize(("renderer", "told", "plugins"), [
    ("V_Ray_6__update_2_1", {}, {"vray": "6.2.1"}),
    ("V_Ray_7__update_4_hotfix_2_DR2", {"vray": ["7.40.04", "00000", "086169db"]}, {"vray": "7.40.04"}),
    ("V_Ray_GPU_6__update_2", {}, {"vray": "6.2"}),
    ("Corona", {"corona": "Corona 12 (Update 2) 12.2"}, {"corona": "12"}),
    ("Corona", {}, {"corona": ""}), ("Arnold", {}, {"arnold": ""}), ("ART_Renderer", {}, {}),
])
def test_a_renderer_tells_its_version(host, rt, renderer, told, plugins):
    rt.load(**SCENE, renderer=Value(renderer), **told)
    assert host.scene().plugins == plugins


@pytest.mark.parametrize(("own", "size"), [
    ({"output_on": True, "output_getsetsfrommax": False, "output_width": 4000, "output_height": 2250}, (4000, 2250)),
    ({"output_on": True, "output_getsetsfrommax": True, "output_width": 4000, "output_height": 2250}, (640, 480)),
    ({"output_on": False, "output_getsetsfrommax": False, "output_width": 4000, "output_height": 9}, (640, 480)),
])
def test_the_frame_buffer_of_v_ray_may_have_its_own_size(host, rt, own, size):
    rt.load(**SCENE, renderer=Value("V_Ray_7", **own))
    assert host.scene().units[0].size == size


def test_a_camera_of_v_ray_may_have_its_own_size(host, rt):
    own = Value("VRayPhysicalCamera", "tall", "camera", override_resolution=True, override_width=1000,
                override_height=2000)
    off = Value("VRayPhysicalCamera", "plain", "camera", override_resolution=False, override_width=1, override_height=1)
    bad = Value("VRayPhysicalCamera", "bad", "camera", override_resolution=True, override_width=1, override_height=1,
                broken=("override_width",))
    rt.load(**{**SCENE, "nodes": [own, off, bad]})
    assert {unit.camera: unit.size for unit in host.scene().units} == {
        "tall": (1000, 2000), "plain": (640, 480), "bad": (640, 480)}
    assert [each.node for each in host.unread()] == ["bad"]


@pytest.mark.parametrize(("output", "own", "expected"), [
    ("D:/out/a.png", {"output_saveRawFile": True, "output_rawFileName": "D:/out/raw.exr"}, "D:/out/a.png"),
    ("", {"output_saveRawFile": True, "output_rawFileName": "D:/out/raw.exr"}, "D:/out/raw.exr"),
    ("", {"output_splitgbuffer": True, "output_splitfilename": "D:/out/split.exr"}, "D:/out/split.exr"),
    ("", {"output_splitgbuffer": False, "output_splitfilename": "D:/out/split.exr"}, ""),
])
def test_where_only_v_ray_names_a_picture_that_is_the_output(host, rt, output, own, expected):
    rt.load(**SCENE, output=output, renderer=Value("V_Ray_7", output_on=True, **own))
    assert host.scene().units[0].output == expected


ELEMENTS = [(Value("VRayZDepth", elementName="Z", enabled=True), "D:/out/z.exr"),
            (Value("VRayAlpha", elementName="Off", enabled=False), "D:/out/z.exr"),
            (Value("VRayNormals", elementName="Bad", enabled=True, broken=("elementName",)), "D:/out/n.exr")]


def test_an_element_that_is_off_is_none_and_one_that_breaks_is_named(host, rt):
    rt.load(**SCENE, elements=ELEMENTS, renderer=Value("V_Ray_7", output_on=False))
    assert host.scene().units[0].elements == (("Z", "D:/out/z.exr"),)
    assert [each.node for each in host.unread()] == ["Render element 3"]


def test_the_frame_buffer_of_v_ray_names_the_files_of_elements_itself(host, rt):
    rt.load(**SCENE, elements=ELEMENTS[:1], renderer=Value("V_Ray_7", output_on=True))
    assert host.scene().units[0].elements == (("Z", ""),)


def test_what_a_batch_view_restores_is_told(host, rt):
    rt.load(**SCENE, views=[batch_view("night", CAMERAS[0], sceneStateName="Night", presetFile="D:/p/fast.rps")])
    unit = next(unit for unit in host.scene().units if unit.name == "night")
    assert dict(unit.details) == {"scene_state": "Night", "preset": "D:/p/fast.rps"}


def test_plugins_that_are_not_installed_are_named(host, rt):
    rt.load(**SCENE, missing=[("tyFlow", "tyFlow.dlo"), ("", "")])
    host.scene()
    assert [(each.node, "tyFlow.dlo" in each.reason) for each in host.unread()] == [
        ("tyFlow", True), ("Missing plug-in 2", False)]
