"""Filters of the task list that somebody saved by name: ``filters.json`` in the home folder."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..common.atomic import write_text
from ..common.errors import BadInput
from ..common.i18n import _, listed

MOST_NAME = 60
"""Characters of a name."""


@dataclasses.dataclass(frozen=True)
class SavedFilter:
    """A filter of the task list with its name, and the grouping that goes with it."""

    name: str
    text: str = ""
    statuses: tuple[int, ...] = ()
    days: int = 0
    group: str = ""
    """A key of ``told.GROUPINGS``; empty for none."""


def read_filters(path: Path) -> tuple[SavedFilter, ...]:
    """Return the saved filters in alphabetical order; what cannot be read is left out."""
    found = filter(None, (_read(entry) for entry in _entries(path)))
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def save_filter(path: Path, new: SavedFilter) -> tuple[SavedFilter, ...]:
    """Keep a filter, in place of one of the same name; return all.

    Raises:
        BadInput: it has no name, or a long one.
    """
    named = dataclasses.replace(new, name=" ".join(new.name.split()))
    if not named.name or len(named.name) > MOST_NAME:
        raise BadInput(_("A filter needs a name of at most {n} characters: type one.").format(n=MOST_NAME))
    return _write(path, named.name, dataclasses.asdict(named))


def delete_filter(path: Path, name: str) -> tuple[SavedFilter, ...]:
    """Forget a filter; return the others."""
    return _write(path, name)


def find_filter(path: Path, name: str) -> SavedFilter:
    """Return the filter of this name.

    Raises:
        BadInput: there is none.
    """
    known = read_filters(path)
    found = next((each for each in known if each.name == name), None)
    if found is None:
        raise BadInput(_("There is no saved filter “{name}”; there is: {known}.").format(
            name=name, known=listed(each.name for each in known) or "–"))
    return found


def _write(path: Path, name: str, *new: Mapping[str, Any]) -> tuple[SavedFilter, ...]:
    """Write down what is there without the filter of a name, and what is new; the others stay as they are."""
    others = [entry for entry in _entries(path) if entry.get("name") != name]
    write_text(path, json.dumps([*others, *new], indent=1, ensure_ascii=False))
    return read_filters(path)


def _entries(path: Path) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [entry for entry in found if isinstance(entry, Mapping)] if isinstance(found, list) else []


def _read(entry: Mapping[str, Any]) -> SavedFilter | None:
    statuses = entry.get("statuses")
    good = statuses if isinstance(statuses, list) and all(type(each) is int for each in statuses) else []
    texts = {name: entry.get(name) if isinstance(entry.get(name), str) else "" for name in ("name", "text", "group")}
    days = entry.get("days")
    return SavedFilter(str(texts["name"]), str(texts["text"]), tuple(good), days if type(days) is int else 0,
                       str(texts["group"])) if texts["name"] else None
