"""Houdini finds us by one package file for each version.

Sources: Houdini help, "Houdini packages", "Shelf tool files", "Python panel files", "MainMenu files".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ....core.common.i18n import _
from ...machine import LINUX, MACOS, WINDOWS, Installed, Machine, Target, below, children, installed, text_of

HOST = "houdini"
VERSIONS = ("19.5", "20.0", "20.5", "21.0", "22.0")
MENU = "Fox"
FILE = "foxsubmit.json"
OURS = Path(__file__).parent
FOLDERS = {"fox.shelf": "toolbar", "fox.pypanel": "python_panels", "MainMenuCommon.xml": "."}
"""Our files -> where Houdini looks for them below a folder of HOUDINI_PATH."""


def found(machine: Machine) -> tuple[Installed, ...]:
    """The versions of Houdini on this machine."""
    folders = {
        WINDOWS: machine.programs / "Side Effects Software",
        MACOS: machine.programs / "Houdini",
        LINUX: machine.programs,
    }
    own = machine.variable("HFS")
    return installed(HOST, [*([own] if own else []), *children(folders[machine.system])],
                     r"(?:hfs|houdini ?)(\d+\.\d+)(?:\.\d+)?")


def files() -> dict[str, str]:
    """Return the files of Houdini's part of the bundle."""
    return {(Path(folder) / name).as_posix(): (OURS / name).read_text(encoding="utf-8")
            for name, folder in FOLDERS.items()}


def targets(machine: Machine, bundle: Path, versions: Sequence[str], site: Path | None) -> tuple[Target, ...]:
    """A package file for each version, or one for all on a studio's share."""
    if site:
        hint = _("Have HOUDINI_PACKAGE_DIR name {folder} on every workstation.").format(folder=site)
        # $HOUDINI_PACKAGE_PATH is the folder of the package file.
        place = f"$HOUDINI_PACKAGE_PATH/{bundle.relative_to(site).as_posix()}"
        return (Target(HOST, tuple(versions), site, {FILE: package(place)}, hint),)
    return tuple(Target(HOST, (version,), _user_folder(machine, version) / "packages",
                        {FILE: package(bundle.as_posix())}) for version in versions)


def copies(machine: Machine) -> dict[Path, Path]:
    """The package files of ours that a Houdini reads -> their bundles."""
    site, listed = machine.variable("HSITE"), machine.environ.get("HOUDINI_PACKAGE_DIR", "")
    folders = [*(_user_folder(machine, version) / "packages" for version in VERSIONS),
               *machine.folders("HOUDINI_PACKAGE_DIR", ";" if ";" in listed else ""),  # Houdini takes it on any system
               *([site / f"houdini{version}" / "packages" for version in VERSIONS] if site else [])]
    return {folder / FILE: below(folder, bundle) for folder in dict.fromkeys(folders)
            for bundle in _bundles(text_of(folder / FILE), folder)}


def _bundles(text: str, folder: Path) -> list[str]:
    """The bundle that a package file names, at most one."""
    try:
        variables = json.loads(text)["env"]
        return [each["FOXSUBMIT"].replace("$HOUDINI_PACKAGE_PATH", folder.as_posix()) for each in variables
                if "FOXSUBMIT" in each]
    except (ValueError, LookupError, TypeError, AttributeError):
        return []


def package(bundle: str) -> str:
    """The package file; forward slashes on every system."""
    return json.dumps({
        "enable": f"houdini_version >= '{VERSIONS[0]}'",
        "load_package_once": True,
        "env": [
            {"FOXSUBMIT": bundle},
            {"PYTHONPATH": {"value": "$FOXSUBMIT", "method": "append"}},
        ],
        "hpath": f"$FOXSUBMIT/{HOST}",
    }, indent=1) + "\n"


def _user_folder(machine: Machine, version: str) -> Path:
    own = machine.environ.get("HOUDINI_USER_PREF_DIR", "")
    if "__HVER__" in own:  # Houdini's own mark for its version
        return Path(own.replace("__HVER__", version))
    return {
        WINDOWS: machine.documents / f"houdini{version}",
        MACOS: machine.home / "Library" / "Preferences" / "houdini" / version,
        LINUX: machine.home / f"houdini{version}",
    }[machine.system]
