"""Where a fetched file may lie: below the folder that the user chose, whatever the server says."""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import TransferFailed
from ..i18n import _

DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*\\]')


def place(folder: Path, server: str) -> Path:
    """The local path of a server path below ``folder``.

    Raises:
        TransferFailed: it would lie elsewhere, or name a device.
    """
    parts = [part for part in server.split("/") if part]
    bad = not parts or any(
        part.strip(" .") != part or DEVICES.fullmatch(part) or FORBIDDEN.search(part) for part in parts)
    local = folder.joinpath(*parts)
    # A link below the folder may lead out of it.
    if bad or folder.resolve() not in local.resolve().parents:
        raise TransferFailed(_("The farm names a result “{path}”, which cannot lie in {folder}: it stays on the "
                               "farm.").format(path=server, folder=folder), path=server)
    return local
