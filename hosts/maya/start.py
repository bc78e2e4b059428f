"""Actions of Maya's menu (menu.py), shelf and workspace."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from maya import cmds, mel

from ..vendor import use_vendor

if TYPE_CHECKING:
    from ...ui.panel import Panel

CONTROL = "foxsubmitPanel"
RESTORE = "from foxsubmit.hosts.maya import start; start.restore()"
CLOSED = "from foxsubmit.hosts.maya import start; start.closed()"
SIZE = (900, 760)

_panel: list[Panel] = []
"""Maya does not hold what it is given."""
_callbacks: list[Any] = []


def show() -> None:
    """Open the panel, or bring the one that is open to the front."""
    there = bool(cmds.workspaceControl(CONTROL, exists=True))
    if there and _panel:
        cmds.workspaceControl(CONTROL, edit=True, restore=True)
    else:
        if there:
            cmds.deleteUI(CONTROL)
        cmds.workspaceControl(CONTROL, label="Submit to Fox", uiScript=RESTORE, closeCommand=CLOSED, retain=False,
                              floating=True, initialWidth=SIZE[0], initialHeight=SIZE[1])
    for panel in _panel:
        panel.show_submit()


def restore() -> None:
    """Fill the control: Maya calls this when it makes it, and again when a workspace brings it back after a restart."""
    use_vendor()
    from ...start import open_panel  # noqa: PLC0415 - its libraries are found from now on
    from .host import Maya  # noqa: PLC0415 - Maya's start has no time for it
    from .window import control, wrap  # noqa: PLC0415 - the same

    closed()
    panel = open_panel(Maya(), embedded=True)
    holder = wrap(control(CONTROL))
    if holder is not None and holder.layout() is not None:
        holder.layout().addWidget(panel)
    _panel[:] = [panel]
    messages = _open_maya().MSceneMessage
    for event in (messages.kAfterOpen, messages.kAfterNew):
        _callbacks.append(messages.addCallback(event, _another_scene))


def closed() -> None:
    """The control is gone: nothing of ours stays."""
    while _callbacks:
        _open_maya().MMessage.removeCallback(_callbacks.pop())
    while _panel:
        _panel.pop().close()


def add_to_shelf() -> None:
    """A button on the shelf that is shown, because the artist asked for it."""
    shelf = str(mel.eval("$foxsubmit = `tabLayout -q -selectTab $gShelfTopLevel`"))
    cmds.shelfButton(parent=shelf, label="Fox", annotation="Submit to Fox", image="render.png", sourceType="python",
                     command="from foxsubmit.hosts.maya import start; start.show()")


def check_installation() -> None:
    """Call everything once on the open scene; show and write the report."""
    use_vendor()
    from ...start import show_report  # noqa: PLC0415 - its libraries are found from now on
    from .host import Maya  # noqa: PLC0415 - Maya's start has no time for it

    show_report(Maya())


def _open_maya() -> Any:
    """Maya's API, of which there are no stubs."""
    return importlib.import_module("maya.OpenMaya")


def _another_scene(*_client_data: object) -> None:
    for panel in _panel:
        panel.session.scene.refresh()
