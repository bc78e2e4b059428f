"""What becomes one task, and what task.json says of its frames and nodes, one field after the other."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import LISTED, Frames, RenderUnit, Scene
from foxsubmit.core.model.unit_details import MOVIE
from foxsubmit.core.offer.facts import Facts
from foxsubmit.core.offer.values import Account, Environment, Hardware
from foxsubmit.core.plan import blender, maya
from foxsubmit.core.plan import max as threeds_max
from foxsubmit.core.plan.build import frames_of
from foxsubmit.core.plan.info import task_info
from foxsubmit.core.plan.task_input import TaskInput, UnitWork

UNIT = RenderUnit("lobby", "A", Frames(1, 10), (64, 36), "V_Ray_6", "D:/out/a.exr", "exr",
                  elements=(("VRayAlpha", "D:/out/alpha.exr"),))


def work(**changes):
    frames = changes.pop("frames", UNIT.frames)
    return UnitWork(dataclasses.replace(UNIT, **changes), (frames,))


def task_input(*work, choices=None, cards=0):
    scene = Scene(Path("D:/a/shot.ma"), "2025", units=tuple(each.unit for each in work))
    facts = Facts(Account("ann", 1.0, 0.0, "USD"), "7", (), (), ())
    return TaskInput(scene, work, choices or Choices(), Environment("env", "Maya", "2025"),
                     Hardware(301, "CPU", False, "64", cards=cards), "2", facts)


@pytest.mark.parametrize("changes", [
    {"frames": Frames(1, 11)}, {"size": (64, 37)}, {"output": "D:/out/b.exr"}, {"renderer": "ART_Renderer"},
    {"elements": ()}, {"elements": (("VRayZDepth", "D:/out/alpha.exr"),)},
    {"elements": (("VRayAlpha", "D:/out/other.exr"),)},
], ids=str)
def test_max_cameras_that_differ_in_anything_task_json_says_once_are_tasks_of_their_own(changes):
    groups = threeds_max.groups([work(), work(camera="B", **changes), work(camera="C")])
    assert [[each.unit.camera for each in group] for group in groups] == [["A", "C"], ["B"]]


@pytest.mark.parametrize(("cards", "chosen", "asked"), [
    (0, 0, "2"), (1, 0, "1"), (2, 0, "2"), (8, 0, "2"), (2, 1, "1"), (1, 2, "2"),
])
def test_a_node_is_asked_for_the_cards_it_has_and_two_at_most_unless_chosen(cards, chosen, asked):
    info = task_info(task_input(work(), choices=Choices(graphics_cards=chosen), cards=cards), "2000")
    assert info["graphics_cards_num"] == asked


@pytest.mark.parametrize(("ranges", "common"), [
    ([Frames(1, 10, 3)], ("1", "10", "3", "1-10[3]", "True")),
    ([Frames(1, 10, 3), Frames(20, 30, 5)], ("1", "30", "1", "1-10[3],20-30[5]", "True")),
    ([Frames(20, 30, 5), Frames(-2, 10, 3)], ("-2", "30", "1", "20-30[5],-2-10[3]", "True")),
    ([Frames(1, 90, 3), Frames(20, 30)], ("1", "90", "1", "1-90[3],20-30[1]", "True")),
    ([Frames(7, 7)], ("7", "7", "1", "7-7[1]", "False")),
    ([Frames(7, 7), Frames(7, 7)], ("7", "7", "1", "7-7[1],7-7[1]", "False")),
], ids=lambda each: ",".join(map(str, each)))
def test_a_maya_layer_goes_from_the_first_frame_of_all_ranges_to_the_last(ranges, common):
    layer = maya.task(task_input(UnitWork(UNIT, tuple(ranges))))["scene_info_render"]["lobby"]["common"]
    assert tuple(layer[name] for name in ("start", "end", "by_frame", "frames", "animation")) == common


def test_a_units_own_list_of_frames_is_rendered_unless_others_are_typed():
    listed = dataclasses.replace(UNIT, frames=Frames(1, 20), details=((LISTED, "1,5,18-20"),))
    assert frames_of(listed, Choices()) == (Frames(1, 1), Frames(5, 5), Frames(18, 20))
    assert frames_of(listed, Choices(frames="3-4")) == (Frames(3, 4),)
    assert frames_of(UNIT, Choices()) == (UNIT.frames,)


@pytest.mark.parametrize(("output", "frames"), [
    ("/o/clip_0001-0250.mp4", "/o/clip_####.png"), ("/o/clip_######.mov", "/o/clip_######.png"),
    ("/o/v1.2/a.mkv", "/o/v1.2/a####.png"),
])
def test_a_movie_is_pictures_on_the_farm(output, frames):
    unit = work(format="FFMPEG", output=output, details=((MOVIE, "clip.mp4"),))
    common = blender.task(task_input(unit))["scene_info_render"]["common"]
    assert (common["Render_Format"], common["Output_path"]) == ("PNG", frames)


def test_a_view_layer_is_named_alone_where_it_is_a_task_of_its_own():
    assert blender.task(task_input(work(layer="Fog", layers=("Fog",))))["additional_info"]["view_layers"] == ["Fog"]
