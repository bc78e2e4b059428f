"""Other frames need other files: at once, and without looking at the disk again."""

from __future__ import annotations

import dataclasses
import functools
import os
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.pumping import until

from foxsubmit.core.assets.picking import MARGIN
from foxsubmit.core.model.host import Asset, Frames, Numbering
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import Step


@pytest.fixture
def session(tmp_path, settings, monkeypatch):
    """A scene with the layers 1-10 and 60-65, and a sequence of 100 pictures."""
    host = make_project(tmp_path / "project", {}, frames=10)
    for number in range(1, 101):
        (tmp_path / "project" / f"plate.{number:04}.exr").write_bytes(b"x" * 10)
    plate = Asset(str(tmp_path / "project/plate.####.exr"), "plate", "sequence", pattern=True, numbering=Numbering())
    beauty = host.current.units[0]
    late = dataclasses.replace(beauty, name="Late", frames=Frames(60, 65), enabled=False)
    host = dataclasses.replace(host, files=(plate,), current=dataclasses.replace(host.current, units=(beauty, late)))
    session = Session(host, settings)
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered and state.step is Step.READY)
    for name in ("scandir", "stat"):
        monkeypatch.setattr(os, name, functools.partial(elsewhere, tmp_path / "project", getattr(os, name)))
    yield session
    monkeypatch.undo()
    session.close()


def elsewhere(project, real, path=".", *arguments, **more):
    """Look at the disk, but not where the scene and its files are: others read the journal meanwhile."""
    if isinstance(path, int) or not Path(os.fspath(path)).is_relative_to(project):
        return real(path, *arguments, **more)
    return pytest.fail("the disk was looked at again")


def numbers(state):
    return [int(Path(file.path).name[6:10]) for file in state.scene.assets[0].files]


def test_typed_frames_change_files_bytes_and_findings_at_once(session):
    assert numbers(session.state) == list(range(1, 11 + MARGIN))
    session.submit.choose(frames="50-60")
    assert numbers(session.state) == list(range(50 - MARGIN, 61 + MARGIN))
    assert session.state.scene.amounts.bytes - session.state.scene.own_bytes == 10 * (11 + 2 * MARGIN)
    session.submit.choose(frames="96-105")
    assert "1 sequence has frames that are not on disk." in [each.text for each in session.state.submit.findings]
    session.submit.choose(frames="200-205")
    assert any("not on disk: the farm would render without it" in each.text for each in session.state.submit.errors)
    session.submit.choose(frames="50-")
    assert session.state.submit.frames_error
    session.submit.choose(frames=None)
    assert numbers(session.state) == list(range(1, 11 + MARGIN))
    assert not session.state.submit.errors


def test_ticked_units_bring_their_own_frames(session):
    both = frozenset(unit.id for unit in session.state.scene.scene.units)
    session.submit.choose(units=both)
    assert numbers(session.state) == [*range(1, 11 + MARGIN), *range(60 - MARGIN, 66 + MARGIN)]
    session.submit.choose(units=frozenset(each for each in both if "Late" in each))
    assert numbers(session.state) == list(range(60 - MARGIN, 66 + MARGIN))
