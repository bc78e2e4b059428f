"""What a check looks at, and how it joins the others."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from typing import Callable

from ..assets.choosing import with_choices
from ..assets.found import FoundAsset
from ..facts import Facts
from ..host import RenderUnit, Scene
from ..plan.choices import Choices
from ..state import Environment, Hardware
from .finding import Finding, Fix, Severity

MOST_NAMED = 6


@dataclasses.dataclass(frozen=True)
class Submission:
    """All that is known before the plan is made."""

    host: str
    scene: Scene
    units: tuple[RenderUnit, ...]
    """The selected ones."""
    assets: tuple[FoundAsset, ...]
    choices: Choices
    environment: Environment | None
    connected: bool = True
    """False while it is not known which environments the farm has."""
    hardware: Hardware | None = None
    facts: Facts | None = None
    """None while they are not read."""
    saved_ns: int = 0
    """When the scene's file was written, in ns since 1970; 0 where that is not known."""

    @functools.cached_property
    def sent(self) -> tuple[FoundAsset, ...]:
        """Without what the artist leaves out."""
        return tuple(asset for asset in with_choices(self.assets, self.choices.excluded) if asset.included)

    @functools.cached_property
    def left_out(self) -> tuple[FoundAsset, ...]:
        """What the artist leaves out."""
        return tuple(asset for asset in with_choices(self.assets, self.choices.excluded) if not asset.included)


Check = Callable[[Submission], Iterator[Finding]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Have ``function`` run before every submission."""
    CHECKS.append(function)
    return function


def about(assets: Iterable[FoundAsset], code: str, severity: Severity, text: str, fix: Fix | None = None) -> Finding:
    """A finding with the assets' paths, and the nodes that use them."""
    assets = tuple(assets)
    nodes = tuple(dict.fromkeys(user for asset in assets for user in asset.used_by))
    return Finding(code, severity, text, nodes[:MOST_NAMED], tuple(asset.path for asset in assets), fix)
