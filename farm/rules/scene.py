"""Read from task.json and upload.json what a submitted scene consists of."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from ...core.common.errors import BadInput
from ...core.common.i18n import _
from ...core.model import frames as frame_ranges
from ..base.refusal import INVALID, Refusal

SWITCHES = 3
"""The first characters of pre_frames: first, middle and last frame."""

NODES = {"rop_node", "geo_node", "distributedsim_node"}
RENDERED = "-1"
"""``option`` of a Houdini node that renders; 0 and 1 simulate."""

REPR = re.compile(r'<bpy_struct, Object\("(.*)"\)')


@dataclasses.dataclass(frozen=True)
class Unit:
    """The thing that one task renders: the scene, or one of its layers or nodes."""

    frames: str
    name: str = ""
    """The name of the layer or node; empty for the scene itself."""

    scene_name: str = ""
    camera: str = ""
    width: int = 0
    height: int = 0
    ocio: str = ""
    """The artist's path of the OCIO configuration; empty for the application's own."""
    alone: bool = False
    """Whether the camera renders every frame, whatever markers of the scene say."""
    layers: Sequence[str] = ()
    """The view layers of a Blender scene that are rendered; empty for those that are switched on in it."""
    overrides: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What the submission sets otherwise than the scene: ``samples``, ``device``, ``simplify``."""
    simulation: bool = False
    """True for a Houdini node that is calculated from its first frame to its last on one machine."""

    @property
    def shown_frames(self) -> str:
        """Return ``framesRange``; the vendor's example puts the node of a simulation before it."""
        return self.name + self.frames if self.simulation else self.frames

    def to_json(self) -> str:
        """Return the unit as the database stores it."""
        return json.dumps(dataclasses.asdict(self))


def from_json(text: str) -> Unit:
    """Return the unit that ``to_json`` wrote."""
    data = json.loads(text)
    return Unit(**{**data, "layers": tuple(data.get("layers", ()))})


def read_units(task: dict[str, Any]) -> list[Unit]:
    """Read the units of ``scene_info_render``, whose shape differs between applications.

    Raises:
        Refusal: there is nothing to render, or the frames are not valid.
    """
    render = task.get("scene_info_render")
    units = list(_units(render, task)) if isinstance(render, dict) else []
    if not units:
        raise Refusal(INVALID, _("scene_info_render in task.json names nothing to render."))
    more = task.get("additional_info")
    own = _additional(more) if isinstance(more, dict) else {}
    return [dataclasses.replace(unit, **own) for unit in units]


def _additional(more: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a unit that ``additional_info`` says; what it holds is up to whoever submits."""
    overrides = more.get("overrides")
    return {
        "alone": str(more.get("camera_alone", "0")) == "1",
        "ocio": more["OCIO"] if isinstance(more.get("OCIO"), str) else "",
        "layers": tuple(each for each in _listed(more.get("view_layers")) if isinstance(each, str)),
        "overrides": {name: value for name, value in overrides.items() if isinstance(value, str)}
        if isinstance(overrides, dict) else {},
    }


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def frame_numbers(text: str) -> list[int]:
    """Return ``1-10[2],20`` as numbers, or refuse with a quote of what is wrong."""
    try:
        return frame_ranges.numbers(frame_ranges.parse(text))
    except BadInput as error:
        raise Refusal(INVALID, str(error)) from error


def priority_frames(pre_frames: str, numbers: list[int]) -> set[int]:
    """Return the frames to render before the others; ``pre_frames`` is ``100`` or ``101:3-4[1]``."""
    switches, _colon, ranges = pre_frames.partition(":")
    places = (0, (len(numbers) - 1) // 2, len(numbers) - 1)
    picked = {numbers[place] for place, on in zip(places, switches[:SWITCHES]) if on == "1"}
    return (picked | set(frame_numbers(ranges) if ranges.strip() else ())) & set(numbers)


def uploads(upload: dict[str, Any]) -> list[dict[str, str]]:
    """Return every ``{local, server}`` of upload.json, the scene first, each server path once."""
    entries = [entry for entry in (*_objects(upload.get("scene")), *_objects(upload.get("asset")))
               if isinstance(entry.get("local"), str) and isinstance(entry.get("server"), str)]
    first: dict[str, dict[str, str]] = {}
    for entry in entries:
        first.setdefault(entry["server"], entry)
    return list(first.values())


def scene_entry(task: dict[str, Any], entries: Iterable[dict[str, str]]) -> dict[str, str] | None:
    """Find the scene among the uploads; vendors' files may list it only as one of the assets."""
    local = str(task["task_info"].get("input_cg_file", "")).replace("\\", "/")
    known = list(entries)
    same = [entry for entry in known if entry["local"].replace("\\", "/") == local]
    stem = PurePosixPath(local).name
    named = [entry for entry in known if stem and PurePosixPath(entry["server"]).name.startswith(stem)]
    return next(iter([*same, *named]), None)


def _objects(value: object) -> list[dict[str, Any]]:
    """Return a list of objects; the vendor's files for 3ds Max have a single object in its place."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def _units(render: dict[str, Any], task: dict[str, Any]) -> Iterator[Unit]:
    if isinstance(render.get("common"), dict):
        yield _unit("", render["common"])
    elif NODES & set(render):
        yield from _nodes(render)
    else:
        yield from _layers(render, task)


def _nodes(render: dict[str, Any]) -> Iterator[Unit]:
    """Yield Houdini's nodes that are switched on, simulations first, because the others wait for them."""
    for kind in ("geo_node", "distributedsim_node", "rop_node"):
        for node in _objects(render.get(kind)):
            if str(node.get("render", "1")) == "1":
                simulation = str(node.get("option", RENDERED)) != RENDERED and kind != "rop_node"
                yield dataclasses.replace(_unit(str(node.get("node", "")), node), simulation=simulation)


def _layers(render: dict[str, Any], task: dict[str, Any]) -> Iterator[Unit]:
    """Yield Maya's layers; with ``enable_layered`` each camera of a layer is a unit of its own."""
    layers, info = task.get("layers"), task.get("task_info")
    layered = isinstance(info, dict) and str(info.get("enable_layered", "0")) == "1"
    for name, layer in render.items():
        wanted = not isinstance(layers, list) or not layers or name in layers
        if not wanted or not isinstance(layer, dict) or str(layer.get("renderable", "1")) == "0":
            continue
        for common in _objects(layer.get("common")):
            cameras = common.get("render_camera")
            several = cameras if layered and isinstance(cameras, list) and cameras else [cameras]
            yield from (_unit(name, {**common, "render_camera": camera}) for camera in several)


def _unit(name: str, common: dict[str, Any]) -> Unit:
    camera = _first(common.get("camera_name") or common.get("render_camera") or common.get("renderable_camera"))
    spelled = REPR.match(camera)  # the vendor's Blender example prints a camera so
    return Unit(
        frames=str(common.get("frames", "")),
        name=name,
        scene_name=_first(common.get("scene_name")),
        camera=spelled[1] if spelled else camera,
        width=_pixels(common.get("width")),
        height=_pixels(common.get("height")),
    )


def _first(value: object) -> str:
    if isinstance(value, list):
        return str(value[0]) if value else ""
    return "" if value is None else str(value)


def _pixels(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isdigit() else 0
