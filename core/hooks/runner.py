"""Have hooks run in a process of their own, each with a time limit: whatever they do becomes answers and sentences."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import IO, Any, Callable, Dict, NamedTuple  # noqa: UP035 - evaluated at run time on 3.9

from ..api import ID_VARIABLE, KEY_VARIABLE
from ..common import child
from ..common.i18n import _, count, full_stop, labelled
from ..common.system_errors import system_reason
from .job import Job
from .shapes import FUNCTIONS

log = logging.getLogger(__name__)

MODULE = "core.hooks.process"
SECRET = (ID_VARIABLE, KEY_VARIABLE)
"""Variables that are not handed on."""
PORTION = 500
"""Files of a scene that are written at once: the interpreter is not held for long."""
AHEAD = 1000
"""Lines that are read before they are looked at: what prints without end waits, and takes no more memory."""

LOOK = 0.5  # seconds between two looks whether somebody wants it ended
START = 30.0  # seconds for the process to begin, also on a busy machine
GOING = 5.0  # seconds for the process to go once all is answered

Shared = Dict[str, Any]


@dataclasses.dataclass(frozen=True)
class House:
    """A studio's hooks: their folder, and how they are run."""

    folder: str
    seconds: float
    """How long each call may take."""
    python: str
    """The interpreter."""


class Answer(NamedTuple):
    """The value that one call of a hook returned."""

    file: str
    function: str
    call: int
    value: Any


class Asked(NamedTuple):
    """A question to every file with hooks."""

    functions: Sequence[str]
    shared: Mapping[str, Any]
    """Arguments of every call."""
    calls: Sequence[Mapping[str, Any]] = ({},)
    """The further arguments of each call."""
    files: Sequence[Mapping[str, Any]] = ()
    """The entries of ``shared["scene"]["files"]``, which may be many."""
    only_names: bool = False
    """Call nothing: which functions are there?"""


@dataclasses.dataclass
class Ran:
    """The outcome of a question."""

    answers: list[Answer] = dataclasses.field(default_factory=list)
    troubles: list[str] = dataclasses.field(default_factory=list)
    """A sentence for each hook that raised, hung or ended its process, with its file and its name."""

    def wrong(self, sentence: str, trace: str = "") -> None:
        """Note what went wrong, once."""
        log.warning("%s%s", sentence, f"\n{trace}" if trace else "")
        if sentence not in self.troubles:
            self.troubles.append(sentence)


class Functions(NamedTuple):
    """The hooks of a studio that were found, by their files."""

    files: Mapping[str, Sequence[str]]
    troubles: Sequence[str]


Accept = Callable[[Answer], Shared]
"""Called with each answer; returns the choices that the next hook is given."""


def run(house: House, asked: Asked, accept: Accept | None = None, halted: Callable[[], bool] = lambda: False) -> Ran:
    """Call the functions of every file; never raises for what a studio's code does. Worker thread.

    Where a file hangs or ends the process, the files behind it are asked in another one. ``halted`` says that nobody
    wants the answer any more.
    """
    ran, after = Ran(), ""
    while True:
        left = _Process(house, asked, after, ran, accept, halted).run()
        if not left:
            return ran
        after = left


def functions_of(house: House) -> Functions:
    """Return which hooks each file has, without calling any."""
    ran = run(house, Asked(FUNCTIONS, {}, only_names=True))
    found: dict[str, list[str]] = {}
    for each in ran.answers:
        found.setdefault(each.file, []).append(each.function)
    return Functions(found, ran.troubles)


