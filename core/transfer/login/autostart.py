"""A file that desktops start programs by, where no systemd of the user runs (XDG autostart)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from ...common.atomic import write_text
from .entry import FileEntry

FILE = """\
[Desktop Entry]
Type=Application
Name=Foxsubmit agent
Comment=Sends and fetches what is under way
Exec={command}
Terminal=false
NoDisplay=true
"""


class AutostartFile(FileEntry):
    """The desktop reads it at login."""

    def __init__(self, name: str) -> None:
        super().__init__(Path(platformdirs.user_config_dir()) / "autostart" / f"{name}.desktop")

    def write(self, command: Sequence[str]) -> bool:
        """Make the file."""
        write_text(self._file, FILE.format(command=desktop_exec(command)))
        return True


def desktop_exec(command: Sequence[str]) -> str:
    """Return a value of Exec: words are quoted by its own rules, and backslashes once more by those of every value."""
    return " ".join(f'"{_quoted(part)}"' for part in command)


def _quoted(part: str) -> str:
    return re.sub(r'(["`$\\])', r"\\\1", part).replace("%", "%%").replace("\\", "\\\\")
