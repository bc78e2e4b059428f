"""Each check: what it finds, with which code, how grave, and what would put it right."""

from __future__ import annotations

import dataclasses
import inspect
from collections import Counter
from pathlib import Path

import pytest

from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.checks.run import CHECKS, SUBJECTS, Submission, run_checks
from foxsubmit.core.model import finding_codes as codes
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import SAVE, Severity
from foxsubmit.core.model.host import Frames, RenderUnit, Scene, Unread
from foxsubmit.core.model.limits import MOST_FILES
from foxsubmit.core.model.need import Need
from foxsubmit.core.model.path_rules import Rule
from foxsubmit.core.model.simulations import DETAIL, Simulation, written
from foxsubmit.core.model.tips import FarmText
from foxsubmit.core.offer.facts import Facts
from foxsubmit.core.offer.software import Offer, OfferedPlugin
from foxsubmit.core.offer.values import Account, Environment, Hardware
from foxsubmit.core.settings.local_farm import Rendering

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
ACCOUNT = Account("ann", 100.0, 0.0, "USD")
CPU = Hardware(301, "CPU, 64 GB RAM", False, "64")
GPU = Hardware(337, "2 × 4090, 64 GB RAM", True, "64", not_versions=("2024",), not_plugins=("^corona .*",),
               model="4090")
RADEON = Hardware(350, "2 × RX 7900 XTX, 64 GB RAM", True, "64", model="RX 7900 XTX")
OF_HOSTS = 90100
"""Our codes from here on are of one host each."""

SAVED = 1_700_000_000_000_000_000
SOFTWARE = {"blender": ("Blender", "4.5", "CYCLES"), "maya": ("Maya", "2025", "mayaSoftware"),
            "houdini": ("Houdini", "20.5.487", "ifd"), "max": ("3ds Max", "2025", "Default_Scanline_Renderer")}


def asset(path, kind="image", state=AssetState.FOUND, size=1000, mtime_ns=SAVED - 1, copies=1, **more):
    files = () if state in (AssetState.MISSING, AssetState.ADDRESS) else (LocalFile(path, size, mtime_ns, 1),) * copies
    return FoundAsset(path, (f"node of {path.rsplit('/', 1)[-1]}",), kind, state, files, **more)


def light(**settings):
    """V-Ray's global illumination by irradiance map and light cache, as ``hosts/max`` tells it."""
    usual = {"gi": "1", "primary_gi_engine": "0", "secondary_gi_engine": "3"}
    return {f"renderer.{name}": value for name, value in {**usual, **settings}.items()}


def simulated(kind, start=1, **more):
    """The details of a unit with one simulation."""
    return ((DETAIL, written([Simulation("Flag", kind, start, **more)])),)


def good(host):
    """A submission in which nothing is wrong."""
    software, version, renderer = SOFTWARE[host]
    unit = RenderUnit("Scene", "Camera", Frames(1, 10), (64, 36), renderer, "D:/shows/a/out/a.png", "PNG")
    scene = Scene(Path("D:/shows/a/shot.max"), version, project=Path("D:/shows/a"), units=(unit,),
                  cameras=("Camera", "Side"), animation=Frames(1, 10))
    environment = Environment("env", software, version, default=True)
    facts = Facts(ACCOUNT, "7", (environment,), (CPU, GPU), (), Offer(1, software, (version,)))
    return Submission(host, scene, (unit,), (asset("D:/shows/a/wood.png"),), Choices(), environment, True, CPU, facts,
                      SAVED, roots=("D:/", "//nas/share", "//nas"))


def change(it, scene=None, unit=None, choices=None, account=None, environment=None, assets=None, hardware=None,
           facts=None, unread=(), twin=None, local=None, written_since=False):
    """The submission with some of it otherwise; ``twin`` is another unit, like the first but for this."""
    changed = it.scene if scene is None else dataclasses.replace(it.scene, **scene)
    units = it.units
    if unit is not None:
        units = tuple(dataclasses.replace(each, **unit) for each in it.units)
        changed = dataclasses.replace(changed, units=units)
    if twin is not None:
        units = (*units, dataclasses.replace(units[0], **twin))
    known = dataclasses.replace(it.facts, **(facts or {}))
    if account is not None:
        known = dataclasses.replace(known, account=dataclasses.replace(known.account, **account))
    return dataclasses.replace(
        it, scene=changed, units=units, facts=known, hardware=hardware or it.hardware, unread=unread, local=local,
        written_since=written_since,
        choices=dataclasses.replace(it.choices, **(choices or {})),
        assets=it.assets if assets is None else (*it.assets, *assets),
        environment=it.environment if environment is None else dataclasses.replace(it.environment, **environment))


