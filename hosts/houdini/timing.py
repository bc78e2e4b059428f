"""Whether what a scene reads from disk may be shown at another frame than its own.

Behind a Time Shift, a Retime or a simulation a cache is read at frames that only cooking tells. Looking for such nodes
by their type is quick; which caches stand before them is not, since object merges, simulations and stages fetch from
anywhere. So one of them anywhere makes the files of all geometry unknown: everything on disk is sent. Pictures of
shaders are read at the frame that is rendered.
"""

from __future__ import annotations

import dataclasses

import hou

from ...core.model.host import Frames
from ..reading import Reader
from .classes import OpNode, OpNodeType

ASIDE = {
    # category: the types in it that look at other frames than the current one
    "Sop": {"timeshift", "retime", "timeblend", "timewarp", "timefilter", "trail", "cache", "solver", "dopnet",
            "invoke", "invokegraph", "motionclip", "sequenceblend", "stitch"},
    "Lop": {"timeshift", "retimeinstances", "cache", "motionblur", "sopcrowdimport"},
    "Cop2": {"timeshift", "timescale", "timewarp", "timefilter", "trail", "cache", "fieldsplit", "sequence", "dopnet"},
    "Cop": {"timeshift", "timefilter", "trail", "solver", "cache"},
    "Object": {"dopnet"},
    "Chop": {"geometry", "dynamics"},
    "Dop": {"dopnet"},
}
"""Source: Houdini's help on its nodes. A simulation begins at its first frame, whichever is rendered."""

SHADERS = {"Vop", "Shop", "Mat", "VopNet", "Driver"}
"""Categories of nodes that read at the frame that is rendered."""


@dataclasses.dataclass(frozen=True)
class Timing:
    """The frames of a scene, and whether it looks aside of them, for all that names files."""

    frames: Frames
    """The frames about which an expression is evaluated."""
    aside: bool
    """Whether geometry may be shown at another frame than the current one."""


def looks_aside(reader: Reader) -> bool:
    """Whether any node of the scene shows other frames than the current one."""
    return any(reader.read(f"{category} nodes", False, _any, category, kinds) for category, kinds in ASIDE.items())


def _any(category: str, kinds: set[str]) -> bool:
    found = hou.nodeTypeCategories().get(category)
    types = found.nodeTypes() if found is not None else {}
    return any(isinstance(node_type, OpNodeType) and node_type.instances() for name, node_type in types.items()
               if hou.hda.componentsFromFullNodeTypeName(name)[2] in kinds)


def is_geometry(node: OpNode) -> bool:
    """Whether what a node reads may pass through nodes that look aside."""
    return node.type().category().name() not in SHADERS
