"""A studio's hooks as its file names them, for a program or for a submission, and the Python that runs them."""

from __future__ import annotations

from ...hooks.runner import House
from ...settings.settings import Settings
from ...settings.studio import Studio, read_studio
from ..interpreter import own
from .table import HookCalls


def house_of(settings: Settings) -> House:
    """Return the hooks that the studio's file names now. Reads it: on a worker.

    Raises:
        FoxError: no Python is found to run them.
    """
    return house_in(settings.studio())


def studio_of(calls: HookCalls, submission: str, settings: Settings) -> Studio:
    """Return the studio's settings that hold for a submission: those of whoever submitted, else those of this process.

    An agent that was started at log-in, or before the variable was set, does not have the file that they had.
    """
    file = calls.file(submission)
    return read_studio(file) if file is not None else settings.studio()


def house_in(studio: Studio) -> House:
    """Return the hooks of a studio.

    Raises:
        FoxError: no Python is found to run them.
    """
    return House(studio.hooks, studio.hook_seconds, own())
