"""Run the embedded farm: in this process for its own command, as a child for the demo."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from .core.api import FoxAPI
from .core.common import child
from .core.common.errors import BadInput, FoxError, NoAnswer
from .core.common.exit_codes import ExitCode
from .core.common.extras import pip_command
from .core.common.i18n import _, count
from .core.common.system_errors import system_reason
from .core.settings.local_farm import FarmAddress, read_address
from .core.settings.settings import LOCAL, Settings
from .core.transfer.journal.journal import Journal
from .farm.base.lock import serves
from .output import write_json

START = 20.0  # seconds
CONNECT = 2.0  # seconds; the farm is on this machine


def run(options: argparse.Namespace) -> int:
    """``foxsubmit farm``"""
    settings = Settings(options.home)
    if options.action == "status":
        return status(options.folder or settings.farm_folder, options.timeout, as_json=options.json)
    return serve(options, settings)


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Be the farm until asked to end.

    Raises:
        BadInput: what was sent to another farm of this home still needs that one.
    """
    folder = (options.folder or settings.home / "farm").resolve()
    farm = farm_module()
    _keep_apart(settings, folder)
    return int(farm.run(folder, options, lambda: settings.remember_farm(folder)))


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


def _keep_apart(settings: Settings, folder: Path) -> None:
    """A home knows one farm, and tasks by their numbers alone: another farm has others under the same numbers."""
    known = settings.farm_folder
    if known.resolve() == folder:
        return
    running = serves(known)
    if running is not None:
        raise BadInput(_("A farm already runs for this home, in {folder} at {domain}: stop it first, or give the other "
                         "one a home of its own with --home.").format(folder=known, domain=running.domain))
    with contextlib.closing(Journal(settings.journal)) as journal:
        waiting = [each for each in journal.transfers() if each.account == LOCAL and not each.state.over]
    if waiting:
        raise BadInput(_("{transfers} of the farm in {folder} would look for their tasks on the other farm: start that "
                         "farm again, cancel them with “foxsubmit transfers cancel”, or give the other farm a home of "
                         "its own with --home.").format(
            transfers=count("{n} transfer", "{n} transfers", len(waiting)), folder=known))


def status(folder: Path, patience: float, as_json: bool = False) -> int:
    """Say whether a farm serves ``folder``, and how it is; 1 when none does.

    Raises:
        NoAnswer: something listens where the farm should be, but does not say how it is in ``patience`` seconds.
    """
    found = read_address(folder)
    answer = _ask(found, patience) if found else None
    report: dict[str, Any] = {"running": False, "folder": str(folder)}
    if found and answer:
        report = {"running": True, "folder": str(folder), "address": f"http://{found.domain}", "pid": found.pid,
                  "disk_bytes": disk_use(folder), **answer}
    if as_json:
        write_json(report)
    elif report["running"]:
        sys.stdout.write(_told(report))
    else:
        sys.stdout.write(_("No farm runs in {folder}: start one with “foxsubmit farm”.").format(folder=folder) + "\n")
    return ExitCode.DONE if report["running"] else ExitCode.FAILED


def disk_use(folder: Path) -> int:
    """Bytes of all files in a folder; what vanishes meanwhile does not count."""
    total = 0
    for place, _folders, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118 - of very many
    return total


def _ask(found: FarmAddress, patience: float) -> dict[str, Any] | None:
    """What the farm says of itself; None where nothing listens at the address that it left.

    Raises:
        NoAnswer: something listens there and does not answer, or not as this farm does.
    """
    host, _colon, port = found.domain.partition(":")
    try:
        # The client would try again for a while: a farm that was killed leaves its address, and nothing listens there.
        socket.create_connection((host, int(port)), CONNECT).close()
    except (ConnectionRefusedError, ValueError):
        return None
    except OSError as error:
        raise _silent(found, system_reason(error)) from error
    with FoxAPI(found.access_id, found.access_key, found.domain, found.platform, protocol="http",
                timeout=(CONNECT, patience), deadline=patience) as api:
        try:
            answer: dict[str, Any] = api.client.command("/farm/status")
        except FoxError as error:
            raise _silent(found, str(error), getattr(error, "code", 0)) from error
    return answer


def _silent(found: FarmAddress, why: str, code: int = 0) -> NoAnswer:
    return NoAnswer(_("Process {pid} at {address} does not say how the farm is. {why}").format(
        pid=found.pid, address=f"http://{found.domain}", why=why), code)


def _told(report: dict[str, Any]) -> str:
    frames = report["frames"]
    lines = (
        _("A farm runs at {address} (process {pid}).").format(**report),
        _("Folder: {folder}, {size:,.1f} MiB.").format(folder=report["folder"], size=report["disk_bytes"] / (1 << 20)),
        _("Tasks: {tasks}. Balance: {balance:.2f} USD.").format(**report),
        _("Frames: {total}; {done} done, {executing} rendering, {waiting} waiting, {failed} failed.").format(
            total=frames["totalFrames"], done=frames["doneFramesTotal"], executing=frames["executingFramesTotal"],
            waiting=frames["waitingFramesTotal"], failed=frames["failedFramesTotal"]),
        *(_("Fault switched on: {fault}.").format(fault=fault["kind"]) for fault in report["faults"]),
    )
    return "\n".join(lines) + "\n"


@contextlib.contextmanager
def farm_process(folder: Path, *arguments: str) -> Iterator[str]:
    """A farm of our own on a free port while the context lasts; its domain."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "farm.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            child.command(sys.executable, "farm.http.run", "--folder", str(folder), "--port", "0", *arguments),
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=child.environment(), **child.apart())
    try:
        yield _announced(folder, process, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def end_farm(folder: Path) -> None:
    """End the farm that serves a folder of ours, if one does: whoever started it was killed and could not."""
    found = serves(folder)
    if found is None:
        return
    with contextlib.suppress(OSError):
        os.kill(found.pid, signal.SIGTERM)
    end = time.monotonic() + START
    while serves(folder) is not None and time.monotonic() < end:
        time.sleep(0.05)


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
