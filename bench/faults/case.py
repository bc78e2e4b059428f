"""One submission of a small scene with a farm and an agent of its own, and what must be true of it at the end."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import shutil
import signal
import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Callable

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset, Frames, RenderUnit, Scene
from foxsubmit.core.offer.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.settings.local_farm import read_address, write_address
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import Transfer, TransferState

from .nursery import Nursery, Process
from .relay import Relay
from .shim import Page

FRAMES = 4
SCENE = "shot.blend"
FILES = {"0.bin": 700, "1.bin": 40_000, "2.bin": 3000, "木 3.bin": 1_300_000}
"""Small ones, which go together, and one that goes alone."""

PATIENCE = 25.0  # seconds in which something must change
MOST_DEATHS = 60
AGENT, FARM = "core.transfer.agent", "farm.http.run"
_facts: dict[str, Any] = {}
_planning = threading.Lock()
"""One plan at a time: jsonschema resolves references of a document for one thread."""


class Case:
    """Everything of a run lies below ``folder``: what may suffer in ``disk``, what the bench notes beside it.

    Use it as a context manager.
    """

    def __init__(self, folder: Path, nursery: Nursery, seconds: float = 0.0, offers: str = "",
                 apart: Collection[str] = ()) -> None:
        self.folder = folder
        self.disk = folder / "disk"
        # What lies ``apart`` is on another disk than the one that suffers.
        self.home, self.farm_folder, self.frames, self.project = (
            (folder / "apart" if name in apart else self.disk) / name for name in ("home", "farm", "frames", "project"))
        self.arrivals = folder / "arrivals"
        self.starts_noted = folder / "arrivals-starts"
        self.settings = Settings(self.home)
        self.seconds = seconds
        self._nursery = nursery
        self._offers = offers
        self._seen: object = None
        """How the submission stood at the last look."""
        self.submitted = False
        self.sent_again = False
        """Whether a file may have to be sent twice: what arrived was not what was sent."""
        self.farm_forgets = False
        """Whether the farm's disk loses its power: a farm may lose the last moment, and somebody submits again."""
        self.nothing_goes = False
        """Whether files cannot be removed: what should go may stay then."""
        self.faulty_frames = ""
        """Frames of the farm whose names contain this cannot be stored; empty for none."""
        self.relay: Relay | None = None
        """Between the agent and the farm, where there is one."""
        self.running: dict[str, Process] = {}
        self.pages: dict[str, Page] = {}
        self.starts = {"agent": 0, "farm": 0}
        self.deaths = 0
        self.idle = 0.5
        """Seconds after which an agent without work ends."""
        self.said: list[str] = []
        """Sentences with which processes have ended."""
        self.dead: list[str] = []
        """The last output of each process that died without a sentence."""
        folder.mkdir(parents=True, exist_ok=True)
        self.disk.mkdir(exist_ok=True)
        for name in ("agent", "farm"):
            self.pages[name] = Page(folder / f"page-{name}")

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill("agent", "farm")

    @property
    def scenes(self) -> tuple[str, ...]:
        """Return the names of the scenes that are submitted."""
        return (SCENE,)

    def make_project(self) -> None:
        """Write the scene and its files, and have them on the disk."""
        self.project.mkdir(parents=True)
        for name, size in FILES.items():
            (self.project / name).write_bytes(os.urandom(size))
        for name in self.scenes:
            (self.project / name).write_bytes(f"BLENDER-v405 {name}".encode())
        self.home.mkdir(parents=True, exist_ok=True)
        self.settings.remember_farm(self.farm_folder)
        if self.disk.is_mount():
            os.sync()

    def start(self, name: str) -> None:
        """Start the agent or the farm."""
        arguments = {
            "agent": ["--home", str(self.home), "--idle", str(self.idle), "--waits", "0.03", "0.06", "0.1"],
            "farm": ["--folder", str(self.farm_folder), "--port", "0", "--simulate", "--seconds", str(self.seconds),
                     *(["--fault", f"bad-disk,path={self.faulty_frames}"] if self.faulty_frames else [])],
        }[name]
        if self.home.exists():
            self.settings.logs.mkdir(exist_ok=True)
        self.starts[name] += 1
        self.running[name] = self._nursery.start(
            AGENT if name == "agent" else FARM, arguments, self.folder / f"log-{name}-{self.starts[name]}",
            self.pages[name].path, self.disk, self.arrivals if name == "farm" else None,
            self._offers if name == "farm" else "")

    def start_farm(self) -> None:
        """Start it, again where it dies, until it answers.

        Raises:
            TimeoutError: it never does.
        """
        self.start("farm")
        self.until(self.farm_answers)

    def farm_answers(self) -> bool:
        """Whether the farm has announced itself; one that has died is started again."""
        self.revive("farm")
        found = read_address(self.farm_folder)
        if found is None or found.pid != self.running["farm"].pid:
            return False
        if self.relay and not found.domain.endswith(f":{self.relay.port}"):
            self.relay.target = int(found.domain.rpartition(":")[2])
            write_address(self.farm_folder, dataclasses.replace(found, domain=f"127.0.0.1:{self.relay.port}"))
        return True

    def revive(self, *names: str) -> None:
        """Start again what has died, as somebody would; note what it said."""
        for name in names:
            process = self.running.get(name)
            code = process.poll() if process else None
            if process is None or code is None:
                continue
            self._note(name, process, code)
            self.running.pop(name)
            self.deaths += code != 0
            if self.deaths < MOST_DEATHS:
                self.start(name)

    def _note(self, name: str, process: Process, code: int) -> None:
        """Note how a process ended: 0 is its work done, and SIGKILL is the bench's own doing."""
        if code in (0, -signal.SIGKILL):
            return
        lines = process.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        last = lines[-1] if lines else ""
        if not last or any("Traceback" in line for line in lines):
            self.dead.append(f"{name} died with {code}: {last or 'without a word'}")
        else:
            self.said.append(last)

    def kill(self, *names: str) -> None:
        """End processes at once."""
        for name in names:
            if name in self.running:
                self.running.pop(name).kill()

    def when_due(self, begin: Callable[[], None]) -> None:
        """Let the fault begin where it is to: here at once."""
        begin()

    def submit(self) -> str:
        """Write the project into the journal; its id there."""
        submission = self.submit_scene(SCENE)
        self.submitted = True
        return submission

    def submit_scene(self, name: str, **choices: Any) -> str:
        """Write one scene into the journal; its id there."""
        assets = [Asset(str(path), "node") for path in sorted(self.project.glob("*.bin"))]
        unit = RenderUnit("Scene", "Camera", Frames(1, FRAMES), (64, 36), format="PNG")
        scene = Scene(self.project / name, "4.5.1", units=(unit,))
        if not _facts:
            with self.settings.credentials("local").api() as api:
                _facts["blender"] = read_facts(api, traits_of("blender"))
        with _planning:
            (plan,) = build_plans("blender", "local", "2", _facts["blender"], scene, find_all(assets), (),
                                  Choices(output_folder=str(self.frames), **choices))
        with contextlib.closing(Journal(self.settings.journal)) as journal:
            return journal.add(plan)

    def journal(self, do: Callable[[Journal], Any]) -> Any:
        """Do something with the journal as a panel would."""
        with contextlib.closing(Journal(self.settings.journal)) as journal:
            return do(journal)

    def transfers(self) -> tuple[Transfer, ...]:
        """Return the newest submission of each scene as the panel would show it."""
        found: tuple[Transfer, ...] = self.journal(Journal.transfers)
        newest = {each.name: each for each in reversed(found)}
        for name in self.scenes:
            if name not in newest:
                raise LookupError(f"the journal has forgotten the submission of {name}")
        return tuple([newest[name] for name in self.scenes])

    def transfer(self) -> Transfer:
        """Return the submission, or the last one, as the panel would show it."""
        return self.transfers()[-1]

    def until(self, condition: Callable[[], Any], patience: float = PATIENCE, pause: float = 0.02) -> Any:
        """Return what the condition says, once it says something.

        Raises:
            TimeoutError: never, and the submission stood still meanwhile.
        """
        end, before = time.monotonic() + patience, self._seen
        while not (result := condition()):
            if before != self._seen:  # on a busy machine everything takes longer; only what stands still hangs
                end, before = time.monotonic() + patience, self._seen
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(pause)
        return result

    def over(self) -> tuple[Transfer, ...] | None:
        """Return what was submitted once nothing more will happen to it; keep agent and farm alive meanwhile."""
        self.revive("agent", "farm")
        if self.relay:
            self.farm_answers()
        found = self.transfers()
        self._seen = [(now.state, now.bytes_done, now.fetched, now.end, now.message) for now in found]
        return found if self.at_rest(found) else None

    def at_rest(self, found: tuple[Transfer, ...]) -> bool:
        """Whether nothing more will happen by itself."""
        return all(now.state.over for now in found)

    def wanted(self) -> tuple[Transfer, ...]:
        """Return those whose frames must all be here in the end."""
        return self.transfers()

    def forgotten(self, ends: tuple[Transfer, ...]) -> bool:
        """Whether the farm has forgotten so much that it has to be submitted again."""
        return any(end.state is not TransferState.FETCHED for end in ends)

    def too_early(self, _started: dict[int, dict[int, int]]) -> Iterator[tuple[str, str]]:
        """Yield what was started too early, given each task that was and the states of all others at that moment."""
        yield from ()

    def mend_frames(self) -> None:
        """Have the farm store every frame again."""
        if self.faulty_frames:
            self.faulty_frames = ""
            with self.settings.credentials("local").api() as api:
                api.client.command("/farm/faults", faults=[])

    def decide(self) -> None:
        """Do what only a person can do about what rests now."""

    def progress(self) -> float:
        """0 to 1: how far the submission is by its own account."""
        now = self.transfer()
        if now.state in (TransferState.PLANNED, TransferState.CREATING):
            return 0.05
        if now.state is TransferState.UPLOADING:
            return 0.1 + 0.5 * now.part
        if now.state in (TransferState.CONFIGURING, TransferState.SUBMITTING):
            return 0.65
        return 1.0 if now.state.over else 0.7 + 0.29 * now.fetched / FRAMES

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Yield what is lost or doubled: frames and files that were said to be here, or there, and are not."""
        from .looking import look  # noqa: PLC0415 - the checks use this class

        yield from look(self)

    def remove(self) -> None:
        """Leave nothing behind."""
        self.kill("agent", "farm")
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclasses.dataclass
class Verdict:
    """The result of a run: each list is empty where all was right."""

    lost: list[str] = dataclasses.field(default_factory=list)
    doubled: list[str] = dataclasses.field(default_factory=list)
    hung: list[str] = dataclasses.field(default_factory=list)
    unexplained: list[str] = dataclasses.field(default_factory=list)
    said: list[str] = dataclasses.field(default_factory=list)
    """Sentences with which it stopped before it was continued; they are no faults."""
    hit: bool = True
    """Whether the fault came about."""

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Return (kind, what) of everything that is wrong."""
        return [(kind, what) for kind in ("lost", "doubled", "hung", "unexplained") for what in getattr(self, kind)]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
