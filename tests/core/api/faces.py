"""Which module of the panel, the command line and ``foxsubmit.job`` reaches a call of the API, read out of the code.

Each function is a place that uses others: names are followed through imports, attributes through the classes that a
variable or a parameter of that name is known to have. What is done to tasks is chosen by a member of ``TaskAction``: a
place that hands one on uses the entry of the table that it stands for. Who listens to whose events is not followed,
since a session that is only made would use everything then.
"""

from __future__ import annotations

import ast
import functools
from collections import defaultdict, deque
from pathlib import Path

ROOT = Path(__file__).parents[3]
PARTS = ("core", "ui", "app")
PANEL, CLI, JOB, AGENT = "ui/", "app/cli/", "app/job/", "core/transfer/agent.py"
GROUPS = ("user", "query", "task", "env", "tag", "transmit")
TABLE = "TaskAction"
NOT_FOLLOWED = {("core/session/session.py", "Session.__init__")}


class Code:
    """The package as places, and who uses whom; a place is (file, name)."""

    def __init__(self, sources=None):
        """``sources`` are texts by path, for those of the package itself none."""
        sources = sources or {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
                              for part in PARTS for path in (ROOT / part).rglob("*.py")}
        self.trees = {path: ast.parse(source) for path, source in sources.items()}
        nodes = {path: tuple(ast.walk(tree)) for path, tree in self.trees.items()}
        self.names = {path: dict(self._named(path, tree, nodes[path])) for path, tree in self.trees.items()}
        self.classes = defaultdict(set)
        self.uses = defaultdict(set)
        for path in self.trees:
            self._learn_types(path, nodes[path])
        for path, tree in self.trees.items():
            self._read(path, tree)
        self.used_by = defaultdict(set)
        for place, used in self.uses.items():
            for each in used:
                self.used_by[each].add(place)

    def _named(self, path, tree, nodes):
        """(name, place) of what a module defines and imports."""
        for node in nodes:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    found = self._imported(path, node, alias.name)
                    if found:
                        yield alias.asname or alias.name, found
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else (
                [node.target] if isinstance(node, ast.AnnAssign) else [])
            names = [each.id for each in targets if isinstance(each, ast.Name)]
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names.append(node.name)
            for name in names:
                yield name, (path, name)

    def _imported(self, path, node, name):
        if not node.level:
            return None
        folder = Path(path).parents[node.level - 1]
        if folder.as_posix() == "app" and (node.module or "").partition(".")[0] in PARTS:
            folder = Path()  # the modules of app/ are the package's own
        base = folder / (node.module or "").replace(".", "/")
        for found in (f"{(base / name).as_posix()}.py", f"{(base / name).as_posix()}/__init__.py"):
            if found in self.trees:
                return found, ""
        for found in (f"{base.as_posix()}.py", f"{base.as_posix()}/__init__.py"):
            if found in self.trees:
                return found, name
        return None

    def _learn_types(self, path, nodes):
        """Note which classes a name stands for: ``jobs`` for ``self.jobs = Jobs(…)`` and ``jobs: Jobs``."""
        for node in nodes:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                for target in node.targets:
                    self._note(path, getattr(target, "attr", getattr(target, "id", "")), node.value.func)
            elif isinstance(node, ast.arg) and node.annotation is not None:
                self._note(path, node.arg, node.annotation)
            elif isinstance(node, ast.AnnAssign):
                self._note(path, getattr(node.target, "attr", getattr(node.target, "id", "")), node.annotation)

    def _note(self, path, name, value):
        for node in ast.walk(value):
            if isinstance(node, ast.Name):
                place = self.names[path].get(node.id)
                if place and place[1][:1].isupper():
                    self.classes[name.strip("_")].add(place)

    def _read(self, path, tree):
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                for each in node.body:
                    name = f"{node.name}.{each.name}" if isinstance(each, ast.FunctionDef) else node.name
                    self._use(path, name, each, node)
                self.uses[path, node.name].add((path, f"{node.name}.__init__"))
            elif isinstance(node, ast.FunctionDef):
                self._use(path, node.name, node, None)
            elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    name = getattr(target, "id", "")
                    table = isinstance(node.value, ast.Dict) and path.startswith("core/") and self._actions(path, node)
                    if not table:
                        self._use(path, name, node.value, None)

    def _actions(self, path, node):
        """Read a table by members of ``TaskAction``: each entry is a place of its own; whether it is one."""
        keys = [self._member(path, key) for key in node.value.keys]
        for key, value in zip(keys, node.value.values):
            if key:
                self._use(TABLE, key, value, None, path)
        return all(keys) and bool(keys)

    def _member(self, path, node):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            return ""
        named = [node.value.id, *(each.value.id for each in self.trees[path].body if isinstance(each, ast.Assign)
                                  and isinstance(each.value, ast.Name)
                                  and getattr(each.targets[0], "id", "") == node.value.id)]
        return node.attr if TABLE in named else ""

    def _use(self, path, name, tree, owner, where=None):
        """Note everything that a piece of code uses as used by one place."""
        if (path, name) in NOT_FOLLOWED:
            return
        where, place = where or path, (path, name)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in self.names[where]:
                self.uses[place].add(self.names[where][node.id])
            elif isinstance(node, ast.Attribute):
                self.uses[place].update(self._attribute(where, node, owner))
            handed = node.args if isinstance(node, ast.Call) else node.values if isinstance(node, ast.Dict) else ()
            if where.startswith((PANEL, "app/")):
                self.uses[place].update((TABLE, member) for each in handed if (member := self._member(where, each)))

    def _attribute(self, path, node, owner):
        if isinstance(node.value, ast.Call):  # Submission(…).run()
            made = self.names[path].get(getattr(node.value.func, "id", ""))
            if made:
                yield made[0], f"{made[1]}.{node.attr}"
            return
        receiver = getattr(node.value, "attr", getattr(node.value, "id", ""))
        before = getattr(node.value, "value", None)
        if receiver in GROUPS and getattr(before, "attr", getattr(before, "id", "")).endswith("api"):
            yield "api", f"{receiver}.{node.attr}"
        elif receiver == "self" and owner is not None:
            yield path, f"{owner.name}.{node.attr}"
        elif self.names[path].get(receiver, ("", "x"))[1] == "":
            yield self.names[path][receiver][0], node.attr
        else:
            for where, name in self.classes[receiver.strip("_")]:
                yield where, f"{name}.{node.attr}"

    def faces(self, call):
        """The nearest module of each part that reaches a call: {part: path}; a part without one is left out."""
        seen, waiting, found = {("api", call)}, deque([("api", call)]), {}
        while waiting:
            for place in sorted(self.used_by.get(waiting.popleft(), set()) - seen):
                seen.add(place)
                part = next((each for each in (PANEL, CLI, JOB, AGENT) if place[0].startswith(each)), None)
                if part:
                    found.setdefault(part, place[0])
                if part != PANEL:  # a command that opens the panel has not every face of it
                    waiting.append(place)
        return found


@functools.cache
def package():
    """Return the code of the package, which is read once."""
    return Code()
