"""Have a session go on until something is the case."""

from __future__ import annotations

import contextlib
import time

from foxsubmit.core.jobs.listing import Page
from foxsubmit.core.session.jobs.jobs import TaskAnswers


def until(session, condition, seconds=120.0):
    """The state in which it is; the limit is generous, since nothing is timed here."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        session.pump()
        with contextlib.suppress(LookupError):  # a row that is asked for may not be there yet
            if condition(session.state):
                return session.state
        time.sleep(0.01)
    raise AssertionError(f"it did not happen in time: {session.state}")


def look_finds(session, tasks):
    """Have the session take a look at the farm that finds exactly these tasks."""
    wanted = session.state.jobs.listing.filter
    session.jobs._looked(TaskAnswers(wanted, Page(1, tuple(tasks), more=False), (), ()))
