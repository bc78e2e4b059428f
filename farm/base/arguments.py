"""The options of a farm as they are typed. Needs none of the farm's libraries."""

from __future__ import annotations

import argparse

from ...core.common.i18n import _
from .faults import KINDS, read_fault
from .options import DEFAULTS, Options

PORT = 8700


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be given, beside the folder."""
    add = parser.add_argument
    add("--port", type=int, default=PORT, help=_("0 takes a free one (default: %(default)s)"))
    add("--samples", type=int, default=DEFAULTS.samples,
        help=_("of a Blender frame; 0 takes the scene's own (default: %(default)s)"))
    add("--engine", default=DEFAULTS.engine,
        help=_("Blender's render engine; “scene” takes the scene's own (default: %(default)s)"))
    add("--scripts", action="store_true",
        help=_("run the scripts and Python drivers of scenes: only for scenes that you trust"))
    add("--simulate", action="store_true", help=_("draw frames instead of rendering them"))
    add("--seconds", type=float, default=DEFAULTS.seconds,
        help=_("that a drawn frame takes; 0 as fast as it goes (default: %(default)s)"))
    add("--workers", type=int, default=DEFAULTS.workers, metavar="N",
        help=_("frames rendered at once (default: %(default)s)"))
    add("--memory", type=int, default=DEFAULTS.memory, metavar="MIB",
        help=_("that each Blender may use; 0 for no limit, which is the default"))
    add("--balance", type=float, default=DEFAULTS.balance, metavar="USD",
        help=_("of the account; tasks stop when it is gone (default: %(default)s)"))
    add("--fault", action="append", default=[], metavar="KIND[,NAME=VALUE…]",
        help=_("go wrong on purpose: {kinds}; for example drop,path=createTask,count=1,after=1").format(
            kinds=", ".join(KINDS)))


def chosen(options: argparse.Namespace) -> Options:
    """The options of the farm.

    Raises:
        BadInput: one of them cannot be used.
    """
    return Options(
        simulate=options.simulate, seconds=options.seconds, samples=options.samples, engine=options.engine,
        scripts=options.scripts,
        workers=options.workers, memory=options.memory, balance=options.balance,
        faults=tuple(map(read_fault, options.fault)))
