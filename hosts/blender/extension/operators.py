"""The operators: what the menu and the native panel call, and what a script may."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Callable

import bpy

from ....core.common.errors import FoxError
from ....core.common.foreign import harmless
from ....core.common.i18n import _, count
from ....core.model.overrides import LIMITS
from ...vendor import use_vendor
from ..scene.paths import RELATIVE
from . import loading, online
from .native import live
from .preferences import wishes

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems

FINISHED: set[OperatorReturnItems] = {"FINISHED"}
CANCELLED: set[OperatorReturnItems] = {"CANCELLED"}
LOOK = 0.2  # seconds between two looks at a submission that was clicked


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
        return _tried(self, lambda: _when_online(_look))


class FOXSUBMIT_OT_leave(bpy.types.Operator):  # noqa: N801
    """Close the session; what was submitted goes on."""

    bl_idname = "foxsubmit.leave"
    bl_label = "Close"
    bl_description = "Stop looking at the farm; what was submitted goes on"

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Close it, whoever shows it; nothing is loaded for that."""
        if live.session() is None:
            return FINISHED
        from . import running  # noqa: PLC0415 - it is loaded, since there is a session

        return _tried(self, running.end)


ONCE = {"SKIP_SAVE"}
"""Options of what holds for one call: Blender keeps the rest for the next one."""


