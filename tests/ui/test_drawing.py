"""What the panel draws follows from what is compared: no guard of ui/ may leave something out.

A guard stands in one of two forms. ``if not self._guard.changed(a, b): return`` compares exactly the parameters of
its function, so that nothing else can be drawn below it. ``if self._guard.changed(x, y): self._draw_z(x, y)`` compares
exactly what it hands on. And a function that is handed parts of a state does not look at another state.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "ui").rglob("*.py"))


def guards(tree):
    """Names of the attributes that hold a DrawGuard, of a whole module."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and "DrawGuard()" in ast.unparse(node.value):
            targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
            names.update(target.attr for target in targets if isinstance(target, ast.Attribute))
    return names


def asks(node, names):
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "changed"
            and isinstance(node.func.value, ast.Attribute) and node.func.value.attr in names)


def texts(arguments):
    return [ast.unparse(each) for each in arguments]


def offences(source):
    tree = ast.parse(source)
    names = guards(tree)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        parameters = [each.arg for each in function.args.args[1:]]
        for node in ast.walk(function):
            if not isinstance(node, ast.If):
                continue
            turned = isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)
            call = node.test.operand if turned else node.test
            if not asks(call, names):
                continue
            if turned:
                if set(texts(call.args)) != set(parameters):
                    yield f"{call.lineno}: {function.name} draws {', '.join(parameters)}, compares " + (
                        ", ".join(texts(call.args)) or "nothing")
                yield from sneaked(function)
            elif handed_on(node.body) != texts(call.args):
                yield f"{call.lineno}: what is compared is not what is handed on"


def handed_on(body):
    """Return what the one call of a body is given, at once or a part at a time; None where it is no such body."""
    drawn = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    drawn = drawn.value if isinstance(drawn, ast.YieldFrom) else drawn
    return texts(drawn.args) if isinstance(drawn, ast.Call) else None


def sneaked(function):
    """A drawing function that looks at the session's state sees what nobody compared."""
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and node.attr == "state" and "session" in ast.unparse(node.value):
            yield f"{node.lineno}: {function.name} looks at the session's state, which its guard does not compare"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_guard_compares_what_is_drawn(path):
    assert list(offences(path.read_text(encoding="utf-8"))) == []


HEAD = "class A:\n    def __init__(self):\n        self._guard = DrawGuard()\n"


@pytest.mark.parametrize(("source", "offence"), [
    ("    def draw(self, a, b):\n        if not self._guard.changed(a):\n            return\n",
     "5: draw draws a, b, compares a"),
    ("    def draw(self, a):\n        if not self._guard.changed(a.x):\n            return\n",
     "5: draw draws a, compares a.x"),
    ("    def draw(self, a):\n        if not self._guard.changed(a):\n            return\n"
     "        self.show(self._session.state.jobs)\n",
     "7: draw looks at the session's state, which its guard does not compare"),
    ("    def draw(self, a):\n        if self._guard.changed(a.x):\n            self._draw(a.x, a.y)\n",
     "5: what is compared is not what is handed on"),
    ("    def draw(self, a):\n        if self._guard.changed(a.x):\n            yield from self._draw(a.y)\n",
     "5: what is compared is not what is handed on"),
])
def test_a_planted_violation_is_found(source, offence):
    assert list(offences(HEAD + source)) == [offence]


def test_there_are_guards_to_look_at():
    assert sum(len(guards(ast.parse(path.read_text(encoding="utf-8")))) for path in FILES) > 15
