"""Faults on purpose, for tests and for anyone who wants to see how a program copes with them."""

from __future__ import annotations

import dataclasses
import errno
import random
import threading
import time
from collections.abc import Iterable
from typing import Any, Callable

from ...core.common.errors import BadInput
from ...core.common.i18n import _, listed

KINDS = {
    "delay": "answer after so many seconds",
    "drop": "close the connection without an answer",
    "reset": "reset the connection",
    "drip": "answer a byte at a time, so many seconds apart",
    "5xx": "answer with a server's error page",
    "4xx": "answer with an error page that blames the request, such as a proxy's",
    "429": "too many requests: the client may come again after so many seconds",
    "garbage": "answer what is no JSON",
    "types": "answer with a text for each number, and nothing for each list",
    "truncated": "answer half of the JSON",
    "610": "the signature has expired",
    "611": "the signature is wrong",
    "slow-disk": "take so many seconds a block",
    "full-disk": "there is no room; frames wait for it",
    "bad-disk": "writing fails, and with it a frame",
}
STATUSES = {"5xx": (503, range(500, 600)), "4xx": (403, range(400, 500)), "429": (429, range(429, 430))}
"""Kinds that answer with an HTTP status: the usual one of each, and those that it may have."""

DISK = {"slow-disk", "full-disk", "bad-disk"}
SECONDS = 1.0


@dataclasses.dataclass(frozen=True)
class Fault:
    """One planned fault.

    Raises:
        BadInput: a value is out of range.
    """

    kind: str
    path: str = ""
    """Only requests whose path contains this text are hit."""

    probability: float = 1.0
    """How often it happens to such a request, 0 to 1."""

    count: int = 0
    """How many times the fault happens; 0 is unlimited."""

    seconds: float = SECONDS
    """Seconds of those kinds that have some."""

    after: bool = False
    """True if the request is carried out first, so that only its answer is lost."""

    status: int = 0
    """HTTP status that the faults 5xx and 4xx answer with; 0 is 503 for the first and 403 for the other."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise BadInput(_("There is no fault “{kind}”; there are: {kinds}.").format(
                kind=self.kind, kinds=listed(KINDS)))
        if not 0 <= self.probability <= 1 or self.count < 0 or self.seconds < 0:
            raise BadInput(_("The fault “{kind}” has a value that cannot be: probability is 0 to 1, count and "
                             "seconds are 0 or more.").format(kind=self.kind))
        _usual, allowed = STATUSES.get(self.kind, (0, range(400, 600)))
        if self.status and self.status not in allowed:
            raise BadInput(_("The fault “{kind}” answers with a status from {first} to {last}.").format(
                kind=self.kind, first=allowed[0], last=allowed[-1]))

    @property
    def http_status(self) -> int:
        """The HTTP status that the fault answers with, for the kinds that answer with one."""
        return self.status or STATUSES[self.kind][0]


def read_fault(text: str) -> Fault:
    """Read a fault as typed on the command line: ``drop,path=createTask,count=1,after=1``.

    Raises:
        BadInput: the text is not a fault.
    """
    kind, *pairs = (part.strip() for part in text.split(","))
    return make_fault({"kind": kind, **dict(pair.partition("=")[::2] for pair in pairs)})


def make_fault(values: dict[str, Any]) -> Fault:
    """Make a fault from named values, which may be strings.

    Raises:
        BadInput: the values are not a fault.
    """
    unknown = set(values) - set(VALUES)
    if unknown:
        raise BadInput(_("A fault has no “{name}”; it has: {names}.").format(
            name=min(unknown), names=listed(VALUES)))
    try:
        return Fault(**{name: VALUES[name](value) for name, value in {"kind": "", **values}.items()})
    except (TypeError, ValueError) as error:
        raise BadInput(_("“{fault}” is not a valid fault: write for example drop,path=createTask,count=1.").format(
            fault=",".join(f"{name}={value}" for name, value in values.items()))) from error


VALUES: dict[str, Callable[[Any], Any]] = {
    "kind": str, "path": str, "probability": float, "count": int, "seconds": float,
    "after": lambda value: bool(int(value)), "status": int,
}
"""The fields of a fault and the function that reads each."""


class Faults:
    """The faults that are switched on; any thread may use it."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._lock = threading.Lock()
        self._left: list[tuple[Fault, int]] = []
        self.set(faults)

    def set(self, faults: Iterable[Fault]) -> None:
        """Replace all faults."""
        with self._lock:
            self._left = [(fault, fault.count or -1) for fault in faults]

    def shown(self) -> list[dict[str, Any]]:
        """List the faults that are switched on, each with what is left of its count."""
        with self._lock:
            return [{**dataclasses.asdict(fault), "count": max(0, left)} for fault, left in self._left if left]

    def hit(self, path: str) -> Fault | None:
        """Return the fault that hits a request, if any."""
        return self._take(path, disk=False)

    def disk(self, path: str) -> None:
        """Apply a disk fault, if any, before a block of a stored file is written."""
        fault = self._take(path, disk=True)
        if fault is None:
            return
        if fault.kind == "full-disk":
            raise OSError(errno.ENOSPC, "No space left on device")
        if fault.kind == "bad-disk":
            raise OSError(errno.EIO, "Input/output error")
        time.sleep(fault.seconds)

    def _take(self, path: str, disk: bool) -> Fault | None:
        if not self._left:  # the usual case costs nothing
            return None
        with self._lock:
            for place, (fault, left) in enumerate(self._left):
                if (left and (fault.kind in DISK) == disk and fault.path in path
                        and random.random() < fault.probability):  # noqa: S311 - guards nothing
                    self._left[place] = (fault, left - 1 if left > 0 else left)
                    return fault
        return None
