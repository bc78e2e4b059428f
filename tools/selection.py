"""Tests that need not run on every Python, and the Pythons they run on: their result is the same on the others."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class Some(NamedTuple):
    """Tests that run on some Pythons only, where all of these are there; else on the first that is."""

    paths: tuple[str, ...]
    versions: tuple[str, ...]
    reason: str


ENDS = ("3.9", "3.13")
SOME = (
    Some(("tests/test_rules.py", "tests/test_layers.py", "tests/test_ui_rules.py", "tests/test_hosts_are_folders.py",
          "tests/test_tests.py", "tests/test_variables_page.py", "tests/mutants"), ("3.13",),
         "they read the text of the sources"),
    Some(("tests/test_distribution.py", "tests/test_survey.py", "tests/test_fresh.py"), ("3.13",),
         "what they make is the same on each"),
    Some(("tests/hosts/blender/programs/test_blender_window.py", "tests/hosts/blender/extension/test_native_window.py",
          "tests/hosts/blender/extension/test_submitting_window.py",
          "tests/hosts/blender/extension/test_extension_window.py"), ("3.11",),
         "they run inside a Blender, whose Python is its own"),
    Some(("tests/test_fault_bench.py", "tests/test_fault_model.py"), ("3.11",),
         "they play at length what tests/core/transfer has one by one"),
    Some(("tests/ui/test_states_in_turn.py",), ("3.13",), "it compares texts, which each Qt shows alike"),
    Some(("tests/app/cli/test_demo.py",), ("3.13",), "tests/test_end_to_end.py has each Blender"),
    Some(("tests/app/cli/test_plain_commands.py", "tests/app/cli/test_output.py", "tests/app/cli/test_home.py"),
         ("3.9",), "they start each command as a program of its own, and the oldest Python knows the least"),
    Some(("tests/hosts/blender",), ("3.11", "3.13"), "these have a Blender each"),
    Some(("tests/core", "tests/golden", "tests/ui", "tests/app", "tests/conformance", "tests/farm/base",
          "tests/farm/calls", "tests/farm/http", "tests/farm/rules", "tests/farm/store", "tests/hosts/houdini",
          "tests/hosts/max", "tests/hosts/maya", "tests/hosts/recorded", "tests/test_dev.py"), ENDS,
         "these are the oldest and the newest, each with the Qt and the libraries of its time"),
)


def left_out(version: str, there: Collection[str]) -> list[str]:
    """Paths of the tests that need not run on one of the Pythons that are there."""
    return [path for some in SOME for path in some.paths if version not in _on(some, there)]


def sentences(there: Collection[str]) -> list[str]:
    """Say which tests run on some of the Pythons only; empty where there is one Python."""
    return [f"Ran on {' and '.join(on)} only, as {some.reason}: {', '.join(some.paths)}."
            for some in SOME if len(on := _on(some, there)) < len(there)]


def _on(some: Some, there: Collection[str]) -> list[str]:
    wanted = [version for version in there if version in some.versions]
    return wanted or list(there)[:1]
