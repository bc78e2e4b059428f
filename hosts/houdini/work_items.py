"""TOP networks. The farm renders output nodes; it has no word for work items, which only cooking a network makes.

Source of types and parameters: Houdini's help on TOPs, and the lists that public tools made of them (tables.py).
"""

from __future__ import annotations

import hou

from ...core.common.i18n import _, listed
from ..reading import Reader
from .classes import OpNode, types_of
from .parameters import base, text

NETWORKS = ("topnet",)
"""Types of output nodes that cook a TOP network."""
FETCHES = ("ropfetch",)
"""TOPs that render an output node which lies elsewhere: ``roppath``."""
WEDGE = "wedge"


def advice(node: OpNode) -> str:
    """Return a sentence about an output node that cooks a TOP network, and what to do instead."""
    rendered = listed(_rendered(node)) or "-"
    return _(
        "the farm does not cook TOP networks: tick the output nodes that it renders ({rendered}), with a take for each "
        "variant, or cook the network here before you submit").format(rendered=rendered)


def _rendered(node: OpNode) -> list[str]:
    """The output nodes that the TOPs inside name."""
    return [path for each in node.children() if isinstance(each, OpNode) and base(each) in FETCHES
            and (path := text(each, "roppath"))]


def say_of_wedges(reader: Reader) -> None:
    """Say of output nodes that a TOP renders for each variant of a wedge: the farm renders them once."""
    for name, node_type in types_of("Top"):
        if hou.hda.componentsFromFullNodeTypeName(name)[2] in FETCHES:
            for node in reader.read(name, (), node_type.instances):
                reader.read(node.path(), None, _say_of_wedge, node, reader)


def _say_of_wedge(node: OpNode, reader: Reader) -> None:
    path = text(node, "roppath")
    if path and any(isinstance(each, OpNode) and base(each) == WEDGE for each in node.inputAncestors()):
        reader.say(node.path(), _(
            "the farm does not cook TOP networks: {rendered} is rendered once, as it is; make a take for each variant "
            "of the wedge, and for each take a copy of it with that take at Render With Take").format(rendered=path))
