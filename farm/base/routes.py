"""The table of the API: which function answers which path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict  # noqa: UP035 - evaluated at run time on 3.9

if TYPE_CHECKING:  # Farm needs the handlers' modules, and they this one
    from ..farm import Farm

Body = Dict[str, Any]
Handler = Callable[["Farm", Body], Any]
ROUTES: dict[str, Handler] = {}


class Refuse(Exception):
    """The farm says no: a documented code and a sentence. ``data`` is what the caller may go on with."""

    def __init__(self, code: int, message: str, data: object = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data


class TooLong(Refuse):
    """A request of more bytes than the farm takes."""


def route(*paths: str) -> Callable[[Handler], Handler]:
    """Serve each path with the decorated function; its return value is the answer's ``data``."""

    def add(handler: Handler) -> Handler:
        for path in paths:
            if path in ROUTES:
                raise ValueError(f"{path} is served twice")
            ROUTES[path] = handler
        return handler

    return add
