"""A value of the key Run in the user's part of the registry, on Windows."""

from __future__ import annotations

import contextlib
import importlib
import subprocess
from collections.abc import Sequence
from typing import Any

KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
LONGEST = 260  # characters of a command line in this key


class RunKey:
    """Windows starts it when the user logs in."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._registry: Any = importlib.import_module("winreg")

    @property
    def place(self) -> str:
        """Return key and value."""
        return rf"HKEY_CURRENT_USER\{KEY}\{self._name}"

    def usable(self) -> bool:
        """Whether the key is there: always, on Windows."""
        return True

    def there(self) -> bool:
        """Whether the value is there."""
        with contextlib.suppress(FileNotFoundError), self._registry.OpenKey(
                self._registry.HKEY_CURRENT_USER, KEY) as key:
            self._registry.QueryValueEx(key, self._name)
            return True
        return False

    def write(self, command: Sequence[str]) -> bool:
        """Set the value; False where it would be too long for Windows."""
        line = subprocess.list2cmdline(command)
        if len(line) > LONGEST:
            return False
        with self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, KEY) as key:
            self._registry.SetValueEx(key, self._name, 0, self._registry.REG_SZ, line)
        return True

    def remove(self) -> None:
        """Remove the value."""
        with contextlib.suppress(FileNotFoundError), self._registry.OpenKey(
                self._registry.HKEY_CURRENT_USER, KEY, 0, self._registry.KEY_SET_VALUE) as key:
            self._registry.DeleteValue(key, self._name)
