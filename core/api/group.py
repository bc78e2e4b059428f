"""The base class of the groups of API calls."""

from __future__ import annotations

from .wire.client import Client


class Group:
    """Some calls of the API. ``_query`` only reads and may be sent again; ``_command`` changes something.

    Both take the path as the vendor's current SDK sends it, then the document's where that is another
    (docs/decisions/0006-current-path-first.md), the shape of the answer, and the wire names as keywords.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._query = client.query
        self._command = client.command
