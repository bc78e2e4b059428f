"""The words that code has for its own fields, and how pages write them."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap


def fields_of(kind):
    """Return field -> what the string below it says; a field without one has no line."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    found = {}
    for field, said in zip(tree.body, [*tree.body[1:], None]):
        target = field.target if isinstance(field, ast.AnnAssign) else (
            field.targets[0] if isinstance(field, ast.Assign) else None)
        if (isinstance(target, ast.Name) and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant)
                and isinstance(said.value.value, str)):
            found[target.id] = " ".join(said.value.value.split())
    return found


def markdown(text):
    """Return a docstring as Markdown in a cell of a table: modules that it names are for who reads the code."""
    text = re.sub(r" \(\w+(/\w+)*\.py[^)]*\)", "", text).replace("``", "`").replace("|", "\\|")
    return re.sub(r"\bIF_FAILED\b", "`IF_FAILED`", " ".join(text.split()))


def table(*rows, head):
    """Return a table with a heading of these cells."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))
