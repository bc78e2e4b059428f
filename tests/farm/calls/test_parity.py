from __future__ import annotations

import ast
import shutil
from pathlib import Path

from foxsubmit.core import api
from foxsubmit.farm.base.routes import ROUTES
from foxsubmit.farm.http import app  # noqa: F401 - registers the routes

CALLS = {"_query", "_command"}
FOLDER = Path(api.__file__).parent


def endpoints(folder):
    """Every path that a method of the client calls."""
    for file in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
                yield from (argument.value for argument in node.args
                            if isinstance(argument, ast.Constant) and str(argument.value).startswith("/api/"))


def test_the_farm_serves_exactly_what_the_client_calls():
    assert set(endpoints(FOLDER)) == set(ROUTES)


def test_a_call_that_the_farm_does_not_serve_is_noticed(tmp_path):
    copy = shutil.copytree(FOLDER, tmp_path / "api")
    with (copy / "tag.py").open("a", encoding="utf-8") as file:
        file.write('\n\ndef planted(self):\n    return self._query("/api/render/planted", "/api/planted/v2")\n')
    assert set(endpoints(copy)) - set(endpoints(FOLDER)) == {"/api/render/planted", "/api/planted/v2"}
