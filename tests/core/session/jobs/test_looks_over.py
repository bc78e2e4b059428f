"""The selected task's frames on this machine are looked over beside the panel. Real files, real processes."""

from __future__ import annotations

import time

import pytest
from tests.core.pictures.planted import BLACK, GOOD, HALF, WRONG, draw, planted

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs.tasks import FrameRow, LookedOver, TaskRow
from foxsubmit.core.pictures import oiio
from foxsubmit.core.pictures.triage.marks import Fault
from foxsubmit.core.session.events import Events
from foxsubmit.core.session.jobs import looks_over
from foxsubmit.core.session.jobs.farm_answers import FarmAnswers
from foxsubmit.core.session.jobs.frames import Frames
from foxsubmit.core.session.jobs.looks_over import LooksOver
from foxsubmit.core.session.link import FarmLink, Workers
from foxsubmit.core.session.state import State
from foxsubmit.core.session.store import Store

needs_tool = pytest.mark.skipif(not oiio.tool(), reason="no oiiotool here: install the extra “pictures”")
FRAMES = 10


class Looked:
    """A selected task of ten frames, all done, looked over once their files are here."""

    def __init__(self, settings):
        self.store, self.workers = Store(State()), Workers()
        link = FarmLink(settings, "local")
        self.frames = Frames(self.store, link, self.workers, FarmAnswers(self.store, Events(), link))
        self.over = LooksOver(self.store, link, self.workers, self.frames)
        self.over.watch(True)
        self.has(5)

    def has(self, task):
        self.store.change("jobs", selected=task, frames=(), tasks=tuple(
            TaskRow(number, "a.blend", TaskStatus.DONE, 25) for number in (5, 6)))
        self.frames.begin()
        self.frames._plain_rows = tuple(FrameRow(task * 100 + number, str(number), FrameStatus.DONE, 4, task_id=task,
                                                 ended=1) for number in range(1, FRAMES + 1))
        self.store.change("jobs", frames=self.frames._with_pictures())

    def come(self, files, task=5):
        """Files of the task are here, by the numbers of their frames."""
        here = {task * 100 + number: path for number, path in files.items()}
        self.frames.know_files(here)
        self.over.look(here)

    @property
    def jobs(self):
        return self.store.state.jobs

    @property
    def faults(self):
        """The faults of each frame by its name; None where it was not looked at."""
        return {row.name: None if row.marks is None else [mark.fault for mark in row.marks] for row in self.jobs.frames}

    def turn(self):
        self.over.tick(time.monotonic())
        self.workers.pump()

    def until(self, holds):
        while not holds(self.jobs):
            self.turn()
            time.sleep(0.005)

    def whole(self):
        """Wait until a look has begun and ended."""
        self.until(lambda jobs: jobs.looked_over.running)
        self.until(lambda jobs: not jobs.looked_over.running)


@pytest.fixture
def looked(settings, monkeypatch):
    monkeypatch.setattr(looks_over, "REST", 0)
    made = Looked(settings)
    yield made
    made.over.forget()
    made.workers.close()


@needs_tool
def test_each_frame_is_marked_or_looked_at_or_not_known(looked, tmp_path):
    looked.come(planted(tmp_path / "shot"))
    assert set(map(str, looked.faults.values())) == {"None"}
    looked.whole()
    planted_faults = {BLACK: [Fault.BLACK], HALF: [Fault.NOT_WHOLE], WRONG: [Fault.WRONG_VALUES], 9: None, 10: None}
    assert looked.faults == {str(number): planted_faults.get(number, []) for number in range(1, FRAMES + 1)}
    assert looked.jobs.looked_over == LookedOver(done=8, all=8)


@needs_tool
def test_a_frame_that_comes_later_is_looked_at_too(looked, tmp_path):
    files = planted(tmp_path / "shot")
    looked.come({number: files[number] for number in (1, 2, 4)})
    looked.whole()
    assert looked.faults["4"] == []
    looked.come(files)
    looked.whole()
    assert looked.faults[str(BLACK)] == [Fault.BLACK]


@needs_tool
def test_a_file_that_is_another_one_is_not_known_until_it_was_looked_at(looked, tmp_path):
    files = planted(tmp_path / "shot")
    looked.come(files)
    looked.whole()
    looked.come({**files, BLACK: draw(tmp_path / "shot" / "again.0003.exr", *GOOD)})
    assert looked.faults[str(BLACK)] is None
    looked.whole()
    assert looked.faults[str(BLACK)] == []


@needs_tool
def test_another_task_ends_the_look_and_nothing_of_it_is_said(looked, tmp_path):
    looked.come(planted(tmp_path / "shot"))
    looked.until(lambda jobs: jobs.looked_over.running)
    first = looked.over._look
    looked.has(6)
    looked.turn()
    assert first.stop.is_set()
    assert looked.jobs.looked_over == LookedOver()
    looked.come({1: planted(tmp_path / "six")[BLACK]}, task=6)
    looked.whole()
    assert looked.faults == {"1": [Fault.BLACK], **{str(number): None for number in range(2, FRAMES + 1)}}


def test_nobody_who_sees_the_tasks_nothing_is_looked_at(looked, tmp_path):
    looked.over.watch(False)
    looked.come({1: tmp_path / "a.0001.exr"})
    looked.turn()
    assert (looked.over._look, looked.jobs.looked_over) == (None, LookedOver())
    looked.over.watch(True)
    looked.turn()
    assert looked.over._look is not None


def test_without_the_program_frames_are_not_looked_at_and_it_is_said_why(looked, tmp_path, monkeypatch):
    monkeypatch.setenv(oiio.TOOL_VARIABLE, str(tmp_path / "none"))
    looked.come({1: tmp_path / "a.0001.exr", 2: tmp_path / "a.0002.exr"})
    looked.until(lambda jobs: jobs.looked_over.trouble)
    looked.until(lambda jobs: not jobs.looked_over.running)
    assert looked.jobs.looked_over.trouble == (
        "Frames as EXR cannot be looked over here: install the extra “pictures”, or put oiiotool on the PATH.")
    assert set(map(str, looked.faults.values())) == {"None"}


def test_very_many_marks_are_taken_in_several_turns(looked, monkeypatch):
    monkeypatch.setattr(looks_over, "AT_ONCE", 3)
    look = looks_over.Look(dict(enumerate("abcdefg")))
    look.tell(looks_over.Found(7, dict.fromkeys("abcdefg", ())))
    assert [len(look.take()) for _turn in range(4)] == [3, 3, 1, 0]
    assert not look.left()