@pytest.mark.parametrize("host", SOFTWARE)
def test_a_good_scene_has_no_findings(host):
    assert run_checks(good(host)) == ()


def test_units_of_one_name_are_named_once():
    it = change(good("blender"), twin={"camera": "Side"}, choices={"frames": "5-20"})
    assert [finding.nodes for finding in run_checks(it) if finding.code == "90014"] == [("Scene",)]


WRONG = [
    ("blender", {"assets": [asset("D:/cache", "cache", copies=MOST_FILES + 1)]}, "90046", ERROR),
    ("houdini", {"assets": [asset("entity:/shot/plate", state=AssetState.ADDRESS)]}, "90038", WARNING),
    ("maya", {"assets": [asset("/job/line.wav", "sound", included=False, need=Need.SHOWN)]}, "90037", NOTE),
    ("blender", {"assets": [asset("/job/ref.png", state=AssetState.MISSING, need=Need.SHOWN)]}, "90037", NOTE),
    ("blender", {"scene": {"path": None}}, "90001", ERROR),
    ("blender", {"scene": {"unsaved": True}}, "90002", NOTE),
    ("maya", {"written_since": True}, "90047", WARNING),
    ("blender", {"scene": {"details": {"painted": 'Image "dirt"'}}}, "90110", NOTE),
    ("blender", {"scene": {"details": {"painted": 'Image "dirt"'}}, "choices": {"as_copy": True}}, "90110", NOTE),
    ("blender", {"scene": {"details": {"painted_elsewhere": 'Image "dirt"'}}}, "90111", WARNING),
    ("blender", {"unit": {"details": (("alone", "1"),)}}, "90112", NOTE),
    ("blender", {"scene": {"details": {"newer": "5.2"}}}, "90113", ERROR),
    ("blender", {"scene": {"details": {"saved_by": "5.2", "read_by": "4.5.1"}}}, "90114", WARNING),
    ("blender", {"scene": {"details": {"saved_by": "3.6"}}}, "90115", NOTE),
    ("blender", {"scene": {"unsaved": True}, "choices": {"as_copy": True}}, "90002", NOTE),
    ("blender", {"unit": {"camera": ""}}, "10035", ERROR),
    ("maya", {"unit": {"camera": ""}}, "10035", ERROR),
    ("max", {"unit": {"camera": ""}, "scene": {"cameras": ()}}, "15006", ERROR),
    ("max", {"unit": {"camera": ""}}, "10035", ERROR),
    ("max", {"scene": {"cameras": ("A", "A")}}, "15015", ERROR),
    ("maya", {"scene": {"cameras": ("A", "A")}}, "15015", WARNING),
    ("blender", {"unit": {"format": "FFMPEG"}}, "90004", WARNING),
    ("blender", {"local": Rendering("CYCLES", 8), "unit": {"details": (("samples", "128"),)}}, "90150", WARNING),
    ("max", {"unit": {"details": (("state_set", "Night"),)}}, "90200", WARNING),
    ("max", {"scene": {"details": {"state_sets": "Night\nClay"}}}, "90200", NOTE),
    ("max", {"unit": {"details": (("preset", "D:/p/fast.rps"),)}}, "90201", WARNING),
    ("max", {"scene": {"details": light(irradiance_map_mode="2", irrmap_file="")}}, "10023", ERROR),
    ("max", {"scene": {"details": light(irradiance_map_mode="7", irrmap_file="")}}, "10027", ERROR),
    ("max", {"scene": {"details": light(light_cache_mode="2", light_cache_file="")}}, "10024", ERROR),
    ("max", {"scene": {"details": light(irradiance_map_mode="1")}}, "10015", ERROR),
    ("max", {"scene": {"details": light(irradiance_map_mode="3")}}, "10014", ERROR),
    ("max", {"scene": {"details": light(light_cache_mode="3")}}, "10016", ERROR),
    ("max", {"scene": {"details": light(onlyphoton="true")}}, "90203", WARNING),
    ("max", {"scene": {"details": light(vfb="1", rend_raw_img_name="true", raw_img_name="")}}, "10017", WARNING),
    ("max", {"scene": {"details": light(vfb="1", save_sep_channel="true", channel_file="")}}, "15017", WARNING),
    ("max", {"unit": {"details": (("view", "other"),)}}, "90205", WARNING),
    ("max", {"unit": {"format": "mov"}}, "90004", WARNING),
    ("maya", {"unit": {"format": "avi"}}, "90004", WARNING),
    ("max", {"scene": {"path": Path("D:/shows/a/大厅.max")}}, "15033", ERROR),
    ("blender", {"scene": {"path": Path("D:/shows/a/shot?.blend")}}, "15033", ERROR),
    ("blender", {"scene": {"units": ()}}, "90003", ERROR),
    ("max", {"unread": (Unread("Map #3", "Unknown property"),)}, codes.UNREAD, WARNING),
    ("houdini", {"unread": (Unread("/out/a", "its take is not rendered", read=True),)}, codes.OTHERWISE, WARNING),
    ("houdini", {"twin": {"name": "/out/b"}}, "90029", WARNING),
    ("houdini", {"scene": {"units": ()}}, "50010", ERROR),
    ("houdini", {"unit": {"details": (("no_camera", "1"),)}}, "50002", ERROR),
    ("houdini", {"unit": {"details": (("no_output", "window"),)}}, "90401", ERROR),
    ("houdini", {"unit": {"details": (("one_file", "1"),)}}, "90402", WARNING),
    ("houdini", {"unit": {"details": (("exports", "ifd"),)}}, "90403", WARNING),
    ("houdini", {"unit": {"details": (("exports", "vrscene"),)}}, "50012", ERROR),
    ("houdini", {"unit": {"details": (("needs_card", "opengl"),)}}, "50110", ERROR),
    ("houdini", {"unit": {"details": (("needs_card", "optix"),)}}, "50114", ERROR),
    ("houdini", {"unit": {"details": (("needs_card", "vray"),)}}, "50011", ERROR),
    ("houdini", {"unit": {"details": (("needs_card", "octane"),)}}, "90103", ERROR),
    ("houdini", {"unit": {"details": (("needs_card", "xpu"),)}}, "90103", WARNING),
    ("houdini", {"unit": {"kind": "distributed", "details": (("sliceType", "cluster"), ("num_slices", "4"))}}, "50007",
     ERROR),
    ("houdini", {"unit": {"kind": "distributed", "details": (("sliceType", "volume"), ("num_slices", "17"))}}, "50008",
     ERROR),
    ("houdini", {"unit": {"kind": "distributed", "details": (
        ("sliceType", "volume"), ("num_slices", "4"), ("no_driver", "/obj/x"))}}, "50013", ERROR),
    ("houdini", {"unit": {"kind": "distributed", "details": (
        ("sliceType", "volume"), ("num_slices", "4"), ("no_controls", "-"))}}, "50014", ERROR),
    ("houdini", {"unit": {"after": ("Scene",)}}, "90400", ERROR),
    ("houdini", {"twin": {"name": "/out/b", "output": "D:/shows/a/out/b.png", "after": ("Scene",)}}, "90400", WARNING),
    ("houdini", {"assets": [asset("D:/lib/wood.exr", variables=("ASSETS",))]}, codes.VARIABLE, WARNING),
    ("blender", {"assets": [asset("/home/ann/.ssh/id_rsa")]}, codes.PRIVATE, ERROR),
    ("blender", {"assets": [asset("E:/lib/wood.png")]}, codes.OUTSIDE, NOTE),
    ("blender", {"choices": {"excluded": ("D:/shows/a/wood.png",)}}, codes.EXCLUDED, WARNING),
    ("blender", {"scene": {"details": {"python_drivers": "Wheel"}}}, "90100", WARNING),
    ("blender", {"unit": {"renderer": "MOONLIGHT", "details": (("unknown_engine", "MOONLIGHT"),)}}, "90130", WARNING),
    ("blender", {"scene": {"details": {"unknown_nodes": "Material"}}}, "90131", WARNING),
    ("blender", {"scene": {"details": {"missing_datablocks": "Mesh"}}}, "90132", WARNING),
    ("blender", {"scene": {"details": {"scripts": "rig.py"}}}, "90133", WARNING),
    ("blender", {"unit": {"details": (("strips", "1"),)}}, "90134", NOTE),
    ("blender", {"unit": {"details": (("denoiser", "OPTIX"),)}}, "90103", WARNING),
    ("blender", {"unit": {"details": simulated("cache")}}, codes.NOT_BAKED, WARNING),
    ("blender", {"unit": {"details": simulated("zone")}}, codes.NOT_BAKED, WARNING),
    ("blender", {"unit": {"details": simulated("fluid")}}, codes.NOT_BAKED, WARNING),
    ("blender", {"unit": {"details": simulated("armature")}}, codes.NOT_BAKED, WARNING),
    ("blender", {"unit": {"details": simulated("cache", baked=(1, 9))}}, codes.NOT_BAKED, WARNING),
    ("blender", {"unit": {"details": (("border", "1"),)}}, "90101", WARNING),
    ("blender", {"unit": {"details": (("outputs", "/mnt/a"),)}}, "90102", NOTE),
    ("blender", {"unit": {"renderer": "BLENDER_EEVEE"}}, "90103", WARNING),
    ("blender", {"unit": {"details": (("device", "GPU"),)}}, "90103", NOTE),
    ("blender", {"hardware": GPU, "unit": {"details": (("device", "CPU"),)}}, "90044", WARNING),
    ("blender", {"hardware": GPU, "unit": {"details": (("device", "CPU"), ("processor_only", "OSL"))}}, "90044",
     WARNING),
    ("blender", {"hardware": RADEON, "unit": {"details": (("denoiser", "OPTIX"),)}}, "90045", WARNING),
    ("blender", {"hardware": GPU, "unit": {"details": (("device", "GPU"), ("cards", "HIP"))}}, "90045", NOTE),
    ("max", {"unit": {"elements": (("A", "D:/x.exr"), ("B", "D:/x.exr"))}}, "15016", WARNING),
    ("max", {"unit": {"elements": (("Missing_Render_Element_Plug_in", ""),)}}, "15031", WARNING),
    ("blender", {"assets": [asset("D:/gone.png", state=AssetState.MISSING)]}, "35001", ERROR),
    ("houdini", {"assets": [asset("D:/gone.bgeo", state=AssetState.MISSING)]}, "50001", ERROR),
    ("maya", {"assets": [asset("D:/gone.png", state=AssetState.MISSING)]}, "10012", ERROR),
    ("max", {"assets": [asset("D:/gone.abc", "alembic", AssetState.MISSING)]}, "10018", ERROR),
    ("max", {"assets": [asset("D:/gone.vdb", "volume", AssetState.MISSING)]}, "10028", ERROR),
    ("max", {"assets": [asset("D:/gone.fxd", "fumefx", AssetState.MISSING)]}, "10011", ERROR),
    ("max", {"assets": [asset("D:/gone.prt", "krakatoa", AssetState.MISSING)]}, "10019", ERROR),
    ("max", {"assets": [asset("D:/gone.bin", "realflow", AssetState.MISSING)]}, "10021", ERROR),
    ("maya", {"assets": [asset("D:/locked.png", state=AssetState.UNREADABLE)]}, "10012", ERROR),
    ("houdini", {"assets": [asset("D:/p.####.exr", state=AssetState.PARTIAL, missing=(2,))]}, "50001", WARNING),
    ("blender", {"assets": [asset("D:/p.<UDIM>.exr", state=AssetState.PARTIAL)]}, "35001", WARNING),
    ("blender", {"assets": [asset("D:/tex", "image", folder=True)]}, "35001", ERROR),
    ("maya", {"assets": [asset("D:/tex", "sound", folder=True)]}, "10012", ERROR),
    ("max", {"assets": [asset("D:/city.max", "xref")]}, "10025", WARNING),
    ("max", {"assets": [asset("D:/tree.max", "object xref")]}, "10026", WARNING),
    ("maya", {"assets": [asset("D:/tree.ass", looked_into=False)]}, "90026", WARNING),
    ("maya", {"assets": [asset("D:/tree.abc", looked_into=False)]}, "90026", NOTE),
    ("maya", {"assets": [asset("D:/stage.usd", looked_into=False)]}, "90026", WARNING),
    ("blender", {"assets": [asset("D:/a.png", found_at="E:/a.png")]}, "90032", NOTE),
    ("maya", {"unit": {"size": (0, 36)}}, "90033", ERROR),
    ("blender", {"unit": {"frames": Frames(1, 9_000_000)}, "scene": {"animation": None}}, "90034", ERROR),
    ("blender", {"assets": [asset("D:/huge.vdb", size=60_000_000_000)]}, "90022", WARNING),
    ("max", {"assets": [asset("D:/other/wood.png")]}, "15023", WARNING),
    ("max", {"assets": [asset("D:/tree", "vrmesh")]}, "15018", ERROR),
    ("blender", {"assets": [asset("D:/a.png", mtime_ns=SAVED + 60_000_000_000)]}, "90024", NOTE),
    ("maya", {"scene": {"colour": "D:/aces/config.ocio"}}, "90025", WARNING),
    ("max", {"assets": [asset("D:/木.png")]}, "90012", ERROR),
    ("max", {"assets": [asset("D:/" + "a" * 260 + ".png")]}, "15032", ERROR),
    ("blender", {"assets": [asset("D:/" + "a" * 260 + ".png")]}, "15032", WARNING),
    ("max", {"assets": [asset("//nas/share/x.png")]}, "90023", ERROR),
    ("blender", {"assets": [asset("\\\\nas\\share\\x.png")]}, "90023", NOTE),
    ("blender", {"assets": [asset("D:a.png")]}, "90030", ERROR),
    ("blender", {"unit": {"output": "C:/tmp/a.png"}}, "90013", NOTE),
    ("blender", {"choices": {"frames": "5-20"}}, "90014", WARNING),
    ("maya", {"scene": {"animation": Frames(2, 5)}}, "90014", WARNING),
    ("blender", {"choices": {"tiles": 4, "frames_per_task": 2}}, "90015", ERROR),
    ("maya", {"choices": {"tiles": 4, "layered": False}}, "90016", ERROR),
    ("max", {"choices": {"tiles": 4}}, "90027", ERROR),
    ("max", {"choices": {"layered": True}}, "90017", ERROR),
    ("blender", {"choices": {"layered": True}}, "90017", ERROR),
    ("maya", {"choices": {"distributed": True}}, "90018", ERROR),
    ("blender", {"choices": {"distributed": True}}, "90018", ERROR),
    ("blender", {"account": {"balance": -5.0}}, "90019", ERROR),
    ("blender", {"account": {"download_disabled": True}}, "90020", WARNING),
    ("blender", {"choices": {"least_balance": 200.0}}, "90021", WARNING),
    ("blender", {"choices": {"project": "Filmm"}, "facts": {"projects": (("Film", "7"),)}}, "90048", ERROR),
    ("blender", {"choices": {"project": "Film"}, "facts": {"withheld": frozenset({"projects"})}}, "90048", ERROR),
    ("blender", {"environment": {"version": "3.6"}}, "15013", ERROR),
    ("blender", {"environment": {"version": "4.2"}}, "15013", ERROR),
    ("blender", {"environment": {"version": "5.1"}}, "15013", WARNING),
    ("blender", {"scene": {"version": "4.2.9"}}, "90035", WARNING),
    ("houdini", {"scene": {"version": "20.0.500"}}, "90035", WARNING),
    ("houdini", {"scene": {"version": "21.0.100"}}, "15013", ERROR),
    ("maya", {"scene": {"version": "2026.1"}}, "15013", ERROR),
    ("max", {"scene": {"version": "2024"}}, "15013", WARNING),
    ("houdini", {"environment": {"version": "20.5.410"}}, "15013", NOTE),
    ("blender", {"scene": {"plugins": {"luxcore": "2.1"}}}, "90010", WARNING),
    ("maya", {"unit": {"renderer": "arnold"}}, "15005", ERROR),
    ("maya", {"unit": {"renderer": "vray"}, "scene": {"plugins": {"vrayformaya": "7.0"}},
              "environment": {"plugins": (("vrayformaya", "6.2"),)}}, "15020", WARNING),
    ("maya", {"unit": {"details": (("layer_type", "1"),)}}, "90300", WARNING),
    ("maya", {"unit": {"details": (("layer_type", "0"),)}, "environment": {"layer_type": 1}}, "90300", WARNING),
    ("blender", {"hardware": dataclasses.replace(CPU, reason="Switched off")}, "90011", ERROR),
    ("maya", {"hardware": GPU, "environment": {"version": "2024"}, "scene": {"version": "2024"}}, "90011", ERROR),
    ("max", {"hardware": GPU, "scene": {"plugins": {"corona": "12.2"}},
             "environment": {"plugins": (("corona", "12.2"),)}}, "90011", ERROR),
]
"""Each check has a line here: what is wrong in a scene in which all else is good, and what is said of it."""


