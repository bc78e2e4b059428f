"""Checks of where it is rendered: environment and hardware."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Callable

from ..common.i18n import _
from ..model import finding_codes as codes
from ..model.finding import ADAPT, MAKE, Finding, Fix, Severity
from ..model.host import Scene
from ..model.traits import HostTraits
from ..model.unit_details import SAVED_BY
from ..model.versions import Fit, fit, key, numbers
from ..offer import layer_types
from ..offer.environments import Match, PluginMatch, match
from ..offer.graphics_cards import maker_of
from ..offer.values import Environment, Hardware
from .submission import Submission, check

VERSIONS = {
    Fit.COMPATIBLE: (codes.OTHER_VERSION, Severity.NOTE),
    Fit.NEWER: (codes.OLDER_SCENE, Severity.WARNING),
}
"""How well the host's version fits -> what that is; none of them stops a task."""

OF_ENVIRONMENT = (codes.OTHER_VERSION, codes.OLDER_SCENE, codes.LAYER_TYPE, codes.NO_RENDERER, codes.OTHER_PLUGIN,
                  codes.OTHER_VRAY)
"""Codes of findings about what differs between scene and environment."""


@check
def environment(it: Submission) -> Iterator[Finding]:
    """The farm's version and plug-ins should be the scene's."""
    if it.environment is None and it.facts is not None and "environments" in it.facts.withheld:
        yield Finding(codes.NOT_INSTALLED, Severity.ERROR, _(
            "This account may not list its render environments: ask the owner of the account to allow it."))
    elif it.environment is None and it.connected:
        yield Finding(codes.NOT_INSTALLED, Severity.ERROR,
                      _("The farm has no render environment for this application: create one."),
                      fix=_made(it, _("Make one from this scene")))
    elif it.environment is not None:
        found = match(it.traits, it.environment, it.scene, it.facts.offer if it.facts else None, it.units)
        yield from _version(it, found)
        yield from _layers(it, found)
        yield from _plugins(it, found)


def gravest(traits: HostTraits, scene: Scene, found: Match) -> Severity | None:
    """How much it matters what differs between scene and environment; None where nothing does."""
    parts = (_of_version(traits, scene, found), Severity.WARNING if found.layers else None,
             *(_of_plugin(each) for each in found.plugins))
    return max((each for each in parts if each is not None), default=None)


def found_of(findings: Iterable[Finding], there: Environment) -> Severity | None:
    """How much the findings about this environment matter: the farm may stop at what is a warning elsewhere."""
    return max((each.severity for each in findings if each.code in OF_ENVIRONMENT and there.name in each.text),
               default=None)


def _of_version(traits: HostTraits, scene: Scene, found: Match) -> Severity | None:
    """The farm's code for a version that does not fit stops the task: not for one in which the scene opens."""
    saved = scene.details.get(SAVED_BY, "")
    if found.fit is Fit.EXACT or (saved and fit(saved, found.environment.version, traits.decisive) is Fit.EXACT):
        return None
    if found.fit is Fit.OTHER and numbers(found.environment.version) > numbers(found.version):
        return Severity.WARNING  # the farm says whether it stops at that
    return VERSIONS.get(found.fit, (codes.OTHER_VERSION, Severity.ERROR))[1]


def _of_plugin(each: PluginMatch) -> Severity | None:
    if each.fit in (Fit.EXACT, Fit.COMPATIBLE):
        return None if each.fit is Fit.EXACT else Severity.NOTE
    return Severity.ERROR if each.fit is Fit.NONE and each.renderer else Severity.WARNING


def _version(it: Submission, found: Match) -> Iterator[Finding]:
    severity = _of_version(it.traits, it.scene, found)
    if severity is not None:
        code = VERSIONS.get(found.fit, (codes.OTHER_VERSION, severity))[0]
        yield Finding(code, severity, found.sentences[0], fix=_nearer(it, found) if severity else None)


def _nearer(it: Submission, found: Match) -> Fix | None:
    """An environment of the user's that fits better, or one to be made of the farm's nearest version."""
    there = found.environment
    if not found.nearest or fit(found.nearest, there.version, len(numbers(there.version))) is Fit.EXACT:
        return _better(it, found)
    return _better(it, found) or _made(it, _("Use {software} {version}").format(
        software=there.software, version=found.nearest))


def _made(it: Submission, label: str) -> Fix | None:
    """Have the farm make an environment of what it has for the scene."""
    offered = it.facts.offer if it.facts else None
    return Fix(label, action=MAKE) if offered is not None and offered.versions else None


