"""The table of the API: which function answers which path."""

from __future__ import annotations

from typing import Any, Callable, Dict  # noqa: UP035 - evaluated at run time on 3.9

Body = Dict[str, Any]
Handler = Callable[[Any, Body], Any]
"""A function of the farm and the body of a request. The farm is ``Any``: its class is built on this module."""

ROUTES: dict[str, Handler] = {}


def route(*paths: str) -> Callable[[Handler], Handler]:
    """Serve each path with the decorated function; its return value becomes ``data`` of the answer."""

    def add(handler: Handler) -> Handler:
        for path in paths:
            if path in ROUTES:
                raise ValueError(f"{path} is served twice")
            ROUTES[path] = handler
        return handler

    return add
