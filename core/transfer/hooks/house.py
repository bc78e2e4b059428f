"""A studio's hooks as its file names them, and the Python that runs them."""

from __future__ import annotations

from ...hooks.runner import House
from ...settings.settings import Settings
from ..interpreter import own


def house_of(settings: Settings) -> House:
    """Return the hooks that the studio's file names now. Reads it: on a worker.

    Raises:
        FoxError: no Python is found to run them.
    """
    studio = settings.studio()
    return House(studio.hooks, studio.hook_seconds, own())
