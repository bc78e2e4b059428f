"""The Submit tab: the scene and everything the artist decides about it."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qtpy.QtCore import Qt
from qtpy.QtGui import QHideEvent, QResizeEvent
from qtpy.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...core.common.i18n import _
from ...core.jobs.balance import lack
from ...core.model import format
from ...core.model.choices import Choices
from ...core.money.before import expected
from ...core.plan.hosts import traits_of
from ...core.session.session import Session
from ...core.session.state import Connection, State
from ...core.transfer.states import Transfer, TransferState
from ..kit import words
from ..kit.choosing import ask_files, ask_save
from ..kit.empty import EmptyPage
from ..kit.form import Note
from ..kit.style import Style
from ..kit.widgets import Button
from ..transfers.transfer_words import together
from .advanced import AdvancedOptions
from .balance_band import BalanceBand
from .findings import Does, Findings
from .footer import SubmitFooter
from .frames_choice import FramesChoice
from .history_line import HistoryLine
from .scene_line import SceneLine
from .target import Target, view_of
from .units import Units

NARROW = 640
MARGIN = 12
FORM, NO_SCENE, NO_ENVIRONMENT = range(3)


class SubmitTab(QWidget):
    """Sections below each other, scrolled; the footer stays."""

    def __init__(self, style: Style, session: Session, show_task: Callable[[int], None],
                 show_scene: Callable[[str], None]) -> None:
        super().__init__()
        self._session = session
        self._show_task = show_task
        self._shown = session.state.submit.submitted
        self._narrow = style.wide(NARROW)
        self._choices: Choices | None = session.state.submit.choices
        """What was chosen at the last click on Submit; None once the artist has left the page."""
        self.scene = SceneLine(style, session.scene.refresh)
        self.history = HistoryLine(style, show_scene)
        self.target = Target(style, session)
        self.units = Units(style, session)
        self.frames = FramesChoice(style, session)
        self.more = AdvancedOptions(style, session)
        self.since = Note(style)
        self.since.hide_empty()
        self.hooks = Note(style)
        self.hooks.hide_empty()
        self.findings = Findings(style, Does(
            fix=session.submit.fix, select=lambda finding: session.scene.select(finding.nodes),
            allow_missing=lambda on: session.submit.choose(allow_missing=on)))
        self.footer = SubmitFooter(style, self._submit, session.check, session.submit.save_plan, show_task)
        self.balance = BalanceBand(style, session)
        again = Button(style, _("Read scene again"), "refresh")
        again.clicked.connect(session.scene.refresh)
        self.save_as = Button(style, _("Save scene as…"), "save-plan", "primary")
        self.save_as.clicked.connect(self._save_scene)
        self.open = Button(style, _("Open scene…"), "folder")
        self.open.clicked.connect(self._open_scene)
        scenes = Button(style, _("Choose scenes…"), "add")
        scenes.clicked.connect(lambda: ask_files(self, _("Scenes"), "", session.dropped.take))
        self._empty = EmptyPage(style, "scene", "", "", self.save_as, self.open, again, scenes)
        make = Button(style, _("Make one from this scene"), "add", "primary")
        make.clicked.connect(lambda: self.target.edit_requested.emit(""))
        self._no_environment = EmptyPage(style, "layer", "", "", make)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._scrolled())
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._no_environment)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.balance)
        layout.addWidget(self.footer)

    def _scrolled(self) -> QScrollArea:
        page = QWidget()
        page.setObjectName("Page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(MARGIN, 10, MARGIN, MARGIN)
        layout.setSpacing(0)
        for part, space in ((self.scene, 12), (self.target, 12), (self.units, 10), (self.frames, 10),
                            (self.more, 8), (self.hooks, 0), (self.since, 0), (self.history, 0), (self.findings, 0)):
            layout.addWidget(part)
            layout.addSpacing(space)
        layout.addStretch(1)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus, and scrolls it
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._set_margins())
        self._area, self._lines = area, layout
        return area

    def _set_margins(self) -> None:
        """Have the scroll bar take the place of the margin, so that nothing moves when it comes."""
        right = 0 if self._area.verticalScrollBar().maximum() else MARGIN
        self._lines.setContentsMargins(MARGIN, 10, right, MARGIN)

    def draw(self, state: State) -> None:
        """Show the state."""
        page = self._page(state)
        self._pages.setCurrentIndex(page)
        self.save_as.setVisible(state.scene.saves_as and state.scene.scene is not None)
        self.open.setVisible(state.scene.opens)
        scene, submit, locked = state.scene, state.submit, state.settings.locked
        self.scene.draw(scene, submit.choices, state.busy)
        self.history.draw(scene, state.transfers, state.money.earlier, submit.frame_count,
                          state.account.profile.currency if state.account.profile else "")
        self.target.draw(view_of(state))
        self.units.draw(scene.host, scene.scene, submit.choices)
        self.frames.draw(scene.scene, submit, locked)
        self.more.draw(scene.host, scene.scene.path if scene.scene else None, submit.choices,
                       state.environments.hardware, submit.name_error, locked, submit.job_name, submit.job_error)
        profile = state.account.profile
        self.more.budget.draw(submit.choices.budget, profile.currency if profile else "")
        self.more.after.draw(submit.choices, state.transfers, state.jobs)
        self.findings.draw(submit.findings, submit.choices.allow_missing, scene.selects, scene.gathered,
                           state.account.profile is not None)
        self.balance.draw(lack(profile, expected(state.money.earlier, submit.frame_count)) if page == FORM else None,
                          state.account.domain)
        self.since.say(state.submit.since, icon="clock" if state.submit.since else "")
        self.hooks.say(format.sentences(*(each.sentence for each in state.hooks.changes)),
                       icon="info" if state.hooks.changes else "")
        followed = [each for each in state.transfers.rows if each.id in state.submit.submitted]
        on_farm = bool(followed) and all(is_on_farm(state, each) for each in followed)
        self.footer.draw(state, together(followed), on_farm)
        if on_farm and state.submit.submitted != self._shown:
            self._follow(state, followed)

    def _page(self, state: State) -> int:
        """The form, or what has to be there first."""
        if state.busy:
            return FORM
        if state.scene.scene is None or state.scene.scene.path is None:
            self._empty.say("scene", _("Open or save a scene first"),
                            format.sentences(_("The farm needs a saved file. This scene has no name yet."),
                                             _("Or drop scenes here, or a folder of them.")) if state.scene.scene
                            else _("The scene is not read yet."))
            return NO_SCENE
        if state.account.connection is Connection.CONNECTED and not state.environments.known:
            if "environments" in state.environments.withheld:
                self._no_environment.say(
                    "lock", _("The environments are not known"),
                    _("This account may not list its render environments: ask the owner of the account to allow it."))
                return NO_ENVIRONMENT
            self._no_environment.say(
                "layer", _("No environment for {name} {version}").format(
                    name=words.host_name(state.scene.host), version=state.scene.scene.version),
                _("An environment is the application version and the plug-ins that the farm renders with."))
            return NO_ENVIRONMENT
        return FORM

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll the form to one of its parts."""
        page = self._area.widget()
        if page is not None and page.isAncestorOf(part):
            self._area.ensureWidgetVisible(part, 0, MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._narrow
        for part in (self.scene, self.target.form, self.units, self.frames, self.more, self.findings, self.footer):
            part.set_narrow(narrow)
        self._set_margins()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes elsewhere after Submit does not wait here: coming back must not lead away again."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._choices = None

    def _save_scene(self) -> None:
        endings = traits_of(self._session.state.scene.host).endings
        kinds = _("Scenes ({patterns})").format(patterns=" ".join(f"*{ending}" for ending in endings))
        ask_save(self, _("Save scene"), f"untitled{endings[0]}" if endings else "", kinds,
                 endings[0].lstrip(".") if endings else "", lambda name: self._session.scene.save_as(Path(name)))

    def _open_scene(self) -> None:
        ask_files(self, _("Open scene"), "", lambda paths: self._session.scene.open(Path(paths[0])), many=False)

    def _submit(self) -> None:
        self._choices = self._session.state.submit.choices
        self._session.submit.submit()

    def _follow(self, state: State, followed: list[Transfer]) -> None:
        """Go to the task once, if the artist still waits here and is not setting up the next submission."""
        self._shown = state.submit.submitted
        if self.isVisible() and state.submit.choices == self._choices and followed[0].task_id is not None:
            self._show_task(followed[0].task_id)


def is_on_farm(state: State, transfer: Transfer) -> bool:
    """Whether its task is rendering and listed."""
    if transfer.state not in (TransferState.WATCHING, TransferState.FETCHED):
        return False
    return any(transfer.task_id in (task.id, *(child.id for child in task.children)) for task in state.jobs.tasks)
