"""What forges are told: workflows that a fork can run as they are. They were never run; these tests read their text."""

from __future__ import annotations

import re
from pathlib import Path

import dev
import pytest
from tools.release import changelog

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ALL = [*WORKFLOWS, ROOT / ".gitlab-ci.yml"]
TRIED = ["3.9", "3.10", "3.11", "3.12", "3.13", "3.14"]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_workflow_says_that_it_was_not_run_yet(path):
    assert path.read_text(encoding="utf-8").startswith("# Not run yet on any forge")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_others_bring_is_one_commit_of_theirs_and_may_only_read(path):
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for name, rest in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)
        assert re.fullmatch(r"  # v\d+\.\d+\.\d+", rest)
    assert "\npermissions:\n  contents: read\n" in text
    assert "secrets." not in text


@pytest.mark.parametrize("path", [ROOT / ".github" / "workflows" / "test.yml", ROOT / ".gitlab-ci.yml"],
                         ids=lambda path: path.name)
def test_every_python_that_the_package_takes_is_tried(path):
    assert re.findall(r'"(3\.\d+)"', path.read_text(encoding="utf-8"))[:len(TRIED)] == TRIED
    assert f'requires-python = ">={TRIED[0]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_every_system_is_tried():
    text = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert "system: [ubuntu-latest, windows-latest, macos-latest]" in text


@pytest.mark.parametrize("path", [*ALL, ROOT / ".pre-commit-config.yaml"], ids=lambda path: path.name)
def test_the_commands_are_there(path):
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"python3? dev\.py (\w+)", text)) <= set(dev.COMMANDS)
    for module in re.findall(r"-m (tools[\w.]*)", text):
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_a_pattern_of_tags_takes_the_tag_of_a_version():
    (pattern,) = re.findall(r"CI_COMMIT_TAG =~ /(.*)/", (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert re.search(pattern, f"v{changelog.version_of()}")


def test_the_command_that_dev_py_names_is_found_in_what_it_says(monkeypatch):
    """The workflows take it out of the sentence with this expression of sed."""
    (shown,) = set(re.findall(r"sed -n 's/(.*?)//p'", "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)))
    monkeypatch.setattr(dev.before_setting_up.__globals__["system"].shutil, "which", lambda _name: "/usr/bin/apt-get")
    missing = dev.before_setting_up.__globals__["Needs"]()
    missing.add("fonts", "fonts-dejavu-core")
    assert re.sub(shown, "", missing.sentence()).split()[:2] == ["sudo", "apt-get"]
