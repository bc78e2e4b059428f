"""The frames of a Houdini scene's sequences: typed frames, expressions, and nodes that look aside."""

from __future__ import annotations

import pytest
from houdini_parts import camera, mantra
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hosts.planned import needed_are_sent, planned, sequence


def cache(hou, value, *others):
    hou.load(file="/job/shot.hip", playbar=(1, 300))
    camera(hou)
    mantra(hou, f1=1, f2=100)
    hou.add("/obj/fx/file1", "Sop", "file", file=value)
    hou.refer("/obj/fx/file1", "file")
    for category, kind in others:
        hou.add(f"/obj/fx/{kind}", category, kind)


@pytest.mark.usefixtures("farm")
@pytest.mark.parametrize(("others", "sent"), [((), range(147, 164)), ([("Sop", "retime")], range(1, 301))])
def test_typed_frames_are_planned_and_not_the_nodes_own(hou, host, tmp_path, monkeypatch, capsys, others, sent):
    sequence(tmp_path / "geo", "fx.{:04}.bgeo.sc", range(1, 301))
    cache(hou, f"{tmp_path}/geo/fx.$F4.bgeo.sc", *others)
    assert planned(host, tmp_path, monkeypatch, capsys, "--frames", "150-160", version="20.0.896") == [
        f"fx.{number:04}.bgeo.sc" for number in sent]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 120), st.integers(0, 60), st.integers(0, 1000), st.sampled_from([1, 2, 5]), st.booleans())
def test_all_that_a_cache_needs_is_sent_and_little_more(hou, host, first, length, shift, scale, cyclic):
    def number(frame):
        return (frame % 9 if cyclic else frame * scale) + shift

    cache(hou, lambda frame: f"/t/t.{number(frame):04d}.png")
    needed_are_sent(host, number, first, first + length, exact=not cyclic)
