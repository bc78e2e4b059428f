"""The answer for one scene, and the table of all answers."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any


@dataclasses.dataclass(frozen=True)
class Unknown:
    """An attribute that holds what looks like a path, and that the adapter did not ask about."""

    place: str
    """Type of node and attribute: ``gpuCache.cacheFileName``."""
    known: bool
    """The tables have the type of node."""
    value: str


@dataclasses.dataclass(frozen=True)
class Answer:
    """One scene."""

    scene: str
    units: int = 0
    assets: int = 0
    unknown: tuple[Unknown, ...] = ()
    unread: int = 0
    """Nodes that the adapter, or commands that the double, could not read."""
    reason: str = ""
    """Why the scene could not be read at all."""

    def line(self) -> str:
        """The scene in one line."""
        if self.reason:
            return f"{self.scene}: not read: {self.reason}"
        unread = f", {self.unread} not read" if self.unread else ""
        return f"{self.scene}: {self.units} units, {self.assets} assets, {len(self.unknown)} not understood{unread}"


def answer_of(data: dict[str, Any]) -> Answer:
    """The answer that a child process wrote."""
    return Answer(**{**data, "unknown": tuple(Unknown(**each) for each in data["unknown"])})


def table(answers: Iterable[Answer]) -> Iterator[str]:
    """A line for each type and attribute: how often, in how many scenes, and one of the values."""
    places: dict[str, list[tuple[str, Unknown]]] = collections.defaultdict(list)
    count = refused = 0
    for answer in answers:
        count += 1
        refused += bool(answer.reason)
        for each in answer.unknown:
            places[each.place].append((answer.scene, each))
    yield f"{count} scenes, {refused} of them not read, {sum(map(len, places.values()))} paths not understood"
    if places:
        yield f"{'paths':>6} {'scenes':>6}  type      attribute, and a value"
    for place, met in sorted(places.items(), key=lambda item: (-len(item[1]), item[0])):
        first = met[0][1]
        known = "known" if first.known else "unknown"
        yield f"{len(met):6} {len({scene for scene, _each in met}):6}  {known:8}  {place}  {first.value[:80]}"
