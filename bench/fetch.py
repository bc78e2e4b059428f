"""How long the frames of a task take over a slow line, beside a plain client that has the same line.

    .venv/3.11/bin/python bench/fetch.py [--frames 100] [--round-trip 0.3] [--megabytes 200] [--rate 5]

A farm draws the frames; a relay holds every byte back for half a round trip in each direction. The line's own time is
that of a plain client: it asks for the task, lists its output folder by folder, and then brings the files over as many
HTTP/1.1 connections as we use (``AT_ONCE``), one after the other on each; it writes nothing. Ours does that, asks for
the transfer's settings and the hashes, syncs each file and notes it down. Prints both and their ratio, and the ratio to
the files alone; ends with 1 where the first is above 1.3. A further row is one large result over such a line that has
a rate for each connection: over one connection, and in pieces over several.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import queue
import selectors
import socket
import sys
import tempfile
import threading
import time
import unittest.mock
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from figures import JSON, tell

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.offer.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.settings.accounts import Credentials
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.engine import AT_ONCE
from foxsubmit.core.transfer.fetch.results import Results
from foxsubmit.core.transfer.fetch.storage_listing import files_below
from foxsubmit.core.transfer.http import engine
from foxsubmit.core.transfer.http.pieces import LARGE
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.farm.base.constants import INPUT, OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

MOST = 1.3
"""Times the line's own time."""
BLOCK = 1 << 16
MOST_WAITING = 64
"""Blocks on a connection with a rate: more than are under way in a round trip."""


class SlowLine:
    """Passes bytes on to a port, each after half a round trip, as many at once as come; use it as a context manager."""

    def __init__(self, target: int, round_trip: float, rate: float = 0.0) -> None:
        """``rate`` is the bytes a second of each connection, 0 for no limit."""
        self._target = target
        self._rate = rate
        self._delay = round_trip / 2
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])

    def __enter__(self) -> SlowLine:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        time.sleep(2 * self._delay)  # a connection is there after one round trip
        farm = socket.create_connection(("127.0.0.1", self._target))
        waiting: queue.Queue[tuple[float, socket.socket, bytes]] = queue.Queue(MOST_WAITING if self._rate else 0)
        deliverer = threading.Thread(target=self._deliver, args=(waiting,), daemon=True)
        deliverer.start()
        other = {client: farm, farm: client}
        with client, farm, selectors.DefaultSelector() as ready, contextlib.suppress(OSError):
            for each in other:
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                ready.register(each, selectors.EVENT_READ)
            while True:
                for key, _events in ready.select():
                    data = key.fileobj.recv(BLOCK)  # type: ignore[union-attr]
                    waiting.put((time.monotonic() + self._delay, other[key.fileobj], data))  # type: ignore[index]
                    if not data:
                        deliverer.join()  # what is still on the line arrives
                        return

    def _deliver(self, waiting: queue.Queue[tuple[float, socket.socket, bytes]]) -> None:
        free = 0.0  # when the line has sent what was given to it
        with contextlib.suppress(OSError):
            while True:
                at, to, data = waiting.get()
                time.sleep(max(0.0, at - time.monotonic()))
                if not data:
                    to.shutdown(socket.SHUT_WR)
                    return
                to.sendall(data)
                if self._rate:
                    free = max(free, time.monotonic() - BLOCK / self._rate) + len(data) / self._rate
                    time.sleep(max(0.0, free - time.monotonic()))


@contextlib.contextmanager
def rendered(folder: Path, frames: int) -> Iterator[tuple[Settings, int, LocalFarm]]:
    """Have a farm with a task whose frames are done and stay there."""
    scene = folder / "project" / "shot.blend"
    scene.parent.mkdir()
    scene.write_bytes(b"BLENDER-v405 a scene")
    unit = RenderUnit("Scene", "Camera", Frames(1, frames), (640, 360), "CYCLES", str(scene.parent / "out_"), "PNG")
    settings = Settings(folder / "home")
    with LocalFarm(folder / "farm", options=Options(simulate=True, seconds=0.0, workers=2)) as farm:
        settings.remember_farm(folder / "farm")
        with settings.credentials("local").api() as api, contextlib.closing(Journal(settings.journal)) as journal:
            facts = read_facts(api, traits_of("blender"))
            (plan,) = build_plans("blender", "local", "2", facts, Scene(scene, "4.5.1", units=(unit,)), (), (),
                                  Choices(download=False))
            submission = journal.add(plan)
            Agent(settings, idle=0.5, waits=(0.3,)).run()
            task = journal.get(submission).task_id
            if task is None:
                raise SystemExit("the task was not made")
            yield settings, task, farm


def listed(near: Credentials, port: int, task: int) -> tuple[list[str], float]:
    """The paths of a task's output, and the seconds that it takes to find them, with nothing known before."""
    with over(near, port) as api:
        began = time.perf_counter()
        api.query.task_info([task])
        paths = [file["filePath"] for file in files_below(api, api.transmit.get_output_files(task))]
        return paths, time.perf_counter() - began


