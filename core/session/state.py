"""Everything that a panel draws, as frozen data: a part for each subject of a session."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping

from ..assets.found import FoundAsset
from ..assets.gathered import gathered
from ..assets.upload_delta import UploadDelta
from ..common.i18n import _, sentences
from ..jobs.tasks import TaskRow, whole
from ..model import format
from ..model.choices import Choices
from ..model.finding import Finding, Severity
from ..model.host import Frames, Scene, Unread
from ..model.path_rules import Rule
from ..offer.drafts import Draft, SignIn
from ..offer.values import Account, Environment, Hardware
from ..settings.accounts import KnownAccount
from ..settings.preferences import Preferences
from ..transfer.fetch.checking import Checked
from ..transfer.states import Transfer, TransferFile
from .details.state import DetailsState
from .dropped.state import DroppedState
from .hooks.state import HooksState
from .jobs.state import JobsState
from .money.state import MoneyState
from .review.state import ReviewState


class Connection(enum.Enum):
    """Whether the farm answers."""

    UNKNOWN = "unknown"
    CONNECTED = "connected"
    AWAY = "away"


class Step(enum.Enum):
    """A step of the session's work on the open scene."""

    READY = "ready"
    GATHERING = "gathering"
    """Walking the scene and looking for its files."""
    PLANNING = "planning"
    """Building and checking the plan, writing it into the journal."""


@dataclasses.dataclass(frozen=True)
class AccountState:
    """The account in use, its farm, and the others that this machine knows."""

    connection: Connection = Connection.UNKNOWN
    trouble: str = ""
    """Why the farm does not answer, one sentence."""
    trouble_code: int = 0
    """The farm's code for it; 0 where there is none."""
    retry_at: float | None = None
    """When it is asked again by itself, in s since 1970; 0 while it is being asked, None where it will not be."""
    silent_since: float = 0.0
    """Since when a farm that had answered does not, in s since 1970; 0 where it answers, or never did."""
    domain: str = ""
    platform: str = ""
    platforms: tuple[tuple[str, str], ...] = ()
    """(number, name) of the render zones that the account's domain has."""
    profile: Account | None = None
    """Name and balance; None while the farm has not said them."""
    id: str = ""
    """Key under which settings and journal store the account in use."""
    known: tuple[KnownAccount, ...] = ()
    """All accounts that can be used on this machine."""
    sign_in: SignIn = dataclasses.field(default_factory=SignIn)

    @property
    def current(self) -> KnownAccount | None:
        """The account in use, as this machine knows it."""
        return next((each for each in self.known if each.id == self.id), None)

    @property
    def farm_runs(self) -> bool:
        """Whether the farm of this machine runs that would be stopped: the one in use, else the one started last."""
        local = [each for each in self.known if each.running is not None]
        meant = [each for each in local if each.id == self.id] or local
        return bool(meant and meant[0].running)

    @property
    def farm_is_stopped(self) -> bool:
        """Whether the account in use is that of a farm of this machine that does not run and is not being started."""
        return self.current is not None and self.current.running is False and not self.sign_in.busy

    @property
    def start_words(self) -> str:
        """What starts a farm of this machine is called: with one that was used before it is no try."""
        used = any(each.running is not None for each in self.known)
        return _("Start the local farm") if used else _("Try the local farm")

    @property
    def away(self) -> str:
        """Sentences for a farm that does not answer: since when, what is shown meanwhile, and why; else empty."""
        if self.connection is not Connection.AWAY:
            return ""
        since = _("The farm has not answered since {time}; last known data is shown.").format(
            time=format.clock(self.silent_since)) if self.silent_since else ""
        return sentences(since, self.trouble)

    @property
    def name(self) -> str:
        """What the farm calls the account, else what this machine does; empty where there is none yet."""
        return (self.profile.name if self.profile else "") or (self.current.name if self.current else "")


@dataclasses.dataclass(frozen=True)
class SettingsState:
    """The settings of the user and the studio."""

    language: str = "en"
    preferences: Preferences = dataclasses.field(default_factory=Preferences)
    errors: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Setting -> why its last value was not taken, one sentence."""
    locked: frozenset[str] = frozenset()
    """Names of choices and settings that the studio has decided."""
    known_variables: frozenset[str] = frozenset()
    """Names of variables in paths that the farm sets for the studio."""
    path_mapping: tuple[Rule, ...] = ()
    """The studio's rules of where files lie that scenes name by paths of other machines."""
    roots: tuple[str, ...] = ()
    """Folders from which the studio and the user let files be sent."""
    warning: str = ""
    """A sentence about a settings file that cannot be used; empty where all are well."""
    cache_bytes: int | None = None
    """Size of the pictures kept on this machine; None while nobody asked."""
    presets: tuple[str, ...] = ()
    at_login: bool = False
    """Whether the agent starts when the user logs in, as far as somebody has looked."""


