"""Scenes of very many files: what the farm does not take is known before a byte of them is sent."""

from __future__ import annotations

import pytest
import requests
from tests.core.transfer.agents import note_arrivals, submit, transfer, work

from foxsubmit.core.api.task import Task
from foxsubmit.core.api.transmit import Transmit
from foxsubmit.core.common.errors import BadAnswer, BadInput
from foxsubmit.core.transfer.journal import archive
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.http import app


def _interrupted(*_arguments):
    raise BadInput("The agent was ended.")


@pytest.fixture
def submission(project, api, journal):
    return submit(project, api, journal)


def test_lists_that_are_longer_than_any_farm_takes_are_never_sent(
        settings, journal, submission, farm, monkeypatch):
    arrived = note_arrivals(monkeypatch)
    monkeypatch.setattr("foxsubmit.core.transfer.submit.MOST_JSON", 100)
    monkeypatch.setattr(Transmit, "upload_json_content", lambda *_arguments: pytest.fail("it was sent"))
    for _try in ("first", "resumed"):
        work(settings)
        found = transfer(journal, submission)
        assert found.state is TransferState.FAILED
        assert found.message.startswith("The farm does not take task.json, which names 4 files in 0 MB:")
        journal.wish(submission, "go")
    assert arrived == []


@pytest.mark.parametrize("refuse", ["with the farm's code", "with a status of HTTP"])
def test_a_farm_with_a_lower_limit_says_so_before_any_file_is_sent(
        settings, journal, submission, farm, monkeypatch, refuse):
    arrived = note_arrivals(monkeypatch)
    monkeypatch.setattr("foxsubmit.core.transfer.submit.LONG", 100)
    monkeypatch.setattr(app, "MOST_JSON", 500)
    if refuse == "with a status of HTTP":
        def refused(*_arguments):
            raise BadAnswer("HTTP 413.", status=413)
        monkeypatch.setattr(Transmit, "upload_json_content", refused)
    work(settings)
    found = transfer(journal, submission)
    assert found.state is TransferState.FAILED
    assert "which names 4 files" in found.message
    assert "render fewer frames at once" in found.message
    assert arrived == []


def test_a_submission_that_an_older_program_left_before_its_settings_were_sent_goes_on(
        settings, journal, api, submission, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(Task, "submit_task", _interrupted)
        work(settings)
    journal.record(submission, TransferState.CONFIGURING)
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    assert len(api.query.get_task_list()["items"]) == 1


def test_the_plan_of_very_many_files_is_never_whole_while_it_is_worked_off(
        settings, project, api, journal, tmp_path, monkeypatch):
    whole = []
    monkeypatch.setattr(archive, "MANY", 0)
    monkeypatch.setattr(archive, "plan_of", lambda *arguments: whole.append(arguments))
    submission = submit(project, api, journal)
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    journal.add_fetch("local", "scene", transfer(journal, submission).task_id, str(tmp_path / "elsewhere"))
    work(settings)
    assert transfer(journal, submission).state is TransferState.FETCHED
    assert whole == []
    assert journal._db.execute("SELECT * FROM plans").fetchall() == []


def test_the_farm_takes_a_long_list_of_files_from_its_own_client_only(farm, api):
    task = api.task.create_task()[0]
    content = '["' + '\\", {[' * 4_000_000 + '"]'
    assert len(content) > app.MOST
    api.transmit.upload_json_content(task, content, "asset.json")
    with requests.post(f"http://{farm.domain}{app.CONFIGURATION}", data=content.encode(), timeout=60) as answer:
        assert answer.status_code == 413