@pytest.mark.parametrize(("host", "wrong", "code", "severity"), WRONG)
def test_each_thing_that_is_wrong_is_found(host, wrong, code, severity):
    assert [(each.code, each.severity) for each in run_checks(change(good(host), **wrong))] == [(code, severity)]


def test_there_are_at_least_twenty_checks():
    assert len(CHECKS) >= 20
    assert all(check.__doc__ for check in CHECKS)


def test_our_codes_are_told_apart():
    ours = {name: value for name, value in vars(codes).items() if name.isupper() and isinstance(value, str)}
    counted = Counter(ours.values())
    assert [name for name, value in ours.items() if counted[value] > 1] == [], "core/model/finding_codes.py: one code"
    assert all(code.isdigit() for code in codes.VENDOR_CODES)
    assert not any(code >= "90000" and len(code) == 5 for code in codes.VENDOR_CODES)


def test_the_note_under_our_codes_says_the_next_one():
    ours = [int(value) for value in vars(codes).values() if isinstance(value, str) and value.isdigit()]
    newest = max(each for each in ours if each < OF_HOSTS)
    assert f"The next one is {newest + 1}." in inspect.getsource(codes), "core/model/finding_codes.py"


@pytest.mark.parametrize(("frames", "found"), [(None, ["90402"]), ("5-5", []), ("5-6", ["90402"]), ("5-", [])])
def test_one_file_for_all_frames_is_said_of_the_frames_that_are_rendered(frames, found):
    it = change(good("houdini"), unit={"details": (("one_file", "1"),)}, choices={"frames": frames})
    assert [each.code for each in run_checks(it)] == found


