from __future__ import annotations

import copy
import pickle

import pytest

from foxsubmit.core.api.codes import Code, FrameStatus, FrameType, SoftwareId, TaskStatus
from foxsubmit.core.api.software import software_id
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.jobs.tasks import FrameRow, TaskRow

ENUMS = [TaskStatus, FrameStatus, FrameType, SoftwareId]


@pytest.mark.parametrize("kind", ENUMS)
def test_a_number_that_nobody_documented_stays_what_it_is(kind):
    strange = kind(7777)
    assert strange == 7777
    assert strange.value == 7777
    assert strange.name == "UNKNOWN_7777"
    assert isinstance(strange, kind)
    assert not strange.known
    assert strange.plain() is kind.UNKNOWN
    assert kind(7777) is strange
    assert strange not in list(kind)


@pytest.mark.parametrize("kind", ENUMS)
def test_a_number_that_nobody_documented_can_be_stored_and_copied(kind):
    strange = kind(4711)
    assert pickle.loads(pickle.dumps(strange)) is strange  # noqa: S301 - what was just written
    assert copy.deepcopy(strange) is strange
    assert f"{strange!r} {strange:d}" == f"<{kind.__name__}.UNKNOWN_4711: 4711> 4711"


@pytest.mark.parametrize("nonsense", [None, "25", True, 2.5, [1]])
def test_what_is_no_number_is_unknown(nonsense):
    assert TaskStatus(nonsense) is TaskStatus.UNKNOWN if nonsense is not True else True
    assert not TaskStatus(None).known


def test_known_numbers_are_the_documented_ones():
    assert TaskStatus(20) is TaskStatus.NO_BALANCE
    assert FrameStatus(4) is FrameStatus.DONE
    assert FrameType(5) is FrameType.MAIN
    assert SoftwareId(2007).plain() is SoftwareId.BLENDER
    assert issubclass(TaskStatus, Code)


def test_a_strange_status_is_not_over():
    assert not TaskStatus(99).over
    assert [status.name for status in TaskStatus if status.over] == [
        "DONE", "DONE_WITH_FAILURES", "ABANDONED", "FAILED"]


@pytest.mark.parametrize(("name", "number"), [
    ("houdini", 2004), ("Houdini", 2004), ("3ds Max", 2001), ("3ds max", 2001), ("Cinema 4D", 2005),
    ("cinema4d", 2005), ("vr_standalone", 2008), ("VR Standalone", 2008), ("unreal engine", 2020), ("unreal", 2020)])
def test_software_is_found_in_the_spelling_of_the_document_and_of_the_sdk(name, number):
    assert software_id(name) == number


def test_software_that_the_farm_does_not_have_is_named_with_what_it_has():
    with pytest.raises(BadInput, match="no software “word”; it has: Maya, 3ds Max"):
        software_id("word")


def test_what_is_drawn_has_one_word_for_every_number_that_nobody_documented():
    task = TaskRow(1, "a", TaskStatus(77), 77)
    frame = FrameRow(1, "1", FrameStatus(77), 77)
    assert task.status is TaskStatus.UNKNOWN
    assert frame.status is FrameStatus.UNKNOWN
    assert task.status_number == frame.status_number == 77
