"""Tasks and frames as the panel draws them: frozen rows, and what is known of the selected task."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ..api.codes import FrameStatus, FrameType, SoftwareId, TaskStatus
from ..model.ending import Failures
from ..model.frames import readable
from ..model.logs.reasons import Reason
from ..pictures.triage.marks import Mark

MOVING = (TaskStatus.WAITING, TaskStatus.RENDERING, TaskStatus.PRE_RENDERING, TaskStatus.ANALYSING,
          TaskStatus.UPDATING)
"""Their frames change by themselves."""

FRAME_WAITS = (FrameStatus.WAITING, FrameStatus.WAITING_PREPROCESSING, FrameStatus.WAITING_PHOTON_FRAME,
               FrameStatus.WAITING_PHOTON_TASK, FrameStatus.WAITING_SIMULATION, FrameStatus.WAITING_SUBFRAME)
TESTS = (FrameType.PRIORITY, FrameType.PRIORITY_COMPOSITE)


@dataclasses.dataclass(frozen=True)
class TaskRow:
    """One task as the farm lists it."""

    id: int
    name: str
    status: TaskStatus
    status_number: int
    frames: int = 0
    done: int = 0
    failed: int = 0
    rendering: int = 0
    cost: float | None = None
    """None where the farm does not tell."""
    seconds: float = 0.0
    output: str = ""
    """Its folder in output storage."""
    children: tuple[TaskRow, ...] = ()
    tags: tuple[str, ...] = ()
    priority: int = 50
    node_limit: int | None = None
    """Most nodes at once; None where the farm does not say."""
    stop_after: int = 0
    """Seconds of rendering after which the farm stops it; 0 never."""
    software: int = int(SoftwareId.UNKNOWN)
    """``SoftwareId``"""
    camera: str = ""
    layer: str = ""
    title: str = ""
    """The job's name; empty where it was submitted without one."""
    comment: str = ""
    batch: str = ""
    artist: str | None = None
    """The farm's ``producer``; None where the farm does not tell one, as with the project."""
    user: str = ""
    """The account that submitted it."""
    project: str | None = None
    submitted: float = 0.0
    """Seconds since 1970, as the next two; 0 where the farm does not say."""
    started: float = 0.0
    ended: float = 0.0
    range: str = ""
    """Its frames, as people read them."""

    def __post_init__(self) -> None:
        """A number that the document does not have is for ``status_number``."""
        object.__setattr__(self, "status", self.status.plain())

    @property
    def moving(self) -> bool:
        """Whether it changes by itself; a layered one, whether a layer does."""
        return self.status in MOVING or any(child.moving for child in self.children)


@dataclasses.dataclass(frozen=True)
class FrameRow:
    """One frame of the selected task."""

    id: int
    name: str
    """``7`` or ``2-4[1]``."""
    status: FrameStatus
    status_number: int
    seconds: float = 0.0
    """The seconds that it took, or has taken so far."""
    cost: float | None = None
    """None where the farm does not tell."""
    thumbnail: Path | None = None
    """A picture on this machine, once there is one."""
    task_id: int = 0
    """The task that holds it: the layer of a layered one."""
    kind: int = int(FrameType.MAIN)
    """``FrameType``"""
    block: str = ""
    """The part of a picture that is cut into several."""
    memory: int = 0
    """Bytes that it used; 0 where the farm does not say."""
    ram: int = 0
    """GB that it may use; 0 where the farm does not say."""
    node: str = ""
    again: int = 0
    """How often it was rendered again."""
    ended: int = 0
    """When, in ms since 1970: a frame that is rendered again has another picture."""
    no_picture: str = ""
    """A sentence: why a finished frame has no picture."""
    why: Reason | None = None
    """Why it failed; None where it did not, or where its log was not read."""
    file: Path | None = None
    """Its own file on this machine; None while none is known to be here."""
    marks: tuple[Mark, ...] | None = None
    """The faults of that file, empty where nothing looks wrong; None while it was not looked at."""

    def __post_init__(self) -> None:
        """A number that the document does not have is for ``status_number``."""
        object.__setattr__(self, "status", self.status.plain())

    @property
    def label(self) -> str:
        """Its name as people read it: ``2-4`` for ``2-4[1]``, ``9, 2`` for ``9,2``."""
        return readable(self.name) if "[" in self.name or "," in self.name else self.name

    @property
    def test(self) -> bool:
        """Whether it is rendered before the others, to see and to estimate."""
        return self.kind in TESTS


@dataclasses.dataclass(frozen=True)
class TaskFilter:
    """Which tasks are listed. The farm applies it."""

    text: str = ""
    """A text that the task's name or number contains."""
    statuses: tuple[TaskStatus, ...] = ()
    """Empty for all."""
    days: int = 0
    """Submitted in so many days, today included; 0 for all."""

    def __bool__(self) -> bool:
        return bool(self.text or self.statuses or self.days)


