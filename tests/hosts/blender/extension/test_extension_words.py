"""What the native panel says of a state; no Blender is needed to say it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs.tasks import FrameRow, TaskRow
from foxsubmit.core.model.host import Frames, Scene
from foxsubmit.core.offer.values import Account
from foxsubmit.core.session.jobs.state import JobsState
from foxsubmit.core.session.state import (
    AccountState,
    Connection,
    SceneState,
    State,
    SubmitState,
    TransfersState,
)
from foxsubmit.core.transfer.states import Transfer, TransferState
from foxsubmit.hosts.blender.extension.native import words

READ = State(account=AccountState(connection=Connection.CONNECTED, profile=Account("fox", 10, 0, "USD")),
             scene=SceneState(gathered=True, scene=Scene(Path("shot.blend"),
                                                         "4.5")), submit=SubmitState(frames=(Frames(1, 8),)))


def test_it_says_who_we_are_or_that_nobody_answers():
    assert words.account_line(State()) == "Connecting"
    assert words.account_notes(State()) == (("Connecting to the farm…", "SORTTIME"),)
    assert words.account_line(READ) == "fox   10.00 USD"
    assert words.account_notes(READ) == ()
    away = State(account=AccountState(connection=Connection.AWAY))
    assert words.account_line(away) == "No account yet"
    assert words.account_notes(away) == (("The farm does not answer.", "ERROR"),)


def test_it_says_what_would_be_sent():
    assert words.scene_line(READ) == "8 frames, 0 files, 0 B"
    assert words.scene_line(State(scene=SceneState(reading=True, scanned=3))) == "Reading the scene: 3 assets so far"


def test_it_says_why_there_is_no_submit_but_not_while_it_works():
    assert "The scene is not read yet." in words.reasons(State())
    assert words.reasons(State(scene=SceneState(reading=True))) == ()
    assert words.reasons(READ) == ()


def test_the_bar_is_of_the_upload_and_then_of_the_frames():
    sent = Transfer("a", "shot.blend", TransferState.UPLOADING, files=4, files_done=1, bytes=100, bytes_done=25)
    seen = Transfer("b", "shot.blend", TransferState.WATCHING, task_id=7, bytes=100, bytes_done=100)
    over = Transfer("c", "old.blend", TransferState.FETCHED)
    task = TaskRow(id=7, name="shot.blend", status=TaskStatus.RENDERING, status_number=5, frames=8, done=2)
    state = State(transfers=TransfersState(rows=(sent, seen, over)), jobs=JobsState(tasks=(task,)))
    assert [(row.part, row.text) for row in words.rows(state)] == [
        (0.25, "Uploading: 1 of 4 files"), (0.25, "Task 7: 2 of 8 frames, 0 fetched")]
    assert [row.name for row in words.rows(State(transfers=TransfersState(rows=(over,)),
                                                 submit=SubmitState(submitted=("c",))))] == ["old.blend"]


def test_what_can_be_done_about_a_submission_follows_its_state():
    def actions(state):
        row = Transfer("a", "shot.blend", state)
        return [action for action, _icon in words.rows(State(transfers=TransfersState(rows=(row,)), submit=SubmitState(
            submitted=("a",))))[0].actions]

    assert actions(TransferState.UPLOADING) == ["pause", "cancel"]
    assert actions(TransferState.PAUSED) == actions(TransferState.FAILED) == ["resume", "cancel"]
    assert actions(TransferState.FETCHED) == []


def test_the_cost_is_estimated_from_frames_that_are_done():
    done = tuple(FrameRow(number, str(number), FrameStatus.DONE, 4, seconds=10.0, cost=1.0) for number in (1, 2))
    task = TaskRow(id=7, name="shot.blend", status=TaskStatus.RENDERING, status_number=5, frames=8, done=2, rendering=2,
                   cost=2.0)
    state = dataclasses.replace(READ, jobs=JobsState(tasks=(task,), selected=7, frames=done))
    assert words.cost_lines(state) == ("Cost so far: 2.00 USD", "Estimate for 8 frames: 8.00 USD", "Time left: 30 s")
    assert words.cost_lines(READ) == ()
    tested = dataclasses.replace(READ, submit=dataclasses.replace(READ.submit, test_count=1))
    assert (words.before_cost(tested), words.before_cost(READ)) == ("No cost estimate before the test frames", "")
