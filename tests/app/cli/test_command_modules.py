"""A command is a module of its name; what is typed decides which modules are imported."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from foxsubmit import cli
from foxsubmit.cli.common.parser import FOLDERS, commands, module_of, parse, parser_of, wants_json

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "app" / "cli"
HEAVY = {"rich", "jsonschema", "qtpy", "PIL", "starlette", "sqlite3", "foxsubmit.core.session.session",
         "foxsubmit.farm.base.arguments"}
"""Modules that --help, and a command that does not use them, must not import."""


def test_each_module_beside_common_is_a_command_and_the_table_names_it():
    named = {name for names in FOLDERS.values() for name in names}
    for folder, names in FOLDERS.items():
        assert {path.stem for path in (FOLDER / folder).glob("*.py")} - {"__init__"} == set(names)
    assert {path.stem for path in FOLDER.glob("*.py")} - {"__init__"} | named == set(commands())
    assert {path.name for path in FOLDER.iterdir() if (path / "__init__.py").is_file()} == {"common", *FOLDERS}


@pytest.mark.parametrize("name", commands())
def test_a_command_has_its_arguments_and_runs(name):
    module = module_of(name)
    for function, takes, returns in ((module.arguments, "parser", "None"), (module.run, "options", "int")):
        signature = inspect.signature(function)
        assert (list(signature.parameters), signature.return_annotation) == ([takes], returns)
    assert f"foxsubmit {name}" in module.__doc__


@pytest.mark.parametrize("name", commands())
def test_a_command_writes_json_of_a_shape_with_a_version(name):
    assert "--json" in parser_of(name)._option_string_actions
    shape = module_of(name).SHAPE
    assert shape.version >= 1
    assert all(fields and "version" not in fields for fields in shape.documents.values())


def test_all_json_is_written_by_the_shape_of_its_command():
    writers = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.py")
               if "write_json" in path.read_text(encoding="utf-8")}
    assert writers == {"common/output.py", "common/shapes.py"}


@pytest.mark.parametrize("name", commands())
def test_a_page_says_what_each_command_does(name):
    pages = "".join((ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "docs/command-line.md"))
    assert re.search(rf"`(foxsubmit )?{name}\b", pages)


def imported(*arguments):
    code = ("import sys; from foxsubmit import cli\n"
            "try:\n    cli.main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
            "print('\\n' + '\\n'.join(sys.modules))")
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["uninstall", "--help"], ["nonsense"]], ids=" ".join)
def test_help_waits_for_nothing_that_is_not_shown(arguments):
    names = imported(*arguments)
    assert "foxsubmit.cli.common.parser" in names
    assert names & HEAVY == set()


def test_only_the_module_of_the_command_is_imported():
    names = {name for name in imported("farm", "status", "--help") if name.startswith("foxsubmit.cli.")}
    assert {name for name in names if ".common" not in name} == {"foxsubmit.cli.farm"}


def test_the_farm_is_served_without_what_only_people_at_a_terminal_need():
    assert "rich" not in imported("farm", "--help")  # a host's Python may serve it, and has none


def climbs(path):
    """The modules beside common/ that a module in it imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 2:
            yield from (node.module,) if node.module else (alias.name for alias in node.names)


def test_what_commands_share_knows_no_command():
    assert [(path.name, name) for path in FOLDER.joinpath("common").glob("*.py") for name in climbs(path)] == []


def test_ctrl_c_while_a_command_is_loaded_is_no_traceback(monkeypatch, capsys):
    def stopped(*_names):
        raise KeyboardInterrupt

    monkeypatch.setattr("foxsubmit.cli.common.parser.importlib.import_module", stopped)
    assert cli.main(["tasks", "--json"]) == 130
    assert '"message": "Stopped."' in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "asked"), [
    (["tasks", "--json"], True), (["tasks", "--js"], True), (["tasks"], False), (["--", "json"], False)])
def test_json_may_be_abbreviated(typed, asked):
    assert wants_json(typed) is asked


def test_the_home_is_opened_for_every_command_but_those_that_look_at_it_themselves():
    lines = {"submit": "a.blend", "plan": "a.blend", "fetch": "1", "movie": "f a.mp4", "install": "maya",
             "uninstall": "maya", "task": "stop 1", "completion": "bash"}
    without = {name for name in commands() if not parse([name, *lines.get(name, "").split()]).opens_home}
    assert without == {"completion", "demo", "doctor", "farm", "install", "inventory", "uninstall"}
