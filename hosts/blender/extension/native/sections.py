"""What folds out below the native panel: cameras and view layers, test frames, output, submissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import bpy

from .....core.common.foreign import harmless
from .....core.common.i18n import _, count
from .. import libraries
from ..preferences import wishes
from . import actions, choices, items, lines, live, thumbnails
from .panel import FOXSUBMIT_PT_render, prop

if TYPE_CHECKING:
    from .....core.session.state import State

MOST_CAMERAS = 20
THUMBNAIL = 5.0
"""Size of a thumbnail, in units of Blender's buttons."""
CLOSED: Any = {"DEFAULT_CLOSED"}


class _Section(bpy.types.Panel):
    """A part that can be folded in; there while a session is open."""

    bl_space_type = "PROPERTIES"
    bl_region_type = "WINDOW"
    bl_context = "render"
    bl_label = ""
    bl_parent_id = FOXSUBMIT_PT_render.bl_idname

    heading: ClassVar[Any]
    """Says the title in the artist's language."""
    show: ClassVar[Any]
    """Draws what belongs to it into a column, for a state and Blender's context."""

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        """Say whether there is something to choose for."""
        state = live.state()
        return state is not None and not state.account.sign_in.needed

    def draw_header(self, _context: bpy.types.Context) -> None:
        """Draw the title."""
        layout: Any = self.layout
        layout.label(text=harmless(type(self).heading()))

    def draw(self, context: Any) -> None:
        """Leave the rest to the section."""
        state = live.state()
        if state is not None:
            layout: Any = self.layout
            column = layout.column()
            column.use_property_split = True
            column.use_property_decorate = False
            type(self).show(column, state, context)


def _draw_layers(column: Any, state: State, context: Any) -> None:
    from .....core.plan.blender import TRAITS  # noqa: PLC0415 - its libraries are found once there is a session

    units = state.scene.scene.units if state.scene.scene else ()
    none = TRAITS.say(_("No camera"))
    on = {each.id for each in items.units_now(state)}
    boxes = column.column(align=True)
    boxes.enabled = "units" not in state.settings.locked
    for unit in units[:MOST_CAMERAS]:
        boxes.operator(actions.FOXSUBMIT_OT_toggle_camera.bl_idname, emboss=False,
                       text=f"{unit.camera or none}  ({unit.name}, {len(unit.frames)})",
                       icon="CHECKBOX_HLT" if unit.id in on else "CHECKBOX_DEHLT").unit = unit.id
    rest = len(units) - MOST_CAMERAS
    if rest > 0:
        column.label(text=count("{n} more in the panel.", "{n} more in the panel.", rest))
    column.separator()
    layers = column.column(align=True, heading=_("View layers"))
    for layer in context.scene.view_layers:
        layers.prop(layer, "use", text=layer.name)


def _draw_tests(column: Any, state: State, context: Any) -> None:
    chosen = context.window_manager
    marks = column.column(align=True, heading=_("Test frames"))
    for name, text in (("test_first", _("First")), ("test_middle", _("Middle")), ("test_last", _("Last"))):
        prop(marks, chosen, name, text, state)
    others = column.column()
    others.alert = bool(state.submit.test_error)
    prop(others, chosen, "test_frames", _("Custom"), state)
    prop(column, chosen, "pause_after_test", _("Pause after test"), state)
    if state.submit.test_error:
        lines.draw(column, state.submit.test_error, lines.fitting(context), "ERROR")
    elif state.submit.test_count:
        column.label(text=count("= {n} frame, rendered first", "= {n} frames, rendered first",
                                state.submit.test_count))


def _draw_settings(column: Any, state: State, context: Any) -> None:
    chosen = context.window_manager
    for name, text in (("samples", _("Samples")), ("percentage", _("Resolution")), ("simplify", _("Subdivisions"))):
        line = column.column(align=True, heading=text).row(align=True)
        line.enabled = name not in state.settings.locked
        line.prop(chosen, f"{choices.PREFIX}with_{name}", text="")
        number = line.row()
        number.enabled = getattr(state.submit.choices, name) is not None
        number.prop(chosen, f"{choices.PREFIX}{name}", text="")
    prop(column, chosen, "device", _("Device"), state)
    lines.draw(column, _("The scene stays as it is: a copy with these settings is sent."), lines.fitting(context),
               "NONE")


def _draw_output(column: Any, state: State, context: Any) -> None:
    chosen, choice = context.window_manager, state.submit.choices
    folder = column.column()
    folder.enabled = choice.download and not choice.own_output
    prop(folder, chosen, "output_folder", _("Folder"), state)
    fetched = column.column()
    fetched.enabled = choice.download
    prop(fetched, chosen, "own_output", _("The scene's own path"), state)
    prop(fetched, chosen, "movie", _("Movie"), state)
    prop(column, chosen, "download", _("Fetch frames"), state)
    if not choice.output_folder and not choice.own_output:
        lines.draw(column, _("Frames go into fox_renders beside the scene."), lines.fitting(context), "NONE")


