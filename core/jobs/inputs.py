"""Read what is typed for an action on tasks."""

from __future__ import annotations

import re

from ..common.errors import BadInput
from ..common.i18n import _
from .tasks import TaskRow

MOST_NODES = 10_000
LONGEST_TAG = 64  # characters


def nodes(typed: str) -> int:
    """A number of nodes.

    Raises:
        BadInput: it is none.
    """
    if not typed.isdigit() or not 1 <= int(typed) <= MOST_NODES:
        raise BadInput(_("Give a number of nodes, 1 or more."))
    return int(typed)


def seconds(typed: str) -> int:
    """Hours, as ``12`` or ``0.5``, or ``never``, in seconds.

    Raises:
        BadInput: it is neither.
    """
    if typed.lower() in ("", "0", "never", _("never").lower()):
        return 0
    if not re.fullmatch(r"\d+([.,]\d+)?", typed):
        raise BadInput(_("Give hours, as in 12 or 0.5, or 0 for never."))
    return max(60, round(float(typed.replace(",", ".")) * 3600))


def tag(typed: str) -> str:
    """A tag.

    Raises:
        BadInput: it is empty or too long.
    """
    if not typed or len(typed) > LONGEST_TAG:
        raise BadInput(_("Give a tag of at most {n} characters.").format(n=LONGEST_TAG))
    return typed


def shared(tasks: list[TaskRow], field: str) -> str:
    """What all these tasks have in a field, to begin with; empty where they differ."""
    found = {getattr(task, field) for task in tasks}
    value = found.pop() if len(found) == 1 else None
    return "" if value is None else str(value)
