"""What the artist sets in Blender's preferences: where Qt is. Everything else is the same in all hosts."""

from __future__ import annotations

import bpy

from ....core.common.foreign import harmless
from ....core.common.i18n import _
from . import libraries, online

PACKAGE = __package__.rsplit(".", 3)[0]
"""Blender's name for the add-on: ``bl_ext.user_default.foxsubmit``."""


class FoxSubmitPreferences(bpy.types.AddonPreferences):
    """How the panel is opened."""

    bl_idname = PACKAGE

    qt_folder: bpy.props.StringProperty(  # type: ignore[valid-type]
        name="Folder with PySide6", subtype="DIR_PATH",
        description="The site-packages of a Python of Blender's own version; not needed where the extension has Qt")

    on_top: bpy.props.BoolProperty(  # type: ignore[valid-type]
        name="Keep the panel on top", default=True,
        description="Qt does not know Blender's window: else the panel goes behind it at the next click")

    def draw(self, _context: bpy.types.Context) -> None:
        """The two, and what holds now."""
        self.layout.prop(self, "on_top")
        self.layout.prop(self, "qt_folder")
        binding = libraries.find_qt(bpy.path.abspath(self.qt_folder))
        self.layout.label(text=harmless(_("The panel uses {binding}.").format(binding=binding)) if binding else _(
            "There is no Qt: the panel in the render properties works without."))
        reason = online.refusal()
        if reason:
            self.layout.label(text=harmless(reason), icon="INTERNET_OFFLINE")


def wishes() -> tuple[str, bool]:
    """The folder that the artist named, empty where there is none; whether the panel stays on top."""
    found = bpy.context.preferences.addons.get(PACKAGE) if bpy.context.preferences else None
    if found is None or found.preferences is None:
        return "", True
    own = found.preferences
    return bpy.path.abspath(getattr(own, "qt_folder", "")), bool(getattr(own, "on_top", True))
