"""Open a .blend file in this Blender, without running the scripts that it holds unless that is asked for."""

from __future__ import annotations

from pathlib import Path

import bpy

from ....core.common.errors import HostFailed
from ....core.common.i18n import _


def open_scene(path: Path, scripts: bool = False) -> None:
    """Replace the open file by ``path``. Without its scripts, drivers that need Python answer 0.

    Raises:
        HostFailed: Blender cannot read it.
    """
    try:
        bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=scripts)
    except RuntimeError as error:
        raise HostFailed(_reason(path, str(error))) from error
    if not bpy.data.filepath:
        raise HostFailed(_("Blender {version} could not open {name}.").format(
            version=bpy.app.version_string, name=path.name))


def _reason(path: Path, message: str) -> str:
    """Blender's message as a sentence."""
    # 4.2 and later: "… is not a blend file" for a header of a later format, "newer" for a later version.
    if "newer" in message or "not a blend file" in message:
        return _("{name} was saved by a newer Blender than {version}: open it with that one, or save it for this "
                 "version.").format(name=path.name, version=bpy.app.version_string)
    detail = message.replace("Error:", "").strip().rstrip(".")
    return _("Blender {version} could not open {name}: {detail}.").format(
        version=bpy.app.version_string, name=path.name, detail=detail)
