"""A unit of the user's own systemd, on Linux."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from ...common.atomic import remove, write_text
from .entry import FileEntry

PATIENCE = 20.0  # seconds for systemctl
REFUSED = set("\"'\\")
UNIT = """\
[Unit]
Description=Foxsubmit agent: sends and fetches what is under way

[Service]
Type=simple
ExecStart={command}

[Install]
WantedBy=default.target
"""


class SystemdUnit(FileEntry):
    """The unit is enabled, and not started: an agent is started by whoever needs one now."""

    def __init__(self, name: str) -> None:
        self._name = f"{name}.service"
        super().__init__(Path(platformdirs.user_config_dir()) / "systemd" / "user" / self._name)

    def usable(self) -> bool:
        """Whether a systemd of this user runs."""
        return _systemctl("show-environment")

    def write(self, command: Sequence[str]) -> bool:
        """Make the unit and enable it; systemd takes no program with a quote in its path."""
        if REFUSED & set(command[0]):
            return False
        write_text(self._file, UNIT.format(command=exec_start(command)))
        if _systemctl("daemon-reload") and _systemctl("enable", self._name):
            return True
        self.remove()
        return False

    def remove(self) -> None:
        """Disable the unit and remove it, also where no systemd runs that would do it."""
        if not self.there():
            return
        _systemctl("disable", self._name)
        for path in (self._file.parent / "default.target.wants" / self._name, self._file):
            remove(path)
        _systemctl("daemon-reload")


def exec_start(command: Sequence[str]) -> str:
    """Return a command line in which systemd reads exactly these words: each is quoted, so that no ";" stands alone."""
    escaped = (part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") for part in command)
    line = " ".join(f'"{part}"' for part in escaped)
    # A colon keeps systemd from putting variables in. Versions before 244 do not know it: it comes only where needed.
    return f":{line}" if "$" in line else line


def _systemctl(*arguments: str) -> bool:
    try:
        done = subprocess.run(["systemctl", "--user", "--no-ask-password", *arguments], stdin=subprocess.DEVNULL,  # noqa: S607
                              capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
