from __future__ import annotations

import dataclasses

import pytest
from tests.core.checks.test_checks import good
from tests.ui.having import having
from tests.ui.states import HARDWARE

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.checks.run import run_checks
from foxsubmit.core.checks.target import gravest
from foxsubmit.core.jobs.tasks import FrameRow, TaskRow
from foxsubmit.core.model.ending import End, Failures
from foxsubmit.core.model.finding import Severity
from foxsubmit.core.offer.environments import match
from foxsubmit.core.offer.values import Environment, Hardware
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.session.state import Connection
from foxsubmit.core.session.submit_words import submit_words
from foxsubmit.core.transfer.states import Transfer, TransferState
from foxsubmit.ui.jobs.footer import of_task
from foxsubmit.ui.kit import words
from foxsubmit.ui.kit.icons import FOLDER
from foxsubmit.ui.submit.footer import first_reason
from foxsubmit.ui.submit.target import hardware_entries, hardware_words, verdict
from foxsubmit.ui.transfers import transfer_words

STATUSES = {"ok", "warn", "error", "run", "wait"}


@pytest.mark.parametrize("status", list(TaskStatus))
def test_every_task_status_has_a_word(status):
    word = words.task_status(TaskRow(1, "a", status, 77, failed=2))
    assert word.text
    assert word.status in STATUSES


def test_unknown_numbers_are_said():
    assert words.task_status(TaskRow(1, "a", TaskStatus(77), 77)).text == "Unknown (77)"
    assert words.frame_status(FrameRow(1, "1", FrameStatus(77), 77)).text == "Unknown (77)"


def test_a_task_with_failures_says_how_many():
    def text(status, **counts):
        return words.task_status(TaskRow(1, "a", status, int(status), **counts)).text

    assert text(TaskStatus.DONE_WITH_FAILURES, frames=8, done=6, failed=2) == "2 failed"
    assert text(TaskStatus.DONE_WITH_FAILURES, frames=8, done=8) == "Some failed"
    assert text(TaskStatus.DONE_WITH_FAILURES, frames=8, failed=8) == "All failed"
    assert text(TaskStatus.FAILED, frames=8, failed=8) == "All failed"
    assert text(TaskStatus.FAILED, frames=8) == "Failed"


@pytest.mark.parametrize("status", list(FrameStatus))
def test_every_frame_status_has_a_word_and_an_icon(status):
    row = FrameRow(1, "1", status, 77)
    word = words.frame_status(row)
    assert word.text
    assert word.status in STATUSES
    assert (FOLDER / f"{word.icon}.svg").exists()
    assert bool(words.waits_for(row)) == (word.text == "Waiting")


@pytest.mark.parametrize("state", list(TransferState))
def test_every_transfer_state_has_words(state):
    row = Transfer("a", "a.blend", state, files=3, bytes=10, bytes_new=5)
    assert (FOLDER / f"{words.transfer_state(row).icon}.svg").exists()
    assert words.transfer_state(row).status in STATUSES
    assert transfer_words.what(row)
    assert transfer_words.progress(row)


@pytest.mark.parametrize("end", [End.SOME_FAILED, End.ALL_FAILED])
def test_a_transfer_whose_frames_failed_is_not_done(end):
    row = Transfer("a", "a.blend", TransferState.FETCHED, 7, "8 of 8 frames failed: why.", end=end, folder="/out",
                   fetched=3, ended=1.0)
    assert (words.transfer_state(row).status, "Done" in words.transfer_state(row).text) == ("error", False)
    assert transfer_words.progress(row).startswith("8 of 8 frames failed: why. 3 files fetched to /out, ")
    fine = dataclasses.replace(row, id="b", end=End.DONE, message="")
    assert transfer_words.together([fine, row]).end is end
    assert words.transfer_state(fine).status == "ok"


def test_a_transfer_with_a_result_that_did_not_come_is_not_green():
    row = Transfer("a", "a.blend", TransferState.FETCHED, 7, "Two results would both be x.", end=End.DONE)
    assert words.transfer_state(row).status == "warn"


def test_a_transfer_whose_task_rests_does_not_say_that_it_renders():
    row = Transfer("a", "a.blend", TransferState.WATCHING, 7, "The task is stopped.", end=End.STOPPED)
    assert words.transfer_state(row).text == "Stopped"


def test_a_transfer_that_nobody_pays_for_says_so_before_anything_is_sent():
    row = Transfer("a", "a.blend", TransferState.PLANNED, None, "The account owes 3 USD.", end=End.NO_BALANCE)
    assert words.transfer_state(row).text == "No balance"


def test_the_line_below_the_tasks_says_why_frames_failed():
    task = TaskRow(7, "a", TaskStatus.DONE_WITH_FAILURES, 30, frames=8, done=6, failed=2)
    row = Transfer("a", "a.blend", TransferState.FETCHED, 7, folder="/out", fetched=6)
    why = Failures(("3", "7"), "frame 3: “No camera”")
    assert of_task(task, row, why) == (
        "2 of 8 frames failed (3, 7): frame 3: “No camera”. 6 files fetched to /out")
    assert of_task(task, None) == "2 of 8 frames failed."


@pytest.mark.parametrize("value", list(Connection))
def test_every_connection_has_a_word(value):
    assert words.connection(value).status in STATUSES


