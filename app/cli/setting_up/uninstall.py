"""``foxsubmit uninstall``: take back what install wrote."""

from __future__ import annotations

import argparse

from ...core.common.i18n import _
from ...core.settings.settings import Settings
from ...core.transfer.login.login import forget_gone
from ...hosts.installers import names
from ...install.installer import installer
from ..common.arguments import where_to_install
from ..common.installing import INSTALLED, told
from ..common.output import write_answer

SHAPE = INSTALLED


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take a host application."""
    parser.add_argument("host", choices=names())
    where_to_install(parser)
    parser.set_defaults(opens_home=False)


def run(options: argparse.Namespace) -> int:
    """Do it in the way of the host; an agent that lay in what was removed starts at login no more."""
    return told(options, _uninstall)


def _uninstall(options: argparse.Namespace) -> int:
    code = int(installer(options.host).uninstall(options))
    if not options.dry_run and forget_gone(Settings()):
        write_answer(_("The agent does not start at login any more: its program was removed."))
    return code
