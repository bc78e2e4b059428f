"""What Blender draws of us itself: an entry in the Render menu and a panel in the render properties. No Qt needed."""

from __future__ import annotations

import sys
import textwrap
from typing import Any

import bpy

from ....core.common.i18n import _
from . import online
from .operators import FOXSUBMIT_OT_check, FOXSUBMIT_OT_leave, FOXSUBMIT_OT_look, FOXSUBMIT_OT_open, FOXSUBMIT_OT_submit

RUNNING = f"{__package__}.running"
PIXELS = 7.5  # of a character at a scale of 1
NARROW, ICON = 16, 4  # characters: the least that a line has; what an icon takes


def draw_menu(menu: Any, _context: bpy.types.Context) -> None:
    """Draw our entries at the end of the Render menu."""
    menu.layout.separator()
    menu.layout.operator(FOXSUBMIT_OT_open.bl_idname, text=_("Submit to Fox…"), icon="RENDER_ANIMATION")
    menu.layout.operator(FOXSUBMIT_OT_check.bl_idname, text=_("Check the Fox installation"))


class FOXSUBMIT_PT_render(bpy.types.Panel):  # noqa: N801 - Blender's spelling
    """State, Submit, progress."""

    bl_idname = "FOXSUBMIT_PT_render"
    bl_label = "Fox Renderfarm"
    bl_space_type = "PROPERTIES"
    bl_region_type = "WINDOW"
    bl_context = "render"

    def draw(self, context: Any) -> None:
        """Only what is known: drawing changes nothing, and reads neither scene nor disk."""
        layout: Any = self.layout
        width = int(context.region.width / (PIXELS * context.preferences.system.ui_scale))
        column = layout.column()
        refused = online.refusal()
        running = sys.modules.get(RUNNING)  # it is imported, with its libraries, when a session begins
        session = running.session() if running else None
        if refused:
            _lines(column, refused, width, "INTERNET_OFFLINE")
            column.operator("screen.userpref_show", text=_("Preferences…"))
        elif session is None:
            column.operator(FOXSUBMIT_OT_look.bl_idname, text=_("Look at the scene"), icon="VIEWZOOM")
            column.operator(FOXSUBMIT_OT_submit.bl_idname, text=_("Submit"), icon="RENDER_ANIMATION")
        else:
            _draw_state(column, session.state, width)
        column.operator(FOXSUBMIT_OT_open.bl_idname, text=_("Open panel"), icon="WINDOW")


CLASSES = (FOXSUBMIT_PT_render,)


def _draw_state(column: Any, state: Any, width: int) -> None:
    from . import words  # noqa: PLC0415 - its libraries are found once there is a session

    line = column.row()
    line.label(text=words.headline(state), icon="URL")
    line.operator(FOXSUBMIT_OT_look.bl_idname, text="", icon="FILE_REFRESH")
    line.operator(FOXSUBMIT_OT_leave.bl_idname, text="", icon="X")
    column.label(text=words.scene_line(state), icon="SCENE_DATA")
    for reason in words.reasons(state):
        _lines(column, reason, width, "ERROR")
    button = column.row()
    button.enabled = bool(state.can_submit)
    button.scale_y = 1.4
    button.operator(FOXSUBMIT_OT_submit.bl_idname, text=_("Submit"), icon="RENDER_ANIMATION")
    for row in words.rows(state):
        _draw_row(column.box(), row, width)


def _draw_row(box: Any, row: Any, width: int) -> None:
    if hasattr(box, "progress"):  # Blender 4.0
        box.progress(factor=row.part, text=f"{row.name}  {row.part:.0%}")
    else:
        box.label(text=f"{row.name}  {row.part:.0%}", icon="SORTTIME")
    _lines(box, row.text, width, "NONE")


def _lines(column: Any, text: str, width: int, icon: str) -> None:
    """Blender cuts off what is longer than its panel."""
    for number, line in enumerate(textwrap.wrap(text, max(NARROW, width - ICON))):
        column.label(text=line, icon="BLANK1" if number and icon != "NONE" else icon)
