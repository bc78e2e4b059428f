"""Results on their way home: into a folder of ours first, since the program keeps no folders of the farm's."""

from __future__ import annotations

import posixpath
import stat
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ...common.atomic import remove_folder, write_text
from ...common.errors import TransferFailed
from ...common.i18n import _
from ..engine import Progress
from .file_list import check_name
from .output import LineKind, OutputLine


class Batch:
    """Results of one folder of the farm, whose names are all different, in an empty folder here."""

    def __init__(self, folder: Path, files: Sequence[tuple[str, int]]) -> None:
        """``files`` are (server path, size)."""
        self.folder = folder
        self.list = folder.with_name(folder.name + ".list")
        self._files = dict(files)
        self._done: dict[str, int] = {}

    def write(self) -> None:
        """Make the folder and the list that the program reads: a server path a line."""
        remove_folder(self.folder)
        self.folder.mkdir(parents=True)
        for server in self._files:
            check_name(server)
        write_text(self.list, "".join(f"{server}\n" for server in self._files), private=True)

    def heard(self, said: OutputLine, before: int, progress: Progress) -> None:
        """What the program says about one of them; ``before`` bytes came with earlier batches."""
        server = self._find(said.path)
        if server and said.kind in (LineKind.PROGRESS, LineKind.DONE):
            percent = 100.0 if said.kind is LineKind.DONE else said.percent
            self._done[server] = int(self._files[server] * percent / 100)
            progress(before + sum(self._done.values()))

    def brought(self) -> dict[str, Path]:
        """Server path -> file, of those that are here and whole."""
        here = {server: self.folder / posixpath.basename(server) for server in self._files}
        return {server: path for server, path in here.items() if _whole(path, self._files[server])}

    def check(self) -> None:
        """Whether all are here.

        Raises:
            TransferFailed: one of them is not (``retry``).
        """
        for server in self._files.keys() - self.brought().keys():
            raise TransferFailed(_("{path} did not arrive whole.").format(path=server), path=server, retry=True)

    def _find(self, path: str) -> str:
        """The result that the program names, by its place there or here."""
        name = posixpath.basename(path.replace("\\", "/"))
        return next((server for server in self._files if posixpath.basename(server) == name), "")


def batches(folder: Path, files: Sequence[tuple[str, int]]) -> list[Batch]:
    """Divide files into as few lists as possible: the program stores a list's files side by side, by name only.

    Raises:
        TransferFailed: a path that names no file.
    """
    groups: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    times: defaultdict[str, int] = defaultdict(int)
    for server, size in files:
        name = posixpath.basename(server)
        if name in ("", ".", ".."):
            raise TransferFailed(_("The farm names a result “{path}”, which is not a file.").format(path=server),
                                 path=server)
        groups[times[name.casefold()]].append((server, size))
        times[name.casefold()] += 1
    return [Batch(folder / f"batch-{number}", group) for number, group in groups.items()]


def _whole(path: Path, size: int) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == size
