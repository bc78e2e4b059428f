"""``foxsubmit uninstall``: take back what install wrote."""

from __future__ import annotations

import argparse

from ..hosts.installers import names
from ..install.installer import installer
from .common.arguments import where_to_install


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take a host application."""
    parser.add_argument("host", choices=names())
    where_to_install(parser)
    parser.set_defaults(opens_home=False)


def run(options: argparse.Namespace) -> int:
    """Do it in the way of the host."""
    return int(installer(options.host).uninstall(options))
