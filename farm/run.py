"""The farm as a process of its own: what ``foxsubmit farm`` and core/child.py start."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..core.errors import FoxError
from ..core.i18n import _
from ..core.local_farm import FarmAddress
from .options import DEFAULTS, Options
from .server import serve

PORT = 8700


def main(arguments: list[str]) -> int:
    """Serve until asked to end; 2 when it cannot start."""
    options = parser().parse_args(arguments)
    try:
        serve(options.folder, options.port, chosen(options), announce)
    except FoxError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def parser() -> argparse.ArgumentParser:
    """What can be given."""
    words = argparse.ArgumentParser(prog="foxsubmit farm", description=_(
        "Serve a render farm on this machine, for this user: a stand-in for Fox Renderfarm to try things with."))
    words.add_argument("--folder", type=Path, required=True, help=_("everything it stores lies in here"))
    words.add_argument("--port", type=int, default=PORT, help=_("0 takes any free one"))
    words.add_argument("--samples", type=int, default=DEFAULTS.samples, help=_("of a frame that Blender renders"))
    words.add_argument("--engine", default=DEFAULTS.engine, help=_("Blender's render engine, CYCLES for example"))
    words.add_argument("--simulate", action="store_true", help=_("draw frames instead of rendering them"))
    words.add_argument("--seconds", type=float, default=DEFAULTS.seconds, help=_("that a drawn frame takes"))
    return words


def chosen(options: argparse.Namespace) -> Options:
    """The options of the farm."""
    return Options(
        simulate=options.simulate, seconds=options.seconds, samples=options.samples, engine=options.engine)


def announce(address: FarmAddress) -> None:
    """Tell whoever started it, a person or a program that reads the line."""
    sys.stdout.write(_("The farm serves http://{domain}.").format(domain=address.domain) + "\n")
    sys.stdout.flush()
