"""What a scene of very many files takes: seconds of each step, and the most memory of panel, agent and farm.

    .venv/3.11/bin/python bench/large.py [--files 100000] [--plan-only] [--folder FOLDER]

Every file is a texture of its own, the worst case for the lists. The panel is a session in a process of its own that
reads, checks and submits; then an agent works the journal off against a simulated farm, and both do so again with
nothing changed. ``--plan-only`` stops after the plan: with ``--files 1000000`` it shows what is said of a scene that is
too large. Prints figures of one run; machines differ. Memory is the most in megabytes, and so is the journal, alone
and with its write-ahead log.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figures import JSON, tell

from foxsubmit.core.model.host import Asset, Frames, RenderUnit, Scene
from foxsubmit.core.session import link
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.state import State
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.agent import work
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.farm_process import farm_process
from foxsubmit.hosts.recorded import RecordedHost

IN_FOLDER = 1000
LIMITS = {"panel": 250, "agent": 150, "journal": 60}
"""Megabytes that each may take with 100,000 files."""


def make(folder: Path, files: int) -> None:
    """A scene, and textures a thousand to a folder."""
    folder.mkdir(parents=True)
    for number in range(files):
        path = _texture(folder, number)
        if number % IN_FOLDER == 0:
            path.parent.mkdir()
        path.write_bytes(b"%d" % number)
    (folder / "large.blend").write_bytes(b"BLENDER-v405 a scene")


def _texture(folder: Path, number: int) -> Path:
    return folder / f"set_{number // IN_FOLDER:04}" / f"texture_{number:07}_diffuse.png"


def scene(folder: Path, files: int) -> RecordedHost:
    """The host that has it open."""
    unit = RenderUnit("Scene", "Camera", Frames(1, 1), (64, 36), "CYCLES", str(folder / "out_"), "PNG")
    textures = tuple(Asset(str(_texture(folder, number)), f'Image "{number}"', "image") for number in range(files))
    return RecordedHost(Scene(folder / "large.blend", "4.5.1", units=(unit,)), textures, name="blender")


def panel(home: Path, folder: Path, files: int) -> Iterator[tuple[str, Any]]:
    """Read, check and submit; what it took, step by step."""
    link.ensure_agent = lambda _settings: False  # type: ignore[assignment]
    session = Session(scene(folder, files), Settings(home))
    session.account.connect()
    session.scene.refresh()
    started = time.perf_counter()
    _until(session, lambda state: state.scene.gathered and state.scene.new_bytes is not None)
    yield "scan", time.perf_counter() - started
    yield "memory after the scan", _memory()
    started = time.perf_counter()
    session.submit.submit()
    _until(session, lambda state: not state.submit.planning)
    yield "plan", time.perf_counter() - started
    yield "said", session.state.message or " ".join(each.text for each in session.state.submit.findings)
    yield "submitted", len(session.state.submit.submitted)
    session.close()


def _until(session: Session, condition: Any) -> State:
    while not condition(session.state):
        session.pump()
        time.sleep(0.005)
    return session.state


def agent(home: Path) -> Iterator[tuple[str, Any]]:
    """Send and fetch what is in the journal."""
    settings = Settings(home)
    started = time.perf_counter()
    work(settings, 20, (0.5,))
    yield "sent and fetched, and waited 20 s", time.perf_counter() - started
    with contextlib.closing(Journal(settings.journal)) as journal:
        newest = journal.transfers()[0]
    yield "state", newest.state.value
    yield "said", newest.message


def _role(role: str, home: Path, folder: Path, files: int, trace: bool) -> None:
    """Be one of the processes, and tell in JSON."""
    if trace:
        tracemalloc.start(12)
    told = dict(panel(home, folder, files) if role == "panel" else agent(home))
    told["memory"] = _memory()
    print(json.dumps(told))


def _memory(pid: str = "self") -> float:
    """The most that a process has held, in megabytes; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
    return 0.0


def _run(role: str, home: Path, folder: Path, files: int) -> dict[str, Any]:
    """Run one of the processes, and return what it told, with the most that the journal took meanwhile."""
    command = [sys.executable, __file__, "--role", role, "--home", str(home), "--folder", str(folder), "--files",
               str(files)]
    journal = Settings(home).journal
    log = journal.with_name(f"{journal.name}-wal")
    alone = both = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            alone, both = max(alone, _size(journal)), max(both, _size(journal) + _size(log))
            time.sleep(0.05)
        said = process.communicate()[0]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    told: dict[str, Any] = {**json.loads(said.splitlines()[-1]), "journal": max(alone, _size(journal)) / 1e6,
                            "with its log": both / 1e6}
    print(f"{role:<8}" + "  ".join(
        f"{name} {value:,.1f}" if isinstance(value, float) else f"{name}: {value}" for name, value in told.items()),
        flush=True)
    return told


def _size(path: Path) -> int:
    """Bytes of a file; 0 where it is not there."""
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0


def main() -> int:
    """Make, submit, send, and all again; ends with 1 over the limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--plan-only", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--role", choices=("panel", "agent"), help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--trace", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(JSON, action="store_true", help="tell the figures to a program, too")
    options = parser.parse_args()
    if options.role:
        _role(options.role, options.home, options.folder, options.files, options.trace)
        return 0
    with tempfile.TemporaryDirectory() as name:
        most: dict[str, float] = {}
        home, folder, farm = (Path(name) / each for each in ("home", "project", "farm"))
        make(folder, options.files)
        Settings(home).remember_farm(farm)
        with farm_process(farm, "--simulate"):
            for turn in ("first", "unchanged"):
                print(f"{turn}: {options.files:,} files")
                for role in ("panel",) if options.plan_only else ("panel", "agent"):
                    told = _run(role, home, folder, options.files)
                    most[role] = max(most.get(role, 0), told["memory"])
                    most["journal"] = max(most.get("journal", 0), told["journal"])
                if options.plan_only:
                    return 0
    for name, value in most.items():
        tell(f"memory: {name}", value, "MB")
    over = [name for name, limit in LIMITS.items() if most[name] > limit]
    print("".join(f"{name} {most[name]:,.0f} MB of {limit}{'  OVER' if name in over else ''}\n"
                  for name, limit in LIMITS.items()), end="")
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
