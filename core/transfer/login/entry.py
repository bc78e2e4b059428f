"""What all systems have in common: an entry that starts a command at login, and where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import platformdirs

from ...common.atomic import remove
from ...common.errors import BadInput
from ...common.i18n import _

NAME = "foxsubmit-agent"


class Entry(Protocol):
    """An entry of one home in one way of a system."""

    @property
    def place(self) -> str:
        """Return where it stands, for people."""

    def usable(self) -> bool:
        """Whether this way exists in this session."""

    def there(self) -> bool:
        """Return whether the entry is there, whatever it starts."""

    def write(self, command: Sequence[str]) -> bool:
        """Make the entry, or make it anew; False where the system does not take it.

        Raises:
            OSError: it cannot be written.
        """

    def remove(self) -> None:
        """Take the entry back; nothing where there is none.

        Raises:
            OSError: it cannot be removed.
        """


class FileEntry:
    """An entry that is a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def place(self) -> str:
        """Return the file."""
        return str(self._file)

    def usable(self) -> bool:
        """Whether the file can be of use: always, since nobody can ask a desktop that is not running."""
        return True

    def there(self) -> bool:
        """Whether the file is there."""
        return self._file.exists()

    def remove(self) -> None:
        """Remove the file."""
        remove(self._file)


def name_of(home: Path) -> str:
    """Return a name that the home's entry has alone; the usual home's is the plain one."""
    if home == Path(platformdirs.user_data_dir("foxsubmit", appauthor=False)):
        return NAME
    return f"{NAME}-{hashlib.sha256(str(home).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def check(command: Sequence[str]) -> None:
    """See that each system can keep the command.

    Raises:
        BadInput: a path in it has characters that no entry can hold.
    """
    for part in command:
        if not part.isprintable():
            raise BadInput(_("“{path}” has characters that cannot stand where programs are listed that start at login: "
                             "name another folder with FOXSUBMIT_HOME.").format(
                                 path=part.encode("ascii", "backslashreplace").decode()))
