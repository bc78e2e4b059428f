"""What the native panel looks at by itself: the task that was submitted last, its pictures, and the scene as it is.

It keeps no state of its own: what it finds it asks the session for, as a hand would.
"""

from __future__ import annotations

import time

import bpy

from .....core.session.session import Session
from .....core.session.state import State
from .. import windows
from . import choices, thumbnails

LOOK = 2.0  # seconds between two looks at whether the scene is still what was read
SHARE = 50
"""A look that took long is not taken again for so many times as long."""


class Watching:
    """The native panel's turn: pump the session, then look after what is shown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._followed: int | None = None
        self._looked_at = 0.0
        """When the scene was looked at last (time.monotonic)."""

    def turn(self) -> None:
        """Take one turn; no longer than a slice."""
        self._session.pump()
        self._follow()
        self._show()
        self._look()

    def close(self) -> None:
        """End the session, and let the pictures go."""
        self._session.close()
        thumbnails.end()

    def _follow(self) -> None:
        """Select the task of the newest submission, once it has one; what the artist selects stays until the next."""
        newest = newest_task(self._session.state)
        if newest is not None and newest != self._followed:
            self._followed = newest
            self._session.jobs.select(newest)

    def _show(self) -> None:
        frames = self._session.state.jobs.frames
        shown = thumbnails.page_of(frames, choices.page())
        thumbnails.load(shown)

    def _look(self) -> None:
        """Read the scene again where it has become another one: its range, its cameras, its layers."""
        scene, state = self._session.scene, self._session.state
        again = self._looked_at + max(LOOK, SHARE * scene.described_in)
        if (time.monotonic() < again or scene.describing or state.busy or not state.scene.gathered
                or bpy.app.background or windows.plays()):
            return
        scene.look()
        self._looked_at = time.monotonic()


def newest_task(state: State) -> int | None:
    """The task of the submission that was made last here, else of one that is under way; None where there is none."""
    rows = state.transfers.rows
    mine = [each for each in rows if each.id in state.submit.submitted]
    found = mine or [each for each in rows if each.under_way]
    return next((each.task_id for each in found if each.task_id is not None), None)
