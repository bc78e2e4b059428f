"""Where a farm on this machine listens: a small file that it writes when it starts."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

NAME = "farm.json"


@dataclasses.dataclass(frozen=True)
class FarmAddress:
    """What a client needs to talk to a local farm."""

    domain: str
    pid: int
    access_id: str
    access_key: str = dataclasses.field(repr=False)
    platform: str = "2"


def read_address(folder: Path) -> FarmAddress | None:
    """The farm of ``folder`` as it announced itself; None where there is none.

    A farm that was killed leaves its file behind: only a connection tells whether it still answers.
    """
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return FarmAddress(**{field.name: found[field.name] for field in dataclasses.fields(FarmAddress)})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_address(folder: Path, address: FarmAddress) -> None:
    """Announce a farm to every client of this user, and to nobody else."""
    write_private(folder / NAME, dataclasses.asdict(address))


def remove_address(folder: Path) -> None:
    """Take the announcement back."""
    (folder / NAME).unlink(missing_ok=True)


def write_private(path: Path, value: object) -> None:
    """Write JSON that only this user may read; a reader sees the old file or the whole new one."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
    part.replace(path)