@dataclasses.dataclass(frozen=True)
class EnvironmentsState:
    """The environments and hardware that the farm offers the account for this host application."""

    known: tuple[Environment, ...] = ()
    """The user's render environments, the one that fits the scene best first."""
    hardware: tuple[Hardware, ...] = ()
    projects: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()
    """Which of these the account may not list, as ``Facts`` names them: it is not known whether there is any."""
    editor: Draft | None = None
    """The environment that is being edited."""


@dataclasses.dataclass(frozen=True)
class Amounts:
    """The files of a submission in numbers, as every tab, the native panel and the command line say them."""

    files: int
    bytes: int
    new_files: int
    new_bytes: int | None
    """Bytes of the files that the farm lacks; None while that is not known."""

    @property
    def unchanged_files(self) -> int:
        """Number of the files that the farm has already, as far as that is known."""
        return 0 if self.new_bytes is None else max(0, self.files - self.new_files)

    @property
    def unchanged_bytes(self) -> int:
        """Bytes of the files that the farm has already, as far as that is known."""
        return 0 if self.new_bytes is None else max(0, self.bytes - self.new_bytes)


@dataclasses.dataclass(frozen=True)
class SceneState:
    """The open scene and its files on disk."""

    host: str = ""
    scene: Scene | None = None
    reading: bool = False
    """Whether the scene is being scanned, or its files looked for."""
    assets: tuple[FoundAsset, ...] = ()
    gathered: bool = False
    """``assets`` is complete for ``scene``."""
    trouble: str = ""
    """Why the last reading ended without ``assets``, in a sentence; it stays until the next one begins."""
    scanned: int = 0
    """Assets that the scene has named so far, while it is being read."""
    read_at: float = 0.0
    """When the scene and its files were last read, in s since 1970; 0 before."""
    selects: bool = False
    """Whether the host can select nodes for the artist."""
    unread: tuple[Unread, ...] = ()
    """The nodes and values of the scene that the host could not read."""
    saved_ns: int = 0
    """When the scene's file was written, in ns since 1970; 0 while that is not known."""
    written_since: bool = False
    """Whether the file was written since its application read it, where that was another process."""
    real_roots: tuple[str, ...] = ()
    """The real places of the known folders that are reached by a link."""
    saves_as: bool = False
    """Whether the host can save the scene under another name."""
    opens: bool = False
    """Whether the host can open another scene."""
    new_bytes: int | None = None
    """Bytes of the assets and the scene that were not sent before; None before gathering."""
    unsent: Mapping[str, UploadDelta] | None = None
    """What was not sent before, by the path of the asset or the scene; None while that is not known."""
    own_bytes: int | None = None
    """Bytes of the scene's file; None where it has none, or while that is not known."""
    new_files: int = 0
    """The files of ``new_bytes``."""

    @property
    def amounts(self) -> Amounts:
        """How many files and bytes a submission has: those of the assets that are sent, and the scene's file."""
        assets = gathered(self.assets)
        return Amounts(assets.file_count + (self.own_bytes is not None), assets.bytes + (self.own_bytes or 0),
                       self.new_files, self.new_bytes)


@dataclasses.dataclass(frozen=True)
class SubmitState:
    """The artist's choices, what follows from them, and what was submitted."""

    choices: Choices = dataclasses.field(default_factory=Choices)
    planning: bool = False
    """Whether a plan is being built and written down."""
    frames: tuple[Frames, ...] = ()
    """The frame ranges of all selected render units, without overlaps in one unit."""
    frames_error: str = ""
    test_count: int = 0
    """Frames of all selected render units that are rendered first, as a test."""
    test_error: str = ""
    name_error: str = ""
    """A sentence about the pattern for names of results if it cannot be used."""
    job_name: str = ""
    """How the job will be called; of several tasks the first."""
    job_error: str = ""
    """A sentence about the job's name, comment or batch if they cannot be used."""
    findings: tuple[Finding, ...] = ()
    since: str = ""
    """What is different since the scene was last submitted, one sentence; empty where it never was."""
    submitted: tuple[str, ...] = ()
    """Ids of the transfers that the last Submit wrote down."""

    @property
    def frame_count(self) -> int:
        """Frames of all selected render units."""
        return sum(len(each) for each in self.frames)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that keep the submission from going."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclasses.dataclass(frozen=True)
