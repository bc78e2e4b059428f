"""``foxsubmit install``: have a host application show the Fox menu."""

from __future__ import annotations

import argparse

from ...core.common.i18n import _
from ...hosts.installers import names
from ...install.installer import installer
from ..common.arguments import where_to_install
from ..common.installing import INSTALLED, told

SHAPE = INSTALLED


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take a host application, and which versions of it."""
    parser.add_argument("host", choices=names())
    parser.add_argument("--version", action="append", metavar="VERSION",
                        help=_("of the host; may be given several times (default: those on this machine)"))
    where_to_install(parser)
    parser.add_argument("--beside", action="store_true",
                        help=_("on a share: put this version beside the one that is used, without a switch to it"))
    parser.set_defaults(opens_home=False)


def run(options: argparse.Namespace) -> int:
    """Do it in the way of the host."""
    return told(options, lambda options: int(installer(options.host).install(options)))
