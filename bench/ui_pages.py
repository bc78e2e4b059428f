"""What the pages beside the lists take of the main thread: costs, account, settings, help, and a task's next step."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal

from bench.panels import at_jobs, many, states
from bench.ticks import Watch, turn
from tests.ui.doubles import Double
from tests.ui.having import having
from tests.ui.job_states import frame

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs.tasks import Detail, FrameRow
from foxsubmit.core.model.logs.reasons import Reason
from foxsubmit.core.model.logs.rules import Cause
from foxsubmit.core.money.costs import ARTIST, DAY, PROJECT, Costs, TaskEntry
from foxsubmit.core.session.state import State
from foxsubmit.ui.jobs.task_detail import FRAMES, NEXT

TASKS, PROJECTS, DAYS, FRAME_COUNT = 10_000, 300, 365, 10_000
FAILED = 40
"""One frame in so many has failed."""


def costs() -> None:
    """A year of 10,000 tasks: the page opened, added up in each way, its costs read again."""
    first = datetime.date(2026, 1, 1)
    tasks = tuple(TaskEntry(number, f"project {number % PROJECTS}", f"artist {number % 60}",
                            (first + datetime.timedelta(days=number % DAYS)).isoformat(),
                            Decimal(number % 997) / 100) for number in range(TASKS))
    session = Double(having(states().money(), money={"costs": Costs(tasks, "USD")}))
    panel = at_jobs(session)
    turn(1.0)
    with Watch() as watch:
        panel._turn_aside("money")
        turn(1.0)
    watch.report("10,000 tasks: costs and plot opened")
    part = panel.money.parts["costs"]
    with Watch() as watch:
        for by in (ARTIST, DAY, PROJECT):
            part.by.chosen.emit(by)
            turn(0.3)
    watch.report("10,000 tasks: added up in three ways")
    with Watch() as watch:
        for number in range(10):
            session.becomes(having(session.state, money={"tested": f"Test {number}."}))
            turn(0.1)
    watch.report("10,000 tasks: journal read beside the costs")
    with Watch() as watch:
        session.becomes(having(session.state, money={"costs": Costs(tasks[1:], "USD")}))
        turn(0.5)
    watch.report("10,000 tasks: costs read again")
    with Watch() as watch:
        for name in ("budgets", "notices", "sending", "costs"):
            panel.money.show_part(name)
            turn(0.3)
    watch.report("10,000 tasks: the other parts shown")
    panel.close()


def pages() -> None:
    """The pages of the account, the settings and the keys, opened for the first time and again."""
    session = Double(states().own_things())
    panel = at_jobs(session)
    turn(1.5)
    for again in (False, True):
        for name in ("account", "settings", "help"):
            with Watch() as watch:
                panel._turn_aside(name)
                turn(0.5)
            watch.report(f"page “{name}”: opened{' again' if again else ''}")
    panel.close()


def steps() -> None:
    """A task of 10,000 frames of which some failed: its reasons drawn, then one frame changes, 20 times."""
    session = Double(states().studio())
    panel = at_jobs(session)
    turn(0.5)
    state = failed()
    with Watch() as watch:
        session.becomes(state)
        turn(1.5)
    watch.report("10,000 frames, 250 failed: drawn")
    for page, name in ((FRAMES, "the frames are seen"), (NEXT, "the reasons are seen")):
        panel.jobs.detail.turn(page)
        turn(0.5)
        with Watch() as watch:
            for place in range(20):
                rows = list(session.state.jobs.frames)
                rows[place] = dataclasses.replace(rows[place], cost=9.0 + place)
                session.becomes(having(session.state, jobs={"frames": tuple(rows)}))
                turn(0.1)
        watch.report(f"250 failed, one frame changes: {name}")
    panel.jobs.detail.turn(FRAMES)
    state = tested()
    with Watch() as watch:
        session.becomes(state)
        turn(1.5)
    watch.report("10,000 frames, 3 tested: drawn")
    panel.close()


def failed() -> State:
    """A task of which one frame in 40 has failed, for one of four reasons or one that nobody read."""
    state = many(1, FRAME_COUNT)
    reasons = (Reason(Cause.MEMORY, "Error: not enough memory: 63.8 GB needed", "63.8 GB"),
               Reason(Cause.FILE, "Unable to load texture P:/maps/brick_wet.exr", "P:/maps/brick_wet.exr"),
               Reason(Cause.MEMORY, "Error: not enough memory: 64.0 GB needed", "64.0 GB"), None)
    rows = tuple(dataclasses.replace(row, status=FrameStatus.FAILED, status_number=int(FrameStatus.FAILED),
                                     thumbnail=None, why=reasons[place // FAILED % 4]) if place % FAILED == 0 else row
                 for place, row in enumerate(state.jobs.frames))
    row = dataclasses.replace(state.jobs.tasks[0], frames=FRAME_COUNT + 100, failed=FRAME_COUNT // FAILED)
    return having(state, jobs={"tasks": (row,), "frames": rows, "detail": Detail(row, complete=True)})


def tested() -> State:
    """A task whose three test frames are done."""
    state = many(1, 1)
    row = dataclasses.replace(state.jobs.tasks[0], id=7, status=TaskStatus.TEST_DONE, rendering=0, done=3,
                              status_number=int(TaskStatus.TEST_DONE), frames=FRAME_COUNT)

    def one(number: int) -> FrameRow:
        if number < 3:
            return frame(number, FrameStatus.DONE, 300, 0.2, states().thumbnails[number], task_id=7)
        return frame(number, FrameStatus.WAITING, 0, 0, task_id=7)

    return having(state, jobs={"tasks": (row,), "selected": 7, "frames": tuple(map(one, range(FRAME_COUNT))),
                               "detail": Detail(row, complete=True)})


CASES = {"costs": costs, "pages": pages, "steps": steps}
