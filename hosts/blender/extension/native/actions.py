"""What is clicked in the native panel beside its choices: findings, cameras, submissions."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

import bpy

from .....core.common.foreign import harmless
from .....core.common.i18n import _
from . import items, lines, live
from .account import FINISHED, INTERNAL

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems

    from .....core.model.finding import Finding

WIDTH = 400


class FOXSUBMIT_OT_fix(bpy.types.Operator):  # noqa: N801 - Blender's spelling
    """Do what a finding offers; what costs money for nothing is asked about first."""

    bl_idname = "foxsubmit.fix"
    bl_label = "Fix"
    bl_options = INTERNAL

    finding: bpy.props.StringProperty()  # type: ignore[valid-type]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        """Say what a click would do."""
        found = finding_of(properties.finding)
        return found.fix.label if found and found.fix else ""

    def invoke(self, context: Any, _event: Any) -> set[OperatorReturnItems]:
        """Ask first where that is better."""
        found = finding_of(self.finding)
        if found is not None and found.fix is not None and found.fix.asks_first:
            return context.window_manager.invoke_props_dialog(self, width=WIDTH)  # type: ignore[no-any-return]
        return self.execute(context)

    def draw(self, context: Any) -> None:
        """The question."""
        found = finding_of(self.finding)
        if found is not None and found.fix is not None:
            layout: Any = self.layout
            for text in (_("Fix: {what}").format(what=found.fix.label),
                         _("The farm renders what it has, and that costs the same.")):
                lines.draw(layout.column(align=True), text, lines.fitting(context, WIDTH), "NONE")

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """The session knows how."""
        session, found = live.session(), finding_of(self.finding)
        if session is not None and found is not None:
            session.submit.fix(found)
        return FINISHED


class FOXSUBMIT_OT_select(bpy.types.Operator):  # noqa: N801
    """Select what a finding is about."""

    bl_idname = "foxsubmit.select"
    bl_label = "Select in scene"
    bl_description = "Select what this is about in the scene"
    bl_options = INTERNAL

    finding: bpy.props.StringProperty()  # type: ignore[valid-type]

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Objects are selected, and pictures are shown in an image editor."""
        session, found = live.session(), finding_of(self.finding)
        if session is not None and found is not None:
            session.scene.select(found.nodes)
        return FINISHED


class FOXSUBMIT_OT_toggle_camera(bpy.types.Operator):  # noqa: N801
    """Render a camera, too, or leave it out."""

    bl_idname = "foxsubmit.toggle_camera"
    bl_label = "Render this camera"
    bl_description = "Render this camera, too, or leave it out"
    bl_options = INTERNAL

    unit: bpy.props.StringProperty()  # type: ignore[valid-type]

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Each camera is a task of its own."""
        state = live.state()
        if state is not None:
            live.choose(units=frozenset(each.id for each in items.units_now(state)) ^ {self.unit})
        return FINISHED


class FOXSUBMIT_OT_show_task(bpy.types.Operator):  # noqa: N801
    """Show the frames of a task."""

    bl_idname = "foxsubmit.show_task"
    bl_label = "Show frames"
    bl_description = "Show the thumbnails and the cost of this task"
    bl_options = INTERNAL

    task: bpy.props.StringProperty()  # type: ignore[valid-type]

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Show it in place of the one that is shown."""
        session = live.session()
        if session is not None and self.task.isdigit():
            session.jobs.select(int(self.task))
        return FINISHED


class FOXSUBMIT_OT_transfer(bpy.types.Operator):  # noqa: N801
    """Pause, go on with or cancel a submission, or fetch its frames."""

    bl_idname = "foxsubmit.transfer"
    bl_label = "Change a submission"
    bl_options = INTERNAL

    transfer: bpy.props.StringProperty()  # type: ignore[valid-type]
    action: bpy.props.EnumProperty(items=(  # type: ignore[valid-type]
        ("pause", "Pause", "Stop sending or fetching after the current block"),
        ("resume", "Go on", "Go on where it stood"),
        ("cancel", "Cancel", "Cancel it; a task that runs for it is stopped"),
        ("fetch", "Fetch", "Bring the frames that are finished to this machine")))

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        """Say what a click would do."""
        return str(properties.rna_type.properties["action"].enum_items[properties.action].description)

    def invoke(self, context: Any, event: Any) -> set[OperatorReturnItems]:
        """Only cancelling is asked about."""
        if self.action == "cancel":
            return context.window_manager.invoke_confirm(self, event)  # type: ignore[no-any-return]
        return self.execute(context)

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """The agent does it."""
        session = live.session()
        rows = session.state.transfers.rows if session is not None else ()
        row = next((each for each in rows if each.id == self.transfer), None)
        if session is not None and row is not None:
            does: dict[str, Callable[[], None]] = {
                "pause": functools.partial(session.transfers.pause, row.id),
                "resume": functools.partial(session.transfers.resume, row.id),
                "cancel": functools.partial(session.transfers.cancel, row.id),
                "fetch": functools.partial(_fetch, session, row.task_id)}
            does[self.action]()
        return FINISHED


class FOXSUBMIT_OT_open_folder(bpy.types.Operator):  # noqa: N801
    """Open the folder with the frames in the file manager."""

    bl_idname = "foxsubmit.open_folder"
    bl_label = "Open the folder"
    bl_description = "Open the folder with the frames"
    bl_options = INTERNAL

    folder: bpy.props.StringProperty()  # type: ignore[valid-type]

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """It is there once the first frame is."""
        if Path(self.folder).is_dir():
            bpy.ops.wm.path_open(filepath=self.folder)
        else:
            self.report({"INFO"}, harmless(_("{folder} is made when the first frame is fetched.").format(
                folder=self.folder)))
        return FINISHED


def finding_of(text: str) -> Finding | None:
    """The finding with this sentence; None where it holds no more."""
    state = live.state()
    return next((each for each in state.submit.findings if each.text == text), None) if state else None


def _fetch(session: Any, task: int | None) -> None:
    if task is not None:
        session.transfers.fetch(task)


CLASSES = (FOXSUBMIT_OT_fix, FOXSUBMIT_OT_select, FOXSUBMIT_OT_toggle_camera, FOXSUBMIT_OT_show_task,
           FOXSUBMIT_OT_transfer, FOXSUBMIT_OT_open_folder)
