"""Finding a Blender, and how to start it."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from foxsubmit.core.common.errors import BadInput
from foxsubmit.hosts.blender.programs import program
from foxsubmit.hosts.blender.programs.program import VARIABLE, Program, find_blender


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch):
    """Neither bpy here, nor a variable, nor programs on PATH."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(program, "_own", lambda: None)


def stand_in(path: Path, answer: str) -> str:
    """A program that prints ``answer`` whatever it is asked."""
    if os.name == "nt":
        pytest.skip("needs a program that is a script")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{sys.executable}\nprint({answer!r})\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_there_may_be_no_blender():
    assert find_blender() is None


def test_the_variable_comes_first(tmp_path, monkeypatch):
    monkeypatch.setattr(program, "_own", lambda: Program("own"))
    monkeypatch.setenv(VARIABLE, stand_in(tmp_path / "my-blender", "Blender 4.5.2 LTS"))
    found = find_blender()
    assert (found.path, found.version) == (str(tmp_path / "my-blender"), "4.5.2")


def test_the_scripts_of_a_blender_that_lie_on_the_path_are_no_module_with_a_blender_inside(tmp_path, monkeypatch):
    monkeypatch.undo()
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delitem(sys.modules, "bpy", raising=False)
    scripts = tmp_path / "scripts" / "modules"
    (scripts / "bpy").mkdir(parents=True)
    (scripts / "bpy" / "__init__.py").write_text("from _bpy import app\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(scripts), *sys.path])
    monkeypatch.setenv("PATH", str(tmp_path))
    blender = stand_in(tmp_path / "blender", "Blender 4.3.2")
    assert find_blender() == Program(blender)


@pytest.mark.parametrize(("python", "blender"), [
    ("Blender 4.2/4.2/python/bin/python3.11", "Blender 4.2/blender"),
    ("Blender 4.2/4.2/python/bin/python.exe", "Blender 4.2/blender.exe"),
    ("Blender.app/Contents/Resources/5.2/python/bin/python3.13", "Blender.app/Contents/MacOS/Blender"),
])
def test_the_blender_that_ships_this_python_is_found_beside_it(tmp_path, monkeypatch, python, blender):
    monkeypatch.undo()
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "bpy", None)
    program_there = stand_in(tmp_path / blender, "Blender 4.2.0")
    monkeypatch.setattr(sys, "executable", str(tmp_path / python))
    assert find_blender() == Program(program_there)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "4.2" / "bin" / "python3.11"))
    assert find_blender() is None


def test_the_variable_may_name_a_python(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, stand_in(tmp_path / "python3.11", "bpy 4.5.15"))
    found = find_blender()
    assert found.is_python
    assert found.version == "4.5.15"


@pytest.mark.parametrize("answer", ["", "Python 3.11", "Traceback"])
def test_a_variable_that_names_something_else_is_refused(tmp_path, monkeypatch, answer):
    monkeypatch.setenv(VARIABLE, stand_in(tmp_path / "calculator", answer))
    with pytest.raises(BadInput, match="does not answer as a Blender"):
        find_blender()


def test_a_variable_that_names_a_blender_without_its_libraries_says_which(tmp_path, monkeypatch):
    said = "error while loading shared libraries: libSM.so.6: cannot open shared object file: No such file or directory"
    monkeypatch.setenv(VARIABLE, stand_in(tmp_path / "blender", said))
    with pytest.raises(BadInput, match=r"does not start: .*libSM\.so\.6.*libsm6"):
        find_blender()


def test_a_variable_that_names_nothing_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(BadInput, match="not a program on this machine"):
        find_blender()


def test_this_process_comes_before_the_path(tmp_path, monkeypatch):
    stand_in(tmp_path / "blender", "Blender 4.5.2 LTS")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(program, "_own", lambda: Program("own"))
    assert find_blender() == Program("own")


def test_the_program_on_the_path_is_found(tmp_path, monkeypatch):
    path = stand_in(tmp_path / "blender", "Blender 3.4.1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_blender() == Program(path)
    assert find_blender().version == "3.4.1"


def test_a_candidate_that_does_not_answer_is_passed_over(tmp_path):
    broken, good = stand_in(tmp_path / "a", "no"), stand_in(tmp_path / "b", "Blender 5.1.0")
    assert find_blender([broken, str(tmp_path / "gone"), good]) == Program(good)


def test_a_program_runs_our_module_as_a_script():
    command = Program("/opt/blender").command("hosts.blender.node.render", "job.json")
    assert command[:6] == ["/opt/blender", "--background", "--factory-startup", "--python-exit-code", "1", "--python"]
    assert Path(command[6]).name == "child.py"
    assert command[7:] == ["--", "hosts.blender.node.render", "job.json"]


def test_a_python_runs_our_module():
    command = Program("/opt/python", is_python=True).command("hosts.blender.node.render", "job.json")
    assert command[0] == "/opt/python"
    assert Path(command[1]).name == "child.py"
    assert command[2:] == ["hosts.blender.node.render", "job.json"]
