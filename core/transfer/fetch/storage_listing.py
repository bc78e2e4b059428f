"""Go through output storage folder by folder, however a server lists it: in circles, without end, twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...api import FoxAPI
from ...api.types import OutputFile
from ...common.errors import TransferFailed
from ...common.i18n import _

DEPTH = 20  # folders below each other
MOST_FOLDERS = 20_000  # of one task
MOST_FILES = 2_000_000  # of one task
LARGEST = 1 << 50
"""Bytes of one file; more is a size that no result has."""


def files_below(api: FoxAPI, entries: Iterable[OutputFile], *, depth: int = DEPTH,
                most_folders: int = MOST_FOLDERS) -> Iterator[OutputFile]:
    """Yield every file among ``entries`` and below its folders, each once.

    Raises:
        TransferFailed: there are more files or folders than any task has.
    """
    seen: set[str] = set()
    files = folders = 0
    waiting = [(iter(list(entries)), depth)]
    while waiting:
        listed, left = waiting[-1]
        entry = next(listed, None)
        if entry is None:
            waiting.pop()
            continue
        path = entry["filePath"].rstrip("/")
        if path in seen:
            continue
        seen.add(path)
        if not entry["directory"]:
            files += 1
            _check(files, MOST_FILES, path)
            yield entry
        elif left:
            folders += 1
            _check(folders, most_folders, path)
            waiting.append((iter(api.transmit.get_output_files(None, entry["filePath"])), left - 1))


def size_of(entry: OutputFile) -> int:
    """Return the size of a file as the farm lists it, brought to one that a file can have."""
    return min(LARGEST, max(0, int(entry.get("fileSize") or 0)))


def _check(number: int, most: int, path: str) -> None:
    if number > most:
        raise TransferFailed(_("The farm lists more than {most} results or folders at “{path}”, as no task has: its "
                               "output cannot be fetched.").format(most=f"{most:,}", path=path), path=path)
