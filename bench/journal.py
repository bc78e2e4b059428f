"""How large the journal is after thousands of finished tasks, and what a look at it takes.

    .venv/3.11/bin/python bench/journal.py [--tasks 5000] [--files 20] [--frames 100] [--looks 50]

Each task goes through the journal as a submission does: planned, its files arrived, its frames fetched, over. Then the
journal is tidied as an idle agent does, and read as the panel reads it each second. Prints the size of its file and the
CPU time of the first look, of one where nothing changed and of one where an upload moved; ends with 1 over the bounds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable

from foxsubmit.core.assets.found import LocalFile
from foxsubmit.core.plan.plan import Plan, SentFile
from foxsubmit.core.transfer.engine import SentContent
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.journal.queue import QueueReader
from foxsubmit.core.transfer.journal.records import FetchedResult
from foxsubmit.core.transfer.journal.sent_files import ArrivedFile
from foxsubmit.core.transfer.states import TransferState

sys.path.insert(0, str(Path(__file__).parents[1]))  # for bench, where it is run as a file

from bench.figures import JSON, tell

MOST_BYTES, MOST_LOOK = 30_000_000, 0.010
CASE = Path(__file__).parents[1] / "tests" / "golden" / "blender-still"
ACCESS_ID = "a" * 32


def plan(number: int, files: int) -> Plan:
    """A scene of its own with the textures of a library, as thousands of submissions have."""
    chance = random.Random(number)  # noqa: S311
    folder = f"/studio/projects/film/sequence_{number // 50:03}/shot_{number:04}"
    paths = [f"{folder}/shot_{number:04}.blend", *(
        f"/studio/library/textures/set_{chance.randrange(400)}/wood_{each:04}.png" for each in range(files - 1))]
    sent = tuple(SentFile(LocalFile(path, chance.randrange(10**7), 1_760_000_000_000_000_000 + chance.randrange(10**15),
                                    chance.randrange(10**8)), f"/{number}{path}", scene=place == 0)
                 for place, path in enumerate(paths))
    task, tips = (json.loads((CASE / name).read_text(encoding="utf-8")) for name in ("task.json", "tips.json"))
    entries = [{"local": each.local.path, "server": each.server} for each in sent]
    scene = {**entries[0], "hash": hashlib.md5(entries[0]["server"].encode()).hexdigest()}  # noqa: S324
    return Plan("blender", f"shot_{number:04}.blend", "local", task,
                {"asset": entries, "scene": [scene]}, {"asset": [], "details": [], "missing": []}, tips, sent,
                folder=f"{folder}/out")


def add(journal: Journal, number: int, files: int) -> str:
    """One that is being sent."""
    submission = journal.add(plan(number, files))
    journal.record(submission, TransferState.UPLOADING, task_id=1000 + number)
    return submission


def finish(journal: Journal, submission: str, number: int, frames: int) -> None:
    """Send and fetch all of it."""
    rows = [row for portion in journal.files(submission, ACCESS_ID, 1000) for row in portion]
    journal.sent(submission, ACCESS_ID, arrivals=[
        ArrivedFile(row, SentContent(row["size"], row["mtime_ns"], row["inode"],
                                     hashlib.sha256(row["server"].encode()).hexdigest()), sent=True) for row in rows])
    journal.record(submission, TransferState.WATCHING)
    folder = f"/studio/projects/film/sequence_{number // 50:03}/shot_{number:04}/out"
    for frame in range(frames):
        journal.fetched(submission, f"/{1000 + number}_shot/out/shot_{number:04}_{frame:04}.exr",
                        FetchedResult(3_000_000 + frame, "2026-11-28 12:00:00", f"{folder}/shot_{frame:04}.exr",
                                      1_760_000_000_000_000_000 + frame))
    journal.record(submission, TransferState.FETCHED)


def seconds(job: Callable[[], object], times: int) -> float:
    """CPU time of one call of many."""
    begun = time.process_time()
    for _each in range(times):
        job()
    return (time.process_time() - begun) / times


def main() -> int:
    """Fill, tidy, look."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("tasks", 5000), ("files", 20), ("frames", 100), ("looks", 50)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument(JSON, action="store_true", help="tell the figures to a program, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        journal = Journal(path)
        for number in range(options.tasks):
            finish(journal, add(journal, number, options.files), number, options.frames)
        filled = path.stat().st_size
        while not journal.forget():
            pass
        journal.shrink()
        journal.close()
        size = path.stat().st_size
        reader = QueueReader()

        def look() -> None:
            opened = Journal(path)
            reader.read(opened, None)
            opened.close()

        first, same = seconds(look, 1), seconds(look, options.looks)
        journal = Journal(path)
        moving = add(journal, options.tasks, options.files)

        def moved_look() -> None:
            journal.sent(moving, speed=random.random())  # noqa: S311
            look()

        moved = seconds(moved_look, options.looks)
        journal.close()
    tell("journal", size / 1e6, "MB")
    tell("look", max(same, moved) * 1e3, "ms")
    print(f"{options.tasks} finished tasks of {options.files} files and {options.frames} frames each")
    print(f"journal      {size / 1e6:7.1f} MB (before it was tidied {filled / 1e6:.1f} MB)")
    print(f"first look   {first * 1e3:7.1f} ms of CPU")
    print(f"same again   {same * 1e3:7.1f} ms of CPU")
    print(f"upload moves {moved * 1e3:7.1f} ms of CPU")
    return int(size > MOST_BYTES or max(same, moved) > MOST_LOOK)


if __name__ == "__main__":
    sys.exit(main())
