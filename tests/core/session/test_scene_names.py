"""A scene without a file is saved under a name, or another one opened, where the host can do it."""

from __future__ import annotations

import dataclasses

import pytest
from tests.pumping import until

from foxsubmit.core.common.errors import HostFailed
from foxsubmit.core.session.session import Session
from foxsubmit.hosts.recorded import RecordedHost

pytestmark = pytest.mark.usefixtures("no_agent_process")


class Keeper(RecordedHost):
    """Saves under a name and opens others, each of which it has to know."""

    refuses = ""

    def save_as(self, path):
        if self.refuses:
            raise HostFailed(self.refuses)
        path.write_bytes(b"a scene")
        self.current = dataclasses.replace(self.current, path=path, unsaved=False)

    def open(self, path):
        if not path.exists():
            raise HostFailed(f"There is no {path.name}.")
        self.current = dataclasses.replace(self.current, path=path, unsaved=False)


@pytest.fixture
def keeper(project, settings):
    host = Keeper(dataclasses.replace(project.current, path=None, unsaved=True), project.files, name="blender")
    session = Session(host, settings)
    session.account.connect()
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered)
    yield host, session
    session.close()


def test_the_scene_is_read_again_under_its_new_name(keeper, tmp_path):
    _host, session = keeper
    assert (session.state.scene.saves_as, session.state.scene.opens) == (True, True)
    assert session.state.scene.scene.path is None
    session.scene.save_as(tmp_path / "new.blend")
    state = until(session, lambda state: state.scene.gathered and state.scene.scene.path)
    assert state.scene.scene.path == tmp_path / "new.blend"
    assert state.scene.own_bytes == len(b"a scene")


def test_another_scene_takes_the_place_of_the_open_one(keeper, tmp_path):
    _host, session = keeper
    (tmp_path / "other.blend").write_bytes(b"other")
    session.scene.open(tmp_path / "other.blend")
    state = until(session, lambda state: state.scene.gathered and state.scene.scene.path)
    assert state.scene.scene.path == tmp_path / "other.blend"


def test_why_it_was_not_done_is_said_and_nothing_is_changed(keeper, tmp_path):
    host, session = keeper
    host.refuses = "The disk is full."
    session.scene.save_as(tmp_path / "new.blend")
    assert session.state.message == "The disk is full."
    session.scene.open(tmp_path / "gone.blend")
    assert session.state.message == "There is no gone.blend."
    assert session.state.scene.scene.path is None


def test_a_host_without_either_is_known_to_have_none(session, tmp_path):
    assert (session.state.scene.saves_as, session.state.scene.opens) == (False, False)
    before = session.state
    session.scene.save_as(tmp_path / "new.blend")
    session.scene.open(tmp_path / "other.blend")
    assert session.state == before
