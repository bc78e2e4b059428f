"""What the artist has to decide about a task that rests or has failed, and the figures for it. Pure."""

from __future__ import annotations

import enum
from typing import NamedTuple

from ..common.i18n import _, count
from ..model.ending import End, ended
from ..offer.values import Account
from .balance import there
from .estimate import Band, Measured, money_range, rest, time_range
from .tasks import TaskRow


class Step(enum.Enum):
    """The kind of decision."""

    REST = "rest"
    """The test frames are done: are the others to be rendered?"""
    BALANCE = "balance"
    """The balance is used up."""
    TIME = "time"
    """It took longer than it may."""
    FAILED = "failed"
    """Frames failed."""


def next_step(task: TaskRow | None) -> Step | None:
    """None where nothing is to be decided."""
    end = ended(task) if task is not None else None
    steps = {End.TEST_DONE: Step.REST, End.NO_BALANCE: Step.BALANCE, End.TIMED_OUT: Step.TIME}
    if end in steps:
        return steps[end]
    return Step.FAILED if task is not None and task.failed else None


class Rest(NamedTuple):
    """The frames that are left of a task, and what they are expected to take; None where nobody knows."""

    frames: int
    cost: Band | None
    seconds: Band | None
    """Seconds with all nodes that may render it at once, else with one."""
    nodes: int | None
    measured: int
    """Frames that it was made from."""


def rest_of(task: TaskRow, measured: Measured) -> Rest:
    """Return the frames that are left of a task, with their price and time by what was measured of those done."""
    left = max(0, task.frames - task.done - task.failed)
    expected = rest(measured, task.frames, task.node_limit)
    if expected is None:
        return Rest(left, None, None, task.node_limit, 0)
    cost, seconds = expected
    return Rest(left, cost, seconds if seconds.high else None, task.node_limit, measured.costs.number)


def cost_words(each: Rest, currency: str) -> str:
    """``39–54 USD, from 3 frames``."""
    if each.cost is None:
        return _("not known")
    return _("{cost}, from {source}").format(cost=money_range(each.cost, currency),
                                             source=count("{n} frame", "{n} frames", each.measured))


def time_words(each: Rest) -> str:
    """``about 3 h on 10 nodes``, or how long one node would render."""
    if each.seconds is None:
        return _("not known")
    if each.nodes:
        return _("about {time} on {nodes}").format(time=time_range(each.seconds),
                                                   nodes=count("{n} node", "{n} nodes", each.nodes))
    return _("{time} of rendering, shared by the nodes").format(time=time_range(each.seconds))


def go_words(each: Rest, currency: str) -> str:
    """Return the words of the button that renders the rest: what it costs, and how long it takes."""
    if each.cost is None:
        return _("Render the rest")
    cost = money_range(each.cost, currency)
    if each.seconds is None or not each.nodes:
        return _("Render the rest for {cost}").format(cost=cost)
    return _("Render the rest for {cost}, about {time}").format(cost=cost, time=time_range(each.seconds))


def short(each: Rest, account: Account | None) -> bool:
    """Whether what is there may not be enough."""
    amount = there(account)
    return amount is not None and each.cost is not None and each.cost.high > amount
