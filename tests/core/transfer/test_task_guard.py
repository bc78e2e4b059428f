"""A task that is deleted, or that nobody pays for, has not another byte sent, and every view says so."""

from __future__ import annotations

import threading

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import note_arrivals, over, submit, transfer, wait_for, work

from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.model.ending import End
from foxsubmit.core.session.follower import FollowedTask, outcome
from foxsubmit.core.transfer import task_guard
from foxsubmit.core.transfer.states import TransferState

pytestmark = pytest.mark.usefixtures("no_long_looks")


@pytest.fixture
def slow(tmp_path, settings, api, journal, monkeypatch):
    """A submission that is sent so slowly that it would take minutes, and the agent that sends it."""
    monkeypatch.setattr(task_guard, "EVERY", 0.02)
    submission = submit(make_project(tmp_path / "p", {"big.bin": b"b" * 40_000_000}), api, journal)
    journal.set_limit(200_000)
    running = threading.Thread(target=work, args=(settings,))
    running.start()
    wait_for(lambda: transfer(journal, submission).bytes_done > 0)
    yield submission
    journal.wish(submission, "cancel")
    running.join()


def test_a_task_that_is_deleted_while_its_files_are_sent_ends_the_sending(settings, api, journal, slow):
    task = transfer(journal, slow).task_id
    api.task.delete_task([task])
    wait_for(over(journal, slow))
    gone = transfer(journal, slow)
    said = f"Task {task} was deleted on the farm, so nothing more is sent: submit the scene again to have it rendered."
    assert (gone.state, gone.message) == (TransferState.FAILED, said)
    assert gone.bytes_done < gone.bytes
    assert outcome(FollowedTask(gone)) == (ExitCode.FAILED, said)


def test_what_is_resumed_after_its_task_was_deleted_sends_nothing(tmp_path, settings, api, journal, monkeypatch):
    submission = submit(make_project(tmp_path / "p", {"a.png": b"a"}), api, journal)
    task = int(api.task.create_task(count=1)[0])
    journal.record(submission, TransferState.UPLOADING, task_id=task)
    api.task.delete_task([task])
    sent = note_arrivals(monkeypatch)
    work(settings)
    gone = transfer(journal, submission)
    assert (gone.state, sent) == (TransferState.FAILED, [])
    assert "was deleted on the farm" in gone.message


def test_a_balance_that_is_used_up_keeps_files_here_until_it_is_paid(tmp_path, settings, api, journal, monkeypatch):
    submission = submit(make_project(tmp_path / "p", {"a.png": b"a"}), api, journal)
    sent = note_arrivals(monkeypatch)
    with monkeypatch.context() as owing:
        owing.setattr("foxsubmit.farm.rules.billing.balance_left", lambda *_arguments: -3.2)
        running = threading.Thread(target=work, args=(settings,))
        running.start()
        wait_for(lambda: transfer(journal, submission).message)
        waits = transfer(journal, submission)
        assert (waits.state, waits.end, sent) == (TransferState.PLANNED, End.NO_BALANCE, [])
        assert waits.message.startswith("The account owes 3.20 USD: nothing is sent until it is paid")
        assert FollowedTask(waits).settled
        assert outcome(FollowedTask(waits)) == (ExitCode.FAILED, waits.message)
    wait_for(over(journal, submission))
    running.join()
    done = transfer(journal, submission)
    assert (done.state, done.end, done.message) == (TransferState.FETCHED, End.DONE, "")
