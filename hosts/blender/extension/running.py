"""The one session that is open in Blender, whoever shows it, and the timer that keeps it going.

With the Qt panel open it is the panel's; else the native panel's. Nothing of this is there while nothing is open: no
timer, no handler, no thread.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterator
from typing import Any, Callable

import bpy
from bpy.app.handlers import persistent

from ....core.session.session import Session
from ....core.session.state import Connection, State
from ..scene import memory
from ..scene.host import Blender
from . import online

PANEL_TICK = 0.02  # seconds; a window is typed into and scrolled
TICK = 0.1  # seconds; the native panel only shows
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
    submits: bool = False
    """Submit was asked for before the scene was read."""


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
    take(fresh, fresh.pump, fresh.close, TICK)
    fresh.account.connect()
    fresh.scene.refresh()
    return fresh


def submit() -> None:
    """Submit as soon as the scene is read and the farm answers.

    Raises:
        FoxError: Blender lets nobody use the network.
    """
    begin()
    _live[0].submits = True


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
        _live.pop().close()
    for handlers, ours in _handlers():
        if ours in handlers:
            handlers.remove(ours)
    if bpy.app.timers.is_registered(tick):
        bpy.app.timers.unregister(tick)
    _redraw()


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
    if live.submits and _ready(live.session.state):
        live.submits = False
        live.session.submit.submit()
    if live.session.state is not live.drawn:
        live.drawn = live.session.state
        _redraw()
    return live.interval


def join() -> None:
    """Wait for our threads: one that still works would import again what is being taken away."""
    end = time.monotonic() + CODE_ENDS
    for thread in threading.enumerate():
        if thread.name.startswith("foxsubmit") and thread is not threading.current_thread():
            thread.join(max(0.0, end - time.monotonic()))


def _ready(state: State) -> bool:
    return state.scene.gathered and not state.busy and state.account.connection is Connection.CONNECTED


@persistent  # type: ignore[untyped-decorator]
def _another_file(*_arguments: object) -> None:
    for live in _live:
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


def _areas() -> Iterator[Any]:
    manager = getattr(bpy.context, "window_manager", None)  # none while an add-on is registered
    for window in manager.windows if manager else ():
        yield from (area for area in window.screen.areas if area.type == "PROPERTIES")


def _redraw() -> None:
    for area in _areas():
        area.tag_redraw()
