"""Files sent to the farm as the vendor's transfer program would send them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from ...core.api import FoxAPI
from ...core.common.errors import FoxError, TransferFailed
from ...core.common.system_errors import reason
from ...core.model.server_paths import server_path
from ...core.transfer.engine import FileToSend, SentContent, StoredPart
from ...core.transfer.hashing_reader import read_and_hash
from ...core.transfer.http.engine import HttpEngine
from ..base.constants import CONFIG
from .arguments import Wanted
from .lines import print_line


class Told:
    """Prints what an engine reports while it sends."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self.arrived_places: set[str] = set()
        self._begun: set[str] = set()

    def check(self) -> None:
        """Nobody stops this program but by ending it."""

    def moved(self, server: str, _done: int) -> None:
        """Print the first line of a file that begins to move."""
        if server not in self._begun:
            self._begun.add(server)
            print_line(f"upload file begin ({self.names[server]})")

    def arrived(self, item: FileToSend, sent: SentContent) -> None:
        """Print that a file lies on the farm."""
        self.moved(item.server, sent.size)
        self.arrived_places.add(item.server)
        print_line(f"upload file done ({self.names[item.server]})")

    def limit(self) -> int:
        """Loopback is not held back."""
        return 0


def send(api: FoxAPI, engine: HttpEngine, wanted: Wanted) -> bool:
    """Send what is wanted, and return whether all of it arrived.

    Raises:
        FoxError: the farm does not answer.
    """
    names, items, whole = {}, [], True
    for local, server in _pairs(wanted):
        try:
            status = local.stat()
        except OSError:
            print_line(f"get path ({local}) info failed", "")
            whole = False
            continue
        names[server] = str(local)
        items.append(FileToSend(str(local), server, status.st_size, status.st_mtime_ns, status.st_ino))
    if wanted.storage == CONFIG:
        arrived = [_configure(api, item) for item in items]
        return whole and all(arrived)
    return _send(engine, items, Told(names)) and whole


def _pairs(wanted: Wanted) -> Iterator[tuple[Path, str]]:
    """Yield each file with its place on the farm."""
    if wanted.transmit_type == "upload_json":
        for each in json.loads(Path(wanted.local).read_text(encoding="utf-8"))["asset"]:
            yield Path(each["local"]), each["server"]
    elif wanted.transmit_type == "upload_list":
        for line in Path(wanted.local).read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield Path(line.strip()), server_path(line.strip())
    else:
        yield Path(wanted.local), wanted.remote


def _configure(api: FoxAPI, item: FileToSend) -> bool:
    """Store one of the four files of a task, which lies at ``/<task>/cfg/<name>``."""
    task, _folder, name = item.server.strip("/").partition("/cfg/")
    print_line(f"upload file begin ({item.local})")
    try:
        api.transmit.upload_json_content(int(task), Path(item.local).read_text(encoding="utf-8"), name)
    except (FoxError, ValueError) as error:
        print_line(f"upload 7: {reason(error)} file fail ({item.local}), error-")
        return False
    print_line(f"upload file done ({item.local})")
    return True


def _send(engine: HttpEngine, items: list[FileToSend], told: Told) -> bool:
    """Send the files that the farm has not; one that cannot be sent does not keep back the others."""
    stored = engine.have([(item.server, item.size) for item in items])
    # Like the vendor's, the program says no word about a file that is there.
    left = [item for item, part in zip(items, stored) if not _same(item, part, told.check)]
    whole = True
    while left:
        try:
            engine.send(left, told)
            return whole
        except TransferFailed as error:
            failed = [item for item in left if error.path in (item.local, item.server)]
            if not failed:
                raise
            print_line(f"upload 7: {reason(error)} file fail ({failed[0].local}), error-")
            whole = False
            left = [item for item in left if item not in failed and item.server not in told.arrived_places]
    return whole


def _same(item: FileToSend, stored: StoredPart, check: Callable[[], None]) -> bool:
    """Whether the farm has the file as it is now; one that cannot be read has to be sent to say why."""
    if not stored.complete or stored.bytes != item.size:
        return False
    try:
        return read_and_hash(item.local, check).sha256 == stored.sha256
    except TransferFailed:
        return False
