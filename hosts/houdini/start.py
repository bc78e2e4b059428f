"""Actions of Houdini's shelf, menu and Python panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hou

from ..vendor import use_vendor
from .host import Houdini

if TYPE_CHECKING:
    from ...ui.panel import Panel

_panels: list[Panel] = []
"""A Python panel may be made several times, and Houdini does not hold what it is given."""
READ_AGAIN = ("AfterLoad", "AfterClear")


def show() -> Panel:
    """Open the panel as a window, or bring the one that is open to the front."""
    for panel in _panels:
        if panel.isVisible() and panel.isWindow():
            panel.raise_()
            panel.activateWindow()
            break
    else:
        panel = _make(embedded=False)
    panel.show_submit()
    return panel


def create_panel() -> Panel:
    """A panel for a pane tab."""
    return _make(embedded=True)


def _make(*, embedded: bool) -> Panel:
    use_vendor()
    from ...start import open_panel  # noqa: PLC0415 - its libraries are found from now on

    panel = open_panel(Houdini(), embedded=embedded)
    _panels.append(panel)
    watch = _watcher(panel)
    hou.hipFile.addEventCallback(watch)

    def gone() -> None:
        hou.hipFile.removeEventCallback(watch)
        if panel in _panels:
            _panels.remove(panel)

    panel.closed.connect(gone)
    return panel


def close_panel() -> None:
    """A pane tab is closed: so is what it held."""
    for panel in list(_panels):
        if not panel.isWindow():
            panel.close()


def check_installation() -> None:
    """Call everything once on the open scene; show and write the report."""
    use_vendor()
    from ...start import show_report  # noqa: PLC0415 - its libraries are found from now on

    show_report(Houdini())


def _watcher(panel: Panel) -> Any:
    """Reads the scene again when another one is opened."""
    def changed(event: Any) -> None:
        if any(event == getattr(hou.hipFileEventType, name) for name in READ_AGAIN):
            panel.session.scene.refresh()

    return changed
