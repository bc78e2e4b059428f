"""Every check, whichever there are: what a new one must have and must not do is named here, with file and line."""

from __future__ import annotations

import ast
import builtins
import dataclasses
import functools
import inspect
import io
import os
import pathlib
from pathlib import Path

import pytest
from tests.core.checks.test_checks import SOFTWARE, WRONG, change, good
from tests.core.checks.test_limits import LIMITS

from foxsubmit.core.checks.run import CHECKS
from foxsubmit.core.common import i18n
from foxsubmit.core.model import finding_codes as codes
from foxsubmit.core.model.choices import Choices

ROOT = Path(__file__).parents[3]
READING = ("access", "listdir", "lstat", "open", "readlink", "scandir", "stat")
OLD = getattr(pathlib, "_NormalAccessor", None)  # up to Python 3.10 paths keep the calls that they found at first
DISK = [(os, name) for name in READING] + [(builtins, "open"), (io, "open")] + [
    (OLD, name) for name in READING if hasattr(OLD, name)]
CALLS = [pytest.param(check, id=check.__name__) for check in CHECKS]
MARK = "¤"
CHOICES = {field.name for field in dataclasses.fields(Choices)}
FOLLOWED = {"units", "environment", "hardware", "relocated", "extra_files"}
"""Choices that a check sees only in what the session takes from them: units, environment, hardware, files."""

ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def where(check):
    file = Path(inspect.getsourcefile(check)).resolve()
    return f"{file.relative_to(ROOT).as_posix()}:{inspect.getsourcelines(check)[1]}: {check.__name__}"


@functools.lru_cache(maxsize=1)
def submissions():
    return [*map(good, SOFTWARE), *(change(good(host), **wrong) for host, wrong, _code, _severity in WRONG)]


@functools.lru_cache(maxsize=1)
def marked():
    """What the first one that asks makes, in a language in which each text has a mark."""
    return [change(good(host), **wrong) for host, wrong, *_rest in WRONG]


class Marked(dict):
    """A catalogue that has every text, and puts a mark in front."""

    def get(self, text, _otherwise=None):
        return (MARK + text, MARK + text)


@pytest.mark.parametrize("check", CALLS)
def test_a_check_has_its_line(check):
    assert any(list(check(each)) for each in submissions()), (
        f"{where(check)} has no line in WRONG of tests/core/checks/test_checks.py")


@pytest.mark.parametrize("check", CALLS)
def test_a_check_with_a_limit_has_its_line(check):
    """A function that compares numbers finds something just beyond a limit and nothing just within it."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(check))))
    compares = any(isinstance(each, ORDERS) for node in nodes if isinstance(node, ast.Compare) for each in node.ops)
    own = [getattr(codes, node.attr) for node in nodes if isinstance(node, ast.Attribute)
           and ast.unparse(node.value) == "codes"]
    assert not compares or any(code in own for code, _host, _wrong in LIMITS.values()), (
        f"{where(check)} has no line in LIMITS of tests/core/checks/test_limits.py")


@pytest.mark.parametrize("check", CALLS)
def test_the_fix_that_a_check_offers_settles_what_it_found(check):
    for each in submissions():
        for finding in check(each):
            changes = finding.fix.changes if finding.fix else {}
            assert changes.keys() <= CHOICES, f"{where(check)} changes what is no field of Choices"
            if changes and not changes.keys() & FOLLOWED:
                fixed = dataclasses.replace(each, choices=dataclasses.replace(each.choices, **changes))
                assert [left.text for left in check(fixed)
                        if left.code == finding.code and left.severity >= finding.severity] == [], where(check)
            if finding.fix and finding.fix.roots:
                fixed = dataclasses.replace(each, roots=(*each.roots, *finding.fix.roots))
                assert finding.code not in [left.code for left in check(fixed)], where(check)


@pytest.mark.parametrize("check", CALLS)
def test_a_check_reads_nothing_from_the_disk(check, monkeypatch):
    """It runs whenever a choice changes, on the main thread of the host."""
    read, every, place = [], submissions(), where(check)

    def note(module, name):
        call = getattr(module, name)

        def noted(*arguments, **named):
            read.append(f"{place} calls {name}")
            return call(*arguments, **named)

        monkeypatch.setattr(module, name, staticmethod(noted) if isinstance(module, type) else noted)

    for module, name in DISK:
        note(module, name)
    for each in every:
        list(check(each))
    monkeypatch.undo()
    assert read[:1] == []


@pytest.mark.parametrize("check", CALLS)
def test_what_a_check_says_can_be_said_in_another_language(check, monkeypatch):
    monkeypatch.setattr(i18n._Current, "texts", Marked())
    said = [text for each in marked() for finding in check(each)
            for text in (finding.text, finding.fix.label if finding.fix else MARK)]
    assert [f"{where(check)} says “{text}” without _()" for text in said if MARK not in text] == []