@pytest.mark.parametrize("word", ["opengl", "optix", "vray", "octane", "xpu"])
def test_what_needs_a_graphics_card_is_content_with_one_and_is_offered_hardware_that_has_it(word):
    it = change(good("houdini"), unit={"details": (("needs_card", word),)})
    (finding,) = run_checks(it)
    assert dict(finding.fix.changes) == {"hardware": GPU.id}
    assert run_checks(dataclasses.replace(it, hardware=GPU)) == ()


def test_nothing_selected_offers_what_the_scene_renders():
    it = dataclasses.replace(good("blender"), units=(), choices=Choices(units=frozenset()))
    (finding,) = run_checks(it)
    assert (finding.code, dict(finding.fix.changes)) == ("90003", {"units": None})


def test_no_environment_is_an_error_only_when_the_farm_has_been_asked():
    it = dataclasses.replace(good("blender"), environment=None)
    assert [each.code for each in run_checks(it)] == ["15019"]
    assert run_checks(dataclasses.replace(it, connected=False)) == ()


def test_houdini_nodes_that_write_the_same_files_are_named():
    it = good("houdini")
    twin = dataclasses.replace(it.units[0], name="/out/b")
    (finding,) = run_checks(dataclasses.replace(it, units=(*it.units, twin)))
    assert (finding.code, finding.nodes) == ("90029", ("Scene", "/out/b"))


