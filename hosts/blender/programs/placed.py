"""What of us lies in the user folders of the Blenders on this machine. Reads files; starts no Blender."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

from ...machine import Machine, children
from .installed import addons_folder, user_folder, users_home

NAME = "foxsubmit"
MARK = Path("hosts", "blender", "extension", "adding.py")
"""A file that only a folder of ours contains."""
PREFERENCES = "userpref.blend"
PLAIN = b"BLENDER"
"""How preferences begin that are not compressed; Blender itself compresses none."""
VERSION = re.compile(r'^VERSION = "(.+)"$', re.MULTILINE)
VERSION_PLACES = tuple(f"core/{each}" for each in ("common/version.py", "version.py"))
"""Where an installation says its version; the second place is that of versions before 0.2."""


@dataclasses.dataclass(frozen=True)
class Placed:
    """An extension or an add-on of ours, in one version's folders."""

    blender: str
    """``4.5``; empty where the environment names folders that all versions share."""
    folder: Path
    version: str
    """Ours, as written there; empty where that cannot be read."""
    enabled: bool | None
    """Whether the saved preferences enable the add-on; None if they do not say."""


def placed(machine: Machine) -> tuple[Placed, ...]:
    """The newest Blender first."""
    found: dict[Path, Placed] = {}
    for version in _versions(machine):
        for each in _of(machine, version):
            found.setdefault(each.folder, each)
    return tuple(found.values())


def _versions(machine: Machine) -> list[str]:
    """Return the versions that have folders; an empty one stands for folders that the environment names."""
    names = [path.name for path in children(users_home(machine)) if re.fullmatch(r"\d+\.\d+", path.name)]
    shared = any(machine.variable(f"BLENDER_USER_{kind}") for kind in ("RESOURCES", "SCRIPTS", "EXTENSIONS"))
    return [*([""] if shared else []),
            *sorted(names, key=lambda name: [int(part) for part in name.split(".")], reverse=True)]


def _of(machine: Machine, version: str) -> Iterator[Placed]:
    preferences = user_folder(machine, version, "CONFIG") / PREFERENCES
    places = {f"bl_ext.{repository.name}.{NAME}": repository / NAME
              for repository in children(user_folder(machine, version, "EXTENSIONS"))}
    places[NAME] = addons_folder(machine, version) / NAME
    for module, folder in places.items():
        if (folder / MARK).is_file():
            yield Placed(version, folder, _version(folder), _enabled(preferences, module))


def _version(folder: Path) -> str:
    for place in VERSION_PLACES:
        try:
            match = VERSION.search((folder / place).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if match:
            return match[1]
    return ""


def _enabled(preferences: Path, module: str) -> bool | None:
    """Whether the module is among the add-ons: text that ends with a zero, and is not the end of an extension's.

    What comes before it is a pointer, which from 5.0 on may end with any byte.
    """
    try:
        data = preferences.read_bytes()
    except OSError:
        return None
    named = re.search(rb"(?<!\.)%b\0" % re.escape(module.encode()), data)
    return named is not None if data.startswith(PLAIN) else None
