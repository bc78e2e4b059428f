"""Have the agent start at login, or not any more, and tell how that stands."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ...common import child
from ...common.atomic import remove, write_text
from ...common.disk import unusable
from ...common.errors import FoxError
from ...common.i18n import _
from ...settings.settings import Settings
from ..interpreter import own
from .autostart import AutostartFile
from .entry import Entry, check, name_of
from .launch_agent import LaunchAgent
from .run_key import RunKey
from .systemd import SystemdUnit


class LoginStart(NamedTuple):
    """Whether the agent starts at login."""

    on: bool
    place: str = ""
    """The file or the key in which that is written."""
    gone: str = ""
    """A program that is started and is not there any more."""


def entries(home: Path) -> Sequence[Entry]:
    """Return the ways of this system, the better first."""
    name = name_of(home)
    if sys.platform == "win32":
        return (RunKey(name),)
    if sys.platform == "darwin":
        return (LaunchAgent(name),)
    return SystemdUnit(name), AutostartFile(name)


def state(settings: Settings) -> LoginStart:
    """Return how it stands now.

    Raises:
        FoxError: the system does not say it.
    """
    try:
        found = next((each for each in entries(settings.home) if each.there()), None)
    except OSError as error:
        raise FoxError(unusable(error, settings.home)) from error
    return LoginStart(False) if found is None else LoginStart(True, found.place, _gone(settings))


def switch_on(settings: Settings) -> LoginStart:
    """Have the agent of this home started at login, with the program that runs now.

    Raises:
        FoxError: the system does not take that.
    """
    command = [_windowless(own()), str(child.HERE), f"@{_file(settings)}"]
    check(command)
    ways = entries(settings.home)
    try:
        _write(settings, command)
        for way in ways:
            if way.usable() and way.write(command):
                for other in ways:
                    if other is not way:
                        other.remove()
                return LoginStart(True, way.place)
    except OSError as error:
        raise FoxError(unusable(error, error.filename or settings.home)) from error
    raise FoxError(_("This system does not take a program that starts at login: the path {path} is too long.").format(
        path=command[-1][1:]))


def switch_off(settings: Settings) -> None:
    """Have it started no more.

    Raises:
        FoxError: the system does not take that.
    """
    try:
        for each in entries(settings.home):
            each.remove()
        remove(_file(settings))
    except OSError as error:
        raise FoxError(unusable(error, error.filename or settings.home)) from error


def mend(settings: Settings) -> bool:
    """Name the program that runs now in the place of one that is gone; whether that was needed.

    Raises:
        FoxError: as ``switch_on``.
    """
    if needed := _names_what_is_gone(settings):
        switch_on(settings)
    return needed


def forget_gone(settings: Settings) -> bool:
    """Switch it off where what is started is gone; whether it was.

    Raises:
        FoxError: as ``switch_off``.
    """
    if needed := _names_what_is_gone(settings):
        switch_off(settings)
    return needed


def _file(settings: Settings) -> Path:
    """Return the file that hands the agent its libraries and its home: Windows takes 260 characters of a command."""
    return settings.home / "login.json"


def _write(settings: Settings, command: Sequence[str]) -> None:
    module = "core.transfer.login.begin" if sys.platform == "win32" else "core.transfer.agent"
    noted = {"command": command, child.LIBRARIES: child.environment()[child.LIBRARIES],
             "arguments": [module, "--home", str(settings.home)]}
    settings.open_home()
    write_text(_file(settings), json.dumps(noted), private=True)


def _command(settings: Settings) -> list[str]:
    try:
        return [str(part) for part in json.loads(_file(settings).read_text(encoding="utf-8"))["command"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _gone(settings: Settings) -> str:
    command = _command(settings)
    if not command:
        return str(_file(settings))
    return next((part for part in command[:2] if not os.path.exists(part)), "")  # noqa: PTH110


def _names_what_is_gone(settings: Settings) -> bool:
    return _file(settings).exists() and bool(state(settings).gone)


def _windowless(python: str) -> str:
    """Return the interpreter beside it that opens no console, on Windows."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            quiet = Path(python).with_name("pythonw.exe")
            if quiet.exists():
                return str(quiet)
    return python
