"""A launch agent of the user, on macOS."""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path

from ...common.atomic import write_text
from .entry import FileEntry


class LaunchAgent(FileEntry):
    """launchd reads the file at the next login."""

    def __init__(self, name: str) -> None:
        self._label = f"com.{name}"
        super().__init__(Path("~/Library/LaunchAgents").expanduser() / f"{self._label}.plist")

    def write(self, command: Sequence[str]) -> bool:
        """Make the file."""
        said = {"Label": self._label, "ProgramArguments": list(command), "RunAtLoad": True,
                "ProcessType": "Background"}
        write_text(self._file, plistlib.dumps(said).decode())
        return True