class FOXSUBMIT_OT_submit(bpy.types.Operator):  # noqa: N801
    """Submit the open scene as it is now, whether or not it is saved.

    A script's call comes back when it is submitted, with FINISHED; if nothing is, the reason is a RuntimeError there.
    A click leaves Blender free meanwhile.
    """

    bl_idname = "foxsubmit.submit"
    bl_label = "Submit"
    bl_description = "Submit the scene to the farm as it is now; it is saved for that, or copied"

    frames: bpy.props.StringProperty(  # type: ignore[valid-type]
        name="Frames", description="1-10, 1-10[2] or 1,5,9; empty: the scene's own", options=ONCE)
    scene: bpy.props.StringProperty(  # type: ignore[valid-type]
        name="Scene", description="A scene of the file; empty: the open one", options=ONCE)
    camera: bpy.props.StringProperty(  # type: ignore[valid-type]
        name="Camera", description="Renders all frames, whatever markers say; empty: as in the scene", options=ONCE)
    view_layers: bpy.props.StringProperty(  # type: ignore[valid-type]
        name="View layers", description="Names, with commas between; empty: as in the scene", options=ONCE)
    environment: bpy.props.StringProperty(  # type: ignore[valid-type]
        name="Environment", description="Empty: the one that fits", options=ONCE)
    hardware: bpy.props.IntProperty(  # type: ignore[valid-type]
        name="Hardware", description="Id of the hardware configuration; 0: the first that fits", min=0, options=ONCE)
    output: bpy.props.StringProperty(  # type: ignore[valid-type]
        name="Output", description="Folder for the frames", subtype="DIR_PATH", options=ONCE | RELATIVE)
    own_output: bpy.props.BoolProperty(  # type: ignore[valid-type]
        name="The scene's own path", description="Put results where the scene's output path says", options=ONCE)
    movie: bpy.props.EnumProperty(  # type: ignore[valid-type]
        name="Movie", options=ONCE, items=(
            ("SCENE", "As in the scene", "A movie if the scene asks for one"),
            ("YES", "Make a movie", "Make one of the frames when they are here"),
            ("NO", "None", "Frames only")))
    samples: bpy.props.IntProperty(  # type: ignore[valid-type]
        name="Samples", description="For this submission; 0: the scene's own", min=0, max=LIMITS["samples"][1],
        options=ONCE)
    percentage: bpy.props.IntProperty(  # type: ignore[valid-type]
        name="Resolution", description="Percentage of it; 0: the scene's own", min=0, max=LIMITS["percentage"][1],
        options=ONCE)
    device: bpy.props.EnumProperty(  # type: ignore[valid-type]
        name="Device", options=ONCE, items=(
            ("SCENE", "As in the scene", "The scene's own"),
            ("CPU", "Processor", "Cycles renders on processors"),
            ("GPU", "Graphics card", "Cycles renders on graphics cards")))
    simplify: bpy.props.IntProperty(  # type: ignore[valid-type]
        name="Simplify", description="The most subdivisions of a surface; -1: the scene's own", min=-1,
        max=LIMITS["simplify"][1], default=-1, options=ONCE)
    copy: bpy.props.BoolProperty(  # type: ignore[valid-type]
        name="Copy", description="Send a copy, and leave the scene's own file alone", options=ONCE)
    allow_missing: bpy.props.BoolProperty(  # type: ignore[valid-type]
        name="Allow missing", description="Although files are not on disk, whichever they are", options=ONCE)
    wait: bpy.props.BoolProperty(  # type: ignore[valid-type]
        name="Wait", description="Until the frames are here", options=ONCE)
    account: bpy.props.StringProperty(  # type: ignore[valid-type]
        name="Account", description="Access id, or local", options=ONCE)

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """Come back when it is submitted."""
        use_vendor()
        return _tried(self, self._now)

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> set[OperatorReturnItems]:
        """Submit while Blender goes on: the native panel's button."""
        if bpy.app.background or self.wait or self.account:
            return self.execute(context)
        # The operator itself may be gone when our modules are loaded: another file ends it.
        ended: list[tuple[Any, str]] = []
        begin = functools.partial(_begin, self._arguments(), ended)
        if _tried(self, lambda: _when_online(begin)) == CANCELLED:
            return CANCELLED
        self._ended = ended
        manager: Any = context.window_manager
        self._timer = manager.event_timer_add(LOOK, window=context.window)
        manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: bpy.types.Context, _event: bpy.types.Event) -> set[OperatorReturnItems]:
        """Take nothing from Blender, and end when it is known how the submission ended."""
        if not self._ended and not loading.trouble():
            return {"PASS_THROUGH"}
        self.cancel(context)
        submitted, reason = self._ended[0] if self._ended else ((), loading.trouble())
        if reason:
            self.report({"ERROR"}, harmless(reason))
            return CANCELLED
        self._say(submitted)
        return FINISHED

    def cancel(self, context: bpy.types.Context) -> None:
        """Leave no timer behind."""
        manager: Any = context.window_manager
        manager.event_timer_remove(self._timer)

    def _now(self) -> None:
        from . import batch, running  # noqa: PLC0415 - the same

        def say(text: str) -> None:
            self.report({"INFO"}, harmless(text))

        if running.session() is None or self.account:
            self._say(batch.submit(self._wish(), say))
        else:
            self._say(running.submit_now(self._wish(), say))

    def _wish(self) -> Any:
        from .wish import Wish  # noqa: PLC0415 - the same

        return Wish(**self._arguments())

    def _arguments(self) -> dict[str, Any]:
        return {"frames": self.frames, "scene": self.scene, "camera": self.camera, "environment": self.environment,
                "view_layers": tuple(filter(None, map(str.strip, self.view_layers.split(",")))),
                "hardware": self.hardware, "output": bpy.path.abspath(self.output),
                "own_output": self.own_output, "movie": {"YES": True, "NO": False}.get(self.movie),
                "samples": self.samples, "percentage": self.percentage,
                "device": "" if self.device == "SCENE" else self.device,
                "simplify": None if self.simplify < 0 else self.simplify, "copy": self.copy,
                "allow_missing": self.allow_missing, "wait": self.wait, "account": self.account}

    def _say(self, submitted: Any) -> None:
        for each in submitted:
            self.report({"INFO"}, harmless(_("{name} was submitted as {id}.").format(name=each.name, id=each.id)))


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
                self.report({"WARNING"}, harmless(f"{each.name}: {each.words}"))
        failed = sum(not each.good for each in report.tried)
        said = count("{n} call failed", "{n} calls failed", failed) if failed else _("Everything works")
        self.report({"INFO"}, harmless(_("{said}: the report is {path}").format(said=said, path=path)))


CLASSES = (FOXSUBMIT_OT_open, FOXSUBMIT_OT_look, FOXSUBMIT_OT_leave, FOXSUBMIT_OT_submit, FOXSUBMIT_OT_check)


def _when_online(then: Callable[[], object]) -> None:
    """Do it once our modules are loaded; an error that is known at once is one of the operator's."""
    online.need_access()
    loading.when_loaded(then)


def _look() -> None:
    from . import running  # noqa: PLC0415 - its libraries are found from now on

    session = running.session()
    if session is None:
        running.begin()
    else:
        session.check()


def _begin(arguments: dict[str, Any], ended: list[tuple[Any, str]]) -> None:
    """Submit; how that ends, and what keeps it from beginning, goes into ``ended``."""
    from . import running  # noqa: PLC0415 - as above
    from .wish import Wish  # noqa: PLC0415 - as above

    try:
        running.submit(Wish(**arguments), lambda *how: ended.append(how))
    except FoxError as error:
        ended.append(((), str(error)))


def _tried(operator: Any, call: Callable[[], object]) -> set[OperatorReturnItems]:
    """Do it; an error of ours is a report, in one sentence."""
    try:
        call()
    except FoxError as error:
        operator.report({"ERROR"}, harmless(str(error)))
        return CANCELLED
    return FINISHED
