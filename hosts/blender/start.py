"""What Blender's menu, native panel and command do that needs the whole of us."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import bpy

from ...core.common.errors import FoxError
from ...core.common.i18n import _
from ..vendor import use_vendor
from .extension import libraries, loading, online

if TYPE_CHECKING:
    from ...loop import Loop
    from ...ui.panel import Panel

LAST = 0.05  # seconds
QT = ("QtCore", "QtGui", "QtWidgets", "QtSvg")
ROOMS = (".kit", ".table", ".door", ".submit", "")
"""Packages of ui/ that opening the panel needs, bottom first."""
LATE_ROOMS = (".assets", ".transfers", ".jobs")
"""Packages of the other tabs, in the order in which these are made."""

_panel: list[Panel] = []
"""Blender holds no window of Qt's."""
_loop: list[Loop] = []


def show(qt_folder: str = "", on_top: bool = True) -> None:
    """Open the panel as soon as it is loaded, or bring the one that is open to the front.

    ``qt_folder``: where PySide6 may be, too.

    Raises:
        FoxError: there is no Qt here, or Blender lets nobody use the network.
    """
    if _panel and _panel[0].isVisible():
        _panel[0].raise_()
        _panel[0].activateWindow()
        _panel[0].show_submit()
        return
    online.need_access()
    loading.when_loaded(_make_loop, _modules(_qt(qt_folder)))
    loading.when_loaded(functools.partial(_open, on_top))
    loading.when_loaded(lambda: None, _ours(LATE_ROOMS))


def _modules(binding: str) -> Iterator[str]:
    """What the panel is made of, bottom first: Qt may only be loaded on the main thread."""
    yield from (f"{package}.{name}" for package in (binding, "qtpy") for name in QT)
    yield from _ours(ROOMS)


def _ours(rooms: Iterable[str]) -> Iterator[str]:
    for room in rooms:
        yield from loading.modules_in(f"{loading.PACKAGE}.ui{room}")


def _make_loop() -> None:
    """Have Qt begin, in a slice of its own."""
    from ...loop import Loop  # noqa: PLC0415 - Qt is found from now on

    if not _loop:
        _loop.append(Loop())


def _open(on_top: bool) -> None:
    from ...start import open_panel  # noqa: PLC0415 - its libraries are found from now on
    from .extension import running  # noqa: PLC0415 - the same
    from .scene.host import Blender  # noqa: PLC0415 - the same

    if _panel:
        return  # it was asked for twice
    loop = _loop[0]
    running.end()
    panel = open_panel(Blender(), on_top=on_top)
    panel.show_submit()
    _panel[:] = [panel]
    running.take(panel.session, loop.turn, panel.close)  # type: ignore[arg-type]
    panel.closed.connect(_closed)


def end() -> None:
    """Close every window of ours."""
    from .extension import running  # noqa: PLC0415 - it may never have been needed

    running.end()
    if bpy.app.timers.is_registered(_last_turn):
        bpy.app.timers.unregister(_last_turn)
    while _loop:
        _loop.pop().end()
    libraries.forget()


def _closed() -> None:
    """The panel's timer goes with it; what Qt deletes later takes one more turn."""
    from .extension import running  # noqa: PLC0415 - it is there, since the panel was

    running.end()
    _panel.clear()
    if not bpy.app.timers.is_registered(_last_turn):
        bpy.app.timers.register(_last_turn, first_interval=LAST, persistent=True)


def _last_turn() -> None:
    for loop in _loop:
        loop.turn()


def _qt(folder: str) -> str:
    """The binding that the panel takes.

    Raises:
        FoxError: there is none here.
    """
    use_vendor()
    binding = libraries.find_qt(folder)
    if not binding:
        raise FoxError(_("There is no Qt in this Blender: install the Fox extension that has it inside, or name a "
                         "folder with PySide6 in the add-on's preferences. The panel in the render properties needs "
                         "none."))
    libraries.choose(binding)
    return binding
