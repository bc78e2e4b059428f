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

from foxsubmit import bundle

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "adding-a-host.md"
FILE = re.compile(r"^`([\w/.]+)`[^\n]*:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHANGE = re.compile(r"^\| `([\w/.]+)` \| `(.*?)` \| `(.*?)` \|$", re.MULTILINE)
C4DPY = '''import runpy, sys
sys.path.insert(0, {fakes!r})
import c4d_double
sys.modules["c4d"] = c4d_double.module()
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
'''

unix = pytest.mark.skipif(os.name == "nt", reason="a stand-in program is a script with a first line")


def place(package, path):
    """Where a file of the repository lies in the package: what is in app/ is its own modules."""
    folder, _slash, rest = path.partition("/")
    return package / (rest if folder == "app" else path)


@pytest.fixture
def package(tmp_path):
    """The package with everything of the page in it."""
    folder = tmp_path / "made" / "foxsubmit"
    bundle.copy_package(folder)
    text = PAGE.read_text(encoding="utf-8")
    for path, content in FILE.findall(text):
        file = place(folder, path)
        assert not file.exists()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    changes = CHANGE.findall(text)
    assert len(changes) > 10
    for path, after, comes in changes:
        file = place(folder, path)
        content = file.read_text(encoding="utf-8")
        assert content.count(after) == 1, f"{after} stands {content.count(after)} times in {path}"
        file.write_text(content.replace(after, after + comes), encoding="utf-8")
    return folder


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
    code = "from foxsubmit import bundle; bundle._install_libraries = lambda folder: folder.mkdir(parents=True); " \
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