@dataclasses.dataclass(frozen=True)
class Listing:
    """How much of the farm's list is here."""

    filter: TaskFilter = TaskFilter()
    answered: bool = False
    """Whether the farm has answered with this filter."""
    pages: int = 0
    """How many pages of it are here."""
    more: bool = False
    """Whether it has more tasks than are here."""
    older: int | None = None
    """How many more, tasks that were never submitted included; None where the farm does not say."""
    trouble: str = ""
    """Why the last look at it failed, one sentence; empty after one that worked. Until the farm has answered, it is
    not known whether there are tasks."""
    trouble_code: int = 0
    """The farm's code for it; 0 where there is none."""
    more_trouble: str = ""
    """Why the next page could not be read, one sentence."""
    refused: str = ""
    """Why this account may not see tasks, one sentence."""
    as_of: float = 0.0
    """While the farm is away: when the list was last current, in s since 1970."""


@dataclasses.dataclass(frozen=True)
class FrameLog:
    """The log of one frame, as far as it is here."""

    frame_id: int
    lines: tuple[str, ...] = ()
    complete: bool = False
    """Every line that there was at the last look."""
    trouble: str = ""
    """Why it cannot be read, one sentence."""
    why: Reason | None = None
    """Why the frame failed, if it did, by the end of a complete log."""


@dataclasses.dataclass(frozen=True)
class OutputEntry:
    """A file or a folder in output storage."""

    path: str
    name: str
    folder: bool
    size: int = 0
    modified: str = ""
    """The time of the last change, as the farm writes it."""


@dataclasses.dataclass(frozen=True)
class Output:
    """The part of a task's output storage that was asked for."""

    folders: tuple[tuple[str, tuple[OutputEntry, ...]], ...] = ()
    """(path, what is in it); the path of the task's own is empty."""
    trouble: str = ""

    def below(self, path: str) -> tuple[OutputEntry, ...] | None:
        """Return the entries of a folder; None while they are not known."""
        return dict(self.folders).get(path)


@dataclasses.dataclass(frozen=True)
class Block:
    """A part of a 3ds Max picture."""

    part: float
    """0 to 1."""
    status: FrameStatus
    used: float = 0.0
    """Seconds rendered."""
    left: float = 0.0
    """Seconds left, as the farm estimates."""
    info: str = ""


@dataclasses.dataclass(frozen=True)
class Mosaic:
    """The progress of a 3ds Max task: for each frame its blocks."""

    width: int = 0
    """Pixels of the whole picture."""
    height: int = 0
    rows: tuple[tuple[str, tuple[Block, ...]], ...] = ()
    """(name of the frame, its blocks)."""
    trouble: str = ""


@dataclasses.dataclass(frozen=True)
class LookedOver:
    """How far the selected task's frames on this machine are looked over; the rows have what was found."""

    running: bool = False
    done: int = 0
    """Frames that were looked at, of ``all``."""
    all: int = 0
    trouble: str = ""
    """Why they are not looked at, one sentence."""


@dataclasses.dataclass(frozen=True)
class FrameView:
    """The best picture of one frame that is on this machine."""

    frame_id: int
    path: Path | None = None
    format: str = ""
    """The format of the file it was made from: ``EXR``."""
    trouble: str = ""
    """Why it cannot be shown, one sentence."""
    file: Path | None = None
    """The frame's own file on this machine."""
    alpha: Path | None = None
    """Its alpha as a picture, where ``path`` was made without it."""


@dataclasses.dataclass(frozen=True)
class Detail:
    """The details of the selected task that were asked for."""

    task: TaskRow | None = None
    """The task, also where the list does not have it."""
    complete: bool = False
    """Whether all its frames have been read."""
    trouble: str = ""
    """Why its frames could not be read the last time, one sentence."""
    log: FrameLog | None = None
    output: Output | None = None
    mosaic: Mosaic | None = None
    view: FrameView | None = None
    rate: str = ""
    """The frames a second of its scene, ``24000/1001``; empty where that is not known."""
    said: str = ""
    """The outcome of fetching something from its output."""
    failures: Failures | None = None
    """Why frames of it failed, once it is over; None while nobody asked, or where none failed."""


def whole(tasks: tuple[TaskRow, ...], task_id: int | None) -> TaskRow | None:
    """The task as it was submitted, of itself or of one of its layers; None where it is not listed."""
    return next((task for task in tasks if find_task((task,), task_id)), None)


def find_task(tasks: tuple[TaskRow, ...], task_id: int | None) -> TaskRow | None:
    """Return the task with this id, at whatever depth; None where it is not listed."""
    for task in tasks:
        if task.id == task_id:
            return task
        below = find_task(task.children, task_id)
        if below:
            return below
    return None
