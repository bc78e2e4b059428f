"""The folders from which the user has let files be sent: ``roots.json`` in the home folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..common.atomic import write_text
from ..common.errors import BadInput
from ..common.i18n import _


def read_roots(path: Path) -> tuple[str, ...]:
    """Return the folders, in the order in which they were accepted; none where the file cannot be read."""
    listed = _read(path).get("roots")
    return tuple(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def add_roots(path: Path, folders: Iterable[str]) -> tuple[str, ...]:
    """Accept further folders; all that are accepted then.

    Raises:
        BadInput: the file cannot be written.
    """
    roots = tuple(dict.fromkeys((*read_roots(path), *folders)))
    try:
        write_text(path, json.dumps({**_read(path), "roots": roots}, indent=1, ensure_ascii=False))
    except OSError as error:
        raise BadInput(_("The settings cannot be written to {path}: make room there, or make it writable.").format(
            path=path)) from error
    return roots
