"""Frames that fail on the farm: the transfer says how many, which and why; it does not say that all is done."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer, work

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.common.errors import CannotConnect
from foxsubmit.core.model.ending import End
from foxsubmit.core.model.logs.reasons import Reason, explain
from foxsubmit.core.model.logs.rules import Cause
from foxsubmit.core.transfer.fetch.failures import _some, grouped, read_failures
from foxsubmit.core.transfer.fetch.results import Results
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.faults import Fault
from foxsubmit.farm.rules.rules import Event
from foxsubmit.farm.rules.schedule import miss

pytestmark = pytest.mark.usefixtures("no_long_looks")


def run(tmp_path, settings, api, journal, *faults, farm, frames=3, **choices):
    """Submit and work off, with frames that cannot be stored where the faults say; the transfer and its task."""
    farm.state.faults.set(faults)
    submission = submit(make_project(tmp_path / "p", {}, frames), api, journal, **choices)
    work(settings)
    return transfer(journal, submission)


def test_all_frames_failed_is_said_with_the_reason_from_the_log(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="_shot/"), farm=farm)
    assert (done.state, done.end, done.fetched) == (TransferState.FETCHED, End.ALL_FAILED, 0)
    assert done.message.startswith("3 of 3 frames failed: frame 1: “")
    assert "farm cannot store the file" in done.message


def test_some_frames_failed_is_said_with_their_names(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="shot_0002"), farm=farm)
    assert (done.state, done.end, done.fetched) == (TransferState.FETCHED, End.SOME_FAILED, 2)
    assert done.message.startswith("1 of 3 frames failed (2): frame 2: “")


def test_without_a_failure_there_is_nothing_to_say(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, farm=farm)
    assert (done.end, done.message) == (End.DONE, "")


def test_frames_that_stay_on_the_farm_are_told_of_too(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="_shot/"), farm=farm, download=False)
    assert done.end is End.ALL_FAILED
    assert done.message.startswith("3 of 3 frames failed: ")


@pytest.mark.parametrize("path", ["showLog", "queryTaskFrames"])
def test_a_reason_that_the_farm_does_not_tell_is_not_waited_for(tmp_path, settings, api, journal, farm, path):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="_shot/"), Fault("garbage", path=path),
               farm=farm)
    assert (done.state, done.end) == (TransferState.FETCHED, End.ALL_FAILED)
    assert done.message in ("3 of 3 frames failed: the log of frame 1 cannot be read.",
                            "3 of 3 frames failed: the farm does not say which, or why.")


def test_a_farm_that_does_not_answer_is_asked_again_for_the_reason(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="_shot/"),
               Fault("drop", path="showLog", count=4), farm=farm)
    assert "farm cannot store the file" in done.message


def test_a_task_that_was_stopped_waits_and_says_so_and_forgets_it_when_it_goes_on(
        tmp_path, settings, api, journal, farm):
    farm.state.faults.set([])
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    work(settings)
    task = transfer(journal, submission).task_id
    status(farm, task, 15)
    journal.record(submission, TransferState.WATCHING)
    look_once(journal, api, submission)
    stopped = transfer(journal, submission)
    assert (stopped.state, stopped.end) == (TransferState.WATCHING, End.STOPPED)
    assert stopped.message == "The task is stopped with 3 of 3 frames done: start it again in the panel."
    status(farm, task, 5)
    look_once(journal, api, submission)
    goes_on = transfer(journal, submission)
    assert (goes_on.state, goes_on.end, goes_on.message) == (TransferState.WATCHING, None, "")


def test_what_is_fetched_again_does_not_keep_how_the_task_ended_before(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="_shot/"), farm=farm)
    journal.add_fetch("local", done.name, done.task_id, done.folder)
    again = transfer(journal, done.id)
    assert (again.state, again.end, again.message) == (TransferState.WATCHING, None, "")


def test_frames_that_are_rendered_again_are_watched_and_fetched_again(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="shot_0002"), farm=farm)
    farm.state.faults.set([])
    api.query.restart_failed_frames([done.task_id])
    journal.watch_again("another", [done.task_id])
    assert transfer(journal, done.id) == done
    journal.watch_again("local", [done.task_id])
    work(settings)
    again = transfer(journal, done.id)
    assert (again.state, again.end, again.message, again.fetched) == (TransferState.FETCHED, End.DONE, "", 3)


def test_a_frame_that_is_fetched_alone_says_nothing_of_the_others(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="shot_0002"), farm=farm)
    journal.want_frames("local", done.name, done.task_id, [(done.task_id, "1")], str(tmp_path / "alone"))
    work(settings)
    alone = transfer(journal, done.id)
    assert (alone.state, alone.end, alone.message) == (TransferState.FETCHED, None, "")


def test_the_end_of_a_newer_program_is_not_known_here(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, farm=farm)
    journal.record(done.id, task_end="melted")
    assert transfer(journal, done.id).end is None


def test_failed_frames_are_found_on_any_page_and_only_the_log_s_end_is_read(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, farm=farm, frames=130)
    (frame,) = [each for each in api.query.iter_all_frames(done.task_id) if each["frameIndex"] == "121"]
    with farm.state.database.change() as change:
        change.execute("UPDATE frames SET status = ? WHERE id = ?", (FrameStatus.RENDERING, frame["id"]))
    miss(farm.state.database, done.task_id, [frame["id"]], Event.FAIL, "It failed.")
    log = farm.folder / "logs" / str(done.task_id) / f"{frame['id']}.log"
    log.write_text("\n".join(f"line {number}" for number in range(1201)) + "\nError: Out of memory\nBye\n", "utf-8")
    failures = read_failures(api, done.task_id, 1)
    assert failures.names == ("121",)
    assert failures.reason == "out of memory (frame 121: “Error: Out of memory”)"
    assert failures.reasons == ((frame["id"], Reason(Cause.MEMORY, "Error: Out of memory")),)


def frames_failed(*lines):
    return [({"id": place, "frameIndex": str(place)}, explain([line])) for place, line in enumerate(lines, 1)]


@pytest.mark.parametrize(("lines", "failed", "reason"), [
    (("Error: no camera",), 1, "frame 1: “Error: no camera”"),
    (("Error: Out of memory",) * 3, 3, "out of memory (frame 1: “Error: Out of memory”), the same for 3 frames"),
    (("Error: Out of memory",) * 8, 37,
     "out of memory (frame 1: “Error: Out of memory”), and the same in all 8 logs that were read"),
    (("Error: x at 1", "Segmentation fault", "Error: x at 2"), 3,
     "frame 1: “Error: x at 1”, the same for 2 frames; the renderer crashed (frame 2: “Segmentation fault”)"),
])
def test_frames_that_failed_for_the_same_reason_are_one_group(lines, failed, reason):
    assert grouped(frames_failed(*lines), failed) == reason


def test_a_few_logs_are_read_of_very_many_failed_frames():
    some = _some([{"id": number} for number in range(1000)])
    assert [frame["id"] for frame in some] == [0, 142, 285, 428, 570, 713, 856, 999]


def test_a_farm_that_is_away_is_not_a_reason(tmp_path, settings, api, journal, farm):
    done = run(tmp_path, settings, api, journal, Fault("bad-disk", path="_shot/"), farm=farm)
    farm.state.faults.set([Fault("drop", path="queryTaskFrames")])
    with pytest.raises(CannotConnect):
        read_failures(api, done.task_id, 3)


def status(farm, task, number):
    with contextlib.closing(sqlite3.connect(str(farm.folder / "farm.sqlite"))) as db, db:
        db.execute("UPDATE tasks SET status = ? WHERE id = ?", (number, task))


def look_once(journal, api, submission):
    Results(journal, api, journal.get(submission), lambda: None).run()
