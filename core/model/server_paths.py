r"""The paths of local files on the farm.

A scene and its assets keep their relative places, or the farm cannot find them (task_json, "Server
paths"). Pure: the same text gives the same answer on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Hashable

from ..common.errors import BadInput
from ..common.i18n import _

LONG = re.compile(r"//[?.]/(?P<unc>UNC/+)?", re.IGNORECASE)
DRIVE = re.compile(r"(?P<letter>[A-Za-z]):(?P<rest>.*)", re.DOTALL)


def server_path(local: str) -> str:
    r"""``D:\a\b.png`` -> ``/D/a/b.png``, ``//nas/share/x`` -> ``/nas/share/x``, ``/mnt/x`` -> ``/mnt/x``.

    The vendor's converter drops the first slash of ``/mnt/x``; with it, every server path begins alike
    and relative places between a drive and a mount stay what they were.

    Raises:
        BadInput: the text does not say where the file is: ``D:x``, ``a/b``, a device, a URL.
    """
    root, parts, _windows = _read(local)
    return "/" + "/".join(root + parts)


class Places:
    """The places of the files of one submission: two different files never get the same."""

    def __init__(self, folds: bool = False) -> None:
        """``folds`` where the machines of the farm are Windows, which does not tell ``A.png`` from ``a.png``."""
        self._folds = folds
        self._taken: dict[str, tuple[str, str, bool, Hashable]] = {}

    def place(self, local: str, stamp: Hashable = None) -> str:
        """The server path of a file; ``stamp`` is what tells files apart, for example the inode.

        It is never changed to make room: the scene's own paths would then lead nowhere.

        Raises:
            BadInput: another file lies there already, or the text does not say where this one is.
        """
        root, parts, windows = _read(local)
        place = "/" + "/".join(root + parts)
        place = local if place == local else place  # one text, not two: a submission may have 100,000
        key = "/".join(_folded(part) for part in root + parts) if self._folds else place
        known = self._taken.setdefault(key, (local, place, windows, stamp))
        if not _is_same(known, (local, place, windows, stamp)):
            raise BadInput(_("“{one}” and “{other}” would be the same file on the farm: rename one of them.").format(
                one=printable(known[0]), other=printable(local)))
        return place


def _is_same(one: tuple[str, str, bool, Hashable], other: tuple[str, str, bool, Hashable]) -> bool:
    """Whether two spellings are of one file: the disk knows; without it, the system that they are spelled for."""
    if one[0] == other[0]:
        return True  # it may have changed between two looks
    if one[3] is not None and other[3] is not None:
        return one[3] == other[3]
    shares = all(each[0].replace("\\", "/").startswith("//") for each in (one, other))
    if shares or (one[2] and other[2]):
        return _upper(one[1]) == _upper(other[1])
    # /D/x and D:\x are two files, and so are /a/b\c and /a/b/c, where a backslash is a letter.
    return one[2] == other[2] and one[1] == other[1] and "\\" not in one[0] + other[0]


def _read(local: str) -> tuple[list[str], list[str], bool]:
    """The parts of the root, the parts below it, and whether it is spelled for Windows."""
    if not is_text(local):
        raise BadInput(_("The name of “{path}” is not valid UTF-8: rename it.").format(path=printable(local)))
    path = local.replace("\\", "/")
    long = LONG.match(path)
    if long:
        path = ("//" if long["unc"] else "") + path[long.end() :]
    drive = DRIVE.match(path)
    if drive:
        root, rest = [drive["letter"].upper()], drive["rest"]  # d: is D: on Windows, not on the farm
    else:
        root, rest = _share(path)
    if not rest.startswith("/") or (long and not (drive or (root and long["unc"]))) or "\0" in local:
        raise BadInput(_why(local, drive is not None and "\0" not in local))
    below: list[str] = []
    for part in rest.split("/"):
        if part == "..":
            del below[-1:]  # above the root is the root, also of a drive or a share
        elif part not in ("", "."):
            below.append(part)
    windows = bool(drive or (root and "\\" in local))
    below = below if long or not windows else _trimmed(below)
    if not below and (windows or not root):
        raise BadInput(_("“{path}” is not a file: write the path of one.").format(path=printable(local)))
    return root, below, windows


def _share(path: str) -> tuple[list[str], str]:
    """``//server/share`` and what comes after it; of any other path nothing, and the path."""
    parts = [part for part in path.split("/") if part]
    if not path.startswith("//") or path.startswith("///") or {".", ".."} & set(parts[:2]):
        return [], path
    return parts[:2], "/" + "/".join(parts[2:])


def is_text(path: str) -> bool:
    """Whether it can be written down: a name of bytes that are no UTF-8 cannot, and the farm could not store it."""
    if path.isascii():
        return True
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def printable(path: str) -> str:
    """Return a path fit for a sentence: without line breaks, and with escapes for what cannot be printed."""
    text = path.replace("\0", "␀").encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def _why(local: str, drive: bool) -> str:
    if drive:
        return _("“{path}” depends on the current folder of its drive: write the whole path, for example "
                 "D:\\project\\wood.png.").format(path=printable(local))
    return _("“{path}” does not say where the file is: write the whole path, from the drive or from /.").format(
        path=printable(local))


def _trimmed(parts: list[str]) -> list[str]:
    r"""Return the parts as Windows opens them: without a folder's final dot, and the name's final dots and spaces.

    With ``\\?\`` before them it takes them as they are.
    """
    folders = [part[:-1] if part.endswith(".") and not part.endswith("..") else part for part in parts[:-1]]
    return [part for part in (*folders, *(part.rstrip(". ") for part in parts[-1:])) if part]


def _folded(part: str) -> str:
    """What Windows compares: without case, and without dots and spaces at the end."""
    return _upper(part).rstrip(". ") or _upper(part)


def _upper(text: str) -> str:
    upper = text.upper()
    if len(upper) != len(text):  # Windows does it letter by letter: ß stays
        upper = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)
    return upper
