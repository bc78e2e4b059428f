"""Files of tests in the Windows Python: some at a time in each of a few Windows.

A test that hangs or ends Python is named, and a new process goes on behind it.
"""

from __future__ import annotations

import collections
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from ..environments import ROOT
from .counts import Counts, Read, read_file
from .place import Windows
from .told import VARIABLE
from .wine import Prefix, windows_path

AT_A_TIME = 8
"""Files of one process, unless all that there are have one process in each Windows: starting one takes long."""

WITHOUT_QT = "tests/hosts/blender/"
"""Files that share no process with Qt: PySide6 6.4 looks at each import, and ends those of ``bpy.app.translations``.

Newer ones do not, and none of these tests has a window.
"""

PATIENCE = 240.0
"""Seconds without any news of a test, or of the end of a process, after which it is ended."""

LOOK = 0.5
LAST = 40
"""Lines of a process that are shown where it ends early."""


def run(windows: Windows, display: str, files: Sequence[str], processes: int, takes: float = 0,
        patience: float = PATIENCE) -> Counts:
    """Run files of tests, in some Windows at once; where ``takes`` is given, for so many seconds."""
    counts, waiting, stop = Counts(), queue.SimpleQueue[list[str]](), threading.Event()
    for some in batches(files, processes, takes):
        waiting.put(some)
    with tempfile.TemporaryDirectory(prefix="windows-", dir=windows.folder) as folder:
        def work(number: int) -> list[Counts]:
            prefix, done = windows.prefix.copy(Path(folder) / f"prefix-{number}"), list[Counts]()
            while not stop.is_set():
                try:
                    some = waiting.get_nowait()
                except queue.Empty:
                    break
                told = Path(folder) / f"told-{number}-{len(done)}"
                done.append(Batch(windows, prefix, some, told, display, stop, patience).run())
                print(*done[-1].troubles(), f"{some[0]} … {some[-1]}: {done[-1].lines()[-1]}", sep="\n", flush=True)
            return done

        with ThreadPoolExecutor(processes) as beside:
            over = threading.Timer(takes, stop.set)
            try:
                if takes:
                    over.start()
                for each in beside.map(work, range(processes)):
                    for one in each:
                        counts.add(one)
            finally:  # whoever interrupts it leaves nothing behind
                over.cancel()
                stop.set()
    while not waiting.empty():
        counts.not_run += waiting.get()
    return counts


def batches(files: Sequence[str], processes: int, takes: float) -> list[list[str]]:
    """Return the files of each process: where the time is limited, one process for each Windows, by turns."""
    if takes:
        return [some for number in range(processes) if (some := [*files[number::processes]])]
    apart = [file for file in files if file.startswith(WITHOUT_QT)]
    return [kind[start:start + AT_A_TIME] for kind in ([file for file in files if file not in apart], apart)
            for start in range(0, len(kind), AT_A_TIME)]


class Batch:
    """Some files of tests, run to their end by as many processes as that takes."""

    def __init__(self, windows: Windows, prefix: Prefix, files: Sequence[str], told: Path, display: str,
                 stop: threading.Event, patience: float = PATIENCE) -> None:
        self._windows, self._prefix, self._files, self._told = windows, prefix, files, told
        self._display, self._patience, self._stop = display, patience, stop
        self._said: collections.deque[str] = collections.deque(maxlen=LAST)

    def run(self) -> Counts:
        """Run them; a process that hangs or ends early is followed by one that goes on behind that test."""
        hung: list[str] = []
        while True:
            before = self._size()
            ended = self._one()
            now = read_file(self._told)
            if self._stop.is_set() and not now.whole:
                now.counts.not_run += self._left(now)
                return now.counts
            if not (now.whole and ended):
                hung.append(self._sentence(now, ended))
            if now.whole or self._size() == before:
                now.counts.hung += hung
                return now.counts

    def _left(self, now: Read) -> list[str]:
        """Return the file that was under way, or may have been, and those behind it."""
        tests = (now.under_way, *now.counts.passed, *now.counts.failed, *now.counts.skipped)
        begun = {PurePosixPath(test.partition("::")[0]).name for test in tests if "::" in test}
        places = [place for place, file in enumerate(self._files) if PurePosixPath(file).name in begun]
        return [*self._files[max(places, default=0):]]

    def _sentence(self, now: Read, ended: bool) -> str:
        where = now.under_way or f"{'the end' if now.whole else 'the beginning'} of {', '.join(self._files)}"
        if ended:
            return "\n".join([f"ENDED PYTHON {where}:", *self._said])
        return f"HUNG {where}: no news for {self._patience:.0f} s."

    def _size(self) -> int:
        return self._told.stat().st_size if self._told.exists() else 0

    def _one(self) -> bool:
        """Run one process; whether it ended by itself."""
        own = {**self._windows.variables(), VARIABLE: windows_path(self._told), "DISPLAY": self._display}
        without = ["-p", "no:pytest-qt"] if self._files[0].startswith(WITHOUT_QT) else []
        process = self._prefix.start(self._windows.python, "-m", "pytest", "-q", "--tb=short", *without,
                                     "-p", "tools.windows.told", "-p", "no:cacheprovider",
                                     "--timeout=0", *self._files,  # the patience is the limit
                                     folder=ROOT, **own)
        reader = threading.Thread(target=lambda: self._said.extend(process.stdout or ()), daemon=True)
        reader.start()
        with process:
            try:
                return self._watch(process)
            finally:
                self._prefix.end()  # with all that tests have left in it
                reader.join()
                self._prefix.tidy()

    def _watch(self, process: subprocess.Popen[str]) -> bool:
        size, since = self._size(), time.monotonic()
        while process.poll() is None:
            if self._stop.wait(LOOK):
                return False
            if self._size() != size:
                size, since = self._size(), time.monotonic()
            elif time.monotonic() - since > self._patience:
                return False
        return True
