"""Maya finds us by one module file that serves every version.

Sources: Maya SDK, "Distributing Maya plug-ins", "Module description files"; userSetup.py of a module's scripts folder
is run for every module, so ours lives beside others.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ....core.common.i18n import _
from ....core.common.version import VERSION
from ...machine import LINUX, MACOS, WINDOWS, Installed, Machine, Target, below, children, installed, text_of

HOST = "maya"
VERSIONS = ("2023", "2024", "2025", "2026", "2027")
MENU = "Fox"
FILE = "foxsubmit.mod"

USER_SETUP = '''"""Maya runs this at start: it puts the Fox menu into the main window, and returns at once."""

import traceback

from maya import cmds, utils


def fox_menu():
    try:
        from foxsubmit.hosts.maya import menu

        menu.install_menu()
    except Exception:  # an error of ours must not stop Maya's start
        traceback.print_exc()


if not cmds.about(batch=True):
    utils.executeDeferred(fox_menu)
'''


def found(machine: Machine) -> tuple[Installed, ...]:
    """The versions of Maya on this machine."""
    folders = {
        WINDOWS: machine.programs / "Autodesk",
        MACOS: machine.programs / "Autodesk",
        LINUX: machine.root / "usr" / "autodesk",
    }
    own = machine.variable("MAYA_LOCATION")
    return installed(HOST, [*([own] if own else []), *children(folders[machine.system])], r"maya(20\d\d)")


def files() -> dict[str, str]:
    """Return the files of Maya's part of the bundle."""
    return {"scripts/userSetup.py": USER_SETUP}


def targets(machine: Machine, bundle: Path, versions: Sequence[str], site: Path | None) -> tuple[Target, ...]:
    """One module file, for this user or for a studio's share."""
    folder = site or _user_folder(machine) / "modules"
    # Relative on a share, so that it works by whatever path it is mounted.
    place = Path(os.path.relpath(bundle, site)) if site else _plain(bundle, folder)
    hint = _("Have MAYA_MODULE_PATH name {folder} on every workstation.").format(folder=site) if site else ""
    return (Target(HOST, tuple(versions), folder, {FILE: module(place, versions)}, hint),)


def copies(machine: Machine) -> dict[Path, Path]:
    """The module files of ours that Maya reads -> their bundles. Maya itself puts all its folders into the variable."""
    user = _user_folder(machine)
    folders = [user / "modules", *(user / version / "modules" for version in VERSIONS),
               *machine.folders("MAYA_MODULE_PATH")]
    return {folder / FILE: bundle for folder in dict.fromkeys(folders)
            for bundle in _bundles(text_of(folder / FILE), folder)}


def _bundles(text: str, folder: Path) -> list[Path]:
    """The bundle that a module file names, at most one: the rest of a block's first line is its folder."""
    words = text.partition("\n")[0].split(None, 4)
    return [below(folder, words[-1]).parent] if len(words) == 5 else []


def module(bundle: Path, versions: Sequence[str]) -> str:
    """The module file: a block for each version. Forward slashes on every system."""
    place = bundle.as_posix() if bundle.is_absolute() else f"./{bundle.as_posix()}"
    blocks = [f"+ MAYAVERSION:{version} foxsubmit {VERSION} {place}/{HOST}\nPYTHONPATH+:=..\n" for version in versions]
    return "\n".join(blocks)


def _plain(bundle: Path, folder: Path) -> Path:
    """The bundle in letters that every code page has: relative where a user's name in the path has others.

    In which encoding Maya reads a module file is documented nowhere; a Maya in China reads others than ours in UTF-8.
    """
    if str(bundle).isascii() or bundle.drive != folder.drive:
        return bundle
    relative = os.path.relpath(bundle, folder)
    return Path(relative) if relative.isascii() else bundle


def _user_folder(machine: Machine) -> Path:
    own = machine.variable("MAYA_APP_DIR")
    if own:
        return own
    return {
        WINDOWS: machine.documents / "maya",
        MACOS: machine.home / "Library" / "Preferences" / "Autodesk" / "maya",
        LINUX: machine.home / "maya",
    }[machine.system]
