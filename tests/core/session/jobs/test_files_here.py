"""Which files of the selected task's frames are on this machine, and at how many frames a second its scene plays."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs.originals import Originals
from foxsubmit.core.jobs.tasks import FrameRow, TaskRow
from foxsubmit.core.session.events import Events
from foxsubmit.core.session.jobs import frames as frames_module
from foxsubmit.core.session.jobs.farm_answers import FarmAnswers
from foxsubmit.core.session.jobs.files_here import FilesHere
from foxsubmit.core.session.jobs.frames import Frames
from foxsubmit.core.session.link import FarmLink, Workers
from foxsubmit.core.session.state import State
from foxsubmit.core.session.store import Store
from foxsubmit.core.transfer.journal.records import FetchedResult


def frame(number, status=FrameStatus.DONE, task_id=5):
    return FrameRow(1000 + number, str(number), status, int(status), task_id=task_id, ended=1)


class Looked:
    """A selected task with frames, whose files are looked for."""

    def __init__(self, settings):
        self.store, self.workers = Store(State()), Workers()
        link = FarmLink(settings, "local")
        self.frames = Frames(self.store, link, self.workers, FarmAnswers(self.store, Events(), link))
        self.files = FilesHere(self.store, link, self.workers, self.frames)
        self.store.change("jobs", selected=5, tasks=(TaskRow(5, "a.blend", TaskStatus.DONE, 25),))

    def has(self, *rows):
        self.frames._plain_rows = rows
        self.store.change("jobs", frames=self.frames._with_pictures())

    def until(self, holds):
        while not holds(self.store.state.jobs):
            self.files.tick()
            self.workers.pump()
            time.sleep(0.005)
        return self.store.state.jobs


@pytest.fixture
def looked(settings):
    made = Looked(settings)
    yield made
    made.workers.close()


def fetched(journal, submission, path):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"a picture")
    journal.fetched(submission, f"/5_a/{path.name}", FetchedResult(9, "", str(path), 1, ""))


@pytest.fixture
def submission(journal, tmp_path, api):
    name = submit(make_project(tmp_path / "p", {}, frames=3), api, journal, movie=True)
    journal.record(name, task_id=5)
    return name


def test_the_files_of_done_frames_are_found_as_they_come(looked, journal, submission, tmp_path):
    fetched(journal, submission, tmp_path / "out" / "a_0001.png")
    looked.has(frame(1), frame(2), frame(3, FrameStatus.RENDERING))
    jobs = looked.until(lambda jobs: any(row.file for row in jobs.frames))
    assert [row.file for row in jobs.frames] == [tmp_path / "out" / "a_0001.png", None, None]
    fetched(journal, submission, tmp_path / "out" / "a_0002.png")
    transfer, = journal.transfers()
    looked.store.change("transfers", rows=(dataclasses.replace(transfer, fetched=2),))
    jobs = looked.until(lambda jobs: jobs.frames[1].file)
    assert jobs.frames[1].file == tmp_path / "out" / "a_0002.png"


def test_the_files_of_very_many_frames_are_taken_in_turns_and_shown_together(looked, tmp_path, monkeypatch):
    monkeypatch.setattr(frames_module, "IN_A_TURN", 3)
    rows = [frame(number) for number in range(1, 9)]
    looked.has(*rows)
    looked.frames.know_files({row.id: tmp_path / row.name for row in rows})
    shown = [0]
    while None in (seen := [row.file for row in looked.store.state.jobs.frames]):
        assert seen == [None] * 8
        looked.frames.tick()
        shown.append(len(shown))
    assert shown == [0, 1, 2], "three in the call and in each of two turns"
    assert seen == [tmp_path / row.name for row in rows]


def test_a_frame_that_is_rendered_again_meanwhile_has_no_file(looked, tmp_path, monkeypatch):
    monkeypatch.setattr(frames_module, "IN_A_TURN", 1)
    looked.has(frame(1), frame(2), frame(3))
    looked.frames.know_files({row.id: tmp_path / row.name for row in looked.store.state.jobs.frames})
    looked.has(frame(1), frame(2), frame(3, FrameStatus.RENDERING))
    for _turn in range(3):
        looked.frames.tick()
    assert [row.file for row in looked.store.state.jobs.frames] == [tmp_path / "1", tmp_path / "2", None]


def test_a_file_that_was_removed_is_not_here(looked, journal, submission, tmp_path):
    for name in ("a_0001.png", "a_0002.png"):
        fetched(journal, submission, tmp_path / "out" / name)
    (tmp_path / "out" / "a_0001.png").unlink()
    looked.has(frame(1), frame(2))
    jobs = looked.until(lambda jobs: jobs.frames[1].file)
    assert jobs.frames[0].file is None


def test_the_rate_is_that_of_the_scene(looked, journal, submission):
    plan = journal.get(submission).plan_head()
    assert plan.rate == "24/1"
    looked.has(frame(1))
    assert looked.until(lambda jobs: jobs.detail.rate).detail.rate == "24/1"


def test_a_task_of_another_machine_has_no_files_and_no_known_rate(looked, tmp_path):
    looked.has(frame(1))
    asked = []
    looked.workers.results.run(lambda: None, asked.append, asked.append)
    looked.files.tick()
    looked.until(lambda _jobs: asked and not looked.files._looking)
    assert looked.store.state.jobs.frames[0].file is None
    assert looked.store.state.jobs.detail.rate == ""


def test_many_frames_are_found_by_their_numbers_alone(settings, journal, submission, tmp_path):
    for number in range(1, 301):
        fetched(journal, submission, tmp_path / "out" / f"a_{number:04d}.exr")
    rows = [frame(number) for number in range(1, 401)]
    found = Originals(settings, lambda: "local").of_frames(5, rows)
    assert len(found) == 300
    assert found[1300] == Path(tmp_path / "out" / "a_0300.exr")
