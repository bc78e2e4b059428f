"""docs/adding-a-host.md is followed to the end: a package made as it says submits a scene of a fake Cinema 4D."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from foxsubmit.install import bundle

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "adding-a-host.md"
FILE = re.compile(r"^`([\w/.]+)`[^\n]*:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OWN = re.compile(r"hosts/c4d/[\w/.]+|core/plan/c4d\.py|core/plan/schemas/c4d\.\w+\.json")
"""What belongs to the new host."""
C4DPY = '''import runpy, sys
sys.path.insert(0, {fakes!r})
import c4d_double
sys.modules["c4d"] = c4d_double.module()
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
'''

unix = pytest.mark.skipif(os.name == "nt", reason="a stand-in program is a script with a first line")


def contents(package):
    """Path below the package -> content."""
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*") if path.is_file()}


@pytest.fixture
def package(tmp_path):
    """The package with everything of the page in it, and nothing else."""
    folder = tmp_path / "made" / "foxsubmit"
    bundle.copy_package(folder)
    before = contents(folder)
    for path, content in FILE.findall(PAGE.read_text(encoding="utf-8")):
        assert OWN.fullmatch(path), f"the page touches {path}"
        file = folder / path
        assert not file.exists(), f"the page changes {path}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    after = contents(folder)
    assert {path: after[path] for path in before} == before
    assert "core/plan/c4d.py" in set(after) - set(before)
    return folder


def test_the_page_asks_for_no_change_of_what_is_there():
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+\.(?:py|json|toml|ini))`", text))
    written = {path for path, _content in FILE.findall(text)}
    assert len(written) > 6
    assert all((ROOT / path).exists() or "c4d" in path for path in named), "the page names a file that is not there"
    assert "| after |" not in text


def run(package, *arguments, **variables):
    """The command line of that package, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "foxsubmit", *arguments], capture_output=True, text=True, check=False,
                          cwd=package.parent, env={**os.environ, "PYTHONPATH": str(package.parent), **variables})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@unix
def test_a_scene_of_the_new_host_is_submitted_by_following_the_page(package, farm, settings, tmp_path):
    code, program = tmp_path / "c4dpy.py", tmp_path / "c4dpy"
    code.write_text(C4DPY.format(fakes=str(Path(__file__).parent / "fakes")), encoding="utf-8")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{code}" "$@"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "wood.png").write_bytes(b"wood")
    scene = tmp_path / "shot.c4d"
    scene.write_text(json.dumps({
        "takes": [{"name": "Main", "camera": "Camera"},
                  {"name": "night", "camera": "Camera", "checked": False, "settings": {"first": 3, "last": 9}},
                  {"name": "odd", "camera": "", "broken": "no render data"}],
        "assets": {"Bitmap": str(tmp_path / "wood.png")}}), encoding="utf-8")
    made = tmp_path / "plan.json"
    run(package, "plan", str(scene), "-o", str(made), "--home", str(settings.home), FOXSUBMIT_C4D=str(program))
    text = made.read_text(encoding="utf-8")
    assert '"cg_name": "Cinema 4D"' in text
    assert "1-5[1]" in text
    assert "wood.png" in text
    run(package, "submit", str(scene), "--home", str(settings.home), "--output", str(tmp_path / "out"),
        FOXSUBMIT_C4D=str(program))
    assert list((tmp_path / "out").rglob("*.*"))


def test_it_is_installed_and_taken_back_by_following_the_page(package, tmp_path):
    code = "from foxsubmit.install import bundle; " \
           "bundle._install_libraries = lambda folder: folder.mkdir(parents=True); " \
           "from foxsubmit.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
    variables = {**os.environ, "PYTHONPATH": str(package.parent), "HOME": str(tmp_path / "home"),
                 "USERPROFILE": str(tmp_path / "home"), "FOXSUBMIT_HOME": str(tmp_path / "data")}
    plugin = tmp_path / "home" / "maxon" / "2025" / "plugins" / "fox" / "fox.pyp"
    for command, there in (("install", True), ("uninstall", False)):
        version = ["--version", "2025"] if command == "install" else []
        subprocess.run([sys.executable, "-c", code, command, "c4d", *version], check=True, capture_output=True,
                       env=variables, cwd=package.parent)
        assert plugin.is_file() is there
    assert not plugin.parent.exists()


def test_the_rest_of_the_package_knows_it_by_its_traits(package):
    code = """
from foxsubmit.core.checks.run import run_checks
from foxsubmit.core.plan.hosts import every_host, traits_of
from foxsubmit.hosts.installers import described, names
from foxsubmit.ui.kit import words
assert "c4d" in names() and "c4d" in described(), names()
assert [each.name for each in every_host()] == list(names())
assert (words.host_badge("c4d"), words.host_name("c4d"), traits_of("c4d").variable) == (
    "C4", "Cinema 4D", "FOXSUBMIT_C4D")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=package.parent,
                          env={**os.environ, "PYTHONPATH": str(package.parent)})
    assert done.returncode == 0, done.stderr
