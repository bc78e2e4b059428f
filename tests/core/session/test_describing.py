"""A host that describes its scene in steps: the session takes them in slices, and what it shows is of one scene."""

from __future__ import annotations

import dataclasses

import pytest
from tests.pumping import until

from foxsubmit.core.session import gather
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Step
from foxsubmit.hosts.recorded import RecordedHost

pytestmark = pytest.mark.usefixtures("no_agent_process")

STEPS = 5


class Stepping(RecordedHost):
    """Describes in steps, of which a slice takes one."""

    trouble: Exception | None = None

    def description(self):
        yield from [None] * STEPS
        if self.trouble is not None:
            raise self.trouble
        yield self.scene()


@pytest.fixture
def host(project):
    return Stepping(project.current, project.files, "blender")


@pytest.fixture
def opened(host, settings, farm):
    session = Session(host, settings)
    yield session
    session.close()


@pytest.fixture
def one_a_slice(monkeypatch):
    """Every step fills a slice."""
    monkeypatch.setattr(gather, "SLICE", -1.0)


def test_what_takes_less_than_a_slice_is_known_at_once(opened, host):
    opened.scene.refresh()
    assert not opened.scene.describing
    assert opened.state.scene.scene == host.current


@pytest.mark.usefixtures("one_a_slice")
def test_the_panel_is_drawn_between_the_slices(opened, host):
    opened.scene.refresh()
    pumps = 0
    while opened.scene.describing:
        assert (opened.state.scene.scene, opened.state.step) == (None, Step.GATHERING)
        opened.pump()
        pumps += 1
    assert pumps == STEPS + 1, "one more finds that there is nothing after the scene"
    assert opened.state.scene.scene == host.current
    assert until(opened, lambda state: state.scene.gathered).scene.assets


@pytest.mark.usefixtures("one_a_slice")
def test_a_scene_that_is_read_again_has_no_files_of_before_meanwhile(opened):
    opened.scene.refresh()
    until(opened, lambda state: state.scene.gathered)
    opened.scene.refresh()
    assert (opened.state.scene.gathered, opened.state.scene.assets, opened.state.busy) == (False, (), True)
    assert until(opened, lambda state: state.scene.gathered).scene.assets


@pytest.mark.usefixtures("one_a_slice")
def test_a_look_changes_nothing_until_the_scene_is_known_to_be_another(opened, host):
    opened.scene.refresh()
    before = until(opened, lambda state: state.scene.gathered).scene
    opened.scene.look()
    until(opened, lambda _state: not opened.scene.describing)
    assert opened.state.scene.assets is before.assets
    host.current = dataclasses.replace(host.current, version="4.5.99")
    opened.scene.look()
    assert opened.state.scene.gathered
    until(opened, lambda state: state.scene.scene == host.current and not state.scene.gathered)
    until(opened, lambda state: state.scene.gathered)


def first_found(opened):
    """Read the scene, and return the path of the first of its files."""
    opened.scene.refresh()
    until(opened, lambda state: state.scene.gathered)
    return opened.state.scene.assets[0].path


@pytest.mark.usefixtures("one_a_slice")
def test_files_are_taken_from_elsewhere_while_it_is_looked_whether_the_scene_is_another(opened):
    path = first_found(opened)
    opened.scene.look()
    opened.submit.choose(relocated=((path, "/elsewhere/x.png"),))
    assert opened.state.scene.reading
    until(opened, lambda state: not state.scene.reading and not opened.scene.describing)
    assert opened.state.scene.gathered


@pytest.mark.usefixtures("one_a_slice")
def test_files_of_before_are_not_looked_for_while_the_scene_is_read_again(opened):
    path = first_found(opened)
    opened.scene.refresh()
    opened.submit.choose(relocated=((path, "/elsewhere/x.png"),))
    while opened.scene.describing:
        assert not opened.state.scene.gathered
        opened.pump()
    until(opened, lambda state: state.scene.gathered)


@pytest.mark.usefixtures("one_a_slice")
def test_a_look_while_the_scene_is_read_begins_the_reading_again(opened, host):
    opened.scene.refresh()
    opened.pump()
    host.current = dataclasses.replace(host.current, version="4.5.99")
    opened.scene.look()
    assert until(opened, lambda state: state.scene.gathered).scene.scene == host.current


@pytest.mark.usefixtures("one_a_slice")
def test_which_scene_it_is_is_known_where_its_files_are_left_alone(opened, host):
    opened.scene.refresh()
    opened.scene.stop_reading()
    assert (opened.state.scene.scene, opened.state.step) == (host.current, Step.READY)
    opened.pump()
    assert opened.state.step is Step.READY


@pytest.mark.usefixtures("one_a_slice")
def test_a_host_that_fails_in_a_later_step_is_told_of_once(opened, host):
    host.trouble = RuntimeError("no such node")
    opened.scene.refresh()
    until(opened, lambda _state: not opened.scene.describing)
    assert opened.state.step is Step.READY
    assert "no such node" in opened.state.message
    opened.pump()
    assert not opened.scene.describing


@pytest.mark.usefixtures("one_a_slice")
def test_a_closed_session_asks_for_no_more_steps(opened, host):
    opened.scene.refresh()
    opened.scene.close()
    host.trouble = RuntimeError("it was asked")
    for _turn in range(STEPS + 1):
        opened.scene.tick()
    assert opened.state.message == ""
