"""Work out the value of a socket of geometry nodes at a frame, through groups and up to the modifier."""

from __future__ import annotations

import dataclasses
from typing import Any, Union

import bpy

from .....core.common.i18n import _
from ..motion import curves
from ..uses import value_of
from .arithmetic import of_frame
from .operations import OPERATIONS

Value = Union[str, float, int, bool]

DEEPEST = 200
"""Nodes behind each other that are followed; more are taken for a circle."""


class Unknown(Exception):
    """A value that is not worked out here; the text says by which node."""


@dataclasses.dataclass(frozen=True)
class Place:
    """A tree, and what uses it: a modifier, or a group node in another tree."""

    tree: Any
    modifier: Any = None
    node: Any = None
    outer: Place | None = None


class Values:
    """Works out values at one frame, and notes what they came from."""

    def __init__(self, frame: int) -> None:
        self.frame = frame
        self.by_frame = False
        """Whether a value followed from the frame."""
        self.texts: list[tuple[Any, str, str]] = []
        """Holder, attribute and text of each text that was read."""
        self._depth = 0

    def input(self, place: Place, socket: Any) -> Value:
        """The value of an input of a node, converted to what the socket takes.

        Raises:
            Unknown: it follows from something that is not known here.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unknown(_("too many nodes lie behind each other"))
        try:
            links = [link for link in socket.links if not link.is_muted] if socket.is_linked else []
            if links:
                return converted(self.output(place, links[0].from_node, links[0].from_socket), socket)
            return self.constant(place.tree, socket, "default_value")
        finally:
            self._depth -= 1

    def inputs(self, place: Place, socket: Any) -> list[Value]:
        """The values of an input that takes several, from top to bottom."""
        links = sorted(socket.links, key=lambda link: -getattr(link, "multi_input_sort_id", 0))
        return [self.output(place, link.from_node, link.from_socket) for link in links if not link.is_muted]

    def output(self, place: Place, node: Any, socket: Any) -> Value:
        """The value of an output of a node."""
        kind = node.bl_idname
        if node.mute and kind != "NodeReroute":
            raise Unknown(_("the node “{node}” is muted").format(node=node.name))
        if kind == "NodeReroute":
            return self.input(place, node.inputs[0])
        if kind == "NodeGroupInput":
            return self._from_outside(place, socket.identifier)
        if kind == "GeometryNodeGroup" and node.node_tree is not None:
            inner = Place(node.node_tree, node=node, outer=place)
            return self.input(inner, self._result(node.node_tree, socket.identifier))
        if kind in CONSTANTS:
            return self.constant(place.tree, node if CONSTANTS[kind] else socket, CONSTANTS[kind] or "default_value")
        if kind == "GeometryNodeInputSceneTime":
            self.by_frame = True
            context: Any = bpy.context
            render = context.scene.render
            return float(self.frame) if socket.identifier == "Frame" else self.frame * render.fps_base / render.fps
        operation = OPERATIONS.get(kind)
        value: Value | None = operation(self, place, node, socket) if operation else None
        if value is None:
            raise Unknown(_("the node “{node}” is not followed").format(node=node.name))
        return value

    def constant(self, tree: Any, holder: Any, attribute: str) -> Value:
        """What is typed into a node or socket, or what keyframes and drivers of its tree make of it."""
        if not hasattr(holder, attribute):
            raise Unknown(_("an input has no value of its own"))
        animated = self._animated(tree, holder.path_from_id(attribute)) if tree.animation_data else None
        value: Value = getattr(holder, attribute) if animated is None else animated
        if isinstance(value, str):
            self.texts.append((holder, attribute, value))
        return value

    def _animated(self, owner: Any, path: str) -> float | None:
        """The value that keyframes or a driver give a property; None where it has neither."""
        data = owner.animation_data
        if data.nla_tracks:
            raise Unknown(_("it is animated in the NLA editor"))
        for driver in data.drivers:
            if driver.data_path == path:
                self.by_frame = True
                value = of_frame(driver.driver, self.frame)
                if value is None:
                    raise Unknown(_("it follows from a driver"))
                return value
        for curve in curves(data.action):
            if curve.data_path == path:
                self.by_frame = True
                return float(curve.evaluate(self.frame))
        return None

    def _from_outside(self, place: Place, identifier: str) -> Value:
        """The value of an input of the group: of the node or the modifier that has it."""
        if place.outer is not None:
            socket = next((each for each in place.node.inputs if each.identifier == identifier), None)
            if socket is None:
                raise Unknown(_("the group has no such input"))
            return self.input(place.outer, socket)
        modifier = place.modifier
        holder, attribute = input_of(modifier, identifier)
        owner = modifier.id_data
        if owner.animation_data:
            item = f'{modifier.path_from_id()}["{identifier}"]'
            animated = self._animated(owner, item if holder == modifier else holder.path_from_id(attribute))
            if animated is not None:
                return animated
        value: Any = getattr(holder, attribute, None) if holder != modifier else modifier.get(identifier)
        if isinstance(value, str):
            self.texts.append((holder, attribute, value_of(holder, attribute)))
        if not isinstance(value, (str, int, float)):
            raise Unknown(_("an input of the modifier has no value"))
        return value

    @staticmethod
    def _result(tree: Any, identifier: str) -> Any:
        """The socket of a group's active output that gives the group its value."""
        sinks = [node for node in tree.nodes if node.bl_idname == "NodeGroupOutput"]
        for sink in sorted(sinks, key=lambda node: not node.is_active_output):
            for socket in sink.inputs:
                if socket.identifier == identifier:
                    return socket
        raise Unknown(_("the group has no such output"))


CONSTANTS = {"FunctionNodeInputString": "string", "FunctionNodeInputInt": "integer",
             "FunctionNodeInputBool": "boolean", "FunctionNodeInputMenu": "value", "ShaderNodeValue": ""}
"""Nodes that are a value -> the property that has it; empty where their output has."""


def input_of(modifier: Any, identifier: str) -> tuple[Any, str]:
    """What has the value of an input, and as what: a property (5.2 and later) or an item of the modifier."""
    inputs = getattr(getattr(modifier, "properties", None), "inputs", None)
    return (modifier, identifier) if inputs is None else (getattr(inputs, identifier), "value")


def converted(value: Value, socket: Any) -> Value:
    """A value as another kind of socket takes it."""
    kind = socket.bl_idname
    if isinstance(value, str):
        return value
    if kind.startswith("NodeSocketInt"):
        return int(value)
    if kind.startswith("NodeSocketBool"):
        return value > 0
    return float(value) if kind.startswith("NodeSocketFloat") else value
