"""How long the frames of a task take over a slow line, beside a plain client that has the same line.

    .venv/3.11/bin/python bench/fetch.py [--frames 100] [--round-trip 0.3]

A farm draws the frames; a relay holds every byte back for half a round trip in each direction. The line's own time is
that of a plain client: it asks for the task, lists its output folder by folder, and then brings the files over as many
HTTP/1.1 connections as we use (``AT_ONCE``), one after the other on each; it writes nothing. Ours does that, asks for
the transfer's settings and the hashes, syncs each file and notes it down. Prints both and their ratio, and the ratio to
the files alone; ends with 1 where the first is above 1.3.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import queue
import selectors
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from foxsubmit.core.api import FoxAPI
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.offer.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.settings.accounts import Credentials
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.agent import Agent
from foxsubmit.core.transfer.fetch.fetching import AT_ONCE
from foxsubmit.core.transfer.fetch.results import Results
from foxsubmit.core.transfer.fetch.storage_listing import files_below
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.farm.base.constants import OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

MOST = 1.3
"""Times the line's own time."""
BLOCK = 1 << 16


class SlowLine:
    """Passes bytes on to a port, each after half a round trip, as many at once as come; use it as a context manager."""

    def __init__(self, target: int, round_trip: float) -> None:
        self._target = target
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
        waiting: queue.Queue[tuple[float, socket.socket, bytes]] = queue.Queue()
        threading.Thread(target=self._deliver, args=(waiting,), daemon=True).start()
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
                        time.sleep(2 * self._delay)
                        return

    def _deliver(self, waiting: queue.Queue[tuple[float, socket.socket, bytes]]) -> None:
        with contextlib.suppress(OSError):
            while True:
                at, to, data = waiting.get()
                time.sleep(max(0.0, at - time.monotonic()))
                if not data:
                    to.shutdown(socket.SHUT_WR)
                    return
                to.sendall(data)


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


def main() -> None:
    """Measure each three times in turn, and compare the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=100)
    parser.add_argument("--round-trip", type=float, default=0.3, metavar="SECONDS")
    parser.add_argument("--runs", type=int, default=3)
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
    middle, mine, alone = (sorted(each)[len(each) // 2] for each in (line, own, files))
    sys.stdout.write(f"{options.frames} frames, {options.round_trip * 1000:.0f} ms round trip, {AT_ONCE} connections: "
                     f"line {middle:.2f} s (files alone {alone:.2f} s), ours {mine:.2f} s, ratio {mine / middle:.2f} "
                     f"(at most {MOST}), to the files alone {mine / alone:.2f}\n")
    sys.exit(mine / middle > MOST)


if __name__ == "__main__":
    main()
