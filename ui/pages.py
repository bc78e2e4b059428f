"""The pages of the panel, of which one is seen: each is loaded and made when it is wanted, since all take long."""

from __future__ import annotations

import importlib
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Union

from qtpy.QtWidgets import QAbstractButton, QStackedWidget, QWidget

from ..core.session.session import Session
from ..core.session.state import State
from .dropping import DropTarget
from .kit import slices
from .kit.style import Style

if TYPE_CHECKING:
    from .assets.tab import AssetsTab
    from .door.account_page import AccountPage
    from .door.settings_page import SettingsPage
    from .help.page import HelpPage
    from .jobs.tab import JobsTab
    from .money.page import MoneyPage
    from .submit.dropped_page import DroppedPage
    from .submit.environment_editor import EnvironmentEditor
    from .submit.tab import SubmitTab
    from .transfers.tab import TransfersTab


TABS = ("submit", "assets", "transfers", "jobs")
"""Names of the pages of the tabs."""

SOME = 20
"""Widgets of a new page that take the style sheet in one step."""

OVER = object()


class Ways(NamedTuple):
    """The ways that lead from one page to another."""

    show_task: Callable[[int], None]
    show_scene: Callable[[str], None]
    show_submit: Callable[[], None]
    show_missing: Callable[[], None]
    show_asset: Callable[[str], None]
    show_network: Callable[[], None]
    edit_environment: Callable[[str], None]
    switch_account: Callable[[], None]
    leave_editor: Callable[[], None]
    leave_settings: Callable[[], None]
    show_tour: Callable[[], None]


Made = Union[QWidget, "Generator[None, None, QWidget]"]
"""A page, or the steps of making it."""


class Page(NamedTuple):
    """A page that may not be made yet: the module that it is in, what makes it, and what shows a state on it."""

    module: str
    make: Callable[[Style, Session, Ways], Made]
    draw: Callable[[Any, State], None]


def _submit(style: Style, session: Session, ways: Ways) -> SubmitTab:
    from .submit.tab import SubmitTab  # noqa: PLC0415 - loaded when it is wanted, as each page

    page = SubmitTab(style, session, ways.show_task, ways.show_scene)
    page.target.edit_requested.connect(ways.edit_environment)
    page.findings.locate_requested.connect(ways.show_missing)
    return page


def _assets(style: Style, session: Session, _ways: Ways) -> AssetsTab:
    from .assets.tab import AssetsTab  # noqa: PLC0415 - the same

    return AssetsTab(style, session)


def _transfers(style: Style, session: Session, ways: Ways) -> TransfersTab:
    from .transfers.tab import TransfersTab  # noqa: PLC0415 - the same

    return TransfersTab(style, session, ways.show_task)


def _jobs(style: Style, session: Session, ways: Ways) -> Generator[None, None, JobsTab]:
    from .jobs.tab import JobsTab  # noqa: PLC0415 - the same
    from .jobs.task_detail import TaskDetail  # noqa: PLC0415 - the same
    from .jobs.viewer_page import ViewerPage  # noqa: PLC0415 - the same

    viewer = ViewerPage(style)
    yield
    detail = TaskDetail(style, session, viewer)
    yield
    page = JobsTab(style, session, detail)
    page.network.clicked.connect(lambda _on: ways.show_network())
    page.switch.clicked.connect(lambda _on: ways.switch_account())
    page.task_actions.settings_chosen.connect(ways.show_submit)
    page.detail.helper.submit_wanted.connect(ways.show_submit)
    page.detail.helper.assets_wanted.connect(ways.show_asset)
    return page


def _environments(style: Style, session: Session, ways: Ways) -> EnvironmentEditor:
    from .submit.environment_editor import EnvironmentEditor  # noqa: PLC0415 - the same

    return EnvironmentEditor(style, session, ways.leave_editor)


def _dropped(style: Style, session: Session, ways: Ways) -> DroppedPage:
    from .submit.dropped_page import DroppedPage  # noqa: PLC0415 - the same

    return DroppedPage(style, session, ways.show_task)


def _settings(style: Style, session: Session, ways: Ways) -> SettingsPage:
    from .door.settings_page import SettingsPage  # noqa: PLC0415 - the same

    return SettingsPage(style, session, ways.leave_settings)


def _help(style: Style, _session: Session, ways: Ways) -> HelpPage:
    from .help.page import HelpPage  # noqa: PLC0415 - the same

    return HelpPage(style, ways.leave_settings, ways.show_tour)


def _account(style: Style, session: Session, ways: Ways) -> AccountPage:
    from .door.account_page import AccountPage  # noqa: PLC0415 - the same

    return AccountPage(style, session, ways.leave_settings)


def _money(style: Style, session: Session, ways: Ways) -> MoneyPage:
    from .money.page import MoneyPage  # noqa: PLC0415 - the same

    return MoneyPage(style, session, ways.show_task, ways.leave_settings)


def _whole(page: Any, state: State) -> None:
    page.draw(state)


PAGES: Mapping[str, Page] = {
    "submit": Page(".submit.tab", _submit, _whole),
    "assets": Page(".assets.tab", _assets,
                   lambda page, state: page.draw(state.scene, bool(state.submit.choices.relocated))),
    "transfers": Page(".transfers.tab", _transfers,
                      lambda page, state: page.draw(state.transfers, state.scene.host)),
    "jobs": Page(".jobs.tab", _jobs, _whole),
    "environments": Page(".submit.environment_editor", _environments,
                         lambda page, state: page.draw(state.environments, state.scene.scene)),
    "dropped": Page(".submit.dropped_page", _dropped, _whole),
    "settings": Page(".door.settings_page", _settings, lambda page, state: page.draw(
        state.account, state.settings, state.transfers.speed_limit)),
    "account": Page(".door.account_page", _account, lambda page, state: page.draw(state.account, state.details)),
    "help": Page(".help.page", _help, lambda page, _state: page.draw()),
    "money": Page(".money.page", _money, lambda page, state: page.draw(
        state.money, state.environments.projects, state.account.profile.currency if state.account.profile else "")),
}


