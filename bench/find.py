"""How fast a scene's paths become files, against a bare walk with os.scandir of the same folders.

Size and time of each file must be known, so the fair peer also asks for the status of each; what a walk takes that does
not is printed too.

    .venv/3.11/bin/python bench/find.py [files] [sequences] [folders]

Every sequence is asked for by its frames, and every file of it is wanted, so all are looked at one by one; the
garbage collector rests meanwhile, as where a session looks for files. Prints figures of one run, warm; read the
ratios, machines differ.
"""

from __future__ import annotations

import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from figures import tell, words

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.common.gc_pause import pause_gc
from foxsubmit.core.model.host import Asset, Frames

SPELLINGS = ("{name}.####.exr", "{name}.%04d.exr", "{name}.$F4.exr", "{name}.<frame04>.exr")


def make(root: Path, files: int, sequences: int, folders: int) -> list[Asset]:
    """The files, and the scene's words for them."""
    frames = files // sequences
    assets = []
    for number in range(sequences):
        folder = root / f"shot_{number % folders:03}"
        folder.mkdir(exist_ok=True)
        for frame in range(1, frames + 1):
            (folder / f"layer_{number}.{frame:04}.exr").touch()
        name = SPELLINGS[number % len(SPELLINGS)].format(name=f"layer_{number}")
        assets.append(Asset(str(folder / name), f"node{number}", "sequence", pattern=True, numbers=Frames(1, frames)))
    return assets


def bare(root: Path, status: bool) -> int:
    """Count the files below; with ``status`` also read what an upload has to know of each."""
    found, waiting = 0, [str(root)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting.append(entry.path)
                elif entry.is_file():
                    found += 1
                    if status:
                        entry.stat()
    return found


def best(call: Callable[[], int], runs: int = 5) -> tuple[int, float]:
    """What it answers, and the seconds of its fastest run: not of the clock, the machine may do something else."""
    seconds = []
    for _run in range(runs):
        started = time.process_time()
        number = call()
        seconds.append(time.process_time() - started)
    return number, min(seconds)


def listings(call: Callable[[], int]) -> int:
    """How many folders it lists."""
    seen, scandir = [], os.scandir
    os.scandir = lambda path: (seen.append(path), scandir(path))[1]  # type: ignore[assignment]
    try:
        call()
    finally:
        os.scandir = scandir  # type: ignore[assignment]
    return len(seen)


def measure(files: int, sequences: int, folders: int) -> float:
    """Print all of one size; the seconds of find_all."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        assets = make(root, files, sequences, folders)

        def find() -> int:
            with pause_gc():
                return sum(len(asset.files) for asset in find_all(assets))

        peer = 0.0
        for what, call in (("os.scandir", lambda: bare(root, status=False)),
                           ("os.scandir and stat", lambda: bare(root, status=True)), ("find_all", find)):
            number, seconds = best(call)
            tell(f"{what}, {files} files", seconds, "s")
            ratio = f"   {seconds / peer:.2f} of os.scandir and stat" if call is find else ""
            peer = seconds
            print(f"{what:<22}{number:>9,} files {seconds:8.3f} s {number / seconds:>12,.0f} files/s{ratio}")
        print(f"listings of find_all  {listings(find):>9,} for {folders} folders")
        tracemalloc.start()
        find()
        print(f"peak memory           {tracemalloc.get_traced_memory()[1] / 1e6:>9.1f} MB")
        tracemalloc.stop()
    return seconds


def main() -> None:
    """Half the files, then all: twice as many should take twice as long."""
    files, sequences, folders = [int(word) for word in words()] + [100_000, 200, 50][len(words()):]
    half, whole = (measure(number, sequences, folders) for number in (files // 2, files))
    print(f"twice as many files    {whole / half:>8.2f} times the time")


if __name__ == "__main__":
    main()
