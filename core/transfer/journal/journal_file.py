"""The journal as a file: opened, looked after, kept small, copied, and with what is kept beside the submissions."""

from __future__ import annotations

import os
import time
from pathlib import Path

from ...common.transaction import transaction
from ...settings.local_farms import LocalFarms
from ..after.table import Afters
from ..budgets.table import Budgets
from ..hooks.table import HookCalls
from ..telling.table import Telling
from . import forgetting
from .backups import back_up, check
from .connection import suspicion, told
from .notes import keep_notes
from .opening import open_journal
from .restoring import NOTICE
from .schema import VERSION, version

NOTICED = 86_400  # seconds that it is said that the journal was restored


class JournalFile:
    """One connection; make one for each thread."""

    def __init__(self, path: Path) -> None:
        self._db = open_journal(path)
        self._farms = LocalFarms(path.parent)
        try:
            with told(path):
                self._file = os.stat(path).st_ino
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def outgrown(self) -> bool:
        """Whether a newer program has migrated the journal meanwhile."""
        return version(self._db) > VERSION

    def unfit(self) -> bool:
        """Whether the journal was found damaged, or another has taken its place: it must be opened anew."""
        try:
            return suspicion(self._db.path).exists() or os.stat(self._db.path).st_ino != self._file
        except FileNotFoundError:
            return True

    def sound(self) -> bool:
        """Whether SQLite finds no fault in it; where it does, whoever opens it next restores it."""
        found = check(self._db)
        if not found:
            with told(self._db.path):
                suspicion(self._db.path).touch()
        return found

    def revisions(self) -> tuple[int, int]:
        """(revision of the newest change, revision of the last removal): the same as before, and nothing changed."""
        row = self._db.execute("SELECT newest, removed FROM revisions").fetchone()
        return row["newest"], row["removed"]

    def back_up(self) -> None:
        """Keep a copy, if anything changed since the last (backups.py)."""
        revision = str(self.revisions()[0])
        if self.option("backed_up") != revision:
            back_up(self._db)
            self.set_option("backed_up", revision)

    def notice(self) -> str:
        """Return the sentence that says that the journal was restored, for a day; empty where it was not."""
        when, _space, sentence = (self.option(NOTICE) or "").partition(" ")
        return sentence if sentence and time.time() - float(when) < NOTICED else ""

    def forget(self) -> bool:
        """Pack and forget what is due by the rules of ``forgetting.py``; False when there is more to do."""
        done = forgetting.forget(self._db)
        if done:
            with transaction(self._db):  # whoever adds a note has begun one, too
                keep_notes(self._db.path, {row["id"] for row in self._db.execute("SELECT id FROM submissions")})
        return done

    def shrink(self) -> bool:
        """Give unused room back to the disk where that is worth it and nothing is open."""
        return forgetting.shrink(self._db)

    def submitted_tasks(self, account: str) -> frozenset[int]:
        """Return the numbers of the tasks that this machine has submitted for an account."""
        rows = self._db.execute(
            "SELECT task_id FROM submissions WHERE account=? AND farm IN ('', ?) AND host != ''"
            " AND task_id IS NOT NULL",
            (account, self._farms.id_of(account)))
        return frozenset(row["task_id"] for row in rows)

    def afters(self) -> Afters:
        """Return what submissions wait for."""
        return Afters(self._db)

    def budgets(self) -> Budgets:
        """Return the budgets."""
        return Budgets(self._db)

    def telling(self) -> Telling:
        """Return the notices, and whom they were told."""
        return Telling(self._db)

    def hook_calls(self) -> HookCalls:
        """Return the hooks of the studio that are to be called."""
        return HookCalls(self._db)

    def limit(self) -> int:
        """Bytes a second that all sending may take together; 0 without a limit."""
        return int(self.option("limit") or 0)

    def set_limit(self, limit: int) -> None:
        """Set it, 0 for none; the agent takes it over while it sends."""
        self.set_option("limit", str(limit))

    def marked(self, submission: str, folder: str, mount: str) -> None:
        """Note that a marker was left in the folder for results, and the mount point below which it lies."""
        self._db.execute("UPDATE submissions SET marked=?, mount=? WHERE id=? AND (marked, mount) != (?, ?)",
                         (folder, mount, submission, folder, mount))

    def mount_of_marked(self, folder: str) -> str | None:
        """The mount point of a folder when a marker was left in it last; None where none ever was."""
        row = self._db.execute("SELECT mount FROM submissions WHERE marked=? AND marked != '' ORDER BY revision DESC"
                               " LIMIT 1", (folder,)).fetchone()
        return None if row is None else str(row["mount"])

    def option(self, name: str) -> str | None:
        """Return what is kept under a name beside the submissions."""
        row = self._db.execute("SELECT value FROM options WHERE name=?", (name,)).fetchone()
        return None if row is None else str(row["value"])

    def set_option(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        self._db.execute("INSERT OR REPLACE INTO options VALUES (?, ?)", (name, value))
