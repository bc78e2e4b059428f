"""Compare what lies on the disks with what was promised."""

from __future__ import annotations

import collections
import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from foxsubmit.core.transfer.states import TransferState

if TYPE_CHECKING:
    from .case import Case


def digests(folder: Path, pattern: str = "*") -> collections.Counter[str]:
    """Count the files below a folder by their content."""
    from .case import digest  # noqa: PLC0415 - it imports this module's users

    found: collections.Counter[str] = collections.Counter()
    for path in folder.rglob(pattern):
        with contextlib.suppress(FileNotFoundError):
            if path.is_file():
                found[digest(path)] += 1
    return found


def look(case: Case) -> Iterator[tuple[str, str]]:
    """Yield ("lost" or "doubled", what) of a submission that says it is complete."""
    from .case import FRAMES  # noqa: PLC0415 - it imports this module's users

    wanted = case.wanted()
    for end in wanted:
        if end.state is not TransferState.FETCHED:
            yield "lost", f"{end.name} ended as {end.state.value}: {end.message}"
    if not case.farm_forgets:
        yield from there(case)
        yield from starts(case)
    whole = len(wanted) == len(case.scenes)
    yield from frames(case, FRAMES * len(wanted), "*.png" if whole else f"{wanted[-1].task_id}_*/*.png")


def there(case: Case) -> Iterator[tuple[str, str]]:
    """Yield what is wrong on the farm: it has one task, and every file once."""
    with contextlib.closing(sqlite3.connect(case.farm_folder / "farm.sqlite")) as database:
        (tasks,) = database.execute("SELECT COUNT(*) FROM tasks").fetchone()
    if tasks > len(case.scenes):
        yield "doubled", f"there are {tasks} tasks"
    if tasks < len(case.scenes):
        yield "lost", f"the farm has {tasks} tasks"
    stored = digests(case.farm_folder / "storage" / "10201")
    for content, count in digests(case.project).items():
        if not stored[content]:
            yield "lost", "a file is not there as it is here"
        elif stored[content] > count:
            yield "doubled", "a file lies on the farm twice"
    with contextlib.suppress(FileNotFoundError):
        if case.sent_again:
            case.arrivals.unlink()
        counted = collections.Counter(case.arrivals.read_text(encoding="utf-8").splitlines())
        for name in (name for name, times in counted.items() if times > 1):
            yield "doubled", f"{name} arrived {counted[name]} times"


def starts(case: Case) -> Iterator[tuple[str, str]]:
    """Yield which task was started twice, and which was before the one that it waits for had ended."""
    with contextlib.suppress(FileNotFoundError):
        lines = list(map(json.loads, case.starts_noted.read_text(encoding="utf-8").splitlines()))
        for task, times in collections.Counter(line["task"] for line in lines).items():
            if times > 1:
                yield "doubled", f"task {task} was started {times} times"
        yield from case.too_early({line["task"]: dict(line["others"]) for line in lines})


def frames(case: Case, wanted: int, pattern: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the frames here: each must be the farm's, whole, once."""
    here = digests(case.frames, pattern)
    there = digests(case.farm_folder / "storage" / "20201", pattern)
    for missing in there - here if not case.farm_forgets else ():
        yield "lost", f"a frame of the farm is not here ({missing[:8]})"
    if len(here) < wanted:
        yield "lost", f"{len(here)} of {wanted} frames are here"
    for path in case.frames.rglob("*.png"):
        if path.read_bytes()[-8:-4] != b"IEND":
            yield "lost", f"{path.name} is not whole"
    extra = [path.name for path in case.frames.rglob("*") if ".bak" in path.name or path.name.startswith(".foxsubmit-")]
    if extra and not (case.nothing_goes or case.farm_forgets):
        yield "doubled", f"{extra} lie beside the frames"
