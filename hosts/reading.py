"""Read values of a host that may refuse: what fails is noted with its node, and the walk goes on."""

from __future__ import annotations

import logging
from typing import Callable, TypeVar, Union

from ..core.host import Unread

log = logging.getLogger(__name__)
Value = TypeVar("Value")
Other = TypeVar("Other")


class Reader:
    """What one look at the scene could not read."""

    def __init__(self) -> None:
        self.unread: list[Unread] = []

    def read(self, node: str, otherwise: Other, call: Callable[..., Value], *arguments: object
             ) -> Union[Value, Other]:
        """What ``call`` answers; ``otherwise`` where it raises, which is noted for ``node``."""
        try:
            return call(*arguments)
        except Exception as error:  # whatever a plug-in raises: one bad parameter must not stop the walk
            log.info("%s: %s", node, error)
            reason = str(error).strip().splitlines()
            self.unread.append(Unread(node, reason[-1].rstrip(".") if reason else type(error).__name__))
            return otherwise

    def note(self, node: str, reason: str) -> None:
        """Something that is not as the farm would have it."""
        self.unread.append(Unread(node, reason))
