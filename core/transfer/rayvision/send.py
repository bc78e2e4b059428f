"""The state of each file, from the program's output and exit code."""

from __future__ import annotations

import errno
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ...common.errors import TransferFailed
from ...common.i18n import _, clauses
from ..engine import FileToSend, Report, SentContent
from ..hashing_reader import look_at, unreadable
from .output import LineKind, OutputLine
from .route import Route
from .run import Run

AGAIN = {1, 10}
"""Exit codes of which the program says that trying again may help; 10 is another build's."""

FATAL = 255
"""Exit code of which the program says that trying again does not help. After a transfer began it is not to be trusted:
for the same closed port one run ends with 1 and the next with 255."""

UNSENDABLE = 11
"""Exit code of another build: some file cannot be sent."""


class FileStates:
    """The files that are still to arrive, and those that could not."""

    def __init__(self, items: Sequence[FileToSend], report: Report) -> None:
        self._report = report
        self._left = {item.server: item for item in items}
        self._named: defaultdict[str, list[str]] = defaultdict(list)
        self._troubles: dict[str, str] = {}
        for item in items:
            for name in {Path(item.local).as_posix(), item.server}:
                self._named[name].append(item.server)

    def left(self) -> list[FileToSend]:
        """Return the remaining files as they are on disk now; what was sent is compared with that afterwards.

        Raises:
            TransferFailed: one is gone, or cannot be read.
        """
        for number, item in enumerate(list(self._left.values())):
            if number % 500 == 0:
                self._report.check()
            self._left[item.server] = as_it_is(item)
        self._troubles.clear()
        return list(self._left.values())

    def heard(self, said: OutputLine) -> None:
        """Take in a line of the program about one of the files.

        Raises:
            TransferFailed: the program cannot read it.
        """
        item = self._find(said.path) if said.path else None
        if item is None:
            return
        if said.kind is LineKind.MISSING:
            as_it_is(item)
            raise TransferFailed(_("{path} cannot be read: the farm's transfer program does not get at it.").format(
                path=item.local), path=str(item.local))
        if said.kind is LineKind.DONE:
            self._arrived(item)
        elif said.kind is LineKind.PROGRESS:
            # The last byte counts when the file is whole.
            self._report.moved(item.server, min(int(item.size * said.percent / 100), max(0, item.size - 1)))
        elif said.kind in (LineKind.FAILED, LineKind.INTERRUPTED):
            self._troubles[item.server] = said.reason

    def ended(self, run: Run, items: Sequence[FileToSend], route: Route) -> TransferFailed | None:
        """Why these files of a run that ended did not all arrive, if so."""
        sound = run.code == 0 and run.success
        for item in items:
            # It names no file that lay there already.
            if sound and item.server in self._left and item.server not in self._troubles:
                self._arrived(item)
        missing = [item for item in items if item.server in self._left]
        if not missing:
            return None
        for item in (each for each in missing if each.server in self._troubles):
            return TransferFailed(_("{path} did not reach the farm: {reason}.").format(
                path=item.local, reason=self._troubles[item.server] or _("the transfer program does not say why")),
                path=str(item.local), retry=run.code in {0, *AGAIN} or run.code < 0)
        return broken_off(run, route)

    def _arrived(self, item: FileToSend) -> None:
        del self._left[item.server]
        self._troubles.pop(item.server, None)
        if not self._report.limit():
            # With a limit ``moved`` waits for as long as these bytes may take, and they may not have been sent at all.
            self._report.moved(item.server, item.size)
        self._report.arrived(item, SentContent(item.size, item.mtime_ns, item.inode, ""))

    def _find(self, path: str) -> FileToSend | None:
        """The file that the program names: by its local path, or its place on the farm, also in full."""
        path = path.replace("\\", "/")
        below = path.split("/", 3)  # "/100000/100001/mnt/a.png" is /mnt/a.png of user 100001
        for name in (path, "/" + path, "/" + below[3] if len(below) > 3 else ""):
            for server in self._named.get(name, ()):
                if server in self._left:
                    return self._left[server]
        return None


def as_it_is(item: FileToSend) -> FileToSend:
    """Return the item with its present size and times.

    Raises:
        TransferFailed: it is gone, or cannot be read.
    """
    path = str(item.local)
    status = look_at(path)
    try:
        if not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise unreadable(path, error) from error
    return item._replace(size=status.st_size, mtime_ns=status.st_mtime_ns, inode=status.st_ino)


def broken_off(run: Run, route: Route) -> TransferFailed:
    """The sentence for a run that ended before everything had arrived."""
    reasons = clauses(*dict.fromkeys(run.reasons))
    why = " " + _("It said: {reason}.").format(reason=reasons.rstrip(".")) if reasons else ""
    where = f"{route.host}:{route.port}"
    if run.code in AGAIN or run.code <= 0 or (run.code == FATAL and run.started):
        return TransferFailed(_("The transfer to {server} broke off: the server does not answer, or the network is "
                                "gone.").format(server=where) + why, retry=True)
    if run.code == UNSENDABLE:
        return TransferFailed(_("The farm's transfer program cannot send one of the files, and does not say "
                                "which.") + why)
    return TransferFailed(_("The farm's transfer program gave up (exit code {code}), trying again does not help: see "
                            "its logs in the folder “logs”.").format(code=run.code) + why)
