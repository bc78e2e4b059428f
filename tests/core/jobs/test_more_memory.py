"""Frames that ran out of memory go to nodes with more of it, which are otherwise like those that they had."""

from __future__ import annotations

import pytest
from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.jobs.more_memory import move_to, next_memory
from foxsubmit.core.offer.values import Hardware


def failed(ram):
    return [frame(1, FrameStatus.FAILED, 3, 0, ram=ram), frame(2, FrameStatus.DONE, 3, 0, ram=512)]


@pytest.mark.parametrize(("had", "rams", "wanted"), [
    (64, ("64", "128", "256"), 128), (128, ("64", "128"), 0), (64, (), 128), (0, ("64", "128"), 64)])
def test_the_next_larger_memory_is_taken(had, rams, wanted):
    offered = [Hardware(place, "", False, ram) for place, ram in enumerate(rams)]
    assert next_memory(failed(had), offered) == wanted


def test_nodes_that_are_switched_off_are_not_offered():
    assert next_memory(failed(64), [Hardware(1, "", False, "128", reason="Switched off"),
                                    Hardware(2, "", False, "256")]) == 256


class Farm:
    """The calls that moving a task takes."""

    def __init__(self, *offered):
        self.offered, self.edited = list(offered), []
        self.user = self.task = self

    def get_hardware_config(self, task_ids):
        assert task_ids == ["1001"]
        return self.offered

    def edit_task_hardware_config(self, *given):
        self.edited.append(given)


def node(number, kind, model, ram, current=False, status=1):
    return {"id": number, "type": kind, "model": model, "ram": f"{ram}GB", "gpuNum": "2*GPU" if kind == 2 else None,
            "current": current, "status": status}


def test_the_nodes_stay_of_their_type_and_model():
    farm = Farm(node(1, 1, "Default", 64), node(2, 1, "Default", 128), node(3, 2, "1080", 128),
                node(4, 2, "4090", 64, current=True), node(5, 2, "4090", 128))
    move_to(farm, 1001, 128)
    assert farm.edited == [([1001], ["5"], "4090", "2*GPU", "128GB")]


@pytest.mark.parametrize("offered", [
    (node(1, 1, "Default", 64, current=True), node(3, 2, "4090", 128)),
    (node(1, 1, "Default", 64, current=True), node(2, 1, "Default", 128, status=0)),
    (node(1, 1, "Default", 64), node(2, 1, "Default", 128), node(3, 2, "4090", 128))])
def test_a_task_is_not_moved_to_another_type_by_accident(offered):
    farm = Farm(*offered)
    with pytest.raises(BadInput, match="no nodes with 128 GB"):
        move_to(farm, 1001, 128)
    assert farm.edited == []
