"""The frames of a 3ds Max scene's sequences: what is planned for typed frames, and of lists by a bitmap's settings."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from max_double import Value
from max_scene import SCENE
from tests.hosts.planned import needed_are_sent, planned, sequence


@pytest.mark.usefixtures("farm")
def test_typed_frames_are_planned_and_not_the_scenes_own(host, rt, tmp_path, monkeypatch, capsys):
    sequence(tmp_path, "t.{:04}.png", range(1, 201))
    cameras = [Value("Freecamera", "Camera001", "camera")]
    rt.load(**{**SCENE, "nodes": cameras}, maps=[Value("VRayBitmap", "t", HDRIMapName=f"{tmp_path}/t.####.png")])
    assert planned(host, tmp_path, monkeypatch, capsys, "--frames", "150-160") == [
        f"t.{number:04}.png" for number in range(147, 164)]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 120), st.integers(0, 60), st.integers(-30, 30), st.sampled_from([1.0, 2.0, 0.5]),
       st.integers(0, 2))
def test_all_that_a_list_needs_is_sent_and_little_more(host, rt, tmp_path, first, length, start, rate, end):
    names = [f"t.{number:04}.png" for number in range(1, 101)]
    (tmp_path / "t.ifl").write_text("\n".join(names), encoding="utf-8")
    rt.load(**SCENE, maps=[Value("BitmapTexture", "t", filename=str(tmp_path / "t.ifl"), startTime=start,
                                 playBackRate=rate, endCondition=end)])

    def number(frame):
        place = int((frame - start) * rate // 1)
        if end == 2:
            return min(max(place, 0), 99) + 1
        back = place % 198
        return (place % 100 if end == 0 else min(back, 198 - back)) + 1

    inside = all(0 <= (frame - start) * rate <= 99 for frame in (first - 3, first + length + 3))
    needed_are_sent(host, number, first, first + length, exact=inside or end == 2)
