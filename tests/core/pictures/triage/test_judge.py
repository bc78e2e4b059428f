"""Which frames are marked, of shots that are drawn as figures: faults planted into good ones, and good ones alone."""

from __future__ import annotations

import functools
import itertools
import math
import random
from collections.abc import Sequence

import pytest

from foxsubmit.core.pictures.triage.judge import judge
from foxsubmit.core.pictures.triage.marks import Fault, Mark
from foxsubmit.core.pictures.triage.measure import HEIGHT, WIDTH, Measure
from foxsubmit.core.pictures.triage.sentences import explanation, explanations, sentence
from foxsubmit.core.pictures.triage.thresholds import USUAL

FRAMES = 24


@functools.cache
def picture(seed: int, time: float, sky: float = 0.2, bars: bool = False) -> tuple[float, ...]:
    """Discs that move slowly before a sky."""
    chance = random.Random(seed)  # noqa: S311 - the same picture each time
    discs = [(chance.random() * WIDTH, chance.random() * HEIGHT, 2 + chance.random() * 6, chance.random(),
              chance.random() - 0.5) for _ in range(8)]
    light = [[sky * (1.5 - row / HEIGHT)] * WIDTH for row in range(HEIGHT)]
    for across, down, radius, bright, speed in discs:
        middle = (across + speed * time) % WIDTH
        for row in range(max(0, int(down - radius)), min(HEIGHT, int(down + radius) + 2)):
            for column in range(max(0, int(middle - radius)), min(WIDTH, int(middle + radius) + 2)):
                if (column - middle) ** 2 + (row - down) ** 2 < radius ** 2:
                    light[row][column] = bright
    if bars:
        light[:4] = light[-4:] = [[0.0] * WIDTH] * 4
    return tuple(itertools.chain.from_iterable(light))


def measured(small: Sequence[float], **more: object) -> Measure:
    mean = sum(small) / len(small)
    return Measure(**{"mean": mean, "most": max(small), "wrong": 0, "fireflies": 0, "noise": 0.05,
                      "small": tuple(small), "size": (1920, 1080), **more})


def shot(seed: int = 1, sky: float = 0.2, bars: bool = False) -> dict[int, Measure]:
    return {1001 + time: measured(picture(seed, time, sky, bars)) for time in range(FRAMES)}


def lit(frame: Measure, by: float) -> Measure:
    return measured([value * by for value in frame.small], noise=frame.noise)


def faults(frames: dict[int, Measure | None]) -> dict[int, list[Fault]]:
    return {number: [mark.fault for mark in marks] for number, marks in judge(frames).items()}


@pytest.mark.parametrize("change", [
    lambda frames: frames,
    lambda frames: {number: lit(frame, min(1.0, (number - 1001) / 8)) for number, frame in frames.items()},  # fade in
    lambda frames: {number: lit(frame, min(1.0, (1024 - number) / 6)) for number, frame in frames.items()},  # fade out
    lambda frames: {number: lit(frame, 5.0 if number in (1010, 1011) else 1.0) for number, frame in frames.items()},
    lambda frames: {number: lit(frame, 0.6 + 0.4 * math.sin(number * 1.3)) for number, frame in frames.items()},
    lambda frames: {number: frame._replace(noise=0.3 + 0.02 * (number % 3)) for number, frame in frames.items()},
    lambda frames: {number: frame._replace(fireflies=40 + number % 7) for number, frame in frames.items()},
    lambda frames: {number: frame._replace(fireflies=number % 4) for number, frame in frames.items()},
], ids=["as it is", "fade in", "fade out", "flash", "flicker", "noise", "stars", "few fireflies"])
@pytest.mark.parametrize(("seed", "sky", "bars"), [(1, 0.2, False), (2, 0.0, False), (3, 0.2, True), (4, 0.05, False)])
def test_good_frames_are_not_marked(change, seed, sky, bars):
    assert faults(change(shot(seed, sky, bars))) == {}


