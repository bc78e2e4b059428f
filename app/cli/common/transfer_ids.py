"""Find a transfer by what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.common.errors import BadInput
from ...core.common.i18n import _, count, listed
from ...core.transfer.states import Transfer

SHORT = 8
"""Characters of an id that are shown; fewer will do where they name one."""


def find_transfer(transfers: Sequence[Transfer], text: str) -> Transfer:
    """Return the transfer with this task number, or with an id that begins with ``text`` and is the only one."""
    by_task = [each for each in transfers if str(each.task_id) == text]
    found = by_task or [each for each in transfers if text and each.id.startswith(text.lower())]
    if not found:
        raise BadInput(_("There is no transfer “{text}”: see “foxsubmit transfers --all”.").format(text=text))
    if len(found) > 1:
        ids = listed(each.id[:SHORT] for each in found[:5])
        raise BadInput(_("“{text}” is the beginning of {n} ids ({ids}): write more of it.").format(
            text=text, n=count("{n}", "{n}", len(found)), ids=ids))
    return found[0]