class _Process:
    """One process, until it is done or one of its files has spoilt it."""

    def __init__(self, house: House, asked: Asked, after: str, ran: Ran, accept: Accept | None,
                 halted: Callable[[], bool]) -> None:
        self._house, self._asked, self._after, self._ran = house, asked, after, ran
        self._accept, self._halted = accept, halted
        self._at = self._function = ""
        self._whole = False
        self._until = time.monotonic() + max(START, house.seconds)
        self._late: int | None = None
        """Lines that are still looked at when the time is over; None while it is not."""

    def run(self) -> str:
        """Return the file behind which another process has to go on; empty where there is nothing more to ask."""
        try:
            process = subprocess.Popen(
                child.command(self._house.python, MODULE), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, encoding="ascii", env=_environment(), **_apart())
        except OSError as error:
            self._ran.wrong(_("The studio's hooks cannot be run: {reason}.").format(reason=system_reason(error)))
            return ""
        job = Job(process)  # before it is asked anything: what it has started by then would not be held
        over = threading.Event()
        try:
            return self._talk(process, over)
        finally:
            over.set()
            _end(process, job, GOING if self._whole else 0.0)

    def _talk(self, process: subprocess.Popen[str], over: threading.Event) -> str:
        lines: queue.Queue[str] = queue.Queue(AHEAD)
        threading.Thread(target=_read, args=(process.stdout, lines, over), daemon=True).start()
        # A pipe that nobody reads takes no more at some time: what is asked is not written on this thread.
        threading.Thread(target=self._ask, args=(process.stdin,), daemon=True).start()
        while True:
            line = self._next(lines)
            if line is None:
                return ""
            if not line:
                return self._spoilt(process)
            said = json.loads(line)
            if "whole" in said:
                self._whole = True
                return ""
            self._take(said, process.stdin)

    def _next(self, lines: queue.Queue[str]) -> str | None:
        """Return the next line, empty where none comes in time or the process has ended; None: nobody wants it."""
        while (left := self._until - time.monotonic()) > 0:
            if self._halted():
                return None
            with contextlib.suppress(queue.Empty):
                return lines.get(timeout=min(LOOK, left))
        if self._late is None:
            self._late = lines.qsize()  # came in time, and was not looked at; what prints without end goes on coming
        if not self._late:
            return ""
        self._late -= 1
        return lines.get_nowait()

    def _take(self, said: Mapping[str, Any], stdin: IO[str] | None) -> None:
        if "said" in said:  # which is no progress: what prints without end is to be ended, too
            log.info("%s: %s", self._at, said["said"])
            return
        self._until, self._late = time.monotonic() + self._house.seconds, None
        if "at" in said:
            self._at, self._function = said["at"], said["function"]
        elif "error" in said:
            self._wrong(said["error"], said["trace"])
        else:
            answer = Answer(self._at, self._function, said["call"], said["answer"])
            self._ran.answers.append(answer)
            if self._accept is not None:
                _write(stdin, [self._accept(answer)])

    def _spoilt(self, process: subprocess.Popen[str]) -> str:
        """Say what hangs, or that it ended; the files behind it are not to suffer for it."""
        try:
            process.wait(0.2)
            what = _("it ended its process")
        except subprocess.TimeoutExpired:
            what = _("it was stopped since it did not end within {seconds}").format(seconds=count(
                "{n} second", "{n} seconds", round(self._house.seconds)))
        self._wrong(what)
        return self._at

    def _wrong(self, what: str, trace: str = "") -> None:
        """Note a sentence with the file and the name of the hook that is being called."""
        if self._function:
            said = _("The hook “{function}” in {file} failed").format(function=self._function, file=self._at)
        else:
            said = _("The hooks in {file} cannot be loaded").format(file=self._at or self._house.folder)
        self._ran.wrong(full_stop(labelled(said, what)), trace)

    def _ask(self, stdin: IO[str] | None) -> None:
        asked, files = self._asked, self._asked.files
        head = {"folder": self._house.folder, "seconds": self._house.seconds, "after": self._after,
                "functions": list(asked.functions), "shared": asked.shared, "calls": list(asked.calls),
                "only_names": asked.only_names,
                "goes_on": self._accept is not None, "portions": -(-len(files) // PORTION)}
        _write(stdin, [head, *(list(files[start:start + PORTION]) for start in range(0, len(files), PORTION))])


def _environment() -> dict[str, str]:
    """Return this process's environment without keys."""
    return {name: value for name, value in child.environment().items() if name not in SECRET}


def _apart() -> dict[str, Any]:
    found = child.apart()
    if sys.platform == "win32":
        found["creationflags"] |= subprocess.CREATE_NO_WINDOW
    return found


def _end(process: subprocess.Popen[str], job: Job, seconds: float) -> None:
    """Give it so many seconds to go; one that does not is killed with whatever it has started."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        job.kill()
        process.wait()
    job.close()
    if process.stdin is not None:
        with contextlib.suppress(ValueError, OSError):  # not all of it was read
            process.stdin.close()


def _read(stdout: IO[str] | None, lines: queue.Queue[str], over: threading.Event) -> None:
    """Hand on each line, and an empty one at the end, until it is over; on a thread of its own."""
    if stdout is not None:
        with contextlib.suppress(ValueError, OSError), stdout:
            for line in stdout:  # also when it is over: a process cannot end while nobody takes what it prints
                _hand_on(line, lines, over)
    _hand_on("", lines, over)


def _hand_on(line: str, lines: queue.Queue[str], over: threading.Event) -> None:
    while not over.is_set():
        with contextlib.suppress(queue.Full):
            lines.put(line, timeout=LOOK)
            return


def _write(stdin: IO[str] | None, values: Sequence[Any]) -> None:
    with contextlib.suppress(ValueError, OSError):  # it has ended, which its other pipe says
        for value in values:
            if stdin is not None:
                stdin.write(json.dumps(value) + "\n")
                stdin.flush()
