"""One private folder with the package and its libraries, of which hosts are told. Nothing goes into a host itself."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .. import core, farm, hosts, ui
from ..core.common import extras
from ..core.common.atomic import remove_folder, replace
from ..core.common.errors import FoxError
from ..core.common.i18n import _
from ..core.common.load_check import complete
from ..core.common.system_errors import system_reason
from ..core.common.version import VERSION
from ..hosts.machine import text_of
from ..hosts.vendor import FOLDER as VENDOR
from ..hosts.vendor import NEWER

OLDEST = "3.9"
"""Python of the oldest host; libraries are chosen for it and for ``vendor.NEWER``, and serve all between and after."""
NAME = "foxsubmit"
STAMP = "bundle.txt"
NOT_FOR_HOSTS = {"rich", "Pillow"}
"""Libraries that only commands import, and the one with compiled parts: no host gets them (docs/decisions/0003)."""
FARM = "farm"
"""The extra that hosts have too, for the farm on this machine that their panel offers."""

LIBRARY = re.compile(r"[\w.-]+")
"""The name at the beginning of a requirement."""

COMPILED_BYTES = shutil.ignore_patterns("__pycache__", "*.pyc")
COMPILED = {".so", ".pyd", ".dll", ".dylib"}
PURE = ("--only-binary", ":all:", "--implementation", "py", "--abi", "none", "--platform", "any")
"""Have pip take wheels without a compiled part only."""


def make(folder: Path, extra: Mapping[str, str]) -> bool:
    """Put the bundle into ``folder``; False if this version's lies there already. ``extra``: path below it -> text.

    Raises:
        FoxError: the libraries could not be had, or the folder not be written. What lay there is unharmed.
    """
    source = own()
    wanted = text_of(source / STAMP) if source else _stamp(extra)
    if text_of(folder / STAMP) == wanted:
        return False
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".foxsubmit-", dir=folder.parent) as name:
            fresh = Path(name) / "bundle"
            copy_package(fresh / NAME)
            if source:  # as complete as it was released: no network is needed, and no pip
                shutil.copytree(source / VENDOR, fresh / VENDOR, ignore=COMPILED_BYTES)
            else:
                _install_libraries(fresh / VENDOR)
            for path, text in extra.items():
                (fresh / path).parent.mkdir(parents=True, exist_ok=True)
                (fresh / path).write_text(text, encoding="utf-8")
            (fresh / STAMP).write_text(wanted, encoding="utf-8")
            _exchange(fresh, folder, Path(name) / "old")
    except OSError as error:
        raise FoxError(_("{folder} cannot be written: {reason}.").format(
            folder=folder, reason=system_reason(error))) from error
    return True


def own() -> Path | None:
    """The bundle that this package runs from, as a release or a share has it; None in a checkout or an installation."""
    folder = Path(__file__).absolute().parents[2]
    return folder if (folder / STAMP).is_file() else None


def version(folder: Path) -> str:
    """The version that lies in a bundle; empty where none does, or it does not say."""
    words = text_of(folder / STAMP).split(None, 2)
    return words[1] if words[:1] == [NAME] and len(words) > 1 else ""


def remove(folder: Path) -> bool:
    """Remove a bundle, and only a bundle: a folder without our stamp stays."""
    if not (folder / STAMP).is_file():
        return False
    remove_folder(folder)
    return True


def _stamp(extra: Mapping[str, str]) -> str:
    """What a bundle of this version is made of; an edited checkout gives another one."""
    newest = max(path.stat().st_mtime_ns for source in _sources().values() for path in source.rglob("*.py"))
    return "\n".join([f"foxsubmit {VERSION} {newest}", *requirements(), *sorted(extra)]) + "\n"


def _sources() -> dict[str, Path]:
    """Where the parts of the running package lie; a checkout has them side by side (docs/architecture.md)."""
    parts = {"core": core, "farm": farm, "hosts": hosts, "ui": ui}
    found = {name: Path(str(part.__file__)).parent for name, part in parts.items()}
    return {"": Path(__file__).parents[1], **found}


def copy_package(folder: Path) -> None:
    """Put the running package into ``folder``, as it is imported."""
    sources = _sources()
    parts = set(sources)

    def own_modules(path: str, names: list[str]) -> set[str]:
        packages = {name for name in names if Path(path, name, "__init__.py").is_file()} - parts
        inside = {name for name in names if not name.endswith(".py")} - packages
        return inside | COMPILED_BYTES(path, names)

    for name, source in sources.items():
        shutil.copytree(source, folder / name if name else folder, dirs_exist_ok=True,
                        ignore=COMPILED_BYTES if name else own_modules)


def requirements() -> list[str]:
    """What the package needs inside a host: of the extras the farm's, and nothing that only commands import."""
    plain = [each for each in importlib.metadata.requires(NAME) or () if "extra ==" not in each]
    return sorted(each for each in (*plain, *extras.requirements(FARM))
                  if LIBRARY.findall(each)[0] not in NOT_FOR_HOSTS)


def _install_libraries(folder: Path) -> None:
    """Only pure Python, for the oldest hosts and for newer ones. pip's own settings (index, proxy …) are respected."""
    def fetch(python: str, place: Path) -> None:
        ask_pip("install", "--no-compile", "--target", str(place), *PURE, "--python-version", python, *requirements())

    with ThreadPoolExecutor() as side_by_side:
        list(side_by_side.map(fetch, (OLDEST, NEWER), (folder, folder / NEWER)))
    compiled = [path.name for path in folder.rglob("*") if path.suffix in COMPILED]
    if compiled:
        raise FoxError(_("A library for the hosts is not pure Python: {name}.").format(name=compiled[0]))


def ask_pip(*arguments: str) -> None:
    """Run pip.

    Raises:
        FoxError: there is none, or it did not do it.
    """
    if importlib.util.find_spec("pip") is None:
        raise FoxError(_("The libraries for the hosts are brought by pip, which {python} does not have: add it with "
                         "“{python} -m ensurepip”, or install foxsubmit in a virtual environment.").format(
            python=sys.executable))
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments, "--quiet"]
    done = complete(command, variables={**os.environ, "PIP_NO_INPUT": "1"})
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise FoxError(_("The libraries for the hosts could not be had: {reason} Without a network point pip to a "
                         "folder of wheels (PIP_NO_INDEX=1, PIP_FIND_LINKS=FOLDER).").format(
            reason=lines[-1] if lines else ""))


def _exchange(fresh: Path, folder: Path, old: Path) -> None:
    """Put the new bundle into the old one's place; a host that has files of it open keeps Windows from that."""
    if folder.exists():
        replace(folder, old)
    try:
        replace(fresh, folder)
    except OSError:
        if old.exists():
            replace(old, folder)
        raise