class Pages(QStackedWidget):
    """A stack that grows."""

    def __init__(self, make: Callable[[Page], Made], made: Callable[[QWidget], object],
                 added: Callable[[str], object]) -> None:
        """``made`` is called before a new page can be seen, ``added`` with its name after."""
        super().__init__()
        self._make = make
        self._made = made
        self._added = added
        self._there: dict[str, QWidget] = {}
        self._growing: dict[str, slices.Work] = {}
        """The steps that are left of the pages that are being made, by their names."""
        self._at = ""
        """The page at which a step is being done just now."""
        self._turns, self._wanted = slices.Sliced(self), ""
        """The slices in which pages are made, and the name of the page that goes first."""

    @property
    def begun(self) -> bool:
        """Whether there is any page."""
        return bool(self._there)

    def has(self, name: str) -> bool:
        """Whether the page is made."""
        return name in self._there and name not in self._growing

    def get(self, name: str) -> Any:
        """Return the page, which is made the first time: whatever is left of it, at once."""
        if name not in self._there:
            self._growing.setdefault(name, self._steps(name, None))
        while name in self._growing and name != self._at:
            self._step(name)
        return self._there[name]

    def open(self, name: str, state: State, *, first: bool = False) -> None:
        """Make a page that shows the state, in several turns of the event loop; ``added`` says when it is there.

        ``first``: somebody waits for it, so that pages that are made meanwhile wait.
        """
        if self.has(name):
            return
        self._growing.setdefault(name, self._steps(name, state))
        self._wanted = name if first else self._wanted
        if self._turns.idle:
            self._turns.run(self._in_turns(), lambda _none: None)

    def _in_turns(self) -> slices.Work:
        while self._growing:
            self._step(self._wanted if self._wanted in self._growing else next(iter(self._growing)))
            yield

    def _step(self, name: str) -> None:
        before, self._at = self._at, name
        try:
            if next(self._growing[name], OVER) is OVER:
                self._growing.pop(name, None)
        finally:
            self._at = before

    def _steps(self, name: str, state: State | None) -> Generator[None, None, None]:
        """Make a page and lay it out before it is seen: all of it at once takes several ticks."""
        importlib.import_module(PAGES[name].module, __package__)
        yield
        made = self._make(PAGES[name])
        self._there[name] = page = (yield from made) if isinstance(made, Generator) else made
        yield
        page.setParent(self)
        self._made(page)
        self.addWidget(page)
        if state is not None:
            yield
            PAGES[name].draw(page, state)
            page.resize(self.size())
            done = 0
            # Looked for anew in each step: what was drawn meanwhile may have deleted some.
            while parts := page.findChildren(QWidget)[done:done + SOME]:
                for part in parts:
                    part.ensurePolished()
                done += SOME
                yield
        self._growing.pop(name, None)
        self._added(name)

    def show_page(self, name: str, state: State) -> None:
        """Turn to a page that shows the state; one that is new is turned to when it is there."""
        self.open(name, state, first=True)
        if not self.has(name):
            return
        page, left = self.get(name), self.currentWidget()
        focused = self.window().focusWidget()  # that of a window which is behind another one comes back with it
        if left is not page and left is not None and focused is not None and left.isAncestorOf(focused) and (
                not isinstance(focused, QAbstractButton)):
            # Qt would give the focus of a page that goes to the first field of the next, as if by the Tab key. Only a
            # button that has it was pressed by a key.
            focused.clearFocus()
        self.setCurrentWidget(page)
        PAGES[name].draw(page, state)


class HasPages(DropTarget):
    """A widget that has the pages, by their names."""

    _stack: Pages

    @property
    def submit(self) -> SubmitTab:
        """The Submit tab."""
        page: SubmitTab = self._stack.get("submit")
        return page

    @property
    def assets(self) -> AssetsTab:
        """The Assets tab."""
        page: AssetsTab = self._stack.get("assets")
        return page

    @property
    def transfers(self) -> TransfersTab:
        """The Transfers tab."""
        page: TransfersTab = self._stack.get("transfers")
        return page

    @property
    def jobs(self) -> JobsTab:
        """The Jobs tab."""
        page: JobsTab = self._stack.get("jobs")
        return page

    @property
    def environments(self) -> EnvironmentEditor:
        """The editor of render environments."""
        page: EnvironmentEditor = self._stack.get("environments")
        return page

    @property
    def dropped(self) -> DroppedPage:
        """The list of dropped scenes."""
        page: DroppedPage = self._stack.get("dropped")
        return page

    @property
    def settings(self) -> SettingsPage:
        """The page of settings."""
        page: SettingsPage = self._stack.get("settings")
        return page

    @property
    def account_page(self) -> AccountPage:
        """The page of the account's own things at the farm."""
        page: AccountPage = self._stack.get("account")
        return page

    @property
    def help(self) -> HelpPage:
        """The page with the keys."""
        page: HelpPage = self._stack.get("help")
        return page

    @property
    def money(self) -> MoneyPage:
        """The page of costs, budgets and notices."""
        page: MoneyPage = self._stack.get("money")
        return page
