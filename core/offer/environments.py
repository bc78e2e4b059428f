"""What a scene needs against what the farm has: which environment fits, and how well."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from ..common.i18n import _, listed
from ..model.host import RenderUnit, Scene
from ..model.traits import HostTraits
from ..model.versions import PLUGIN_DECISIVE, Fit, fit, key, nearest
from . import layer_types
from .software import Offer
from .values import Environment

LINUX, WINDOWS = 0, 1
OPENS = (Fit.NEWER, Fit.COMPATIBLE, Fit.EXACT)
"""The fits with which a scene opens."""


@dataclasses.dataclass(frozen=True)
class PluginMatch:
    """One plug-in that the scene needs."""

    name: str
    here: str
    """Its version here; empty where the host does not say."""
    there: str
    """Its version in the environment; empty where it is not there."""
    fit: Fit
    nearest: str | None = None
    """The nearest version that the farm has; empty where it has none, None where that is not known."""
    renderer: bool = False
    """Nothing is rendered without it."""


@dataclasses.dataclass(frozen=True)
class Match:
    """One environment against one scene."""

    environment: Environment
    version: str
    """The version of the scene."""
    fit: Fit
    """The fit of the host's version alone."""
    plugins: tuple[PluginMatch, ...] = ()
    nearest: str = ""
    """The version of the host nearest to the scene's that the farm has."""
    closest: bool = False
    """No environment of the user's is nearer."""
    layers: tuple[str, ...] = ()
    """Render layers whose overrides it would not apply."""

    @property
    def overall(self) -> Fit:
        """The fit of the worst part, at least ``Fit.OTHER``."""
        if self.layers:
            return Fit.OTHER
        return max(Fit.OTHER, min((self.fit, *(each.fit for each in self.plugins))))

    @property
    def score(self) -> tuple[int, int, int, int]:
        """The higher the better: the host's version, then the plug-ins, then what the user prefers."""
        plugins = sum(each.fit - Fit.EXACT for each in self.plugins)
        layers = -Fit.EXACT if self.layers else 0
        return self.fit, int(self.closest), plugins + layers, int(self.environment.default)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Sentences about each difference between scene and environment; none where all is the same."""
        return tuple(filter(None, (self._version(), self.layers_sentence,
                                   *(_plugin(each, self.environment) for each in self.plugins))))

    @property
    def layers_sentence(self) -> str:
        """Sentence about the render layers that lose their overrides; empty where none does."""
        if not self.layers:
            return ""
        there = self.environment.layer_type
        return _(
            "The scene has {here}, and “{name}” renders with {there}: {layers} would look as the master layer.").format(
                here=layer_types.name_of(1 - there), there=layer_types.name_of(there), name=self.environment.name,
                layers=listed(self.layers))

    def _version(self) -> str:
        there = self.environment
        if self.fit is Fit.EXACT:
            return ""
        if self.fit in OPENS:
            said = _("{software} {here} here, {there} in “{name}”: the scene opens there.") if (
                self.fit is Fit.COMPATIBLE) else _(
                "{software} {here} here, {there} in “{name}”: the scene opens there, but may look different.")
            return said.format(software=there.software, here=self.version, there=there.version, name=there.name)
        other = self.nearest and fit(self.nearest, there.version, len(there.version)) is not Fit.EXACT
        more = _("nearest on the farm is {version}").format(version=self.nearest) if other else ""
        return _("{software} {here} here, {there} in “{name}”{more}.").format(
            software=there.software, here=self.version, there=there.version, name=there.name,
            more=f"; {more}" if more else "")


def _plugin(each: PluginMatch, environment: Environment) -> str:
    named = f"{each.name} {each.here}".strip()
    if each.fit is Fit.EXACT:
        return ""
    if each.fit is Fit.NONE and each.nearest and each.nearest == each.here:
        return _("{plugin} is not in “{name}”, but the farm has it: choose an environment with it, or add it to this "
                 "one.").format(plugin=named, name=environment.name)
    if each.fit is Fit.NONE and each.nearest:
        return _("{plugin} is not in “{name}”: nearest on the farm is {nearest}.").format(
            plugin=named, name=environment.name, nearest=each.nearest)
    if each.fit is Fit.NONE and each.nearest is None:
        return _("{plugin} is not in “{name}”.").format(plugin=named, name=environment.name)
    if each.fit is Fit.NONE:
        return _("{plugin} is not in “{name}”, and the farm does not have it.").format(
            plugin=named, name=environment.name)
    more = _("; nearest on the farm is {nearest}").format(
        nearest=each.nearest) if each.nearest not in ("", None, each.there) else ""
    return _("{plugin} here, {there} in “{name}”{more}.").format(
        plugin=named, there=each.there, name=environment.name, more=more)


def needed(traits: HostTraits, scene: Scene,
           units: Iterable[RenderUnit] | None = None) -> dict[str, tuple[str, bool]]:
    """Plug-in -> its version here and whether a renderer comes with it."""
    renderers = {unit.renderer for unit in (scene.units if units is None else units)}
    brought = [names for start, names in traits.renderer_plugins.items()
               if any(renderer.lower().startswith(start.lower()) for renderer in renderers)]
    found = {name: (version, any(key(name) in map(key, names) for names in brought))
             for name, version in scene.plugins.items()}
    for names in brought:
        if not any(key(known) in map(key, names) for known in scene.plugins):
            found[names[0]] = ("", True)
    return found


def match(traits: HostTraits, environment: Environment, scene: Scene, offer: Offer | None = None,
          units: Iterable[RenderUnit] | None = None) -> Match:
    """How well the scene does in the environment."""
    plugins = tuple(
        _match_plugin(traits.plugin_keys(name), name, here, environment, offer, renderer)
        for name, (here, renderer) in needed(traits, scene, units).items())
    shown = [unit for unit in scene.units if unit.enabled] if units is None else units
    return Match(
        environment, scene.version, fit(scene.version, environment.version, traits.decisive), plugins,
        nearest(scene.version, offer.versions) if offer else "", layers=layer_types.ignored(environment, shown))


def _match_plugin(keys: tuple[str, ...], name: str, here: str, environment: Environment, offer: Offer | None,
                  renderer: bool) -> PluginMatch:
    versions = [each.version for other in keys for each in offer.versions_of(other, environment.version)
                ] if offer else []
    best = nearest(here, versions) if offer else None
    found = next((version for other, version in environment.plugins if key(other) in keys), None)
    if found is None:
        return PluginMatch(name, here, "", Fit.NONE, best, renderer)
    # A host that does not say which version it has takes any.
    return PluginMatch(name, here, found, fit(here, found, PLUGIN_DECISIVE) if here else Fit.EXACT, best, renderer)


def ranked(traits: HostTraits, environments: Sequence[Environment], scene: Scene) -> tuple[Match, ...]:
    """The best first. What else the farm has makes no difference."""
    best = nearest(scene.version, (each.version for each in environments))
    matches = [dataclasses.replace(match(traits, each, scene), closest=each.version == best)
               for each in environments]
    return tuple(sorted(matches, key=lambda each: each.score, reverse=True))
