"""Who may import whom. Reads the source, so it needs neither Qt nor a host application."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ANYTHING = None

HOSTS = {"bpy", "bmesh", "mathutils", "numpy", "hou", "pymxs", "qtmax", "maya", "shiboken2", "shiboken6"}

# part: (other parts of ours it may use, packages it may use beside the standard library)
MAY_USE = {
    "core": ({"core"}, {"requests", "urllib3", "jsonschema", "platformdirs", "keyring", "py7zr", "pxr"}),
    "ui": ({"ui", "core"}, {"qtpy"}),
    "farm": ({"farm", "core", "hosts"}, {"starlette", "uvicorn", "h11", "PIL"}),
    "hosts": ({"hosts", "core"}, HOSTS),
    # hosts/<host>/start.py is what a menu of the host calls: it opens the panel.
    "entry": ({"hosts", "core", "app", "ui"}, HOSTS),
    "app": ({"app", "core", "ui", "farm", "hosts"}, {"rich", "PIL", "qtpy"}),
}
OWN = {"foxsubmit", "app", "core", "farm", "hosts", "ui"}
FILES = [path for part in sorted(OWN - {"foxsubmit"}) for path in sorted((ROOT / part).rglob("*.py"))]
STDLIB = getattr(sys, "stdlib_module_names", None)  # from Python 3.10 on


def imports(path, root=ROOT):
    """Yield ("ours", part) or ("package", name) for each import of a file."""
    parts = path.relative_to(root).parts
    inside = () if parts[0] == "app" else (parts[0],)  # app/ holds the package's own modules
    depth = len(inside) + len(parts) - 2
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (("package", alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield "package", node.module.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            above = depth - (node.level - 1)
            assert above >= 0, f"{path}: climbs out of the package"
            if above:
                yield "ours", parts[0]
            else:
                names = [node.module] if node.module else [alias.name for alias in node.names]
                yield from (("ours", part if (part := name.split(".")[0]) in OWN else "app") for name in names)


def offences(path, root=ROOT):
    part, *_folders, name = path.relative_to(root).parts
    part = "entry" if part == "hosts" and name == "start.py" else part
    ours, packages = MAY_USE[part]
    for kind, name in imports(path, root):
        if kind == "ours" and name not in ours:
            yield f"{part} must not import {name}"
        elif kind == "package" and name in OWN:
            yield f"imports inside the package are relative: {name}"
        elif kind == "package" and name not in STDLIB and name not in packages:
            yield f"{part} must not import {name}"


@pytest.mark.skipif(STDLIB is None, reason="sys.stdlib_module_names is of Python 3.10")
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_part_may(path):
    assert list(offences(path)) == []


@pytest.mark.skipif(STDLIB is None, reason="sys.stdlib_module_names is of Python 3.10")
@pytest.mark.parametrize(("place", "source", "offence"), [
    ("core/a.py", "import qtpy", "core must not import qtpy"),
    ("core/a.py", "def f():\n    import bpy", "core must not import bpy"),
    ("core/api/a.py", "from ...ui import panel", "core must not import ui"),
    ("core/a.py", "from ..farm.server import LocalFarm", "core must not import farm"),
    ("core/a.py", "from ..start import open_panel", "core must not import app"),
    ("ui/a.py", "from ..hosts.blender.scene.host import Blender", "ui must not import hosts"),
    ("ui/a.py", "import PySide6", "ui must not import PySide6"),
    ("hosts/blender/a.py", "import requests", "hosts must not import requests"),
    ("farm/renderers/a.py", "from ...ui import panel", "farm must not import ui"),
    ("core/a.py", "from foxsubmit.core.model.host import Host", "imports inside the package are relative: foxsubmit"),
])
def test_a_planted_violation_is_found(tmp_path, place, source, offence):
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert list(offences(path, tmp_path)) == [offence]


@pytest.mark.skipif(STDLIB is None, reason="sys.stdlib_module_names is of Python 3.10")
def test_what_is_allowed_is_not_an_offence(tmp_path):
    path = tmp_path / "core" / "api" / "a.py"
    path.parent.mkdir(parents=True)
    source = "import json\nimport requests\nfrom ..client import Client\nfrom . import types\n"
    path.write_text(source, encoding="utf-8")
    assert list(offences(path, tmp_path)) == []
