"""``foxsubmit triage`` as a user types it, on real pictures."""

from __future__ import annotations

import json

import pytest
from tests.core.pictures.drawn import drawn

from foxsubmit import cli
from foxsubmit.core.pictures import oiio
from foxsubmit.core.pictures.triage.sentences import explanation

needs_tool = pytest.mark.skipif(not oiio.tool(), reason="no oiiotool here: install the extra “pictures”")


@pytest.fixture
def shot(tmp_path):
    """Five frames of a gradient, of which the fourth is black, and a picture without a number."""
    for number in range(1, 6):
        colour = "0,0,0" if number == 4 else "0.4,0.4,0.4"
        drawn(tmp_path / f"beauty.{number:04d}.exr", "--pattern", f"fill:topleft=0,0,0:topright={colour}"
              f":bottomleft={colour}:bottomright=0,0,0", "64x36", "3", "-d", "half")
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    return tmp_path


@needs_tool
def test_frames_that_look_wrong_are_named(shot, capfd):
    assert cli.main(["triage", str(shot)]) == 1
    said = capfd.readouterr().err
    assert f"{shot / 'beauty.0004.exr'}: It is black." in said
    assert "1 of 5 frames look wrong" in said
    assert "0003" not in said


@needs_tool
def test_good_frames_end_well_and_are_counted(shot, capfd):
    (shot / "beauty.0004.exr").unlink()
    assert cli.main(["triage", str(shot)]) == 0
    assert "4 frames were looked at: nothing looks wrong." in capfd.readouterr().err


@needs_tool
def test_a_damaged_frame_is_named_in_json(shot, capfd):
    broken = shot / "beauty.0002.exr"
    broken.write_bytes(broken.read_bytes()[:300])
    assert cli.main(["triage", "--json", str(shot)]) == 1
    found = json.loads(capfd.readouterr().out)
    assert found["frames"] == 5
    assert [(each["frame"], [mark["fault"] for mark in each["marks"]]) for each in found["wrong"]] == [
        (2, ["unreadable"]), (4, ["black"])]


@pytest.mark.parametrize(("typed", "said"), [
    ([], "Name a picture"), (["nowhere"], "There is no nowhere."), (["."], "There are no pictures in")])
def test_what_cannot_be_looked_over_is_one_sentence(typed, said, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["triage", *typed]) == 2
    lines = [line for line in capfd.readouterr().err.splitlines() if line]
    assert len(lines) == 1
    assert said in lines[0]


def test_without_the_program_the_extra_is_named(tmp_path, monkeypatch, capfd):
    (tmp_path / "a.0001.png").write_bytes(b"x")
    monkeypatch.setenv(oiio.TOOL_VARIABLE, str(tmp_path / "none"))
    assert cli.main(["triage", str(tmp_path)]) == 2
    assert "install the extra “pictures”" in capfd.readouterr().err


def test_the_thresholds_are_explained(capfd):
    assert cli.main(["triage", "--explain"]) == 0
    said = capfd.readouterr().err
    assert said.split("\n")[:-1] == explanation()
    for kind in ("Fireflies", "A jump", "Another size", "Not readable"):
        assert f"\n{kind}:" in said
