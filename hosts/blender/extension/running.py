"""The one session that is open in Blender, whoever shows it, and the timer that keeps it going.

With the Qt panel open it is the panel's; else the native panel's. Nothing of this is there while nothing is open: no
timer, no handler, no thread.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from typing import Any, Callable, Tuple  # noqa: UP035 - evaluated at run time on 3.9

import bpy
from bpy.app.handlers import persistent

from ....core.common.errors import FoxError
from ....core.common.i18n import _
from ....core.session.session import Session
from ....core.session.state import State
from ....core.transfer.states import Transfer
from ..scene import memory
from ..scene.host import Blender
from . import batch, online, windows
from .native.watching import Watching
from .submitting import Submitting
from .wish import Wish

PANEL_TICK = 0.02  # seconds; a window is typed into and scrolled
TICK = 0.1  # seconds; the native panel only shows, but for while the scene is read
CODE_ENDS = 5.0  # seconds for a thread to finish what it is at when the extension goes


@dataclasses.dataclass
class _Live:
    """The open session and what drives it."""

    session: Session
    turn: Callable[[], None]
    """One tick."""
    close: Callable[[], None]
    interval: float
    drawn: State | None = None
    submitting: Submitting | None = None
    """The submission that was clicked in the native panel."""
    told: Told | None = None
    """The caller that is told how it ended."""


Told = Callable[[Tuple[Transfer, ...], str], object]
"""Called with what was submitted, or with nothing and the reason."""

_live: list[_Live] = []


def session() -> Session | None:
    """The session that is open."""
    return _live[0].session if _live else None


def begin() -> Session:
    """The open session, or a new one that the native panel shows.

    Raises:
        FoxError: Blender lets nobody use the network.
    """
    if _live:
        return _live[0].session
    online.need_access()
    fresh = Session(Blender())
    watching = Watching(fresh)
    take(fresh, watching.turn, watching.close, TICK)
    fresh.account.connect()
    fresh.scene.refresh()
    return fresh


def submit(wish: Wish, told: Told) -> None:
    """Submit the scene as it is now while Blender goes on; ``told`` is called when that is done, or will not be.

    Raises:
        FoxError: Blender lets nobody use the network, or the last click is still being worked on.
    """
    session = begin()
    live = _live[0]
    if live.submitting is not None:
        raise FoxError(_("The last submission is still being written down."))
    live.submitting, live.told = Submitting(session, wish), told


def submit_now(wish: Wish, say: Callable[[str], object]) -> tuple[Transfer, ...]:
    """Submit through what is open, as whoever shows it has chosen, and come back when that is done.

    Raises:
        FoxError: nothing was submitted, and why.
    """
    live = _live[0]
    online.need_access()

    def turn() -> None:
        live.turn()
        if not _live or _live[0] is not live:
            raise FoxError(_("The panel was closed, and nothing was submitted."))

    return batch.submit_through(live.session, turn, wish, say)


def take(session: Session, turn: Callable[[], None], close: Callable[[], None], interval: float = PANEL_TICK) -> None:
    """Keep this session going in place of the one before: ``turn`` is called in every tick, ``close`` ends it."""
    end()
    _live.append(_Live(session, turn, close, interval))
    for handlers, ours in _handlers():
        handlers.append(ours)
    if not bpy.app.background:
        bpy.app.timers.register(tick, first_interval=interval, persistent=True)


def end() -> None:
    """Close what is open; what was submitted goes on."""
    while _live:
        live = _live.pop()
        _tell(live, (), _("The panel was closed, and nothing was submitted."))
        live.close()
    for handlers, ours in _handlers():
        if ours in handlers:
            handlers.remove(ours)
    if bpy.app.timers.is_registered(tick):
        bpy.app.timers.unregister(tick)
    windows.redraw()


def tick() -> float | None:
    """One turn of what is open; in how many seconds the next is due."""
    if not _live:
        return None
    live = _live[0]
    if online.refusal():
        end()
        return None
    # WORKAROUND No temp_override here, nor anywhere with our threads alive (docs/decisions/0011): Blender's timers have
    # the first window as context, and an operator called in an override breaks Python's memory while a thread works.
    live.turn()
    memory.mark()
    # What was clicked in this turn may have closed it.
    if not _live or _live[0] is not live:
        return _live[0].interval if _live else None
    _look(live)
    if live.session.state is not live.drawn:
        live.drawn = live.session.state
        windows.redraw()
    return min(live.interval, PANEL_TICK) if live.session.state.busy else live.interval


def join() -> None:
    """Wait for our threads: one that still works would import again what is being taken away."""
    end = time.monotonic() + CODE_ENDS
    for thread in threading.enumerate():
        if thread.name.startswith("foxsubmit") and thread is not threading.current_thread():
            thread.join(max(0.0, end - time.monotonic()))


def _look(live: _Live) -> None:
    """See how far the submission is that was clicked."""
    if live.submitting is None:
        return
    try:
        submitted = live.submitting.look()
    except FoxError as error:
        _tell(live, (), str(error))
        return
    if submitted is not None:
        _tell(live, submitted, "")


def _tell(live: _Live, submitted: tuple[Transfer, ...], reason: str) -> None:
    told, live.submitting, live.told = live.told, None, None
    if told is not None:
        told(submitted, reason)


@persistent  # type: ignore[untyped-decorator]
def _another_file(*_arguments: object) -> None:
    for live in _live:
        _tell(live, (), _("Another file was opened, and nothing was submitted."))
        live.session.scene.refresh()


@persistent  # type: ignore[untyped-decorator]
def _undone(*_arguments: object) -> None:
    """Undo or redo: it may have been a step of ours."""
    for live in _live:
        live.session.submit.recall()


def _handlers() -> list[tuple[Any, Callable[..., None]]]:
    """Blender's lists of them, and ours: there while a session is open."""
    known = bpy.app.handlers
    return [(known.load_post, _another_file), (known.undo_post, _undone), (known.redo_post, _undone)]
