"""Submissions and downloads as plain data: their state, their progress, their files."""

from __future__ import annotations

import dataclasses
import enum

from ..model.ending import End
from ..model.job_identity import JobIdentity


class TransferState(enum.Enum):
    """Where a submission or a download is. The value is what the journal stores."""

    PLANNED = "planned"
    CREATING = "creating"
    UPLOADING = "uploading"
    CONFIGURING = "configuring"
    HELD = "held"
    """Its files are on the farm, and its task is not started before another one ends."""
    SUBMITTING = "submitting"
    WATCHING = "watching"
    """Submitted; results are fetched as frames finish."""
    FETCHED = "fetched"
    """Nothing left to do."""
    PAUSED = "paused"
    CANCELLING = "cancelling"
    """Somebody cancelled it, and the farm has not confirmed that its task renders no more: it is asked without end."""
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Nothing more will happen by itself."""
        return self in (TransferState.FETCHED, TransferState.CANCELLED, TransferState.FAILED)


UPLOAD_STATES = (TransferState.PLANNED, TransferState.CREATING, TransferState.UPLOADING)
BEFORE_TASK = (*UPLOAD_STATES, TransferState.CONFIGURING, TransferState.HELD, TransferState.SUBMITTING)
"""States in which the farm does not render yet."""

SETTLED = (TransferState.FETCHED, TransferState.CANCELLED)
"""States in which nothing will be sent or fetched any more unless somebody asks for it."""

WISHED = {"pause": TransferState.PAUSED, "cancel": TransferState.CANCELLING}
"""The state that a transfer shows, which is not over, while this is wished of it."""


@dataclasses.dataclass(frozen=True)
class Transfer:
    """One submission in the journal, with its upload and its download."""

    id: str
    name: str
    """The scene's file name."""
    state: TransferState
    task_id: int | None = None
    message: str = ""
    """Why it waits or failed."""
    files: int = 0
    files_done: int = 0
    bytes: int = 0
    bytes_done: int = 0
    bytes_new: int = 0
    """The part of ``bytes`` that has to be sent, as far as is known; of what arrived, what was sent."""
    bytes_sent: int = 0
    """The part of ``bytes_new`` that has left."""
    speed: float = 0.0
    """Bytes a second, 0 when nothing moves."""
    fetched: int = 0
    """Result files on this machine."""
    folder: str = ""
    """The folder for results."""
    account: str = ""
    farm: str = ""
    """The id of the embedded farm that has the task; empty for a farm elsewhere."""
    host: str = ""
    """The application that submitted; empty where only results are fetched."""
    priority: int = 50
    """A higher one goes first."""
    created: float = 0.0
    """Seconds since 1970, as the next two."""
    started: float | None = None
    ended: float | None = None
    fetch: str = "finished"
    """When results are fetched: a key of ``plan.choices.FETCH``."""
    fetch_files: int = 0
    """Results that the farm had at the last look."""
    fetch_bytes: int = 0
    """Bytes of those results."""
    fetch_done: int = 0
    """The part of ``fetch_bytes`` that is on this machine."""
    stage: TransferState | None = None
    """The state in which it stands, also while ``state`` says PAUSED or CANCELLING."""
    end: End | None = None
    """How its task ended, or in which way it rests; None while the task goes on, or where nobody recorded it."""
    look_at: float = 0.0
    """When its finished task is looked at again, whose frames may be rendered again; 0 for never."""
    wanted: frozenset[tuple[int, str]] = frozenset()
    """Frames that are fetched before all others: (the task that holds it, its name)."""
    folder_gone: bool = False
    """It waits for its results folder, which is not there."""
    after: tuple[str, ...] = ()
    """The tasks that it waits for before it is started: their numbers, or names of those that have none yet."""
    if_failed: str = ""
    """What becomes of it where one of those does not end well: a key of ``choices.IF_FAILED``."""
    about: JobIdentity | None = None
    """The job's name and what it renders; None where the journal was not told."""
    silent: float = 0.0
    """Seconds of silence of whatever this transfer waits for; 0 while all is well."""
    silent_of: str = ""
    """The name of what it waits for then: agent, line or farm (words of ``beats.py`` and ``pulse.py``), or a file."""

    @property
    def under_way(self) -> bool:
        """An agent has something to do for it: it is neither over nor paused."""
        return not self.state.over and self.state is not TransferState.PAUSED

    @property
    def part(self) -> float:
        """Upload progress, 0.0 – 1.0: of what is new; where nothing is, of what was looked at."""
        if self.bytes_new:
            return self.bytes_sent / self.bytes_new
        return self.bytes_done / self.bytes if self.bytes else float(self.state not in UPLOAD_STATES)

    @property
    def bytes_left(self) -> int:
        """Bytes left to send, or once that is done to fetch, as far as known."""
        if self.state.over or self.state is TransferState.CANCELLING:
            return 0
        if (self.stage or self.state) in UPLOAD_STATES:
            return max(0, self.bytes_new - self.bytes_sent)
        return max(0, self.fetch_bytes - self.fetch_done)

    @property
    def seconds_left(self) -> float | None:
        """Seconds left at the present speed; None where nothing moves."""
        return self.bytes_left / self.speed if self.speed > 0 and self.bytes_left else None


@dataclasses.dataclass(frozen=True)
class TransferFile:
    """One file of the selected transfer."""

    path: str
    """The path on this machine."""
    size: int
    done: int
    """Bytes of it that have left."""
    arrived: bool
    new: bool
    """It had to be sent; of one that has not arrived that is what is expected."""
