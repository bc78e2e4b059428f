"""Look into render layers without leaving a trace: layer, selection, undo, redraw and dirty flag are put back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from maya import cmds


@contextlib.contextmanager
def staying() -> Iterator[None]:
    """Whatever happens inside, the artist finds the scene as it was.

    Maya applies a layer's overrides only while it is the current one, counts the change as one of the scene, and keeps
    it for undo.
    """
    layer = cmds.editRenderLayerGlobals(query=True, currentRenderLayer=True)
    selected = cmds.ls(selection=True, long=True) or []
    changed = bool(cmds.file(query=True, modified=True))
    undo = bool(cmds.undoInfo(query=True, state=True))
    cmds.undoInfo(stateWithoutFlush=False)
    cmds.refresh(suspend=True)
    try:
        yield
    finally:
        # Each by itself: one that fails must not keep the others from being put back.
        with contextlib.ExitStack() as stack:
            stack.callback(cmds.undoInfo, stateWithoutFlush=undo)
            stack.callback(cmds.refresh, suspend=False)
            stack.callback(cmds.file, modified=changed)
            stack.callback(_select, selected)
            stack.callback(_go_to, str(layer))


def _go_to(layer: str) -> None:
    if cmds.editRenderLayerGlobals(query=True, currentRenderLayer=True) != layer:
        cmds.editRenderLayerGlobals(currentRenderLayer=layer)


def _select(nodes: list[str]) -> None:
    if (cmds.ls(selection=True, long=True) or []) == nodes:
        return
    if nodes:
        cmds.select(nodes, replace=True, noExpand=True)
    else:
        cmds.select(clear=True)
