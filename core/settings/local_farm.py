"""Where a farm on this machine listens: a small file that it writes when it starts."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from pathlib import Path

from ..common.atomic import remove, write_text
from ..common.lock import Lock

NAME = "farm.json"
LOCK = "lock"
"""File in a farm's folder that the farm keeps locked while it runs."""

ID = "farm.id"
"""File in a farm's folder with the id that it was given when it was made."""


@dataclasses.dataclass(frozen=True)
class Rendering:
    """The way in which a local farm renders Blender scenes, as it was started."""

    engine: str
    """Blender's own name of the engine that every scene is rendered in; ``scene`` for the scene's own."""

    samples: int
    """Samples of Cycles, without denoising; 0 for the scene's own and its denoiser."""


@dataclasses.dataclass(frozen=True)
class FarmAddress:
    """The data that a client needs to talk to a local farm."""

    domain: str
    pid: int
    access_id: str
    access_key: str = dataclasses.field(repr=False)
    platform: str = "2"
    rendering: Rendering | None = None
    """None where it draws Blender scenes instead of rendering them."""
    farm: str = ""
    """The farm's id; empty where an older version announced it."""


def read_address(folder: Path) -> FarmAddress | None:
    """The farm of ``folder`` as it announced itself; None where there is none.

    A farm that was killed leaves its file behind: only a connection tells whether it still answers.
    """
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        rendering = found.pop("rendering", None)
        farm = str(found.pop("farm", ""))
        return FarmAddress(**{field.name: found[field.name] for field in dataclasses.fields(FarmAddress)
                              if field.name not in {"rendering", "farm"}},
                           rendering=Rendering(**rendering) if rendering else None, farm=farm)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def serves(folder: Path) -> FarmAddress | None:
    """Where the farm that has locked the folder answers; None where no farm runs there."""
    found = read_address(folder)
    return found if found is not None and Lock(folder / LOCK).held() else None


def began(folder: Path, process: int, before: FarmAddress | None) -> FarmAddress | None:
    """Where the farm answers that was started as ``process``; None while it has not said so.

    ``before`` is what was announced before the start: the Python of a virtual environment is, on Windows, a program
    that starts the real one, and what is announced is the number of that one.
    """
    found = read_address(folder)
    return found if found is not None and (found.pid == process or found != before) else None


def read_id(folder: Path) -> str:
    """Return the id of the farm whose folder this is; empty where none was started yet."""
    try:
        return (folder / ID).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def write_address(folder: Path, address: FarmAddress) -> None:
    """Announce a farm to every client of this user, and to nobody else."""
    write_text(folder / NAME, json.dumps(dataclasses.asdict(address), indent=1), private=True)


def remove_address(folder: Path) -> None:
    """Take the announcement back. One that stays says no more than that of a farm that was killed."""
    with contextlib.suppress(OSError):
        remove(folder / NAME)
