"""Writes hosts/stubs/maya/cmds.pyi, with a Python that has types-maya: ``python -m tests.hosts.maya.stub_of_cmds``.

The stub of types-maya has six megabytes, which mypy takes longer to read than all adapters. Ours has the calls that the
adapter makes and their flags, as types-maya has them: a call or a flag that is new there is missing here at first.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Optional

ROOT = Path(__file__).parents[3]
STUB = ROOT / "hosts" / "stubs" / "maya" / "cmds.pyi"
HEAD = """# The calls that hosts/maya makes, with the flags that it passes, of the stub of types-maya (MIT licence),
# which is so large that mypy takes long to read it. `python -m tests.hosts.maya.stub_of_cmds` writes this file.
from typing import Any, Literal, overload

"""


def whole() -> Optional[Path]:
    """Return the stub of types-maya, where it is installed."""
    spec = importlib.util.find_spec("maya-stubs")
    return Path(spec.submodule_search_locations[0], "cmds.pyi") if spec else None


def functions(path: Path, names: set[str]) -> dict[str, list[ast.FunctionDef]]:
    """Return what a stub says of these commands; the whole stub has one function in a line."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        named = re.match(r"def (\w+)\(", line)
        if named and named[1] in names:
            item = ast.parse(line).body[0]
            assert isinstance(item, ast.FunctionDef)
            found.setdefault(item.name, []).append(item)
    return found


def used() -> dict[str, set[str]]:
    """Return the flags that the adapter passes to each command, or has another pass to it."""
    flags: dict[str, set[str]] = {}
    for file in sorted((ROOT / "hosts" / "maya").rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
            name = command(call)
            if name:
                flags.setdefault(name, set())
            if isinstance(call, ast.Call):
                for name in filter(None, map(command, (call.func, *call.args))):
                    flags.setdefault(name, set()).update(each.arg for each in call.keywords if each.arg)
    return flags


def command(node: ast.AST) -> str:
    """Return the name of the command in ``cmds.ls``; empty for anything else."""
    is_one = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "cmds"
    return node.attr if is_one else ""


def reduced(function: ast.FunctionDef, flags: set[str]) -> bool:
    """Take out what the adapter does not pass; whether anything is left that it may call."""
    given = function.args.kwonlyargs
    if any(ast.unparse(each.annotation or each).startswith("Literal") and each.arg not in flags for each in given):
        return False  # it asks for, or sets, what the adapter does not
    left = [each for each in given if each.arg in flags]
    function.args.kw_defaults = [
        default for each, default in zip(given, function.args.kw_defaults) if each in left]
    function.args.kwonlyargs = left
    return True


def lines(path: Path) -> Iterator[str]:
    """The stub that the adapter needs."""
    flags = used()
    for name, every in sorted(functions(path, set(flags)).items()):
        kept = [each for each in every if reduced(each, flags[name])]
        for each in kept:
            if len(kept) > 1:
                yield "@overload"
            yield ast.unparse(each).replace(":\n    ...", ": ...")


def text(path: Path) -> str:
    return HEAD + "\n".join(lines(path)) + "\n"


if __name__ == "__main__":
    there = whole()
    assert there is not None, "types-maya is not installed"
    STUB.write_text(text(there), encoding="utf-8")