def ordered(*kinds):
    """A submission of units that wait for each other, the last one for all others: first, second …"""
    it, names = good("houdini"), ("first", "second", "third")
    units = tuple(dataclasses.replace(it.units[0], name=name, kind=kind, output=f"D:/shows/a/out/{name}.$F4.exr",
                                      after=names[place - 1:place] if place else ())
                  for place, (name, kind) in enumerate(zip(names, kinds)))
    return dataclasses.replace(it, units=units, scene=dataclasses.replace(it.scene, units=units))


@pytest.mark.parametrize(("kinds", "lost"), [
    (("simulation", "simulation", "render"), []),
    (("distributed", "render"), []),
    (("render", "simulation"), [("second", "first")]),
    (("render", "render"), [("second", "first")]),
    (("simulation", "distributed"), [("second", "first")]),
    (("distributed", "simulation", "render"), [("second", "first")]),
    (("simulation", "render", "simulation"), [("third", "second")]),
])
def test_an_order_that_the_farm_cannot_keep_is_named(kinds, lost):
    found = run_checks(ordered(*kinds))
    assert [each.nodes for each in found] == lost
    assert all((each.code, each.severity) == (codes.NO_ORDER, WARNING) for each in found)


def test_units_that_wait_for_each_other_stop_the_submission():
    it = ordered("simulation", "simulation", "render")
    units = (dataclasses.replace(it.units[0], after=("second",)), *it.units[1:])
    (finding,) = run_checks(dataclasses.replace(it, units=units, scene=dataclasses.replace(it.scene, units=units)))
    assert (finding.code, finding.severity, finding.nodes) == (codes.NO_ORDER, ERROR, ("first", "second"))