def half(frame: Measure) -> Measure:
    return measured([value if place < len(frame.small) // 2 else 0.0 for place, value in enumerate(frame.small)])


def left_third(frame: Measure) -> Measure:
    return measured([0.0 if place % WIDTH < WIDTH // 3 else value for place, value in enumerate(frame.small)])


@pytest.mark.parametrize(("planted", "fault"), [
    (lambda frame: measured([0.0] * WIDTH * HEIGHT), Fault.BLACK),
    (lambda frame: frame._replace(wrong=1), Fault.WRONG_VALUES),
    (lambda frame: frame._replace(fireflies=USUAL.fireflies), Fault.FIREFLIES),
    (lambda frame: frame._replace(noise=0.13), Fault.NOISY),
    (half, Fault.NOT_WHOLE), (left_third, Fault.NOT_WHOLE),
    (lambda frame: measured(picture(77, 3)), Fault.OTHER_SHOT),
    (lambda frame: lit(frame, 9.0), Fault.LIGHT), (lambda frame: lit(frame, 1 / 9), Fault.LIGHT),
    (lambda frame: frame._replace(size=(960, 540)), Fault.OTHER_SIZE),
    (lambda frame: None, Fault.UNREADABLE),
])
@pytest.mark.parametrize("number", [1005, 1012])
def test_a_planted_fault_is_found_in_that_frame_alone(planted, fault, number):
    frames = shot()
    assert faults({**frames, number: planted(frames[number])}) == {number: [fault]}


@pytest.mark.parametrize("number", [1001, 1001 + FRAMES - 1])
@pytest.mark.parametrize(("planted", "fault"), [
    (lambda frame: measured([0.0] * WIDTH * HEIGHT), Fault.BLACK),
    (lambda frame: measured(picture(77, 3)), Fault.OTHER_SHOT), (half, Fault.NOT_WHOLE)])
def test_the_first_and_the_last_frame_are_judged_as_well(number, planted, fault):
    frames = shot()
    assert faults({**frames, number: planted(frames[number])}) == {number: [fault]}


def test_a_jump_is_marked_where_it_is():
    frames = {**shot(1), **{number: frame for number, frame in shot(9).items() if number > 1012}}
    assert faults(frames) == {1013: [Fault.JUMP]}


def test_what_lies_right_below_a_limit_is_not_marked():
    frames = shot()
    near = frames[1012]._replace(fireflies=USUAL.fireflies - 1, noise=0.05 * USUAL.noise)
    assert faults({**frames, 1012: near}) == {}


def test_more_fireflies_than_a_shot_usually_has_are_marked():
    frames = {number: frame._replace(fireflies=6) for number, frame in shot().items()}
    assert faults({**frames, 1012: frames[1012]._replace(fireflies=23)}) == {}
    assert faults({**frames, 1012: frames[1012]._replace(fireflies=24)}) == {1012: [Fault.FIREFLIES]}


def test_a_whole_task_of_black_frames_is_black():
    black = {number: measured([0.0] * WIDTH * HEIGHT) for number in (1, 2, 3)}
    assert faults(black) == {1: [Fault.BLACK], 2: [Fault.BLACK], 3: [Fault.BLACK]}


def test_of_a_single_frame_only_what_cannot_be_meant_is_said():
    assert faults({1: shot()[1001]}) == {}
    assert faults({1: half(shot()[1001])}) == {}
    assert faults({1: shot()[1001]._replace(wrong=2)}) == {1: [Fault.WRONG_VALUES]}


def test_frames_that_are_missing_between_are_no_fault():
    frames = shot()
    assert faults({number: frame for number, frame in frames.items() if number % 3}) == {}


def test_nothing_to_judge_is_nothing_wrong():
    assert judge({}) == {}
    assert faults({1: None}) == {1: [Fault.UNREADABLE]}


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_is_a_sentence(fault):
    said = sentence(Mark(fault, 12.0, 4.0))
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".")


def test_the_thresholds_are_explained_by_their_figures():
    said = " ".join(explanation())
    for figure in (USUAL.black, USUAL.fireflies, USUAL.noise, USUAL.like, USUAL.usual_like, USUAL.light):
        assert f"{figure:g}" in said
    for part in (USUAL.fade, USUAL.empty_rows):
        assert f"{part:.0%}".replace("%", " %") in said


def test_every_fault_that_is_found_has_its_threshold_explained():
    assert set(explanations()) == set(Fault)
    assert set(explanations().values()) < set(explanation())
