"""Which texts are put together by hand with the punctuation of one language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.messages import PARTS, ROOT

JOINTS = {", ", "; ", ": ", " · ", " (", " and ", " or "}
BETWEEN = re.compile(r"\A([^\w]*[,;:·(][^\w]*|\. )\Z")
"""What stands between two values of a text: a comma, a colon, a bracket, and spaces."""

TRANSLATING = {"_", "count"}
PHRASES = {"names", "listed", "together", "clauses", "sentences", "labelled", "aside", "dotted"}
"""Functions of core/common/i18n.py, whose results are texts, too."""

BY_DESIGN = {
    "core/common/i18n.py": "the one place that knows how",
    "core/model/frames.py": "ranges as the field for frames takes them",
    "core/transfer/journal/journal.py": "SQL", "core/transfer/journal/restoring.py": "SQL",
    "core/transfer/telling/mail.py": "a header of a mail",
    "core/transfer/upload.py": "a line of the log",
    "core/plan/identity.py": "a job has one name on the farm, whatever language is spoken",
    "ui/keys/press.py": "read by whoever writes the table of keys",
    "farm/calls/task_info.py": "SQL", "farm/renderers/report.py": "SQL", "farm/rules/rules.py": "SQL",
    "farm/rules/submission.py": "SQL", "farm/rules/tasks.py": "SQL", "farm/rules/waiting.py": "SQL",
    "core/common/load_check.py": "read by a program", "core/plan/plan_text.py": "JSON",
    "app/install/extension.py": "TOML", "core/transfer/http/bundle.py": "read by a program",
    "ui/jobs/frame_actions.py": "numbers to be pasted into a field for frames",
}
"""File -> why it joins with English signs."""


def glued(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Yield file, line and what is wrong there."""
    name = path.relative_to(root).as_posix()
    if name in BY_DESIGN:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    shown = name.startswith("ui/")
    for scope in _scopes(tree):
        nodes = list(_inside(scope))
        known = _translated_names(nodes)
        for node in nodes:
            if _joins(node):
                yield f"{name}:{node.lineno}: joined by hand: use core/common/i18n.py"
            elif isinstance(node, ast.JoinedStr) and _puts_together(node, known, shown):
                yield f"{name}:{node.lineno}: put together by hand: use core/common/i18n.py"
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _adds(node, known):
                yield f"{name}:{node.lineno}: added by hand: use core/common/i18n.py"


def every() -> Iterator[str]:
    """The same of the whole package."""
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*.py")):
            yield from glued(path)


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def _inside(scope: ast.AST) -> Iterator[ast.AST]:
    """Nodes of a function or module, without those of functions in it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        yield node
        waiting += list(ast.iter_child_nodes(node))


def _joins(node: ast.AST) -> bool:
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join"
            and isinstance(node.func.value, ast.Constant) and node.func.value.value in JOINTS)


def _translates(node: ast.AST, known: set[str]) -> bool:
    """Whether an expression is a text that was translated, or has one in it."""
    if isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in TRANSLATING | PHRASES:
            return True
        return isinstance(node.func, ast.Attribute) and node.func.attr == "format" and _translates(
            node.func.value, known)
    if isinstance(node, ast.Name):
        return node.id in known
    if isinstance(node, ast.IfExp):
        return _translates(node.body, known) or _translates(node.orelse, known)
    if isinstance(node, ast.BoolOp):
        return any(_translates(each, known) for each in node.values)
    return isinstance(node, ast.FormattedValue) and _translates(node.value, known)


def _translated_names(nodes: list[ast.AST]) -> set[str]:
    """Names that are bound to a translated text in a function, by its nodes in their order."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Assign) and _translates(node.value, found):
            found |= {each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return found


def _puts_together(node: ast.JoinedStr, known: set[str], shown: bool) -> bool:
    values = node.values
    for place, part in enumerate(values):
        if not (isinstance(part, ast.Constant) and BETWEEN.match(str(part.value)) and 0 < place < len(values) - 1):
            continue
        if shown or any(_translates(each, known) for each in (values[place - 1], values[place + 1])):
            return True
    return False


def _adds(node: ast.BinOp, known: set[str]) -> bool:
    sides = (node.left, node.right)
    if not any(_translates(each, known) for each in sides):
        return False
    return any(_sign(each) for each in sides)


def _sign(node: ast.AST) -> bool:
    """Whether a text begins or ends with a sign that stands between texts."""
    if isinstance(node, ast.IfExp):
        return _sign(node.body) or _sign(node.orelse)
    if isinstance(node, ast.BinOp):
        return _sign(node.left) or _sign(node.right)
    if isinstance(node, ast.JoinedStr) and node.values:
        return _sign(node.values[0]) or _sign(node.values[-1])
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return bool(re.match(r"\s*[,;:·(]\s?|\. ", node.value) or re.search(r"[,;:·(]\s*\Z", node.value))
