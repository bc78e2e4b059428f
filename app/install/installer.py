"""How a host application is installed: by files that name us, or in a way of its own."""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType


def installer(host: str) -> ModuleType:
    """Return the module with ``install`` and ``uninstall``: the one of the host's name, if it has a way of its own."""
    own = importlib.util.find_spec(f".{host}", __package__)
    return importlib.import_module(f".{host if own else 'files'}", __package__)
