"""Nodes that make texts and numbers of others. Each answers None for what it does not do here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .arithmetic import COMPARED, FLOATS, INTEGERS, ROUNDED

FIELD = re.compile(r"\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}")
"""A field of a format, with its name and what is said of its form, or a brace that is only a brace."""

TYPED = re.compile(r"[a-zA-Z%]$|\.")
"""What is said of the form of a number, where it says that it is no whole one, or how it is written."""


def joined(values: Any, place: Any, node: Any, _socket: Any) -> str:
    """Join Strings."""
    between = str(values.input(place, node.inputs["Delimiter"]))
    return between.join(str(each) for each in values.inputs(place, node.inputs["Strings"]))


def formatted(values: Any, place: Any, node: Any, _socket: Any) -> str | None:
    """Format String."""
    text = values.input(place, node.inputs["Format"])
    items = [(socket.name, values.input(place, socket)) for socket in list(node.inputs)[1:]
             if socket.bl_idname != "NodeSocketVirtual"]
    named, waiting = dict(items), [value for _name, value in items]

    def filled(match: re.Match[str]) -> str:
        if match[0] in {"{{", "}}"}:
            return match[0][0]
        name = match[1].strip()
        value = waiting.pop(0) if not name else items[int(name)][1] if name.isdigit() else named[name]
        form = match[2] or ""
        if isinstance(value, float) and value.is_integer() and not TYPED.search(form):
            value = int(value)
        return format(value, form)

    try:
        return FIELD.sub(filled, str(text))
    except (IndexError, KeyError, ValueError):
        return None


def value_to_string(values: Any, place: Any, node: Any, _socket: Any) -> str | None:
    """Value to String; 5.2 also writes with other digits and with zeros in front."""
    value = values.input(place, node.inputs["Value"])
    if node.data_type == "FLOAT":
        return f"{float(value):.{max(0, int(values.input(place, node.inputs['Decimals'])))}f}"
    base = values.input(place, node.inputs["Base"]) if "Base" in node.inputs else 10
    width = values.input(place, node.inputs["Padding"]) if "Padding" in node.inputs else 0
    return f"{int(value):0{max(0, int(width))}d}" if base == 10 else None


def replaced(values: Any, place: Any, node: Any, _socket: Any) -> str:
    """Replace String."""
    text, find, other = (str(values.input(place, node.inputs[name])) for name in ("String", "Find", "Replace"))
    return text.replace(find, other) if find else text


def sliced(values: Any, place: Any, node: Any, _socket: Any) -> str:
    """Slice String."""
    text = str(values.input(place, node.inputs["String"]))
    start, length = (max(0, int(values.input(place, node.inputs[name]))) for name in ("Position", "Length"))
    return text[start:start + length]


def reversed_text(values: Any, place: Any, node: Any, _socket: Any) -> str:
    """Reverse String (5.2)."""
    return str(values.input(place, node.inputs["String"]))[::-1]


def special(_values: Any, _place: Any, _node: Any, socket: Any) -> str:
    """Special Characters."""
    return "\n" if socket.identifier == "Line Break" else "\t"


def switched(values: Any, place: Any, node: Any, _socket: Any) -> Any:
    """Switch."""
    return values.input(place, node.inputs["True" if values.input(place, node.inputs["Switch"]) else "False"])


def by_index(values: Any, place: Any, node: Any, _socket: Any) -> Any:
    """Index Switch: the last input is for another item."""
    items = [socket for socket in list(node.inputs)[1:] if socket.bl_idname != "NodeSocketVirtual"]
    index = int(values.input(place, node.inputs["Index"]))
    return values.input(place, items[index]) if 0 <= index < len(items) else None


def by_menu(values: Any, place: Any, node: Any, socket: Any) -> Any:
    """Menu Switch: the menu holds the name of an item."""
    chosen = values.input(place, node.inputs["Menu"])
    found = [each for each in node.inputs if each.name == chosen and each.identifier.startswith("Item_")]
    return values.input(place, found[0]) if found and socket.identifier == "Output" else None


def floats(values: Any, place: Any, node: Any, _socket: Any) -> float | None:
    """Math, as far as two inputs are enough."""
    operation = FLOATS.get(node.operation)
    if operation is None:
        return None
    value = float(operation(*(values.input(place, socket) for socket in list(node.inputs)[:2])))
    return min(max(value, 0.0), 1.0) if node.use_clamp else value


def integers(values: Any, place: Any, node: Any, _socket: Any) -> int | None:
    """Integer Math, as far as two inputs are enough."""
    operation = INTEGERS.get(node.operation)
    return None if operation is None else operation(
        *(values.input(place, socket) for socket in list(node.inputs)[:2]))


def rounded(values: Any, place: Any, node: Any, _socket: Any) -> int | None:
    """Float to Integer."""
    operation = ROUNDED.get(node.rounding_mode)
    return None if operation is None else operation(float(values.input(place, node.inputs[0])))


def compared(values: Any, place: Any, node: Any, _socket: Any) -> bool | None:
    """Compare, of numbers and texts."""
    operation = COMPARED.get(node.operation)
    shown = [socket for socket in node.inputs if socket.enabled][:2]
    if operation is None or node.data_type not in {"FLOAT", "INT", "STRING"}:
        return None
    return bool(operation(*(values.input(place, socket) for socket in shown)))


OPERATIONS: dict[str, Callable[[Any, Any, Any, Any], Any]] = {
    "GeometryNodeStringJoin": joined, "FunctionNodeFormatString": formatted,
    "FunctionNodeValueToString": value_to_string, "FunctionNodeReplaceString": replaced,
    "FunctionNodeSliceString": sliced, "FunctionNodeReverseString": reversed_text,
    "FunctionNodeInputSpecialCharacters": special, "GeometryNodeSwitch": switched, "GeometryNodeIndexSwitch": by_index,
    "GeometryNodeMenuSwitch": by_menu, "ShaderNodeMath": floats, "FunctionNodeIntegerMath": integers,
    "FunctionNodeFloatToInt": rounded, "FunctionNodeCompare": compared,
}
"""Type of node -> what it answers."""
