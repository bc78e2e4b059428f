"""Playback: at the scene's rate, and saying it where the machine cannot keep up."""

from __future__ import annotations

import dataclasses

import pytest
from qtpy.QtGui import QImage
from tests.ui.having import having

from foxsubmit.ui.jobs.review.flipbook import Clockwork, PlayLine
from foxsubmit.ui.kit.style import Style
from foxsubmit.ui.kit.theme import DARK


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clockwork(qapp):
    clock = Clock()
    made = Clockwork(qapp, clock)
    made.clock = clock
    yield made
    made.stop()


def play(clockwork, seconds, apart):
    clockwork.start()
    for _frame in range(round(seconds / apart)):
        clockwork.clock.now += apart
        clockwork.showed()


def test_frames_that_come_in_time_are_nothing_to_speak_of(clockwork):
    play(clockwork, 3, 1 / 24)
    assert clockwork.behind is None


def test_fewer_frames_a_second_are_said(clockwork, font):
    line = PlayLine(Style(font, DARK), clockwork)
    play(clockwork, 3, 1 / 12)
    assert clockwork.behind == pytest.approx(12)
    line.show_rate()
    assert line.behind.whole() == "12.0 of 24 fps"
    play(clockwork, 3, 1 / 24)
    line.show_rate()
    assert line.behind.whole() == ""


def test_that_previews_are_played_is_said_where_the_frame_is_looked_at_otherwise(looking, states):
    page, session = looking(states.exr())
    line = page.playing_line
    page.toggle()
    page._next()
    assert line.behind.whole() == (
        "The previews are played: without layer, exposure, gamma and view of the frame that was looked at.")
    page.toggle()
    assert line.behind.whole() == ""
    session.changes("review", look=dataclasses.replace(session.state.review.look, exposure=0.0))
    assert session.state.review.usual
    page.toggle()
    page._next()
    assert line.behind.whole() == ""


def test_a_rate_is_not_said_before_it_is_sure(clockwork):
    play(clockwork, 0.9, 0.1)
    assert clockwork.behind is None


def test_only_the_last_two_seconds_count(clockwork):
    play(clockwork, 3, 0.2)
    assert clockwork.behind == pytest.approx(5)
    for _frame in range(72):
        clockwork.clock.now += 1 / 24
        clockwork.showed()
    assert clockwork.behind is None
    assert len(clockwork._shown) <= 50


def test_what_was_late_is_not_made_up_for(clockwork, qtbot):
    clockwork.rate = 100.0
    seen = []
    clockwork.due.connect(lambda: (seen.append(clockwork.clock.now), clockwork.stop()))
    clockwork.start()
    clockwork.clock.now += 60.0  # the host was busy for a minute
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert clockwork._next >= clockwork.clock.now


def test_the_scenes_rate_is_taken_and_offered(looking, states):
    state = states.log()
    page, session = looking(having(state, jobs={"detail": dataclasses.replace(
        state.jobs.detail, rate="24000/1001")}))
    speed = page.playing_line.speed
    assert speed.picked().text == "23.98 fps"
    assert page._clockwork.rate == pytest.approx(23.976, abs=1e-3)
    assert [speed.itemText(at) for at in range(speed.count())] == [
        "8 fps", "12 fps", "23.98 fps", "24 fps", "25 fps", "30 fps"]
    speed.chosen.emit(12.0)
    session.changes("jobs", selected=session.state.jobs.selected)
    assert page._clockwork.rate == 12.0


def test_without_a_known_rate_it_stays_as_it_is(looking):
    page, _session = looking()
    assert page._clockwork.rate == 24.0
    assert page.playing_line.speed.picked().text == "24 fps"


def test_frames_are_read_at_the_size_at_which_they_are_seen(looking, states, qtbot, tmp_path):
    paths = []
    for number in range(2):
        image = QImage(1920, 1080, QImage.Format.Format_RGB32)
        image.fill(number)
        paths.append(tmp_path / f"{number}.png")
        image.save(str(paths[-1]))
    state = states.log()
    frames = tuple(dataclasses.replace(frame, thumbnail=path) for frame, path in zip(state.jobs.frames, paths))
    page, _session = looking(having(state, jobs={"frames": frames}))
    assert page.viewer.picture().width() == 1920
    page.toggle()
    qtbot.waitUntil(lambda: page.viewer.picture().width() < 1920)
    seen = page.viewer.picture()
    assert seen.width() == page.viewer.viewport().width() or seen.height() == page.viewer.viewport().height()
    assert page._size.whole() == ""
    page.toggle()
    qtbot.waitUntil(lambda: page.viewer.picture().width() == 1920)
    assert page._size.whole() == "1920 × 1080, the farm’s preview"
