"""How many connections to the embedded farm are worth it: the same files over 1, 2, 4 and 8, a thread each.

    .venv/3.11/bin/python bench/connections.py [--quick]

Prints the fastest of three runs, and how long it took against one connection; read the ratios, machines differ. What is
measured is the sender alone (core/transfer/http/sending.py),
without journal: the agent opens the one connection that this
table is the reason for. Both sides hash every byte, so on two cores a second sender has nothing left to run on.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from figures import tell

from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.engine import FileToSend, SentContent
from foxsubmit.core.transfer.http.sending import Sender
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm_process import farm_process

RUNS = 3


class Silent:
    """A report that nobody reads."""

    def __init__(self) -> None:
        self.count = 0

    def check(self) -> None:
        """Nobody wishes to stop."""

    def moved(self, _server: str, _done: int) -> None:
        """Nobody looks on."""

    def arrived(self, _item: FileToSend, _sent: SentContent) -> None:
        """Counted, so that a run that sends nothing is seen."""
        self.count += 1

    def limit(self) -> int:
        """As fast as it goes."""
        return 0


def files(folder: Path, count: int, size: int) -> list[Path]:
    """No two alike."""
    folder.mkdir()
    block = os.urandom(min(size, 1 << 20))
    made = []
    for number in range(count):
        made.append(folder / f"{number:06}.bin")
        with made[-1].open("wb") as file:
            file.write(number.to_bytes(8, "big") + block[8:])
            for _block in range(1, size >> 20):
                file.write(block)
    return made


def sent(settings: Settings, paths: list[Path], connections: int) -> float:
    """Send all, over what the run before has sent; the seconds it took."""
    items = []
    for path in paths:
        status = path.stat()
        items.append(FileToSend(str(path), f"/{path.parent.name}/{path.name}", status.st_size, status.st_mtime_ns,
                                status.st_ino))

    def send(part: list[FileToSend]) -> int:
        report = Silent()
        with settings.credentials("local").api() as api, Sender(api.client, f"/storage/{INPUT}", report) as sender:
            sender.send(part)
        return report.count

    started = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        arrived = sum(pool.map(send, [items[first::connections] for first in range(connections)]))
    seconds = time.perf_counter() - started
    if arrived != len(items):
        raise SystemExit(f"{arrived} of {len(items)} files arrived")
    return seconds


def main() -> None:
    """Both kinds of files, on a farm of its own."""
    part = 10 if "--quick" in sys.argv else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(folder / "home")
        settings.remember_farm(folder / "farm")
        with farm_process(folder / "farm"):
            for count, size in ((5000 // part, 64 << 10), (8, 256 // part << 20)):
                print(f"{count} x {size >> 10} KiB")
                paths, one = files(folder / str(size), count, size), 0.0
                for connections in (1, 2, 4, 8):
                    best = min(sent(settings, paths, connections) for _run in range(RUNS))
                    one = one or best
                    tell(f"{count} x {size >> 10} KiB over {connections}", best, "s")
                    print(f"  {connections} connections {best:8.2f} s  {best / one:.2f} of one")


if __name__ == "__main__":
    main()
