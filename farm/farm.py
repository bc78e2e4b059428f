"""The state that the handlers and the renderers of a farm share."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from ..hosts.blender.programs.program import find_blender
from .base.constants import Account
from .base.database import Database
from .base.faults import Faults
from .base.identity import identify
from .base.kin import DATABASE, Kin
from .base.numbers import TaskNumbers
from .base.options import Options, Program
from .gate import Gate
from .store.storage import Storage


class Farm:
    """One folder on disk, served at one address. Handlers and renderers use it from their own threads.

    Raises:
        BadInput: the environment names a Blender that is not one, or another version of the farm wrote the folder.
    """

    def __init__(self, folder: Path, domain: str, account: Account, options: Options) -> None:
        self.folder = folder
        self.domain = domain
        self.account = account
        self.options = options
        self.blender: Program | None = None
        """The Blender that renders Blender scenes; with None they are drawn."""
        if not options.simulate:
            self.blender = options.blender or find_blender()
        self.kin = Kin(folder, options.main)
        """The accounts that belong together with this one."""
        self.faults = Faults(options.faults)
        self.waits_for_room: set[int] = set()
        """Tasks whose frames wait because the disk of the farm is full."""
        self.thumbnails = folder / "thumbnails"
        with contextlib.ExitStack() as opened:  # a farm that cannot start leaves nothing open
            self.database = opened.enter_context(contextlib.closing(
                Database(folder / DATABASE, self.kin.first_projects)))
            self.id = identify(folder)
            self.numbers = TaskNumbers(folder)
            with self.database.change() as change:
                change.execute("INSERT OR REPLACE INTO settings VALUES ('next_task', ?)", (str(self.numbers.next),))
            self.gate = opened.enter_context(contextlib.closing(Gate(account, folder / "used-signatures")))
            self.thumbnails.mkdir(exist_ok=True)
            self.storage = opened.enter_context(contextlib.closing(
                Storage(folder / "storage", self.database, self.faults.disk)))
            self._files = opened.pop_all()
        self._work = threading.Condition()
        self._woken = 0

    @property
    def blender_version(self) -> str:
        """Version of the Blender that renders here; empty without a Blender."""
        return self.blender.version if self.blender else ""

    def thumbnail_url(self, token: str) -> str:
        """Return the URL of a picture; its name is the secret."""
        return f"http://{self.domain}/thumbnails/{token}.jpg"

    def wake(self) -> None:
        """Tell the nodes that there may be something to render."""
        with self._work:
            self._woken += 1
            self._work.notify_all()

    def ticket(self) -> int:
        """Count how often the nodes were woken. A node asks before it looks for work, so that no wake-up is lost."""
        return self._woken

    def wait(self, ticket: int, seconds: float) -> None:
        """Wait until the nodes are woken; returns at once if that happened since the ticket was taken."""
        with self._work:
            self._work.wait_for(lambda: self._woken != ticket, seconds)

    def close(self) -> None:
        """Close the files."""
        self._files.close()
