"""Who may import whom. Reads the source, so it needs neither Qt nor a host application.

Between the parts MAY_USE says who may use whom; within a part the packages have an order, and each imports only
itself and what stands before it. Modules that are named in strings (``child.command("core.transfer.agent")``,
``import_module(".farm.http.run", __package__)``) count as imports; where a process of its own is started by such a
name on purpose, STARTS names the place.
"""

from __future__ import annotations

import ast
import functools
import graphlib
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


class HostModules:
    """What an application brings: every package but those that belong to another part of ours, or are Qt itself."""

    def __contains__(self, name):
        others = {package for part in ("core", "ui", "farm", "app") for package in MAY_USE[part][1]}
        return name not in others | {"PySide2", "PySide6", "PyQt5", "PyQt6"}


HOSTS = HostModules()

# part: (other parts of ours it may use, packages it may use beside the standard library)
MAY_USE = {
    "core": ({"core"}, {"requests", "urllib3", "jsonschema", "platformdirs", "keyring", "py7zr", "pxr"}),
    "ui": ({"ui", "core"}, {"qtpy"}),
    "farm": ({"farm", "core", "hosts"}, {"starlette", "uvicorn", "h11", "PIL"}),
    "hosts": ({"hosts", "core"}, HOSTS),
    # hosts/<host>/start.py is what a menu of the host calls: it opens the panel.
    "entry": ({"hosts", "core", "app", "ui"}, HOSTS),
    # app/job/ is for scripts anywhere: nothing of Qt; typing_extensions is for type checkers alone.
    "job": ({"job", "hosts", "core"}, {"typing_extensions"}),
    "app": ({"app", "job", "core", "ui", "farm", "hosts"}, {"rich", "PIL", "qtpy", "pytest"}),
}

CORE = ("common", "api", "model", "money", "settings", "offer", "assets", "plan", "hooks", "transfer", "checks",
        "pictures", "jobs", "session")
FARM = ("base", "store", "", "rules", "calls", "renderers", "transmitter", "http")
UI = ("keys", "kit", "table", "help", "door", "transfers", "submit", "assets", "jobs", "money", "")
ORDERS = {"core": CORE, "farm": FARM, "ui": UI}
"""The packages of a part, bottom first; "" stands for the modules at its root."""

STARTS = {
    # place: parts whose modules it starts, each in a process of its own
    "core/settings/local_start.py": {"cli"},      # the command line serves the farm that can be tried
    "core/transfer/fetch/movie.py": {"hosts"},    # a Blender makes a movie where there is no ffmpeg
    "farm/renderers/blender.py": {"hosts"},       # the renderer runs inside Blender
}

OWN = {"foxsubmit", "app", "core", "farm", "hosts", "ui"}
FILES = [path for part in sorted(OWN - {"foxsubmit"}) for path in sorted((ROOT / part).rglob("*.py"))]
STDLIB = getattr(sys, "stdlib_module_names", None)  # from Python 3.10 on
MODULE = re.compile(r"\.?(?:foxsubmit\.)?(?P<name>(?:core|farm|hosts|ui|cli)(?:\.[a-z_]+)*)\Z")
STARTERS = {"command", "arguments", "import_module", "__import__"}
"""Functions that take the name of a module as a string."""


@functools.lru_cache(maxsize=4)
def nodes(text):
    """Every node of a module; what is read of one file is asked for several times in a row."""
    return tuple(ast.walk(ast.parse(text)))


@functools.cache
def imports(path, root=ROOT):
    """Every import of a file: (line, "ours", dotted module below foxsubmit) or (line, "package", name)."""
    return tuple(_imports(path, root))


def _imports(path, root):
    parts = path.relative_to(root).parts
    inside = [] if parts[0] == "app" else [parts[0]]  # app/ holds the package's own modules
    package = [*inside, *parts[1:-1]]
    for node in nodes(path.read_text(encoding="utf-8")):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, "package", alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, "package", node.module.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            above = len(package) - (node.level - 1)
            assert above >= 0, f"{path}: climbs out of the package"
            base = [*package[:above], *(node.module.split(".") if node.module else ())]
            for alias in node.names:
                yield node.lineno, "ours", ".".join([*base, alias.name])


