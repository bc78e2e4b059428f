"""Load our modules without holding Blender's window: libraries on a thread, what knows Blender in slices of a timer.

The first operator of ours loads some 600 modules, which takes more than a second where they are not in memory. Whoever
calls it gets Blender back at once, and what was asked for is done when they are there. A script without a window waits.
"""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import logging
import pkgutil
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Callable

import bpy

from ....core.common.errors import FoxError
from ....core.common.foreign import harmless
from ....core.common.i18n import _
from ...vendor import use_vendor
from . import windows

log = logging.getLogger(__name__)

PACKAGE = __package__.rsplit(".", 3)[0]
LIBRARIES = ("core.session.session", "core.session.following", "core.session.submit_words", "core.checks.target")
"""Modules that call nothing of Blender, with all that they import."""
SCENE = f"{PACKAGE}.hosts.blender.scene"
RUNNING = f"{PACKAGE}.hosts.blender.extension.running"
TICK = 0.01  # seconds until the thread is looked at again
PAUSE = 0.001  # seconds between two slices: Blender has its turn, and loses no more
SLICE = 0.015  # seconds
CODE_ENDS = 5.0  # seconds for the thread to finish what it is at when the extension goes


@dataclasses.dataclass
class _Wish:
    """A call that waits until modules are there."""

    modules: Iterator[str]
    then: Callable[[], object]


_wishes: list[_Wish] = []
_threads: list[threading.Thread] = []
_trouble: list[str] = []


def busy() -> bool:
    """Whether something is being loaded."""
    return bool(_wishes)


def trouble() -> str:
    """Why what was asked for last could not be done, one sentence; empty where it could."""
    return _trouble[0] if _trouble else ""


def when_loaded(then: Callable[[], object], more: Iterable[str] = ()) -> None:
    """Call ``then`` once our modules and ``more`` are loaded: at once where they are, or where there is no window.

    Raises:
        FoxError: of ``then``, where it is called at once.
    """
    use_vendor()
    _trouble.clear()
    wanted = tuple(more)
    known = all(name in sys.modules for name in (RUNNING, *wanted))
    if bpy.app.background or (known and not _wishes):
        then()
        return
    _wishes.append(_Wish(iter((*_ours(), *wanted)), then))
    if not _threads:
        thread = threading.Thread(target=_load_libraries, name="foxsubmit loading", daemon=True)
        _threads.append(thread)
        thread.start()
    if not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=TICK, persistent=True)


def end() -> None:
    """Leave what is being loaded, and wait for the thread: it would import again what is being taken away."""
    _wishes.clear()
    _trouble.clear()
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    while _threads:
        _threads.pop().join(CODE_ENDS)


def modules_in(package: str) -> Iterator[str]:
    """The names of the modules of a package of ours, without what lies in folders of it."""
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec is not None else None
    yield from (f"{package}.{each.name}" for each in pkgutil.iter_modules(folders or []) if not each.ispkg)


def _ours() -> Iterator[str]:
    """The modules that know Blender, which only the main thread loads."""
    yield from modules_in(SCENE)
    yield RUNNING


def _load_libraries() -> None:
    """Import what a session needs. Its own thread; what fails here fails again in a slice, and is said there."""
    try:
        for name in LIBRARIES:
            importlib.import_module(f"{PACKAGE}.{name}")
    except Exception:
        log.exception("a library could not be loaded")


def _tick() -> float | None:
    if _threads and _threads[0].is_alive():
        return TICK
    end = time.monotonic() + SLICE
    while _wishes:
        wish = _wishes[0]
        try:
            for name in wish.modules:
                importlib.import_module(name)
                if time.monotonic() > end:
                    return PAUSE
            _wishes.pop(0)
            wish.then()
        except FoxError as error:
            _failed(str(error))
        except Exception as error:  # of a library that is broken: else it would come back every tick
            log.exception("the extension could not be loaded")
            _failed(_("The Fox extension could not be loaded: {reason}.").format(reason=str(error).rstrip(".")))
        if time.monotonic() > end and _wishes:
            return PAUSE
    windows.redraw()
    return None


def _failed(reason: str) -> None:
    """Say it in the panel, and in a balloon for whoever looks elsewhere."""
    _wishes.clear()
    _trouble[:] = [reason]
    manager = bpy.context.window_manager
    if manager is not None and not bpy.app.background:
        manager.popup_menu(lambda menu, _context: menu.layout.label(text=harmless(reason)), title="Fox Renderfarm",
                           icon="ERROR")
