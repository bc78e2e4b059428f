"""What can be done to the selected tasks: one menu, the keys for it, and the questions that it asks."""

from __future__ import annotations

import functools
from typing import Callable

from qtpy.QtCore import QEvent, QObject, QPoint, Qt
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QMenu

from ...core.common.foreign import tip
from ...core.common.i18n import _, aside, count
from ...core.jobs import inputs
from ...core.jobs.actions import PRIORITIES, TaskAction, fitting, reasons
from ...core.jobs.more_memory import memories
from ...core.jobs.tasks import FrameRow, TaskRow, find_task, whole
from ...core.jobs.told import TaskGroup
from ...core.model import format
from ...core.session.session import Session
from ...core.session.state import Connection
from ...core.transfer.states import Transfer
from ..keys.press import Keys
from ..keys.table import TASKS, first_key
from ..kit.choosing import ask_folder
from ..kit.folders import copy, has_folder, open_folder
from ..kit.inline_question import InlineQuestion
from ..kit.inline_value import InlineValue
from ..kit.menus import entry
from ..kit.signals import Signal
from ..kit.style import Style
from ..table.views import RowsView
from .questions import frames_question, question


class TaskActions(QObject):
    """The actions of the task table. Every one that is disabled says why."""

    settings_chosen = Signal()
    """The settings of a task have been chosen again."""

    scene_wanted = Signal(str)
    """The user wants all tasks of a scene: its file name."""

    def __init__(self, style: Style, session: Session, view: RowsView, asked: InlineQuestion,
                 value: InlineValue) -> None:
        super().__init__(view)
        self._style = style
        self._session = session
        self._view = view
        self._asked = asked
        self._value = value
        asked.keep.clicked.connect(self._back)
        value.left.connect(self._back)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open)
        view.installEventFilter(self)
        Keys(TASKS, {
            "start": lambda: self.act(TaskAction.START), "stop": lambda: self.act(TaskAction.STOP),
            "restart": lambda: self.act(TaskAction.RESTART_FAILED), "fetch": self.fetch, "folder": self.open_folder,
            "copy": self.copy, "delete": self.delete}, view)

    def tasks(self) -> list[TaskRow]:
        """The selected ones; of a group all its tasks."""
        rows = [task for each in self._view.selected()
                for task in (each.children if isinstance(each, TaskGroup) else (each,))]
        return list({task.id: task for task in rows}.values())

    def why_not(self, action: TaskAction) -> list[str]:
        """Why it cannot be done now."""
        return self._away() or reasons(action, self.tasks())

    def why_no_fetch(self) -> list[str]:
        """Why there is nothing to fetch."""
        tasks = self.tasks()
        if not tasks:
            return [_("Select a task first.")]
        return self._away() or ([] if any(task.done for task in tasks) else [_("No frame is done yet.")])

    def act(self, action: TaskAction, value: object = None, tasks: list[TaskRow] | None = None, on: str = "") -> None:
        """Do it to those of the selected tasks, or of ``tasks``, that it fits.

        Whatever costs, destroys, or is for several is asked first; ``on`` names the nodes that it is about.
        """
        tasks = self.tasks() if tasks is None else tasks
        if self._away() or reasons(action, tasks):
            return
        ids = fitting(action, tasks)
        asked = question(action, [task for task in tasks if task.id in ids], on)
        if asked is None:
            self._session.jobs.act(action, ids, value)
            return
        self._asked.ask(asked.title, asked.text, _("Keep") if action in (TaskAction.DELETE, TaskAction.ABANDON) else
                        _("Leave as it is"), asked.do, lambda: self._finish(action, ids, value), asked.icon)

    def ask_restart(self, frames: list[FrameRow], then: Callable[[], object]) -> None:
        """Ask whether frames of the selected task are rendered again; ``then`` has it done."""
        jobs = self._session.state.jobs
        task = find_task(jobs.tasks, jobs.selected) or jobs.detail.task
        asked = frames_question(frames, task) if task is not None else None
        if asked is not None:
            self._asked.ask(asked.title, asked.text, _("Leave as it is"), asked.do, then, asked.icon)

    def menu(self) -> QMenu:
        """Everything, for the tasks that are selected now."""
        menu = QMenu(self._view)
        menu.setToolTipsVisible(True)
        self._add(menu, _("Start"), "play", "start", self.why_not(TaskAction.START), lambda: self.act(TaskAction.START))
        self._add(menu, _("Stop"), "stop", "stop", self.why_not(TaskAction.STOP), lambda: self.act(TaskAction.STOP))
        self._act(menu, _("Full speed…"), "submit", TaskAction.FULL_SPEED)
        menu.addSeparator()
        self._add(menu, _("Restart failed frames"), "retry", "restart", self.why_not(TaskAction.RESTART_FAILED),
                  lambda: self.act(TaskAction.RESTART_FAILED))
        self._restart_on(menu)
        self._act(menu, _("Restart all frames…"), "", TaskAction.RESTART_ALL)
        menu.addSeparator()
        self._priorities(menu)
        self._add(menu, _("Nodes at once…"), "", "", self.why_not(TaskAction.NODE_LIMIT), self.ask_nodes)
        self._add(menu, _("Stop after…"), "clock", "", self.why_not(TaskAction.STOP_AFTER), self.ask_hours)
        self._hardware(menu)
        self._tags(menu)
        menu.addSeparator()
        self._add(menu, _("Fetch"), "download", "fetch", self.why_no_fetch(), self.fetch)
        self._add(menu, _("Open folder"), "folder", "folder", self._no_folder(), self.open_folder)
        self._add(menu, _("Submit again with these settings"), "submit", "", self._no_plan(), self.again)
        self._add(menu, _("Other tasks of this scene"), "search", "", self._nothing(),
                  lambda: self.scene_wanted.emit(self._scene()))
        self._add(menu, _("Copy ID"), "", "copy", self._nothing(), self.copy)
        menu.addSeparator()
        self._act(menu, _("Abandon…"), "cancel", TaskAction.ABANDON)
        self._add(menu, _("Delete…"), "delete", "delete", self.why_not(TaskAction.DELETE), self.delete)
        return menu

    # What is done.

    def delete(self) -> None:
        """Ask first."""
        self.act(TaskAction.DELETE)

    def ask_nodes(self) -> None:
        """Ask how many nodes may render at once."""
        self._value.ask(_("Nodes at once"), self._for_which(), inputs.shared(self.tasks(), "node_limit"),
                        lambda typed: self.act(TaskAction.NODE_LIMIT, inputs.nodes(typed)))

    def ask_hours(self) -> None:
        """Ask after how many hours the farm stops the tasks."""
        tasks = self.tasks()
        known = inputs.shared(tasks, "stop_after")
        self._value.ask(_("Stop after, in hours"), self._for_which(), format.hours(int(known)) if known else "",
                        lambda typed: self.act(TaskAction.STOP_AFTER, inputs.seconds(typed)))

    def ask_tag(self) -> None:
        """Ask for a tag to put on the tasks."""
        self._value.ask(_("Add a tag"), self._for_which(), "",
                        lambda typed: self.act(TaskAction.ADD_TAG, inputs.tag(typed)))

    def copy(self) -> None:
        """The numbers, to the clipboard."""
        if self.tasks():
            copy("\n".join(str(task.id) for task in self.tasks()))

    def fetch(self) -> None:
        """Fetch results to the folder that the submission named, or to one that the artist picks now."""
        if self.why_no_fetch():
            return
        known = {each.task_id for each in self._session.state.transfers.rows if each.folder}
        tasks = [task for task in self.tasks() if task.done]
        for task in tasks:
            if task.id in known:
                self._session.transfers.fetch(task.id)
        rest = [task.id for task in tasks if task.id not in known]
        if rest:
            self.choose_folder(functools.partial(self._fetch_to, rest))

    def _fetch_to(self, ids: list[int], folder: str) -> None:
        for number in ids:
            self._session.transfers.fetch(number, folder)

    def choose_folder(self, then: Callable[[str], object]) -> None:
        """Ask where what is fetched is put."""
        tasks = self.tasks()
        name = (tasks[0].title or tasks[0].name) if tasks else ""
        ask_folder(self._view, _("Where the frames of {name} are put").format(name=name), self._folder(), then)

    def open_folder(self) -> None:
        """Open the folder of the first selected task."""
        folder = self._folder()
        if has_folder(folder):
            open_folder(folder)

    def again(self) -> None:
        """Choose what was chosen for the task, and show it."""
        if not self._no_plan():
            self._session.submit.choose_as(self.tasks()[0].id)
            self.settings_chosen.emit()

    # How it is put together.

    def _finish(self, action: TaskAction, ids: tuple[int, ...], value: object) -> None:
        self._session.jobs.act(action, ids, value)
        self._back()

    def _back(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, menu: QMenu, text: str, icon: str, key: str, why_not: list[str], call: Callable[[], None]) -> None:
        entry(self._style, menu, text, icon, first_key(TASKS, key) if key else "", why_not, call)

    def _act(self, menu: QMenu, text: str, icon: str, action: TaskAction) -> None:
        self._add(menu, text, icon, "", self.why_not(action), lambda: self.act(action))

    def _priorities(self, menu: QMenu) -> None:
        why_not = self.why_not(TaskAction.PRIORITY)
        below = menu.addMenu(_("Priority"))
        below.menuAction().setEnabled(not why_not)
        below.menuAction().setToolTip(tip("\n".join(why_not)))
        known = inputs.shared(self.tasks(), "priority")
        names = {50: _("Normal"), 60: _("High")}
        for level in PRIORITIES:
            action = below.addAction(names[level])
            action.setCheckable(True)
            action.setChecked(known == str(level))
            action.triggered.connect(lambda _on=False, level=level: self.act(TaskAction.PRIORITY, level))

    def _hardware(self, menu: QMenu) -> None:
        """Fill a menu of the kinds of nodes; which of them a task cannot have the farm says."""
        kinds = self._session.state.environments.hardware
        why_not = self.why_not(TaskAction.HARDWARE) or ([] if kinds else [_("It is not known which there is.")])
        below = menu.addMenu(_("Hardware"))
        below.menuAction().setEnabled(not why_not)
        below.menuAction().setToolTip(tip("\n".join(why_not)))
        for kind in kinds:
            self._add(below, f"{kind.label}…", "gpu" if kind.gpu else "cpu", "", [],
                      functools.partial(self.act, TaskAction.HARDWARE, kind.id))

    def _restart_on(self, menu: QMenu) -> None:
        """Fill a menu of the nodes on which failed frames of all selected tasks are restarted in one step."""
        kinds = self._session.state.environments.hardware
        why_not = self.why_not(TaskAction.RESTART_ON)
        below = menu.addMenu(_("Restart failed frames on"))
        below.menuAction().setEnabled(not why_not)
        below.menuAction().setToolTip(tip("\n".join(why_not)))
        for ram in memories(kinds):
            nodes = _("nodes like now with {ram} GB").format(ram=ram)
            self._add(below, _("Nodes like now with {ram} GB…").format(ram=ram), "", "", [],
                      functools.partial(self.act, TaskAction.RESTART_LARGER, ram, on=nodes))
        below.addSeparator()
        for kind in kinds:
            self._add(below, f"{kind.label}…", "gpu" if kind.gpu else "cpu", "", [],
                      functools.partial(self.act, TaskAction.RESTART_ON, kind.id, on=kind.label))

    def _tags(self, menu: QMenu) -> None:
        below = menu.addMenu(_("Tags"))
        below.menuAction().setEnabled(not self._nothing())
        below.menuAction().setToolTip(tip("\n".join(self._nothing())))
        self._add(below, _("Add a tag…"), "add", "", self.why_not(TaskAction.ADD_TAG), self.ask_tag)
        for tag in sorted({tag for task in self.tasks() for tag in task.tags}):
            self._add(below, _("Remove “{tag}”").format(tag=tag), "", "", self.why_not(TaskAction.REMOVE_TAG),
                      functools.partial(self.act, TaskAction.REMOVE_TAG, tag))

    def _scene(self) -> str:
        """The scene's name of the first selected task; a layer is called otherwise than its scene."""
        task = whole(self._session.state.jobs.tasks, self.tasks()[0].id)
        return task.name if task else self.tasks()[0].name

    def _for_which(self) -> str:
        tasks = self.tasks()
        several = count("{n} task", "{n} tasks", len(tasks))
        return aside(tasks[0].title or tasks[0].name, str(tasks[0].id)) if len(tasks) == 1 else several

    def _away(self) -> list[str]:
        connected = self._session.state.account.connection is Connection.CONNECTED
        return [] if connected else [_("The farm does not answer.")]

    def _nothing(self) -> list[str]:
        return [] if self.tasks() else [_("Select a task first.")]

    def _transfer(self) -> Transfer | None:
        tasks = self.tasks()
        return self._session.state.transfer_of(tasks[0].id) if tasks else None

    def _folder(self) -> str:
        transfer = self._transfer()
        return transfer.folder if transfer else ""

    def _no_folder(self) -> list[str]:
        return self._nothing() or ([] if has_folder(self._folder()) else [_("Nothing was fetched to this machine.")])

    def _no_plan(self) -> list[str]:
        if len(self.tasks()) > 1:
            return [_("Select one task only.")]
        transfer = self._transfer()
        known = transfer is not None and bool(transfer.host)
        return self._nothing() or ([] if known else [_("The task was not submitted from this machine.")])

    def _open(self, where: QPoint) -> None:
        self.menu().popup(self._view.viewport().mapToGlobal(where))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the menu at the current row by its key."""
        if watched is self._view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and (
                event.key() == Qt.Key.Key_Menu):
            self._open(self._view.visualRect(self._view.currentIndex()).center())
            return True
        return bool(super().eventFilter(watched, event))

