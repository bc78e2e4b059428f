"""Run the checks of dev.py by nox: ``nox -s tests-3.11``, ``nox -s check``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nox

sys.path.insert(0, str(Path(__file__).parent))  # the program `nox` does not look beside this file, `python -m nox` does

import dev

# nox looks on PATH alone, where pyenv has a program for each Python that then may not start; dev.py finds them all.
FOUND = [str(Path(python).parent) for version, python in dev.pythons().items() if version in dev.TESTED]
os.environ["PATH"] = os.pathsep.join([*FOUND, os.environ.get("PATH", "")])

EXTRAS = ".[farm,qt,blender,usd,dev]"
LOWEST = ".[farm,qt,usd,dev]"  # each bpy needs libraries of its own time
nox.options.sessions = ["check", "tests"]


@nox.session(python="3.13")
def check(session: nox.Session) -> None:
    """Lint and types."""
    session.install("-e", EXTRAS)
    dev.link_package()
    for command in dev.CHECKS:
        session.run(*command.split())


@nox.session(python="3.13")
@nox.parametrize("version", ["19.5", "20.5", "21.0"])
def houdini(session: nox.Session, version: str) -> None:
    """Type-check the adapter of Houdini against the stubs of each version."""
    session.install("-e", EXTRAS)
    session.install(f"types-houdini=={version}.*")
    dev.link_package()
    arguments = ["--config-file", "hosts/mypy.ini"]
    if version == "19.5":
        written = Path("hosts", "mypy.ini").read_text(encoding="utf-8")
        config = Path(session.create_tmp(), "mypy.ini")
        config.write_text(written.replace("always_false", "always_true").replace(
            "$MYPY_CONFIG_FILE_DIR", Path("hosts").resolve().as_posix()), encoding="utf-8")
        arguments[1] = str(config)
    session.run("mypy", *arguments, "-p", "foxsubmit.hosts.houdini")


@nox.session(python="3.9")
def conformance(session: nox.Session) -> None:
    """The vendor's own client, in an environment of its own, against the embedded farm."""
    session.run("python", "dev.py", "conformance", *session.posargs)


@nox.session
def fresh(session: nox.Session) -> None:
    """Bare Debian trees, and what the README says in them; as root, with debootstrap."""
    session.run("python", "-m", "tests.fresh", *session.posargs)


@nox.session
def offline(session: nox.Session) -> None:
    """A release, built of the last commit, in bare Debian trees without a network; as root, with debootstrap."""
    session.run("python", "dev.py", "release")
    session.run("python", "-m", "tests.fresh.release", "dist", *session.posargs)


@nox.session
@nox.parametrize(("python", "bpy"), [("3.11", "4.2"), ("3.11", "4.5"), ("3.11", "5.0"), ("3.13", "5.2")])
def extension(session: nox.Session, bpy: str) -> None:
    """Blender's extension in each Blender: installed, at work, removed."""
    session.install("-e", ".[farm,qt,dev]", f"bpy=={bpy}.*")
    folder = "tests/hosts/blender/extension"
    session.run("pytest", f"{folder}/test_extension.py", f"{folder}/test_changing_versions.py", *session.posargs)


@nox.session
def windows(session: nox.Session) -> None:
    """The whole suite in a Windows Python, in Wine; on Debian, as root."""
    session.run("python", "dev.py", "windows", *session.posargs)


@nox.session(python="3.13")
def window(session: nox.Session) -> None:
    """Blender's extension in windows of three generations: this machine's, and those of Debian trees; as root."""
    session.install("-e", EXTRAS)
    dev.link_package()
    session.run("python", "-m", "tests.window.generations", *session.posargs)


@nox.session(python=["3.9", "3.11", "3.12", "3.13", "3.14"])
def tests(session: nox.Session) -> None:
    """The suite, with the Qt binding that hosts of that Python have; where there is no bpy, without it."""
    session.install("-e", EXTRAS)
    suite(session)


@nox.session(python="3.13", venv_backend="uv|virtualenv")
def newest(session: nox.Session) -> None:
    """The suite with the newest of every library that the bounds in pyproject.toml allow, whatever was there before."""
    session.install("--upgrade", "-e", EXTRAS)
    suite(session)


@nox.session(python=["3.9", "3.11"], venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """The suite with the oldest of every library that pyproject.toml allows; on 3.11 that is PySide6 6.5."""
    session.install("--resolution", "lowest-direct", "-e", LOWEST)
    suite(session)


def suite(session: nox.Session) -> None:
    """Run the tests with the binding of Qt that this Python has."""
    binding = "pyside2" if session.python == "3.9" else "pyside6"
    session.run("pytest", *session.posargs,
                env={"QT_API": binding, "PYTEST_QT_API": binding, "QT_QPA_PLATFORM": "offscreen"})


@nox.session(python="3.11")
def mutants(session: nox.Session) -> None:
    """Plant known bugs, one at a time: the suite has to notice each. ``nox -s mutants -- core/plan P4`` for some."""
    session.install("-e", EXTRAS)
    session.run("python", "-m", "tests.mutants.run", *session.posargs, env={"QT_API": "pyside6"})
