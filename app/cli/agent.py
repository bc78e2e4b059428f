"""``foxsubmit agent``: work the journal off in this process."""

from __future__ import annotations

import argparse

from ..core.common.i18n import _
from ..core.settings.settings import Settings
from ..core.transfer.agent import main as run_agent
from .common.arguments import home_and_account
from .common.signals import if_stopped


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take whose journal it is."""
    home_and_account(parser)


def run(options: argparse.Namespace) -> int:
    """Send what waits, and end when nothing is under way."""
    with if_stopped(_("The agent has ended. “foxsubmit transfers” starts one again for what is under way.")):
        return run_agent(["--home", str(Settings(options.home).home)])
