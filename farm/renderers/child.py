"""A child process whose output is read, and which never outlives the farm."""

from __future__ import annotations

import logging
import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Optional

from ...core.common.child import HIDDEN, environment
from ...core.common.load_check import CRASHED
from ...core.common.system_errors import system_reason

log = logging.getLogger(__name__)

LOOK = 0.1  # seconds between looks at whether the work is still wanted
WAITS = (0.5, 2.0)  # seconds until a process that the system could not start is started again


class Child:
    """A child process; leaving the context manager ends it."""

    def __init__(self, command: list[str], variables: Mapping[str, str] | None = None) -> None:
        """Start ``command``; ``variables`` of its environment replace this process's, an empty one takes its away."""
        own = {**environment(), **(variables or {})}
        env = {name: value for name, value in own.items() if value or name not in (variables or ())}
        # The child ends when its standard input closes: so it dies with a farm that is killed.
        self._process = _started(command, env)
        # WORKAROUND Python 3.9: get() of a SimpleQueue with a timeout may wait for ever.
        self._lines: queue.Queue[Optional[str]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True, name="foxsubmit-child")
        self._reader.start()

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    @property
    def killed(self) -> bool:
        """Whether something else ended the process; ask once its output has ended."""
        self._process.wait()
        return self._process.returncode < 0 or self._process.returncode >= CRASHED

    def lines(self) -> Iterator[str | None]:
        """Yield each line of output, and None now and then while the process is silent; end with the process."""
        while True:
            try:
                line = self._lines.get(timeout=LOOK)
            except queue.Empty:
                yield None
                continue
            if line is None:
                return
            yield line

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)


def _started(command: list[str], env: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a process; where the system cannot just now, as with too many of them, after growing waits."""
    for wait in WAITS:
        try:
            return _start(command, env)
        except FileNotFoundError:
            raise
        except OSError as error:
            log.warning("%s cannot be started and is tried again: %s", command[0], system_reason(error))
        time.sleep(wait)
    return _start(command, env)


def _start(command: list[str], env: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=env, encoding="utf-8", errors="replace", creationflags=HIDDEN)
