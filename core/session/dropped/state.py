"""Scene files that were dropped on the panel, as it draws them."""

from __future__ import annotations

import dataclasses
import enum

from ...common.i18n import _
from ...model.finding import Finding, Severity


class Stage(enum.Enum):
    """How far a dropped scene is."""

    READING = "reading"
    """Its application reads it, or its files are looked for."""
    JUDGING = "judging"
    """It is checked with the present choices."""
    READY = "ready"
    """Its findings are known, and keep it from being submitted or not."""
    SENDING = "sending"
    """Its plan is being made and written into the journal."""
    SUBMITTED = "submitted"
    FAILED = "failed"
    """It could not be read, or not be submitted; ``trouble`` says why."""


@dataclasses.dataclass(frozen=True)
class DroppedScene:
    """A scene file in the list."""

    path: str
    stage: Stage = Stage.READING
    trouble: str = ""
    host: str = ""
    frame_count: int = 0
    file_count: int = 0
    bytes: int = 0
    """Bytes of the files beside the scene."""
    findings: tuple[Finding, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why it is not submitted as it is; empty where it would be."""
    submitted: tuple[str, ...] = ()
    """Ids of its transfers."""

    @property
    def can_submit(self) -> bool:
        """Whether Submit would send it."""
        return self.stage is Stage.READY and not self.reasons

    @property
    def errors(self) -> int:
        """Number of its findings that keep it from being submitted."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Number of its findings that are warnings."""
        return sum(finding.severity is Severity.WARNING for finding in self.findings)


@dataclasses.dataclass(frozen=True)
class DroppedState:
    """All scene files that were dropped, in their order."""

    scenes: tuple[DroppedScene, ...] = ()
    looking: bool = False
    """Whether a folder is being listed."""
    in_turn: bool = False
    """Whether each scene waits until the tasks of the one above it have ended."""
    selected: str = ""
    """Path of the scene that the artist has selected."""

    @property
    def current(self) -> DroppedScene | None:
        """The selected scene, else the first with something to put right."""
        found = next((each for each in self.scenes if each.path == self.selected), None)
        wrong = next((each for each in self.scenes if each.errors or each.trouble), None)
        return found or wrong or next(iter(self.scenes), None)

    @property
    def shown(self) -> bool:
        """Whether there is a list to show."""
        return bool(self.scenes) or self.looking

    @property
    def ready(self) -> tuple[DroppedScene, ...]:
        """The scenes that Submit would send."""
        return tuple(each for each in self.scenes if each.can_submit)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why Submit does nothing; empty where it does."""
        stages = {each.stage for each in self.scenes}
        if self.looking or Stage.READING in stages:
            return (_("The scenes are still being read."),)
        if Stage.JUDGING in stages:
            return (_("The scenes are still being checked."),)
        if Stage.SENDING in stages:
            return (_("The last submission is still being written down."),)
        if self.ready:
            return ()
        return tuple(dict.fromkeys(reason for each in self.scenes for reason in each.reasons)) or (
            _("No scene in the list is left to submit."),)
