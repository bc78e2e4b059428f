"""What the machine has to have beside Python: found all at once, installed on Debian as root, else named."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

from .environments import ROOT, Environment, Problem, loaded, runs


def by_path(name: str) -> ModuleType:
    """A module of core/common/ that stands alone: the package itself cannot be imported yet."""
    spec = importlib.util.spec_from_file_location(f"common_{name}", ROOT / "core" / "common" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


system = by_path("system_libraries")
load_failure: Callable[[Path, str], str | None] = by_path("load_check").load_failure


@dataclasses.dataclass
class Needs:
    """The missing system packages: by Debian's names, and in words for other systems."""

    packages: list[str] = dataclasses.field(default_factory=list)
    words: list[str] = dataclasses.field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.packages or self.words)

    def add(self, word: str, *packages: str) -> None:
        """Note one thing, each package once."""
        self.words.append(word)
        self.packages = list(dict.fromkeys((*self.packages, *packages)))

    def add_libraries(self, files: list[str]) -> None:
        """Note libraries by their file names."""
        if files:
            self.add(f"the libraries {', '.join(files)}", *system.packages(files))

    def sentence(self) -> str:
        """Return the next step as one sentence, with one command where there is apt."""
        command = system.install_command(self.packages)
        if command:
            return f"foxsubmit needs system packages that are not here; run this, then try again: {command}"
        debian = f" (in Debian: {' '.join(self.packages)})" if self.packages else ""
        return (f"foxsubmit needs from this system {', '.join(self.words)}{debian}: "
                "install what has them, then try again.")


def before_setting_up(environments: Iterable[Environment], *, program: bool = False) -> Needs:
    """What new environments need to be made and to load: by the table, as there is nothing yet to load."""
    needs, users = Needs(), set[str]()
    if program and not shutil.which("blender"):
        needs.add("a blender program", "blender")
    for environment in environments:
        if not environment.packages:  # one with packages of its own has neither Qt nor Blender
            users.update((*loaded(environment.version), *system.window_users()))
        if not runs(environment.python, "-c", "import ensurepip"):
            if not Path(environment.python).resolve().is_relative_to("/usr/bin"):
                raise Problem(f"{environment.python} lacks its module ensurepip, by which virtual environments get "
                              "pip: install this Python anew with it, then try again.")
            needs.add(f"the module venv of Python {environment.version}", f"python{environment.version}-venv")
    needs.add_libraries(system.missing(users))
    if users:
        _add_fonts(needs)
    return needs


def _add_fonts(needs: Needs) -> None:
    if not system.has_fonts():
        needs.add("a font, for example DejaVu", system.FONT)


def to_load(environments: Iterable[Environment]) -> Needs:
    """What is missing for that which these environments really load, tried in a child process of each.

    Raises:
        Problem: something does not load, and no library of the table is the reason.
    """
    tried = [each for each in environments if not _loaded_before(each)]
    failures = [(module, each.title, text) for each in tried for module in loaded(each.version)
                if (text := load_failure(each.inside, module))]
    needs = Needs()
    if failures:
        files = [file for module, _title, text in failures
                 for file in system.behind(text, {module, *system.window_users()})]
        needs.add_libraries(list(dict.fromkeys(files)))
        if not needs.packages:
            raise Problem("\n".join(f"{module} of {title} does not load: {text}" for module, title, text in failures))
    if tried:
        _add_fonts(needs)
    if not needs:
        for each in tried:
            _mark(each).write_text(_state(each), encoding="utf-8")
    return needs


def _mark(environment: Environment) -> Path:
    return environment.folder / "loaded"


def _loaded_before(environment: Environment) -> bool:
    mark = _mark(environment)
    return mark.exists() and mark.read_text(encoding="utf-8") == _state(environment)


def _state(environment: Environment) -> str:
    """What loading depends on: it is tried again when packages here, libraries of the system or the display change."""
    packages = (environment.folder / "stamp").read_text(encoding="utf-8")
    times = [place.stat().st_mtime_ns for place in (Path("/etc/ld.so.cache"), Path("/usr/share/fonts"))
             if place.exists()]
    return hashlib.sha256(repr((packages, times, system.window_users())).encode()).hexdigest()


def settle(needs: Needs) -> None:
    """Install what is missing as root on Debian; else say what is.

    Raises:
        Problem: the user has to install it, or it could not be installed.
    """
    if not needs:
        return
    if not needs.packages or not shutil.which("apt-get") or os.geteuid() != 0:
        raise Problem(needs.sentence())
    names = " ".join(needs.packages)
    print(f"Installing {names}", flush=True)
    apt("update")
    failed = apt("install", "-y", "--no-install-recommends", *needs.packages)
    if failed:
        raise Problem(f"apt-get could not install {names}:\n{failed}")


def apt(*arguments: str) -> str:
    """Run apt-get without questions; what it printed where it failed, else nothing."""
    done = subprocess.run(["apt-get", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
                          env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"})
    return done.stdout if done.returncode else ""


def prepare(environments: Iterable[Environment], *, program: bool = False) -> None:
    """Make environments that load all they have; what the machine lacks is asked for once, before any download.

    Args:
        environments: the ones to make.
        program: whether a blender program is needed, too.

    Raises:
        Problem: the user has to do something first.
    """
    environments = list(environments)
    settle(before_setting_up((each for each in environments if not each.ready()), program=program))
    with ThreadPoolExecutor() as beside:  # half of the time is spent waiting for packages to arrive
        list(beside.map(Environment.make, environments))
    whole = [each for each in environments if not each.packages]
    settle(to_load(whole))
    left = to_load(whole)
    if left:
        raise Problem(f"Qt or Blender still cannot load, after {' '.join(left.packages)} were installed.")
