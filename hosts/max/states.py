"""State sets, without activating any: what they are called, which is active, the camera and frames they are given.

Sources: MAXScript help, "State Sets MAXScript Access" (the objects down to MasterStateSet, its CurrentState);
"Properties tracked by State Sets" (size, output and the like are applied when a set is activated, and cannot be read
before). ObjectStateSet, ActiveViewportCamera and RenderRange are in no page of the help: public tools read them, and
where they are not there the set has no camera and no frames of its own.
"""

from __future__ import annotations

import dataclasses

from pymxs import runtime as rt

from ...core.model.host import Frames
from ..reading import Reader

READ = """(
    local found = #()
    local master = (dotNetObject "Autodesk.Max.StateSets.Plugin").Instance.EntityManager.RootEntity.MasterStateSet
    local automatic = try (master.ObjectStateSet.Name) catch ("Objects")
    local active = try (master.CurrentState.Items[0].Name) catch ("")
    for i = 0 to master.Children.Count - 1 do
    (
        local each = master.Children.Item[i]
        local viewed = try (each.ActiveViewportCamera.Name as string) catch ("")
        local first = try ((each.RenderRange.Start as float) / ticksPerFrame) catch (undefined)
        local last = try ((each.RenderRange.End as float) / ticksPerFrame) catch (undefined)
        if each.Name != automatic do append found #(each.Name, viewed, first, last, each.Name == active)
    )
    found
)"""
"""The script is MAXScript, whose .NET collections count from 0, unlike Python's. It only reads. "Objects" is a set that
3ds Max makes itself; its own words, such as objects and camera, are no names for ours."""


@dataclasses.dataclass(frozen=True)
class StateSet:
    """One state set of the scene."""

    name: str
    camera: str
    """Empty where it has none of its own."""
    frames: Frames | None
    """None where it has none of its own."""
    active: bool
    """Whether the scene is in this state now: the farm renders it as it is saved."""


def state_sets(reader: Reader) -> tuple[StateSet, ...]:
    """All of them, the nested ones left out."""
    rows = rt.execute(READ) or ()
    return tuple(found for row in rows if (found := reader.read("State Sets", None, _read, *row)) is not None)


def _read(name: object, camera: object, first: float | None, last: float | None, active: object) -> StateSet:
    frames = Frames(round(first), round(last)) if first is not None and last is not None and first <= last else None
    return StateSet(str(name), str(camera or ""), frames, bool(active))
