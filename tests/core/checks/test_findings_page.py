"""docs/findings.md explains every finding that there is, as it is said now."""

from __future__ import annotations

import re

import pytest
from findings_page import PAGES, SUBJECTS, constants, page

from foxsubmit.core.checks import run


@pytest.mark.parametrize("language", PAGES)
def test_the_page_of_findings_is_as_the_code_has_them(language):
    assert PAGES[language].read_text(encoding="utf-8") == page(language), (
        "write it anew: python tests/core/checks/findings_page.py")


@pytest.mark.parametrize("language", PAGES)
def test_every_code_is_explained(language):
    sections = re.split(r"^### ", PAGES[language].read_text(encoding="utf-8"), flags=re.M)[1:]
    explained = {each.split()[0]: each.partition("\n")[2].strip() for each in sections}
    unexplained = [f"{name} ({code})" for name, code in constants().items() if not explained.get(code)]
    assert not unexplained, "a line in findings_page.BY_HAND says what the sentences do not"


def test_every_subject_of_checks_has_a_heading():
    assert {each.__name__.rpartition(".")[2] for each in run.SUBJECTS} == set(SUBJECTS)
