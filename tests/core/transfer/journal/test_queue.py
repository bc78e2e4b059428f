"""Several submissions and one agent: what goes first, what waits, what is given up."""

from __future__ import annotations

import os

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, note_arrivals, note_large_files, over, submit, transfer, wait_for

from foxsubmit.core.transfer.journal.totals import totals
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.faults import Fault

MB = 1 << 20


@pytest.fixture
def slow(farm):
    """The farm takes its time for each block of a large file, until it is told otherwise."""
    farm.state.faults.set([Fault("slow-disk", path="large", seconds=0.5)])
    return farm.state.faults


@pytest.fixture
def whole(monkeypatch):
    return note_arrivals(monkeypatch)


@pytest.fixture
def large(tmp_path, slow, api, journal):
    """A submission of a file that takes many seconds."""
    return submit(make_project(tmp_path / "big", {"large.bin": os.urandom(40 * MB)}), api, journal)


def some_has_left(journal, submission):
    """A condition: so much was given to the connection. It may lie there, and the farm have stored nothing yet."""
    return lambda: transfer(journal, submission).bytes_done > 2 * MB


def test_a_small_submission_goes_before_a_large_one_that_is_being_sent(
        tmp_path, settings, api, journal, slow, large, whole):
    with agent(settings):
        wait_for(some_has_left(journal, large))
        small = submit(make_project(tmp_path / "small", {"wood.png": b"wood"}), api, journal)
        wait_for(lambda: transfer(journal, small).state is TransferState.WATCHING)
        now = transfer(journal, large)
        assert now.state is TransferState.UPLOADING
        assert 0 < now.bytes_done < now.bytes
        assert now.message in ("Waits: a more urgent submission goes first.", "")
        slow.set([])
        wait_for(over(journal, large))
        wait_for(over(journal, small))
    assert whole.index("wood.png") < whole.index("large.bin")
    assert whole.count("large.bin") == 1


def test_an_urgent_submission_goes_before_one_of_its_size(tmp_path, settings, api, journal, slow, large, whole):
    with agent(settings):
        wait_for(some_has_left(journal, large))
        urgent = submit(make_project(tmp_path / "urgent", {"film.bin": os.urandom(40 * MB)}), api, journal, priority=60)
        wait_for(lambda: transfer(journal, urgent).state is TransferState.WATCHING)
        assert transfer(journal, large).state is TransferState.UPLOADING
        slow.set([])
        wait_for(over(journal, large))
    assert whole.index("film.bin") < whole.index("large.bin")


def test_a_large_file_pauses_and_goes_on_inside(settings, journal, slow, large, whole, monkeypatch):
    farm_has = note_large_files(monkeypatch)
    with agent(settings):
        wait_for(lambda: farm_has.stored)
        journal.wish(large, "pause")
        wait_for(lambda: not farm_has.open)  # what had left before the pause is stored
        wait_for(lambda: transfer(journal, large).speed == 0)
        part = farm_has.stored
        stays = transfer(journal, large)
        assert (stays.state, stays.stage) == (TransferState.PAUSED, TransferState.UPLOADING)
        assert 0 < part < 40 * MB
        assert totals([stays]).number == 0
        journal.wish(large, "go")
        wait_for(lambda: farm_has.stored > part)
        assert farm_has.begun_at == [0, part]
        assert transfer(journal, large).bytes_left < stays.bytes
        slow.set([])
        wait_for(over(journal, large))
    assert whole.count("large.bin") == 1


def test_speed_and_time_left_are_told(settings, journal, slow, large):
    with agent(settings):
        now = wait_for(lambda: (now := transfer(journal, large)).speed and now.bytes_done > 2 * MB and now)
        assert now.seconds_left == pytest.approx((now.bytes - now.bytes_done) / now.speed)
        together = totals([now])
        assert (together.number, together.seconds_left) == (1, now.seconds_left)


def test_a_limit_that_is_set_while_it_sends_holds(tmp_path, settings, api, journal):
    submission = submit(make_project(tmp_path / "p", {"film.bin": os.urandom(12 * MB)}), api, journal)
    journal.set_limit(MB)
    with agent(settings):
        wait_for(some_has_left(journal, submission))
        assert transfer(journal, submission).state is TransferState.UPLOADING
        assert transfer(journal, submission).speed < 3 * MB
        journal.set_limit(0)
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED


def test_all_are_paused_and_go_on_together(tmp_path, settings, api, journal, slow, large):
    other = submit(make_project(tmp_path / "other", {"a.png": b"a"}), api, journal)
    journal.fail(other, "It failed before.")
    with agent(settings):
        wait_for(some_has_left(journal, large))
        journal.wish_all("pause")
        wait_for(lambda: transfer(journal, large).speed == 0)
        assert transfer(journal, large).state is TransferState.PAUSED
        slow.set([])
        journal.wish_all("go")
        wait_for(over(journal, large))
        wait_for(over(journal, other))
    assert transfer(journal, large).state is TransferState.FETCHED
    assert transfer(journal, other).state is TransferState.FETCHED, "all are those that failed, too"


