"""Render logs: a file for each task, for whoever runs the farm, and one for each frame, for the API."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import IO

MOST_LINES = 20_000
"""The most lines that are shown of one frame; Blender writes a line for each sample."""


MOST_BEFORE = 200
"""The most lines from the start of Blender that are copied to the log of each frame."""


def task_log(folder: Path, task: int) -> Path:
    """Return the log file of a task."""
    return folder / "logs" / f"{task}.log"


def frame_file(folder: Path, task: int, frame: int) -> Path:
    """Return the log file of a frame."""
    return folder / "logs" / str(task) / f"{frame}.log"


def frame_log(folder: Path, task: int, frame: int) -> list[str]:
    """Return the last lines of a frame's log; none if it was never rendered."""
    try:
        text = frame_file(folder, task, frame).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return text.splitlines()[-MOST_LINES:]


class Logs:
    """The log files of one node's work on a task."""

    def __init__(self, folder: Path, task: int) -> None:
        self._folder, self._task = folder, task
        self._whole = _open(task_log(folder, task))
        self._frames: dict[int, IO[str]] = {}
        self._before: list[str] = []
        """Lines written before the first frame; they concern all frames."""

    def close(self) -> None:
        """Close all files."""
        for file in (self._whole, *self._frames.values()):
            file.close()
        self._frames = {}

    def begin(self, frames: Collection[int]) -> None:
        """Direct the lines that follow to these frames."""
        for number in set(self._frames) - set(frames):
            self._frames.pop(number).close()
        for number in set(frames) - set(self._frames):
            self._frames[number] = _open(frame_file(self._folder, self._task, number))
            self._frames[number].writelines(self._before)

    def write(self, line: str, frames: Collection[int] | None = None) -> None:
        """Write a line to the logs of the current frames, or of the given ones."""
        text = line + "\n"
        self._whole.write(text)
        self._whole.flush()
        if frames is None and not self._frames:
            self._before = [*self._before, text][-MOST_BEFORE:]
        for number in self._frames if frames is None else frames:
            if number in self._frames:
                self._frames[number].write(text)
                self._frames[number].flush()
            else:
                with _open(frame_file(self._folder, self._task, number)) as file:
                    file.writelines([*self._before, text])


def _open(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a", encoding="utf-8")