def named(path):
    """Yield (line, dotted module) for each module that a string names to a function that runs or imports it."""
    there = nodes(path.read_text(encoding="utf-8"))
    constants = {target.id: node.value for node in there[0].body if isinstance(node, ast.Assign)
                 for target in node.targets if isinstance(target, ast.Name)}
    for node in there:
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if function not in STARTERS:
            continue
        for argument in node.args:
            value = constants.get(argument.id) if isinstance(argument, ast.Name) else argument
            text = value.value if isinstance(value, ast.Constant) else None
            if isinstance(text, str) and (found := MODULE.match(text)):
                yield node.lineno, found["name"]
                break  # what follows are the module's own arguments


def part_of(module):
    head = module.split(".")[0]
    return head if head in {*OWN, "job"} else "app"


def room(part, module, root=ROOT):
    """The package of a part in which a module lies; "" is the part's root, None another part."""
    names = module.split(".")
    if names[0] != part:
        return None
    return names[1] if len(names) > 1 and (root / part / names[1]).is_dir() else ""


def out_of_order(path, root=ROOT):
    """Yield (line, sentence) for each import against the order of the part's packages."""
    part, *folders, _name = path.relative_to(root).parts
    order = ORDERS.get(part)
    if order is None:
        return
    own = folders[0] if folders else ""
    for line, kind, name in imports(path, root):
        target = room(part, name, root) if kind == "ours" else None
        if target is None or target == own:
            continue
        if target not in order or own not in order:
            yield line, f"{part}/{target if own in order else own} has no place in the order of test_layers.py"
        elif order.index(target) > order.index(own):
            yield line, f"{part}/{own} stands before {part}/{target} and must not import it"