def _draw_tasks(column: Any, state: State, context: Any) -> None:
    from . import words  # noqa: PLC0415 - its libraries are found once there is a session

    width = lines.fitting(context)
    for row in words.rows(state):
        _draw_row(column.box().column(), row, row.task is not None and row.task == state.jobs.selected, width)
    for text in words.cost_lines(state):
        lines.draw(column, text, width, "NONE")
    _draw_frames(column, state, context.window_manager)


def _draw_row(box: Any, row: Any, shown: bool, width: int) -> None:
    line = box.row(align=True)
    if row.task is not None:
        line.operator(actions.FOXSUBMIT_OT_show_task.bl_idname, text="", emboss=False,
                      icon="RADIOBUT_ON" if shown else "RADIOBUT_OFF").task = str(row.task)
    if hasattr(line, "progress"):  # Blender 4.0
        line.progress(factor=row.part, text=f"{row.name}  {row.part:.0%}")
    else:
        line.label(text=harmless(f"{row.name}  {row.part:.0%}"), icon="SORTTIME")
    for action, icon in row.actions:
        button = line.operator(actions.FOXSUBMIT_OT_transfer.bl_idname, text="", icon=icon)
        button.transfer, button.action = row.id, action
    lines.draw(box, row.text, width, "NONE")
    if row.task is not None:
        buttons = box.row(align=True)
        fetch = buttons.operator(actions.FOXSUBMIT_OT_transfer.bl_idname, text=_("Fetch"), icon="IMPORT")
        fetch.transfer, fetch.action = row.id, "fetch"
        buttons.operator(actions.FOXSUBMIT_OT_open_folder.bl_idname, text=_("Open the folder"), icon="FILE_FOLDER"
                         ).folder = row.folder


def _draw_frames(column: Any, state: State, chosen: Any) -> None:
    """A strip of thumbnails, and a way to the next page of them."""
    frames = state.jobs.frames
    shown = thumbnails.thumbnails(thumbnails.page_of(frames, choices.page()))
    if shown:
        grid = column.grid_flow(row_major=True, columns=0, even_columns=True, even_rows=True, align=True)
        for each in shown:
            cell = grid.column(align=True)
            cell.template_icon(icon_value=each.icon, scale=THUMBNAIL)
            name = cell.row()
            name.alignment = "CENTER"
            name.label(text=harmless(each.name))
    if thumbnails.pages(frames) > 1:
        column.prop(chosen, f"{choices.PREFIX}page", text=_("Page, of {n}").format(n=thumbnails.pages(frames)))


class FOXSUBMIT_PT_layers(_Section):  # noqa: N801 - Blender's spelling
    """Which cameras are rendered, each as a task of its own, and which view layers."""

    bl_idname = "FOXSUBMIT_PT_layers"
    bl_options = CLOSED
    heading = staticmethod(lambda: _("Cameras and view layers"))
    show = staticmethod(_draw_layers)


class FOXSUBMIT_PT_test(_Section):  # noqa: N801
    """Frames that are rendered before all others."""

    bl_idname = "FOXSUBMIT_PT_test"
    bl_options = CLOSED
    heading = staticmethod(lambda: _("Test frames"))
    show = staticmethod(_draw_tests)


class FOXSUBMIT_PT_settings(_Section):  # noqa: N801
    """Fields for what is otherwise than in the scene, for one submission."""

    bl_idname = "FOXSUBMIT_PT_settings"
    bl_options = CLOSED
    heading = staticmethod(lambda: _("Settings of this submission"))
    show = staticmethod(_draw_settings)


class FOXSUBMIT_PT_output(_Section):  # noqa: N801
    """The place of the results on this machine, and the movie of them."""

    bl_idname = "FOXSUBMIT_PT_output"
    bl_options = CLOSED
    heading = staticmethod(lambda: _("Output"))
    show = staticmethod(_draw_output)


class FOXSUBMIT_PT_tasks(_Section):  # noqa: N801
    """The submissions that are under way, and the frames of one of them."""

    bl_idname = "FOXSUBMIT_PT_tasks"
    heading = staticmethod(lambda: _("Submissions"))
    show = staticmethod(_draw_tasks)

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Say whether there is a submission to watch."""
        state = live.state()
        if state is None or not super().poll(context):
            return False
        from . import words  # noqa: PLC0415 - its libraries are found once there is a session

        return bool(words.rows(state))


class FOXSUBMIT_PT_more(_Section):  # noqa: N801
    """How to get the panel that has everything else, where there is no Qt for it."""

    bl_idname = "FOXSUBMIT_PT_more"
    bl_options = CLOSED
    heading = staticmethod(lambda: _("Open panel"))

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        """Say whether Qt is missing: else there is a button."""
        return not libraries.is_there(wishes()[0])

    def draw(self, context: Any) -> None:
        """Draw the sentence, with or without a session."""
        layout: Any = self.layout
        lines.draw(layout.column(align=True), _(
            "The panel that has everything else needs Qt, which this Blender lacks: install the Fox extension that has "
            "it inside, or name a folder with PySide6 in the add-on's preferences."), lines.fitting(context), "INFO")


CLASSES = (FOXSUBMIT_PT_layers, FOXSUBMIT_PT_test, FOXSUBMIT_PT_settings, FOXSUBMIT_PT_output, FOXSUBMIT_PT_tasks,
           FOXSUBMIT_PT_more)
