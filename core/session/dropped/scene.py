"""One scene file that was dropped: read in its application, and judged with the present choices. Worker threads."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Callable

from ...assets.choosing import with_choices
from ...assets.stamps import Stamp, changed
from ...common.errors import BadInput
from ...common.i18n import _
from ...hooks.judging import Subject
from ...model import format
from ...model.choices import Choices
from ...model.finding import ADD_PROJECT, Finding, Severity
from ...model.finding_codes import OF_THE_STUDIO
from ...model.host import Host, ReadsFile, Remembers, Reports
from ...offer.facts import Facts
from ...plan.build import build_plans
from ...plan.plan import Plan
from ...settings.presets import OF_ITS_FILE, from_text
from ...settings.settings import Settings
from ..derive import derived
from ..gather import look, look_for_extras, written
from ..hooks.state import Judged, changed_choices
from ..state import EnvironmentsState, SceneState, SettingsState, State, SubmitState
from .state import DroppedScene, Stage

FITTING = ("", ADD_PROJECT)
"""What a fix may do: a click in the application, or for the panel's own scene, puts nothing right in a dropped file."""


@dataclasses.dataclass(frozen=True)
class SceneReader:
    """How scene files are found and read; only ``hosts/`` knows."""

    scenes_of: Callable[[Path], Sequence[Path]]
    """The scenes that a folder holds; of a file the file."""
    read: Callable[[Path], Host]
    """A host that answers for a scene file as its application would. Takes seconds."""


@dataclasses.dataclass(frozen=True)
class ReadScene:
    """A scene file as it was read."""

    scene: SceneState
    own: Choices
    """The choices that the scene remembers, else the user's first ones."""
    changes: tuple[tuple[str, Any], ...] = ()
    """The choices that were made for this scene alone, in the list."""
    linked: tuple[Stamp, ...] = ()
    """The files that name others, as they were then."""
    judged: Judged | None = None
    """The answers of the studio's hooks, once they were asked."""

    def choices(self, present: Choices, host: str) -> Choices:
        """The present choices, of a panel in ``host``; of what means nothing in another file, the scene's own."""
        names = {*OF_ITS_FILE, "relocated"} | (set() if self.scene.host == host else {"environment"})
        own = {name: getattr(self.own, name) for name in names}
        return dataclasses.replace(present, **{**own, **dict(self.changes)})


FILES = (0.0, 0)
"""A dropped scene is read anew as a whole: its files are those of its reading."""


class Changed(Exception):
    """The file, or one that it links, was written since it was read."""


def read(reader: SceneReader, path: Path, settings: Settings, known: SettingsState) -> ReadScene:
    """Read a scene, and look for its files.

    Raises:
        FoxError: there is no such scene, or its application could not read it.
    """
    host = reader.read(path)
    scene = host.scene()
    named = [asset for asset in host.assets() if asset is not None]
    text = host.recall() if isinstance(host, Remembers) else ""
    first, studio = settings.first_choices(), settings.studio()
    own = studio.choose(dataclasses.replace(first, **from_text(text)))
    read_ns = host.written_ns if isinstance(host, ReadsFile) else None
    found = look(named, scene, own, known.roots, known.path_mapping)
    return ReadScene(
        SceneState(host=host.name, scene=scene, assets=found.assets, gathered=True, own_bytes=found.own_bytes,
                   saved_ns=found.saved_ns if read_ns is None else read_ns, real_roots=found.real_roots,
                   unread=host.unread() if isinstance(host, Reports) else ()), own, linked=found.linked)


def as_open(found: ReadScene, panel: State, facts: Facts | None) -> State:
    """The state of a panel in which this scene is open, with the choices and the account of ``panel``."""
    offered = EnvironmentsState() if facts is None else EnvironmentsState(
        known=facts.environments, hardware=facts.hardware, withheld=facts.withheld)
    state = dataclasses.replace(
        panel, scene=found.scene, environments=offered, message="",
        hooks=dataclasses.replace(panel.hooks, judged=found.judged),
        submit=SubmitState(choices=found.choices(panel.submit.choices, panel.scene.host)))
    return derived(state, facts)


def subject_of(found: ReadScene, panel: State) -> Subject:
    """Return what the studio's hooks are asked about, with the choices of ``panel``."""
    assert found.scene.scene is not None  # noqa: S101 - it was read
    return Subject(found.scene.host, found.scene.scene, found.scene.assets,
                   found.choices(panel.submit.choices, panel.scene.host), panel.settings.locked)


def asked(found: ReadScene, panel: State) -> bool:
    """Whether the studio's hooks were asked about the scene with these choices."""
    subject = subject_of(found, panel)
    return found.judged is not None and found.judged.holds(subject.scene, FILES, subject.choices)


def judged(row: DroppedScene, found: ReadScene, panel: State, facts: Facts) -> DroppedScene:
    """The row of a scene with what follows from the present choices."""
    state = as_open(found, panel, facts)
    findings = tuple(each if each.fix is None or each.fix.action in FITTING else dataclasses.replace(each, fix=None)
                     for each in state.submit.findings)
    findings += tuple(Finding(OF_THE_STUDIO, Severity.NOTE, each.sentence) for each in state.hooks.changes)
    return dataclasses.replace(
        row, stage=Stage.READY, trouble="", host=state.scene.host, frame_count=state.submit.frame_count,
        file_count=state.scene.amounts.files, bytes=state.scene.amounts.bytes, findings=findings, reasons=state.reasons)


def plans(found: ReadScene, panel: State, facts: Facts, account: str, platform: str, packed: Path) -> tuple[Plan, ...]:
    """The plans of a scene, made with what it was judged by.

    Raises:
        Changed: the file is another one than was read.
        BadInput: something keeps it from being submitted.
    """
    scene = found.scene.scene
    if scene is None or scene.path is None:
        raise BadInput(_("The scene is not read yet."))
    if written(scene.path) != found.scene.saved_ns or changed(found.linked):
        raise Changed
    state = as_open(found, panel, facts)
    if state.hooks.changes:
        state = _changed(state, found, facts)
    if state.reasons:
        raise BadInput(format.sentences(*state.reasons))
    return build_plans(found.scene.host, account, platform, facts, scene, state.scene.assets, state.submit.findings,
                       state.submit.choices, packed=packed, hooks=state.hooks.changes)


def _changed(state: State, found: ReadScene, facts: Facts) -> State:
    """The state with the choices as the studio's hooks change them, and with files that these name."""
    choices = changed_choices(state.submit.choices, state.hooks)
    extras = choices.extra_files
    assets = state.scene.assets if extras == found.own.extra_files else with_choices(
        state.scene.assets, extras=look_for_extras(extras))
    return derived(dataclasses.replace(
        state, scene=dataclasses.replace(state.scene, assets=assets),
        submit=dataclasses.replace(state.submit, choices=choices)), facts)
