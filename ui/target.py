"""Where the scene is rendered: environment, hardware, project."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from ..core.host import Scene
from ..core.i18n import _
from ..core.plan.build import pick_environment, pick_hardware
from ..core.state import Connection, Environment, Hardware, State
from . import words
from .combo import Combo, Entry
from .form import Field, Form, Note
from .intents import Intents
from .look import Look
from .seen import Seen


def verdict(environment: Environment, host: str, scene: Scene) -> tuple[str, str, str]:
    """Whether the scene opens there: sentence, tone, icon."""
    name, plugins = words.host_name(host), dict(environment.plugins)
    if not environment.matches(scene.version):
        return _("{name} {here} here, {there} on the farm.").format(
            name=name, here=scene.version, there=environment.version), "warn", "warning"
    other = [_("{name}: {here} here, {there} on the farm.").format(
        name=plugin, here=here, there=plugins.get(plugin) or _("none"))
        for plugin, here in scene.plugins.items() if plugins.get(plugin) != here]
    if other:
        return " ".join(other), "warn", "warning"
    return _("{name} {version} matches the scene.").format(name=name, version=environment.version), "ok", "ok"


def hardware_entries(hardware: Sequence[Hardware]) -> list[Entry]:
    """Grouped; what cannot be used says why."""
    entries = []
    for gpu, title in ((True, _("GPU")), (False, _("CPU"))):
        group = [each for each in hardware if each.gpu == gpu]
        if group:
            entries.append(Entry(title, title, group=True))
        entries += [Entry(each.id, each.label, icon="gpu" if gpu else "cpu", reason=each.reason)
                    for each in sorted(group, key=lambda each: bool(each.reason))]
    return entries


class Target(QWidget):
    """The form at the top of the Submit tab."""

    def __init__(self, look: Look, session: Intents) -> None:
        super().__init__()
        self._session = session
        self._seen = Seen()
        self.environment = Combo(look, _("Environment"), "scene")
        self.hardware = Combo(look, _("Hardware"), "gpu")
        self.project = Combo(look, _("Project"), "folder")
        self._make_editable(look)
        self._verdict, self._hardware_note = Note(look), Note(look)
        self.form = Form([
            Field(look, _("Environment"), self.environment, self._verdict),
            Field(look, _("Hardware"), self.hardware, self._hardware_note),
            Field(look, _("Project"), self.project), None])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self.environment.chosen = lambda name: session.choose(environment=name)
        self.hardware.chosen = lambda number: session.choose(hardware=number)
        self.project.chosen = lambda name: session.choose(project=name)

    def _make_editable(self, look: Look) -> None:
        self.project.setEditable(True)
        self.project.setEnabled(True)
        self.project.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        line = QLineEdit()
        line.setFont(look.body)
        line.setPlaceholderText(_("None"))
        self.project.setLineEdit(line)
        line.textEdited.connect(lambda text: self._session.choose(project=text.strip()))

    def draw(self, state: State) -> None:
        """Show what there is to choose from, and what is chosen."""
        choices = (state.choices.environment, state.choices.hardware, state.choices.project)
        offered = (state.environments, state.hardware, state.projects)
        if not self._seen.changed(offered, state.scene, state.connection, choices):
            return
        self._draw_environment(state)
        self._draw_hardware(state)
        self._draw_project(state)

    def _draw_environment(self, state: State) -> None:
        self.environment.fill([Entry(each.name, each.name, _("Default") if each.default else "")
                               for each in state.environments])
        version = state.scene.version if state.scene else ""
        current = pick_environment(state.environments, state.choices, version)
        self.environment.pick(current.name if current else None)
        if current and state.scene:
            self._verdict.say(*verdict(current, state.host, state.scene))
        elif not state.environments and state.connection is Connection.CONNECTED:
            self._verdict.say(_("There is no environment for {name} yet.").format(
                name=words.host_name(state.host)), "error", "error")
        else:
            self._verdict.say("")

    def _draw_hardware(self, state: State) -> None:
        self.hardware.fill(hardware_entries(state.hardware))
        current = pick_hardware(state.hardware, state.choices)
        self.hardware.pick(current.id if current else None)
        reason = current.reason if current else ""
        self._hardware_note.say(reason, "error" if reason else "text_2", "error" if reason else "")

    def _draw_project(self, state: State) -> None:
        self.project.fill([Entry(name, name) for name in state.projects])
        completer = QCompleter(list(state.projects), self.project)
        self.project.setCompleter(completer)
        line = self.project.lineEdit()
        if line is not None and line.text().strip() != state.choices.project:
            line.setText(state.choices.project)
