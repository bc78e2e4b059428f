"""What the menu of 3ds Max does. The panel lives in 3ds Max's main window until it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import qtmax
from pymxs import runtime as rt

from ..vendor import use_vendor
from .host import Max

if TYPE_CHECKING:
    from ...ui.panel import Panel

_panel: list[Panel] = []
"""3ds Max collects a window that nobody holds."""
CALLBACKS = "foxsubmitScene"
EVENTS = ("filePostOpen", "systemPostReset", "systemPostNew")


def show() -> Panel:
    """Open the panel, or bring the one that is open to the front."""
    use_vendor()
    from ...start import open_panel  # noqa: PLC0415 - its libraries are found from now on

    if _panel:
        _panel[0].raise_()
        _panel[0].activateWindow()
        _panel[0].show_submit()
        return _panel[0]
    panel = open_panel(Max())
    panel.show_submit()
    _panel[:] = [panel]
    # Else the keys typed into its fields are 3ds Max's shortcuts.
    qtmax.DisableMaxAcceleratorsOnFocus(panel, True)
    _watch(panel)
    return panel


def check_installation() -> None:
    """Call everything once on the open scene; show and write the report."""
    use_vendor()
    from ...start import show_report  # noqa: PLC0415 - its libraries are found from now on

    show_report(Max())


def unwatch() -> None:
    """No callback of ours stays."""
    rt.callbacks.removeScripts(id=rt.Name(CALLBACKS))


def _watch(panel: Panel) -> None:
    """Read the scene again when another one is opened; taken back when the panel goes."""
    unwatch()
    # A callback is a script: it reaches Python by a global of ours.
    rt.foxsubmitSceneChanged = panel.session.scene.refresh
    for event in EVENTS:
        rt.callbacks.addScript(rt.Name(event), "foxsubmitSceneChanged()", id=rt.Name(CALLBACKS))
    panel.closed.connect(_closed)


def _closed() -> None:
    """Leave nothing of a panel behind, which Qt destroys now."""
    _panel.clear()
    unwatch()