class TransferCheck:
    """The check of a transfer's files that somebody asked for."""

    transfer: Transfer
    """The transfer as it was when its check began."""
    found: Checked | None = None
    """None while it is under way."""


@dataclasses.dataclass(frozen=True)
class TransfersState:
    """The journal of this machine: every submission with its upload and its download."""

    rows: tuple[Transfer, ...] = ()
    selected: str | None = None
    """Id of the selected transfer."""
    files: tuple[TransferFile, ...] = ()
    """Some files of the selected transfer: those under way, then some that wait and some that arrived."""
    speed_limit: int = 0
    """Bytes a second that all sending may take together; 0 without a limit."""
    read: bool = False
    """Whether the journal was read; before, it is not known whether there are transfers."""
    whose: tuple[str, ...] = ()
    """The account in use, and the id of its farm where that is on this machine: task numbers are a farm's own."""
    trouble: str = ""
    """Why the journal could not be read the last time, one sentence."""
    notice: str = ""
    """The sentence that says that the journal was damaged or gone, for a day; empty where it was not."""
    check: TransferCheck | None = None
    """The check of the selected transfer's files, where one was asked for."""


def transfer_of(tasks: tuple[TaskRow, ...], transfers: TransfersState, task_id: int | None) -> Transfer | None:
    """The newest transfer of a task, or of the task whose layer it is; None where there is none."""
    task = whole(tasks, task_id)
    wanted = task.id if task else task_id
    return next((each for each in transfers.rows if wanted is not None and each.task_id == wanted
                 and of_account(each, transfers.whose)), None)


def submissions(transfers: TransfersState) -> dict[int, Transfer]:
    """The newest submission from this machine of each task of the account, by the task's number."""
    return {each.task_id: each for each in reversed(transfers.rows)
            if each.task_id is not None and each.host and of_account(each, transfers.whose)}


def of_account(transfer: Transfer, whose: tuple[str, ...]) -> bool:
    """Whether a transfer is of an account and of the farm that it has now; one of an older version may be of any."""
    return not whose or (transfer.account == whose[0] and transfer.farm in ("", whose[1]))


@dataclasses.dataclass(frozen=True)
class State:
    """Everything the panel draws."""

    account: AccountState = dataclasses.field(default_factory=AccountState)
    settings: SettingsState = dataclasses.field(default_factory=SettingsState)
    environments: EnvironmentsState = dataclasses.field(default_factory=EnvironmentsState)
    scene: SceneState = dataclasses.field(default_factory=SceneState)
    submit: SubmitState = dataclasses.field(default_factory=SubmitState)
    transfers: TransfersState = dataclasses.field(default_factory=TransfersState)
    jobs: JobsState = dataclasses.field(default_factory=JobsState)
    dropped: DroppedState = dataclasses.field(default_factory=DroppedState)
    hooks: HooksState = dataclasses.field(default_factory=HooksState)
    details: DetailsState = dataclasses.field(default_factory=DetailsState)
    money: MoneyState = dataclasses.field(default_factory=MoneyState)
    review: ReviewState = dataclasses.field(default_factory=ReviewState)
    message: str = ""
    """A sentence about the last action if it failed."""

    def transfer_of(self, task_id: int | None) -> Transfer | None:
        """The newest transfer of a task, or of the task whose layer it is; None where there is none."""
        return transfer_of(self.jobs.tasks, self.transfers, task_id)

    @property
    def step(self) -> Step:
        """The session's current step with the open scene."""
        if self.submit.planning:
            return Step.PLANNING
        return Step.GATHERING if self.scene.reading else Step.READY

    @property
    def busy(self) -> bool:
        """Whether the scene is being worked on."""
        return self.step is not Step.READY

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why Submit is disabled; empty when it is not."""
        submit, reasons = self.submit, []
        if self.scene.scene is None:
            reasons.append(_("The scene is not read yet."))
        if self.account.connection is not Connection.CONNECTED:
            reasons.append(self.account.trouble or _("The farm does not answer yet."))
        if self.step is Step.GATHERING:
            reasons.append(_("The files of the scene are still being looked for."))
        if self.step is Step.PLANNING:
            reasons.append(_("The last submission is still being written down."))
        reasons += filter(None, (submit.frames_error, submit.test_error, submit.name_error, submit.job_error))
        reasons += [finding.text for finding in submit.errors]
        return tuple(dict.fromkeys(reasons))

    @property
    def can_submit(self) -> bool:
        """Whether Submit does something."""
        return not self.reasons