def _layers(it: Submission, found: Match) -> Iterator[Finding]:
    """An environment has one mode of render layers; layers of the other one lose their overrides there."""
    if not found.layers:
        return
    needed, fix = layer_types.layer_type(it.units), _better(it, found)
    if needed is not None and (fix is None or it.matches[0].layers):
        name = found.environment.name
        fix = Fix(_("Set “{name}” to {mode}").format(name=name, mode=layer_types.name_of(needed)),
                  {"environment": name}, ADAPT)
    yield Finding(codes.LAYER_TYPE, Severity.WARNING, found.layers_sentence, found.layers, fix=fix)


def _plugins(it: Submission, found: Match) -> Iterator[Finding]:
    wrong = [each for each in found.plugins if each.fit < Fit.EXACT]
    said = found.sentences[len(found.sentences) - len(wrong):]
    for each, sentence in zip(wrong, said):
        severity = _of_plugin(each) or Severity.NOTE
        code = codes.NO_RENDERER if severity is Severity.ERROR else codes.OTHER_PLUGIN
        if severity is Severity.WARNING and key(each.name).startswith("vray") and each.there:
            code = codes.OTHER_VRAY
        fix = _better(it, found) if severity else None
        if severity and fix is None and each.fit is Fit.NONE and each.nearest:
            fix = _made(it, _("Make an environment with {plugin}").format(plugin=f"{each.name} {each.nearest}"))
        yield Finding(code, severity, sentence, details=(f"{each.name} {each.here}".strip(),), fix=fix)


def _better(it: Submission, found: Match) -> Fix | None:
    """Take another environment of the user's, if one fits better."""
    known = next((each for each in it.matches if each.environment == found.environment), found)
    best = next(iter(it.matches), known)
    if best.score[:3] <= known.score[:3]:
        return None
    name = best.environment.name
    return Fix(_("Use “{name}”").format(name=name), {"environment": name})


@check
def hardware(it: Submission) -> Iterator[Finding]:
    """A kind of node that does not run the software, its version or a plug-in."""
    if it.hardware is None:
        return
    reason = why_not(it.hardware, it.environment)
    if reason:
        yield Finding(codes.NOT_ON_HARDWARE, Severity.ERROR,
                      _("{hardware} cannot render this scene: {reason}. Choose another.").format(
                          hardware=it.hardware.label, reason=reason), fix=_other(it))


def refused_by_hardware(it: Submission, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Findings with which this kind of node takes no scene: notSupportCode."""
    refused = () if it.hardware is None else tuple(
        finding for finding in findings if finding.code in it.hardware.not_codes and finding.severity > Severity.NOTE)
    if it.hardware is not None and refused:
        yield Finding(codes.NOT_ON_HARDWARE, Severity.ERROR, _(
            "{hardware} takes no scene with this finding: {text} Choose other hardware.").format(
                hardware=it.hardware.label, text=refused[0].text),
            refused[0].nodes, tuple(finding.code for finding in refused), _other(it))


def why_not(node: Hardware, there: Environment | None) -> str:
    """Why this kind of node does not render in that environment, to stand after a colon; empty where it does."""
    if node.reason or there is None:
        return node.reason[:1].lower() + node.reason[1:]
    for version in node.not_versions:
        if fit(there.version, version, len(version)) is Fit.EXACT:
            return _("it does not run {software} {version}").format(software=there.software, version=version)
    for name, version in there.plugins:
        if any(_fits(pattern, f"{name} {version}") for pattern in node.not_plugins):
            return _("it does not run {plugin}").format(plugin=f"{name} {version}")
    return ""


def _fits(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text, re.IGNORECASE) is not None
    except re.error:  # the farm's pattern, not ours: as a plain text it still says something
        return pattern.lower() in text.lower()


def _other(it: Submission) -> Fix | None:
    return _taking(it, lambda each: it.hardware is not None and each.id != it.hardware.id)


def with_card(it: Submission, makers: Collection[str] = ()) -> Fix | None:
    """Take the first hardware with graphics cards that can render the scene; of ``makers``, where some are given.

    A card whose name does not say its maker counts as one of theirs.
    """
    return _taking(it, lambda each: each.gpu and (not makers or maker_of(each.model) in {*makers, ""}))


def without_card(it: Submission) -> Fix | None:
    """Take the first hardware without graphics cards that can render the scene."""
    return _taking(it, lambda each: not each.gpu)


def _taking(it: Submission, wanted: Callable[[Hardware], bool]) -> Fix | None:
    found = next((each for each in (it.facts.hardware if it.facts else ())
                  if wanted(each) and not why_not(each, it.environment)), None)
    return Fix(_("Use {hardware}").format(hardware=found.label), {"hardware": found.id}) if found else None
