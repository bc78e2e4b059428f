"""Each limit of the checks: what is just within it is no finding, one more is."""

from __future__ import annotations

import pytest
from tests.core.checks.test_checks import SAVED, asset, change, good, simulated

from foxsubmit.core.checks.files import CLOCK
from foxsubmit.core.checks.run import run_checks
from foxsubmit.core.model.frames import MOST
from foxsubmit.core.model.host import Frames
from foxsubmit.core.model.limits import MOST_FILES

WITHIN, BEYOND = 0, 1


def path(length):
    return "D:/" + "a" * (length - 7) + ".png"


def many(files):
    return asset("D:/cache", "cache", copies=files)


def newest(ns):
    return {"assets": [asset("D:/a.png", mtime_ns=SAVED + ns)]}


LIMITS = {
    "the 255 characters of a path": ("15032", "max", lambda more: {"assets": [asset(path(255 + more))]}),
    "the size of a file": ("90022", "blender", lambda more: {
        "choices": {"largest_file": 5000}, "assets": [asset("D:/a.vdb", size=5000 + more)]}),
    "the files of a task": ("90046", "blender", lambda more: {"assets": [many(MOST_FILES - 1 + more)]}),
    "the clocks of two machines": ("90024", "blender", lambda more: newest(CLOCK + more)),
    "the least balance": ("90021", "blender", lambda more: {
        "choices": {"least_balance": 100.0 + more / 100}, "account": {"balance": 60.0, "coupon": 40.0}}),
    "no balance at all": ("90019", "blender", lambda more: {"account": {"balance": -more / 100}}),
    "the frames of a unit": ("90034", "blender", lambda more: {
        "unit": {"frames": Frames(1, MOST + more)}, "scene": {"animation": Frames(1, 2 * MOST)}}),
    "the first frame of the animation": ("90014", "blender", lambda more: {"choices": {"frames": f"{1 - more}-5"}}),
    "the last frame of the animation": ("90014", "blender", lambda more: {"choices": {"frames": f"5-{10 + more}"}}),
    "one frame per task of a tiled frame": ("90015", "blender", lambda more: {
        "choices": {"tiles": 2, "frames_per_task": 1 + more}}),
    "one tile": ("90015", "blender", lambda more: {"choices": {"tiles": 1 + more, "frames_per_task": 2}}),
    "a picture of one pixel": ("90033", "blender", lambda more: {"unit": {"size": (1 - more, 1)}}),
    "one frame in one file": ("90402", "houdini", lambda more: {
        "unit": {"details": (("one_file", "1"),), "frames": Frames(1, 1 + more)}}),
    "the 16 slices of a simulation": ("50008", "houdini", lambda more: {"unit": {
        "kind": "distributed", "details": (("sliceType", "volume"), ("num_slices", str(16 + more)))}}),
    "the frame with which a simulation begins": ("90043", "blender", lambda more: {
        "unit": {"details": simulated("cache", start=10 - more)}}),
    "the last frame of a bake": ("90043", "blender", lambda more: {
        "unit": {"details": simulated("cache", baked=(1, 10 - more))}}),
    "the first frame of a bake": ("90043", "blender", lambda more: {
        "unit": {"details": simulated("cache", baked=(1 + more, 10))}}),
    "two cameras of one name": ("15015", "maya", lambda more: {"scene": {"cameras": ("A",) * (1 + more)}}),
    "two textures of one name": ("15023", "max", lambda more: {"assets": [asset("D:/other/wood.png")] * more}),
}


@pytest.mark.parametrize("name", LIMITS)
def test_one_more_than_a_limit_allows_is_a_finding(name):
    code, host, wrong = LIMITS[name]
    assert run_checks(change(good(host), **wrong(WITHIN))) == ()
    (finding,) = run_checks(change(good(host), **wrong(BEYOND)))
    assert finding.code == code


def test_a_path_may_be_as_long_as_it_likes_on_linux():
    assert run_checks(change(good("blender"), environment={"os_name": 0}, assets=[asset(path(600))])) == ()


@pytest.mark.parametrize(("host", "right"), [
    # A ROP may take its camera and its size from a node that is no parameter of its own.
    ("houdini", {"unit": {"camera": ""}}),
    ("houdini", {"unit": {"size": (0, 0)}}),
    # A simulation is seen by no camera.
    ("houdini", {"unit": {"camera": "", "kind": "simulation", "size": (0, 0)}}),
    ("maya", {"assets": [asset("D:/木.png")]}),
    ("maya", {"assets": [asset("D:/other/wood.png")]}),
    ("maya", {"assets": [asset("D:/tree.vrmesh", "vrmesh")]}),
    ("maya", {"choices": {"layered": True}}),
    ("maya", {"choices": {"tiles": 4, "layered": True}}),
    ("houdini", {"choices": {"distributed": True}}),
    ("blender", {"unit": {"renderer": "VRAY_RENDER"}, "choices": {"distributed": True}}),
    ("max", {"scene": {"details": {"renderer.gi": "1"}}, "choices": {"tiles": 4}}),
    ("maya", {"account": {"balance": 0.0}}),
])
def test_what_one_host_cannot_is_no_finding_in_one_that_can(host, right):
    assert run_checks(change(good(host), **right)) == ()
