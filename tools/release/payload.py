"""The bundle that the release for a host has inside: package, libraries, what hosts look for, and licences."""

from __future__ import annotations

from pathlib import Path

from foxsubmit.core.common.version import VERSION
from foxsubmit.hosts.vendor import FOLDER as VENDOR
from foxsubmit.hosts.vendor import NEWER
from foxsubmit.install import bundle, files

from ..environments import ROOT
from . import libraries, licences, packing
from .packing import Content

KIND = "hosts"
FOLDER = files.FOLDER
NOTICES = "THIRD-PARTY.txt"
"""The file that names what others wrote, with the text of each licence."""


def make(folder: Path, epoch: int) -> dict[str, Content]:
    """Make the bundle in a folder; its files by their paths below the folder of its name."""
    bundle.copy_package(folder / bundle.NAME)
    libraries.unpack(wheels(bundle.OLDEST), folder / VENDOR)
    libraries.unpack(wheels(NEWER), folder / VENDOR / NEWER)
    texts = {**files.bundle_files(), bundle.STAMP: f"{bundle.NAME} {VERSION} {epoch}\n",
             "LICENSE": (ROOT / "LICENSE").read_text(encoding="utf-8"),
             NOTICES: licences.text(licences.distributions([folder / VENDOR]))}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return packing.below(folder, f"{FOLDER}/")


def wheels(python: str) -> list[Path]:
    """The libraries that a host of that Python gets: pure Python, so one set serves all systems."""
    return libraries.locked(KIND, python, *libraries.PURE)
