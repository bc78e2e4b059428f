"""Two plans compared, in sentences."""

from __future__ import annotations

import dataclasses
import os

import pytest
from tests.conftest import make_project
from tests.core.plan.made import FACTS, plans

from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import Finding, Severity
from foxsubmit.core.model.host import Frames, RenderUnit
from foxsubmit.core.plan.diff import compare


@pytest.fixture
def host(tmp_path):
    return make_project(tmp_path / "project", {"wood.png": b"wood", "stone.png": b"stone"})


def test_the_same_twice_has_no_differences(host):
    assert compare(*plans(host), *plans(host)) == ()


def test_new_gone_and_changed_files_are_counted_by_what_they_are(host, tmp_path):
    (old,) = plans(host)
    new_host = make_project(tmp_path / "project", {"wood.png": b"wood, polished", **{f"{n}.png": b"x" for n in "abc"}})
    new_host.current = host.current
    (new,) = plans(new_host)
    said = compare(old, new)
    assert "3 textures new." in said
    assert "1 texture gone." in said
    assert "1 texture changed." in said
    assert said[-1] == "8 B more."


def test_what_is_rendered_is_compared_by_its_name_in_the_panel(host):
    unit = host.current.units[0]
    other = RenderUnit("Scene", "Side", Frames(1, 9), (128, 72), "CYCLES", unit.output, "OPEN_EXR")
    (old,) = plans(host)
    host.current = dataclasses.replace(host.current, units=(other,))
    (new,) = plans(host, Choices(tiles=4, project="courtyard", priority=60))
    assert compare(old, new) == (
        "Project changed from none to courtyard.", "Camera changed from Camera to Side.",
        "Frames changed from 1-3 to 1-9.",
        "Size changed from 64 × 36 to 128 × 72.", "Format changed from PNG to OPEN_EXR.", "Tiles changed from 1 to 4.",
        "Priority changed from normal to high.")


def test_a_scene_that_was_saved_again_is_said(host):
    (old,) = plans(host)
    scene = host.current.path
    scene.write_bytes(scene.read_bytes().replace(b"a scene", b"b scene"))
    assert compare(old, *plans(host)) == ("The scene was saved with changes.",)


def test_a_file_that_was_only_touched_has_changed(host):
    (old,) = plans(host)
    os.utime(host.current.path.parent / "wood.png", (1, 1))
    assert compare(old, *plans(host)) == ("1 texture changed.",)


@pytest.mark.windows_only("elsewhere another spelling is another file")
def test_a_file_that_is_spelled_otherwise_is_no_other_file(host):
    (old,) = plans(host)
    host.files = tuple(dataclasses.replace(each, path=each.path.upper().replace("\\", "/")) for each in host.files)
    assert compare(old, *plans(host)) == ()


def test_findings_come_and_go(host):
    (old,) = plans(host, findings=[Finding("1", Severity.WARNING, "Old."), Finding("2", Severity.WARNING, "Both.")])
    (new,) = plans(host, findings=[Finding("3", Severity.WARNING, "Fresh."), Finding("2", Severity.WARNING, "Both.")])
    assert compare(old, new) == ("New finding: Fresh.", "1 finding settled.")


@pytest.mark.parametrize(("size", "said"), [(1_200_000_000, "1.2 GB more."), (48_000_000, "48.0 MB more.")])
def test_sizes_are_said_as_people_do(host, size, said):
    (old,) = plans(host)
    first = dataclasses.replace(old.files[0].local, size=old.files[0].local.size + size)
    new = dataclasses.replace(old, files=(dataclasses.replace(old.files[0], local=first), *old.files[1:]))
    assert compare(old, new) == (said,)
    assert compare(new, old) == (said.replace("more", "less"),)


@pytest.mark.parametrize(("before", "after", "said"), [
    ({"test_first": True, "test_last": True}, {}, "Test frames changed from the first, the last to none."),
    ({}, {"test_middle": True, "test_frames": "3-4,9"}, "Test frames changed from none to the middle one, 3-4, 9."),
    ({"frames": "1"}, {"frames": "77,77,3-9[2]"}, "Frames changed from 1 to 77, 3-9[2]."),
    ({"hardware": 301}, {"hardware": 302}, "Hardware changed from configuration 301 to configuration 302.")])
def test_differences_are_in_words_and_not_as_the_farm_spells_them(host, before, after, said):
    nodes = tuple(dataclasses.replace(FACTS.hardware[1], id=number) for number in (301, 302))
    facts = dataclasses.replace(FACTS, hardware=nodes)
    (old,), (new,) = (plans(host, Choices(**choices), facts=facts) for choices in (before, after))
    assert compare(old, new) == (said,)


def test_the_same_frames_typed_otherwise_are_no_difference(host):
    (old,), (new,) = (plans(host, Choices(frames=frames, test_frames=tests))
                      for frames, tests in (("1-9", "2,3,4"), ("1,2,3,4-7,5-9", "2-4")))
    assert compare(old, new) == ()
