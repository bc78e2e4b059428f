"""What Render Setup says: frames, size, output, elements. Nothing is changed by reading.

Sources: MAXScript help, "Render Setup Dialog" and "Interface: RenderElementMgr".
"""

from __future__ import annotations

from typing import Any

from pymxs import runtime as rt

from ...core.common.errors import BadInput
from ...core.model.frames import numbers, parse
from ...core.model.host import Frames
from ..reading import Reader
from . import renderer
from .paths import suffix

SINGLE, ACTIVE, RANGE, PICKED = 1, 2, 3, 4  # rendTimeType
SETUP = "Render Setup"
MISSING_ELEMENT = "Missing_Render_Element_Plug_in"


def animation() -> Frames:
    """The active time segment."""
    return Frames(int(rt.animationRange.start), int(rt.animationRange.end))


def frames(reader: Reader) -> Frames:
    """Return the frames that the artist would get by Render, with every Nth frame.

    A list of frames becomes the range that spans it; ``picked`` has the list.
    """
    return reader.read(SETUP, Frames(0, 0), _frames, reader)


def _frames(reader: Reader) -> Frames:
    kind, step = int(rt.rendTimeType), max(1, int(rt.rendNThFrame))
    if kind == ACTIVE:
        whole = animation()
        return Frames(whole.first, whole.last, step)
    if kind == RANGE:
        return Frames(int(rt.rendStart), int(rt.rendEnd), step)
    if kind == PICKED:
        ranges = reader.read(SETUP, (), parse, str(rt.rendPickupFrames or ""))
        if ranges:
            wanted = numbers(ranges)
            return Frames(min(wanted), max(wanted))
    now = int(rt.currentTime)
    return Frames(now, now)


def picked() -> str:
    """The frames that are typed in Render Setup, as they are typed; empty where a range is set."""
    if int(rt.rendTimeType) != PICKED:
        return ""
    typed = str(rt.rendPickupFrames or "")
    try:
        parse(typed)
    except BadInput:
        return ""
    return typed


def size(reader: Reader) -> tuple[int, int]:
    """Width and height; V-Ray's frame buffer may have its own instead of 3ds Max's."""
    source = renderer.settings(reader)
    if _own_buffer(source, reader) and renderer.setting(source, "output_getsetsfrommax", reader, True) is False:
        return (int(renderer.setting(source, "output_width", reader, 0)),
                int(renderer.setting(source, "output_height", reader, 0)))
    return (int(reader.read(SETUP, 0, getattr, rt, "renderWidth")),
            int(reader.read(SETUP, 0, getattr, rt, "renderHeight")))


def output(reader: Reader) -> str:
    """Path of the picture; where only V-Ray's frame buffer has one, that."""
    path = str(reader.read(SETUP, "", getattr, rt, "rendOutputFilename") or "")
    source = renderer.settings(reader)
    if path or not _own_buffer(source, reader):
        return path
    for switch, own in (("output_saveRawFile", "output_rawFileName"), ("output_splitgbuffer", "output_splitfilename")):
        if renderer.setting(source, switch, reader) and renderer.setting(source, own, reader):
            return str(renderer.setting(source, own, reader))
    return ""


def elements(reader: Reader) -> tuple[tuple[str, str], ...]:
    """(name, path of its picture) of each render element that would be written."""
    manager = rt.maxOps.GetCurRenderElementMgr()
    if not manager.GetElementsActive():
        return ()
    # V-Ray's frame buffer names the files of its elements itself.
    buffered = _own_buffer(renderer.settings(reader), reader)
    found = (reader.read(f"Render element {index + 1}", None, _element, manager, index, buffered)
             for index in range(manager.NumRenderElements()))
    return tuple(each for each in found if each is not None)


def _element(manager: Any, index: int, buffered: bool) -> tuple[str, str] | None:
    element = manager.GetRenderElement(index)
    if str(rt.classOf(element)) == MISSING_ELEMENT:
        return MISSING_ELEMENT, ""
    if rt.isProperty(element, "enabled") and not rt.getProperty(element, "enabled"):
        return None
    path = "" if buffered else manager.GetRenderElementFilename(index)
    return str(element.elementName), str(path or "")


def extension(path: str) -> str:
    """``exr`` of an output file."""
    return suffix(path).lstrip(".")


def _own_buffer(source: Any, reader: Reader) -> bool:
    """Whether V-Ray's frame buffer is on, which saves by itself."""
    return renderer.current().startswith(renderer.V_RAY) and bool(
        renderer.setting(source, "output_on", reader, False))
