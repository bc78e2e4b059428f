"""Drivers that Blender evaluates only where it may run a scene's scripts; elsewhere they answer 0."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from typing import Any

from .users import name_of, with_part

HARMLESS = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Name, ast.Constant,
    ast.Tuple, ast.List, ast.Subscript, ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)
"""What Blender runs of an expression whoever wrote it: no attribute, no loop, no function of its own."""

KNOWN = {"frame", "depsgraph", "bpy", "noise", "clamp", "lerp", "smoothstep", "all", "any", "bool", "float", "int",
         "len", "max", "min", "round", "sum", *dir(math)}
"""The names in it that are harmless, beside the driver's own variables: asked of Blender 3.4, 4.5 and 5.2."""


def needing_scripts(owner: Any, data: Any) -> Iterator[str]:
    """Labels of a datablock's drivers that need scripts to be allowed."""
    return (with_part(name_of(owner), curve.data_path) for curve in data.drivers if needs_scripts(curve.driver))


def needs_scripts(driver: Any) -> bool:
    """Whether the driver is more than an expression that Blender trusts."""
    if driver.type != "SCRIPTED" or driver.is_simple_expression or not driver.expression.strip():
        return False
    try:
        nodes = list(ast.walk(ast.parse(driver.expression.strip(), mode="eval")))
    except (SyntaxError, ValueError):
        return False  # it is wrong everywhere
    known = KNOWN.union(variable.name for variable in driver.variables)
    return any(not isinstance(node, HARMLESS) or (isinstance(node, ast.Name) and node.id not in known)
               for node in nodes)
