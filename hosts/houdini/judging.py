"""What a check has to know of an output node, as details of its unit (core/model/unit_details.py)."""

from __future__ import annotations

import hou

from ...core.assets.tokens import differs_by_frame
from ...core.model.unit_details import (
    EMPTY,
    EXPORTS,
    NEEDS_CARD,
    NO_CAMERA,
    NO_CONTROLS,
    NO_DRIVER,
    NO_OUTPUT,
    OFF,
    ONE_FILE,
    VRAY,
    WINDOW,
)
from . import stages
from .classes import OpNode
from .parameters import base, is_on, named, text
from .tables import CONTROLS, DISTRIBUTED, DRIVER, KARMA_CARDS, ON, RENDER, Kind

WINDOWS = ("ip", "md")
"""Outputs that show the picture in a window of Houdini's."""
SEVERAL_FRAMES = (".abc", ".fbx", ".usd", ".usda", ".usdc", ".usdz", ".bclip", ".clip", ".chan", ".bchan")
"""Endings of files that hold an animation."""
EXPORT = "Export"
"""The entry of V-Ray's menu that renders nothing."""
VRAY_DEVICE, GRAPHICS_CARDS = "render_render_mode", ("cuda", "rtx", "gpu", "optix")


def details(node: OpNode, kind: Kind, camera: str, output: str) -> tuple[tuple[str, str], ...]:
    """Return what is to be said of a node that renders or writes; nothing where all is well."""
    if kind.kind == DISTRIBUTED:
        return _of_distributed(node)
    found = {NO_CAMERA: "1"} if _lacks_camera(node, kind, camera) else {}
    exported = _exported(node, kind)
    if exported:
        found[EXPORTS] = exported
    elif kind.kind == RENDER and (reason := _no_output(node, kind, output)):
        found[NO_OUTPUT] = reason
    elif output and _one_file(node, kind, output):
        found[ONE_FILE] = "1"
    card = _card(node, kind)
    if card:
        found[NEEDS_CARD] = card
    return tuple(found.items())


def _lacks_camera(node: OpNode, kind: Kind, camera: str) -> bool:
    if kind.kind != RENDER or not kind.camera or text(node, "loppath") or named(node, kind.camera) is not None:
        return False
    # A stage has cameras of its own, and takes one where none is named; an object that is not there is in no stage.
    return not kind.usd or camera.startswith("/obj/")


def _exported(node: OpNode, kind: Kind) -> str:
    switch, ending = kind.exports
    if kind.kind != RENDER:
        return ""
    menu = node.parm(kind.export_menu) if kind.export_menu else None
    return ending if (menu is not None and _entry(menu) == EXPORT) or (switch and is_on(node, switch)) else ""


def _entry(parm: hou.Parm) -> str:
    """The text of a menu as an artist reads it; empty for a parameter that is no menu."""
    try:
        items, labels = parm.menuItems(), parm.menuLabels()
    except hou.Error:  # hou.OperationFailed: it is none
        return ""
    value = parm.eval()
    place = items.index(value) if isinstance(value, str) and value in items else int(value)
    return str(labels[place]) if 0 <= place < len(labels) else ""


def _no_output(node: OpNode, kind: Kind, output: str) -> str:
    if kind.saves and node.parm(kind.saves) is not None and not is_on(node, kind.saves):
        return OFF
    if output in WINDOWS:
        return WINDOW
    # What a stage's settings say may be known to nobody but the stage.
    return EMPTY if not output and not kind.usd else ""


def _one_file(node: OpNode, kind: Kind, output: str) -> bool:
    if differs_by_frame(output) or (kind.numbers and is_on(node, kind.numbers)):
        return False
    if kind.kind != RENDER and output.lower().endswith(SEVERAL_FRAMES):
        return False
    parms = [node.parm(name) for name in kind.output]
    return not any(_moves(parm) for parm in parms if parm is not None)


def _moves(parm: hou.Parm) -> bool:
    try:
        return parm.isTimeDependent()
    except hou.Error:
        return True  # nobody knows


def _card(node: OpNode, kind: Kind) -> str:
    for parameter, value, word in kind.card:
        if not parameter or _has(node, parameter, value):
            return word
    if kind.usd:
        for each in stages.settings_before(node):
            for parameter, value, word in KARMA_CARDS:
                if _has(each, parameter, value):
                    return word
    parm = node.parm(VRAY_DEVICE) if base(node) == "vray_renderer" else None
    device = (_entry(parm) or str(parm.eval())).lower() if parm is not None else ""
    return VRAY if any(word in device for word in GRAPHICS_CARDS) else ""


def _has(node: OpNode, parameter: str, value: str) -> bool:
    return is_on(node, parameter) if value == ON else text(node, parameter) == value


def _of_distributed(node: OpNode) -> tuple[tuple[str, str], ...]:
    wanted = ((NO_DRIVER, DRIVER), (NO_CONTROLS, CONTROLS))
    return tuple((name, text(node, parameter) or "-") for name, parameter in wanted if named(node, parameter) is None)
