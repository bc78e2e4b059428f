"""The panel *Fox Renderfarm* in the render properties: account, target, frames, findings, Submit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from .....core.common.foreign import harmless
from .....core.common.i18n import _, count
from .. import libraries, loading, online
from ..operators import FOXSUBMIT_OT_leave, FOXSUBMIT_OT_look, FOXSUBMIT_OT_open, FOXSUBMIT_OT_submit
from ..preferences import wishes
from . import actions, choices, lines, live
from .account import FOXSUBMIT_MT_account, FOXSUBMIT_OT_local_farm, FOXSUBMIT_OT_sign_in

if TYPE_CHECKING:
    from .....core.session.state import State

ICONS = {2: "CANCEL", 1: "ERROR", 0: "INFO"}
"""Icons by how severe a finding is: error, warning, note."""
MOST_FINDINGS = 12
BESIDE = 60  # characters of a line in which two buttons have room


class FOXSUBMIT_PT_render(bpy.types.Panel):  # noqa: N801 - Blender's spelling
    """Everything that a submission needs."""

    bl_idname = "FOXSUBMIT_PT_render"
    bl_label = "Fox Renderfarm"
    bl_space_type = "PROPERTIES"
    bl_region_type = "WINDOW"
    bl_context = "render"

    def draw(self, context: Any) -> None:
        """Only what is known: drawing changes nothing, and reads neither scene nor disk."""
        layout: Any = self.layout
        width = lines.fitting(context)
        column = layout.column()
        refused, state = online.refusal(), live.state()
        if loading.trouble():
            lines.draw(column, loading.trouble(), width, "ERROR")
        if refused:
            lines.draw(column, refused, width, "INTERNET_OFFLINE")
            column.operator("screen.userpref_show", text=_("Preferences…"))
        elif loading.busy():
            column.label(text=_("Loading…"), icon="SORTTIME")
        elif state is None:
            column.operator(FOXSUBMIT_OT_look.bl_idname, text=_("Look at the scene"), icon="VIEWZOOM")
            column.operator(FOXSUBMIT_OT_submit.bl_idname, text=_("Submit"), icon="RENDER_ANIMATION")
        else:
            _draw_account(column, state, width)
            if not state.account.sign_in.needed:
                _draw_target(column, state, width, context.window_manager)
                _draw_findings(column, state, width)
                _draw_submit(column, state, width)
        if libraries.is_there(wishes()[0]):
            column.operator(FOXSUBMIT_OT_open.bl_idname, text=_("Open panel"), icon="WINDOW")


def _draw_account(column: Any, state: State, width: int) -> None:
    from . import words  # noqa: PLC0415 - its libraries are found once there is a session

    line = column.row(align=True)
    line.menu(FOXSUBMIT_MT_account.bl_idname, text=words.account_line(state), icon="USER")
    line.operator(FOXSUBMIT_OT_look.bl_idname, text="", icon="FILE_REFRESH")
    line.operator(FOXSUBMIT_OT_leave.bl_idname, text="", icon="X")
    for text, icon in words.account_notes(state):
        lines.draw(column, text, width, icon)
    if state.account.sign_in.needed:
        doors = column.column()
        doors.enabled = not state.account.sign_in.busy
        doors.operator(FOXSUBMIT_OT_sign_in.bl_idname, text=_("Sign in…"), icon="USER")
        lines.draw(doors, _("No account at hand?") + " " + _(
            "A small farm on this computer renders Blender scenes."), width, "NONE")
        doors.operator(FOXSUBMIT_OT_local_farm.bl_idname, text=_("Try the local farm"), icon="PLAY")


def _draw_target(column: Any, state: State, width: int, chosen: Any) -> None:
    from .....core.plan.blender import TRAITS  # noqa: PLC0415 - as above
    from . import words  # noqa: PLC0415 - as above

    form = column.column()
    form.use_property_split = True
    form.use_property_decorate = False
    units = state.scene.scene and state.scene.scene.units
    for name, text, shown in (("environment", _("Environment"), state.environments.known),
                              ("hardware", _("Hardware"), state.environments.hardware),
                              ("camera", TRAITS.say(_("Camera")), units and len(units) > 1)):
        if shown:
            prop(form, chosen, name, text, state)
    frames = form.column()
    frames.alert = bool(state.submit.frames_error)
    prop(frames, chosen, "frames", _("Frames"), state)
    said = state.submit.frames_error or words.scene_line(state)
    if said:
        lines.draw(column, said, width, "ERROR" if state.submit.frames_error else "SCENE_DATA")


def _draw_findings(column: Any, state: State, width: int) -> None:
    from . import words  # noqa: PLC0415 - as above

    found = sorted(state.submit.findings, key=lambda each: -each.severity)
    if not found:
        return
    box = column.box().column()
    for each in found[:MOST_FINDINGS]:
        told = box.column(align=True)
        lines.draw(told, each.text, width, ICONS[each.severity])
        lines.draw(told, words.concerned(each), width, "BLANK1")
        if each.fix is None and not each.nodes:
            continue
        # A narrow editor has no room for two buttons beside each other.
        buttons = box.column(align=True) if width < BESIDE else box.row()
        if each.fix is not None:
            buttons.operator(actions.FOXSUBMIT_OT_fix.bl_idname, text=each.fix.label).finding = each.text
        if each.nodes and state.scene.selects:
            buttons.operator(actions.FOXSUBMIT_OT_select.bl_idname, text=_("Select"), icon="RESTRICT_SELECT_OFF"
                             ).finding = each.text
    rest = len(found) - MOST_FINDINGS
    if rest > 0:
        box.label(text=count("{n} more like these.", "{n} more like these.", rest))


def _draw_submit(column: Any, state: State, width: int) -> None:
    from .....core.session.submit_words import wordings  # noqa: PLC0415 - as above
    from . import words  # noqa: PLC0415 - as above

    for reason in words.reasons(state):
        lines.draw(column, reason, width, "ERROR")
    button = column.row()
    button.enabled = bool(state.can_submit)
    button.scale_y = 1.4
    texts = wordings(state)
    text = next((each for each in texts if len(each) < width - lines.ICON), texts[-1])
    button.operator(FOXSUBMIT_OT_submit.bl_idname, text=text, icon="RENDER_ANIMATION")
    if words.before_cost(state):
        column.label(text=harmless(words.before_cost(state)))


def prop(layout: Any, chosen: Any, name: str, text: str, state: State) -> None:
    """A choice; one that the studio has decided cannot be changed."""
    field = {"camera": "units"}.get(name, name)
    row = layout.row()
    row.enabled = field not in state.settings.locked
    row.prop(chosen, f"{choices.PREFIX}{name}", text=text)


CLASSES = (FOXSUBMIT_PT_render,)
