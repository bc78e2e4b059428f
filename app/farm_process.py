"""The embedded farm as a process of its own, and the module that it is served by."""

from __future__ import annotations

import contextlib
import importlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from .core.common import child
from .core.common.errors import BadInput, FoxError
from .core.common.extras import pip_command
from .core.common.i18n import _
from .core.common.private import private_file, private_folder
from .core.settings.local_farm import FarmAddress, began, read_address

START = 120.0  # seconds, on a machine that does much else; one that has ended is not waited for


def farm_module() -> ModuleType:
    """Import the farm's server.

    Raises:
        BadInput: its packages are not installed; the sentence says how to have them.
    """
    try:
        return importlib.import_module(".farm.http.run", __package__)
    except ModuleNotFoundError as error:
        raise BadInput(_("The farm needs the package {name}, which is in the extra “{extra}”: {command}").format(
            name=error.name, extra="farm", command=pip_command("farm"))) from error


@contextlib.contextmanager
def farm_process(folder: Path, *arguments: str) -> Iterator[str]:
    """A farm of our own on a free port while the context lasts; its domain."""
    private_folder(folder)
    log, before = folder / "farm.log", read_address(folder)
    private_file(log)
    with log.open("ab") as output:
        process = subprocess.Popen(
            child.command(sys.executable, "farm.http.run", "--folder", str(folder), "--port", "0", *arguments),
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=child.environment(), **child.apart())
    try:
        yield _announced(folder, process, log, before)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _announced(folder: Path, process: subprocess.Popen[bytes], log: Path, before: FarmAddress | None) -> str:
    """The domain, once the farm has written it down."""
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        found = began(folder, process.pid, before)
        if found is not None:
            return found.domain
        time.sleep(0.05)
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise FoxError(lines[-1] if lines else _("The farm did not start: see {log}.").format(log=log))
