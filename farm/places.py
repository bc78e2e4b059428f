"""Where a server path lies on disk, and that it never lies anywhere else."""

from __future__ import annotations

import os
from pathlib import Path

from ..core.i18n import _
from .parameters import INVALID
from .routes import Refuse


def parts_of(path: str) -> tuple[str, ...]:
    """``/D/a.png`` and ``D/a.png`` as ``("D", "a.png")``; ``/`` is empty.

    Raises:
        Refuse: a part that could lead out of storage, or that no file system holds.
    """
    inside = path[1:] if path.startswith("/") else path
    if not inside:
        return ()
    parts = tuple(inside.split("/"))
    if any(_bad(part) for part in parts):
        raise _not_a_path(path)
    return parts


def place(root: Path, path: str) -> tuple[str, Path]:
    """The one spelling of a file's server path, and the file below ``root``.

    Raises:
        Refuse: it would lie outside, also by way of a link.
    """
    parts = parts_of(path)
    if not parts:
        raise _not_a_path(path)
    return "/" + "/".join(parts), below(root, parts)


def below(root: Path, parts: tuple[str, ...]) -> Path:
    """A file or folder below ``root``."""
    target = root.joinpath(*parts)
    try:
        # Resolving follows links and drive letters; what is then still below root cannot escape.
        inside = target.resolve().relative_to(root.resolve()) == Path(*parts)
    except (ValueError, OSError, RuntimeError):
        inside = False
    if not inside:
        raise _not_a_path("/".join(parts))
    return target


def _bad(part: str) -> bool:
    if part in {"", ".", ".."} or "\\" in part or "\0" in part:
        return True
    return os.name == "nt" and (":" in part or part.endswith((".", " ")))


def _not_a_path(path: str) -> Refuse:
    return Refuse(INVALID, _("“{path}” is no path of a file in storage.").format(path=path.replace("\0", "\\0")))
