from __future__ import annotations

import re

import api_table
from api_document import EXAMPLES, PATHS


def test_the_page_about_the_api_is_what_the_code_says():
    assert api_table.DOCUMENT.read_text(encoding="utf-8") == api_table.document(), (
        "docs/api.md is stale: run python tests/core/api/api_table.py")


def test_every_call_says_what_it_does_in_one_line():
    for _group, name, _parameters, _verb, _paths, meaning in api_table.calls():
        assert meaning[:1].isupper(), f"{name} has no docstring that begins with a capital"
        assert meaning.endswith("."), f"the first line of the docstring of {name} is no sentence"


CHANGING = re.compile(r"/(create|task$|taskJsonFile|update|stop|start|abandon|delete|recommit|add|edit|set|fullSpeed)")
"""How the last part of a path begins that changes something; calls to it are commands."""


def test_the_verb_goes_with_what_the_path_does():
    for _group, name, _parameters, verb, paths, _meaning in api_table.calls():
        for path in paths:
            last = path[path.rindex("/"):]
            assert (verb == "command") == bool(CHANGING.match(last)), (
                f"{name} is a {verb}: is that right for {path}? If so, CHANGING has to know its first word")


def test_every_documented_path_and_call_is_there():
    ours = list(api_table.calls())
    assert set(PATHS) - {path for *_start, paths, _meaning in ours for path in paths} == set()
    assert {example.call for example in EXAMPLES} - {f"{group}.{name}" for group, name, *_rest in ours} == set()
    assert len(set(PATHS)) == 41
