"""What is built of a checkout: a source distribution with all of it, and a wheel with all that runs."""

from __future__ import annotations

import email
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from tests import plain_commands
from tests.forking import Forks

pytestmark = pytest.mark.real_libraries

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"
RUNS = ("app", "core", "farm", "hosts", "ui")
FOR_CHECKERS = {".pyi", ".ini"}
"""Suffixes of what lies among the modules for type checkers only."""


def tracked():
    """The files of the checkout as git knows them, new ones too."""
    try:
        told = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                              capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout of git")
    return sorted(name for name in told.splitlines() if (ROOT / name).is_file())


def pip(*arguments):
    """Run pip; of what it installs here little is ever loaded, and what is, is compiled then."""
    return subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments, "--quiet",
                           "--no-compile"], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Names in the source distribution, the wheel that is built of it, and what setuptools said."""
    names = tracked()
    folder = tmp_path_factory.mktemp("built")
    tools = folder / "tools"
    done = pip("install", "--target", str(tools), "setuptools>=77")
    if done.returncode:
        pytest.skip(f"no packages can be had here: {done.stderr[-200:]}")
    for name in names:
        target = folder / "source" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    variables = {**os.environ, "PYTHONPATH": str(tools)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # setuptools warns of it
    said = []

    def build(hook, source):
        done = subprocess.run([sys.executable, "-c", BUILD, hook, str(folder)], cwd=source, env=variables,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        assert done.returncode == 0, done.stdout
        said.extend(done.stdout.splitlines())

    build("build_sdist", folder / "source")
    (packed,) = folder.glob("foxsubmit-*.tar.gz")
    with tarfile.open(packed) as file:
        file.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.9.16 has none
        file.extractall(folder / "unpacked")  # noqa: S202 - made a moment ago
    (source,) = (folder / "unpacked").iterdir()
    build("build_wheel", source)
    (wheel,) = folder.glob("foxsubmit-*.whl")
    return {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}, wheel, said


def test_a_source_distribution_has_every_file_of_the_checkout(built):
    inside, _wheel, _said = built
    assert set(tracked()) - inside == set()


def test_a_wheel_has_every_module_and_all_that_lies_beside_them(built):
    _inside, wheel, _said = built
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in tracked():
        part, _slash, rest = name.partition("/")
        if part in RUNS and Path(name).suffix not in FOR_CHECKERS:
            assert ("foxsubmit/" + (rest if part == "app" else name)) in names
    assert "foxsubmit/py.typed" in names


def test_building_warns_of_nothing(built):
    _inside, _wheel, said = built
    assert [line for line in said if "warning" in line.lower() and "warning.svg" not in line] == []
    assert [line for line in said if "deprecat" in line.lower()] == []


def test_a_wheel_says_whose_it_is_and_under_which_licence(built):
    _inside, wheel, _said = built
    with zipfile.ZipFile(wheel) as file:
        name = next(name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(file.read(name))
        assert any(name.endswith("/LICENSE") for name in file.namelist())
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Author"] == "foxsubmit developers"
    assert "Typing :: Typed" in metadata.get_all("Classifier")
    assert metadata["Project-URL"] is None  # until there is an address


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The command of the wheel in an environment of its own, with what pip brings along and nothing else."""
    _inside, wheel, _said = built
    folder = tmp_path_factory.mktemp("plain") / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    done = pip("--python", str(programs / "python"), "install", str(wheel))
    if done.returncode:
        pytest.skip(f"no packages can be had here: {done.stderr[-200:]}")
    return programs


@pytest.fixture(scope="module")
def forks(installed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("forks")
    with Forks(installed / "python", folder, plain_commands.prepare(folder)) as forks:
        yield forks


@pytest.mark.parametrize("case", plain_commands.CASES, ids=lambda case: " ".join(case.arguments))
def test_a_plain_install_gives_every_command_without_tracebacks(forks, tmp_path, case):
    plain_commands.run(forks.run, case, tmp_path, plain_commands.prepare(tmp_path))


def test_a_plain_install_gives_the_program(installed, tmp_path):
    """All other tests here let a fork of its Python run the command."""
    case = next(case for case in plain_commands.CASES if case.arguments == ("tasks",))
    start = plain_commands.typed(str(installed / "foxsubmit"))
    plain_commands.run(start, case, tmp_path, plain_commands.prepare(tmp_path))
