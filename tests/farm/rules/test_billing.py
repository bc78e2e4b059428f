from __future__ import annotations

import pytest

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.farm.base.database import Database
from foxsubmit.farm.base.refusal import FAILED, Refusal
from foxsubmit.farm.rules import billing
from foxsubmit.farm.rules.rules import Event, happen
from foxsubmit.farm.rules.tasks import add_task

SPENT = 0.75


@pytest.fixture
def database(tmp_path):
    """A farm's tables with a task of two frames, one of them rendered for 0.75 USD."""
    database = Database(tmp_path / "farm.sqlite")
    with database.change() as change:
        task = add_task(change, {"output": "x"})
        change.executemany("INSERT INTO frames (task, number, type) VALUES (?, ?, 5)", [(task, 1), (task, 2)])
        happen(change, Event.SUBMIT, task)
        happen(change, Event.START, task, [1])
        change.execute("UPDATE frames SET fee = ? WHERE id = 1", (SPENT,))
        happen(change, Event.FINISH, task, [1])
    yield database
    database.close()


@pytest.mark.parametrize(("balance", "rendered"), [(SPENT + 0.000001, True), (SPENT, False), (SPENT - 0.01, False)])
def test_the_last_cent_is_rendered_for_and_nothing_after_it(database, balance, rendered):
    with database.change() as change:
        billing.check(change, balance)
    task, frame = database.row("SELECT * FROM tasks"), database.row("SELECT * FROM frames WHERE id = 2")
    assert (task["status"], frame["status"]) == (
        (TaskStatus.RENDERING, FrameStatus.WAITING) if rendered else (TaskStatus.NO_BALANCE, FrameStatus.STOPPED))
    if rendered:
        billing.need_balance(database, balance)
    else:
        with pytest.raises(Refusal, match="balance") as caught:
            billing.need_balance(database, balance)
        assert caught.value.code == FAILED


@pytest.mark.parametrize(("seconds", "price"), [
    (0, 0.01), (53.7, 0.01), (53.8, 0.010013), (3600, 0.67), (5400, 1.005)])
def test_a_frame_costs_its_time_and_never_nothing(seconds, price):
    assert billing.fee(seconds) == pytest.approx(price, abs=1e-6)


def test_what_is_left_is_what_was_there_less_every_fee(database):
    assert billing.balance_left(database, 10) == 9.25
    assert billing.balance_left(database, 0.5) == -0.25
