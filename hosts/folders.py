"""Scenes that lie in a folder."""

from __future__ import annotations

from pathlib import Path

from ..core.common.errors import BadInput
from ..core.common.i18n import _
from ..core.common.system_errors import system_reason
from ..core.plan.hosts import every_host


def scenes_of(path: Path) -> list[Path]:
    """Return the scenes that lie in a folder itself, by name; of a file the file.

    Raises:
        BadInput: the folder has none, or cannot be read.
    """
    if not path.is_dir():
        return [path]
    endings = {ending for traits in every_host() for ending in traits.endings}
    try:
        found = sorted(each for each in path.iterdir() if each.suffix.lower() in endings and each.is_file())
    except OSError as error:
        raise BadInput(_("The folder {path} cannot be read: {reason}.").format(
            path=path, reason=system_reason(error))) from error
    if not found:
        raise BadInput(_("No scene lies in the folder {path}: name one that has some, or the scenes.").format(
            path=path))
    return found
