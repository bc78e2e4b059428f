"""Arithmetic of nodes and of drivers that follow from the frame alone."""

from __future__ import annotations

import ast
import math
import operator
from typing import Any, Callable

BINARY: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod}

FLOATS: dict[str, Callable[..., float]] = {
    "ADD": operator.add, "SUBTRACT": operator.sub, "MULTIPLY": operator.mul,
    "DIVIDE": lambda a, b: a / b if b else 0.0, "MODULO": lambda a, b: math.fmod(a, b) if b else 0.0,
    "FLOORED_MODULO": lambda a, b: a % b if b else 0.0, "FLOOR": lambda a, _b: math.floor(a),
    "CEIL": lambda a, _b: math.ceil(a), "TRUNC": lambda a, _b: math.trunc(a),
    "ROUND": lambda a, _b: math.floor(a + 0.5), "ABSOLUTE": lambda a, _b: abs(a), "MINIMUM": min, "MAXIMUM": max,
    "GREATER_THAN": operator.gt, "LESS_THAN": operator.lt,
    "SNAP": lambda a, b: math.floor(a / b) * b if b else 0.0}
"""Operations of the node Math that two inputs are enough for."""

INTEGERS: dict[str, Callable[..., int]] = {
    "ADD": operator.add, "SUBTRACT": operator.sub, "MULTIPLY": operator.mul,
    "DIVIDE": lambda a, b: math.trunc(a / b) if b else 0, "DIVIDE_FLOOR": lambda a, b: a // b if b else 0,
    "MODULO": lambda a, b: int(math.fmod(a, b)) if b else 0, "FLOORED_MODULO": lambda a, b: a % b if b else 0,
    "ABSOLUTE": lambda a, _b: abs(a), "NEGATE": lambda a, _b: -a, "MINIMUM": min, "MAXIMUM": max}
"""Operations of the node Integer Math that two inputs are enough for."""

ROUNDED: dict[str, Callable[[float], int]] = {
    "ROUND": lambda a: math.floor(a + 0.5), "FLOOR": math.floor, "CEILING": math.ceil, "TRUNCATE": math.trunc}

COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "LESS_THAN": operator.lt, "LESS_EQUAL": operator.le, "GREATER_THAN": operator.gt, "GREATER_EQUAL": operator.ge,
    "EQUAL": operator.eq, "NOT_EQUAL": operator.ne}


def of_frame(driver: Any, frame: int) -> float | None:
    """What a driver answers whose expression names nothing but the frame; None for any other."""
    if driver.type != "SCRIPTED":
        return None
    try:
        return _evaluated(ast.parse(driver.expression.strip(), mode="eval").body, frame)
    except (SyntaxError, ValueError, ZeroDivisionError):
        return None


def _evaluated(node: ast.expr, frame: int) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id == "frame":
        return frame
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _evaluated(node.operand, frame)
        return None if value is None else -value
    if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
        left, right = _evaluated(node.left, frame), _evaluated(node.right, frame)
        return None if left is None or right is None else BINARY[type(node.op)](left, right)
    return None
