"""Version numbers, as hosts, renderers and the farm spell them. Pure."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterable

PLUGIN_DECISIVE = 2
"""How many numbers of a plug-in's version decide whether it goes with a scene."""


class Fit(enum.IntEnum):
    """How well a version on the farm goes with the one here."""

    NONE = 0
    """There is no such thing there."""
    OTHER = 1
    NEWER = 2
    """What is there is newer, of the same first number, where one number alone does not decide: a scene opens."""
    COMPATIBLE = 3
    """The numbers that decide agree, as far as both versions say them; a later one does not, or is not said."""
    EXACT = 4
    """All numbers that both versions have agree, and they are enough to decide."""


@functools.lru_cache(maxsize=4096)
def numbers(version: str) -> tuple[int, ...]:
    """``(6, 20, 2)`` of "6.20.02"."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def plain(name: str, version: str) -> str:
    """``22.6`` of the farm's "renderman 22.6"."""
    text = version.strip()
    return text[len(name):].strip() if name and text.lower().startswith(f"{name.lower()} ") else text


@functools.lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Plug-ins are told apart by letters and digits alone: "V-Ray" is "vray"."""
    return re.sub(r"[\W_]+", "", name).lower()


@functools.lru_cache(maxsize=4096)
def fit(here: str, there: str, decisive: int) -> Fit:
    """How well ``there`` goes with ``here``, when the first ``decisive`` numbers count."""
    first, second = numbers(here), numbers(there)
    told = min(len(first), len(second))
    if not told:
        return Fit.OTHER
    if first[:told] == second[:told] and (told >= decisive or len(first) == len(second)):
        return Fit.EXACT
    # V-Ray 7 for Maya says "7" and no more: it goes with the farm's 7.10.02 as far as anybody can tell.
    if first[:told][:decisive] == second[:told][:decisive]:
        return Fit.COMPATIBLE
    newer = 1 < decisive <= told and first[0] == second[0] and second > first
    return Fit.NEWER if newer else Fit.OTHER


def nearest(wanted: str, offered: Iterable[str]) -> str:
    """The lowest that is not older, else the newest: what opens a scene is seldom older. Empty of nothing."""
    known = sorted({version for version in offered if numbers(version)}, key=numbers)
    if not known:
        return ""
    exact = [version for version in known if fit(wanted, version, 1) is Fit.EXACT]
    newer = [version for version in known if numbers(version) >= numbers(wanted)]
    return next(iter((*exact[-1:], *newer)), known[-1])
