"""Run the embedded farm: in this process for its own command, as a child for the demo."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from .core import child
from .core.errors import BadInput, FoxError
from .core.i18n import _
from .core.local_farm import read_address
from .core.settings import Settings

START = 20.0  # seconds


def serve(options: argparse.Namespace) -> int:
    """``foxsubmit farm``"""
    settings = Settings(options.home)
    folder = options.folder or settings.home / "farm"
    try:
        run = importlib.import_module(".farm.run", __package__)
    except ModuleNotFoundError as error:
        raise BadInput(_("The farm needs the package {name}: pip install \"foxsubmit[farm]\".").format(
            name=error.name)) from error
    settings.remember_farm(folder)
    arguments = ["--folder", str(folder), "--port", str(options.port), "--samples", str(options.samples),
                 "--engine", options.engine, *(["--simulate"] if options.simulate else [])]
    return int(run.main(arguments))


@contextlib.contextmanager
def farm_process(folder: Path, *arguments: str) -> Iterator[str]:
    """A farm of our own on a free port while the context lasts; its domain."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "farm.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            child.command(sys.executable, "farm.run", "--folder", str(folder), "--port", "0", *arguments),
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=child.environment())
    try:
        yield _announced(folder, process, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _announced(folder: Path, process: subprocess.Popen[bytes], log: Path) -> str:
    """The domain, once the farm has written it down."""
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        found = read_address(folder)
        if found is not None and found.pid == process.pid:
            return found.domain
        time.sleep(0.05)
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise FoxError(lines[-1] if lines else _("The farm did not start: see {log}.").format(log=log))
