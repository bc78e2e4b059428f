"""Cut the power at the n-th system call or after the end: nothing that was not synced is there afterwards."""

from __future__ import annotations

import contextlib
import functools
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.states import TransferState

from .case import Case, Verdict, digest
from .chain import Make
from .course import finish, hung
from .mounts import FLUSH_LOG, NO_FLUSH, PowerlessDisk
from .nursery import Nursery
from .shim import STOP
from .sweep import calls_in_turn
from .trial import Kind, Trial, needs_root

ALL = ("home", "farm", "frames", "project")
DISKS = {"here": ("farm",), "farm": ("home", "frames", "project"), "both": ()}
"""Which disk loses its power -> what lies on another one."""

CALLS = ("write", "fsync", "rename", "unlink", "mkdir", "send")
OPTIONS = ("", "noauto_da_alloc")
"""Without the second, ext4 writes out a file that takes another's name; XFS and others do not."""


class Cut(NamedTuple):
    """When and where; a number of 0 is after the end."""

    disk: str
    who: str
    operation: str
    number: int
    later: float
    flush: int
    options: str


def run(make: Make, cut: Cut, folder: Path, nursery: Nursery) -> Verdict:
    """Make one run."""
    with make(folder, nursery, apart=DISKS[cut.disk]) as case:
        case.farm_forgets = cut.disk != "here"
        disk = PowerlessDisk(case.disk, folder / "image", cut.options)
        try:
            return _course(cut, case, disk)
        finally:
            case.kill("agent", "farm")
            disk.remove()


def _course(cut: Cut, case: Case, disk: PowerlessDisk) -> Verdict:
    verdict = Verdict()
    case.make_project()
    page = case.pages[cut.who]
    submitted = False

    def stopped() -> bool:
        if cut.number and page.hits:
            return True
        try:
            return submitted and case.over() is not None
        except FoxError:
            if page.hits:  # who was stopped meanwhile holds the journal
                return True
            raise

    if cut.number:
        case.when_due(lambda: page.arm(cut.operation, page.counts[cut.operation] + cut.number, 1, action=STOP))
    try:
        case.start("farm")
        if case.until(lambda: page.hits or case.farm_answers()) and not page.hits:
            case.submit()
            submitted = True
            case.start("agent")
        case.until(stopped)
    except TimeoutError:
        hung(case, verdict)
    time.sleep(cut.later)
    # A farm that goes on while the journal is read would put more on the disk than was promised.
    promised = promises(case, frozen=bool(page.hits) and cut.who == "agent") if submitted and cut.disk != "farm" else {}
    disk.cut(cut.flush)
    case.kill("agent", "farm")
    page.calm()
    disk.unmount()
    disk.mount()
    verdict.hit = bool(page.hits) or not cut.number
    if submitted and cut.disk != "farm":
        verdict.lost += broken(promised)
    finish(case, verdict)
    return verdict


def promises(case: Case, frozen: bool) -> dict[Path, str]:
    """Return the frames that are said to be here: path -> what it holds.

    An agent that is ``frozen`` may hold the journal: a copy of it is read then.
    """
    settings = case.settings
    if frozen:
        settings = Settings(case.folder / "promised")
        shutil.copytree(case.home, settings.home)
    with contextlib.closing(Journal(settings.journal)) as journal:
        here = [each for each in journal.transfers() if each.state is TransferState.FETCHED]
    return {path: digest(path) for each in here for path in case.frames.rglob(f"{each.task_id}_*/*.png")}


def broken(promised: dict[Path, str]) -> Iterator[str]:
    """Yield what was said to be here, and is not whole after the cut."""
    for path, content in promised.items():
        with contextlib.suppress(FileNotFoundError):
            if digest(path) == content:
                continue
        size = path.stat().st_size if path.exists() else "no"
        yield f"{path.name} was said to be here and has {size} bytes"


def trials(folder: Path, nursery: Nursery, chance: random.Random) -> Iterator[Trial]:
    """Yield runs without end; every fourth cut is after the end."""
    for number, (said, make, (who, operation, call)) in enumerate(calls_in_turn(folder, nursery, chance, CALLS)):
        after = number % 4 == 3
        disk = chance.choice([name for name in DISKS if not after or name != "farm"])
        cut = Cut(disk, who, operation, 0 if after else call, chance.choice((0.0, 0.5)) if after else 0.0,
                  chance.choice((NO_FLUSH, NO_FLUSH, FLUSH_LOG)), chance.choice(OPTIONS))
        when = f"{cut.later} s after the end" if after else f"at {who} {operation} {call}"
        label = f"power of {disk} {when}{', log flushed' if cut.flush == FLUSH_LOG else ''} {cut.options}"
        yield Trial(f"{label}{said}", functools.partial(run, make, cut))


KIND = Kind("power", 10, trials, needs_root)
