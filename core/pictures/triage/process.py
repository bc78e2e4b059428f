"""The process in which frames are looked over for a panel (``apart.py`` starts it).

It is asked by one line of JSON and answers by lines, each with what is new; it ends when its input does, and so with
whoever asked. What it makes of ten thousand frames stays in it: only the marks go back.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ...common.errors import BadInput
from .judge import judge
from .kept import Kept
from .marks import Mark
from .measure import Measure
from .sequences import sequences

NICE = 15
"""How much it stands back behind everything else; 19 is the most."""

SOON = 5.0  # seconds between two answers with marks
REST = 5
"""How many times longer it measures than it judges what is measured so far."""


def main(_arguments: list[str]) -> int:
    """Answer one question; its end, or that of the input, ends it."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    asked = json.loads(sys.stdin.readline())
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(over,))
    watcher.start()
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more
        for answer in answers(list(map(Path, asked["paths"])), Kept(Path(asked["kept"])), over):
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    watcher.join()  # whoever asked closes the input
    return 0


def _watch(over: threading.Event) -> None:
    sys.stdin.read()
    over.set()


def answers(paths: Sequence[Path], kept: Kept, over: threading.Event) -> Iterator[dict[str, object]]:
    """Yield after each frame how many are measured, the marks that are new, and whether that is all.

    A sequence is judged when it is whole, and a long one between as far as it is measured.
    """
    done, due = 0, time.monotonic() + SOON
    for frames in sequences(paths).values():
        measured: dict[int, Measure | None] = {}
        for frame in sorted(frames):
            if over.is_set():
                return
            with contextlib.suppress(FileNotFoundError):
                measured[frame] = _measured(kept, frames[frame])
            done += 1
            marks: list[tuple[str, tuple[Mark, ...]]] = []
            began = time.monotonic()
            if began >= due:
                marks = _judged(frames, measured)
                due = time.monotonic() + max(SOON, REST * (time.monotonic() - began))
            yield _answer(done, marks)
        yield _answer(done, _judged(frames, measured))
    yield _answer(done, [], whole=True)


def _answer(done: int, marks: list[tuple[str, tuple[Mark, ...]]], whole: bool = False) -> dict[str, object]:
    return {"done": done, "whole": whole,
            "marks": [(path, [(mark.fault.value, mark.figure, mark.limit) for mark in some]) for path, some in marks]}


def _measured(kept: Kept, path: Path) -> Measure | None:
    try:
        return kept.measure(path)
    except FileNotFoundError:
        raise
    except (BadInput, OSError):
        return None


def _judged(frames: Mapping[int, Path], measured: Mapping[int, Measure | None]) -> list[tuple[str, tuple[Mark, ...]]]:
    found = judge(measured)
    return [(str(frames[frame]), found.get(frame, ())) for frame in measured]