def test_cancelling_an_upload_says_what_stays_and_leaves_no_task(settings, api, journal, slow, large):
    with agent(settings):
        wait_for(some_has_left(journal, large))
        journal.wish(large, "cancel")
        wait_for(over(journal, large))
    now = transfer(journal, large)
    assert now.state is TransferState.CANCELLED
    assert now.message == f"Task {now.task_id} was not started."
    assert api.query.get_task_list()["items"] == []


def test_one_that_waits_its_turn_is_cancelled_at_once(tmp_path, settings, api, journal, slow, large):
    with agent(settings):
        wait_for(some_has_left(journal, large))
        waiting = submit(make_project(tmp_path / "w", {"large2.bin": os.urandom(40 * MB)}), api, journal)
        journal.wish(waiting, "cancel")
        wait_for(over(journal, waiting))
        assert transfer(journal, large).state is TransferState.UPLOADING


def test_files_that_arrived_before_a_cancel_are_named_and_not_sent_again(
        tmp_path, settings, api, journal, slow, whole):
    files = {"a.png": b"a" * 1000, "b.png": b"b" * 1000, "large.bin": os.urandom(40 * MB)}
    first = submit(make_project(tmp_path / "p", files), api, journal)
    with agent(settings):
        wait_for(some_has_left(journal, first))
        journal.wish(first, "cancel")
        wait_for(over(journal, first))
        assert "2 files that had arrived stay in the farm's storage" in transfer(journal, first).message
        slow.set([])
        second = submit(make_project(tmp_path / "p", files), api, journal)
        wait_for(over(journal, second))
    assert transfer(journal, second).state is TransferState.FETCHED
    assert (whole.count("a.png"), whole.count("b.png")) == (1, 1)


def test_cancelling_a_task_that_renders_stops_it(tmp_path, settings, api, journal, farm):
    submission = submit(make_project(tmp_path / "p", {}, frames=5000), api, journal)
    with agent(settings):
        wait_for(lambda: transfer(journal, submission).state is TransferState.WATCHING)
        journal.wish(submission, "cancel")
        wait_for(over(journal, submission))
    now = transfer(journal, submission)
    assert (now.state, "is stopped" in now.message) == (TransferState.CANCELLED, True)
    (task,) = api.query.task_info([now.task_id])["items"]
    assert task["taskStatus"] == 10


def test_a_task_that_cannot_be_reached_is_not_called_cancelled(tmp_path, settings, api, journal, farm):
    submission = submit(make_project(tmp_path / "p", {}, frames=5000), api, journal)
    with agent(settings):
        wait_for(lambda: transfer(journal, submission).state is TransferState.WATCHING)
        address = farm.folder / "farm.json"
        text = address.read_text()
        address.write_text(text.replace(farm.domain, "127.0.0.1:9"))
        journal.wish(submission, "cancel")
        wait_for(lambda: "No farm answers" in transfer(journal, submission).message)
        address.write_text(text)
        wait_for(over(journal, submission))
    assert "is stopped" in transfer(journal, submission).message


def test_cancelling_a_download_does_not_touch_the_task(tmp_path, settings, api, journal, farm):
    submission = submit(make_project(tmp_path / "p", {}, frames=5000), api, journal, download=False)
    with agent(settings):
        wait_for(lambda: transfer(journal, submission).state is TransferState.WATCHING)
        task = transfer(journal, submission).task_id
        # As from another machine, whose journal knows nothing of the submission.
        journal.record(submission, TransferState.FETCHED, task_id=None)
        fetch = journal.add_fetch("local", "shot.blend", task, str(tmp_path / "frames"))
        wait_for(lambda: transfer(journal, fetch).fetched)
        journal.wish(fetch, "cancel")
        wait_for(over(journal, fetch))
    (item,) = api.query.task_info([task])["items"]
    assert item["taskStatus"] in (0, 5)


def test_what_is_over_is_added_up_and_its_files_are_forgotten(tmp_path, settings, api, journal):
    submission = submit(make_project(tmp_path / "p", {"a.png": b"a" * 100}), api, journal)
    with agent(settings):
        wait_for(over(journal, submission))
    now = transfer(journal, submission)
    assert (now.files, now.files_done, now.part) == (2, 2, 1.0)
    assert now.bytes == now.bytes_done == now.bytes_new == 100 + len(b"BLENDER-v405 a scene")
    assert list(journal.files(submission, "x", 10)) == []
    assert now.created <= now.started <= now.ended
