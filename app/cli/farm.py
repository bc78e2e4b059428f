"""``foxsubmit farm``: be the embedded farm until asked to end, or say how one is."""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import Any

from ..core.api import FoxAPI
from ..core.common.errors import FoxError, NoAnswer
from ..core.common.exit_codes import ExitCode
from ..core.common.foreign import harmless
from ..core.common.i18n import _
from ..core.common.system_errors import system_reason
from ..core.settings.local_farm import FarmAddress, read_address
from ..core.settings.local_start import stop_farm
from ..core.settings.settings import LOCAL, Settings
from ..farm.base.arguments import add_options
from ..farm_process import farm_module
from .common.arguments import as_json, home_and_account, timeout
from .common.output import write_answer, write_line
from .common.shapes import Shape

CONNECT = 2.0  # seconds; the farm is on this machine
STATUS_TIMEOUT = 10.0  # seconds; the farm is on this machine

SHAPE = Shape(1, {"status": {
    "running": "true or false", "folder": "where its data lies", "address?": "http://HOST:PORT",
    "pid?": "of its process",
    "disk_bytes?": "what its data takes", "farm?": "its id", "tasks?": "how many", "balance?": "what is left",
    "workers?": "frames at once", "blender?": "the version that renders", "faults?": "those that are switched on",
    "frames?": ("all, by state", {f"{name}FramesTotal" if name else "totalFrames": "how many" for name in (
        "", "done", "executing", "waiting", "failed", "abandon")})},
    "stop": {"running": "false", "folder": "where its data lies", "stopped": "whether one ran"}})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether it is started or asked, where its data lies, and how it behaves."""
    home_and_account(parser)
    parser.add_argument("action", nargs="?", choices=("start", "status", "stop"), default="start",
                        help=_("start it (default), tell its address, tasks, frames and disk use, or end it"))
    parser.add_argument("--folder", type=Path, help=_("where it keeps its data (default: below the home folder)"))
    as_json(parser, _("print the status, or what was stopped, as JSON"))
    timeout(parser, _("“status” waits so many seconds for the farm's answer (default: %(default)g)"), STATUS_TIMEOUT)
    add_options(parser)
    parser.set_defaults(opens_home=False)


def run(options: argparse.Namespace) -> int:
    """Be the farm, or say how it is; asking needs no home folder and makes none."""
    settings = Settings(options.home)
    if options.action == "status":
        return status(options.folder or settings.farm_folder, options.timeout, to_script=options.json)
    if options.action == "stop":
        return stop(options.folder or settings.farm_folder, to_script=options.json)
    settings.open_home()
    return serve(options, settings)


def stop(folder: Path, *, to_script: bool = False) -> int:
    """End the farm that serves ``folder``, whoever started it; 1 when none does."""
    stopped = stop_farm(folder)
    write_line(_("The farm in {folder} has ended; its tasks wait until it is started again.").format(folder=folder)
               if stopped else _no_farm(folder))
    if to_script:
        SHAPE.write(running=False, folder=str(folder), stopped=stopped)
    return ExitCode.DONE if stopped else ExitCode.FAILED


def _no_farm(folder: Path) -> str:
    return _("No farm runs in {folder}: start one with “foxsubmit farm”.").format(folder=folder)


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Be the farm until asked to end, and say by which account it is named where it is not the first of this home."""
    folder = (options.folder or settings.home / "farm").resolve()
    farm = farm_module()

    def announced() -> None:
        account = settings.remember_farm(folder)
        if account != LOCAL:
            write_line(_("Its account is “{account}”: name it with --account.").format(account=account))

    return int(farm.run(folder, options, announced))


def status(folder: Path, patience: float, *, to_script: bool = False) -> int:
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
    if to_script:
        SHAPE.write(**report)
    elif report["running"]:
        sys.stdout.write(harmless(_told(report), lines=True))
    else:
        write_answer(_no_farm(folder))
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
