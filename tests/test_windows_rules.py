"""What Windows asks of the source: no console windows, and patience with files that other programs have open."""

from __future__ import annotations

import ast

import pytest
from test_rules import FILES, ROOT

STARTS = {"run", "Popen", "call", "check_call", "check_output", "getoutput", "getstatusoutput"}
ELSEWHERE = {"ps", "/sbin/mount", "systemctl"}
"""Programs that no Windows has: they are asked for on other systems only."""

REMOVALS = {"unlink", "rmtree", "remove", "replace", "rename"}
WORDS = ("subprocess", ".unlink(", "shutil.rmtree", *(f"os.{word}(" for word in REMOVALS))
NO_PATIENCE = {
    "core/common/atomic.py": "it is the patience",
    "core/common/disk.py": "a file of its own that nobody else has seen",
    "core/jobs/pictures.py": "one of thousands of kept pictures, which goes another time",
    "core/session/review/looking.py": "it goes with its folder",
    "core/transfer/rayvision/run.py": "one of many old logs, which goes another time",
    "farm/replay.py": "every call would wait for it",
}
"""Modules that do not wait for a file, and why."""


def starts(tree):
    """Calls that start a program: in the module subprocess, or by a name that was imported of it."""
    imported = {alias.asname or alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
                and node.module == "subprocess" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute) and ast.unparse(called.value) == "subprocess":
                if called.attr in STARTS:
                    yield node
            elif isinstance(called, ast.Name) and called.id in STARTS & imported:
                yield node


def elsewhere(call):
    command = call.args[0] if call.args else None
    first = command.elts[0] if isinstance(command, ast.List) and command.elts else None
    return isinstance(first, ast.Constant) and first.value in ELSEWHERE


def hides(call):
    """Whether a start says what Windows is to do about a window: by flags, or by what ``child.apart`` makes."""
    return any(each.arg == "creationflags" or (
        each.arg is None and isinstance(each.value, ast.Call) and ast.unparse(each.value.func).endswith("apart"))
        for each in call.keywords)


def decodes(call):
    given = {each.arg for each in call.keywords}
    return not ({"text", "universal_newlines"} & given) or bool({"errors", "encoding"} & given)


def removals(tree):
    """Calls that remove or replace a file: those of os and shutil, and the method ``unlink`` of a path."""
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in REMOVALS and (
                called.attr == "unlink" or ast.unparse(called.value) in {"os", "shutil"}):
            yield node


def amiss(text, name="module.py"):
    if not any(word in text for word in WORDS):
        return
    tree = ast.parse(text)
    for call in starts(tree):
        if not elsewhere(call):
            if not hides(call):
                yield f"{name}:{call.lineno}: a program gets a console window: give creationflags=child.HIDDEN"
            if not decodes(call):
                yield f"{name}:{call.lineno}: what cannot be decoded is a traceback: give errors=\"replace\""
    if name not in NO_PATIENCE:
        for call in removals(tree):
            yield f"{name}:{call.lineno}: Windows may hold the file: use core/common/atomic.py"


def named(path):
    return path.relative_to(ROOT).as_posix()


def test_no_program_is_started_with_a_window_and_no_held_file_is_given_up_at_once():
    assert [each for path in FILES for each in amiss(path.read_text(encoding="utf-8"), named(path))] == []


@pytest.mark.parametrize("name", NO_PATIENCE)
def test_what_has_no_patience_is_still_there(name):
    assert list(removals(ast.parse((ROOT / name).read_text(encoding="utf-8"))))


@pytest.mark.parametrize(("text", "faults"), [
    ("import subprocess\nsubprocess.run([program])", 1),
    ("import subprocess\nsubprocess.run(['ls'], creationflags=0)", 0),
    ("import subprocess\nsubprocess.run(['ps'])", 0),
    ("import subprocess\nsubprocess.Popen([program], **child.apart())", 0),
    ("import subprocess\nsubprocess.Popen([program], **other)", 1),
    ("from subprocess import check_output as run\nrun([program])", 1),
    ("import subprocess\nsubprocess.run([program], text=True, creationflags=0)", 1),
    ("import subprocess\nsubprocess.run([program], text=True, errors='replace', creationflags=0)", 0),
    ("self.run([program])", 0),
    ("path.unlink()", 1),
    ("shutil.rmtree(folder, ignore_errors=True)", 1),
    ("import os\nos.replace(a, b)", 1),
    ("text.replace('a', 'b')", 0),
    ("remove(path)", 0),
])
def test_what_the_rules_find(text, faults):
    assert len(list(amiss(text))) == faults