def over(near: Credentials, port: int) -> FoxAPI:
    """A client of the farm behind a line."""
    return FoxAPI(near.access_id, near.access_key, f"127.0.0.1:{port}", near.platform, near.protocol)


def plain(api: FoxAPI, paths: Sequence[str]) -> float:
    """Seconds in which as many connections as we use bring the files, one after the other on each."""
    left: queue.SimpleQueue[str] = queue.SimpleQueue()
    for path in paths:
        left.put(path)

    def bring() -> None:
        connection = http.client.HTTPConnection(api.client.domain)
        with contextlib.suppress(queue.Empty):
            while True:
                params = {"path": left.get_nowait()}
                storage = f"/storage/{OUTPUT}"
                connection.request("GET", f"{storage}?{urlencode(params)}",
                                   headers=api.client.headers(storage, params, "GET"))
                response = connection.getresponse()
                if not response.read() or response.status != http.client.OK:
                    raise SystemExit(f"HTTP {response.status}")
        connection.close()

    threads = [threading.Thread(target=bring) for _number in range(AT_ONCE)]
    began = time.perf_counter()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return time.perf_counter() - began


def ours(settings: Settings, api: FoxAPI, task: int, folder: Path, frames: int) -> float:
    """Seconds in which the agent's own code brings them to their places."""
    with contextlib.closing(Journal(settings.journal)) as journal:
        submission = journal.add_fetch("local", "shot", task, str(folder))
        began = time.perf_counter()
        Results(journal, api, journal.get(submission), lambda: None).run()
        took = time.perf_counter() - began
        if len(journal.results(submission)) != frames:
            raise SystemExit("not all frames came")
    return took


def large(near: Credentials, farm: LocalFarm, folder: Path, size: int, line: SlowLine) -> tuple[float, float]:
    """Seconds for one large result: over one connection, and in pieces over several."""
    source = folder / "large"
    source.write_bytes(os.urandom(size))
    farm.state.storage.adopt(OUTPUT, [("/large.mov", source)])
    took = []
    for pieces_from in (size, LARGE):
        with over(near, line.port) as api, unittest.mock.patch.object(engine, "LARGE", pieces_from):
            began = time.perf_counter()
            engine.HttpEngine(api.client, INPUT, OUTPUT).fetch(
                "/large.mov", folder / "large.mov", size, lambda _done: None)
            took.append(time.perf_counter() - began)
    return took[0], took[1]


def main() -> None:
    """Measure each three times in turn, and compare the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=100)
    parser.add_argument("--round-trip", type=float, default=0.3, metavar="SECONDS")
    parser.add_argument("--megabytes", type=int, default=200, help="of one large result; 0 leaves it out")
    parser.add_argument("--rate", type=float, default=5.0, metavar="MB/S", help="of each connection, for that one")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(JSON, action="store_true", help="tell the figures to a program, too")
    options = parser.parse_args()
    line, files, own = [], [], []
    with tempfile.TemporaryDirectory() as name, rendered(Path(name), options.frames) as (settings, task, farm), \
            SlowLine(int(farm.domain.rpartition(":")[2]), options.round_trip) as slow:
        near = settings.credentials("local")
        for run in range(options.runs):
            paths, listing = listed(near, slow.port, task)
            with over(near, slow.port) as api:
                files.append(plain(api, paths))
            line.append(listing + files[-1])
            with over(near, slow.port) as api:
                own.append(ours(settings, api, task, Path(name) / f"frames-{run}", options.frames))
        if options.megabytes:
            with SlowLine(int(farm.domain.rpartition(":")[2]), options.round_trip, options.rate * 1e6) as limited:
                one, several = large(near, farm, Path(name), options.megabytes * 1_000_000, limited)
            sys.stdout.write(f"one file of {options.megabytes} MB, {options.round_trip * 1000:.0f} ms round trip, "
                             f"{options.rate:g} MB/s a connection: one connection {one:.1f} s, in pieces "
                             f"{several:.1f} s, ratio {several / one:.2f}\n")
            tell("large result", several, "s")
            tell("large result, one connection", one, "s")
    middle, mine, alone = (sorted(each)[len(each) // 2] for each in (line, own, files))
    tell("fetched", mine, "s")
    tell("the line", middle, "s")
    sys.stdout.write(f"{options.frames} frames, {options.round_trip * 1000:.0f} ms round trip, {AT_ONCE} connections: "
                     f"line {middle:.2f} s (files alone {alone:.2f} s), ours {mine:.2f} s, ratio {mine / middle:.2f} "
                     f"(at most {MOST}), to the files alone {mine / alone:.2f}\n")
    sys.exit(mine / middle > MOST)


if __name__ == "__main__":
    main()
