"""Pack a scene: of some hosts the farm takes an archive, ``<scene>.max.7z`` of 3ds Max (task_json, "3ds Max")."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

from ..common.atomic import remove, replace
from ..common.errors import BadInput
from ..common.extras import pip_command
from ..common.i18n import _
from ..common.system_errors import system_reason

SUFFIX = ".7z"
KEPT = 30 * 86_400  # seconds: an upload that is paused longer packs again


def pack(scene: Path, folder: Path) -> Path:
    """``<scene>.max.7z`` below ``folder``, written whole or not at all; one that is there of the same scene is taken.

    Raises:
        BadInput: py7zr is not installed, or a file cannot be read or written.
    """
    try:
        # Compiled, and of use for packed scenes alone: it comes with the extra "7z" only.
        import py7zr  # noqa: PLC0415
    except ImportError as error:
        raise BadInput(_("The scene {name} is sent as .7z, and py7zr, which packs it, is not installed; it "
                         "is the extra “{extra}”: {command}").format(
            name=scene.name, extra="7z", command=pip_command("7z"))) from error
    try:
        target = _place(scene, folder) / f"{scene.name}{SUFFIX}"
        if not target.exists():
            _forget(folder)
            part = target.with_name(f"{os.getpid()}.part")
            target.parent.mkdir(parents=True, exist_ok=True)
            with py7zr.SevenZipFile(part, "w") as archive:
                archive.write(scene, scene.name)
            replace(part, target)
    except OSError as error:
        raise BadInput(_("The scene {path} cannot be packed: {reason}.").format(
            path=scene, reason=system_reason(error))) from error
    return target


def _place(scene: Path, folder: Path) -> Path:
    """A folder for this scene as it is now: an archive that is being sent must not change."""
    status = scene.stat()
    stamp = f"{scene}\n{status.st_size}\n{status.st_mtime_ns}"
    return folder / hashlib.sha256(stamp.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _forget(folder: Path) -> None:
    """Archives that nobody sends any more."""
    for file in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < time.time() - KEPT:
                remove(file)
                file.parent.rmdir()
