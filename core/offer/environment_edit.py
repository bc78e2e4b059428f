"""An environment that is being edited: its lines, what they mean for the scene, how the farm takes it. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from ..api.types import NewRenderEnv
from ..common.errors import BadInput
from ..common.i18n import _
from ..model import format
from ..model.host import Scene
from ..model.traits import HostTraits
from ..model.versions import PLUGIN_DECISIVE, Fit, fit, key, nearest, numbers
from . import layer_types
from .drafts import Draft, PluginRow
from .environments import WINDOWS, needed
from .software import Offer
from .values import Environment


def draft_of(traits: HostTraits, environment: Environment, offer: Offer | None, scene: Scene | None) -> Draft:
    """Return a draft for changing an environment."""
    draft = Draft(environment.name, environment.name, environment.software, environment.version, environment.plugins,
                  environment.default, environment.os_name, environment.layer_type)
    return shown(traits, draft, environment, offer, scene)


def new_draft(traits: HostTraits, offer: Offer, scene: Scene | None, taken: tuple[str, ...]) -> Draft:
    """Return a draft to begin with: the scene's version, or the farm's newest, and the plug-ins that it needs."""
    version = nearest(scene.version if scene else "", offer.versions)
    if scene is None or not numbers(scene.version):
        version = max(offer.versions, key=numbers, default="")
    draft = Draft("", _free(f"{offer.software} {version}".strip(), taken), offer.software, version, os_name=WINDOWS,
                  layer_type=layer_types.first_type(scene))
    return shown(traits, matched(traits, draft, offer, scene), None, offer, scene)


def draft_again(traits: HostTraits, had: Environment, offer: Offer, scene: Scene | None,
                taken: tuple[str, ...]) -> Draft:
    """Return a draft that makes an environment once more which the farm does not have any more."""
    name = had.name or _free(f"{had.software} {had.version}".strip(), taken)
    draft = Draft("", name, had.software, had.version, had.plugins, os_name=had.os_name, layer_type=had.layer_type)
    return shown(traits, draft, None, offer, scene)


def matched(traits: HostTraits, draft: Draft, offer: Offer, scene: Scene | None) -> Draft:
    """Return the draft with the versions that fit the scene best, without plug-ins that it does not use."""
    if scene is None:
        return draft
    version = nearest(scene.version, offer.versions) or draft.version
    plugins = []
    for name, (here, _renderer) in needed(traits, scene).items():
        there = _offered(offer, traits.plugin_keys(name), version)
        if there:
            plugins.append((next(iter(there.values())), nearest(here, there)))
    return dataclasses.replace(draft, version=version, plugins=tuple(plugins))


def shown(traits: HostTraits, draft: Draft, saved: Environment | None, offer: Offer | None,
          scene: Scene | None) -> Draft:
    """Return the draft with the lines that are drawn, and how much is not saved."""
    wanted = needed(traits, scene) if scene else {}
    layer_type = layer_types.scene_type(scene)
    draft = draft if layer_type is None else dataclasses.replace(draft, layer_type=layer_type)
    rows = [_application(traits, draft, offer, scene)]
    chosen = {key(name): (name, version) for name, version in draft.plugins}
    for name, (here, renderer) in wanted.items():
        keys = traits.plugin_keys(name)
        farm_name, there = next((chosen.pop(each) for each in keys if each in chosen), (name, ""))
        offered = _offered(offer, keys, draft.version) if offer else None
        rows.append(_plugin(farm_name, here, there, offered, needed=True, renderer=renderer))
    for name, there in chosen.values():
        offered = _offered(offer, traits.plugin_keys(name), draft.version) if offer else None
        rows.append(_plugin(name, "", there, offered))
    listed = {key(row.name) for row in rows}
    newest = {each.name: each.version for each in sorted(offer.plugins, key=lambda each: numbers(each.version))
              if each.for_version == draft.version} if offer else {}
    more = sorted(newest.items(), key=lambda pair: pair[0].casefold())
    return dataclasses.replace(
        draft, rows=tuple(rows), more=tuple(pair for pair in more if key(pair[0]) not in listed),
        versions=tuple(sorted(offer.versions, key=numbers, reverse=True)) if offer else (draft.version,),
        changes=_changes(draft, saved), advice=format.sentences(_layer_advice(draft, saved), _advice(rows)))


def to_farm(draft: Draft, offer: Offer) -> NewRenderEnv:
    """Return the draft in the form that ``api.env`` takes.

    Raises:
        BadInput: it has no name, or the farm does not have a part of it.
    """
    if not draft.name.strip():
        raise BadInput(_("The environment needs a name: type one."))
    ids = []
    for name, version in draft.plugins:
        found = next((each.id for each in offer.versions_of(name, draft.version) if each.version == version), None)
        if found is None:
            raise BadInput(_("{plugin} {version} is not there for {software} {there}: choose another version.").format(
                plugin=name, version=version, software=draft.software, there=draft.version))
        ids.append(found)
    return {"cgId": offer.cg_id, "cgName": offer.software, "cgVersion": draft.version,
            "renderLayerType": draft.layer_type,
            "editName": draft.name.strip(), "renderSystem": draft.os_name, "pluginIds": ids}


def delete_question(name: str) -> tuple[str, str]:
    """Return what is asked before an environment is deleted, and what comes of it."""
    return (_("Delete “{name}”?").format(name=name),
            _("Tasks that were submitted with it go on. It cannot be brought back."))


def _application(traits: HostTraits, draft: Draft, offer: Offer | None, scene: Scene | None) -> PluginRow:
    here = scene.version if scene else ""
    offered = tuple(sorted(offer.versions, key=numbers, reverse=True)) if offer else (draft.version,)
    if not here:
        verdict, tone = "", "text_2"
    else:
        how = fit(here, draft.version, traits.decisive)
        verdict, tone = {
            Fit.EXACT: (_("Same"), "ok"), Fit.COMPATIBLE: (_("The scene opens there"), "ok"),
        }.get(how, (_("Another version: the scene may not open"), "error"))
    return PluginRow(draft.software, here, draft.version, offered, verdict, tone, application=True)


def _plugin(name: str, here: str, there: str, versions: Mapping[str, str] | None, needed: bool = False,
            renderer: bool = False) -> PluginRow:
    offered = (there,) if versions is None else tuple(sorted(versions, key=numbers, reverse=True))
    if there and there not in offered:
        verdict, tone = _("Not there for this version: choose another"), "error"
    elif not needed:
        verdict, tone = _("Not needed by this scene"), "text_2"
    elif not offered:
        verdict, tone = _("The farm does not have it"), "error" if renderer else "warn"
    elif not there:
        verdict, tone = _("The scene needs it"), "error" if renderer else "warn"
    else:
        verdict, tone = _compared(here, there, offered)
    return PluginRow(name, here, there, offered, verdict, tone)


def _compared(here: str, there: str, offered: tuple[str, ...]) -> tuple[str, str]:
    if not here or fit(here, there, PLUGIN_DECISIVE) is Fit.EXACT:
        return _("Same"), "ok"
    newer = numbers(there) > numbers(here)
    if there != nearest(here, offered):
        return (_("Newer: {version} is nearer") if newer else _("Older: {version} is nearer")).format(
            version=nearest(here, offered)), "warn"
    tone = "ok" if fit(here, there, PLUGIN_DECISIVE) is Fit.COMPATIBLE else "warn"  # as the checks have it
    return (_("Nearest newer: {here} is not on the farm") if newer
            else _("Nearest older: {here} is not on the farm")).format(here=here), tone


def _offered(offer: Offer, keys: tuple[str, ...], version: str) -> dict[str, str]:
    """Version -> the farm's name of the plug-in, for one version of the application."""
    return {each.version: each.name for each in offer.plugins
            if each.for_version == version and key(each.name) in keys}


def _changes(draft: Draft, saved: Environment | None) -> int:
    if saved is None:
        return 1
    before, now = dict(saved.plugins), dict(draft.plugins)
    plugins = sum(before.get(name) != now.get(name) for name in {*before, *now})
    return plugins + sum((draft.name != saved.name, draft.version != saved.version, draft.default != saved.default,
                          draft.layer_type != saved.layer_type))


def _layer_advice(draft: Draft, saved: Environment | None) -> str:
    if saved is None or saved.layer_type == draft.layer_type:
        return ""
    return _("It renders with {there}, and the scene has {here}: saving it changes that.").format(
        there=layer_types.name_of(saved.layer_type), here=layer_types.name_of(draft.layer_type))


def _advice(rows: list[PluginRow]) -> str:
    other = next((row for row in rows if row.tone == "warn" and row.here and row.there), None)
    if other is None:
        return ""
    return _("{plugin} may give another picture in {there} than in {here}: render test frames first and "
             "compare.").format(plugin=other.name, there=other.there, here=other.here)


def _free(name: str, taken: tuple[str, ...]) -> str:
    number = 1
    while (free := name if number == 1 else f"{name} ({number})") in taken:
        number += 1
    return free
