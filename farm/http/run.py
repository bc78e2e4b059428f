"""Run the farm as a process of its own, started by ``foxsubmit farm`` or core/common/child.py."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from pathlib import Path
from typing import Callable

from ...core.common.errors import BadInput, FoxError
from ...core.common.exit_codes import ExitCode
from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ...core.common.logs import PLAIN, log_to
from ...core.common.own_process import share_heaps
from ...core.settings.local_farm import FarmAddress
from ..base.arguments import add_options, read_options
from .server import serve

SWITCH = 0.0005
"""Interpreter switch interval in seconds; short, because one thread receives while another stores (bench/upload.py)."""


def main(arguments: list[str]) -> int:
    """Serve until asked to end."""
    parser = argparse.ArgumentParser(prog="foxsubmit farm", description=_(
        "Serve a render farm on this machine, for this user: a stand-in for Fox Renderfarm to try things with."))
    parser.add_argument("--folder", type=Path, required=True, help=_("everything it stores lies in here"))
    add_options(parser)
    options = parser.parse_args(arguments)
    log_to(logging.StreamHandler(), logging.WARNING, PLAIN)
    try:
        return run(options.folder, options)
    except FoxError as error:
        sys.stderr.write(harmless(str(error), lines=True) + "\n")
        return ExitCode.BAD_INPUT if isinstance(error, BadInput) else ExitCode.FAILED


def run(folder: Path, options: argparse.Namespace,
        announced: Callable[[], None] = lambda: None) -> int:
    """Serve ``folder`` until asked to end, and say so; the exit code tells by what.

    ``announced`` is called once the farm answers.

    Raises:
        BadInput: the farm cannot start there, or so.
    """
    def tell(address: FarmAddress) -> None:
        announced()
        announce(address)

    sys.setswitchinterval(SWITCH)
    share_heaps()
    asked = serve(folder, options.port, read_options(options), tell)
    if asked is None:
        sys.stderr.write(harmless(_("The farm in {folder} stopped by itself: start it again.").format(
            folder=folder)) + "\n")
        return ExitCode.FAILED
    sys.stderr.write(harmless(_("The farm has ended. The next one in {folder} goes on with its tasks.").format(
        folder=folder)) + "\n")
    return ExitCode.INTERRUPTED if asked == signal.SIGINT else ExitCode.ENDED


def announce(address: FarmAddress) -> None:
    """Print the address for a person, or for a program that reads the line."""
    sys.stdout.write(harmless(_("The farm serves http://{domain}.").format(domain=address.domain)) + "\n")
    sys.stdout.flush()
