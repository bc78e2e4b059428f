"""Tell whether a folder lies on a network disk, on which SQLite's WAL must not be used."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from pathlib import Path, PurePath, PurePosixPath

NETWORK = {
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fhgfs", "gcsfuse", "gfs2", "glusterfs", "gpfs", "lustre",
    "ncpfs", "nfs", "nfs4", "ocfs2", "panfs", "prl_fs", "rclone", "s3fs", "smb3", "smbfs", "sshfs", "vboxsf",
    "virtiofs", "vmhgfs", "webdav"}
"""Types of file systems whose files other machines may have open, as Linux and macOS name them."""

REMOTE = 4
"""The value that GetDriveType of Windows returns for a share."""


@functools.lru_cache(maxsize=8)
def network_disk(folder: Path) -> str:
    """Return the type of the network disk on which a folder lies; empty for a disk of this machine."""
    folder = folder.resolve()
    if sys.platform == "win32":
        return _windows(folder)
    try:
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
            return on(folder, read_mount(listed.stdout))
        return on(folder, read_mountinfo(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")))
    except (OSError, subprocess.SubprocessError):
        return ""


def on(folder: PurePath, mounts: list[tuple[str, str]]) -> str:
    """Return the type of the mount in which a folder lies, the last that fits; empty if it is none of the network."""
    parts, found, depth = folder.parts, "", -1
    for place, kind in mounts:
        above = PurePosixPath(place).parts
        if parts[:len(above)] == above and len(above) >= depth:
            found, depth = kind, len(above)
    base = found[len("fuse."):] if found.startswith("fuse.") else found
    return found if base in NETWORK else ""


def read_mountinfo(text: str) -> list[tuple[str, str]]:
    """Read (place, type) of each line of Linux's mountinfo; spaces in places are written in octal."""
    mounts = []
    for line in text.splitlines():
        before, mark, after = line.partition(" - ")
        if mark and len(before.split(" ")) > 4:
            place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), before.split(" ")[4])
            mounts.append((place, after.split(" ")[0]))
    return mounts


def read_mount(text: str) -> list[tuple[str, str]]:
    """Read (place, type) of each line that macOS's ``mount`` prints: ``//u@nas/share on /Volumes/share (smbfs, …)``."""
    found = (re.fullmatch(r".* on (/.*) \((\w+)[,)].*", line) for line in text.splitlines())
    return [(match[1], match[2]) for match in found if match]


def _windows(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes  # noqa: PLC0415 - only here

    anchor = folder.anchor
    remote = anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == REMOTE
    return "share" if remote else ""
