"""The operators: what the menu and the native panel call, and what a script may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

import bpy

from ....core.common.errors import FoxError
from ....core.common.i18n import _, count
from ...vendor import use_vendor
from .preferences import wishes

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems

FINISHED: set[OperatorReturnItems] = {"FINISHED"}
CANCELLED: set[OperatorReturnItems] = {"CANCELLED"}


class FOXSUBMIT_OT_open(bpy.types.Operator):  # noqa: N801 - Blender's spelling
    """Open the panel of Fox Renderfarm, or bring the open one to the front."""

    bl_idname = "foxsubmit.open"
    bl_label = "Submit to Fox…"
    bl_description = "Open the panel of Fox Renderfarm"

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Needs Qt."""
        from ..start import show  # noqa: PLC0415 - only start.py may know all the parts; it is found late

        if bpy.app.background:
            self.report({"ERROR"}, _("There is no window here for the panel: use bpy.ops.foxsubmit.submit()."))
            return CANCELLED
        return _tried(self, lambda: show(*wishes()))


class FOXSUBMIT_OT_look(bpy.types.Operator):  # noqa: N801
    """Connect to the farm and read the scene, for the native panel."""

    bl_idname = "foxsubmit.look"
    bl_label = "Look at the scene"
    bl_description = "Connect to the farm, and read what the open scene needs"

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Begin a session, or have the open one look again."""
        use_vendor()
        from . import running  # noqa: PLC0415 - its libraries are found from now on

        session = running.session()
        return _tried(self, running.begin if session is None else session.check)


class FOXSUBMIT_OT_leave(bpy.types.Operator):  # noqa: N801
    """Close the session; what was submitted goes on."""

    bl_idname = "foxsubmit.leave"
    bl_label = "Close"
    bl_description = "Stop looking at the farm; what was submitted goes on"

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Whoever shows it."""
        from . import running  # noqa: PLC0415 - as above

        return _tried(self, running.end)


class FOXSUBMIT_OT_submit(bpy.types.Operator):  # noqa: N801
    """Submit the open scene.

    With a window it is submitted in the background as soon as it is read. Without one the operator comes back when
    it is done, and an error is a RuntimeError in the script that called it.
    """

    bl_idname = "foxsubmit.submit"
    bl_label = "Submit"
    bl_description = "Save the scene if it changed, and submit it to the farm"

    frames: bpy.props.StringProperty(name="Frames", description="1-10, 1-10[2] or 1,5,9; empty: the scene's own")  # type: ignore[valid-type]
    environment: bpy.props.StringProperty(name="Environment", description="Empty: the one that fits")  # type: ignore[valid-type]
    output: bpy.props.StringProperty(name="Output", description="Folder for the frames", subtype="DIR_PATH")  # type: ignore[valid-type]
    allow_missing: bpy.props.BoolProperty(name="Allow missing", description="Although files are not on disk")  # type: ignore[valid-type]
    wait: bpy.props.BoolProperty(name="Wait", description="Without a window: until the frames are here")  # type: ignore[valid-type]
    account: bpy.props.StringProperty(name="Account", description="Access id, or local; without a window")  # type: ignore[valid-type]

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Submit through the open session; without a window, through one made for this call."""
        use_vendor()
        if bpy.app.background:
            return _tried(self, self._now)
        from . import running  # noqa: PLC0415 - its libraries are found from now on

        return _tried(self, running.submit)

    def _now(self) -> None:
        from .batch import Wish, submit  # noqa: PLC0415 - the same

        wish = Wish(frames=self.frames, environment=self.environment, output=bpy.path.abspath(self.output),
                    allow_missing=self.allow_missing, wait=self.wait, account=self.account)
        submitted = submit(wish, lambda text: self.report({"INFO"}, text))
        for each in submitted:
            self.report({"INFO"}, _("{name} was submitted as {id}.").format(name=each.name, id=each.id))


class FOXSUBMIT_OT_check(bpy.types.Operator):  # noqa: N801
    """Call everything once on the open scene, and write a report that can be sent."""

    bl_idname = "foxsubmit.check_installation"
    bl_label = "Check this installation"
    bl_description = "Try everything that the Fox extension does with the open scene, and write a report"

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """The report is a file, and what failed is said."""
        use_vendor()
        return _tried(self, self._check)

    def _check(self) -> None:
        from ...checking import run_check  # noqa: PLC0415 - its libraries are found from now on
        from ..scene.host import Blender  # noqa: PLC0415 - the same

        report, path = run_check(Blender())
        for each in report.tried:
            if not each.good:
                self.report({"WARNING"}, f"{each.name}: {each.words}")
        failed = sum(not each.good for each in report.tried)
        said = count("{n} call failed", "{n} calls failed", failed) if failed else _("Everything works")
        self.report({"INFO"}, _("{said}: the report is {path}").format(said=said, path=path))


CLASSES = (FOXSUBMIT_OT_open, FOXSUBMIT_OT_look, FOXSUBMIT_OT_leave, FOXSUBMIT_OT_submit, FOXSUBMIT_OT_check)


def _tried(operator: Any, call: Callable[[], object]) -> set[OperatorReturnItems]:
    """Do it; an error of ours is a report, in one sentence."""
    try:
        call()
    except FoxError as error:
        operator.report({"ERROR"}, str(error))
        return CANCELLED
    return FINISHED
