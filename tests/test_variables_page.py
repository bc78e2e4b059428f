"""docs/environment.md names the variables that the code reads, and no others."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from foxsubmit.core.plan.hosts import every_host

ROOT = Path(__file__).parents[1]
PARTS = ("app", "core", "farm", "hosts", "ui")
OURS = re.compile(r"(?:FOXSUBMIT|RAYVISION_API)(?:_[A-Z0-9]+)+")
ROW = re.compile(r"^\| `([A-Z_0-9]+)` \|", re.MULTILINE)


def constants(text):
    """Every string of a module that is a variable's name and nothing else."""
    if not OURS.search(text):  # parsing takes long
        return set()
    return {node.value for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and OURS.fullmatch(node.value)}


def test_the_page_names_every_variable_that_the_code_reads():
    read = {traits.variable for traits in every_host() if traits.programs}
    for part in PARTS:
        for path in (ROOT / part).rglob("*.py"):
            read |= constants(path.read_text(encoding="utf-8"))
    page = ROW.findall((ROOT / "docs" / "environment.md").read_text(encoding="utf-8"))
    assert sorted(page) == sorted(read)


def test_a_variable_in_the_code_is_found():
    source = 'HOME = "FOXSUBMIT_NEW"\nos.environ.get("RAYVISION_API_NEW")\n"""FOXSUBMIT_NOT: a sentence."""'
    assert constants(source) == {"FOXSUBMIT_NEW", "RAYVISION_API_NEW"}
