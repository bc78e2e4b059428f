"""What tests of the agent have in common: a submission, an agent process, waiting."""

from __future__ import annotations

import contextlib
import time

from tests import forking
from tests.core.transfer.uploads import offered

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm.store.storage import Storage

QUICK = {"core.transfer.retry_schedule.WATCH": (0.3, 0.6)}
"""Seconds between two looks at a task, at a farm that renders a frame in a twentieth of a second."""


def submit(host, api, journal, **choices):
    """Write a submission into the journal; its id."""
    return journal.add(planned(host, api, **choices))


def planned(host, api, **choices):
    """The plan of a submission."""
    (plan,) = build_plans("blender", "local", "2", offered(api), host.scene(), find_all(host.assets()), (),
                          Choices(**choices))
    return plan


def work(settings):
    """An agent in this thread, until there is nothing left to do."""
    Agent(settings, idle=0.1, waits=(0.1,)).run()


@contextlib.contextmanager
def agent(settings, idle=60.0, waits=(0.3,)):
    """An agent as a process, killed at the end; it waits for what a busy machine submits late, and else not long."""
    process = forking.start(forking.AGENT, "--home", str(settings.home), "--idle", str(idle), "--waits",
                            *map(str, waits), changed=QUICK)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(condition, seconds=180.0):
    """What the condition says once it says something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := condition():
            return result
        time.sleep(0.05)  # the condition reads the journal, which the agent writes meanwhile
    raise AssertionError("it did not happen in time")


def transfer(journal, submission):
    """One submission as the panel shows it."""
    return next(each for each in journal.transfers() if each.id == submission)


def over(journal, submission):
    """A condition: nothing more will happen to it."""
    return lambda: transfer(journal, submission).state.over


def note_arrivals(monkeypatch):
    """The keys of files that arrive whole at a farm in this process, in their order."""
    keys = []
    settle = Storage.settle

    def noted(self, bid, files):
        refused = settle(self, bid, files)
        keys.extend(each.key.rpartition("/")[2] for each, no in zip(files, refused) if bid == INPUT and not no)
        return refused

    monkeypatch.setattr(Storage, "settle", noted)
    return keys


class LargeFiles:
    """Requests that send a large file to a farm in this process; the last is what is asked about."""

    def __init__(self):
        self.begun_at = []
        """The byte that each begins at."""
        self._last = None
        self.open = False

    def begins(self, incoming):
        self.begun_at.append(incoming.stored)
        self._last, self.open = incoming, True

    def ends(self, incoming):
        self.open = self.open and incoming is not self._last

    @property
    def stored(self):
        """Bytes that the farm has stored."""
        return self._last.stored if self._last else 0


def note_large_files(monkeypatch):
    """What comes to a farm in this process, of files that are too large for a bundle."""
    noted, receive, leave = LargeFiles(), Storage.receive, Storage.leave

    def begins(self, bid, path, offset, size, before=""):
        incoming = receive(self, bid, path, offset, size, before)
        if bid == INPUT:
            noted.begins(incoming)
        return incoming

    def ends(self, incoming):
        leave(self, incoming)
        noted.ends(incoming)

    monkeypatch.setattr(Storage, "receive", begins)
    monkeypatch.setattr(Storage, "leave", ends)
    return noted


def note_fetches(monkeypatch):
    """The server paths that an agent in this process fetches, in their order."""
    paths = []
    fetch = HttpEngine.fetch

    def noted(self, server, local, size, progress):
        paths.append(server)
        return fetch(self, server, local, size, progress)

    monkeypatch.setattr(HttpEngine, "fetch", noted)
    return paths
