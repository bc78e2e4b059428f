"""Read values of a host that may refuse: what fails is noted with its node, and the walk goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Callable, TypeVar, Union

from ..core.model.host import Unread

log = logging.getLogger(__name__)
Value = TypeVar("Value")
Other = TypeVar("Other")


class Reader:
    """Reads values of a scene and keeps a list of those that it could not read."""

    def __init__(self) -> None:
        self.unread: list[Unread] = []

    def read(self, node: str, otherwise: Other, call: Callable[..., Value], *arguments: object
             ) -> Union[Value, Other]:
        """What ``call`` answers; ``otherwise`` where it raises, which is noted for ``node``."""
        try:
            return call(*arguments)
        except Exception as error:  # whatever a plug-in raises: one bad parameter must not stop the walk
            self._failed(node, error)
            return otherwise

    def _failed(self, node: str, error: Exception) -> None:
        log.info("%s: %s", node, error)
        reason = str(error).strip().splitlines()
        self.unread.append(Unread(node, reason[-1].rstrip(".") if reason else type(error).__name__))

    def through(self, node: str, source: Iterator[Value]) -> Iterator[Value]:
        """What ``source`` yields, until it raises: that is noted for ``node``, and whoever asks goes on after it."""
        while True:
            try:
                found = next(source)
            except StopIteration:
                return
            except Exception as error:  # as in read
                self._failed(node, error)
                return
            yield found

    def note(self, node: str, reason: str) -> None:
        """Something that could not be read, in our own words."""
        self.unread.append(Unread(node, reason))

    def say(self, node: str, reason: str) -> None:
        """Something that was read, and that the farm does otherwise: what it does, and what to do instead."""
        self.unread.append(Unread(node, reason, read=True))
