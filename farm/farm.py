"""A farm: everything that its handlers and its renderers share."""

from __future__ import annotations

import threading
from pathlib import Path

from ..hosts.blender.programs.program import find_blender
from .base.constants import Account
from .base.database import Database
from .base.faults import Faults
from .base.options import Options, Program
from .gate import Gate
from .store.storage import Storage


class Farm:
    """One folder on disk, served at one address. Handlers and renderers use it from their own threads.

    Raises:
        BadInput: the environment names a Blender that is none, or the folder another version's farm.
    """

    def __init__(self, folder: Path, domain: str, account: Account, options: Options) -> None:
        self.folder = folder
        self.domain = domain
        self.account = account
        self.options = options
        self.blender: Program | None = None
        """What renders Blender scenes; None draws them."""
        if not options.simulate:
            self.blender = options.blender or find_blender()
        self.faults = Faults(options.faults)
        self.database = Database(folder / "farm.sqlite")
        self.gate = Gate(account, folder / "used-signatures")
        self.storage = Storage(folder / "storage", self.database, self.faults.disk)
        self.thumbnails = folder / "thumbnails"
        self.thumbnails.mkdir(exist_ok=True)
        self._work = threading.Condition()
        self._woken = 0

    @property
    def blender_version(self) -> str:
        """Of the Blender that renders here; empty without one."""
        return self.blender.version if self.blender else ""

    def thumbnail_url(self, token: str) -> str:
        """Where a picture is to be had: its name is the secret."""
        return f"http://{self.domain}/thumbnails/{token}.jpg"

    def wake(self) -> None:
        """Tell the nodes that there may be something to render."""
        with self._work:
            self._woken += 1
            self._work.notify_all()

    def ticket(self) -> int:
        """How often they were woken; taken before a node looks, so that no waking is lost."""
        return self._woken

    def wait(self, ticket: int, seconds: float) -> None:
        """Until somebody wakes the nodes, or has done so since the ticket was taken."""
        with self._work:
            self._work.wait_for(lambda: self._woken != ticket, seconds)

    def close(self) -> None:
        """Let go of the files."""
        self.storage.close()
        self.gate.close()
        self.database.close()
