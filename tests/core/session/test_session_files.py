"""Files of the scene: found again, looked for, left alone; and what of them is new."""

from __future__ import annotations

import dataclasses
import threading
import time
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.pumping import until

from foxsubmit.core.model.host import Asset
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Step
from foxsubmit.core.transfer.states import TransferState


def gathered(state):
    return state.scene.gathered and state.step is Step.READY


@pytest.fixture
def moved(tmp_path, settings):
    """A session whose scene names three textures that were moved to another folder."""
    host = make_project(tmp_path / "project", {"a.png": b"a", "b.png": b"b", "c.png": b"c"})
    old = tmp_path / "old" / "textures"
    old.mkdir(parents=True)
    for asset in host.files:
        path = tmp_path / "project" / Path(asset.path).name
        path.rename(old / path.name)
    session = Session(host, settings)
    session.scene.refresh()
    until(session, gathered)
    yield session, old
    session.close()


def test_one_file_that_is_located_brings_those_beside_it(moved):
    session, old = moved
    assert all(not asset.files for asset in session.state.scene.assets)
    session.scene.locate(session.state.scene.assets[0].path, str(old / "a.png"))
    assert session.state.step is Step.GATHERING
    state = until(session, lambda state: gathered(state) and state.scene.assets[0].files)
    assert [asset.found_at for asset in state.scene.assets] == [str(old / f"{name}.png") for name in "abc"]
    session.submit.choose(relocated=())
    until(session, lambda state: gathered(state) and not state.scene.assets[0].files)


def test_missing_files_are_looked_for_below_a_folder(moved, tmp_path):
    session, old = moved
    session.scene.search(str(tmp_path / "project"))
    state = until(session, lambda state: state.message and state.step is Step.READY)
    assert state.message == f"Nothing that is missing lies in {tmp_path / 'project'} or below it."
    session.scene.search(str(old.parent))
    until(session, lambda state: gathered(state) and all(asset.files for asset in state.scene.assets))


def test_a_file_of_another_sequence_is_refused_in_a_sentence(tmp_path, settings):
    host = make_project(tmp_path / "project", {})
    host.files = (Asset(str(tmp_path / "project" / "smoke.####.vdb"), "Smoke", "sequence", pattern=True),)
    session = Session(host, settings)
    session.scene.refresh()
    until(session, gathered)
    session.scene.locate(session.state.scene.assets[0].path, str(tmp_path / "dust.vdb"))
    assert "is not a file of" in session.state.message
    assert session.state.submit.choices.relocated == ()
    session.close()


def test_reading_can_be_stopped_and_an_old_answer_is_not_taken(tmp_path, settings):
    session = Session(make_project(tmp_path / "project", {"a.png": b"a"}), settings)
    busy = threading.Event()
    session._workers.disk.run(busy.wait, lambda _done: None, pytest.fail)
    session.scene.refresh()
    session.pump()  # the scene is scanned; its files are looked for when the disk is free
    session.scene.stop_reading()
    busy.set()
    assert (session.state.step, session.state.scene.gathered) == (Step.READY, False)
    for _turn in range(30):
        session.pump()
        time.sleep(0.01)
    assert not session.state.scene.gathered
    session.scene.refresh()
    state = until(session, gathered)
    assert state.scene.scanned == 1
    assert state.scene.read_at > 0
    session.close()


def test_each_asset_is_new_until_it_was_sent_and_changed_afterwards(tmp_path, settings, farm):
    folder = tmp_path / "project"
    session = Session(make_project(folder, {"a.png": b"a", "b.png": b"b"}), settings)
    session.account.connect()
    session.scene.refresh()
    state = until(session, lambda state: state.scene.unsent is not None)
    assert {Path(path).name: delta.changed for path, delta in state.scene.unsent.items()} == {
        "a.png": False, "b.png": False, "shot.blend": False}
    session.submit.choose(output_folder=str(tmp_path / "frames"))
    session.submit.submit()
    until(session, lambda state: state.transfers.rows and state.transfers.rows[0].state is TransferState.FETCHED)
    (folder / "a.png").write_bytes(b"another")
    session.check()
    state = until(session, lambda state: gathered(state) and state.scene.unsent is not None and state.submit.since)
    assert {Path(path).name: delta.changed for path, delta in state.scene.unsent.items()} == {"a.png": True}
    assert state.scene.new_bytes == len(b"another")
    assert state.submit.since.startswith("Since the last submission: ")
    session.submit.choose(artist="Ann")
    assert session.state.submit.since == ""
    session.close()


def test_what_the_transfers_tab_asks_for_reaches_the_journal(project, settings, journal, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    journal.add_fetch("local", "first", 1, "/r")
    journal.add_fetch("local", "second", 2, "/r")
    session = Session(project, settings, "local")
    newest = until(session, lambda state: len(state.transfers.rows) == 2).transfers.rows[0]
    assert session.state.transfers.selected == newest.id
    other = session.state.transfers.rows[1].id
    session.transfers.pause_all()
    until(session, lambda state: all(each.state is TransferState.PAUSED for each in state.transfers.rows))
    session.transfers.resume_all()
    until(session, lambda state: all(each.state is TransferState.WATCHING for each in state.transfers.rows))
    session.transfers.to_front(other)
    session.transfers.limit_speed(5_000_000)
    session.transfers.select(other)
    until(session, lambda state: {each.id: each.priority for each in state.transfers.rows}[other] > newest.priority)
    state = until(session, lambda state: state.transfers.speed_limit == 5_000_000)
    assert state.transfers.selected == other
    assert journal.limit() == 5_000_000
    session.close()


def test_a_host_that_selects_says_so(project, settings):
    assert not Session(project, settings).state.scene.selects

    @dataclasses.dataclass
    class Selecting(type(project)):
        def select(self, nodes):
            """Nothing to see here."""

    assert Session(Selecting(project.current), settings).state.scene.selects
