"""Path mapping rules of a studio: where files lie that a scene names by paths of other machines. Text in, text out.

A rule stands for whole folders: the longest that fits a path decides, and of equal ones that whose target is of this
system, then the first. Paths of Windows (a drive, a share, either slash) are compared without case, others as written.
It works in one of two ways, since no farm rewrites what a scene says:

- ``//server/proj`` or ``P:/proj`` to ``/mnt/proj``: what is not where the scene says is looked for there, and goes to
  the place on the farm that the scene's own path has.
- ``$ASSETS`` to ``/jobs/assets``: a variable that nobody set here is given a value. Files go to the place of that
  value; a node of the farm finds them if its ``$ASSETS`` is the same, which somebody has to set.
"""

from __future__ import annotations

import dataclasses
import os
import posixpath
from collections.abc import Iterable, Iterator

from ..model.host import Asset
from ..model.path_rules import VARIABLE, WINDOWS, Rule
from .roots import plain


class PathMapping:
    """The rules of a studio, in the order in which they are tried."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        known = [(_key(rule.source), rule) for rule in rules if rule.fits]
        # sorted() keeps the order of equal ones.
        self._rules = sorted(known, key=lambda each: (-len(each[0]), not _is_of_this_system(each[1].target)))

    def filled(self, asset: Asset) -> Asset:
        """The asset with values for the variables in its paths that the rules know; these count as the machine's."""
        if not self._rules:
            return asset
        path, names = self._filled(asset.path)
        fallbacks = tuple(self._filled(each)[0] for each in asset.fallbacks)
        if not names and fallbacks == asset.fallbacks:
            return asset
        return dataclasses.replace(asset, path=path, fallbacks=fallbacks,
                                   variables=tuple(dict.fromkeys((*asset.variables, *names))))

    def places(self, path: str) -> Iterator[str]:
        """The paths at which a file may lie here instead, the likeliest first."""
        return (place for rule, place in self._matching(path) if not rule.variables)

    def _filled(self, path: str) -> tuple[str, tuple[str, ...]]:
        for rule, place in self._matching(path):
            if rule.variables:
                return place, rule.variables
        return path, ()

    def _matching(self, path: str) -> Iterator[tuple[Rule, str]]:
        if not self._rules:
            return
        key = _key(path)
        for start, rule in self._rules:
            if key[: len(start)] == start:
                below = _names(path)[len(start) - 1:]  # a key has the kind of its path before the names
                yield rule, "/".join((rule.target.rstrip("/\\"), *below))


def _is_of_this_system(path: str) -> bool:
    return (WINDOWS.match(path) is not None) == (os.sep == "\\")


def _key(path: str) -> tuple[str, ...]:
    names = [VARIABLE.sub(lambda match: f"${match[match.lastindex or 1]}", name) for name in _names(path)]
    start = WINDOWS.match(path)
    if start is None:
        return ("/" if path.startswith("/") else "", *names)
    return ("//" if start[0][1:] != ":" else "", *(name.lower() for name in names))


def _names(path: str) -> list[str]:
    if WINDOWS.match(path) or os.sep == "\\":
        path = plain(path)
    elif path.startswith("/"):
        path = posixpath.normpath(path)
    else:  # what a variable stands for decides what ".." after it means
        path = path.replace("\\", "/")
    return [name for name in path.split("/") if name not in ("", ".")]
