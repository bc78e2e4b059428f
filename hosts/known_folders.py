"""Where Windows says that a user's folders are: Documents may have moved, to OneDrive above all.

Maya and Houdini keep their settings in that folder wherever it is (SHGetFolderPath, CSIDL_PERSONAL), and so must we.
Source: Microsoft, "Known folders" and "User Shell Folders", whose value "Personal" is Documents.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
DOCUMENTS = "Personal"


def documents() -> Path | None:
    """The folder Documents of this user; None where the system is no Windows, or does not say."""
    try:
        registry: Any = importlib.import_module("winreg")
    except ImportError:
        return None
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, SHELL_FOLDERS) as key:
            said, _kind = registry.QueryValueEx(key, DOCUMENTS)
        # Windows keeps it with variables: %USERPROFILE%\OneDrive\Documents.
        folder = registry.ExpandEnvironmentStrings(said) if isinstance(said, str) else ""
    except OSError:
        return None
    return Path(folder) if folder and "%" not in folder else None
