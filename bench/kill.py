"""Kill the agent, the farm or both at random moments of a submission, and count what came of it.

    .venv/3.11/bin/python bench/kill.py [--runs 100] [--files 500] [--seed 1] [--kills 1]

Each run submits small files and two large ones to a farm of its own, kills with SIGKILL, starts again what was
killed, waits for the frames, and looks: one task, every file on the farm as it is here, none put in its place
twice, every frame here. Ends with 1 if a run did not.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from faults.nursery import note_arrivals

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.common import child
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset, Frames, RenderUnit, Scene
from foxsubmit.core.offer.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.settings.local_farm import read_address
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import Transfer, TransferState

FRAMES = 10
WHO = ("agent", "farm", "both")
PATIENCE = 120.0  # seconds for a run that was killed
LARGE = (3 << 20, 5 << 20)


class Kill(NamedTuple):
    """When, and who."""

    progress: float
    """Of the whole submission, as ``Case.progress`` tells: a time would be another moment on a busy machine."""
    later: float
    """Seconds after that: what the journal tells is a little old."""
    who: str


class Case:
    """One submission with its processes."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.project = project
        self.settings = Settings(folder / "home")
        self.farm_folder = folder / "farm"
        self.arrivals = folder / "arrivals"
        self.settings.remember_farm(self.farm_folder)
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.log = (folder / "log").open("ab")

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill("agent", "farm")
        self.log.close()

    def start_farm(self) -> None:
        """It writes a line for each file that it has put in its place."""
        self._start("farm", [sys.executable, __file__, "--farm", str(self.farm_folder), str(self.arrivals)])
        wait(lambda: (found := read_address(self.farm_folder)) and found.pid == self.running["farm"].pid, 30)

    def start_agent(self) -> None:
        """With waits that suit a farm on the same machine."""
        self._start("agent", child.command(
            sys.executable, "core.transfer.agent", "--home", str(self.settings.home), "--idle", "30",
            "--waits", "0.2", "0.5"))

    def _start(self, name: str, command: list[str]) -> None:
        self.running[name] = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env=child.environment())

    def kill(self, *names: str) -> None:
        """At once, and all of them before any is waited for."""
        processes = [self.running.pop(name) for name in names if name in self.running]
        for process in processes:
            process.send_signal(signal.SIGKILL)
        for process in processes:
            process.wait()

    def submit(self) -> str:
        """Write the project into the journal."""
        assets = [Asset(str(path), "node") for path in sorted(self.project.glob("*.bin"))]
        unit = RenderUnit("Scene", "Camera", Frames(1, FRAMES), (64, 36), format="PNG")
        scene = Scene(self.project / "shot.blend", "4.5.1", units=(unit,))
        with self.settings.credentials("local").api() as api:
            facts = read_facts(api, traits_of("blender"))
        (plan,) = build_plans("blender", "local", "2", facts, scene, find_all(assets), (),
                              Choices(output_folder=str(self.settings.home / "frames")))
        with contextlib.closing(Journal(self.settings.journal)) as journal:
            return journal.add(plan)

    def transfer(self) -> Transfer:
        """As the panel would show it."""
        with contextlib.closing(Journal(self.settings.journal)) as journal:
            return journal.transfers()[0]

    def progress(self, started: float) -> float:
        """0 to 1: a tenth before anything is sent, six tenths while it is sent, the rest until the last frame."""
        now = self.transfer()
        if now.state in (TransferState.PLANNED, TransferState.CREATING):
            return min(0.1, 0.1 * (time.monotonic() - started))
        if now.state is TransferState.UPLOADING:
            return 0.1 + 0.6 * now.part
        if now.state in (TransferState.CONFIGURING, TransferState.SUBMITTING):
            return 0.75
        return 0.8 + 0.2 * now.fetched / FRAMES

    def stored(self) -> dict[Path, int]:
        """What lies whole in the farm's storage: path -> inode, another one for a file that came again."""
        root = self.farm_folder / "storage" / "10201"
        found = {}
        for path in root.rglob("*"):
            with contextlib.suppress(FileNotFoundError):
                if path.is_file():
                    found[path] = path.stat().st_ino
        return found

    def failures(self, before: dict[Path, int]) -> Iterator[str]:
        """What is not as it must be; ``before`` is what had arrived when something was killed."""
        end = self.transfer()
        if end.state is not TransferState.FETCHED:
            yield f"it ended as {end.state.value}: {end.message}"
        with contextlib.closing(sqlite3.connect(self.farm_folder / "farm.sqlite")) as database:
            (tasks,) = database.execute("SELECT COUNT(*) FROM tasks").fetchone()
        if tasks != 1:
            yield f"there are {tasks} tasks"
        stored = self.stored()
        there = collections.Counter(digest(path) for path in stored)
        missing = [path.name for path in self.project.iterdir() if not there[digest(path)]]
        if missing:
            yield f"{len(missing)} files are not there as they are here: {missing[:3]}"
        again = [path.name for path, inode in before.items() if stored.get(path) != inode]
        if again:
            yield f"{len(again)} files that had arrived were sent again: {again[:3]}"
        lines = self.arrivals.read_text(encoding="utf-8").splitlines() if self.arrivals.exists() else []
        twice = [path for path, count in collections.Counter(lines).items() if count > 1]
        if twice:
            yield f"{len(twice)} files arrived more than once: {twice[:3]}"
        frames = list((self.settings.home / "frames").rglob("*.png"))
        if len(frames) != FRAMES or len({digest(path) for path in frames}) != FRAMES:
            yield f"there are {len(frames)} frames"
        left = [path.name for path in (self.settings.home / "frames").rglob(".foxsubmit-*")]
        if left:
            yield f"{left} were left behind"


