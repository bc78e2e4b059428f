"""The account's own things at the farm: each is asked for by itself, so that one refusal takes none of the others."""

from __future__ import annotations

import functools
from typing import Any, Callable

from ...api import FoxAPI
from ...common.disk import error_sentence
from ...common.errors import BadInput, CannotConnect
from ...common.i18n import _
from ...jobs.listing import read_recycled
from ...offer.account_details import (
    add_project,
    change_slow_after,
    read_account_projects,
    read_node_kinds,
    read_nodes,
    read_settings,
    read_sign_ins,
    read_software,
    read_task_records,
    read_totals,
)
from ..events import Connected, Events, FarmLost, ProjectsChanged
from ..link import FarmLink
from ..store import Part, Store
from .elsewhere import read_elsewhere
from .state import DetailsState, Listed

LISTS: dict[str, Callable[..., Any]] = {
    "task_records": read_task_records, "sign_ins": read_sign_ins, "recycled": read_recycled}
"""Field of the state -> reads a page of it."""

ELSEWHERE = "elsewhere"
"""The list of what others have submitted, which is read beside the journal."""


class AccountDetails:
    """Settings, projects, rented nodes, frames, records and the recycle bin of the account in use."""

    def __init__(self, store: Store, events: Events, link: FarmLink) -> None:
        self._part: Part[DetailsState] = Part(store, "details")
        self._events = events
        self._link = link
        self._watched = False

    def watch(self, watched: bool) -> None:
        """Say whether somebody sees them: they are asked for then, and again when the farm is back."""
        if watched and not self._watched:
            self.read()
        self._watched = watched

    def read(self) -> None:
        """Ask for everything anew."""
        self.read_settings()
        self.read_totals()
        self.read_nodes()
        self.read_projects()
        self.read_software()
        for name in (*LISTS, ELSEWHERE):
            self.read_list(name)

    def read_settings(self) -> None:
        """Ask for the account's defaults."""
        self._ask("settings", read_settings, lambda found: self._part.change(settings=found))

    def read_totals(self) -> None:
        """Ask how many frames are in each state."""
        self._ask("totals", read_totals, lambda found: self._part.change(totals=found))

    def read_nodes(self) -> None:
        """Ask which nodes are rented."""
        self._ask("nodes", read_nodes, lambda found: self._part.change(nodes=found))

    def read_projects(self) -> None:
        """Ask for the projects, the account's own and its main account's."""
        self._ask("account_projects", read_account_projects, self._projects_read)

    def read_node_kinds(self, task: int | None = None) -> None:
        """Ask which kinds of render nodes there are, and which of them a task uses."""
        self._ask("node_kinds", lambda api: read_node_kinds(api, task),
                  lambda found: self._part.change(node_kinds=found))

    def read_software(self) -> None:
        """Ask which host applications the farm renders."""
        self._ask("software", read_software, lambda found: self._part.change(software=found))

    def read_list(self, name: str, page: int = 1, days: int = 0) -> None:
        """Ask for a page of ``task_records``, ``sign_ins``, ``recycled`` or ``elsewhere``; the first one replaces all.

        ``days`` is for records: only those of so many days.
        """
        read = LISTS[name] if name != ELSEWHERE else functools.partial(
            read_elsewhere, self._link.settings, self._link.account)
        self._ask(name, (lambda api: read(api, page, days)) if days else lambda api: read(api, page),
                  functools.partial(self._list_read, name))

    def more(self, name: str) -> None:
        """Ask for the next page, if there is one."""
        listed: Listed = getattr(self._part.now, name)
        if listed.more:
            self.read_list(name, listed.pages + 1)

    def slow_after(self, seconds: int) -> None:
        """Have frames count as running too long after so many seconds."""
        self._ask("settings", lambda api: change_slow_after(api, seconds),
                  lambda found: self._part.change(settings=found))

    def add_project(self, name: str) -> None:
        """Have the farm add a project."""
        if not name.strip():
            self._failed("account_projects", BadInput(_("Type the name of the project.")))
            return

        def work(api: FoxAPI) -> Any:
            add_project(api, name.strip())
            return read_account_projects(api)

        self._ask("account_projects", work, self._projects_read)

    def delete_project(self, name: str) -> None:
        """Have the farm delete a project; tasks that are booked on it keep its name."""

        def work(api: FoxAPI) -> Any:
            api.tag.delete_label(name)
            return read_account_projects(api)

        self._ask("account_projects", work, self._projects_read)

    # What other subjects tell.

    def connected(self, _event: Connected) -> None:
        """Ask again where somebody looks: the farm is back, or another one."""
        if self._watched:
            self.read()

    def forget_account(self, _event: object) -> None:
        """Another account: nothing of it is known yet."""
        self._part.change(settings=None, totals=None, nodes=None, account_projects=None, node_kinds=None, software=None,
                          task_records=Listed(), sign_ins=Listed(), recycled=Listed(), elsewhere=Listed(), troubles={},
                          answers={})

    def _ask(self, name: str, read: Callable[[FoxAPI], Any], take: Callable[[Any], None]) -> None:
        api = self._link.api

        def taken(found: Any) -> None:
            self._note(name, "")
            take(found)

        if api is not None:
            self._link.run(lambda: read(api), taken, functools.partial(self._failed, name))

    def _failed(self, name: str, error: Exception) -> None:
        self._note(name, error_sentence(error))
        if isinstance(error, CannotConnect) and self._link.api is not None:
            self._events.tell(FarmLost(error))

    def _note(self, name: str, trouble: str) -> None:
        """Note that an answer came, and what is wrong with it; empty where nothing is."""
        now = self._part.now
        others = {key: text for key, text in now.troubles.items() if key != name}
        self._part.change(troubles={**others, name: trouble} if trouble else others,
                          answers={**now.answers, name: now.answers.get(name, 0) + 1})

    def _projects_read(self, found: Any) -> None:
        self._part.change(account_projects=found)
        self._events.tell(ProjectsChanged(tuple((each.name, str(each.id)) for each in found)))

    def _list_read(self, name: str, page: Any) -> None:
        listed: Listed = getattr(self._part.now, name)
        if page.number == 1:
            rows = page.rows
        elif page.number == listed.pages + 1:
            rows = (*listed.rows, *page.rows)
        else:  # of a list that was read anew meanwhile
            return
        self._part.change(**{name: Listed(rows, page.number, page.more)})
