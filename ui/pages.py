"""The pages of the panel, of which one is seen: each is made when it is wanted, since making all takes long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Callable, NamedTuple, cast

from qtpy.QtWidgets import QStackedWidget, QWidget

from ..core.session.session import Session
from .assets.tab import AssetsTab
from .door.settings_page import SettingsPage
from .dropping import DropTarget
from .jobs.tab import JobsTab
from .kit.style import Style
from .submit.dropped_page import DroppedPage
from .submit.environment_editor import EnvironmentEditor
from .submit.tab import SubmitTab
from .transfers.tab import TransfersTab


class Ways(NamedTuple):
    """The ways that lead from one page to another."""

    show_task: Callable[[int], None]
    show_submit: Callable[[], None]
    show_missing: Callable[[], None]
    show_network: Callable[[], None]
    edit_environment: Callable[[str], None]
    switch_account: Callable[[], None]
    leave_editor: Callable[[], None]
    leave_settings: Callable[[], None]


def makers(style: Style, session: Session, ways: Ways) -> Mapping[str, Callable[[], QWidget]]:
    """Return what makes each page, by its name."""
    return {
        "submit": lambda: _submit(style, session, ways), "assets": lambda: AssetsTab(style, session),
        "transfers": lambda: TransfersTab(style, session, ways.show_task), "jobs": lambda: _jobs(style, session, ways),
        "environments": lambda: EnvironmentEditor(style, session, ways.leave_editor),
        "dropped": lambda: DroppedPage(style, session, ways.show_task),
        "settings": lambda: SettingsPage(style, session, ways.leave_settings)}


def _submit(style: Style, session: Session, ways: Ways) -> SubmitTab:
    page = SubmitTab(style, session, ways.show_task)
    page.target.edit_requested.connect(ways.edit_environment)
    page.findings.locate_requested.connect(ways.show_missing)
    return page


def _jobs(style: Style, session: Session, ways: Ways) -> JobsTab:
    page = JobsTab(style, session)
    page.network.clicked.connect(lambda _on: ways.show_network())
    page.switch.clicked.connect(lambda _on: ways.switch_account())
    page.task_actions.settings_chosen.connect(ways.show_submit)
    return page


class Pages(QStackedWidget):
    """A stack that grows."""

    def __init__(self, makers: Mapping[str, Callable[[], QWidget]], made: Callable[[QWidget], object],
                 added: Callable[[QWidget], object]) -> None:
        """``makers`` make a page by its name; ``made`` is called before a new one can be seen, ``added`` after."""
        super().__init__()
        self._makers = makers
        self._made = made
        self._added = added
        self._there: dict[str, QWidget] = {}

    @property
    def begun(self) -> bool:
        """Whether there is any page."""
        return bool(self._there)

    def has(self, name: str) -> bool:
        """Whether the page is made."""
        return name in self._there

    def get(self, name: str) -> QWidget:
        """The page, which is made the first time."""
        if name not in self._there:
            self._there[name] = page = self._makers[name]()
            page.setParent(self)
            self._made(page)
            self.addWidget(page)
            self._added(page)
        return self._there[name]


class HasPages(DropTarget):
    """A widget that has the pages, by their names."""

    _stack: Pages

    @property
    def submit(self) -> SubmitTab:
        """The Submit tab."""
        return cast(SubmitTab, self._stack.get("submit"))

    @property
    def assets(self) -> AssetsTab:
        """The Assets tab."""
        return cast(AssetsTab, self._stack.get("assets"))

    @property
    def transfers(self) -> TransfersTab:
        """The Transfers tab."""
        return cast(TransfersTab, self._stack.get("transfers"))

    @property
    def jobs(self) -> JobsTab:
        """The Jobs tab."""
        return cast(JobsTab, self._stack.get("jobs"))

    @property
    def environments(self) -> EnvironmentEditor:
        """The editor of render environments."""
        return cast(EnvironmentEditor, self._stack.get("environments"))

    @property
    def dropped(self) -> DroppedPage:
        """The list of dropped scenes."""
        return cast(DroppedPage, self._stack.get("dropped"))

    @property
    def settings(self) -> SettingsPage:
        """The page of settings."""
        return cast(SettingsPage, self._stack.get("settings"))
