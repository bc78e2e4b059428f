"""Everything that a panel draws, as frozen data."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping

from .accounts import KnownAccount
from .api.codes import FrameStatus as FrameStatus  # noqa: PLC0414 - for those who draw rows
from .api.codes import TaskStatus as TaskStatus  # noqa: PLC0414
from .assets.found import FoundAsset
from .assets.gathered import gathered
from .assets.news import News
from .checks.finding import Finding, Severity
from .drafts import Draft as Draft  # noqa: PLC0414 - as above
from .drafts import Notice as Notice  # noqa: PLC0414
from .drafts import PluginRow as PluginRow  # noqa: PLC0414
from .drafts import SignIn as SignIn  # noqa: PLC0414
from .host import Frames, Scene, Unread
from .i18n import _
from .plan.choices import Choices
from .preferences import Preferences
from .task_rows import Detail, Listing, whole
from .task_rows import FrameRow as FrameRow  # noqa: PLC0414
from .task_rows import TaskRow as TaskRow  # noqa: PLC0414
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
        """Whether a scene of this version opens in it."""
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
    account: str = ""
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
    """Of those."""
    fetch_done: int = 0
    """Of ``fetch_bytes``: what is on this machine."""
    stage: TransferState | None = None
    """Where it stands while ``state`` says that it is paused."""
    wanted: frozenset[tuple[int, str]] = frozenset()
    """Frames that are fetched before all others: (the task that holds it, its name)."""

    @property
    def part(self) -> float:
        """Of the upload, 0 to 1."""
        return self.bytes_done / self.bytes if self.bytes else float(self.state not in UPLOAD_STATES)

    @property
    def bytes_left(self) -> int:
        """To send, or once that is done to fetch, as far as it is known."""
        if self.state.over:
            return 0
        if (self.stage or self.state) in UPLOAD_STATES:
            return max(0, self.bytes - self.bytes_done)
        return max(0, self.fetch_bytes - self.fetch_done)

    @property
    def seconds_left(self) -> float | None:
        """At the speed of now; None where nothing moves."""
        return self.bytes_left / self.speed if self.speed > 0 and self.bytes_left else None


@dataclasses.dataclass(frozen=True)
class TransferFile:
    """One file of the selected transfer."""

    path: str
    """On this machine."""
    size: int
    done: int
    """Bytes of it that have left."""
    arrived: bool
    new: bool
    """It had to be sent; of one that has not arrived that is not known."""


UPLOAD_STATES = (TransferState.PLANNED, TransferState.CREATING, TransferState.UPLOADING)


@dataclasses.dataclass(frozen=True)
class State:
    """Everything the panel draws."""

    connection: Connection = Connection.UNKNOWN
    trouble: str = ""
    """Why the farm does not answer, one sentence."""
    trouble_code: int = 0
    """The farm's code for it; 0 where there is none."""
    retry_at: float = 0.0
    """When it is asked again by itself, in s since 1970; 0 where it is being asked, or will not be."""
    domain: str = ""
    platform: str = ""
    account: Account | None = None

    account_id: str = ""
    """By which the settings know the account in use."""
    accounts: tuple[KnownAccount, ...] = ()
    """All that can be used."""
    platforms: tuple[tuple[str, str], ...] = ()
    """(number, name) of those that the account's domain has."""
    sign_in: SignIn = dataclasses.field(default_factory=SignIn)
    language: str = "en"
    preferences: Preferences = dataclasses.field(default_factory=Preferences)
    preference_errors: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Setting -> why its last value was not taken, one sentence."""
    locked: frozenset[str] = frozenset()
    """Names of choices and settings that the studio has decided."""
    warning: str = ""
    """What is wrong with a file of settings, one sentence."""
    cache_bytes: int | None = None
    """Of pictures kept on this machine; None while nobody asked."""
    presets: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    """What ended, the newest first."""
    editor: Draft | None = None
    """The environment that is being edited."""

    step: Step = Step.READY
    message: str = ""
    """What went wrong with the last thing asked for, one sentence."""
    host: str = ""
    scene: Scene | None = None
    assets: tuple[FoundAsset, ...] = ()
    gathered: bool = False
    """``assets`` is complete for ``scene``."""
    walked: int = 0
    """Assets that the scene has named so far, while it is being read."""
    read_at: float = 0.0
    """When the scene and its files were last read, in s since 1970; 0 before."""
    selects: bool = False
    """Whether the host can select nodes for the artist."""
    unread: tuple[Unread, ...] = ()
    """What the host could not read of the scene."""
    saved_ns: int = 0
    """When the scene's file was written, in ns since 1970; 0 while that is not known."""
    new_bytes: int | None = None
    """Of the assets and the scene: what was not sent before; None before gathering."""
    news: Mapping[str, News] | None = None
    """What was not sent before, by the path of the asset or the scene; None while that is not known."""
    findings: tuple[Finding, ...] = ()
    since: str = ""
    """What is different since the scene was last submitted, one sentence; empty where it never was."""

    environments: tuple[Environment, ...] = ()
    hardware: tuple[Hardware, ...] = ()
    projects: tuple[str, ...] = ()
    choices: Choices = dataclasses.field(default_factory=Choices)
    frames: tuple[Frames, ...] = ()
    """Of all selected render units."""
    frames_error: str = ""
    test_count: int = 0
    """Frames of all selected render units that are rendered first, as a test."""
    test_error: str = ""
    name_error: str = ""
    """What is wrong with the pattern for the names of results."""

    submitted: tuple[str, ...] = ()
    """Ids of the transfers that the last Submit wrote down."""
    transfers: tuple[Transfer, ...] = ()
    transfer_id: str | None = None
    """The selected transfer."""
    transfer_files: tuple[TransferFile, ...] = ()
    """Of the selected transfer: those under way, then some that wait and some that arrived."""
    speed_limit: int = 0
    """Bytes a second that all sending may take together; 0 without a limit."""
    tasks: tuple[TaskRow, ...] = ()
    listing: Listing = dataclasses.field(default_factory=Listing)
    """Which of the farm's tasks those are."""
    task_id: int | None = None
    """The selected task, whose frames are below."""
    task_frames: tuple[FrameRow, ...] = ()
    detail: Detail = dataclasses.field(default_factory=Detail)
    """More about the selected task."""

    @property
    def known_account(self) -> KnownAccount | None:
        """The account in use, as this machine knows it."""
        return next((each for each in self.accounts if each.id == self.account_id), None)

    def transfer_of(self, task_id: int | None) -> Transfer | None:
        """The newest of a task, or of the task whose layer it is; None where there is none."""
        task = whole(self.tasks, task_id)
        wanted = task.id if task else task_id
        return next((each for each in self.transfers if wanted is not None and each.task_id == wanted), None)

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
        return gathered(self.assets).bytes

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
        reasons += filter(None, (self.test_error, self.name_error))
        reasons += [finding.text for finding in self.errors]
        return tuple(dict.fromkeys(reasons))

    @property
    def can_submit(self) -> bool:
        """Whether Submit does something."""
        return not self.reasons
