"""What a MaterialX document names. Reads the disk.

Source: the MaterialX specification, "Filename Inputs": an input of the type ``filename``, with the ``fileprefix``
of the innermost element around it that has one; and XInclude. MaterialX reads more than XML allows, such as ``<UDIM>``
in a value, and so does the parser of HTML.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html.parser import HTMLParser

from ...model.host import Asset
from .naming import named_asset
from .texts import pieces

MOST = 64 << 20
"""Bytes of a document that are read."""
Attributes = list[tuple[str, "str | None"]]


def named_in(path: str) -> Iterator[Asset]:
    """Yield the textures and the included documents of a MaterialX document.

    Raises:
        OSError: it cannot be read.
        TooLarge: it has more than 64 MiB.
    """
    reader = _Reader()
    folders = [os.path.dirname(path)]  # noqa: PTH120 - text in, text out
    for text in pieces(path, MOST):
        reader.feed(text)
        yield from (named_asset(name, folders, path) for name in reader.taken())
    reader.close()
    yield from (named_asset(name, folders, path) for name in reader.taken())


class _Reader(HTMLParser):
    """Collects the names of files."""

    def __init__(self) -> None:
        super().__init__()
        self._prefixes: list[tuple[str, str]] = [("", "")]
        self._names: list[str] = []

    def taken(self) -> list[str]:
        """The names since the last call."""
        names, self._names = self._names, []
        return names

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = {name: value or "" for name, value in attrs}
        prefix = values.get("fileprefix", self._prefixes[-1][1])
        self._prefixes.append((tag, prefix))
        if tag == "include" or tag.endswith(":include"):
            self._names += filter(None, [values.get("href", "")])
        elif values.get("type") == "filename" and values.get("value"):
            self._names.append(prefix + values["value"])

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        self._prefixes.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(tag == each for each, _prefix in self._prefixes[1:]):
            while self._prefixes.pop()[0] != tag:
                pass
