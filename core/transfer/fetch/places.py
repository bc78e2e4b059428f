"""Where a fetched file may lie: below the folder that the user chose, whatever the server says."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from ...common.errors import TransferFailed
from ...common.i18n import _

DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*([.:].*)?",
                     re.IGNORECASE)
"""Names that Windows keeps for itself, also with an ending: there they are no files."""

FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
LONGEST = 255  # bytes of one name: what ext4, NTFS and APFS take
STAGING = ".foxsubmit-"
"""How the folder begins in which results wait until they are whole (fetching.py)."""


def place(folder: Path, server: str) -> Path:
    """The local path of a server path below ``folder``.

    Raises:
        TransferFailed: it would lie elsewhere, name a device, or no file system takes it.
    """
    parts = [part for part in server.split("/") if part]
    if parts and not any(map(_unfit, parts)):
        local = folder.joinpath(*parts)
        if _inside(folder, local):
            return local
    raise TransferFailed(_("The farm names a result “{path}”, which cannot lie in {folder}: it stays on the "
                           "farm.").format(path=_shown(server), folder=folder), path=server)


def _unfit(part: str) -> bool:
    # Windows drops dots and spaces at the end of a name, and so would meet another file.
    return bool(part.strip(" .") != part or DEVICES.fullmatch(part) or FORBIDDEN.search(part)
                or len(part.encode()) > LONGEST)


def _inside(folder: Path, local: Path) -> bool:
    """A link below the folder may lead out of it."""
    try:
        return folder.resolve() in local.resolve().parents
    except (OSError, RuntimeError) as error:
        # Links that lead in circles: RuntimeError before Python 3.13. Too long for this system.
        if isinstance(error, RuntimeError) or error.errno in {errno.ELOOP, errno.ENAMETOOLONG}:
            return False
        raise


def _shown(server: str) -> str:
    """Fit for a sentence: nothing that a terminal would obey, and not pages of it."""
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", "\ufffd", server)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
