"""Where a local file lies on the farm.

A scene and its assets keep their relative places, or the farm cannot find them (task_json, "Server
paths"). Pure: the same text gives the same answer on every machine.
"""

from __future__ import annotations

import posixpath
import re

DRIVE = re.compile(r"^([A-Za-z]):")
LONG = re.compile(r"^[/]{2}[?.]/(UNC/)?", re.IGNORECASE)


def server_path(local: str) -> str:
    r"""``D:\a\b.png`` -> ``/D/a/b.png``, ``//nas/share/x`` -> ``/nas/share/x``, ``/mnt/x`` -> ``/mnt/x``.

    The vendor's converter drops the first slash of ``/mnt/x``; with it, every server path begins alike
    and relative places between a drive and a mount stay what they were.
    """
    path = local.replace("\\", "/")
    long = LONG.match(path)
    if long:
        path = ("//" if long[1] else "") + path[long.end() :]
    drive = DRIVE.match(path)
    if drive:
        # Windows does not tell d: from D:, the farm does.
        path = f"/{drive[1].upper()}/{path[2:]}"
    return "/" + posixpath.normpath("/" + path.lstrip("/")).lstrip("/")
