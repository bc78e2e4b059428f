"""Open a scene in hython."""

from __future__ import annotations

from pathlib import Path

import hou

from ...core.common.errors import HostFailed
from ...core.common.i18n import _
from .host import Houdini


def open_scene(path: Path) -> Houdini:
    """Replace the open scene by ``path``.

    Raises:
        HostFailed: Houdini cannot read it.
    """
    try:
        hou.hipFile.load(path.as_posix(), suppress_save_prompt=True, ignore_load_warnings=True)
    except hou.Error as error:
        raise HostFailed(_("Houdini could not open {name}: {reason}.").format(
            name=path.name, reason=error.instanceMessage().strip().rstrip("."))) from error
    return Houdini(alone=True)