@pytest.mark.parametrize(("path", "reason", "said"), [
    ("D:/a.usda", "", "USD layers may name further files, and Pixar's USD, which reads them, is not here (the extra "
                      "“usd” brings it): add those that they use."),
    ("D:/a.usda", "Cannot parse", "USD layers may name further files, and could not be read: add those that they use."),
    ("D:/a.vrscene", "", "V-Ray scenes may name further files, and are not looked into: add those that they use."),
])
def test_containers_that_were_not_looked_into_are_named_with_the_reason(path, reason, said):
    (finding,) = run_checks(change(good("maya"), assets=[asset(path, looked_into=False, reason=reason)]))
    assert (finding.text, finding.details, finding.nodes) == (said, (path,), (f"node of {path[3:]}",))


def test_a_colour_configuration_that_is_built_in_needs_no_file():
    assert run_checks(change(good("maya"), scene={"colour": "ocio://studio-config-v2.1.0_aces-v1.3_ocio-v2.3"})) == ()


@pytest.mark.parametrize("path", ["D:/aces/config.ocio", "D:\\aces\\config.ocio"])
def test_a_colour_configuration_may_lie_in_a_folder_that_is_sent(path):
    folder = asset("D:/aces", "extra", folder=True)
    folder = dataclasses.replace(folder, files=(LocalFile("D:/aces/config.ocio", 1, 1, 1),))
    assert run_checks(change(good("maya"), scene={"colour": path}, assets=[folder])) == ()


