"""Fill a list of choices."""

from __future__ import annotations

from ..kit.combo import Combo, Entry


def fill(combo: Combo, key: object, entries: list[Entry]) -> None:
    """Fill a list and pick ``key``; an unusual value gets an entry of its own."""
    own = () if any(each.key == key for each in entries) else (Entry(key, str(key)),)
    combo.fill([*entries, *own])
    combo.pick(key)
