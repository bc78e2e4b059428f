"""Nothing is changed by looking, least of all whether the scene has to be saved."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from pymxs import runtime as rt


@contextlib.contextmanager
def unchanged() -> Iterator[None]:
    """A scene that was saved is so afterwards, whatever happens: a plug-in that is asked may note something in it."""
    saved = not rt.getSaveRequired()
    try:
        yield
    finally:
        if saved and rt.getSaveRequired():
            rt.setSaveRequired(False)
