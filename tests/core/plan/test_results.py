"""Results go to the chosen folder or to the scene's own path, and become a movie where one is wanted."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit
from foxsubmit.core.model.overrides import overrides_of
from foxsubmit.core.model.result_names import check_pattern, name
from foxsubmit.core.model.unit_details import FPS, FULL_SIZE, MOVIE
from foxsubmit.core.plan.blender import size_of
from foxsubmit.core.plan.results import Results, results

RATE = "24000/1001"
UNIT = RenderUnit("Shot", "Main", Frames(1, 10), (960, 540), output="/shots/out/beauty_####.png",
                  details=((FPS, RATE), (FULL_SIZE, "1920 1080")))


def of(unit=UNIT, alone=True, **choices):
    return results("/shots/a.blend", unit, (Frames(3, 9),), Choices(**choices), alone=alone)


def test_results_go_beside_the_scene_or_to_the_folder_that_was_chosen():
    assert of() == Results(str(Path("/shots/fox_renders")), rate=RATE)
    assert of(output_folder="/x", name_pattern="{file}") == Results("/x", "{file}", rate=RATE)
    assert of(download=False, movie=True, own_output=True) == Results(rate=RATE)


def test_the_scenes_own_path_is_taken_only_where_it_was_chosen():
    assert of(own_output=True, output_folder="/x") == Results("/shots/out", "{inner}", rate=RATE)


def test_the_rate_of_the_scene_is_kept_as_far_as_the_host_says_it():
    silent = dataclasses.replace(UNIT, details=())
    assert of(silent).rate == ""
    assert of(silent, movie=True).rate == "24/1"


def test_tasks_of_one_submission_do_not_write_over_each_other_there():
    strange = dataclasses.replace(UNIT, camera="a/{b}", layer="..")
    places = {of(each, alone=False, own_output=True).pattern for each in (UNIT, strange)}
    assert len(places) == 2
    for pattern in places:
        check_pattern(pattern)
        assert name(pattern, "/5_a/f_0001.png", 5, "a.blend").count("/") == 1


@pytest.mark.parametrize(("output", "movie", "made"), [
    ("/o/beauty_####.png", None, "beauty_0003-0009.mp4"), ("/o/beauty_##_v2.exr", None, "beauty_0003-0009_v2.mp4"),
    ("/o/####.png", None, "a_0003-0009.mp4"), (r"C:\o\x_####.png", None, "x_0003-0009.mp4"),
    ("/o/clip_0001-0250.mkv", "clip_0001-0250.mkv", "clip_0003-0009.mkv"),
    ("/o/clip_####.mov", "clip_####.mov", "clip_0003-0009.mov"),
])
def test_a_movie_is_named_as_blender_names_it(output, movie, made):
    unit = dataclasses.replace(UNIT, output=output, details=(*UNIT.details, *([(MOVIE, movie)] if movie else [])))
    assert of(unit, movie=True).movie == made
    assert of(unit, movie=True).rate == RATE
    assert of(unit).movie == (made if movie else "")
    assert of(unit, movie=False).movie == ""


@pytest.mark.parametrize(("percentage", "size"), [(None, (960, 540)), (50, (960, 540)), (100, (1920, 1080)),
                                                  (33, (633, 356))])
def test_a_percentage_is_of_the_whole_size(percentage, size):
    assert size_of(UNIT, Choices(percentage=percentage)) == size


def test_only_what_was_chosen_is_said():
    assert overrides_of(Choices()) == {}
    assert overrides_of(Choices(samples=64, device="GPU", simplify=0)) == {
        "samples": "64", "device": "GPU", "simplify": "0"}
