"""Everything that a panel draws, as frozen data."""

from __future__ import annotations

import dataclasses
import enum
from pathlib import Path

from .api.codes import FrameStatus as FrameStatus  # noqa: PLC0414 - for those who draw rows
from .api.codes import TaskStatus as TaskStatus  # noqa: PLC0414
from .assets.found import FoundAsset
from .checks.finding import Finding, Severity
from .host import Frames, Scene
from .i18n import _
from .plan.choices import Choices
from .versions import DECISIVE, Fit, fit


class Connection(enum.Enum):
    """Whether the farm answers."""

    UNKNOWN = "unknown"
    CONNECTED = "connected"
    AWAY = "away"


class Step(enum.Enum):
    """What the panel is doing with the open scene."""

    READY = "ready"
    GATHERING = "gathering"
    """Walking the scene and looking for its files."""
    PLANNING = "planning"
    """Building and checking the plan, writing it into the journal."""


@dataclasses.dataclass(frozen=True)
class Account:
    """Whose money it is."""

    name: str
    balance: float
    coupon: float
    currency: str
    credit: float = 0.0
    """What may be owed."""
    hidden: bool = False
    """The amounts are not for this user, and 0 here."""
    download_disabled: bool = False

    @property
    def arrears(self) -> bool:
        """More is owed than is allowed: the farm renders nothing."""
        return not self.hidden and self.balance + self.coupon + self.credit < 0


@dataclasses.dataclass(frozen=True)
class Environment:
    """A render environment of the user's, for this host application."""

    name: str
    software: str
    version: str
    plugins: tuple[tuple[str, str], ...] = ()
    """(name, version)."""
    default: bool = False
    os_name: int = 1

    def matches(self, version: str) -> bool:
        """Whether a scene of this version opens in it: the numbers that decide agree."""
        return fit(version, self.version, DECISIVE.get(self.software, 2)) > Fit.OTHER


@dataclasses.dataclass(frozen=True)
class Hardware:
    """A kind of render node."""

    id: int
    label: str
    """``2 × RTX 4090, 64 GB RAM``."""
    gpu: bool
    ram: str
    reason: str = ""
    """Why this host application cannot use it; empty where it can."""
    cards: int = 0
    """GPUs of one node."""
    not_versions: tuple[str, ...] = ()
    """Versions of this host application that it does not run."""
    not_plugins: tuple[str, ...] = ()
    """Patterns on ``name version`` of plug-ins that it does not run."""
    not_codes: tuple[str, ...] = ()
    """Codes of findings with which it takes no scene."""


class TransferState(enum.Enum):
    """Where a submission or a download is. The value is what the journal stores."""

    PLANNED = "planned"
    CREATING = "creating"
    UPLOADING = "uploading"
    CONFIGURING = "configuring"
    SUBMITTING = "submitting"
    WATCHING = "watching"
    """Submitted; results are fetched as frames finish."""
    FETCHED = "fetched"
    """Nothing left to do."""
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Nothing more will happen by itself."""
        return self in (TransferState.FETCHED, TransferState.CANCELLED, TransferState.FAILED)


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
    """Of ``bytes``: what had to be sent."""
    speed: float = 0.0
    """Bytes a second, 0 when nothing moves."""
    fetched: int = 0
    """Result files on this machine."""
    folder: str = ""
    """Where results go."""

    @property
    def part(self) -> float:
        """Of the upload, 0 to 1."""
        return self.bytes_done / self.bytes if self.bytes else float(self.state not in UPLOAD_STATES)


UPLOAD_STATES = (TransferState.PLANNED, TransferState.CREATING, TransferState.UPLOADING)


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
    cost: float = 0.0
    seconds: float = 0.0
    output: str = ""
    """Its folder in output storage."""
    children: tuple[TaskRow, ...] = ()

    def __post_init__(self) -> None:
        """A number that the document does not have is for ``status_number``."""
        object.__setattr__(self, "status", self.status.plain())


@dataclasses.dataclass(frozen=True)
class FrameRow:
    """One frame of the selected task."""

    id: int
    name: str
    """``7`` or ``2-4[1]``."""
    status: FrameStatus
    status_number: int
    seconds: float = 0.0
    cost: float = 0.0
    thumbnail: Path | None = None
    """A picture on this machine, once there is one."""

    def __post_init__(self) -> None:
        """A number that the document does not have is for ``status_number``."""
        object.__setattr__(self, "status", self.status.plain())


@dataclasses.dataclass(frozen=True)
class State:
    """Everything the panel draws."""

    connection: Connection = Connection.UNKNOWN
    trouble: str = ""
    """Why the farm does not answer, one sentence."""
    domain: str = ""
    platform: str = ""
    account: Account | None = None

    step: Step = Step.READY
    message: str = ""
    """What went wrong with the last thing asked for, one sentence."""
    host: str = ""
    scene: Scene | None = None
    assets: tuple[FoundAsset, ...] = ()
    gathered: bool = False
    """``assets`` is complete for ``scene``."""
    saved_ns: int = 0
    """When the scene's file was written, in ns since 1970; 0 while that is not known."""
    new_bytes: int | None = None
    """Of the assets and the scene: what was not sent before; None before gathering."""
    findings: tuple[Finding, ...] = ()

    environments: tuple[Environment, ...] = ()
    hardware: tuple[Hardware, ...] = ()
    projects: tuple[str, ...] = ()
    choices: Choices = dataclasses.field(default_factory=Choices)
    frames: tuple[Frames, ...] = ()
    """Of all selected render units."""
    frames_error: str = ""

    submitted: tuple[str, ...] = ()
    """Ids of the transfers that the last Submit wrote down."""
    transfers: tuple[Transfer, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    task_id: int | None = None
    """The selected task, whose frames are below."""
    task_frames: tuple[FrameRow, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether the scene is being worked on."""
        return self.step is not Step.READY

    @property
    def frame_count(self) -> int:
        """Frames of all selected render units."""
        return sum(len(each) for each in self.frames)

    @property
    def asset_bytes(self) -> int:
        """Bytes of all assets that are sent."""
        return sum(asset.size for asset in self.assets if asset.included)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that keep the submission from going."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why Submit is disabled; empty when it is not."""
        reasons = []
        if self.scene is None:
            reasons.append(_("The scene is not read yet."))
        if self.connection is not Connection.CONNECTED:
            reasons.append(self.trouble or _("The farm does not answer yet."))
        if self.step is Step.GATHERING:
            reasons.append(_("The files of the scene are still being looked for."))
        if self.step is Step.PLANNING:
            reasons.append(_("The last submission is still being written down."))
        if self.frames_error:
            reasons.append(self.frames_error)
        reasons += [finding.text for finding in self.errors]
        return tuple(dict.fromkeys(reasons))

    @property
    def can_submit(self) -> bool:
        """Whether Submit does something."""
        return not self.reasons
