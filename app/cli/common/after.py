"""Read which tasks a submission waits for."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from ...core.model.choices import IF_FAILED
from ...core.session.session import Session
from ...core.settings.settings import Settings
from ...core.transfer.journal.journal import Journal
from ...job.opening import find_task
from .transfer_ids import find_transfer


def after(parser: argparse.ArgumentParser) -> None:
    """Take what a submission waits for, and what becomes of it where that does not end well."""
    parser.add_argument("--after", action="append", default=[], metavar="TASK", help=_(
        "send it now, and start it when this task has ended well: its number, or the beginning of a transfer’s id; "
        "repeatable"))
    parser.add_argument("--if-fails", choices=tuple(each.replace(" ", "-") for each in IF_FAILED), default="wait",
                        help=_("where that task fails, is abandoned, cancelled or deleted: wait until somebody decides "
                               "(default), start it all the same, or give it up"))


def chosen_after(options: argparse.Namespace, session: Session) -> dict[str, object]:
    """Return the choices that were typed about it: ids of submissions of this machine, else numbers that the farm has.

    Raises:
        BadInput: neither this machine nor the farm knows it.
        NoAnswer: the farm does not say.
    """
    typed: Sequence[str] = options.after
    if not typed:
        return {}
    with contextlib.closing(Journal(Settings(options.home).journal)) as journal:
        account = session.state.account.id
        known = [each for each in journal.transfers() if each.account == account]
    found = []
    for text in typed:
        try:
            found.append(find_transfer(known, text).id)
        except BadInput:
            if not text.isdigit():
                raise
            find_task(session, int(text), options.timeout)
            found.append(text)
    return {"after": tuple(dict.fromkeys(found)), "if_failed": options.if_fails.replace("-", " ")}
