"""What an artist drops on Maya and 3ds Max, and what a TD unpacks where Maya, 3ds Max and Houdini look."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from foxsubmit.core.common.version import VERSION
from foxsubmit.hosts.installers import describe
from foxsubmit.hosts.machine import Machine

from ..environments import ROOT
from . import packing, readme
from .packing import Content
from .payload import FOLDER

NAME = f"foxsubmit-{VERSION}"
MAX_CONTENTS = "FoxSubmit/Contents"
MZP = f"""name "foxsubmit {VERSION}"
description "Submits to Fox Renderfarm"
version 1
run "dropped.ms"
drop "dropped.ms"
clear temp on MAX exit
"""
"""The control file of a package for 3ds Max, whose version is a number (MAXScript help, "Zip-file Script Packages")."""


def build(out: Path, bundle: dict[str, Content], epoch: int) -> list[Path]:
    """Make the archives for the hosts that are told by files of ours."""
    return [
        packing.make_zip(out / f"{NAME}-maya.zip", _in_folder(f"{NAME}-maya", {
            **bundle, "drag_into_maya.py": _script("maya", "drag_into_maya.py.txt"),
            "README.txt": readme.text("maya")}), epoch),
        packing.make_zip(out / f"{NAME}-maya-module.zip", _module("maya", bundle), epoch),
        packing.make_zip(out / f"{NAME}-houdini.zip", _module("houdini", bundle), epoch),
        packing.make_zip(out / f"{NAME}-3dsmax.mzp", {
            **bundle, "mzp.run": MZP.encode(), "dropped.ms": _script("max", "dropped.ms"),
            "dropped.py": _script("max", "dropped.py.txt")}, epoch),
        packing.make_zip(out / f"{NAME}-3dsmax-plugin.zip", _module(
            "max", {f"{MAX_CONTENTS}/{name}": content for name, content in bundle.items()}, MAX_CONTENTS), epoch),
    ]


def _module(host: str, bundle: dict[str, Content], place: str = "") -> dict[str, Content]:
    """The files of a host that lie beside or around the bundle, with paths as seen from them."""
    site, description = Path(os.sep, "site"), describe(host)
    targets = description.targets(Machine.here(), site / place / FOLDER, description.VERSIONS, site)
    files = {_inside(path, site): text.encode() for target in targets
             for path, text in zip(target.paths, target.files.values())}
    return {**bundle, **files, f"{NAME}-README.txt": readme.text(f"{host}-module")}


def _inside(path: Path, site: Path) -> str:
    return PurePosixPath(path.relative_to(site)).as_posix()


def _in_folder(folder: str, files: dict[str, Content]) -> dict[str, Content]:
    return {f"{folder}/{name}": content for name, content in files.items()}


def _script(host: str, name: str) -> bytes:
    return (ROOT / "hosts" / host / "install" / name).read_bytes()