def circle(files, root=ROOT):
    """The modules that import each other in a circle, those that only a type checker imports included; "" for none."""
    names = {path: path.relative_to(root).with_suffix("").as_posix().replace("/", ".") for path in files}
    names = {path: name.replace(".__init__", "").replace("app.", "") for path, name in names.items()}
    there = set(names.values())

    def module(name):
        while name and name not in there:
            name = name.rpartition(".")[0]  # what is imported may be a function of the module
        return name

    graph = {name: {module(target) for _line, kind, target in imports(path, root) if kind == "ours"} - {name, ""}
             for path, name in names.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return " imports ".join(reversed(error.args[1]))
    return ""


def offences(path, root=ROOT):
    """Yield ``line: sentence`` for each import that a file may not have."""
    place = path.relative_to(root).as_posix()
    part, name = place.split("/")[0], path.name
    part = "entry" if part == "hosts" and name == "start.py" else part
    part = "job" if place.startswith("app/job/") else part
    ours, packages = MAY_USE[part]
    found = set(out_of_order(path, root))
    for line, kind, module in imports(path, root):
        if kind == "ours" and part_of(module) not in ours:
            found.add((line, f"{part} must not import {part_of(module)}"))
        elif kind == "package" and module in OWN:
            found.add((line, f"imports inside the package are relative: {module}"))
        elif kind == "package" and STDLIB is not None and module not in STDLIB and module not in packages:
            found.add((line, f"{part} must not import {module}"))
    for line, module in named(path):
        head = "cli" if module == "cli" else module.split(".")[0]
        if (part_of(module) if head != "cli" else "app") not in ours and head not in STARTS.get(place, ()):
            found.add((line, f"{part} must not start {module} by its name"))
    return [f"{line}: {sentence}" for line, sentence in sorted(found)]


@pytest.mark.parametrize("part", sorted(OWN - {"foxsubmit"}))
def test_a_module_imports_only_what_its_part_and_its_package_may(part):
    assert [f"{path.relative_to(ROOT)}:{offence}" for path in FILES if path.is_relative_to(ROOT / part)
            for offence in offences(path)] == []


@pytest.mark.parametrize(("place", "source", "offence"), [
    ("core/a.py", "import qtpy", "1: core must not import qtpy"),
    ("core/a.py", "def f():\n    import bpy", "2: core must not import bpy"),
    ("core/api/a.py", "from ...ui import panel", "1: core must not import ui"),
    ("core/api/a.py", "from ...farm.http.server import LocalFarm", "1: core must not import farm"),
    ("core/api/a.py", "from ...start import open_panel", "1: core must not import app"),
    ("ui/a.py", "from ..hosts.blender.scene.host import Blender", "1: ui must not import hosts"),
    ("ui/a.py", "import PySide6", "1: ui must not import PySide6"),
    ("hosts/blender/a.py", "import requests", "1: hosts must not import requests"),
    ("hosts/blender/a.py", "import PySide6", "1: hosts must not import PySide6"),
    ("hosts/maya/start.py", "from qtpy import QtCore", "1: entry must not import qtpy"),
    ("app/job/a.py", "from ..cli import run", "1: job must not import app"),
    ("app/job/a.py", "from ..ui.panel import Panel", "1: job must not import ui"),
    ("farm/renderers/a.py", "from ...ui import panel", "1: farm must not import ui"),
    ("core/api/a.py", "from foxsubmit.core.model.host import Host",
     "1: imports inside the package are relative: foxsubmit"),
    ("core/model/a.py", "from ..session.state import State",
     "1: core/model stands before core/session and must not import it"),
    ("core/jobs/a.py", "import os\nfrom .. import session",
     "2: core/jobs stands before core/session and must not import it"),
    ("core/model/a.py", "if TYPE_CHECKING:\n    from ..plan.plan import Plan",
     "2: core/model stands before core/plan and must not import it"),
    ("ui/kit/a.py", "from ..submit.tab import SubmitTab", "1: ui/kit stands before ui/submit and must not import it"),
    ("farm/base/a.py", "if TYPE_CHECKING:\n    from ..farm import Farm",
     "2: farm/base stands before farm/ and must not import it"),
    ("farm/store/a.py", "from ..rules.rules import happen",
     "1: farm/store stands before farm/rules and must not import it"),
    ("farm/calls/a.py", "def f():\n    from ..renderers.pool import Pool",
     "2: farm/calls stands before farm/renderers and must not import it"),
    ("core/jobs/a.py", 'import importlib\nimportlib.import_module("foxsubmit.ui.kit.style")',
     "2: core must not start ui.kit.style by its name"),
    ("core/jobs/a.py", 'child.command(python, "farm.http.run")', "1: core must not start farm.http.run by its name"),
    ("core/jobs/a.py", 'WHAT = "cli"\nchild.command(python, WHAT)', "2: core must not start cli by its name"),
])
def test_a_planted_violation_is_found(tmp_path, place, source, offence):
    if STDLIB is None and "must not import" in offence and "stands" not in offence and "import ui" not in offence:
        pytest.skip("sys.stdlib_module_names is of Python 3.10")
    for package in ("core/session", "core/plan", "ui/submit", "farm/rules", "farm/renderers"):
        (tmp_path / package).mkdir(parents=True, exist_ok=True)
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    assert offences(path, tmp_path) == [offence]


def test_what_is_allowed_is_not_an_offence(tmp_path):
    path = tmp_path / "core" / "plan" / "a.py"
    path.parent.mkdir(parents=True)
    (tmp_path / "core" / "model").mkdir()
    source = "import json\nimport jsonschema\nfrom ..model.host import Host\nfrom . import plan\n"
    path.write_text(source, encoding="utf-8")
    assert offences(path, tmp_path) == []


def test_no_modules_import_each_other_in_a_circle():
    assert circle(FILES) == ""


def test_a_planted_circle_is_named(tmp_path):
    (tmp_path / "farm").mkdir()
    sources = {"a": "from .b import f", "b": "from . import c", "c": "if TYPE_CHECKING:\n    from .a import g"}
    for name, source in sources.items():
        (tmp_path / "farm" / f"{name}.py").write_text(source, encoding="utf-8")
    found = circle(sorted((tmp_path / "farm").glob("*.py")), tmp_path).split(" imports ")
    assert set(found) == {"farm.a", "farm.b", "farm.c"}
    assert found[0] == found[-1]


@pytest.mark.parametrize("part", ORDERS)
def test_the_order_names_every_package_of_a_part(part):
    there = {folder.name for folder in (ROOT / part).iterdir() if (folder / "__init__.py").is_file()}
    assert there == set(ORDERS[part]) - {""}


def listed(page, part):
    """The packages of a part in the order in which a page has them; a word in brackets stands for its root."""
    text = re.sub(r"\(\w[\w, ]*\)|farm\.py", "ROOT", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    lines = re.findall(rf"^{part}/ +(\w+  .*)$", text, re.MULTILINE)
    block = re.search(r"^```text\n(base .*?)^```", text, re.MULTILINE | re.DOTALL)
    words = lines[-1].split() if lines else re.findall(r"^(\w+)", block[1], re.MULTILINE)
    return tuple("" if word == "ROOT" else word for word in words)


@pytest.mark.parametrize(("page", "part"), [*(("architecture.md", part) for part in ORDERS), ("farm.md", "farm")])
def test_the_pages_have_the_packages_in_this_order(page, part):
    assert listed(page, part) == ORDERS[part]


def test_core_has_no_module_at_its_root():
    assert [path.name for path in (ROOT / "core").glob("*.py")] == ["__init__.py"]
