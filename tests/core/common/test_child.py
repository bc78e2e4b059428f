"""Modules of the package in another interpreter, wherever the package lies and whatever it is called."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foxsubmit.core.common import child

ROOT = Path(__file__).parents[3]


def run(*command, env=None):
    return subprocess.run(command, capture_output=True, text=True, env=env or child.environment(), check=False)


def test_a_module_runs_from_a_checkout_with_nothing_installed():
    done = run(*child.command(sys.executable, "core.transfer.agent", "--help"))
    assert (done.returncode, "foxsubmit agent" in done.stdout) == (0, True), done.stderr


def test_a_module_runs_from_a_copy_under_another_name(tmp_path):
    """An installed package, or a Blender extension: its parts lie beside its __init__."""
    copy = tmp_path / "bl_ext_other_name"
    shutil.copytree(ROOT / "core", copy / "core")
    shutil.copy(ROOT / "app" / "__init__.py", copy)
    done = run(sys.executable, str(copy / "core" / "common" / "child.py"), "core.transfer.agent", "--help")
    assert done.returncode == 0, done.stderr


def test_the_folder_of_the_script_hides_no_other_module(tmp_path):
    """core/ has modules called like others': run by path, it must not come first on sys.path."""
    (tmp_path / "probe").mkdir()
    shutil.copytree(ROOT / "core", tmp_path / "probe" / "core")
    (tmp_path / "probe" / "core" / "probe.py").write_text(
        "import os, sys\ndef main(arguments):\n"
        "    print(os.path.dirname(__file__) in sys.path, arguments)\n",
        encoding="utf-8")
    done = run(sys.executable, str(tmp_path / "probe" / "core" / "common" / "child.py"), "core.probe", "a", "b")
    assert done.stdout.strip() == "False ['a', 'b']"


def test_what_follows_two_dashes_is_ours():
    """Blender hands a script its own arguments too."""
    script = child.command(sys.executable, "x")[1]
    done = run(sys.executable, script, "--background", "--", "core.transfer.agent", "--help")
    assert done.returncode == 0, done.stderr


PROBE = "import sys\ndef main(arguments):\n    print(arguments[0] in sys.path)\n"


@pytest.mark.parametrize(("version", "searched"), [("2.7", "False"), (child.PYTHON, "True")])
def test_only_libraries_of_the_same_python_are_searched(tmp_path, version, searched):
    shutil.copytree(ROOT / "core", tmp_path / "core")
    (tmp_path / "core" / "probe.py").write_text(PROBE, encoding="utf-8")
    env = {**os.environ, child.LIBRARIES: os.pathsep.join([version, "/somewhere/else"])}
    done = run(sys.executable, str(tmp_path / "core" / "common" / "child.py"), "core.probe", "/somewhere/else", env=env)
    assert done.stdout.strip() == searched, done.stderr
