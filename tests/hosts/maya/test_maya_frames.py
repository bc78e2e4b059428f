"""The frames of a Maya scene's sequences: what is planned for typed frames, layers, offsets and expressions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from maya_parts import CAMERA
from tests.hosts.planned import needed_are_sent, planned, sequence

SCENE = CAMERA + """select -ne :defaultRenderGlobals; setAttr ".an" yes; setAttr ".fs" 1; setAttr ".ef" 100;
createNode file -n "t"; setAttr ".ftn" -type "string" "{folder}/t.0001.png"; setAttr ".ufe" yes; setAttr ".fo" {offset};
createNode expression -n "e"; setAttr ".ixp" -type "string" ".O[0]={written}"; connectAttr "e.out[0]" "t.fe";
"""


@pytest.mark.usefixtures("farm")
def test_typed_frames_are_planned_and_not_the_scenes_own(host, scene, tmp_path, monkeypatch, capsys):
    sequence(tmp_path, "t.{:04}.png", range(1, 201))
    scene(SCENE.format(folder=tmp_path.as_posix(), offset=0, written="frame"))
    assert planned(host, tmp_path, monkeypatch, capsys, "--frames", "150-160") == [
        f"t.{number:04}.png" for number in range(147, 164)]


@pytest.mark.usefixtures("farm")
def test_a_sequence_that_counts_from_1001_is_no_error(host, scene, tmp_path, monkeypatch, capsys):
    sequence(tmp_path, "t.{:04}.png", range(1001, 1006))
    scene(SCENE.format(folder=tmp_path.as_posix(), offset=0, written="frame + 1000"))
    assert len(planned(host, tmp_path, monkeypatch, capsys, "--frames", "1-5")) == 5


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(-20, 120), st.integers(0, 60), st.integers(-40, 40), st.integers(0, 1000),
       st.sampled_from(["frame + {}", "{} + frame", "frame * 2 + {}", "frame % 7 + {}"]))
def test_all_that_a_texture_needs_is_sent_and_little_more(host, scene, first, length, offset, shift, written):
    scene(SCENE.format(folder="/t", offset=offset, written=written.format(shift)))

    def number(frame):
        return (frame * 2 if "*" in written else frame % 7 if "%" in written else frame) + shift + offset

    needed_are_sent(host, number, first, first + length, exact="%" not in written)
