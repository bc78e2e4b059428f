"""What one subject of a session tells the others. ``Session`` has the one list of who listens to what."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from ..assets.moved import Move
from ..jobs.tasks import FrameView, TaskRow
from ..offer.facts import Facts


@dataclasses.dataclass(frozen=True)
class Connected:
    """The farm answered and said what it offers the account."""

    facts: Facts


@dataclasses.dataclass(frozen=True)
class FarmLost:
    """A call found that the farm does not answer any more."""

    error: Exception


@dataclasses.dataclass(frozen=True)
class AccountSwitched:
    """Another account is used from here on: what belongs to the one before is forgotten."""


@dataclasses.dataclass(frozen=True)
class ConnectionChanged:
    """A setting of the network or the language changed: what the farm offers has to be read again."""


@dataclasses.dataclass(frozen=True)
class SceneRead:
    """The host described the open scene; its files are looked for next."""


@dataclasses.dataclass(frozen=True)
class FilesFound:
    """The files of the scene were looked for on disk."""


@dataclasses.dataclass(frozen=True)
class NewCounted:
    """It is known which files the account's farm does not have yet."""


@dataclasses.dataclass(frozen=True)
class FrameViewed:
    """The best picture of the frame in the viewer was looked for on this machine."""

    view: FrameView


@dataclasses.dataclass(frozen=True)
class FilesLocated:
    """The artist found files that lie elsewhere than the scene says."""

    moves: tuple[Move, ...]


@dataclasses.dataclass(frozen=True)
class FoldersAccepted:
    """The artist lets files be sent from these folders."""

    folders: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class EnvironmentMisfits:
    """The artist wants the environment of this name changed to what the scene needs; an empty name makes a new one."""

    name: str


@dataclasses.dataclass(frozen=True)
class ProjectWanted:
    """The artist wants the farm to have a project of this name."""

    name: str


@dataclasses.dataclass(frozen=True)
class ProjectsChanged:
    """The farm has other projects than before, or they were read anew."""

    projects: tuple[tuple[str, str], ...]
    """(name, id)."""


@dataclasses.dataclass(frozen=True)
class HostFailed:
    """The host application raised an error."""

    error: Exception


@dataclasses.dataclass(frozen=True)
class RequestSent:
    """The farm or the agent was asked for something: the answer is looked for soon."""


@dataclasses.dataclass(frozen=True)
class ScenesSent:
    """Dropped scenes go to the journal: what was chosen for them alone is not for the next submission."""


@dataclasses.dataclass(frozen=True)
class JournalRead:
    """The journal was read; ``moved`` says whether a transfer is new or in another state."""

    moved: bool
    arrived: bool = False
    """Whether the farm has more files than at the last look."""


@dataclasses.dataclass(frozen=True)
class TasksRead:
    """The farm listed tasks; ``before`` are those that were listed until now."""

    before: tuple[TaskRow, ...]


@dataclasses.dataclass(frozen=True)
class PreferencesChanged:
    """The user set something that choices begin with: choices that were as it was follow it."""

    before: dict[str, Any]
    now: dict[str, Any]


Listener = Callable[[Any], None]


class Events:
    """Tells each event to its listeners, in the order of the list. Main thread only."""

    def __init__(self) -> None:
        self.listeners: dict[type, Sequence[Listener]] = {}

    def tell(self, event: object) -> None:
        """Call every listener of this kind of event.

        Raises:
            KeyError: nobody has said who listens to it.
        """
        for listener in self.listeners[type(event)]:
            listener(event)
