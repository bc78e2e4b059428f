"""Ask before a command does what costs money or destroys: at a terminal by a question, else by ``--yes``."""

from __future__ import annotations

import argparse
import sys

from ...core.common.errors import BadInput
from ...core.common.foreign import harmless
from ...core.common.i18n import _, sentences
from .terminal import say


def can_be_confirmed(parser: argparse.ArgumentParser) -> None:
    """Take whether nothing is asked."""
    parser.add_argument("--yes", action="store_true", help=_(
        "do not ask, not even before what costs money or deletes data"))


def confirm(options: argparse.Namespace, question: str, more: str) -> None:
    """Come back if it may be done.

    Raises:
        BadInput: it may not, or nobody can be asked.
    """
    if options.yes:
        return
    said = sentences(question, more)
    if options.json or not sys.stdin.isatty():
        raise BadInput(_("{question} Nothing was done: add --yes to have it done.").format(question=said))
    say(said)
    sys.stderr.write(harmless(_("Type yes to do it: ")))
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("yes", "y", _("yes")):
        raise BadInput(_("Nothing was done."))
