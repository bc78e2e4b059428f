"""Open a scene in mayapy."""

from __future__ import annotations

import importlib
from pathlib import Path

from maya import cmds

from ...core.common.errors import HostFailed
from ...core.common.i18n import _
from .host import Maya


def open_scene(path: Path) -> Maya:
    """Replace the open scene by ``path``; the scripts in it are not run.

    Raises:
        HostFailed: Maya cannot read it.
    """
    importlib.import_module("maya.standalone").initialize(name="python")
    try:
        cmds.file(path.as_posix(), open=True, force=True, prompt=False, executeScriptNodes=False)
    except RuntimeError as error:
        # Maya raises for a reference that is not there, too, and has the scene open all the same.
        if not cmds.file(query=True, sceneName=True):
            raise HostFailed(_("Maya could not open {name}: {reason}.").format(
                name=path.name, reason=str(error).strip().rstrip("."))) from error
    return Maya()