def test_what_was_found_elsewhere_can_be_taken_back():
    moved = [asset("D:/a.png", found_at="E:/a.png")]
    (finding,) = run_checks(change(good("maya"), assets=moved))
    assert finding.fix is None, "the host looks there, and not by the artist's word"
    (finding,) = run_checks(change(good("maya"), assets=moved, choices={"relocated": (("D:/a.png", "E:/a.png"),)}))
    assert dict(finding.fix.changes) == {"relocated": ()}


def test_units_that_cannot_be_rendered_can_be_unticked():
    it = good("blender")
    blind = dataclasses.replace(it.units[0], name="Blind", camera="")
    (finding,) = run_checks(dataclasses.replace(it, units=(*it.units, blind)))
    assert (finding.nodes, dict(finding.fix.changes)) == (("Blind",), {"units": frozenset({it.units[0].id})})


@pytest.mark.parametrize("blocks", [True, False])
def test_an_older_scene_is_not_stopped_by_the_farms_rule_for_versions_that_do_not_fit(blocks):
    """15013 in tips.json would stop the task; a scene of 4.2 opens in 4.5."""
    texts = (FarmText("15013", "The version does not fit.", blocks),)
    older = change(good("blender"), scene={"version": "4.2.3"}, facts={"texts": texts})
    assert [each.severity for each in run_checks(older)] == [WARNING]
    newest = change(good("max"), scene={"version": "2024"}, facts={"texts": texts})
    assert [each.severity for each in run_checks(newest)] == [ERROR if blocks else WARNING]


def test_each_variable_is_one_finding_with_its_nodes_and_none_where_the_farm_has_it():
    files = [asset("D:/lib/wood.exr", variables=("ASSETS",)), asset("D:/lib/iron.exr", variables=("ASSETS", "SHOW")),
             asset("D:/me/a.exr", variables=("~",))]
    it = change(good("houdini"), assets=files)
    assets, show, home = run_checks(it)
    assert assets.nodes == ("node of wood.exr", "node of iron.exr")
    assert assets.details == ("D:/lib/wood.exr", "D:/lib/iron.exr")
    assert ["$ASSETS" in assets.text, "$SHOW" in show.text, "with ~," in home.text] == [True] * 3
    it = dataclasses.replace(it, known_variables=frozenset({"ASSETS", "SHOW"}))
    assert [each.text for each in run_checks(it)] == [home.text]


def test_a_value_that_the_studio_gives_a_variable_is_told_where_the_files_go_there():
    it = change(good("houdini"), assets=[asset("D:/lib/a.exr", variables=("ASSETS",))])
    it = dataclasses.replace(it, path_mapping=(Rule("$ASSETS", "D:/lib"), Rule("$SHOW", "D:/"), Rule("P:/", "D:/lib")))
    assert "set it to D:/lib," in run_checks(it)[0].text
    other = dataclasses.replace(it, path_mapping=(Rule("${ASSETS}", "E:/lib"),))
    assert "set it," in run_checks(other)[0].text, "this machine has another value, by which files are sent"
    assert run_checks(dataclasses.replace(it, known_variables=frozenset({"ASSETS"}))) == ()


def test_missing_files_are_warned_of_when_they_are_allowed():
    it = change(good("blender"), assets=[asset("D:/gone.png", state=AssetState.MISSING)],
                choices={"allow_missing": True})
    assert [(each.code, each.severity) for each in run_checks(it)] == [("35001", WARNING)]


@pytest.mark.parametrize(("names", "said"), [("a", "Submit without it"), ("ab", "Submit without them")])
def test_what_is_submitted_without_missing_files_says_whether_there_is_one(names, said):
    it = change(good("blender"), assets=[asset(f"D:/{name}.png", state=AssetState.MISSING) for name in names])
    (finding,) = run_checks(it)
    assert finding.fix and finding.fix.label == said


def test_a_folder_is_welcome_where_one_is_meant():
    assert run_checks(change(good("blender"), assets=[asset("D:/bake", "cache", folder=True)])) == ()


def test_a_file_that_is_not_needed_may_be_missing():
    it = change(good("blender"), assets=[asset("D:/bake", state=AssetState.MISSING, need=Need.UNKNOWN)])
    assert run_checks(it) == ()


def test_what_is_left_out_is_not_complained_about():
    it = change(good("max"), assets=[asset("//nas/木.png")], choices={"excluded": ("//nas/木.png",)})
    assert [(each.code, each.severity) for each in run_checks(it)] == [(codes.EXCLUDED, WARNING)]


def test_an_unsaved_scene_can_be_saved_at_once():
    (finding,) = run_checks(change(good("blender"), scene={"unsaved": True}))
    assert finding.fix.action == SAVE


