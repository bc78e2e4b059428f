"""A launch agent of the user, on macOS."""

from __future__ import annotations

import contextlib
import plistlib
from collections.abc import Sequence
from pathlib import Path

from ...common.atomic import write_text


class LaunchAgent:
    """launchd reads the file at the next login."""

    def __init__(self, name: str) -> None:
        self._label = f"com.{name}"
        self._file = Path("~/Library/LaunchAgents").expanduser() / f"{self._label}.plist"

    @property
    def place(self) -> str:
        """Return the file."""
        return str(self._file)

    def usable(self) -> bool:
        """Whether launchd is there: always, on macOS."""
        return True

    def there(self) -> bool:
        """Whether the file is there."""
        return self._file.exists()

    def write(self, command: Sequence[str]) -> bool:
        """Make the file."""
        said = {"Label": self._label, "ProgramArguments": list(command), "RunAtLoad": True,
                "ProcessType": "Background"}
        write_text(self._file, plistlib.dumps(said).decode())
        return True

    def remove(self) -> None:
        """Remove the file."""
        with contextlib.suppress(FileNotFoundError):
            self._file.unlink()
