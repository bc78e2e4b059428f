"""The Transfers tab: every submission in the journal, with its upload and its download."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Callable

from qtpy.QtCore import QPoint, Qt, QTimer
from qtpy.QtGui import QResizeEvent
from qtpy.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from ...core.common.foreign import tip
from ...core.common.i18n import _, count
from ...core.model import format
from ...core.session.session import Session
from ...core.session.state import TransfersState
from ...core.transfer.states import SETTLED, Transfer, TransferState
from ..kit import slices
from ..kit.combo import Combo, Entry
from ..kit.draw_guard import MANY, DrawGuard
from ..kit.empty import EmptyPage
from ..kit.fitting import fit
from ..kit.folders import open_folder
from ..kit.inline_question import InlineQuestion
from ..kit.style import Style
from ..kit.widgets import STRETCH, Button, CheckBox, Explained, Label, row
from ..table.column_menu import ColumnMenu
from ..table.filling import fill
from ..table.grouping import Grouping
from ..table.tree_model import TreeModel
from ..table.views import INDENT
from . import transfer_words
from .actions import TransfersView, actions
from .cleared import Cleared
from .columns import Listed, TransferGroup, called, columns, grouped
from .detail import TransferDetail
from .speed_line import Samples

ROW_HEIGHT = 48
MARGIN = 12
LIMIT_WIDTH = 110
LIMITS = (1, 2, 5, 10, 20, 50, 100)
"""MB a second."""
SECOND = 1000
FOR_ALL = ("pause", "resume", "cancel", "again")
"""The actions that several transfers can take at once."""

MOST_NAMED = 4
PRIORITY = ("progress", "speed", "left", "task", "submitted", "camera", "unit", "artist", "project")
"""The columns that are shown where there is room, the first ones first; the others where somebody wants them."""

NARROWEST_NAME, ROOMY_NAME = 100, 200
NARROW = 640


def _drop(label: Label, out: bool) -> None:
    """Show a label, unless there is no room for it or nothing to say: an empty one takes room too."""
    label.setVisible(not out and bool(label.whole()))


def totals(transfers: tuple[Transfer, ...]) -> str:
    """``2 under way, 1.2 GB to go``."""
    going = [each for each in transfers if not each.state.over and each.state is not TransferState.PAUSED]
    left = sum(each.bytes_left for each in going)
    said = count("{n} under way", "{n} under way", len(going)) if going else _("Nothing under way")
    return format.together(said, _("{size} to go").format(size=format.size(left)) if left else "")


class TransfersTab(QWidget):
    """Buttons, table, and what there is to know about the selected one."""

    def __init__(self, style: Style, session: Session, show_task: Callable[[int], None]) -> None:
        super().__init__()
        self._session = session
        self._show_task = show_task
        self._guard = DrawGuard()
        self._drawn = slices.InParts(self, self._parts)
        self._narrow = style.wide(NARROW)
        self._samples = Samples()
        self._groups: set[object] = set()
        self.pause_all = Explained(Button(style, _("Pause all"), "pause"))
        self.resume_all = Explained(Button(style, _("Resume all"), "play"))
        self.clear = Explained(Button(style, _("Clear finished"), "ok"))
        self.cleared = Cleared(self)
        self._known: frozenset[str] | None = None
        """Ids of the transfers that were there at the last draw; None before the first one."""
        self.unfinished = CheckBox(style, _("Only unfinished"))
        self._up, self._down = Label(style, font=style.strong), Label(style, font=style.strong)
        self._sum = Label(style, tone="text_2", elide=Qt.TextElideMode.ElideRight)
        self._limit_word = Label(style, _("Speed limit"), tone="text_2")
        self.limit = Combo(style, _("Speed limit"))
        self.model = TreeModel(columns(), lambda each: each.id, self,
                               lambda each: each.children if isinstance(each, TransferGroup) else ())
        self.view = TransfersView(style, self.model, self, ROW_HEIGHT)
        self.view.setAccessibleName(_("Transfers"))
        self.grouping = Grouping(self)
        self.column_menu = ColumnMenu(self.view, grouping=self.grouping)
        self.view.chosen.connect(self._chosen)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.ask = InlineQuestion(style)
        self.detail = TransferDetail(style)
        self.show_all = Button(style, _("Clear the filter"), "filter")
        self.show_all.hide()
        self._none_left = EmptyPage(style, "ok", _("Everything is sent and fetched"),
                                    _("What is over was cleared, or is hidden by “Only unfinished”."), self.show_all)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._table())
        self._none = EmptyPage(style, "upload", "", "")
        self._pages.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._connect()

    def _table(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(MARGIN, 10, MARGIN, MARGIN)
        layout.setSpacing(10)
        self._controls = row(self.pause_all, self.resume_all, self.clear, self.unfinished, self._sum, STRETCH,
                             self._up, self._down, 8, self._limit_word, self.limit)
        layout.addLayout(self._controls)
        self._list = QStackedWidget()
        self._list.addWidget(self.view)
        self._list.addWidget(self._none_left)
        layout.addWidget(self._list, 1)
        layout.addWidget(self.ask)
        layout.addWidget(self.detail)
        return page

    def _connect(self) -> None:
        session = self._session
        self.pause_all.button.clicked.connect(self._session.transfers.pause_all)
        self.resume_all.button.clicked.connect(self._session.transfers.resume_all)
        self.grouping.grouped.connect(
            lambda _key: self._show(session.state.transfers, session.state.scene.host))
        self.clear.button.clicked.connect(lambda _on=False: self.cleared.add(self._finished()))
        self.cleared.changed.connect(lambda: self._show(session.state.transfers, session.state.scene.host))
        self.show_all.clicked.connect(lambda _on: self.unfinished.setChecked(False))
        self.unfinished.toggled.connect(self.show_all.setVisible)
        self.unfinished.toggled.connect(lambda _on: self._show(session.state.transfers, session.state.scene.host))
        self.limit.chosen.connect(self._limit_chosen)
        self.view.action_clicked.connect(self._act)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.detail.show_task.clicked.connect(lambda: self._for_current("task"))
        self.detail.open.clicked.connect(lambda: self._for_current("open"))
        self.view.key_pressed.connect(self._for_selected)
        self.detail.check.repair.clicked.connect(session.transfers.checking.repair)
        self.detail.check.stop.clicked.connect(session.transfers.checking.stop)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._sample)
        self._clock.start(SECOND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        narrow = width < self._narrow
        self.view.set_width(1, max(120, width // 2 - 60) if narrow else 336 if width > 860 else 240)
        self.column_menu.fit(width - 2 * MARGIN, PRIORITY,
                             self.view.panel_style.wide(NARROWEST_NAME if narrow else ROOMY_NAME))
        self.detail.set_narrow(narrow)
        self.detail.setVisible((self.height() > 420 or self.detail.check.isVisibleTo(self.detail))
                               and self._current() is not None)
        self.detail.setFixedHeight(max(150, min(330, self.height() * 45 // 100)))
        self._fit()

    def _fit(self) -> None:
        """The line of controls gives up what it has no room for, the least asked for first."""
        fit(self._controls, self.width() - 2 * MARGIN, (
            lambda out: self._limit_word.setVisible(not out), lambda out: self._sum.setVisible(not out),
            lambda out: self.unfinished.setVisible(not out), self._icons_only,
            lambda out: self.limit.fix_width(0 if out else LIMIT_WIDTH),
            *(functools.partial(_drop, each) for each in (self._up, self._down))))

    def _icons_only(self, alone: bool) -> None:
        for explained, text in ((self.pause_all, _("Pause all")), (self.resume_all, _("Resume all")),
                                (self.clear, _("Clear finished"))):
            explained.button.setText("" if alone else text)
            explained.button.setAccessibleName(text)
            if explained.button.isEnabled():
                explained.button.setToolTip("" if explained.button.text() else tip(text))

    def draw(self, transfers: TransfersState, host: str) -> None:
        """Show the transfers; ``host`` is the application of this panel."""
        if not self._guard.changed(transfers, host):
            return
        self._drawn.draw((transfers, host), in_turns=abs(len(transfers.rows) - self.model.size()) > MANY)

    def _parts(self, given: tuple[TransfersState, str]) -> slices.Work:
        transfers, host = given
        self._pages.setCurrentIndex(0 if transfers.rows else 1)
        self._draw_none(transfers)
        self._draw_all(transfers)
        self._draw_limit(transfers.speed_limit)
        yield
        if not self.model.rowCount():
            yield from fill(self.model, grouped(self._rows(transfers), self.grouping.group))
        self._show(transfers, host)
        yield
        self._select_new(transfers)
        self._fit()

    def _draw_limit(self, limit: int) -> None:
        own = () if limit in (0, *(each * 1_000_000 for each in LIMITS)) else (Entry(limit, format.speed(limit)),)
        self.limit.fill([Entry(0, _("No limit")), *(
            Entry(each * 1_000_000, format.speed(each * 1_000_000)) for each in LIMITS), *own])
        self.limit.pick(limit)

    def _draw_none(self, transfers: TransfersState) -> None:
        """Say that there is nothing only where the journal was read."""
        if transfers.trouble:
            self._none.say("warning", _("The transfers cannot be read"), transfers.trouble, "warn")
        elif not transfers.read:
            self._none.say("clock", _("Reading the journal"), _("It lies on this computer and is read in a moment."))
        else:
            self._none.say("upload", _("Nothing to send or fetch"),
                           _("Submissions and downloads of every application show up here."))

    def _draw_all(self, transfers: TransfersState) -> None:
        going = [each for each in transfers.rows if not each.state.over]
        moving = [each for each in going if each.state not in (TransferState.PAUSED, TransferState.CANCELLING)]
        waits = [each for each in transfers.rows if each.state in (TransferState.PAUSED, TransferState.FAILED)
                 or (each.message and not each.state.over)]
        self.pause_all.allow([] if moving else [_("Nothing is under way.")])
        self.resume_all.allow([] if waits else [_("Nothing is paused, failed or waits for another try.")])
        down = sum(each.speed for each in going if transfer_words.fetches(each))
        up = sum(each.speed for each in going) - down
        self._up.show_text(f"↑ {format.speed(up)}" if up > 0 else "")
        self._down.show_text(f"↓ {format.speed(down)}" if down > 0 else "")
        self._sum.show_text(totals(transfers.rows))

    def _rows(self, transfers: TransfersState) -> list[Transfer]:
        return [each for each in transfers.rows if each.id not in self.cleared and (
            not self.unfinished.isChecked() or not each.state.over or each.state is TransferState.FAILED)]

    def _show(self, transfers: TransfersState, host: str) -> None:
        rows = self._rows(transfers)
        self.model.show(grouped(rows, self.grouping.group))
        self._open_new_groups()
        self._list.setCurrentIndex(0 if rows or not transfers.rows else 1)
        self.clear.allow([] if any(self._finished()) else [_("No transfer is over.")])
        if rows and not isinstance(self.view.current(), TransferGroup):
            chosen = next((each for each in rows if each.id == transfers.selected), rows[0])
            self.view.pick(chosen.id)
        each = self._current()
        files = transfers.files if each is not None and each.id == transfers.selected else ()
        check = transfers.check
        if each is None or check is None or check.transfer.id != each.id:
            check = None
        self.detail.show_transfer(each, host, files, check)
        self.detail.setVisible(each is not None and (self.height() > 420 or check is not None))
        self.detail.open.setVisible(each is not None and any(action.name == "open" for action in actions(each)))

    def _open_new_groups(self) -> None:
        """Open the groups that were not there before; what somebody closed stays closed."""
        ids = {self.model.row(self.model.index(place, 0)).id for place in range(self.model.rowCount())
               } if self.grouping.group else set()
        for each in ids - self._groups:
            self.view.expand(self.model.find(each))
        self._groups = ids
        self.view.setRootIsDecorated(bool(ids))
        self.view.setIndentation(INDENT if ids else 0)

    def _chosen(self, each: Listed) -> None:
        """A group has no files: the transfer that is shown stays."""
        if isinstance(each, Transfer):
            self._session.transfers.select(each.id)

    def _current(self) -> Transfer | None:
        """The current transfer; None where a group is current."""
        each = self.view.current()
        return each if isinstance(each, Transfer) else None

    def _selected(self) -> list[Transfer]:
        """The selected transfers; of a group all."""
        rows = [one for each in self.view.selected()
                for one in (each.children if isinstance(each, TransferGroup) else (each,))]
        return list({each.id: each for each in rows}.values())

    def _select_new(self, transfers: TransfersState) -> None:
        """Select a submission that was not there before: its progress is what somebody wants to see."""
        before, now = self._known, frozenset(each.id for each in transfers.rows)
        self._known = now if transfers.read else None
        new = [each for each in transfers.rows if before is not None and each.id not in before and each.host]
        if new:
            self._session.transfers.select(max(new, key=lambda each: each.created).id)

    def _finished(self) -> Iterator[str]:
        """Find the ids of the listed transfers in which nothing will be sent or fetched any more."""
        return (each.id for each in self._session.state.transfers.rows
                if each.state in SETTLED and each.id not in self.cleared)

    def _sample(self) -> None:
        transfers = self._session.state.transfers.rows
        self._samples.add((each.id, each.speed) for each in transfers if not each.state.over)
        each = self._current()
        if self.isVisible():
            self.detail.line.show_values(self._samples.of(each.id) if each else ())

    def _limit_chosen(self, key: object) -> None:
        if isinstance(key, int):
            self._session.transfers.limit_speed(key)

    def _for_current(self, name: str) -> None:
        each = self._current()
        if each is None:
            return
        usable = {action.name for action in actions(each)}
        if name == "toggle":
            name = "resume" if "resume" in usable else "pause"
        if name == "task" or name in usable:
            self._act(name, each)

    def _for_selected(self, name: str) -> None:
        """Do it to those of the selected transfers that it fits; cancelling several is asked once."""
        rows = self._selected()
        usable = {each.id: {action.name for action in actions(each)} for each in rows}
        if name == "toggle":
            name = "pause" if any("pause" in names for names in usable.values()) else "resume"
        fitting = [each for each in rows if name in usable[each.id]]
        if name == "cancel" and len(fitting) > 1:
            self._ask_cancel_all(fitting)
        else:
            for each in fitting:
                self._act(name, each)

    def _ask_cancel_all(self, rows: Sequence[Transfer]) -> None:
        known = [called(each) + (f" ({each.task_id})" if each.task_id else "") for each in rows]
        names = format.names(known, MOST_NAMED)

        def cancel() -> None:
            for each in rows:
                self._session.transfers.cancel(each.id)

        self.ask.ask(
            count("Cancel {n} transfer?", "Cancel {n} transfers?", len(rows)), _("{names}.").format(names=names),
            _("Keep"), count("Cancel {n} transfer", "Cancel {n} transfers", len(rows)), cancel)

    def _act(self, name: str, each: Transfer) -> None:
        if name == "cancel":
            self._ask_cancel(each)
        elif name == "open":
            open_folder(each.folder)
        elif name == "folder":
            self._ask_folder(each)
        elif name == "remove":
            self.cleared.add([each.id])
        elif name == "task" and each.task_id is not None:
            self._show_task(each.task_id)
        else:
            transfers = self._session.transfers
            calls = {"again": transfers.cancel, "pause": transfers.pause, "resume": transfers.resume,
                     "release": transfers.release, "front": transfers.to_front, "check": transfers.checking.start}
            if name in calls:
                calls[name](each.id)

    def _ask_cancel(self, each: Transfer) -> None:
        text = (_("The task on the farm is stopped. What was fetched stays here.") if transfer_words.fetches(each)
                else _("What was sent stays on the farm and is not sent again next time."))
        self.ask.ask(_("Cancel {name}?").format(name=called(each)), text, _("Keep"), _("Cancel transfer"),
                     lambda: self._session.transfers.cancel(each.id))

    def _ask_folder(self, each: Transfer) -> None:
        self.ask.ask(_("Use {folder} as it is?").format(folder=each.folder),
                     _("It is made where it is not there, and all results of the task come again. Keep waiting if only "
                       "its drive is unplugged."), _("Keep waiting"), _("Use the folder as it is"),
                     lambda: self._session.transfers.use_folder(each.id, each.folder), "folder")

    def _open_menu(self, at: QPoint) -> None:
        each = self.view.current()
        if isinstance(each, TransferGroup):
            each = each.children[0]
        if each is not None:
            menu = self.menu(each)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def menu(self, each: Transfer) -> QMenu:
        """Return the menu of actions on the transfer."""
        menu = QMenu(self)
        several = self._selected()
        if len(several) > 1 and any(row.id == each.id for row in several):
            for action in dict.fromkeys(action for row in several for action in actions(row) if action.name in FOR_ALL):
                menu.addAction(action.text, functools.partial(self._for_selected, action.name))
            return menu
        for action in actions(each):
            menu.addAction(action.text, functools.partial(self._act, action.name, each))
        if each.task_id is not None:
            menu.addAction(_("Show task"), lambda: self._act("task", each))
        return menu
