"""Run a module of this package in another interpreter: Blender's, a host's own Python.

``command()`` makes the argument list; this file, run by its path, is what the other interpreter starts
with. It needs nothing installed: the package is put together from the folder in which the running one
lies, whatever its import name, so the same files serve a checkout, an installation and an extension.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import subprocess
import sys
import sysconfig
import types
from pathlib import Path
from typing import IO, Any

NAME = "foxsubmit"
HERE = Path(__file__).resolve()
LIBRARIES = "FOXSUBMIT_LIBRARIES"
"""Environment variable: a Python version, then folders to search last for requests and the like."""

PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"

HIDDEN = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
"""Flags of Popen for a child for which Windows opens no console: a host has none that the child would share."""

ARGUMENTS = "FOXSUBMIT_ARGUMENTS"
"""Environment variable: what ``command`` has behind the script, as JSON, for a host that hands a script nothing."""


def command(python: str, *module_and_arguments: str) -> list[str]:
    """The argument list that calls ``main(arguments)`` of a module ("core.transfer.agent")."""
    return [python, str(HERE), *module_and_arguments]


def arguments(*module_and_arguments: str) -> dict[str, str]:
    """Return the variable of the environment that hands a module and its arguments to a child."""
    return {ARGUMENTS: json.dumps(module_and_arguments)}


def environment() -> dict[str, str]:
    """This process's environment, with the folders its libraries came from for the child."""
    own = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    folders = [path for path in sys.path if path and path not in own and Path(path).is_dir()]
    return {**os.environ, LIBRARIES: os.pathsep.join([PYTHON, *folders])}


def apart(flags: int = 0) -> dict[str, Any]:
    """Arguments of Popen for a child that no Ctrl+C and no closed terminal of ours reaches; ``flags`` are Windows'."""
    if sys.platform == "win32":
        return {"creationflags": HIDDEN | subprocess.CREATE_NEW_PROCESS_GROUP | flags}
    return {"start_new_session": True}


def start_detached(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    """Start a process that outlives this one; what it says is added to ``log``."""
    from .private import private_file, private_folder  # noqa: PLC0415 - this module is also run by its path

    private_folder(log.parent)
    private_file(log)
    with log.open("ab") as output:
        if sys.platform == "win32":
            # A host, a render queue or a shell may keep its processes in a job that ends them all with it.
            with contextlib.suppress(PermissionError):  # a job may forbid that
                return _started(arguments, output, subprocess.CREATE_BREAKAWAY_FROM_JOB)
        return _started(arguments, output)


def _started(arguments: list[str], output: IO[bytes], flags: int = 0) -> subprocess.Popen[bytes]:
    return subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment(),
                            **apart(flags))


def make_package() -> None:
    """Make this package importable as ``foxsubmit``, without running its ``__init__``."""
    root = HERE.parents[2]
    package = types.ModuleType(NAME)
    # In a checkout the package's own modules lie in app/, beside core/ (docs/architecture.md).
    package.__path__ = [str(folder) for folder in (root, root / "app") if folder.is_dir()]
    sys.modules[NAME] = package
    version, *folders = os.environ.get(LIBRARIES, "").split(os.pathsep)
    # Another Python's compiled modules would not load here.
    if version == PYTHON:
        sys.path += [folder for folder in folders if folder not in sys.path]


def main(arguments: list[str]) -> int:
    """Import the module named first and call its ``main`` with the rest.

    A single word with "@" before it is a file that holds them and the libraries: what starts at login has no
    environment of ours.
    """
    if len(arguments) == 1 and arguments[0].startswith("@"):
        noted = json.loads(Path(arguments[0][1:]).read_text(encoding="utf-8"))
        arguments, os.environ[LIBRARIES] = noted["arguments"], noted[LIBRARIES]
    # Run by path, the folder of this file comes first on sys.path: its names would hide others.
    sys.path[:] = [path for path in sys.path if not path or Path(path).resolve() != HERE.parent]
    make_package()
    importlib.import_module(f"{NAME}.core.common.streams").escape_what_is_lacking()
    module = importlib.import_module(f"{NAME}.{arguments[0]}")
    return int(module.main(arguments[1:]) or 0)


if __name__ == "__main__":
    # Blender hands a script its own arguments too; ours follow "--".
    own = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
    sys.exit(main(own or json.loads(os.environ.get(ARGUMENTS, "[]"))))
