"""Target of a submission: environment, hardware, project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qtpy.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from ...core.checks.target import found_of, gravest, why_not
from ...core.common.foreign import tip
from ...core.common.i18n import _, count, listed
from ...core.model import format
from ...core.model.apart import selected
from ...core.model.choices import Choices
from ...core.model.finding import Finding, Severity
from ...core.model.host import Scene
from ...core.model.versions import Fit
from ...core.offer.environments import Match, match
from ...core.offer.graphics_cards import memory_of
from ...core.offer.values import Environment, Hardware
from ...core.plan.build import pick_environment, pick_hardware
from ...core.plan.hosts import traits_of
from ...core.session.session import Session
from ...core.session.state import Connection, EnvironmentsState, State
from ..kit import words
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import DrawGuard
from ..kit.form import Field, Form, Note, lock
from ..kit.signals import Signal
from ..kit.style import Style
from ..kit.widgets import Button, row
from .presets import Presets

NEW = "\n"
"""The key of the entry that makes an environment: no environment has a line break in its name."""


TONES = {Severity.ERROR: ("error", "error"), Severity.WARNING: ("warn", "warning")}


def verdict(found: Match, severity: Severity | None) -> tuple[str, str, str]:
    """Whether the scene opens there: sentence, tone, icon; as grave as the findings say it."""
    said = format.sentences(*found.sentences)
    if found.overall is Fit.EXACT:
        parts = [found.environment.software, *(each.name for each in found.plugins)]
        if len(parts) == 1:
            return _("{name} {version} matches the scene.").format(
                name=parts[0], version=found.environment.version), "ok", "ok"
        return _("{names} and {name} match the scene.").format(
            names=listed(parts[:-1]), name=parts[-1]), "ok", "ok"
    return said, *TONES.get(severity or Severity.NOTE, ("ok", "ok"))


def environment_entries(environments: Sequence[Environment]) -> list[Entry]:
    """The default first, then as they fit; last, how to get another."""
    entries = [Entry(each.name, each.name, _("Default") if each.default else "", detail=each.contents)
               for each in sorted(environments, key=lambda each: not each.default)]
    return [*entries, Entry(NEW, _("New environment…"), icon="add", rule=bool(entries))]


def hardware_entries(hardware: Sequence[Hardware], there: Environment | None) -> list[Entry]:
    """Grouped; what cannot be used in that environment says why."""
    entries = []
    for gpu, title in ((True, _("GPU")), (False, _("CPU"))):
        group = [(each, _begun(why_not(each, there))) for each in hardware if each.gpu == gpu]
        if group:
            entries.append(Entry(title, title, group=True))
        entries += [Entry(each.id, each.label, icon="gpu" if gpu else "cpu", reason=reason, detail=card_words(each))
                    for each, reason in sorted(group, key=lambda pair: bool(pair[1]))]
    return entries


def card_words(node: Hardware) -> str:
    """``24 GB a card``; empty for nodes without cards, and for cards whose memory is not known."""
    memory = memory_of(node.model) if node.gpu else 0
    return _("{n} GB a card").format(n=memory) if memory else ""


def hardware_words(node: Hardware) -> str:
    """``GPU, 2 cards in a node``."""
    if not node.gpu:
        return _("CPU, {ram} GB of memory in a node").format(ram=node.ram.replace("GB", "").strip())
    return _("GPU") + (count(", {n} card in a node", ", {n} cards in a node", node.cards) if node.cards else "")


class TargetView(NamedTuple):
    """Values that the target shows."""

    host: str
    scene: Scene | None
    choices: Choices
    offered: EnvironmentsState
    connection: Connection
    locked: frozenset[str]
    presets: tuple[str, ...]
    findings: tuple[Finding, ...]


def view_of(state: State) -> TargetView:
    """Return what the target shows of a state."""
    return TargetView(state.scene.host, state.scene.scene, state.submit.choices, state.environments,
                      state.account.connection, state.settings.locked, state.settings.presets,
                      state.submit.findings)


class Target(QWidget):
    """The form at the top of the Submit tab."""

    edit_requested = Signal(str)
    """An environment is to be edited: its name, empty for a new one."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__()
        self._session = session
        self._guard = DrawGuard()
        self.environment = Combo(style, _("Environment"), "scene")
        self.pencil = Button(style, "", "edit", "square")
        self.pencil.setAccessibleName(_("Edit the environment"))
        self.pencil.setToolTip(_("Edit the environment"))
        self.hardware = Combo(style, _("Hardware"), "gpu")
        self.project = Combo(style, _("Project"), "folder")
        self.presets = Presets(style, session)
        self._make_editable(style)
        self._verdict, self._hardware_note = Note(style), Note(style)
        self.form = Form([
            Field(style, _("Environment"), row(self.environment, self.pencil), self._verdict),
            Field(style, _("Hardware"), self.hardware, self._hardware_note),
            Field(style, _("Project"), self.project), Field(style, _("Preset"), self.presets)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self.environment.chosen.connect(self._chosen)
        self.pencil.clicked.connect(self._edit)
        self.hardware.chosen.connect(lambda number: session.submit.choose(hardware=number))
        self.project.chosen.connect(lambda name: session.submit.choose(project=name))

    def _make_editable(self, style: Style) -> None:
        self.project.setEditable(True)
        self.project.setEnabled(True)
        self.project.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        line = QLineEdit()
        line.setAcceptDrops(False)
        line.setFont(style.body)
        line.setPlaceholderText(_("None"))
        self.project.setLineEdit(line)
        line.textEdited.connect(lambda text: self._session.submit.choose(project=text.strip()))

    def draw(self, at: TargetView) -> None:
        """Show what there is to choose from, and what is chosen."""
        self.presets.draw(at.presets, at.choices)
        if not self._guard.changed(at):
            return
        there = pick_environment(traits_of(at.host), at.offered.known, at.choices,
                                 at.scene.version if at.scene else "")
        self._draw_environment(at, there)
        self._draw_hardware(at, there)
        self._draw_project(at)
        lock({"environment": [self.environment], "hardware": [self.hardware], "project": [self.project]}, at.locked)

    def _draw_environment(self, at: TargetView, there: Environment | None) -> None:
        known = at.connection is Connection.CONNECTED or bool(at.offered.known)
        self.environment.fill(environment_entries(at.offered.known) if known else [])
        self.environment.pick(there.name if there else None)
        self.environment.setToolTip(tip(there.contents) if there else "")
        self.pencil.setEnabled(there is not None)
        if there and at.scene:
            found = match(traits_of(at.host), there, at.scene, units=selected(at.scene, at.choices))
            told = gravest(traits_of(at.host), at.scene, found), found_of(at.findings, there)
            self._verdict.say(*verdict(found, max((each for each in told if each is not None), default=None)))
        elif "environments" in at.offered.withheld:
            self._verdict.say(_("This account may not list its environments."), "error", "error")
        elif not at.offered.known and at.connection is Connection.CONNECTED:
            self._verdict.say(_("There is no environment for {name} yet.").format(
                name=words.host_name(at.host)), "error", "error")
        else:
            self._verdict.say("")

    def _draw_hardware(self, at: TargetView, there: Environment | None) -> None:
        self.hardware.fill(hardware_entries(at.offered.hardware, there))
        current = pick_hardware(at.offered.hardware, at.choices)
        self.hardware.pick(current.id if current else None)
        reason = _begun(why_not(current, there)) if current else ""
        if reason:
            self._hardware_note.say(reason, "error", "error")
        else:
            self._hardware_note.say(hardware_words(current) if current else "")

    def _draw_project(self, at: TargetView) -> None:
        self.project.fill([Entry(name, name) for name in at.offered.projects])
        completer = QCompleter(list(at.offered.projects), self.project)
        self.project.setCompleter(completer)
        line = self.project.lineEdit()
        if line is not None and line.text().strip() != at.choices.project:
            line.setText(at.choices.project)

    def _chosen(self, name: object) -> None:
        if name != NEW:
            self._session.submit.choose(environment=name)
            return
        self._guard.forget()
        self.draw(view_of(self._session.state))  # the box goes on showing the environment that is used
        self.edit_requested.emit("")

    def _edit(self) -> None:
        picked = self.environment.picked()
        if picked is not None:
            self.edit_requested.emit(str(picked.key))


def _begun(reason: str) -> str:
    """Return the reason with a capital, as a line of its own."""
    return reason[:1].upper() + reason[1:]