def test_time_is_left_only_while_bytes_move():
    row = Transfer("a", "a", TransferState.UPLOADING, bytes=1000, bytes_done=400, bytes_new=1000, bytes_sent=400,
                   speed=10)
    assert transfer_words.time_left(row) == "1 min 00 s"
    assert transfer_words.time_left(dataclasses.replace(row, speed=0)) == "–"
    assert transfer_words.time_left(dataclasses.replace(row, state=TransferState.WATCHING)) == "–"
    fetching = dataclasses.replace(row, state=TransferState.WATCHING, fetch_bytes=500, fetch_done=100)
    assert (transfer_words.time_left(fetching), transfer_words.part(fetching)) == ("40 s", 0.2)


def test_several_transfers_of_one_submission_are_as_far_as_the_last():
    done = Transfer("a", "a.blend", TransferState.WATCHING, 7, bytes=10, bytes_done=10, bytes_new=10, bytes_sent=10)
    moving = Transfer("b", "a.blend", TransferState.UPLOADING, 8, bytes=30, bytes_done=10, bytes_new=30,
                      bytes_sent=10, speed=2)
    both = transfer_words.together([done, moving])
    assert (both.state, both.part, both.task_id) == (TransferState.UPLOADING, 0.5, 7)
    assert transfer_words.together([]) is None


@pytest.mark.parametrize(("new", "text"), [
    (None, "Submit 8 frames"), (0, "Submit 8 frames, nothing to upload"), (3_600_000, "Submit 8 frames, upload 3.6 MB"),
    (1_200_000, "Submit 8 frames, upload 1.2 MB new of 3.5 MB"),
])
def test_the_button_says_the_amounts(states, new, text):
    assert submit_words(having(states.ready(), scene={"new_bytes": new})) == text


def test_the_button_says_one_frame_and_none(states):
    one = having(states.ready(), submit={"frames": states.ready().submit.frames[:1]}, scene={"new_bytes": 0})
    assert submit_words(having(one, submit={"frames": (dataclasses.replace(one.submit.frames[0], last=1),)})) == (
        "Submit 1 frame, nothing to upload")
    assert submit_words(having(one, submit={"frames": ()})) == "Submit"


def test_large_amounts_are_rounded(states):
    assert submit_words(states.studio()) == "Submit 240 frames, upload 1.2 GB new of 48 GB"


def test_the_reason_beside_the_button(states):
    assert first_reason(states.ready()) == ""
    state = states.errors()
    assert first_reason(state) == "1 error to fix first"
    errors = tuple(dataclasses.replace(finding, text=f"{finding.text} {number}") for finding in state.submit.errors
                   for number in range(3))
    assert first_reason(having(state, submit={"findings": errors})) == "3 errors to fix first"
    assert first_reason(states.two_troubles()).startswith("“12-” is not a valid frame range")


def judged(host, environment, scene, offer=None):
    found = match(traits_of(host), environment, scene, offer)
    return verdict(found, gravest(traits_of(host), scene, found))


def test_the_verdict_on_an_environment(states):
    scene = states.ready().scene.scene
    assert judged("blender", Environment("a", "Blender", "4.5.15"), scene)[:2] == (
        "Blender 4.5.15 matches the scene.", "ok")
    assert judged("blender", Environment("a", "Blender", "4.5.1"), scene)[1] == "ok"
    assert judged("blender", Environment("a", "Blender", "3.6.5"), scene)[:2] == (
        "Blender 4.5.15 here, 3.6.5 in “a”.", "error")
    studio = states.studio()
    assert judged("maya", studio.environments.known[0], studio.scene.scene)[0] == (
        "Yeti 4.2.1 here, 4.2.0 in “Maya 2025, MtoA 5.4.5”.")
    same = Environment("a", "Maya", "2025.3", (("MtoA", "5.4.5"), ("Yeti", "4.2.1")))
    assert judged("maya", same, studio.scene.scene)[0] == "Maya, MtoA and Yeti match the scene."


@pytest.mark.parametrize(("version", "plugins"), [
    ("4.5.1", ()), ("3.6.5", ()), ("5.0.1", ()), ("4.5.15", (("lux", "2.1"),)), ("4.5.15", (("lux", "2.0"),))])
def test_the_verdict_is_as_grave_as_the_findings_below_it(states, version, plugins):
    """The same fact was a yellow triangle in one place and a red error in the other."""
    it = good("blender")
    scene = dataclasses.replace(it.scene, version="4.5.15", plugins={"lux": "2.1"} if plugins else {})
    environment = Environment("a", "Blender", version, () if plugins == (("lux", "2.0"),) else plugins)
    said = [each.severity for each in run_checks(dataclasses.replace(it, scene=scene, environment=environment))]
    tone = {Severity.ERROR: "error", Severity.WARNING: "warn"}.get(max(said, default=Severity.NOTE), "ok")
    assert judged("blender", environment, scene)[1] == tone


def test_hardware_says_why_it_cannot_be_used_in_the_environment(states):
    node = Hardware(9, "1 × L40", True, "64", cards=1, not_plugins=("MtoA 5\\.4.*",))
    environment = states.studio().environments.known[0]
    entries = {entry.text: entry.reason for entry in hardware_entries([*HARDWARE, node], environment)}
    assert entries["1 × L40"] == "It does not run MtoA 5.4.5"
    assert entries["1 × RTX 4090, 64 GB RAM"] == ""
    assert hardware_words(node) == "GPU, 1 card in a node"


@pytest.mark.parametrize(("done", "said"), [(0, "file 1 of 3"), (2, "file 3 of 3"), (3, "file 3 of 3")])
def test_the_file_that_is_being_sent_is_counted_from_one(done, said):
    row = Transfer("t", "a.blend", TransferState.UPLOADING, files=3, files_done=done)
    assert transfer_words.progress(row).endswith(said)
