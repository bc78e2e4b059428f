"""The command-line options of a farm. This module needs none of the farm's libraries."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...core.common.i18n import _, listed
from .faults import KINDS, read_fault
from .options import DEFAULTS, Options

PORT = 8700


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add every option but the folder."""
    add = parser.add_argument
    add("--port", type=int, default=PORT, help=_("port to serve; 0 takes a free one (default: %(default)s)"))
    add("--samples", type=int, default=DEFAULTS.samples,
        help=_("samples of a Blender frame; 0 takes the scene's own (default: %(default)s)"))
    add("--engine", default=DEFAULTS.engine,
        help=_("Blender's render engine; “scene” takes the scene's own (default: %(default)s)"))
    add("--scripts", action="store_true",
        help=_("run the scripts and Python drivers of scenes: only for scenes that you trust"))
    add("--simulate", action="store_true", help=_("draw frames instead of rendering them"))
    add("--seconds", type=float, default=DEFAULTS.seconds,
        help=_("seconds that a drawn frame takes; 0 draws as fast as possible (default: %(default)s)"))
    add("--workers", type=int, default=DEFAULTS.workers, metavar="N",
        help=_("frames rendered at once (default: %(default)s)"))
    add("--memory", type=int, default=DEFAULTS.memory, metavar="MIB",
        help=_("memory that each Blender may use; 0, the default, sets no limit"))
    add("--balance", type=float, default=DEFAULTS.balance, metavar="USD",
        help=_("balance of the account; tasks stop when it is used up (default: %(default)s)"))
    add("--transmitter", action="store_true",
        help=_("write a program in place of the vendor's rayvision_transmitter, for scripts that use the vendor's "
               "packages"))
    add("--main", type=Path, metavar="FOLDER",
        help=_("the account is a sub-account of the one of the farm in this folder"))
    add("--fault", action="append", default=[], metavar="KIND[,NAME=VALUE…]",
        help=_("go wrong on purpose: {kinds}; for example drop,path=createTask,count=1,after=1").format(
            kinds=listed(KINDS)))


def read_options(options: argparse.Namespace) -> Options:
    """Return the farm's options as they were typed.

    Raises:
        BadInput: an option cannot be used.
    """
    return Options(
        simulate=options.simulate, seconds=options.seconds, samples=options.samples, engine=options.engine,
        scripts=options.scripts,
        workers=options.workers, memory=options.memory, balance=options.balance, main=options.main,
        transmitter=options.transmitter,
        faults=tuple(map(read_fault, options.fault)))
