"""Texts that are put beside each other have the signs of their language."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.check_result import BAD, CheckResult
from foxsubmit.core.common.i18n import aside, clauses, dotted, full_stop, labelled, listed, names, together, use


@pytest.mark.parametrize(("said", "expected", "chinese"), [
    (lambda: listed(["Cycles", "EEVEE"]), "Cycles, EEVEE", "Cycles、EEVEE"),
    (lambda: listed(each for each in ["{0}"]), "{0}", "{0}"), (lambda: listed([]), "", ""),
    (lambda: names(["a", "b", "c"], 2), "a, b and 1 more", "a、b 等，另有 1 个"),
    (lambda: together("0.01 USD", "", "10 s"), "0.01 USD, 10 s", "0.01 USD，10 s"),
    (lambda: clauses("a", "b"), "a; b", "a；b"), (lambda: dotted("a", "", "b"), "a · b", "a · b"),
    (lambda: labelled("{x}", "1.20"), "{x}: 1.20", "{x}：1.20"),
    (lambda: aside("three.blend", "1003"), "three.blend (1003)", "three.blend（1003）"),
    (lambda: aside("three.blend", ""), "three.blend", "three.blend"),
    (lambda: full_stop("It waits."), "It waits.", "It waits。"), (lambda: full_stop("等待"), "等待.", "等待。"),
    (lambda: CheckResult(BAD, "farm", "nobody answers", "Start one.").line().split(maxsplit=1)[1],
     "farm: nobody answers. Start one.", "farm：nobody answers。Start one."),
])
def test_signs_are_those_of_the_language(said, expected, chinese):
    assert said() == expected
    use("zh_CN")
    assert said() == chinese
