"""Frames are looked over in a process of its own: what it finds, what it keeps, and how it ends. Real files."""

from __future__ import annotations

import os
import threading

import pytest
from tests.core.pictures.planted import BLACK, GOOD, HALF, NUMBERS, WRONG, draw, planted

from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.pictures import oiio
from foxsubmit.core.pictures.triage import apart
from foxsubmit.core.pictures.triage.apart import look_over_apart
from foxsubmit.core.pictures.triage.kept import Kept
from foxsubmit.core.pictures.triage.marks import Fault
from foxsubmit.core.pictures.triage.measure import measure

needs_tool = pytest.mark.skipif(not oiio.tool(), reason="no oiiotool here: install the extra “pictures”")


@pytest.fixture
def shot(tmp_path):
    return planted(tmp_path / "shot")


@pytest.fixture
def look(tmp_path):
    """Look over files: the faults of each that was looked at, by its path."""
    def over(paths, stop_after=None):
        found, stop = {}, threading.Event()

        def tell(new):
            found.update({path: [mark.fault for mark in marks] for path, marks in new.marks.items()})
            if stop_after is not None and new.done >= stop_after:
                stop.set()

        look_over_apart(list(paths), tmp_path / "kept", tell, stop)
        return found

    return over


@pytest.fixture
def broken_tool(tmp_path, monkeypatch):
    """From now on a program that reads nothing stands for oiiotool: what is known all the same was kept."""
    def break_it():
        program = tmp_path / "oiiotool"
        program.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
        program.chmod(0o755)
        monkeypatch.setenv(oiio.TOOL_VARIABLE, str(program))

    return break_it


@needs_tool
def test_planted_faults_are_found_and_the_others_are_looked_at_without_one(look, shot):
    expected = {BLACK: [Fault.BLACK], HALF: [Fault.NOT_WHOLE], WRONG: [Fault.WRONG_VALUES]}
    assert look(shot.values()) == {shot[number]: expected.get(number, []) for number in NUMBERS}


@needs_tool
def test_each_sequence_is_judged_for_itself(look, shot, tmp_path):
    black = planted(tmp_path / "other")[BLACK]
    found = look([*shot.values(), black])
    assert found[black] == [Fault.BLACK]
    assert sum(map(bool, found.values())) == 4


@needs_tool
@pytest.mark.skipif(os.name == "nt", reason="a script of a shell stands for the program")
def test_only_what_is_new_is_measured_again(look, shot, broken_tool):
    before = look(shot.values())
    broken_tool()
    assert look(shot.values()) == before
    later = shot[1].stat().st_mtime_ns + 1_000_000_000
    os.utime(shot[1], ns=(later, later))
    assert look(shot.values()) == {**before, shot[1]: [Fault.UNREADABLE]}


@needs_tool
def test_what_is_kept_is_what_was_measured(shot, tmp_path, broken_tool):
    kept = Kept(tmp_path / "kept")
    first = kept.measure(shot[1])
    assert first == measure(shot[1])
    broken_tool()
    assert kept.measure(shot[1]) == first
    for place in (tmp_path / "kept").rglob("*"):
        if place.is_file():
            place.write_bytes(place.read_bytes()[:100])
    with pytest.raises(BadInput):  # what is kept is damaged: it is measured anew, which this program cannot
        kept.measure(shot[1])


@needs_tool
def test_a_frame_that_is_gone_is_neither_good_nor_marked(look, shot):
    shot[2].unlink()
    found = look(shot.values())
    assert shot[2] not in found
    assert len(found) == len(NUMBERS) - 1


@needs_tool
def test_what_is_stopped_ends_without_the_rest(look, shot):
    assert len(look(shot.values(), stop_after=2)) < len(NUMBERS)


@needs_tool
def test_a_process_that_ends_by_itself_is_said(look, tmp_path, monkeypatch):
    path = draw(tmp_path / "a.0001.exr", *GOOD)
    monkeypatch.setattr(apart, "MODULE", "core.pictures.nothing")
    with pytest.raises(BadInput, match="the process that does it has ended"):
        look([path])


def test_without_the_program_the_formats_and_the_extra_are_named(look, tmp_path, monkeypatch):
    monkeypatch.setenv(oiio.TOOL_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(BadInput, match="Frames as EXR, PNG cannot be looked over here: install the extra “pictures”"):
        look([tmp_path / "a.0001.exr", tmp_path / "a.0001.png", tmp_path / "a.0002.exr"])
