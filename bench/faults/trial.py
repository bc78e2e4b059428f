"""A run, and a kind of fault: what it needs, and its runs in an order that the seed decides."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Callable, NamedTuple

from . import shim
from .case import Verdict
from .nursery import Nursery


class Trial(NamedTuple):
    """One run: what goes wrong, in words, and how it is made."""

    label: str
    run: Callable[[Path, Nursery], Verdict]


class Kind(NamedTuple):
    """One kind of fault."""

    name: str
    share: int
    """How many of a hundred runs it gets."""
    trials: Callable[[Path, Nursery, random.Random], Iterator[Trial]]
    """Yields runs without end, given a folder and a nursery for a run without fault, and the chance."""
    lacking: Callable[[], str] = lambda: ""
    """Why it cannot be tried on this machine; empty where it can."""


def needs_shim() -> str:
    """Why system calls cannot be made to fail here."""
    return "" if shim.build() else "it needs Linux and a C compiler"


def needs_root() -> str:
    """Why no file system can be mounted here."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "it mounts file systems, which takes root on Linux"
    return needs_shim()
