"""What the render settings say: frames, size, output, elements, the renderer. Nothing is changed by reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from pymxs import runtime as rt

from ...core.errors import BadInput
from ...core.host import Frames
from ...core.plan.frames import numbers, parse
from ..reading import Reader

SINGLE, ACTIVE, RANGE, PICKED = 1, 2, 3, 4  # rendTimeType

SETTINGS = {
    # farm's name in task.json's renderer -> V-Ray's property
    "gi": "gi_on", "primary_gi_engine": "gi_primary_type", "secondary_gi_engine": "gi_secondary_type",
    "irradiance_map_mode": "adv_irradmap_mode", "light_cache_mode": "lightcache_mode",
    "displacement": "options_displacement", "default_geometry": "system_raycaster_defaultGeometry",
}
V_RAY, MISSING_ELEMENT = "V_Ray", "Missing_Render_Element_Plug_in"


def animation() -> Frames:
    """The active time segment."""
    return Frames(int(rt.animationRange.start), int(rt.animationRange.end))


def frames(reader: Reader) -> Frames:
    """What the artist would get by Render, with every Nth frame.

    A list of frames becomes the range that spans it; ``picked`` has the list.
    """
    kind, step = int(rt.rendTimeType), max(1, int(rt.rendNThFrame))
    if kind == ACTIVE:
        whole = animation()
        return Frames(whole.first, whole.last, step)
    if kind == RANGE:
        return Frames(int(rt.rendStart), int(rt.rendEnd), step)
    if kind == PICKED:
        ranges = reader.read("Render Setup", (), parse, rt.rendPickupFrames)
        if ranges:
            wanted = numbers(ranges)
            return Frames(min(wanted), max(wanted))
    now = int(rt.currentTime)
    return Frames(now, now)


def picked() -> str:
    """The frames that are typed in Render Setup, as they are typed; empty where a range is set."""
    if int(rt.rendTimeType) != PICKED:
        return ""
    try:
        parse(rt.rendPickupFrames)
    except BadInput:
        return ""
    return str(rt.rendPickupFrames)


def renderer_name(renderer: Any) -> str:
    """``V_Ray_6__update_2``: the class, whose name has the version in it."""
    return str(renderer).split(":", 1)[0]


def settings(reader: Reader) -> Any:
    """Where the current renderer keeps its settings: V-Ray GPU has them a level deeper."""
    renderer = rt.renderers.current
    if "V_Ray_GPU" in renderer_name(renderer):
        return reader.read("V-Ray GPU", renderer, getattr, renderer, "V_Ray_settings")
    return renderer


def renderer_details(reader: Reader) -> dict[str, str]:
    """V-Ray's global illumination under the farm's names; nothing of other renderers."""
    if not renderer_name(rt.renderers.current).startswith(V_RAY):
        return {}
    source = settings(reader)
    found: dict[str, str] = {}
    for name, own in SETTINGS.items():
        if rt.isProperty(source, own):
            value = reader.read("V-Ray", None, rt.getProperty, source, own)
            if value is not None:
                found[f"renderer.{name}"] = str(int(value)) if isinstance(value, (bool, int)) else str(value)
    return found


def elements(reader: Reader) -> Iterator[tuple[str, str]]:
    """(name, path of its picture) of each render element that would be written."""
    manager = rt.maxOps.GetCurRenderElementMgr()
    if not manager.GetElementsActive():
        return
    for index in range(manager.NumRenderElements()):
        element = manager.GetRenderElement(index)
        missing = str(rt.classOf(element)) == MISSING_ELEMENT
        user = f"Render element {index + 1}"
        name = MISSING_ELEMENT if missing else reader.read(user, "", getattr, element, "elementName")
        path = reader.read(name or user, None, manager.GetRenderElementFilename, index)
        if name:
            yield str(name), str(path or "")


def extension(output: str) -> str:
    """``exr`` of an output file."""
    return posixpath.splitext(output.replace("\\", "/"))[1].lstrip(".").lower()
