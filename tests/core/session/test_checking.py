"""A check of a transfer's files in the panel: what it finds, that it ends, and that what is wrong comes again."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer, work
from tests.pumping import until

from foxsubmit.core.transfer.fetch.condition import Condition
from foxsubmit.core.transfer.states import TransferState

pytestmark = pytest.mark.usefixtures("no_agent_process", "no_long_looks")


@pytest.fixture
def no_long_looks(monkeypatch):
    """The farm here is quicker than one whose nodes are elsewhere."""
    monkeypatch.setattr("foxsubmit.core.transfer.retry_schedule.WATCH", (0.05, 0.2))


@pytest.fixture
def done(tmp_path, settings, api, journal, session):
    """A transfer whose three frames were fetched, and which the session has read."""
    submission = submit(make_project(tmp_path / "p", {"a.png": b"a" * 5000}), api, journal)
    work(settings)
    until(session, lambda state: [row.state for row in state.transfers.rows] == [TransferState.FETCHED])
    return submission


def frames(journal, submission):
    return sorted(Path(each.local) for each in journal.results(submission).values())


def checked(session, submission):
    session.transfers.checking.start(submission)
    assert session.state.transfers.check.found is None

    def is_there(state):
        if state.transfers.check is None:  # the session has read what the agent did last only now
            session.transfers.checking.start(submission)
        return state.transfers.check is not None and state.transfers.check.found is not None

    return until(session, is_there).transfers.check.found


def test_all_is_right(session, done):
    found = checked(session, done)
    assert (found.right, found.faults) == (5, ())


def test_what_is_wrong_is_named_and_comes_again(session, settings, journal, done):
    gone, damaged, _right = frames(journal, done)
    gone.unlink()
    rendered, status = damaged.read_bytes(), damaged.stat()
    damaged.write_bytes(bytes(len(rendered)))
    os.utime(damaged, ns=(status.st_atime_ns, status.st_mtime_ns))
    found = checked(session, done)
    assert found.right == 3
    assert sorted(fault.sentence for fault in found.faults) == [
        f"{gone} is gone.", f"{damaged} has another content than when it was fetched."]
    session.transfers.checking.repair()
    until(session, lambda state: state.message == "2 results are fetched again.")
    assert session.state.transfers.check is None
    work(settings)
    assert damaged.read_bytes() == rendered
    assert gone.exists()
    until(session, lambda state: state.transfers.rows[0].state is TransferState.FETCHED)
    assert checked(session, done).faults == ()


@pytest.mark.parametrize(("cancelled", "said"), [
    (True, "Nothing is fetched again: {name} was cancelled meanwhile."),
    (False, "Nothing is fetched again: {name} is not what it was when it was checked. Check it again."),
])
def test_where_nothing_is_fetched_again_it_is_said_why(session, journal, done, cancelled, said):
    frames(journal, done)[0].unlink()
    checked(session, done)
    name = session.state.transfers.rows[0].name
    if cancelled:
        journal.record(done, TransferState.CANCELLED)
    else:
        journal.record(done, TransferState.SUBMITTING)
    session.transfers.checking.repair()
    until(session, lambda state: state.message == said.format(name=name))
    assert journal.get(done).state is (TransferState.CANCELLED if cancelled else TransferState.SUBMITTING)


def test_what_is_cancelled_while_results_are_to_be_fetched_again_stays_so(journal, done):
    before = journal.results(done)
    journal.record(done, TransferState.WATCHING)
    journal.wish(done, "cancel")
    assert not journal.fetch_again(done, list(before))
    assert journal.get(done).wish == "cancel"
    assert journal.results(done) == before


def test_what_the_farm_holds_is_not_right_where_the_farm_does_not_answer(session, farm, done):
    farm.__exit__(None, None, None)
    found = checked(session, done)
    assert found.right == 3
    (fault,) = found.faults
    assert fault.sentence.startswith("What the farm holds of the files is not known: ")
    session.transfers.checking.repair()
    assert session.state.transfers.check.found is found


def test_a_check_that_was_stopped_says_nothing_any_more(session, journal, monkeypatch, done):
    begun, go_on, read = threading.Event(), threading.Event(), []

    def slowly(path, *_others, **_named):
        read.append(path)
        begun.set()
        assert go_on.wait(60)
        return Condition.RIGHT

    with monkeypatch.context() as patched:  # what fixtures have set stays
        patched.setattr("foxsubmit.core.transfer.fetch.verify.compare", slowly)
        session.transfers.checking.start(done)
        until(session, lambda _state: begun.is_set())
        session.transfers.checking.stop()
        assert session.state.transfers.check is None
        go_on.set()
    assert checked(session, done).faults == ()  # on the same thread, so after the other one
    assert len(read) == 1


def test_what_was_found_of_a_transfer_is_forgotten_when_it_goes_on(session, journal, done):
    frames(journal, done)[0].unlink()
    assert checked(session, done).faults
    journal.fetch_again(done, list(journal.results(done))[:1])
    until(session, lambda state: state.transfers.check is None)
    assert transfer(journal, done).state is TransferState.WATCHING
