"""The Jobs tab: the tasks on the farm, and everything about the selected one."""

from __future__ import annotations

import time

from qtpy.QtCore import QEvent, QObject, Qt, QTimer
from qtpy.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from qtpy.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.actions import TaskAction
from ...core.jobs.failure_groups import groups
from ...core.jobs.tasks import Listing, TaskFilter, TaskRow, find_task
from ...core.jobs.told import SCENE, Listed, grouped
from ...core.model import format
from ...core.offer.values import Account, Hardware
from ...core.session.jobs.state import JobsState
from ...core.session.session import Session
from ...core.session.state import AccountState, Connection, State, TransfersState, submissions, transfer_of
from ..keys.press import Keys
from ..keys.table import LOG
from ..kit import slices, words
from ..kit.draw_guard import MANY, DrawGuard
from ..kit.empty import EmptyPage
from ..kit.fitting import fit
from ..kit.folders import copy
from ..kit.inline_question import InlineQuestion
from ..kit.inline_value import InlineValue
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, Explained, Label, LineEdit, row
from ..table.column_menu import ColumnMenu
from ..table.tree_model import TreeModel
from ..table.views import RowsView
from .after.held import Held
from .after.seen import Seen
from .footer import JobsFooter
from .question_room import QuestionRoom
from .task_actions import TaskActions
from .task_columns import COST, PRIORITY, WIDE, TaskColumns, least_name, wanted, widest
from .task_detail import TaskDetail
from .task_filter import Filter, in_words
from .task_list import TaskList
from .view_menu import ViewMenu

MARGIN = 12
FEWEST_ROWS, MOST_ROWS = 4, 8
"""Tasks that are seen at first; the handle below them moves."""
SETTLE = 120  # milliseconds after scrolling until the session is told what is seen
AFTER = 10  # milliseconds between the tasks and very many frames: both together take longer than a tick
TASKS, AWAY, FOUND_NOTHING, REFUSED, NONE = range(5)


