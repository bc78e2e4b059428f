"""The order in which render units have to be done: what a unit waits for, near and far.

``RenderUnit.after`` names the nearest units only. Where one of these is not rendered, what it waits for still counts: a
render that waits for a simulation waits for what that was made of, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .host import RenderUnit


def waits_for(units: Iterable[RenderUnit]) -> dict[str, frozenset[str]]:
    """Return for each unit's name the names of all units that have to be done before it; itself in a circle."""
    before = {unit.name: unit.after for unit in units}
    return {name: _all_before(name, before) for name in before}


def _all_before(name: str, before: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(before[name])
    while waiting:
        each = waiting.pop()
        if each not in found and each in before:
            found.add(each)
            waiting.extend(before[each])
    return frozenset(found)


def in_order(units: Iterable[RenderUnit]) -> tuple[RenderUnit, ...]:
    """The units, each after what it waits for; else, and in a circle, in the order in which they are given."""
    given = tuple(units)
    if not any(unit.after for unit in given):
        return given
    before = waits_for(given)
    placed: list[RenderUnit] = []
    names: set[str] = set()
    waiting = list(given)
    while waiting:
        following = next((unit for unit in waiting if before[unit.name] - {unit.name} <= names), waiting[0])
        waiting.remove(following)
        placed.append(following)
        names.add(following.name)
    return tuple(placed)


def nearest(name: str, among: Iterable[str], before: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the names of ``among`` that a unit waits for, without those for which another of them waits already.

    ``before`` is what ``waits_for`` gave.
    """
    found = [each for each in among if each in before.get(name, ()) and each != name]
    return tuple(each for each in found if not any(each in before[other] for other in found if other != each))
