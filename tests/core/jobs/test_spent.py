"""What the farm does not tell of a cost is neither nothing nor left out, in any view; all views say the same amount."""

from __future__ import annotations

import dataclasses

import pytest

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs import spent
from foxsubmit.core.jobs.estimate import estimate
from foxsubmit.core.jobs.reading import frame_row, task_row
from foxsubmit.core.jobs.tasks import FrameRow, TaskRow
from foxsubmit.core.jobs.told import SCENE, grouped
from foxsubmit.core.money.amounts import cost_of


def task(number, cost, done=2):
    return TaskRow(number, "shot.blend", TaskStatus.RENDERING, 5, 8, done, cost=cost)


def frame(number, cost, status=FrameStatus.DONE):
    return FrameRow(number, str(number), status, int(status), 60.0, cost)


@pytest.mark.parametrize(("told", "cost"), [
    ({}, None), ({"renderConsume": None}, None), ({"renderConsume": 0}, 0.0),
    ({"renderConsume": 0.0, "userAccountConsume": 0.0, "couponConsume": 0.039}, 0.039),
    ({"renderConsume": 1.0, "userAccountConsume": 1.0, "couponConsume": 2.0}, 3.0),
    ({"renderConsume": None, "respRenderingTaskList": [
        {"id": 2, "taskStatus": 25, "renderConsume": 1.57}, {"id": 3, "taskStatus": 25, "renderConsume": 6.7}]}, 8.27)])
def test_jobs_and_costs_read_one_amount_of_a_task(told, cost):
    item = {"id": 1, "taskStatus": 25, **told}
    assert task_row(item).cost == cost
    assert cost_of(item) is None if cost is None else float(cost_of(item)) == cost


@pytest.mark.parametrize(("told", "cost"), [
    ({}, None), ({"feeAmount": None, "couponFee": None}, None), ({"feeAmount": 0.0, "couponFee": 0.037}, 0.037),
    ({"feeAmount": "0.10", "couponFee": "1.04"}, 1.14), ({"feeAmount": 0}, 0.0)])
def test_a_frame_costs_what_both_ways_of_paying_say(told, cost):
    assert frame_row({"id": 1, "taskId": 2, "frameIndex": "1", "frameStatus": 4, **told}).cost == cost


def test_what_is_not_told_is_said_beside_what_is():
    assert spent.in_words(spent.of_tasks([task(1, 0.1), task(2, 0.2)]), "USD") == "0.30 USD"
    assert spent.in_words(spent.of_tasks([task(1, 12.3), task(2, None)]), "USD") == "12.30 USD + 1 unknown"
    assert spent.in_words(spent.of_tasks([task(1, None)]), "USD") == "unknown"
    assert spent.in_words(spent.of_tasks([task(1, None, done=0)]), "USD") == "–", "nothing was rendered yet"
    (group,) = grouped([task(1, 12.3), task(2, None), task(3, None, done=0)], SCENE, {})
    assert spent.in_words(group.cost) == "12.30 + 1 unknown"


def test_a_question_says_what_is_known_of_the_cost():
    waits = frame(3, None, FrameStatus.WAITING)
    assert spent.so_far(spent.of_frames([frame(1, 0.4), frame(2, 0.5), waits])) == "So far it cost 0.90."
    assert spent.so_far(spent.of_frames([frame(1, None)])) == "What it cost so far is not known."
    assert spent.so_far(spent.of_tasks([])) == "What it cost so far is not known."


def test_an_estimate_goes_by_the_frames_whose_cost_is_told():
    frames = [frame(1, 1.0), frame(2, 1.0), frame(3, None)]
    found = estimate(frames, 10, 2.0, 1)
    assert found.cost == pytest.approx((9.0, 9.0)), "seven frames are left, at 1.00 each"
    assert found.measured == 2
    assert estimate(frames, 10, None, 1).cost == pytest.approx((9.0, 9.0)), "what its frames cost counts then"
    assert estimate([dataclasses.replace(each, cost=None) for each in frames], 10, 2.0, 1) is None