def test_another_environment_that_fits_better_is_offered():
    it = change(good("blender"), environment={"version": "3.6", "name": "old"})
    other = Environment("new", "Blender", "4.5")
    it = change(it, facts={"environments": (it.environment, other)})
    (finding,) = run_checks(it)
    assert dict(finding.fix.changes) == {"environment": "new"}


def test_hardware_that_can_is_offered_for_hardware_that_cannot():
    it = change(good("maya"), hardware=GPU, environment={"version": "2024"}, scene={"version": "2024"})
    (finding,) = run_checks(it)
    assert "does not run Maya 2024" in finding.text
    assert dict(finding.fix.changes) == {"hardware": 301}


def test_hardware_refuses_scenes_with_certain_findings():
    it = change(good("maya"), scene={"cameras": ("A", "A")},
                hardware=dataclasses.replace(GPU, not_codes=("15015",)))
    assert [each.code for each in run_checks(it)] == ["90011", "15015"]


def test_a_pattern_of_the_farms_that_is_no_expression_is_taken_as_text():
    node = dataclasses.replace(GPU, not_plugins=("corona (",))
    it = change(good("max"), hardware=node, scene={"plugins": {"vray": "6.2"}},
                environment={"plugins": (("vray", "6.2"),)})
    assert run_checks(it) == ()


def test_the_nearest_version_of_a_plugin_is_named():
    offer = Offer(2000, "Maya", ("2025",), tuple(
        OfferedPlugin("mtoa", version, 1, "2025") for version in ("5.3.5.3", "5.4.7.1", "5.5.2")))
    it = change(good("maya"), unit={"renderer": "arnold"}, scene={"plugins": {"mtoa": "5.4.5"}},
                facts={"offer": offer})
    (finding,) = run_checks(it)
    assert (finding.code, finding.severity) == ("15005", ERROR)
    assert finding.text == "mtoa 5.4.5 is not in “env”: nearest on the farm is 5.4.7.1."


def test_a_plugin_that_the_farm_has_in_just_that_version_can_be_added():
    offer = Offer(2000, "Maya", ("2025",), (OfferedPlugin("mtoa", "5.3.5.3", 1, "2025"),))
    it = change(good("maya"), unit={"renderer": "arnold"}, scene={"plugins": {"mtoa": "5.3.5.3"}},
                facts={"offer": offer})
    (finding,) = run_checks(it)
    assert finding.text == ("mtoa 5.3.5.3 is not in “env”, but the farm has it: choose an environment with it, or add "
                            "it to this one.")


def test_a_hidden_balance_is_not_judged():
    it = change(good("blender"), account={"balance": 0.0, "hidden": True}, choices={"least_balance": 5.0})
    assert run_checks(it) == ()


def test_credit_and_vouchers_count():
    assert run_checks(change(good("blender"), account={"balance": -5.0, "credit": 10.0})) == ()
    assert run_checks(change(good("blender"), account={"balance": -5.0, "coupon": 10.0})) == ()


def test_every_module_with_checks_is_run():
    modules = {Path(inspect.getfile(each)) for each in SUBJECTS}
    (folder,) = {module.parent for module in modules}
    assert [file.name for file in sorted(folder.glob("*.py"))
            if "\n@check" in file.read_text(encoding="utf-8") and file not in modules] == []


def test_the_gravest_comes_first():
    it = change(good("blender"), scene={"unsaved": True}, unit={"camera": "", "format": "FFMPEG"})
    assert [each.severity for each in run_checks(it)] == [ERROR, WARNING, NOTE]


def test_frames_that_cannot_be_read_are_said_beside_the_field_only():
    assert run_checks(change(good("blender"), choices={"frames": "1-"})) == ()


def test_what_the_farm_does_otherwise_is_said_of_each_node_and_is_not_missing():
    notes = (Unread("/out/a", "its take is not rendered", read=True), Unread("/out/b", "a wedge is one", read=True),
             Unread("/out/c", "a wedge is one", read=True))
    found = run_checks(dataclasses.replace(good("houdini"), unread=notes))
    assert [(each.code, each.severity, each.text, each.nodes) for each in found] == [
        (codes.OTHERWISE, WARNING, "/out/a: its take is not rendered.", ("/out/a",)),
        (codes.OTHERWISE, WARNING, "/out/b, /out/c: a wedge is one.", ("/out/b", "/out/c"))]


def test_what_the_host_could_not_read_is_named():
    it = dataclasses.replace(good("max"), unread=(Unread("VRayProxy001", "Unknown property"), Unread("Map #3", "")))
    (finding,) = [each for each in run_checks(it) if each.code == codes.UNREAD]
    assert finding.severity is WARNING
    assert finding.nodes == ("VRayProxy001", "Map #3")
    assert finding.text == "2 nodes could not be read: their files are not sent. 3ds Max says: Unknown property"
