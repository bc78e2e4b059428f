"""Every enum of ours can be copied, stored and turned into plain data, whatever release of Python runs it."""

from __future__ import annotations

import ast
import copy
import dataclasses
import enum
import importlib
import pickle
from pathlib import Path
from typing import Any

import pytest

from foxsubmit.core.api.codes import Code

ROOT = Path(__file__).parents[1]
PARTS = ("core", "farm", "ui", "app", "hosts")


@dataclasses.dataclass(frozen=True)
class Row:
    """A line of a table that holds a member."""

    member: Any


def modules():
    """The modules of ours that define an enum, by their imported name."""
    for path in sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "enum." not in text:  # every process of a run asks, most of the modules have none, and parsing takes long
            continue
        tree = ast.parse(text)
        bases = [ast.unparse(base) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases]
        if any(base.startswith("enum.") for base in bases):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(("foxsubmit", *(parts[1:] if parts[0] == "app" else parts)))


def enums():
    """The enums of ours that have members."""
    for name in modules():
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, type) and issubclass(value, enum.Enum) and value.__module__ == name and list(value):
                yield value


ENUMS = list(enums())
MEMBERS = [member for each in ENUMS for member in each] + [
    each(number) for each in ENUMS if issubclass(each, Code) for number in (4711, -2, 2**40)]


def test_the_enums_are_found():
    assert {"TaskStatus", "SoftwareId", "TransferState", "Event", "End"} <= {each.__name__ for each in ENUMS}


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}-{member.name}")
def test_a_member_survives_every_way_of_copying_it(member):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(member, protocol)) is member  # noqa: S301 - what was just written
    assert copy.copy(member) is member
    assert copy.deepcopy([member])[0] is member
    assert dataclasses.asdict(Row(member))["member"] is member
    assert dataclasses.astuple(Row(member))[0] is member
