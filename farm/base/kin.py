"""Main account and sub-accounts: each is a farm in a folder of its own, and a sub-account's names the main one's."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ...core.common.atomic import write_text
from ...core.common.errors import BadInput
from ...core.common.i18n import _
from . import constants
from .schema import PROJECTS

DATABASE = "farm.sqlite"
SUB_ACCOUNTS = "sub-accounts.json"
"""Name of the file of a main account that lists the folders of its sub-accounts, in the order in which they came."""

APART = 100_000
"""Distance between the first projects of two accounts."""


class Kin:
    """The accounts that belong together with the one of a farm.

    Raises:
        BadInput: there is no farm in the main account's folder, or it is a sub-account itself.
    """

    def __init__(self, folder: Path, main: Path | None) -> None:
        self._folder = folder.resolve()
        self._main = main.resolve() if main else None
        self._place = self._register(self._main) if self._main else 0

    @property
    def sub_account(self) -> bool:
        """Whether the account has a main account."""
        return self._main is not None

    @property
    def user_id(self) -> int:
        """The account's number."""
        return constants.USER_ID + self._place

    @property
    def user_name(self) -> str:
        """The account's name."""
        return f"{constants.USER_NAME}-{self._place}" if self._place else constants.USER_NAME

    @property
    def main_user_id(self) -> int:
        """The number of the main account; 0 where this is one."""
        return constants.USER_ID if self._main else 0

    @property
    def first_projects(self) -> tuple[tuple[int, str], ...]:
        """(id, name) of the projects that the account begins with."""
        return () if self._main else PROJECTS

    @property
    def first_project(self) -> int:
        """The least number that a project of the account may have: no other account of the kin has it."""
        return PROJECTS[-1][0] + 1 + self._place * APART

    def of_main(self) -> list[tuple[int, str]]:
        """(id, name) of the projects of the main account; none where this is one."""
        return _projects(self._main) if self._main else []

    def of_the_others(self) -> list[tuple[int, str]]:
        """(id, name) of the projects of every other account under the same main account, its own included."""
        return [*self.of_main(), *(project for folder in _sub_accounts(self._main or self._folder)
                                   if folder != self._folder for project in _projects(folder))]

    def _register(self, main: Path) -> int:
        """Return the place of this account among the sub-accounts of the main one, counted from 1."""
        if main == self._folder or not (main / DATABASE).is_file():
            raise BadInput(_("There is no farm in {folder} whose sub-account this could be: start one there first.")
                           .format(folder=main))
        known = _sub_accounts(main)
        if self._folder not in known:
            known = [*known, self._folder]
            write_text(main / SUB_ACCOUNTS, json.dumps([str(each) for each in known], indent=1))
        return known.index(self._folder) + 1


def _sub_accounts(main: Path) -> list[Path]:
    try:
        return [Path(each) for each in json.loads((main / SUB_ACCOUNTS).read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []


def _projects(folder: Path) -> list[tuple[int, str]]:
    """Read the projects of the account in another folder, whether its farm runs or not."""
    with _opened(folder) as connection:
        return connection.execute("SELECT id, name FROM projects ORDER BY id").fetchall()


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{(folder / DATABASE).as_uri()}?mode=ro", uri=True)
    try:
        yield connection
    finally:
        connection.close()
