"""Where a farm on this machine listens: a small file that it writes when it starts."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from ..common.atomic import write_text

NAME = "farm.json"


@dataclasses.dataclass(frozen=True)
class FarmAddress:
    """The data that a client needs to talk to a local farm."""

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
    write_text(folder / NAME, json.dumps(dataclasses.asdict(address), indent=1), private=True)


def remove_address(folder: Path) -> None:
    """Take the announcement back."""
    (folder / NAME).unlink(missing_ok=True)
