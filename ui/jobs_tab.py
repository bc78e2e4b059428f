"""The Jobs tab: the tasks on the farm, and the frames of the selected one."""

from __future__ import annotations

from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QResizeEvent, QShowEvent
from qtpy.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ..core.i18n import _, count
from ..core.state import Connection, State, TaskRow, TaskStatus, Transfer
from .empty import EmptyPage
from .frames_view import FramesView
from .intents import Intents
from .look import Look
from .rows import RowsModel
from .rows_view import RowsView
from .seen import Seen
from .tasks import columns, find, wanted
from .transfer_words import fetched
from .transfers_tab import has_folder, open_folder
from .widgets import STRETCH, Button, Explained, Label, Line, row

FOOTER_HEIGHT = 44
FEWEST_ROWS, MOST_ROWS = 4, 8
"""Tasks that are seen at first; the handle below them moves."""
CAN_STOP = (TaskStatus.WAITING, TaskStatus.RENDERING, TaskStatus.PRE_RENDERING, TaskStatus.ANALYSING)
CAN_START = (TaskStatus.STOPPED, TaskStatus.USER_STOPPED, TaskStatus.NO_BALANCE, TaskStatus.TIMED_OUT,
             TaskStatus.TEST_DONE)


class JobsTab(QWidget):
    """Tasks above, frames below."""

    def __init__(self, look: Look, session: Intents) -> None:
        super().__init__()
        self._session = session
        self._seen, self._seen_tasks = Seen(), Seen()
        self.filter = Line(look, _("Name or ID"), _("Name or ID"), "search", 200)
        self.start = Explained(Button(look, _("Start"), "play"))
        self.stop = Explained(Button(look, _("Stop"), "stop"))
        self.fetch = Explained(Button(look, _("Fetch"), "download"))
        self.model = RowsModel(columns(), lambda each: each.id, self, lambda each: each.children)
        self.view = RowsView(look, self.model, self, tree=True)
        self.view.setAccessibleName(_("Tasks"))
        self.frames = FramesView(look)
        self._footer = Footer(look)
        self._placed = False
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._none = EmptyPage(look, "table", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page())
        self._pages.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._footer)
        self._connect()

    def _page(self) -> QWidget:
        page = QWidget()
        split = self._split
        split.setHandleWidth(8)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(self.frames)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(row(self.filter, STRETCH, self.start, self.stop, self.fetch))
        layout.addWidget(split, 1)
        return page

    def _connect(self) -> None:
        session = self._session
        self.view.chosen = lambda each: session.select_task(each.id)
        self.filter.textChanged.connect(lambda _text: self._show(session.state))
        self.fetch.button.clicked.connect(self._fetch)
        for explained, intent in ((self.start, session.start_task), (self.stop, session.stop_task)):
            explained.button.clicked.connect(lambda _on=False, intent=intent: self._for_current(intent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for title, least in ((_("ID"), 720), (_("Time"), 720), (_("Cost"), 560), (_("Progress"), 480)):
            self.view.set_column_hidden(title, self.width() < least)
        self.filter.setFixedWidth(200 if self.width() >= 560 else 110)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place(self._session.state)

    def draw(self, state: State) -> None:
        """Show the tasks and the frames."""
        if self._seen_tasks.changed(state.tasks):
            self._show(state)
        task = find(state.tasks, state.task_id)
        self.view.pick(task.id if task else None)
        self.frames.draw(state, task)
        if self._seen.changed(state.tasks, state.task_id, state.transfers, state.connection, state.trouble):
            self._draw_buttons(state, task)
            transfer = next((each for each in state.transfers if task and each.task_id == task.id), None)
            self._footer.draw(task, transfer)
            self._footer.setVisible(bool(state.tasks))
            self._draw_empty(state)
            for view in (self.view, self.frames.table):
                view.fade(state.connection is Connection.AWAY)

    def _show(self, state: State) -> None:
        first = self.model.rowCount() == 0
        self.model.show(wanted(state.tasks, self.filter.text()))
        if first or self.filter.text():
            self.view.expandAll()
        self._place(state)

    def _place(self, state: State) -> None:
        """Give the tasks the room they need, once: from then on the handle is the artist's."""
        room = self._split.height()
        if self._placed or not self.isVisible() or not state.tasks:
            return
        self._placed = True
        rows = len(state.tasks) + sum(len(task.children) for task in state.tasks)
        above = self.view.height_for(min(MOST_ROWS, max(FEWEST_ROWS, rows)))
        self._split.setSizes([above, max(above, room - above)])

    def _draw_empty(self, state: State) -> None:
        self._pages.setCurrentIndex(0 if state.tasks else 1)
        if state.connection is Connection.AWAY:
            self._none.say("offline", _("The farm cannot be reached"), state.trouble, "warn")
        elif state.connection is Connection.UNKNOWN:
            self._none.say("clock", _("Asking the farm"), _("Its answer usually takes a second."))
        else:
            self._none.say("table", _("No tasks yet"),
                           _("What you submit shows up here, with its frames and its cost."))

    def _draw_buttons(self, state: State, task: TaskRow | None) -> None:
        nothing = [_("Select a task first.")] if task is None else []
        away = [] if state.connection is Connection.CONNECTED else [_("The farm does not answer.")]
        status = task.status if task else TaskStatus.UNKNOWN
        self.start.allow(nothing or away or (
            [] if status in CAN_START else [_("Only a task that is stopped, or whose test is done, can be started.")]))
        self.stop.allow(nothing or away or (
            [] if status in CAN_STOP else [_("Only a task that is waiting or rendering can be stopped.")]))
        self.fetch.allow(nothing or away or (
            [] if task and task.done else [_("No frame is done yet.")]))

    def _for_current(self, intent: Callable[[int], None]) -> None:
        if self.view.current() is not None:
            intent(self.view.current().id)

    def _fetch(self) -> None:
        """Where a submission from here said, else where the artist says now."""
        task = self.view.current()
        if task is None:
            return
        known = any(each.task_id == task.id and each.folder for each in self._session.state.transfers)
        folder = "" if known else QFileDialog.getExistingDirectory(self, _("Where the frames of {name} are put").format(
            name=task.name))
        if known or folder:
            self._session.fetch(task.id, folder)


class Footer(QWidget):
    """Where the results of the selected task are."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("Footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(FOOTER_HEIGHT)
        self._folder = ""
        self._text = Label(look, tone="text_2", elide=Qt.TextElideMode.ElideMiddle)
        self.open = Button(look, _("Open folder"), "folder")
        self.open.clicked.connect(self._open_folder)
        layout = row(self._text, self.open)
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 0, 12, 0)
        self.setLayout(layout)

    def draw(self, task: TaskRow | None, transfer: Transfer | None) -> None:
        """Show what was fetched."""
        self._folder = transfer.folder if transfer else ""
        self.open.setVisible(has_folder(self._folder))
        if task is None:
            self._text.show_text(_("Select a task to see its frames."))
        elif transfer and fetched(transfer):
            self._text.show_text(fetched(transfer))
        else:
            self._text.show_text(count(
                "{n} frame is done, none is fetched yet.", "{n} frames are done, none is fetched yet.",
                task.done) if task.done else _("No frame is done yet."))

    def _open_folder(self) -> None:
        open_folder(self._folder)
