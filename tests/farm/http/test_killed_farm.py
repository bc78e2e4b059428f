"""What was answered is there after kill -9, whenever it comes."""

from __future__ import annotations

import random
import threading

import pytest
from test_farm_process import process

from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.settings.local_farm import read_address
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

ROUNDS = 10


class Told:
    """What the farm answered to."""

    def __init__(self):
        self.tasks, self.submitted, self.stopped, self.urgent, self.tagged, self.files = ([] for _each in range(6))
        self.something = threading.Event()
        """There is something to lose, or nobody goes on asking."""


def burst(visitor, told, number):
    """Commands one after the other until the farm is gone; what it answered is written down."""
    try:
        for count in range(1000):
            task = visitor.api.task.create_task()["taskIdList"][0]
            told.tasks.append(task)
            path = f"/D/{number}-{count}.png"
            if visitor.put(path, b"x" * count)["data"]["complete"]:
                told.files.append((path, count))
            visitor.api.tag.add_task_tag(f"of {task}", [task])
            told.tagged.append(task)
            visitor.api.task.update_priority(task, 60)
            told.urgent.append(task)
            visitor.send(task)
            visitor.api.task.submit_task(task)
            told.submitted.append(task)
            visitor.api.task.stop_task([task])
            told.stopped.append(task)
            told.something.set()
    except (FoxError, OSError):
        return
    finally:
        told.something.set()


@pytest.mark.slow
def test_kill_9_at_any_moment_loses_nothing_that_was_answered(folder, visit, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.api.wire.client.WAITS", ())
    chance = random.Random(7)  # noqa: S311 - the moments may be known
    told = Told()
    for number in range(ROUNDS):
        with process(folder, "--seconds", "0.01") as farm:
            visitor = visit(read_address(folder))
            # The first one lives until all commands were answered once, however slow the machine is.
            timer = threading.Timer(chance.uniform(0.1, 0.9), lambda: told.something.wait() and farm.kill())
            timer.start()
            burst(visitor, told, number)
            timer.join()
            farm.wait()
    assert told.stopped, "there was something to lose"
    assert len(set(told.tasks)) == len(told.tasks), "no number is given twice"
    with LocalFarm(folder, options=Options(simulate=True, seconds=3600)) as running:
        check(visit(running), told)


def check(visitor, told):
    tasks = {task["id"]: task for number in range(1, 9) for task in
             visitor.api.query.get_task_list(number, 1000)["items"]}
    assert set(told.tasks) <= set(tasks)
    assert all(tasks[task]["taskUserLevel"] == 60 for task in told.urgent)
    assert all(f'"of {task}"' in tasks[task]["labels"] for task in told.tagged)
    assert all(tasks[task]["totalFrames"] == 3 for task in told.submitted)
    assert {tasks[task]["taskStatus"] for task in told.stopped} <= {10, 25}, "stopped, or done before"
    stored = visitor.have(*told.files)
    assert all(answer["complete"] and answer["sha256"] for answer in stored)
