"""Numbers that tell the requests of one second apart: six digits, as the vendor's client sends.

No process gives one twice in a second, which chance would not promise. Each has a range of its own by its number: those
that one pool forks have numbers that follow one another.
"""

from __future__ import annotations

import itertools
import os
import secrets

RANGES, LENGTH = 90, 10_000


class _Nonces:
    """The range of one process."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begin anywhere in the range of this process; in a forked one, that of the parent is not its own."""
        self._first = 100_000 + os.getpid() % RANGES * LENGTH
        self._numbers = itertools.count(secrets.randbelow(LENGTH))

    def next(self) -> str:
        return str(self._first + next(self._numbers) % LENGTH)


_nonces = _Nonces()
next_nonce = _nonces.next

if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_nonces.begin)
