"""3ds Max finds us by an ApplicationPlugins package, a folder that is read at every start.

Sources: MAXDEV, "PackageContents.xml Format"; "cuiRegisterMenus" for 2025 and newer, "menuMan" for older ones.
"""

from __future__ import annotations

import os
import re
import string
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ....core.common.i18n import _
from ....core.common.version import VERSION
from ...machine import WINDOWS, Installed, Machine, Target, below, children, installed, text_of

HOST = "max"
VERSIONS = ("2023", "2024", "2025", "2026", "2027")
MENU = "Fox Renderfarm"
FOLDER = "FoxSubmit"
CONTENTS = "PackageContents.xml"
FIRST_WITH_CUI = "2025"
BOM = "\ufeff"
"""Byte order mark; without it 3ds Max reads a script in the system's code page."""
OURS = Path(__file__).parent
SCRIPTS = {
    "path.ms": "Contents/prestart/fox_path.ms",
    "menu.ms": "Contents/prestart/fox_menu.ms",
    "menu_old.ms": "Contents/post/fox_menu_old.ms",
    "macros.ms": "Contents/macros/fox_submit.mcr",
}


def found(machine: Machine) -> tuple[Installed, ...]:
    """The versions of 3ds Max on this machine; there are none but on Windows."""
    if machine.system != WINDOWS:
        return ()
    return installed(HOST, children(machine.programs / "Autodesk"), r"3ds ?max (20\d\d)")


def files() -> dict[str, str]:
    """3ds Max needs nothing in the bundle: its package holds it all."""
    return {}


def targets(machine: Machine, bundle: Path, versions: Sequence[str], site: Path | None) -> tuple[Target, ...]:
    """The package's folder, for this user or on a studio's share."""
    if site:
        parent = site
        hint = _("Have ADSK_APPLICATION_PLUGINS name {folder} on every workstation.").format(folder=site)
    else:
        parent, hint = _user_folder(machine), ""
    folder = parent / FOLDER
    # Its scripts ask for their own folder, so a share may be mounted anywhere.
    place = PurePosixPath(Path(os.path.relpath(bundle, folder / "Contents" / "prestart")).as_posix()) \
        if site else PurePosixPath(bundle.as_posix())
    contents = {name: BOM + _fill(source, place) for source, name in SCRIPTS.items()}
    texts = {CONTENTS: package(versions), **contents}
    return (Target(HOST, tuple(versions), folder, texts, hint, own_folder=True),)


def copies(machine: Machine) -> dict[Path, Path]:
    """The packages of ours that 3ds Max reads -> their bundles."""
    shared = machine.variable("PROGRAMDATA")
    parents = [_user_folder(machine), *([shared / "Autodesk" / "ApplicationPlugins"] if shared else []),
               *machine.folders("ADSK_APPLICATION_PLUGINS", ";")]
    return {parent / FOLDER / CONTENTS: bundle for parent in dict.fromkeys(parents)
            for bundle in _bundles(parent / FOLDER / SCRIPTS["path.ms"])}


def _bundles(script: Path) -> list[Path]:
    """The bundle that a package's script for the path names, at most one; a share's is named as seen from there."""
    return [below(script.parent, named) for named in re.findall(r'local bundle = "(.+)"', text_of(script))]


def _user_folder(machine: Machine) -> Path:
    appdata = machine.variable("APPDATA") or machine.home / "AppData" / "Roaming"
    return appdata / "Autodesk" / "ApplicationPlugins"


def package(versions: Sequence[str]) -> str:
    """PackageContents.xml for these versions."""
    old = [version for version in versions if version < FIRST_WITH_CUI]
    new = [version for version in versions if version >= FIRST_WITH_CUI]
    parts = [_component("pre-start-up scripts parts", "FoxPath", SCRIPTS["path.ms"], versions)]
    if new:
        parts.append(_component("pre-start-up scripts parts", "FoxMenu", SCRIPTS["menu.ms"], new))
    parts.append(_component("macroscripts parts", "FoxMacros", SCRIPTS["macros.ms"], versions))
    if old:
        parts.append(_component("post-start-up scripts parts", "FoxMenuOld", SCRIPTS["menu_old.ms"], old))
    text = (OURS / CONTENTS).read_text(encoding="utf-8")
    return string.Template(text).substitute(version=VERSION, components="\n".join(parts))


def _component(kind: str, name: str, file: str, versions: Sequence[str]) -> str:
    return (f'  <Components Description="{kind}">\n'
            f'    <RuntimeRequirements OS="Win64" Platform="3ds Max" SeriesMin="{min(versions)}" '
            f'SeriesMax="{max(versions)}"/>\n'
            f'    <ComponentEntry AppName="{name}" Version="{VERSION}" ModuleName="./{file}"/>\n'
            f"  </Components>")


def _fill(source: str, bundle: PurePosixPath) -> str:
    text = (OURS / source).read_text(encoding="utf-8")
    # A MAXScript string: a backslash and a quote would end or change it, and no folder of Windows holds a quote.
    return text.replace("@BUNDLE@", str(bundle).replace("\\", "/").replace('"', ""))
