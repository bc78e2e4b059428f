"""A submission to a farm that offers Aspera and no HTTP, from the plan to the frames: the agent drives the program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, over, submit, transfer, wait_for
from tests.core.transfer.rayvision.transmitters import Double, lives, offer

from foxsubmit.core.transfer.rayvision.program import FOLDERS
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base import constants

pytestmark = pytest.mark.skipif(sys.platform not in FOLDERS, reason="the vendor's program is not for macOS")
TEXTURES = {f"木 {n}.png": os.urandom(3000) for n in range(8)}


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """The lock of the user's transfers is the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def double(request, tmp_path, farm, settings, monkeypatch):
    """The program, which sends into the storage of this farm."""
    offer(monkeypatch, getattr(request, "param", "Aspera"), "10221")
    double = Double(tmp_path / "program", storage=farm.folder / "storage", names="full")
    settings.prefer(transmitter=str(double.path))
    return double


@pytest.fixture
def submission(tmp_path, double, api, journal):
    return submit(make_project(tmp_path / "project", TEXTURES), api, journal)


@pytest.mark.parametrize("double", ["Aspera", "RaySync"], indirect=True)
def test_a_submission_becomes_a_task_and_its_frames_come_home(settings, journal, api, double, submission):
    with agent(settings):
        wait_for(over(journal, submission))
    done = transfer(journal, submission)
    assert (done.state, done.message, done.fetched) == (TransferState.FETCHED, "", 3)
    assert len({frame.read_bytes() for frame in Path(done.folder).rglob("*.png")}) == 3
    assert [path.name for path in Path(done.folder).iterdir() if path.name.startswith(".foxsubmit-")] == []
    assert [task["id"] for task in api.query.get_task_list()["items"]] == [done.task_id]
    stored = {Path(path).name: content for path, content in double.stored(constants.INPUT).items()}
    assert {name: stored[name] for name in TEXTURES} == TEXTURES
    assert {call["given"]["user"] for call in double.calls} == {str(constants.USER_ID)}


def test_a_broken_line_is_tried_again_with_what_has_not_arrived(settings, journal, double, submission):
    double.behave(files={"木 3.png": "die"}, names="full")
    with agent(settings):
        wait_for(lambda: "broke off" in transfer(journal, submission).message)
        double.behave(names="full")
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED
    uploads = [call for call in double.calls if call["given"]["type"] == "upload_json"]
    assert len(uploads) > 1
    assert len(uploads[-1]["list"]) < len(uploads[0]["list"])


def test_a_pause_ends_the_program_and_going_on_finishes(settings, journal, double, submission):
    double.behave(files={"木 5.png": "hang"}, helper=True, names="full")
    with agent(settings):
        wait_for(lambda: double.hanging)
        (call,) = double.calls
        journal.wish(submission, "pause")
        wait_for(lambda: not lives(call["pid"]) and not lives(call["helper"]))
        double.behave(names="full")
        journal.wish(submission, "go")
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED


def test_a_cancelled_submission_leaves_no_program(settings, journal, api, double, submission):
    double.behave(files={"木 5.png": "hang"}, helper=True, names="full")
    with agent(settings):
        wait_for(lambda: double.hanging)
        (call,) = double.calls
        journal.wish(submission, "cancel")
        wait_for(over(journal, submission))
        wait_for(lambda: not lives(call["pid"]) and not lives(call["helper"]))
    assert transfer(journal, submission).state is TransferState.CANCELLED


@pytest.mark.parametrize("double", ["Aspera", "RaySync"], indirect=True)
def test_an_agent_that_was_killed_in_the_middle_leaves_one_task_and_no_second_program(
        settings, journal, api, double, submission):
    double.behave(files={"木 5.png": "hang"}, helper=True, names="full")
    with agent(settings):
        wait_for(lambda: double.hanging)
        (call,) = double.calls
    double.behave(names="full")
    with agent(settings):
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED
    wait_for(lambda: not lives(call["pid"]) and not lives(call["helper"]))
    assert len(api.query.get_task_list()["items"]) == 1


def test_without_the_program_no_number_is_reserved_and_the_sentence_says_what_to_do(
        settings, journal, api, double, submission):
    double.path.unlink()
    with agent(settings):
        wait_for(over(journal, submission))
    failed = transfer(journal, submission)
    assert failed.state is TransferState.FAILED
    assert "rayvision" in failed.message
    assert api.query.get_task_list()["items"] == []


def test_the_key_reaches_neither_the_program_nor_its_logs(settings, farm, journal, double, submission):
    with agent(settings):
        wait_for(over(journal, submission))
    for place in (settings.home, double.folder):
        for path in place.rglob("*"):
            assert not path.is_file() or farm.access_key.encode() not in path.read_bytes(), path
