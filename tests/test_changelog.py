"""The CHANGELOG has the form by which a release is made of it (docs/releasing.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.release import changelog

from foxsubmit.core.common.version import VERSION

ROOT = Path(__file__).parents[1]
GOOD = """# Changelog

## Unreleased

- `foxsubmit x` does y.

## 0.2.0 - 2026-12-01

- A sentence
  that goes on.

## 0.1.0 - 2026-11-29

- Something (as it is called).
"""


def test_the_changelog_has_the_form_of_a_release():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert list(changelog.faults(text, VERSION)) == []


def test_a_good_one_has_no_fault_and_gives_the_notes_of_a_tag():
    assert list(changelog.faults(GOOD, "0.2.0")) == []
    assert changelog.notes(GOOD, "v0.2.0", "0.2.0") == "- A sentence\n  that goes on.\n"


@pytest.mark.parametrize(("old", "new", "said"), [
    ("## Unreleased\n", "## 0.3.0 - 2026-12-02\n", "the first section is not “Unreleased”"),
    ("0.1.0 - 2026-11-29", "0.1 - 2026-11-29", "line 12: “0.1 - 2026-11-29” is not a version"),
    ("2026-11-29", "2026-11-31", "line 12: “0.1.0 - 2026-11-31” is not a version"),
    ("0.1.0 -", "0.10.0 -", "the versions do not go down"),
    ("- Something", "- something", "line 14: an entry"),
    ("that goes on.", "that goes on", "line 9: an entry"),
    ("- `foxsubmit x`", "`foxsubmit x`", "line 5: an entry"),
])
def test_what_is_not_as_it_should_be_is_named(old, new, said):
    found = list(changelog.faults(GOOD.replace(old, new, 1), "0.2.0"))
    assert len(found) == 1
    assert found[0].startswith(said)


def test_another_version_than_the_programs_is_named():
    assert list(changelog.faults(GOOD, "0.2.1")) == [
        "the newest version is 0.2.0, and core/common/version.py says 0.2.1"]


@pytest.mark.parametrize(("tag", "version"), [("v0.2.0", "0.2.1"), ("0.2.0", "0.2.0"), ("v0.9.0", "0.9.0")])
def test_a_tag_that_does_not_agree_is_refused(tag, version):
    with pytest.raises(ValueError, match=re.escape(version)):
        changelog.notes(GOOD, tag, version)


def test_a_version_before_another_comes_below_it():
    text = GOOD.replace("## 0.1.0 - 2026-11-29", "## 0.2.0-rc.1 - 2026-11-29")
    assert list(changelog.faults(text, "0.2.0")) == []


def test_the_version_is_written_in_one_place():
    files = [*ROOT.glob("*.*"), *(ROOT / ".github").rglob("*.*"),
             *(path for part in ("app", "core", "farm", "hosts", "ui") for path in (ROOT / part).rglob("*.*"))]
    quoted = re.compile(rf"""["'-]{re.escape(VERSION)}["'-]""")
    assert [path.relative_to(ROOT).as_posix() for path in files
            if path.suffix in {".py", ".toml", ".txt", ".xml", ".yml", ".md"} and path.name != "CHANGELOG.md"
            and quoted.search(path.read_text(encoding="utf-8"))] == ["core/common/version.py"]
    assert changelog.version_of() == VERSION
