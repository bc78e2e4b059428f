"""One table of exit codes, in the code and in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import make_project

from foxsubmit import cli
from foxsubmit.core.common.exit_codes import ExitCode

PAGE = Path(__file__).parents[3] / "docs" / "command-line.md"


def test_the_page_has_every_code_with_its_meaning():
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(str(int(code)), code.meaning) for code in ExitCode]


def test_the_program_knows_the_code_of_ctrl_c_before_it_is_loaded():
    text = (PAGE.parents[1] / "app" / "__main__.py").read_text(encoding="utf-8")
    assert f"INTERRUPTED = {int(ExitCode.INTERRUPTED)}\n" in text


@pytest.mark.parametrize(("arguments", "code"), [
    (["transfers"], ExitCode.DONE),
    (["farm", "status"], ExitCode.FAILED),
    (["tasks"], ExitCode.FAILED),
    (["submit", "nowhere.blend"], ExitCode.BAD_INPUT),
    (["plan", "check", "nowhere.json"], ExitCode.BAD_INPUT),
])
def test_a_command_ends_with_a_code_of_the_table(capsys, arguments, code):
    assert cli.main(arguments) == code


def test_a_plan_that_has_changed_ends_with_one(capsys, farm, tmp_path, monkeypatch):
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    plan = tmp_path / "shot.plan.json"
    assert cli.main(["plan", "shot.blend", "-o", str(plan)]) == ExitCode.DONE
    assert cli.main(["plan", "check", str(plan)]) == ExitCode.DONE
    (tmp_path / "project" / "wood.png").write_bytes(b"other")
    assert cli.main(["plan", "check", str(plan)]) == ExitCode.FAILED
