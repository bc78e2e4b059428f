"""Markers of tests that not every system can run: each has a reason, and what Wine cannot say is written down."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests import systems

ROOT = Path(__file__).parents[1]
DECISION = ROOT / "docs" / "decisions" / "0018-windows-in-wine.md"


def marks(text):
    """The markers of a file that name systems: the marker, the line, its reason and its twin."""
    if not any(name in text for name in systems.CANNOT):
        return
    tree = ast.parse(text)
    calls = {id(each.func): each for each in ast.walk(tree) if isinstance(each, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in systems.CANNOT:
            call = calls.get(id(node))
            given = [each.value for each in call.args if isinstance(each, ast.Constant)] if call else []
            twins = [each.value.value for each in call.keywords if each.arg == "twin"] if call else []
            yield node.attr, node.lineno, *(given or [""]), *(twins or [None])


def amiss(folder, decision):
    """Yield a sentence for each marker without a reason, without its twin, or whose reason is not written down."""
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.py"))}
    for file, text in texts.items():
        for marker, line, why, twin in marks(text):
            place = f"{file.relative_to(folder).as_posix()}:{line}"
            if len(why) < 10:
                yield f"{place}: {marker} does not say why"
            if marker == "not_in_wine" and f"| {why} |" not in decision:
                yield f"{place}: no row of {DECISION.name} is “{why}”"
            if twin and not any(f"def {twin}(" in each for each in texts.values()):
                yield f"{place}: there is no test {twin}"


def test_what_not_every_system_can_run_says_why_and_has_its_twin():
    assert list(amiss(ROOT / "tests", DECISION.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(("marker", "said"), [
    ("posix_only", "posix_only does not say why"),
    ('posix_only("")', "posix_only does not say why"),
    ('posix_only("modes are of POSIX", twin="test_there_is_none")', "there is no test test_there_is_none"),
    ('not_in_wine("streams of a file")', "no row of 0018-windows-in-wine.md is “streams of a file”"),
])
def test_a_marker_that_says_too_little_is_named(tmp_path, marker, said):
    text = f"import pytest\n\n@pytest.mark.{marker}\ndef test_a(): ...\n"
    (tmp_path / "test_it.py").write_text(text, encoding="utf-8")
    assert list(amiss(tmp_path, "| junctions of a folder |")) == [f"test_it.py:3: {said}"]


@pytest.mark.parametrize(("windows", "wine", "ran", "skipped"), [
    (False, False, {"test_posix", "test_not_wine"}, {"only on Windows: the registry is of Windows"}),
    (True, False, {"test_windows", "test_not_wine"}, {"not on Windows: forks are of POSIX"}),
    (True, True, {"test_windows"}, {"not on Windows: forks are of POSIX", "not in Wine: junctions are nothing"}),
])
def test_a_test_runs_where_its_markers_let_it(monkeypatch, windows, wine, ran, skipped):
    class Item:
        def __init__(self, marker, why):
            self.own = getattr(pytest.mark, marker)(why).mark

        def iter_markers(self, name):
            return [self.own] if self.own.name == name else []

    here = {"posix_only": windows, "windows_only": not windows, "not_in_wine": wine}
    monkeypatch.setattr(systems, "CANNOT", {name: (systems.CANNOT[name][0], here[name]) for name in here})
    items = {"test_posix": Item("posix_only", "forks are of POSIX"),
             "test_windows": Item("windows_only", "the registry is of Windows"),
             "test_not_wine": Item("not_in_wine", "junctions are nothing")}
    said = {name: systems.why_not(item) for name, item in items.items()}
    assert {name for name, why in said.items() if why is None} == ran
    assert {*said.values()} - {None} == skipped
