"""Where files lie: in the folders that files are known to come from, outside them, or where one keeps secrets.

A scene may come from anybody, and names any file of this machine. Text in, text out: nothing here looks at the disk.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable
from typing import NamedTuple

LONG = re.compile(r"^//[?.]/(UNC(?=/))?", re.IGNORECASE)
HOMES = r"/home/[^/]+|/Users/[^/]+|[A-Z]:/Users/[^/]+|[A-Z]:/Documents and Settings/[^/]+"
A_HOME = re.compile(HOMES, re.IGNORECASE)
FONTS = re.compile(r"/(?:\.fonts|\.local/share/fonts|AppData/Local/Microsoft/Windows/Fonts|AppData/Local/Temp)(?:/|$)",
                   re.IGNORECASE)
"""Folders of a user's that hold nothing secret: fonts that a scene may need, and what a program keeps for a while."""
OF_THE_SYSTEM = r"(?:/private)?/etc|/proc"
KEYS = frozenset({
    "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".env", ".netrc", "_netrc", ".pgpass", ".git-credentials", ".npmrc",
    ".pypirc", "credentials", "credentials.json"})
KEY_ENDINGS = (".pem", ".kdbx", ".ppk", ".p12", ".pfx", ".jks", ".keystore")
SUSPECT = (*KEY_ENDINGS, *(slash + name for slash in "/\\" for name in KEYS))
DEEP = 2
"""Folders of a path that name a place outside the known ones: ``/mnt/assets``, ``//nas/share``."""


class PrivatePlace(NamedTuple):
    """A place where one keeps what is nobody else's, and the folder in it from which files are taken.

    Of a key both are its own path.
    """

    place: str
    folder: str

    def is_known(self, roots: Iterable[str]) -> bool:
        """Whether one of the roots is this very place, or in it.

        A folder that holds the place, such as the home, or the one of a scene beside a key, says nothing of it.
        """
        return any(is_below(self.folder, root) and is_below(root, self.place) for root in roots)


def plain(path: str) -> str:
    """A path with one kind of slash, without ``..`` and without what only Windows wants before it."""
    text = LONG.sub(lambda match: "/" if match[1] else "", path.replace("\\", "/"))
    return posixpath.normpath(text) if text else ""


def is_below(path: str, root: str) -> bool:
    """Whether a path is a folder or lies in it; Windows does not tell letters of either case apart."""
    one, other = plain(path), plain(root).rstrip("/")
    if _is_windows(other):
        one, other = one.lower(), other.lower()
    return bool(other) and (one == other or one.startswith(f"{other}/"))


def _is_windows(path: str) -> bool:
    return path[1:2] == ":" or path.startswith("//")


def private_folder(folder: str, home: str | None = None) -> PrivatePlace | None:
    """The private place that a folder is or lies in: hidden in a home, programs' settings, the system's settings.

    ``home`` is the user's home, where it is not among those of the system; None asks the environment.
    """
    text = plain(folder)
    found = _private(plain(os.path.expanduser("~") if home is None else home)).match(text)  # noqa: PTH111 - text
    if found is None or FONTS.search(text):
        return None
    below = text[found.end():].strip("/").partition("/")[0]
    return PrivatePlace(found[0], f"{found[0]}/{below}" if below else found[0])


def may_be_private(path: str) -> bool:
    """Whether ``private_file`` is worth asking: there may be 100,000 files."""
    return path.lower().endswith(SUSPECT) or "/." in path or "\\." in path


def private_file(path: str) -> PrivatePlace | None:
    """The private place of a file that is a key by its name, or that is hidden in a home itself."""
    folder, _slash, name = path.replace("\\", "/").rpartition("/")
    if name.lower() in KEYS or name.lower().endswith(KEY_ENDINGS):
        return private_folder(folder) or PrivatePlace(plain(path), plain(path))
    return private_folder(path) if name.startswith(".") else None


def outside(folders: Iterable[str], roots: Iterable[str], home: str | None = None) -> dict[str, list[str]]:
    """The folders that lie in none of the roots, under the places by which a person knows them.

    The folders are ``plain`` already: there may be very many, and checks run on the main thread.
    """
    user = plain(os.path.expanduser("~") if home is None else home)  # noqa: PTH111 - text
    known = [start + "/" for root in roots if (start := plain(root).rstrip("/"))]
    exact = tuple(start for start in known if not _is_windows(start))
    folded = tuple(start.lower() for start in known if _is_windows(start))
    found: dict[str, list[str]] = {}
    for folder in folders:
        text = folder + "/"
        # What does not begin at a root lies nowhere: another check says so.
        if not text.startswith(exact) and not text.lower().startswith(folded) and (
                folder[:1] == "/" or folder[1:2] == ":"):
            found.setdefault(_place(folder, user), []).append(folder)
    return found


def _place(folder: str, home: str) -> str:
    """``/mnt/assets``, ``//nas/share``, ``D:/lib``, and in a home the first folder of it."""
    harmless = FONTS.search(folder)
    if harmless:  # what holds it is private
        return folder[: harmless.end()].rstrip("/")
    match = A_HOME.match(folder)
    start = match[0] if match else home
    if start.strip("/") and f"{folder}/".startswith(f"{start}/"):
        below = folder[len(start):].strip("/").partition("/")[0]
        return f"{start}/{below}" if below else start
    slashes = "//" if folder.startswith("//") else "/" if folder.startswith("/") else ""
    return slashes + "/".join(folder.strip("/").split("/", DEEP)[:DEEP])


def _private(home: str) -> re.Pattern[str]:
    homes = f"{HOMES}|{re.escape(home)}" if home.strip("/") else HOMES
    return re.compile(rf"(?:(?:{homes})/(?:\.[^/]+|AppData/(?:Roaming|LocalLow|Local)|Library/(?:Keychains|Cookies|"
                      rf"Application Support))|{OF_THE_SYSTEM})(?=/|$)", re.IGNORECASE)
