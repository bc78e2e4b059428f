"""What tests of uploads share: a submission that is written down, and an engine that notes what it is asked."""

from __future__ import annotations

import time
from pathlib import Path

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.core.offer.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.upload import Upload


class Stopped(Exception):
    """What a wish of the user's becomes."""


def never():
    """Nobody wishes anything."""


class Recorder:
    """The real engine; notes which files it is asked to send, and from which byte."""

    asks = True

    def __init__(self, engine):
        self._engine = engine
        self.sent = []

    def have(self, files):
        return self._engine.have(files)

    def send(self, items, report):
        self.sent += [(Path(item.local).name, 0 if item.stored.complete else item.stored.bytes) for item in items]
        self._engine.send(items, report)


class Told:
    """A report that passes on what is told, and tells somebody else first."""

    def __init__(self, report, moved=None, arrived=None):
        self._report = report
        self._moved = moved
        self._arrived = arrived

    def check(self):
        self._report.check()

    def limit(self):
        return self._report.limit()

    def moved(self, server, done):
        if self._moved:
            self._moved(server, done)
        self._report.moved(server, done)

    def arrived(self, item, sent):
        if self._arrived:
            self._arrived(item, sent)
        self._report.arrived(item, sent)


class Watched(Recorder):
    """A recorder that also notes what moves and what arrives, and may do something then."""

    def __init__(self, engine, moved=lambda _server, _done: None, arrived=lambda _item, _sent: None):
        super().__init__(engine)
        self.moves = []
        self.arrivals = []
        self._on_moved = moved
        self._on_arrived = arrived

    def send(self, items, report):
        def moved(server, done):
            self.moves.append((server, done))
            self._on_moved(server, done)

        def arrived(item, sent):
            self.arrivals.append(Path(item.local).name)
            self._on_arrived(item, sent)

        super().send(items, Told(report, moved, arrived))


_facts = []


def offered(api):
    """What a farm offers: all that these tests make offer the same, and to ask takes longer than to plan."""
    if not _facts:
        _facts.append(read_facts(api, traits_of("blender")))
    return _facts[0]


def planned(host, api, journal, **choices):
    """The journal's row of a new submission."""
    (plan,) = build_plans("blender", "local", "2", offered(api), host.scene(), find_all(host.assets()), (),
                          Choices(**choices))
    return journal.get(journal.add(plan))


def upload(row, engine, api, journal, stop=never):
    """Send the files of a submission; the engine."""
    Upload(journal, engine, api.client.access_id, row, stop).run()
    return engine


def send(host, api, journal, stop=never):
    """Write a submission down and send its files; those that were sent, each with its first byte."""
    return upload(planned(host, api, journal), Recorder(open_engine(api)), api, journal, stop).sent


def settled(look):
    """What the farm has of a file once it has noticed that nobody sends any more."""
    before = None
    for _try in range(200):
        now = look()
        if now.bytes and now == before:
            return now
        before = now
        time.sleep(0.05)
    raise AssertionError(f"nothing stays of what was sent: {before}")


def stored_at(farm, path):
    """Where the farm keeps a file."""
    return farm.folder.joinpath("storage", "10201", *server_path(str(path)).strip("/").split("/"))
