"""A farm: everything that its handlers and its renderer share."""

from __future__ import annotations

import threading
from pathlib import Path

from ..hosts.blender.program import find_blender
from .account import Account
from .database import Database
from .gate import Gate
from .options import Options, Program
from .storage import Storage


class Farm:
    """One folder on disk, served at one address. Handlers and the renderer use it from their own threads.

    Raises:
        BadInput: the environment names a Blender that is none.
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
        self.gate = Gate(account)
        self.database = Database(folder / "farm.sqlite")
        self.storage = Storage(folder / "storage", self.database)
        self.thumbnails = folder / "thumbnails"
        self.thumbnails.mkdir(exist_ok=True)
        self.work = threading.Event()
        """Set when there may be something to render."""
