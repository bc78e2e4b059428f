"""Scenes and assets as JSON, so that one process can gather for another."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from ...core.common.errors import BadAnswer
from ...core.common.i18n import _
from ...core.model.host import Asset, Frames, Numbering, RenderUnit, Scene
from ...core.model.need import Need

FLAGS = tuple(field.name for field in dataclasses.fields(Asset) if isinstance(field.default, bool))
"""The fields of an asset that are true or false."""


def scene_to_json(scene: Scene) -> dict[str, Any]:
    """The scene in plain lists, dicts, texts and numbers."""
    return {
        **dataclasses.asdict(dataclasses.replace(scene, plugins=dict(scene.plugins), details=dict(scene.details))),
        "path": str(scene.path) if scene.path else None,
        "project": str(scene.project) if scene.project else None,
    }


def scene_from_json(data: Any) -> Scene:
    """Read what ``scene_to_json`` wrote; anything else is a BadAnswer."""
    fields = _fields(data, Scene)
    fields["units"] = tuple(_unit(unit) for unit in _listed(fields.get("units", [])))
    fields["path"] = _path(fields.get("path"))
    fields["project"] = _path(fields.get("project"))
    for name in ("plugins", "details"):
        texts = _typed(fields.get(name, {}), dict)
        fields[name] = {_typed(key, str): _typed(value, str) for key, value in texts.items()}
    fields["cameras"] = tuple(_typed(camera, str) for camera in _listed(fields.get("cameras", [])))
    animation = fields.get("animation")
    fields["animation"] = _frames(animation) if animation is not None else None
    fields["colour"] = _typed(fields.get("colour", ""), str)
    return Scene(version=_typed(fields.pop("version", None), str),
                 unsaved=_typed(fields.pop("unsaved", False), bool), **fields)


def asset_to_json(asset: Asset) -> dict[str, Any]:
    """The asset in plain dicts, texts and numbers."""
    return {**dataclasses.asdict(asset), "need": asset.need.value}


def asset_from_json(data: Any) -> Asset:
    """Read what ``asset_to_json`` wrote; anything else is a BadAnswer."""
    fields = _fields(data, Asset)
    numbers, numbering = fields.pop("numbers", None), fields.pop("numbering", None)
    tiles = tuple(_typed(tile, int) for tile in _listed(fields.pop("tiles", [])))
    fallbacks, variables = (tuple(_typed(text, str) for text in _listed(fields.pop(name, [])))
                            for name in ("fallbacks", "variables"))
    flags = {name: _typed(fields.pop(name), bool) for name in FLAGS if name in fields}
    need = _need(fields.pop("need", Need.NEEDED.value))
    texts = {name: _typed(value, str) for name, value in fields.items()}
    if not texts.get("path") or "used_by" not in texts:
        raise _unreadable()
    return Asset(**texts, **flags, tiles=tiles, need=need, fallbacks=fallbacks, variables=variables,
                 numbers=_frames(numbers) if numbers is not None else None,
                 numbering=_numbering(numbering) if numbering is not None else None)


def _unit(data: Any) -> RenderUnit:
    fields = _fields(data, RenderUnit)
    frames = _frames(fields.pop("frames", None))
    size = tuple(_typed(number, int) for number in _listed(fields.pop("size", None)))
    layers, after = (tuple(_typed(text, str) for text in _listed(fields.pop(name, []))) for name in ("layers", "after"))
    enabled = _typed(fields.pop("enabled", True), bool)
    elements, details = (_pairs(fields.pop(name, [])) for name in ("elements", "details"))
    texts = {name: _typed(value, str) for name, value in fields.items()}
    if len(size) != 2 or not {"name", "camera"} <= set(texts):
        raise _unreadable()
    return RenderUnit(**texts, frames=frames, size=size, layers=layers, enabled=enabled, elements=elements,
                      details=details, after=after)


def _pairs(data: Any) -> tuple[tuple[str, str], ...]:
    pairs = [tuple(_typed(text, str) for text in _listed(pair)) for pair in _listed(data)]
    if any(len(pair) != 2 for pair in pairs):
        raise _unreadable()
    return tuple((name, value) for name, value in pairs)


def _frames(data: Any) -> Frames:
    fields = _fields(data, Frames)
    if not {"first", "last"} <= set(fields):
        raise _unreadable()
    return Frames(**{name: _typed(value, int) for name, value in fields.items()})


def _need(value: Any) -> Need:
    try:
        return Need(value)
    except ValueError:
        raise _unreadable() from None


def _numbering(data: Any) -> Numbering:
    fields = _fields(data, Numbering)
    cycles = _typed(fields.pop("cycles", False), bool)
    return Numbering(cycles=cycles, **{name: float(_typed(value, (int, float))) for name, value in fields.items()})


def _fields(data: Any, kind: type) -> dict[str, Any]:
    """A copy of ``data`` if it has no other keys than the fields of ``kind``."""
    known = {field.name for field in dataclasses.fields(kind)}
    if not isinstance(data, dict) or not set(data) <= known:
        raise _unreadable()
    return dict(data)


def _path(value: Any) -> Path | None:
    return None if value is None else Path(_typed(value, str))


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise _unreadable()
    return list(value)


def _typed(value: Any, kind: type | tuple[type, ...]) -> Any:
    # bool is an int to isinstance, but "true" is no frame number.
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise _unreadable()
    return value


def _unreadable() -> BadAnswer:
    return BadAnswer(_("The scene's description cannot be read: it was written by another version of "
                       "this software or was damaged."))
