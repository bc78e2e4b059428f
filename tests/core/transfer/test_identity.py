"""A task is asked about at the farm that has it, and no number and no label is given or taken twice."""

from __future__ import annotations

import contextlib
import shutil

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer, work
from tests.pumping import until

from foxsubmit.core.common.errors import CannotConnect
from foxsubmit.core.session.session import Session
from foxsubmit.core.settings.local_farm import read_address, read_id
from foxsubmit.core.settings.local_farms import FarmGone
from foxsubmit.core.transfer.label import label_of, labelled
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.identity import HEADER
from foxsubmit.farm.base.numbers import FILE
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.recorded import nothing_open

QUICK = Options(simulate=True, seconds=0.05)


@contextlib.contextmanager
def running(settings, folder):
    """A farm in ``folder``; its account."""
    with LocalFarm(folder, options=QUICK):
        yield settings.remember_farm(folder)


def create(settings, account="local"):
    with settings.credentials(account).api() as api:
        return api.task.create_task()[0]


def test_each_farm_has_an_id_that_stays_and_tells_it_in_every_answer(tmp_path, settings):
    with running(settings, tmp_path / "a"):
        first = read_id(tmp_path / "a")
        assert len(first) == 32
        assert read_address(tmp_path / "a").farm == first
        with settings.credentials("local").api() as api:
            assert api.client.command("/farm/status")["farm"] == first
            assert api.client.get(f"http://{api.client.domain}/thumbnails/none.jpg", (3, 3)).headers[HEADER] == first
    with running(settings, tmp_path / "a"), LocalFarm(tmp_path / "b", options=QUICK):
        assert read_id(tmp_path / "a") == first
        assert read_id(tmp_path / "b") != first


def test_results_come_from_the_farm_that_has_the_task_with_both_running(
        tmp_path, settings, journal, no_long_looks, monkeypatch):
    with running(settings, tmp_path / "a"), running(settings, tmp_path / "b") as second:
        assert second == "local-b"
        assert [each.id for each in settings.known_accounts()] == ["local-b", "local"]
        with settings.credentials("local").api() as api:
            mine = submit(make_project(tmp_path / "p", {"a.png": b"a"}), api, journal)
        assert create(settings, "local-b") == 1000
        work(settings)
        now = transfer(journal, mine)
        assert (now.state, now.task_id, now.account, now.farm) == (
            TransferState.FETCHED, 1000, "local", read_id(tmp_path / "a"))
        assert journal.find(1000, "local").id == mine
        assert journal.find(1000, "local-b") is None


def test_a_farm_that_is_not_running_is_named_and_no_other_is_asked(tmp_path, settings, journal):
    with running(settings, tmp_path / "a"):
        farm = read_id(tmp_path / "a")
    with running(settings, tmp_path / "b"), pytest.raises(CannotConnect) as caught:
        settings.credentials("local", farm)
    assert str(caught.value) == ("This task belongs to another farm, which is not running: start it with “foxsubmit "
                                 f"farm --folder {tmp_path / 'a'}”.")


def test_a_farm_that_was_made_anew_in_the_same_folder_is_another(tmp_path, settings, journal):
    with running(settings, tmp_path / "a"):
        submission = journal.add_fetch("local", "shot.blend", 1000, str(tmp_path / "out"))
    shutil.rmtree(tmp_path / "a")
    with running(settings, tmp_path / "a") as account:
        assert account == "local"
        assert create(settings) == 1000
        with pytest.raises(FarmGone, match=r"This task belongs to another farm than the one that .* holds now"):
            settings.credentials("local", journal.get(submission).farm)
        work(settings)
        now = transfer(journal, submission)
        assert now.state is TransferState.FAILED
        assert now.message.startswith("This task belongs to another farm")
        assert journal.find(1000, "local") is None
        journal.wish(submission, "go")
        journal.wish(submission, "cancel")
        work(settings)
        assert transfer(journal, submission).state is TransferState.CANCELLED
        assert journal.add_fetch("local", "other.blend", 1000, str(tmp_path / "out")) != submission


def test_a_farm_whose_folder_was_moved_keeps_its_account(tmp_path, settings):
    with running(settings, tmp_path / "a"):
        farm = read_id(tmp_path / "a")
    (tmp_path / "a").rename(tmp_path / "moved")
    with running(settings, tmp_path / "moved") as account:
        assert account == "local"
        assert settings.credentials("local", farm).domain == read_address(tmp_path / "moved").domain


def test_a_task_of_the_panel_has_no_transfer_of_another_farm(tmp_path, settings, journal):
    with running(settings, tmp_path / "a"), running(settings, tmp_path / "b"):
        one = journal.add_fetch("local", "shot.blend", 1000, str(tmp_path / "out"))
        two = journal.add_fetch("local-b", "shot.blend", 1000, str(tmp_path / "out"))
        for account, submission in (("local", one), ("local-b", two)):
            session = Session(nothing_open(), settings, account)
            state = until(session, lambda state: state.transfers.read)
            assert state.transfer_of(1000).id == submission
            session.close()


def test_a_number_is_not_given_twice_although_the_database_lost_its_last_moment(tmp_path, settings):
    with running(settings, tmp_path / "a"):
        assert [create(settings), create(settings)] == [1000, 1001]
    before = (tmp_path / "a" / "farm.sqlite").read_bytes()
    with running(settings, tmp_path / "a"):
        assert create(settings) == 1002
    (tmp_path / "a" / "farm.sqlite").write_bytes(before)
    with running(settings, tmp_path / "a"):
        assert create(settings) == 1003
    assert (tmp_path / "a" / FILE).read_text() == "1004\n"


def test_a_number_is_noted_and_synced_before_it_leaves_the_farm(farm, api, monkeypatch):
    synced = []
    monkeypatch.setattr("foxsubmit.farm.base.numbers.sync_folder", synced.append)
    api.task.create_task(count=3)
    assert synced == [farm.folder]
    assert farm.state.numbers.next == 1003


def test_a_label_is_found_behind_any_number_of_newer_tasks(project, api, journal):
    row = journal.get(submit(project, api, journal))
    number = api.task.create_task(labels=[label_of(row)])[0]
    for _each in range(3):
        api.task.create_task(count=100)
    assert labelled(api, row) == number
    other = journal.get(submit(project, api, journal))
    assert labelled(api, other) is None


def test_a_list_that_never_ends_is_given_up(project, api, journal, monkeypatch):
    row = journal.get(submit(project, api, journal))
    page = {"items": [{"id": number, "taskStatus": 0} for number in range(100)]}
    asked = []
    monkeypatch.setattr(api.query, "get_task_list", lambda **more: asked.append(more) or page)
    assert labelled(api, row) is None
    assert len(asked) == 2