class JobsTab(QWidget):
    """Tasks above, the selected one below."""

    def __init__(self, style: Style, session: Session, detail: TaskDetail | None = None) -> None:
        """``detail`` is one that was made before, since both together take longer than a tick."""
        super().__init__()
        self._style = style
        self._session = session
        self._guard, self._seen_tasks, self._seen_transfers = DrawGuard(), DrawGuard(), DrawGuard()
        self._placed = False
        self.filter = Filter(style, self)
        self.start = Explained(Button(style, _("Start"), "play"))
        self.stop = Explained(Button(style, _("Stop"), "stop"))
        self.fetch = Explained(Button(style, _("Fetch"), "download"))
        self.more = Button(style, "", "more", "square")
        self.more.setAccessibleName(_("More actions"))
        self.more.setToolTip(_("More actions"))
        self.columns = TaskColumns()
        self.model = TreeModel(self.columns.columns, lambda each: each.id, self, lambda each: each.children)
        self.view = RowsView(style, self.model, self, tree=True, several=True)
        self.view.setAccessibleName(_("Tasks"))
        self.list = TaskList(self.view, self.model, self.columns.told)
        self.asked, self.value = InlineQuestion(style), InlineValue(style)
        self.column_menu = ColumnMenu(self.view)
        self.look = ViewMenu(style, session, self.column_menu, self.value, self)
        self._as_of = Label(style, font=style.small, tone="text_2")
        self.task_actions = TaskActions(style, session, self.view, self.asked, self.value)
        self.detail = detail or TaskDetail(style, session)
        self.frames = self.detail.frames
        self.footer, self.held = JobsFooter(style, self.detail), Held(style, session)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.pages = QStackedWidget()
        self._make_pages()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self._bar(), self.held, self.pages, self.footer):
            layout.addWidget(part, int(part is self.pages))
        self._framed: int | None = None
        """The task whose frames were drawn last."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(AFTER)
        self._rest.timeout.connect(lambda: self._draw_rest(session.state))
        self._drawn = slices.InParts(self, self._parts)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE)
        self._connect()
        session.jobs.watch(False)

    def _bar(self) -> QWidget:
        self._upper = QWidget()
        self._controls = row(self.filter.search, self.filter.status, self.filter.date, self.look.button, STRETCH,
                             self.start, self.stop, self.fetch, self.more)
        self._controls.setContentsMargins(12, 10, 12, 8)
        self._upper.setLayout(self._controls)
        return self._upper

    def _make_pages(self) -> None:
        style = self._style
        self.try_now = Button(style, _("Try now"), "refresh")
        self.network = Button(style, _("Network settings…"))
        self.clear = Button(style, _("Clear filters"), "filter")
        self._away = EmptyPage(style, "offline", "", "", self.try_now, self.network)
        self._nothing = EmptyPage(style, "search", "", "", self.clear)
        self.ask_again = Button(style, _("Refresh"), "refresh")
        self.switch = Button(style, _("Switch account"), "account")
        self.copy_details = Button(style, _("Copy details"))
        self._refused = EmptyPage(style, "lock", "", "", self.switch, self.ask_again, self.copy_details)
        self._none = EmptyPage(style, "table", "", "")
        for page in (self._page(), self._away, self._nothing, self._refused, self._none):
            self.pages.addWidget(page)

    def _page(self) -> QWidget:
        page, upper = QWidget(), QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(4)
        for part in (self.view, self.asked, self.value, self._as_of):
            above.addWidget(part)
        above.setStretch(0, 1)
        self.split.setHandleWidth(8)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(upper)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(1, 1)
        QuestionRoom(self.split, self.view, self.asked, self.value)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 0, 12, 8)
        layout.addWidget(self.split)
        return page

    def _connect(self) -> None:
        session = self._session
        self.view.chosen.connect(self._chosen)
        self.task_actions.scene_wanted.connect(self.show_scene)
        self.list.filled.connect(self._rest.start)
        self.look.grouped.connect(lambda _key: self._regroup())
        self.view.selectionModel().selectionChanged.connect(lambda *_which: self._draw_buttons())
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        self._settle.timeout.connect(self._tell)
        self.filter.changed.connect(session.jobs.filter)
        self.clear.clicked.connect(lambda: session.jobs.filter(TaskFilter()))
        self.try_now.clicked.connect(session.account.connect)
        self.ask_again.clicked.connect(session.jobs.look_now)
        self.copy_details.clicked.connect(lambda: copy(refusal(session.state)))
        self.start.button.clicked.connect(lambda: self.task_actions.act(TaskAction.START))
        self.stop.button.clicked.connect(lambda: self.task_actions.act(TaskAction.STOP))
        self.fetch.button.clicked.connect(self.task_actions.fetch)
        self.more.clicked.connect(lambda: self.task_actions.menu().popup(
            self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.frames.table.selectionModel().selectionChanged.connect(lambda *_which: self._draw_footer(session.state))
        self.detail.frame_actions.folder_requested.connect(self.task_actions.choose_folder)
        self.detail.frame_actions.restart_asked.connect(self.task_actions.ask_restart)
        self.detail.turned.connect(lambda: self._draw_footer(session.state))
        self.detail.output.fetch.button.clicked.connect(self._fetch_output)
        self.detail.after.decision.stop_wanted.connect(lambda task: self.task_actions.act(
            TaskAction.ABANDON, tasks=[task]))
        self.filter.search.installEventFilter(self)
        Keys(LOG, {"next": lambda: self._go_to_error(False), "previous": lambda: self._go_to_error(True)}, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self.view.set_width(3, 164 if width >= WIDE else 110)
        self._fit_columns()
        shorter, undated, smallest = self.filter.savings()
        fit(self._controls, width, (shorter, undated, self._without_commands, smallest))
        self._draw_footer(self._session.state)

    def _fit_columns(self) -> None:
        self.column_menu.fit(self.width() - 2 * MARGIN, PRIORITY, least_name(self.width()))

    def _without_commands(self, out: bool) -> None:
        """The menu has them too."""
        for button in (self.start, self.stop, self.fetch):
            button.setVisible(not out)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._session.jobs.watch(True)
        self._place(self._session.state.jobs.tasks)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._session.jobs.watch(False)

    def search_field(self) -> LineEdit:
        """Return the search of the log while that is seen, else that of the tasks."""
        return self.detail.log.search if self.detail.log.isVisible() else self.filter.search

    def _go_to_error(self, backward: bool) -> None:
        for log in (self.detail.log, self.detail.viewer.side.log):
            if log.isVisible():
                log.go_to_error(backward=backward)

    def show_scene(self, name: str) -> None:
        """List all tasks of a scene, however old, with what they add up to."""
        self.look.group_by(SCENE)
        self._session.jobs.filter(TaskFilter(name))

    def draw(self, state: State) -> None:
        """Show the tasks and the selected one."""
        jobs, profile = state.jobs, state.account.profile
        self._know(state.transfers)
        self.held.draw(state.transfers)
        before = self.model.rowCount()
        if self._seen_tasks.changed(jobs.tasks, jobs.listing, profile):
            self._show(jobs.tasks, jobs.listing, profile)
        self._draw_page(state)
        if self.list.filling:
            return  # the rest is drawn when the tasks are there
        new = jobs.selected != self._framed or len(jobs.frames) - self.frames.model.rowCount() > MANY
        if (new and len(jobs.frames) > MANY) or abs(self.model.rowCount() - before) > MANY:
            self._rest.start()
        else:
            self._draw_rest(state)

    def _draw_rest(self, state: State) -> None:
        """Draw everything below the task table, and which task that is."""
        self._rest.stop()
        self._drawn.draw(state, in_turns=len(state.jobs.frames) > MANY)

    def _parts(self, state: State) -> slices.Work:
        jobs = state.jobs
        self._pick(jobs)
        self._framed = jobs.selected
        yield
        yield from self.detail.draw(jobs, state.account.profile, self._task(jobs))
        self.detail.draw_review(state.review)
        yield
        if self._guard.changed(jobs, state.transfers, state.account, state.environments.hardware):
            yield from self._draw_around(jobs, state.transfers, state.account, state.environments.hardware)

    def _draw_around(self, jobs: JobsState, transfers: TransfersState, account: AccountState,
                     offered: tuple[Hardware, ...]) -> slices.Work:
        self._draw_buttons()
        task = self._task(jobs)
        self.footer.draw(jobs, transfers, task)
        yield
        transfer = transfer_of(jobs.tasks, transfers, task.id) if task is not None else None
        failed = self.detail.frame_actions.failed_of(jobs.frames)
        yield from self.detail.draw_step(Seen(
            task, jobs.frames, self.detail.measure(jobs.frames), groups(failed, jobs.detail.failures),
            jobs.detail.failures, account.profile, offered, account.connection is not Connection.CONNECTED,
            transfer is not None and bool(transfer.host), transfer.folder if transfer is not None else "",
            account.domain))
        away = account.connection is Connection.AWAY
        self.view.fade(away)
        self.detail.fade(away)
        self._as_of.setVisible(away and bool(jobs.listing.as_of))
        self._as_of.show_text(_("As of {when}").format(when=format.ago(jobs.listing.as_of)))

    @staticmethod
    def _task(jobs: JobsState) -> TaskRow | None:
        return find_task(jobs.tasks, jobs.selected) or jobs.detail.task

    def _show(self, tasks: tuple[TaskRow, ...], listing: Listing, profile: Account | None) -> None:
        first = self.model.rowCount() == 0
        self.filter.show(listing.filter)
        if profile:
            self.model.rename(COST, _("Cost, {currency}").format(currency=profile.currency))
        # What is here is looked through at once; the farm's own answer follows.
        rows = tasks if listing.answered else wanted(tasks, listing.filter)
        listed = grouped(rows, self.look.group, self.columns.transfers)
        self.list.show(listed, self.look.group, first or bool(listing.filter.text))
        others = [self.view.make_room(name, cell) for name, cell in widest(listed).items()]
        if any(others):
            self._fit_columns()
        self._place(tasks)
        self._settle.start()

    def _know(self, transfers: TransfersState) -> None:
        """Take what the journal says of tasks; what it says of one never changes."""
        if not self._seen_transfers.changed(transfers):
            return
        before, self.columns.transfers = self.columns.transfers, submissions(transfers)
        self.model.renew(self.columns.transfers.keys() - before.keys())
        if self.look.group and self.columns.transfers.keys() != before.keys():
            self._regroup()

    def _regroup(self) -> None:
        state = self._session.state
        self._show(state.jobs.tasks, state.jobs.listing, state.account.profile)
        if not self.list.filling:
            self._rest.start()  # the view lays out what it was given meanwhile

    def _pick(self, jobs: JobsState) -> None:
        task = self._task(jobs)
        self.view.pick(task.id if task else None)

    def _chosen(self, each: Listed) -> None:
        """A group has no frames: the task that is shown stays."""
        if isinstance(each, TaskRow):
            self._session.jobs.select(each.id)

    def _place(self, tasks: tuple[TaskRow, ...]) -> None:
        """Give the tasks the room they need, once: from then on the handle is the artist's."""
        room = self.split.height()
        if self._placed or not self.isVisible() or not tasks:
            return
        self._placed = True
        rows = len(tasks) + sum(len(task.children) for task in tasks)
        above = self.view.height_for(min(MOST_ROWS, max(FEWEST_ROWS, rows)))
        above = min(above, max(self.view.height_for(3), room // 3))
        self.split.setSizes([above, max(above, room - above)])

    def _draw_page(self, state: State) -> None:
        listing, shown = state.jobs.listing, self.model.rowCount() > 0 or self.list.filling
        away = state.account.connection is Connection.AWAY or bool(listing.trouble)
        known = listing.answered and not listing.more and state.account.connection is not Connection.UNKNOWN
        page = TASKS if shown else (
            REFUSED if listing.refused else AWAY if away else FOUND_NOTHING if listing.filter and known else NONE)
        self.pages.setCurrentIndex(page)
        self.footer.setVisible(page == TASKS)
        self._upper.setVisible(page in (TASKS, FOUND_NOTHING) or bool(listing.filter))
        self.count_down(state)
        self._refused.say("lock", _("This account may not see tasks"), listing.refused)
        text = listing.filter.text
        self._nothing.say("search", _("No task matches “{text}”").format(text=text) if text else _("No task matches"),
                          in_words(listing.filter) or _("The farm looks in the names and numbers of all tasks."))
        if not known:
            self._none.say("clock", _("Loading from the farm"), _("This usually takes a second."))
        else:
            self._none.say("table", _("No tasks yet"),
                           _("What you submit shows up here, with its frames and its cost."))

    def count_down(self, state: State) -> None:
        """Say what is wrong, and when the farm is asked again."""
        if state.account.connection is not Connection.AWAY and state.jobs.listing.trouble:
            self.network.hide()
            self._away.say("warning", _("The list of tasks cannot be read"), state.jobs.listing.trouble, "warn")
            return
        self.network.setVisible(not state.account.trouble_code)
        text = format.sentences(state.account.trouble, words.retry(state, time.time()))
        self._away.say("offline", _("The farm cannot be reached"), text, "warn")

    def _draw_buttons(self) -> None:
        self.start.allow(self.task_actions.why_not(TaskAction.START))
        self.stop.allow(self.task_actions.why_not(TaskAction.STOP))
        self.fetch.allow(self.task_actions.why_no_fetch())

    def _draw_footer(self, state: State) -> None:
        self.footer.draw(state.jobs, state.transfers, self._task(state.jobs))

    def _fetch_output(self) -> None:
        entries = self.detail.output.selected()
        if entries:
            self.task_actions.choose_folder(lambda folder: self._session.jobs.detail.fetch_output(entries, folder))

    def _tell(self) -> None:
        """Tell the session which tasks are on the screen."""
        self._session.jobs.see(self.list.on_screen())
        # Not by fetchMore: a QTreeView asks for more at every layout, and so for all there is.
        bar = self.view.verticalScrollBar()
        if self._session.state.jobs.listing.more and self.isVisible() and (
                bar.value() >= bar.maximum() - self.view.viewport().height()):
            self._session.jobs.more()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the focus from the search line to the table with Down or Return."""
        if watched is self.filter.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and (
                event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return)):
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return bool(super().eventFilter(watched, event))


def refusal(state: State) -> str:
    """Return the text for a message to the account's owner: the user, the domain, and the farm's words."""
    name = state.account.profile.name if state.account.profile else state.account.id
    return "\n".join(filter(None, (name, state.account.domain, state.jobs.listing.refused)))
