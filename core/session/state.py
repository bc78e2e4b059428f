"""Everything that a panel draws, as frozen data."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping

from ..assets.found import FoundAsset
from ..assets.gathered import gathered
from ..assets.news import News
from ..common.i18n import _
from ..jobs.tasks import Detail, FrameRow, Listing, TaskRow, whole
from ..model.choices import Choices
from ..model.finding import Finding, Severity
from ..model.host import Frames, Scene, Unread
from ..offer.drafts import Draft, Notice, SignIn
from ..offer.values import Account, Environment, Hardware
from ..settings.accounts import KnownAccount
from ..settings.preferences import Preferences
from ..transfer.states import Transfer, TransferFile


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
