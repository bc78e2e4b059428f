"""Open a scene in 3dsmaxbatch."""

from __future__ import annotations

from pathlib import Path

from pymxs import runtime as rt

from ...core.common.errors import HostFailed
from ...core.common.i18n import _
from .host import Max


def open_scene(path: Path) -> Max:
    """Replace the open scene by ``path``; no question is asked, missing files and plug-ins are named later.

    Raises:
        HostFailed: 3ds Max cannot read it.
    """
    if not rt.loadMaxFile(str(path), useFileUnits=True, quiet=True):
        raise HostFailed(_("3ds Max could not open {name}: was it saved by a newer version?").format(name=path.name))
    return Max()
