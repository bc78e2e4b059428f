"""Our entries in the Render menu."""

from __future__ import annotations

from typing import Any

import bpy

from .....core.common.i18n import _
from ..operators import FOXSUBMIT_OT_check, FOXSUBMIT_OT_open


def draw(menu: Any, _context: bpy.types.Context) -> None:
    """Draw them at the end of the menu."""
    menu.layout.separator()
    menu.layout.operator(FOXSUBMIT_OT_open.bl_idname, text=_("Submit to Fox…"), icon="RENDER_ANIMATION")
    menu.layout.operator(FOXSUBMIT_OT_check.bl_idname, text=_("Check the Fox installation"))
