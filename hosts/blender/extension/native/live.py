"""The open session, for what draws it and what is clicked there: looked for, never imported for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .....core.session.session import Session
    from .....core.session.state import State

RUNNING = f"{__package__.rpartition('.')[0]}.running"
"""It is imported, with its libraries, when a session begins."""


def session() -> Session | None:
    """The session that is open; None where there is none."""
    running = sys.modules.get(RUNNING)
    return running.session() if running else None


def state() -> State | None:
    """The state of the open session."""
    here = session()
    return here.state if here is not None else None


def choose(**changes: Any) -> None:
    """Choose something for the open session; nothing happens where there is none any more."""
    here = session()
    if here is not None:
        here.submit.choose(**changes)
