"""Load Qt, Blender or another package in a child process: what is installed may still not load, crash, or hang.

dev.py loads this module by its path, and the child runs it: standard library only, no relative imports.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import importlib.metadata
import locale
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

CRASHED = 0xC0000000
"""The least exit code of a process that Windows ended for an error that it did not handle."""

NOT_FREED = "Error: Not freed memory blocks"
"""How the line begins that bpy prints on Windows once its process ends at once, behind all that was said."""

TIMEOUT = 300.0  # seconds; the first import of bpy from a cold disk is slow
LAST_LINES, KEPT_LINES = 3, 12
PLUGINS = {"DISPLAY": ["libqxcb.so"], "WAYLAND_DISPLAY": ["libqwayland.so", "libqwayland-generic.so"]}
"""Variable of a display -> Qt's plug-ins for it; the one for Wayland has two names, by the version of Qt."""

QT = ("qtpy", "PySide6", "PySide2")
PLATFORM = "the Qt platform plugin"
"""What Qt calls it in the line that says that one is not there, or does not load."""

SCREEN = "screen"
"""Argument of the child beside the packages: have Qt use the screen that there is."""

KEYRING_ENTRY = ("foxsubmit", "foxsubmit doctor")


class Ended(NamedTuple):
    """How a child process ended."""

    code: int | None
    """None where it could not be started, or did not end in time."""

    text: str
    """The last lines that it printed, errors last; else why there are none."""

    said: str = ""
    """The last line on stdout."""

    late: bool = False
    """Whether it did not end in time."""

    refused: OSError | None = None
    """Why the system did not start it."""

    @property
    def last_line(self) -> str:
        """The last thing that it said."""
        return self.text.splitlines()[-1].strip()

    @property
    def signal(self) -> str:
        """The signal that ended it, such as SIGSEGV, or Windows' number of its error; empty for any other end."""
        if self.code is not None and self.code >= CRASHED:
            return f"0x{self.code:08X}"
        with contextlib.suppress(ValueError):
            return signal.Signals(-(self.code or 0)).name
        return ""


def run(command: Sequence[str], timeout: float = TIMEOUT, variables: Mapping[str, str] | None = None) -> Ended:
    """Run a program and keep the end of what it prints; it is killed where it takes too long."""
    try:
        done = complete(command, timeout, variables)
    except subprocess.TimeoutExpired as error:
        return Ended(None, str(error), late=True)
    except OSError as error:
        return Ended(None, f"{type(error).__name__}: {command[0]}", refused=error)
    out, lines = ([line for line in text.splitlines() if line.strip() and not line.startswith(NOT_FREED)]
                  for text in (done.stdout, done.stderr))
    text = "\n".join([*out, *lines][-KEPT_LINES:])
    return Ended(done.returncode, text or f"exit code {done.returncode}", out[-1].strip() if out else "")


def complete(command: Sequence[str], timeout: float | None = None, variables: Mapping[str, str] | None = None, *,
             in_one: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, without a window; what it printed, errors too where all is wanted ``in_one``.

    It prints to files: a helper of the program that lives on would hold a pipe open, and whoever reads it would wait
    for the helper; on Windows for ever, past any limit.

    Raises:
        subprocess.TimeoutExpired: it did not end in ``timeout`` seconds, and was killed.
        OSError: it could not be started.
    """
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as errors:
        done = subprocess.run(list(command), stdin=subprocess.DEVNULL, stdout=printed, env=variables,
                              stderr=subprocess.STDOUT if in_one else errors, timeout=timeout, check=False,
                              creationflags=int(getattr(subprocess, "CREATE_NO_WINDOW", 0)))
        return subprocess.CompletedProcess(done.args, done.returncode, _text(printed), _text(errors))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    printed = file.read().decode(locale.getpreferredencoding(False), "replace")
    return printed.replace("\r\n", "\n").replace("\r", "\n")


def load_failure(python: str | Path, module: str) -> str | None:
    """Why this Python cannot use a package (what it printed last); None where it can.

    A missing platform plug-in or OpenGL library ends the process that asks for it, so that is a child.
    """
    ended = run([str(python), __file__, module])
    return None if ended.code == 0 else "\n".join(ended.text.splitlines()[-LAST_LINES:])


def load_qt(binding: str, *, screen: bool = False) -> str:
    """Make a Qt application; the binding, its version and the platform that it runs on.

    Without ``screen`` it is made offscreen, and where there is a display, the plug-ins that open windows are loaded.
    """
    if not screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gui, core = importlib.import_module(f"{binding}.QtGui"), importlib.import_module(f"{binding}.QtCore")
    importlib.import_module(f"{binding}.QtWidgets")
    if sys.platform == "win32":
        core.qInstallMessageHandler(_without_a_box)
    application = gui.QGuiApplication([])
    name = str(getattr(sys.modules[binding], "API_NAME", binding))
    for plugin in [] if screen else window_plugins(name):
        ctypes.CDLL(str(plugin))
    return f"{name} {core.qVersion()}, {application.platformName()}"


def _without_a_box(_kind: object, _context: object, text: str) -> None:
    """Print what Qt says, and end where it has no platform: on Windows it shows a box then, and waits for a click."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201
    if PLATFORM in text:
        os._exit(1)


def window_plugins(binding: str) -> list[Path]:
    """Return the plug-ins by which a binding that is imported opens windows on the displays that there are."""
    folder = Path(str(sys.modules[binding].__file__)).parent / "Qt" / "plugins" / "platforms"
    return [plugin for variable, names in PLUGINS.items() if os.environ.get(variable)
            for plugin in (folder / name for name in names) if plugin.exists()]


def load_keyring() -> str:
    """Keep something in the keyring and read it back; the name of the keyring."""
    keyring = importlib.import_module("keyring")
    backend, value = keyring.get_keyring(), secrets.token_hex(8)
    keyring.set_password(*KEYRING_ENTRY, value)
    read = keyring.get_password(*KEYRING_ENTRY)
    keyring.delete_password(*KEYRING_ENTRY)
    if read != value:
        raise RuntimeError(f"{backend.name} does not give back what it was given")
    return str(backend.name)


def load(module: str, *, screen: bool = False) -> str:
    """Load a package; what it says of itself, its version as a rule."""
    if module in QT:
        return load_qt(module, screen=screen)
    if module == "keyring":
        return load_keyring()
    loaded = importlib.import_module(module)
    if module == "bpy":
        return str(loaded.app.version_string)
    version = getattr(loaded, "__version__", "")
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        version = importlib.metadata.version(module)
    return str(version)


def main(arguments: Sequence[str]) -> int:
    """The child: load packages, say what they are, and end before Blender's threads are torn down."""
    modules = [each for each in arguments if each != SCREEN]
    try:
        told = {module: load(module, screen=SCREEN in arguments) for module in modules}
        print(*told.values() if len(told) == 1 else [", ".join(map(" ".join, told.items()))])  # noqa: T201
    except Exception as error:  # of a keyring, for one, whatever its way to the system's raises
        sys.exit(f"{type(error).__name__}: {error}")
    sys.stdout.flush()
    os._exit(0)  # a bpy that something still holds hangs or crashes at a normal exit


if __name__ == "__main__":
    # Run by path, the folder of this file comes first on sys.path: its names would hide others.
    sys.path[:] = [path for path in sys.path if Path(path).resolve() != Path(__file__).resolve().parent]
    main(sys.argv[1:])
