"""The data that a check looks at, and the decorator that registers it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from typing import Callable

from ..assets.choosing import chosen
from ..assets.found import FoundAsset
from ..assets.gathered import Gathered, Overview
from ..common.i18n import _
from ..model.choices import Choices
from ..model.finding import Finding, Fix, Severity
from ..model.host import RenderUnit, Scene, Unread
from ..model.path_rules import Rule
from ..model.traits import HostTraits
from ..offer.environments import Match, ranked
from ..offer.facts import Facts
from ..offer.values import Environment, Hardware
from ..plan.hosts import traits_of
from ..settings.local_farm import Rendering

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
    written_since: bool = False
    """Whether the scene's file was written since its application read it."""
    unread: tuple[Unread, ...] = ()
    """The values and nodes that the host could not read."""
    known_variables: frozenset[str] = frozenset()
    """Names of variables that the farm sets for the studio."""
    path_mapping: tuple[Rule, ...] = ()
    """The studio's rules of where files lie; some give variables a value."""
    roots: tuple[str, ...] = ()
    """The folders from which studio and user let files be sent, beside those of the scene."""
    real_roots: tuple[str, ...] = ()
    """The real places of these and of the scene's folders, of those that are reached by a link."""
    local: Rendering | None = None
    """What the farm of this machine makes of Blender scenes, if that is the one; None for every other farm."""

    @functools.cached_property
    def traits(self) -> HostTraits:
        """The traits of the host; a check asks for these and never for the host's name."""
        return traits_of(self.host)

    @functools.cached_property
    def files(self) -> Gathered:
        """The assets, those marked that the artist leaves out."""
        return chosen(self.assets, self.choices)

    @functools.cached_property
    def matches(self) -> tuple[Match, ...]:
        """The user's environments, the best first."""
        return ranked(self.traits, self.facts.environments, self.scene) if self.facts else ()

    @property
    def overview(self) -> Overview:
        """Indexes over all assets; ``sent`` turns them into assets."""
        return self.files.overview

    def sent(self, places: Iterable[int]) -> list[FoundAsset]:
        """The assets at these places, without what the artist leaves out."""
        left_out = self.files.left_out
        return [self.files[place] for place in places if place not in left_out]

    @property
    def left_out(self) -> list[FoundAsset]:
        """The assets that the artist leaves out."""
        return [self.files[place] for place in sorted(self.files.left_out)]


Check = Callable[[Submission], Iterator[Finding]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Have ``function`` run before every submission."""
    CHECKS.append(function)
    return function


def about(assets: Iterable[FoundAsset], code: str, severity: Severity, text: str, fix: Fix | None = None) -> Finding:
    """A finding with the assets' paths, and the nodes that use them."""
    assets = tuple(assets)
    return Finding(code, severity, text, _some(user for asset in assets for user in asset.used_by),
                   tuple([asset.path for asset in assets]), fix)


def leave_out(it: Submission, assets: Iterable[FoundAsset]) -> Fix:
    """Send all but these."""
    more = {asset.path: None for asset in assets}
    return Fix(_("Leave out"), {"excluded": tuple({**dict.fromkeys(it.choices.excluded), **more})})


def _some(nodes: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for node in nodes:
        found[node] = None
        if len(found) == MOST_NAMED:
            break  # there may be 100,000
    return tuple(found)
