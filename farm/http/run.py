"""Run the farm as a process of its own, started by ``foxsubmit farm`` or core/common/child.py."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...core.common.errors import FoxError
from ...core.common.i18n import _
from ...core.settings.local_farm import FarmAddress
from ..base.arguments import add_options, read_options
from .server import serve

SWITCH = 0.0005
"""Interpreter switch interval in seconds; short, because one thread receives while another stores (bench/upload.py)."""


def main(arguments: list[str]) -> int:
    """Serve until asked to end; 2 if the farm cannot start."""
    parser = argparse.ArgumentParser(prog="foxsubmit farm", description=_(
        "Serve a render farm on this machine, for this user: a stand-in for Fox Renderfarm to try things with."))
    parser.add_argument("--folder", type=Path, required=True, help=_("everything it stores lies in here"))
    add_options(parser)
    options = parser.parse_args(arguments)
    return run(options.folder, options)


def run(folder: Path, options: argparse.Namespace) -> int:
    """Serve ``folder`` until asked to end; 2 if the farm cannot start."""
    sys.setswitchinterval(SWITCH)
    try:
        serve(folder, options.port, read_options(options), announce)
    except FoxError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def announce(address: FarmAddress) -> None:
    """Print the address for a person, or for a program that reads the line."""
    sys.stdout.write(_("The farm serves http://{domain}.").format(domain=address.domain) + "\n")
    sys.stdout.flush()