def run(case: Case, kills: list[Kill]) -> tuple[list[str], list[str], float]:
    """One submission and its kills: where it stood at each, what is wrong at the end, how long it took."""
    case.start_farm()
    case.submit()
    began = time.monotonic()
    case.start_agent()
    before: dict[Path, int] = {}
    stages = []
    for kill in kills:
        started = time.monotonic()
        wait(lambda kill=kill, started=started: case.progress(started) >= kill.progress, PATIENCE)  # type: ignore[misc]
        time.sleep(kill.later)
        case.kill(*(("agent", "farm") if kill.who == "both" else (kill.who,)))
        stages.append(case.transfer().state.value)
        before.update(case.stored())
        if kill.who != "agent":
            case.start_farm()
        if kill.who != "farm":
            case.start_agent()
    with contextlib.suppress(TimeoutError):
        wait(lambda: case.transfer().state.over, PATIENCE)
    seconds = time.monotonic() - began
    return stages, list(case.failures(before)), seconds


def wait(condition: Any, seconds: float) -> None:
    """Until it holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def digest(path: Path) -> str:
    """Of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_project(folder: Path, files: int, chance: random.Random) -> None:
    """Small files, two large ones, something that passes for a scene."""
    folder.mkdir()
    sizes = [chance.randrange(4 << 10, 64 << 10) for _number in range(files - len(LARGE))]
    for number, size in enumerate([*sizes, *LARGE]):
        (folder / f"{number:04}.bin").write_bytes(os.urandom(size))
    (folder / "shot.blend").write_bytes(b"BLENDER-v405 a scene")


def serve(folder: Path, arrivals: Path) -> int:
    """Be the farm, and write down what arrives."""
    from foxsubmit.farm.http.run import main as farm  # noqa: PLC0415 - only this process needs the farm

    note_arrivals(arrivals)
    return farm(["--folder", str(folder), "--port", "0", "--simulate", "--seconds", "0.1"])


def main() -> int:
    """Run them all and print the tally."""
    if sys.argv[1:2] == ["--farm"]:
        return serve(Path(sys.argv[2]), Path(sys.argv[3]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--kills", type=int, default=1, help="in each run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the folders of runs that failed")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - repeatable, guards nothing
    folder = Path(tempfile.mkdtemp(prefix="kill-"))
    make_project(folder / "project", options.files, chance)
    length = one(folder / "calm", folder / "project", [], options)[2]
    print(f"undisturbed: {length:.1f} s")
    tally: collections.Counter[tuple[str, str]] = collections.Counter()
    failed = 0
    for number in range(options.runs):
        kills = sorted(Kill(chance.random(), chance.uniform(0, 0.3), chance.choice(WHO))
                       for _kill in range(options.kills))
        stages, failures, seconds = one(folder / f"{number:03}", folder / "project", kills, options)
        tally.update(zip(stages, (kill.who for kill in kills)))
        failed += bool(failures)
        said = ", ".join(f"{kill.who} at {100 * kill.progress:.0f} % ({stage})" for kill, stage in zip(kills, stages))
        print(f"{number + 1:3}: {said}: {seconds:.1f} s {'; '.join(failures) or 'fine'}", flush=True)
    print(f"\n{options.runs - failed} of {options.runs} runs: one task, every file identical, none sent again")
    for stage in TransferState:
        counts = [f"{tally[stage.value, who]:3} {who}" for who in WHO]
        if any(tally[stage.value, who] for who in WHO):
            print(f"  killed while {stage.value:<12} {', '.join(counts)}")
    if not options.keep:
        shutil.rmtree(folder)
    return 1 if failed else 0


def one(folder: Path, project: Path, kills: list[Kill], options: argparse.Namespace,
        ) -> tuple[list[str], list[str], float]:
    """A run in a folder of its own."""
    folder.mkdir()
    with Case(folder, project) as case:
        result = run(case, kills)
    if not (options.keep and result[1]):
        shutil.rmtree(folder)
    return result


if __name__ == "__main__":
    sys.exit(main())
